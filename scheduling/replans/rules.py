"""How one party answers a change by the court: what is kept, what moves and where, what cannot."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from courts.london_time import in_london
from scheduling.visits.rules import OfferedTime, WhyNot
from scheduling.windows.rules import HALVES_MEET_AT


class ReplanCause(StrEnum):
    """What the court changed."""

    HEARING_MOVED = "hearing_moved"
    HEARING_VACATED = "hearing_vacated"
    PARTIES_CHANGED = "parties_changed"


class ReplanState(StrEnum):
    """Whether somebody must still look at it."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    NOTHING_TO_DO = "nothing_to_do"
    SUPERSEDED = "superseded"


class Outcome(StrEnum):
    """What becomes of one visit."""

    KEPT = "kept"
    MOVED = "moved"
    CANNOT_BE_PLACED = "cannot_be_placed"


@dataclass(frozen=True)
class ToPlace:
    """One visit to look at again.

    Attributes:
        stands: Whether it is lawful where it is.
        holds_place: Whether its place is still counted; a released visit's is free.
        options: The lawful times it could move to.
        why_nothing: Why it has none, from its own side's facts.
    """

    visit_id: UUID
    witness_id: UUID
    version: int
    at: OfferedTime
    caseworker_id: UUID | None
    stands: bool
    options: tuple[OfferedTime, ...] = ()
    why_nothing: WhyNot = WhyNot.NONE_LEFT
    holds_place: bool = True


@dataclass(frozen=True)
class Busy:
    """A time at which a witness or caseworker is somewhere already."""

    person_id: UUID
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Placed:
    """What becomes of one visit, and where it goes."""

    visit: ToPlace
    outcome: Outcome
    becomes: OfferedTime | None
    why: WhyNot | None = None


@dataclass(eq=False)
class ReplanNotFound(LookupError):
    """There is no such re-plan in view."""

    replan_id: UUID


@dataclass(eq=False)
class ReplanChangedMeanwhile(ValueError):
    """What was previewed is not what would be done now."""

    replan_id: UUID

    def __str__(self) -> str:
        return "Something changed since you looked. Check the plan again before you confirm it."


@dataclass(eq=False)
class ReplanAlreadyConfirmed(ValueError):
    """The re-plan was confirmed and carried out before."""

    replan_id: UUID

    def __str__(self) -> str:
        return "This plan has already been confirmed."


def cause_of_task(replan_id: UUID) -> str:
    """What opened the tasks that a re-plan asks for; confirming it finishes them."""
    return f"replan:{replan_id}"


A_HABIT_IN_DAYS = 7
"""What giving up the weekday, the time or the half of the day weighs: as much as a week's move."""


def disruption(was: OfferedTime, becomes: OfferedTime) -> tuple[int, float, datetime, UUID]:
    """How much a move asks of a person, in days: how far it goes, and a week for each habit lost.

    So the same weekday and time a week away is better than another day of the same week, and that
    is better than the same weekday some weeks away (design, section 4: least disruption).
    """
    old, new = in_london(was.starts_at), in_london(becomes.starts_at)
    changed = (
        (old.weekday() != new.weekday())
        + (old.time() != new.time())
        + ((old.time() < HALVES_MEET_AT) != (new.time() < HALVES_MEET_AT))
    )
    apart = abs((becomes.starts_at - was.starts_at).total_seconds())
    days = abs((new.date() - old.date()).days)
    return days + A_HABIT_IN_DAYS * changed, apart, becomes.starts_at, becomes.slot_id


def plan(
    visits: Sequence[ToPlace], places: Mapping[UUID, int], busy: Iterable[Busy] = ()
) -> tuple[Placed, ...]:
    """Keep what is lawful; move the rest, those with fewest choices first, as little as can be.

    Args:
        visits: Every visit of one party before one hearing.
        places: How many places each slot has left.
        busy: When witnesses and caseworkers are elsewhere, apart from these visits.

    Returns:
        What becomes of each visit, in the order of their present times.
    """
    left = dict(places)
    engaged = list(busy)
    placed: dict[UUID, Placed] = {}
    for visit in (v for v in visits if v.stands):
        placed[visit.visit_id] = Placed(visit, Outcome.KEPT, visit.at)
        engaged += _engagements(visit, visit.at)
    waiting = [v for v in visits if not v.stands]
    for visit in sorted(waiting, key=lambda v: (len(v.options), v.at.starts_at, v.visit_id)):
        placed[visit.visit_id] = _place(visit, left, engaged)
    in_order = sorted(visits, key=lambda v: (v.at.starts_at, v.visit_id))
    return tuple(placed[visit.visit_id] for visit in in_order)


def _place(visit: ToPlace, left: dict[UUID, int], engaged: list[Busy]) -> Placed:
    possible = [
        option
        for option in visit.options
        if left.get(option.slot_id, 0) > 0 and not _clashes(visit, option, engaged)
    ]
    if not possible:
        why = WhyNot.NONE_LEFT if visit.options else visit.why_nothing
        return Placed(visit, Outcome.CANNOT_BE_PLACED, None, why)
    best = min(possible, key=lambda option: disruption(visit.at, option))
    left[best.slot_id] -= 1
    engaged += _engagements(visit, best)
    return Placed(visit, Outcome.MOVED, best)


def _engagements(visit: ToPlace, at: OfferedTime) -> list[Busy]:
    people = [visit.witness_id, visit.caseworker_id]
    return [Busy(person, at.starts_at, at.ends_at) for person in people if person is not None]


def _clashes(visit: ToPlace, option: OfferedTime, engaged: list[Busy]) -> bool:
    return any(
        b.person_id in (visit.witness_id, visit.caseworker_id)
        and b.starts_at < option.ends_at
        and option.starts_at < b.ends_at
        for b in engaged
    )


def digest_of(hearing_version: int, placed: Iterable[Placed]) -> str:
    """What a person confirms: every visit as it is, and what becomes of it."""
    lines = [
        f"{p.visit.visit_id} {p.visit.version} {p.outcome} {p.becomes and p.becomes.slot_id}"
        for p in placed
    ]
    return hashlib.sha256("\n".join([str(hearing_version), *lines]).encode()).hexdigest()
