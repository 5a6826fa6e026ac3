"""What each row of a list would change now, given the register and the hearings that are known."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from courts.cases.queries import numbers_held
from courts.cases.rules import IdentifierNotRecognised, shown_together
from courts.hearings.changes import HearingChange, SeenHearing, change_of
from courts.hearings.queries import known_hearings
from courts.hearings.rules import Listing
from courts.lists.rules import ListedHearing, RowNumbers, RowState, numbers_of
from courts.register.list_names import BuildingFound, BuildingNotKnown, WhyNoBuilding
from courts.register.queries import court_for_list
from ethical_walls.sessions import WalledSession


@dataclass(eq=False)
class RowIsNotReady(RuntimeError):
    """A row without a building or a case number was about to be taken in."""

    row_id: UUID


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
    courts = {row.court for _row_id, row in listed}
    buildings = {court: court_for_list(session, court.code, court.name) for court in courts}
    verdicts = [_first_look(row_id, row, buildings[row.court]) for row_id, row in listed]
    changes = _changes(session, verdicts, published_at)
    return [replace(verdict, change=changes.get(verdict.row_id)) for verdict in verdicts]


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


def _changes(
    session: WalledSession, verdicts: list[Verdict], published_at: datetime
) -> dict[UUID, HearingChange]:
    """What each row that is ready would change, taken in one after the other, by row.

    Rows that show numbers together are of one case here, as they will be once published.
    """
    ready = [verdict for verdict in verdicts if verdict.state is RowState.READY]
    roots = [_roots(verdict) for verdict in ready]
    held = numbers_held(session, (root for each in roots for root in each))
    case_of_root = {number.root: number.case_id for number in held}
    hearings = known_hearings(session, case_of_root.values())
    changes: dict[UUID, HearingChange] = {}
    for members in shown_together(roots, case_of_root):
        cases = dict.fromkeys(case_of_root.get(root) for at in members for root in roots[at])
        known = [hearing for case_id in cases if case_id for hearing in hearings.get(case_id, [])]
        for at in members:
            change = change_of(known, _seen(ready[at], published_at))
            known = [*(k for k in known if k.hearing_id != change.after.hearing_id), change.after]
            changes[ready[at].row_id] = change
    return changes


def _roots(verdict: Verdict) -> list[str]:
    return [number.value for number in verdict.numbers.together] if verdict.numbers else []


def _seen(verdict: Verdict, published_at: datetime) -> SeenHearing:
    row = verdict.listed
    if verdict.court_id is None or verdict.numbers is None:
        raise RowIsNotReady(verdict.row_id)
    return SeenHearing(
        kind=row.kind,
        description=row.description,
        listed_as=verdict.numbers.listed_as.written,
        listed_kind=verdict.numbers.listed_as.kind,
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
