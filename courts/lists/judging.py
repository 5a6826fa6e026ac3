"""What each row of a list would change now, given the register and the hearings that are known."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid4

from courts.cases.queries import numbers_held
from courts.cases.rules import IdentifierNotRecognised
from courts.hearings.changes import HearingChange, KnownHearing, SeenHearing, change_of
from courts.hearings.queries import known_hearings
from courts.hearings.rules import Listing
from courts.lists.rules import CourtAsListed, ListedHearing, RowNumbers, RowState, numbers_of
from courts.register.list_names import BuildingFound, BuildingNotKnown, WhyNoBuilding
from courts.register.queries import court_for_list
from ethical_walls.sessions import WalledSession


@dataclass(frozen=True)
class Verdict:
    """A row's state, where it sits, and what it would change; `problem` and `remark` are words."""

    row_id: UUID
    listed: ListedHearing
    state: RowState
    court_id: UUID | None = None
    held_why: WhyNoBuilding | None = None
    problem: str = ""
    remark: str = ""
    numbers: RowNumbers | None = None
    change: HearingChange | None = None

    @property
    def promise(self) -> tuple[object, ...]:
        """What a preview of this row promises; applying it must do this and nothing else."""
        before = self.change.before if self.change else None
        difference = self.change.difference if self.change else None
        return (self.state, self.court_id, difference, before.version_id if before else None)


@dataclass
class _Cases:
    """The cases as they would stand while rows are taken in one after the other.

    Numbers shown together are one case here as they will be when it is published.
    """

    case_of_root: dict[str, UUID]
    hearings: dict[UUID, list[KnownHearing]] = field(default_factory=dict)

    def case_of(self, numbers: RowNumbers) -> UUID:
        roots = [number.value for number in numbers.together]
        cases = list(dict.fromkeys(self.case_of_root[r] for r in roots if r in self.case_of_root))
        case_id = cases[0] if cases else uuid4()
        for other in cases[1:]:
            self.hearings.setdefault(case_id, []).extend(self.hearings.pop(other, []))
            joined = [root for root, held_by in self.case_of_root.items() if held_by == other]
            self.case_of_root.update(dict.fromkeys(joined, case_id))
        self.case_of_root.update(dict.fromkeys(roots, case_id))
        return case_id

    def take_in(self, case_id: UUID, seen: SeenHearing) -> HearingChange:
        known = self.hearings.setdefault(case_id, [])
        change = change_of(known, seen)
        self.hearings[case_id] = [
            hearing for hearing in known if hearing.hearing_id != change.after.hearing_id
        ] + [change.after]
        return change


def judged(
    session: WalledSession, rows: Iterable[tuple[UUID, ListedHearing]], published_at: datetime
) -> list[Verdict]:
    """A verdict on each row, in a handful of questions however many rows there are.

    Args:
        session: The list operator's.
        rows: (row id, row as read), in the order of the file.
        published_at: When the list was published.
    """
    listed = list(rows)
    buildings = {row.court: _building(session, row.court) for _row_id, row in listed}
    first = [_first_look(row_id, row, buildings[row.court]) for row_id, row in listed]
    cases = _cases(session, first)
    return [_with_change(verdict, cases, published_at) for verdict in first]


def _building(session: WalledSession, court: CourtAsListed) -> BuildingFound | BuildingNotKnown:
    return court_for_list(session, court.code, court.name)


def _first_look(
    row_id: UUID, row: ListedHearing, building: BuildingFound | BuildingNotKnown
) -> Verdict:
    try:
        numbers, problem = numbers_of(row), ""
    except IdentifierNotRecognised as refused:
        numbers, problem = None, f"The case number “{refused.text}” cannot be used. {refused.why}"
    if isinstance(building, BuildingNotKnown):
        return Verdict(row_id, row, RowState.HELD, held_why=building.why, problem=problem)
    if numbers is None:
        return Verdict(row_id, row, RowState.UNREADABLE, building.court_id, problem=problem)
    return Verdict(
        row_id, row, RowState.READY, building.court_id, remark=_remark(numbers), numbers=numbers
    )


def _remark(numbers: RowNumbers) -> str:
    if not numbers.left_out:
        return ""
    return f"Left out, as not a case number we recognise: {', '.join(numbers.left_out)}."


def _cases(session: WalledSession, verdicts: list[Verdict]) -> _Cases:
    numbers = [verdict.numbers for verdict in verdicts if verdict.numbers]
    held = numbers_held(session, (n.value for each in numbers for n in each.together))
    return _Cases(
        case_of_root={number.root: number.case_id for number in held},
        hearings=known_hearings(session, (number.case_id for number in held)),
    )


def _with_change(verdict: Verdict, cases: _Cases, published_at: datetime) -> Verdict:
    numbers, row = verdict.numbers, verdict.listed
    if verdict.court_id is None or numbers is None:
        return verdict
    seen = SeenHearing(
        kind=row.kind,
        description=row.description,
        listed_as=numbers.listed_as.written,
        listed_kind=numbers.listed_as.kind,
        listing=Listing(
            court_id=verdict.court_id,
            certainty=row.certainty,
            starts_on=row.starts_on,
            published_at=published_at,
            courtroom=row.courtroom,
            starts_at_time=row.starts_at_time,
            ends_on=row.ends_on,
        ),
    )
    return replace(verdict, change=cases.take_in(cases.case_of(numbers), seen))
