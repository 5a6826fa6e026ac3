"""Reads HMCTS's Crown Court daily list: the hearings of one day, courtroom by courtroom."""

from dataclasses import dataclass
from datetime import date, time

from courts.hearings.rules import Certainty, is_part_heard, kind_of
from courts.lists.crown_parts import (
    case_numbers,
    court_house,
    defendants,
    linked_numbers,
    read_header,
    urns,
)
from courts.lists.gathering import Gathered, finished
from courts.lists.json_parts import Part
from courts.lists.rules import CourtAsListed, CourtList, DocumentType, ListedHearing

ROOT = "DailyList"
CERTAINTY_OF_PRIORITY = {
    "T": Certainty.FIXTURE,
    "F": Certainty.FLOATER,
    "R": Certainty.BACKER,
}


@dataclass(frozen=True)
class _Sitting:
    """A courtroom's sitting, as far as it matters to its hearings."""

    court: CourtAsListed
    day: date
    at_time: time | None
    certainty: Certainty
    courtroom: str | None


def read(document: Part) -> CourtList:
    """A daily list: every hearing in it is on the list's first day (design section 4).

    Raises:
        ListRefused: What is needed of the list as a whole is missing, or it is not criminal.
    """
    header = read_header(document)
    gathered = Gathered()
    for court_list in document.parts("CourtLists"):
        with gathered.one_part():
            court = court_house(court_list.part("CourtHouse"))
            for sitting in court_list.parts("Sittings"):
                with gathered.one_part():
                    _read_sitting(sitting, _sitting(sitting, court, header.starts_on), gathered)
    return finished(DocumentType.CROWN_DAILY, header, gathered)


def _sitting(part: Part, court: CourtAsListed, day: date) -> _Sitting:
    """A floater has no courtroom yet, whatever number is printed over it."""
    priority = part.optional("SittingPriority", part.text)
    certainty = CERTAINTY_OF_PRIORITY.get(priority, Certainty.FIXTURE)
    room = part.optional("CourtRoomNumber", part.number)
    return _Sitting(
        court=court,
        day=day,
        at_time=part.optional("SittingAt", part.time_of_day),
        certainty=certainty,
        courtroom=None if room is None or certainty is Certainty.FLOATER else str(room),
    )


def _read_sitting(part: Part, sitting: _Sitting, gathered: Gathered) -> None:
    for hearing in part.parts("Hearings"):
        with gathered.one_part():
            gathered.rows.append(_hearing(hearing, sitting))


def _hearing(part: Part, sitting: _Sitting) -> ListedHearing:
    description = part.part("HearingDetails").text("HearingDescription")
    return ListedHearing(
        place=part.place,
        court=sitting.court,
        case_numbers=case_numbers(part),
        urns=urns(part),
        linked=linked_numbers(part),
        description=description,
        kind=kind_of(description),
        certainty=Certainty.PART_HEARD if is_part_heard(description) else sitting.certainty,
        starts_on=sitting.day,
        starts_at_time=sitting.at_time,
        courtroom=sitting.courtroom,
        defendants=defendants(part),
    )
