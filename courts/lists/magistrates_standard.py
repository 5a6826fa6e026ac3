"""Reads HMCTS's magistrates' standard list: each sitting's cases, of adults and of young people."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from courts.cases.rules import NAME_NOT_GIVEN, NAME_WITHHELD
from courts.hearings.rules import Certainty, is_part_heard, kind_of
from courts.lists.gathering import Gathered, Header, finished
from courts.lists.json_parts import Part, PartUnreadable
from courts.lists.rules import CourtAsListed, CourtList, DocumentType, ListedHearing, ListRefused
from courts.london_time import LONDON, london_day

MEMBERS = ("document", "venue", "courtLists")
DEFENDANT = "defendant"
ADULT_PANEL = "adult"
GROWN_UP_AT = 18
NOT_DESCRIBED = "Not described"
_OU_CODE = re.compile(r"[A-Z]\d{2}[A-Z]{2}\d{2}", re.IGNORECASE)
_SAYS_ITS_KIND = re.compile(r"\b(courts?|centre|mc|magistrates['\u2019]?)\b", re.IGNORECASE)
_ROOM_WORDS = re.compile(r"^court ?(room)? +", re.IGNORECASE)
_NAME_PARTS = ("individualForenames", "individualMiddleName", "individualSurname")


@dataclass(frozen=True)
class _Sitting:
    """A sitting in one courtroom, as far as it matters to its hearings."""

    court: CourtAsListed
    courtroom: str | None
    day: date
    at_time: time


def read(document: Part) -> CourtList:
    """A standard list: every case of every sitting is listed for that sitting's day and time.

    An application on its own is read too, and no name of it: its parties are not defendants.

    Raises:
        ListRefused: It says neither when it was published nor of which court it is.
    """
    published_at = _published_at(document)
    gathered = Gathered()
    courts: list[CourtAsListed] = []
    for court_list in document.parts("courtLists"):
        with gathered.one_part():
            house = court_list.part("courtHouse")
            courts.append(CourtAsListed(None, court_name(house.text("courtHouseName"))))
            _read_rooms(house, courts[-1], gathered)
    if not courts:
        raise ListRefused(
            "This list names no court. Of the lists that magistrates' courts publish, the standard "
            "list can be read."
        )
    restricted = _restricted_cases(document)
    gathered.rows = [_as_it_may_be_shown(row, restricted) for row in gathered.rows]
    header = _header(published_at, courts[0], [row.starts_on for row in gathered.rows])
    return finished(DocumentType.MAGISTRATES_STANDARD, header, gathered)


def court_name(listed: str) -> str:
    """A court's name as the register has it: these lists may print the place alone ("BROMLEY").

    In a list of magistrates' courts that is the magistrates' court of the place. A name that says
    its own kind, and an organisation unit code, stay as they are.
    """
    if _OU_CODE.fullmatch(listed) or _SAYS_ITS_KIND.search(listed):
        return listed
    return f"{listed} Magistrates' Court"


def _published_at(document: Part) -> datetime:
    try:
        document.parts("courtLists")
        return document.part("document").instant("publicationDate")
    except PartUnreadable as missing:
        raise ListRefused(f"This list cannot be read: {missing.why} (at {missing.place})") from None


def _header(published_at: datetime, court: CourtAsListed, days: list[date]) -> Header:
    """What the list says of itself; it has no number of its own, so its court and days are one."""
    starts_on = min(days, default=london_day(published_at))
    ends_on = max(days, default=starts_on)
    return Header(
        reference=f"{court.name}, {starts_on.isoformat()}",
        version=published_at.isoformat(),
        published_at=published_at,
        starts_on=starts_on,
        ends_on=ends_on if ends_on != starts_on else None,
        court=court,
    )


def _read_rooms(house: Part, court: CourtAsListed, gathered: Gathered) -> None:
    for room in house.parts("courtRoom"):
        with gathered.one_part():
            courtroom = room.optional("courtRoomName", room.text)
            number = _ROOM_WORDS.sub("", courtroom) if courtroom else None
            for part in room.walk("session", "sittings"):
                with gathered.one_part():
                    _read_sitting(part, _sitting(part, court, number), gathered)


def _sitting(part: Part, court: CourtAsListed, courtroom: str | None) -> _Sitting:
    starts_at = part.instant("sittingStart").astimezone(LONDON)
    at_time = starts_at.time().replace(second=0, microsecond=0)
    return _Sitting(court, courtroom, starts_at.date(), at_time)


def _read_sitting(part: Part, sitting: _Sitting, gathered: Gathered) -> None:
    for hearing in part.parts("hearing"):
        with gathered.one_part():
            for case in hearing.parts("case"):
                with gathered.one_part():
                    gathered.rows.append(_case(case, hearing, sitting))
            for application in hearing.parts("application"):
                with gathered.one_part():
                    gathered.rows.append(_application(application, hearing, sitting))


def _case(case: Part, hearing: Part, sitting: _Sitting) -> ListedHearing:
    said = hearing.optional("hearingType", hearing.text) or NOT_DESCRIBED
    number = case.text("caseUrn")
    return _row(case, sitting, (number, said), _defendants(case, hearing, sitting.day))


def _application(application: Part, hearing: Part, sitting: _Sitting) -> ListedHearing:
    what = application.optional("applicationType", application.text)
    said = what or hearing.optional("hearingType", hearing.text) or NOT_DESCRIBED
    number = application.text("applicationReference")
    return _row(application, sitting, (number, f"Application: {said}"), ())


def _row(
    part: Part, sitting: _Sitting, said: tuple[str, str], defendants: tuple[str, ...]
) -> ListedHearing:
    number, description = said
    return ListedHearing(
        place=part.place,
        court=sitting.court,
        case_numbers=(number,),
        urns=(),
        linked=(),
        description=description,
        kind=kind_of(description),
        certainty=Certainty.PART_HEARD if is_part_heard(description) else Certainty.FIXTURE,
        starts_on=sitting.day,
        starts_at_time=sitting.at_time,
        courtroom=sitting.courtroom,
        defendants=defendants,
    )


def _defendants(case: Part, hearing: Part, day: date) -> tuple[str, ...]:
    """The defendants in the list's order, by what stands beside each (decision 10)."""
    panel = hearing.text("panel") if hearing.has("panel") else ""
    grown_up_on = day if panel.casefold() == ADULT_PANEL else None
    return tuple(
        _shown_name(party, grown_up_on)
        for party in case.parts("party")
        if party.has("partyRole") and party.text("partyRole").casefold() == DEFENDANT
    )


def _restricted_cases(document: Part) -> frozenset[str]:
    """The numbers of cases under a reporting restriction anywhere in the list."""
    found: set[str] = set()
    ahead: list[Any] = [document.value]
    while ahead:
        value = ahead.pop()
        if isinstance(value, list):
            ahead += value
        elif isinstance(value, dict):
            if "caseUrn" in value and _is_restricted(value):
                found.add(_squeezed(str(value["caseUrn"])))
            ahead += value.values()
    return frozenset(found)


def _is_restricted(said: Any) -> bool:  # noqa: ANN401 - whatever the file holds there
    """Whether a case or an offence is under a reporting restriction: anything but a clear "no"."""
    if not isinstance(said, dict) or said.get("reportingRestrictionDetails"):
        return True
    return said.get("reportingRestriction", False) is not False


def _as_it_may_be_shown(row: ListedHearing, restricted: frozenset[str]) -> ListedHearing:
    """A row of a restricted case names nobody, wherever in the list the restriction stands."""
    if _squeezed(row.case_numbers[0]) not in restricted:
        return row
    return replace(row, defendants=(NAME_WITHHELD,) * len(row.defendants))


def _squeezed(number: str) -> str:
    return "".join(number.split()).upper()


def _shown_name(party: Part, adults_sit_on: date | None) -> str:
    if any(_is_restricted(offence.value) for offence in party.parts("offence")):
        return NAME_WITHHELD
    if party.has("organisationDetails"):
        return party.part("organisationDetails").text("organisationName")
    person = party.part("individualDetails")
    if adults_sit_on is None or not _is_grown_up(person, adults_sit_on):
        return NAME_WITHHELD
    names = [person.text(name) for name in _NAME_PARTS if person.has(name)]
    return " ".join(names) if person.has(_NAME_PARTS[-1]) else NAME_NOT_GIVEN


def _is_grown_up(person: Part, day: date) -> bool:
    """Whether an adult panel's defendant is an adult: by age, else by birth, else by the panel."""
    if person.has("age"):
        return person.number("age") >= GROWN_UP_AT
    if person.has("dateOfBirth"):
        born = _born_on(person)
        return (day.year - GROWN_UP_AT, day.month, day.day) >= (born.year, born.month, born.day)
    return True


def _born_on(person: Part) -> date:
    try:
        return date.fromisoformat(person.text("dateOfBirth"))
    except ValueError:
        place = f"{person.place}/dateOfBirth"
        raise PartUnreadable(place, "dateOfBirth should be a date like 1990-02-03.") from None
