"""Reads HMCTS's Crown Court warned list: trials with a fixed day, and those with only a period."""

from dataclasses import dataclass
from datetime import date

from courts.hearings.rules import Certainty, is_part_heard, kind_of
from courts.lists.crown_parts import (
    case_numbers,
    court_house,
    defendants,
    linked_numbers,
    read_header,
    urns,
)
from courts.lists.gathering import Gathered, Header, finished
from courts.lists.json_parts import Part, PartUnreadable
from courts.lists.rules import CourtAsListed, CourtList, DocumentType, ListedHearing

ROOT = "WarnedList"
WITH_FIXED_DATE = "WithFixedDate"
WITHOUT_FIXED_DATE = "WithoutFixedDate"
NOT_DESCRIBED = "Not described"


@dataclass(frozen=True)
class _Days:
    """The days a hearing may be heard, and how surely."""

    certainty: Certainty
    starts_on: date
    ends_on: date | None


def read(document: Part) -> CourtList:
    """A warned list: a case without a fixed date may be called on any day of the list's period.

    Raises:
        ListRefused: What is needed of the list as a whole is missing, or it is not criminal.
    """
    header = read_header(document)
    gathered = Gathered()
    for court_list in document.parts("CourtLists"):
        with gathered.one_part():
            court = court_house(court_list.part("CourtHouse"))
            for group in court_list.parts(WITH_FIXED_DATE):
                with gathered.one_part():
                    _read_fixed(group, court, gathered)
            for group in court_list.parts(WITHOUT_FIXED_DATE):
                with gathered.one_part():
                    _read_warned(group, court, header, gathered)
    return finished(DocumentType.CROWN_WARNED, header, gathered)


def _read_fixed(group: Part, court: CourtAsListed, gathered: Gathered) -> None:
    for fixture in group.parts("Fixture"):
        with gathered.one_part():
            fixed_on = fixture.optional("FixedDate", fixture.day)
            for case, hearing in _hearings(fixture, gathered):
                with gathered.one_part():
                    gathered.rows.append(_row(case, hearing, court, _fixed_days(hearing, fixed_on)))


def _read_warned(group: Part, court: CourtAsListed, header: Header, gathered: Gathered) -> None:
    period = _Days(Certainty.WARNED_LIST, header.starts_on, header.ends_on)
    for fixture in group.parts("Fixture"):
        with gathered.one_part():
            for case, hearing in _hearings(fixture, gathered):
                with gathered.one_part():
                    gathered.rows.append(_row(case, hearing, court, period))


def _hearings(fixture: Part, gathered: Gathered) -> list[tuple[Part, Part]]:
    """Each case with each of its hearings; a case without a hearing stands for itself."""
    pairs: list[tuple[Part, Part]] = []
    for case in fixture.parts("Cases"):
        with gathered.one_part():
            pairs.extend((case, hearing) for hearing in case.parts("Hearing") or [case])
    return pairs


def _fixed_days(hearing: Part, fixed_on: date | None) -> _Days:
    starts_on = fixed_on or hearing.optional("HearingDate", hearing.day)
    if starts_on is None:
        raise PartUnreadable(
            hearing.place, "This hearing is listed with a fixed date but has none."
        )
    ends_on = hearing.optional("HearingEndDate", hearing.day)
    if ends_on is not None and ends_on < starts_on:
        raise PartUnreadable(hearing.place, "This hearing ends before it starts.")
    return _Days(Certainty.FIXTURE, starts_on, ends_on if ends_on != starts_on else None)


def _row(case: Part, hearing: Part, court: CourtAsListed, days: _Days) -> ListedHearing:
    said = hearing.optional("HearingDescription", hearing.text) or NOT_DESCRIBED
    return ListedHearing(
        place=hearing.place,
        court=court,
        case_numbers=case_numbers(case),
        urns=urns(case),
        linked=linked_numbers(case),
        description=said,
        kind=kind_of(said),
        certainty=Certainty.PART_HEARD if is_part_heard(said) else days.certainty,
        starts_on=days.starts_on,
        ends_on=days.ends_on,
        defendants=defendants(case),
    )
