"""Court lists in HMCTS's own JSON shape, with invented people, for any court and day."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class CourtHouse:
    """A court as a list prints it."""

    code: int
    name: str


SNARESBROOK = CourtHouse(453, "Snaresbrook")
NOWHERE = CourtHouse(9999, "The Assembly Rooms, Little Puddle")


@dataclass(frozen=True)
class Accused:
    """A defendant as a list prints them; a masked one carries a real name that nobody may keep."""

    name: str
    urn: str | None = None
    masked_name: str | None = None


@dataclass(frozen=True)
class Listed:
    """One case of a list; what a format has no place for is left out of it."""

    number: str
    accused: Sequence[Accused] = ()
    description: str = "Trial"
    courtroom: int = 1
    at_time: str = "10:00:00"
    priority: str = "T"
    court: CourtHouse | None = None
    fixed_on: date | None = None
    until: date | None = None
    linked: Sequence[str] = ()


def a_crown_daily_list(
    day: date, published: datetime, cases: Sequence[Listed], *, court: CourtHouse = SNARESBROOK
) -> Json:
    """A daily list of one court for one day, one sitting for each case."""
    return {
        "DailyList": {
            **_heading("DailyList", court, (day, day), published),
            "CourtLists": [
                {
                    "CourtHouse": _court_house(case.court or court),
                    "Sittings": [_sitting(case)],
                }
                for case in cases
            ],
        }
    }


def a_crown_warned_list(
    period: tuple[date, date],
    published: datetime,
    cases: Sequence[Listed],
    *,
    court: CourtHouse = SNARESBROOK,
) -> Json:
    """A warned list of one court: cases with `fixed_on` have their day, the others the period."""
    return {
        "WarnedList": {
            **_heading("WarnedList", court, period, published),
            "CourtLists": [
                {
                    "CourtHouse": _court_house(court),
                    "WithFixedDate": [_group(case) for case in cases if case.fixed_on],
                    "WithoutFixedDate": [_group(case) for case in cases if not case.fixed_on],
                }
            ],
        }
    }


def as_file(court_list: Json) -> bytes:
    """The list as the bytes of a file."""
    return json.dumps(court_list, indent=1).encode()


def _heading(kind: str, court: CourtHouse, days: tuple[date, date], published: datetime) -> Json:
    return {
        "DocumentID": {
            "UniqueID": f"{kind}-{court.code}-{days[0].isoformat()}",
            "DocumentType": kind,
        },
        "ListHeader": {
            "StartDate": days[0].isoformat(),
            "EndDate": days[1].isoformat(),
            "Version": "1.0",
            "PublishedTime": published.isoformat(),
        },
        "CrownCourt": _court_house(court),
    }


def _court_house(court: CourtHouse) -> Json:
    return {
        "CourtHouseType": "Crown Court",
        "CourtHouseCode": court.code,
        "CourtHouseName": court.name,
        "CourtHouseAddress": {"Line": ["1 Invented Row", "London"], "PostCode": "E99 9ZZ"},
    }


def _sitting(case: Listed) -> Json:
    return {
        "CourtRoomNumber": case.courtroom,
        "SittingAt": case.at_time,
        "SittingPriority": case.priority,
        "Judiciary": {"Judge": {"CitizenNameTitle": "HHJ", "CitizenNameSurname": "Marlowe"}},
        "Hearings": [
            {
                "HearingSequenceNumber": 1,
                "HearingDetails": {"HearingDescription": case.description, "HearingType": "TRL"},
                "CaseNumber": case.number,
                "CaseNumberCaTH": case.number,
                "Prosecution": {"ProsecutingAuthority": "Crown Prosecution Service"},
                "Defendants": [_accused(accused) for accused in case.accused],
                **({"LinkedCases": _linked(case)} if case.linked else {}),
            }
        ],
    }


def _group(case: Listed) -> Json:
    hearing = {"HearingDescription": case.description, "HearingType": "TRL"}
    if case.until:
        hearing["HearingEndDate"] = case.until.isoformat()
    return {
        "HearingType": "TRL",
        "Fixture": [
            {
                **({"FixedDate": case.fixed_on.isoformat()} if case.fixed_on else {}),
                "Cases": [
                    {
                        "CaseNumber": case.number,
                        "CaseNumberCaTH": case.number,
                        "CaseArrivedFrom": {},
                        "Hearing": [hearing],
                        "Defendants": [_accused(accused) for accused in case.accused],
                        "Prosecution": {"ProsecutingAuthority": "Crown Prosecution Service"},
                        "LinkedCases": _linked(case),
                    }
                ],
            }
        ],
    }


def _linked(case: Listed) -> list[Json]:
    return [{"CaseNumber": number} for number in case.linked]


def _accused(accused: Accused) -> Json:
    *given, surname = accused.name.split()
    return {
        "PersonalDetails": {
            "Name": {"CitizenNameForename": given, "CitizenNameSurname": surname},
            "IsMasked": "yes" if accused.masked_name is not None else "no",
            **({"MaskedName": accused.masked_name} if accused.masked_name else {}),
            "DateOfBirth": {"BirthDate": "1990-02-03", "VerifiedBy": "not verified"},
            "Age": 36,
            "Sex": "unknown",
            "Address": {"Line": ["22 Invented Street"], "PostCode": "E99 1ZZ"},
            "Nationality": "Invented nationality",
        },
        **({"URN": accused.urn} if accused.urn else {}),
        "PrisonerID": "A9999ZZ",
        "PrisonLocation": {"Location": ["HMP Invented"]},
        "Charges": [{"OffenceStatement": "Invented offence", "IndictmentCountNumber": 1}],
    }
