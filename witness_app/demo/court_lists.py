"""Court lists in HMCTS's own JSON shape, with invented people, for any court and day."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
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


@dataclass(frozen=True)
class MagistratesListed:
    """One case of a magistrates' list; `restricted` and `panel` may hold whatever a file could."""

    urn: str
    accused: Sequence[Accused] = ()
    hearing: str = "Trial"
    courtroom: str = "Courtroom 1"
    starts_at: datetime | None = None
    panel: str | None = "ADULT"
    restricted: object = False
    age: int | None = 36


def a_magistrates_standard_list(
    starts_at: datetime, published: datetime, cases: Sequence[MagistratesListed], *, court: str
) -> Json:
    """A standard list of one magistrates' court, one sitting for each case."""
    return {
        "document": {"publicationDate": _zulu(published)},
        "venue": {"venueAddress": {"line": ["1 Invented Row"], "postCode": "E99 9ZZ"}},
        "courtLists": [
            {
                "courtHouse": {
                    "courtHouseName": court,
                    "lja": "Invented Justice Area",
                    "courtRoom": [_magistrates_room(case, starts_at) for case in cases],
                }
            }
        ],
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


def _magistrates_room(case: MagistratesListed, starts_at: datetime) -> Json:
    hearing = {
        "hearingType": case.hearing,
        **({"panel": case.panel} if case.panel else {}),
        "case": [
            {
                "caseUrn": case.urn,
                "caseSequenceIndicator": "1 of 1",
                "reportingRestriction": case.restricted,
                "party": [
                    *(_magistrates_accused(accused, case.age) for accused in case.accused),
                    {
                        "partyRole": "PROSECUTING_AUTHORITY",
                        "organisationDetails": {"organisationName": "Invented Authority"},
                    },
                ],
            }
        ],
    }
    sitting = {"sittingStart": _zulu(case.starts_at or starts_at), "hearing": [hearing]}
    session = {"judiciary": [{"johKnownAs": "Ms Marlowe"}], "sittings": [sitting]}
    return {"courtRoomName": case.courtroom, "session": [session]}


def _magistrates_accused(accused: Accused, age: int | None) -> Json:
    *given, surname = accused.name.split()
    return {
        "partyRole": "DEFENDANT",
        "individualDetails": {
            "individualForenames": " ".join(given),
            "individualSurname": surname,
            "dateOfBirth": "1990-02-03",
            **({"age": age} if age is not None else {}),
            "address": {"line": ["22 Invented Street"], "postCode": "E99 1ZZ"},
            "gender": "unknown",
            "asn": "ASN9999",
            "pncId": "PNC9999",
        },
        "offence": [{"offenceTitle": "Invented offence", "offenceWording": "Invented wording"}],
    }


def _zulu(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
