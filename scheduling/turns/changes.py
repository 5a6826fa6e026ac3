"""When half-days that change hands may be booked, after the court has changed who is in a case."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from courts.london_time import london_day
from scheduling.turns.rules import FEWEST_PARTIES, OwnTurns, turns_of

SETTLING = timedelta(hours=2)
NOTHING = OwnTurns(())


@dataclass(frozen=True)
class Change:
    """A public change of a case's parties.

    Attributes:
        parties_before: How many parties there were until then, the prosecution included.
        changed_at: When the court's list was applied.
        answered_at: When the jobs of every party had given back what it cedes.
    """

    parties_before: int
    changed_at: datetime
    answered_at: datetime | None

    @property
    def opens_at(self) -> datetime:
        """The first instant at which half-days that change hands may be booked."""
        return self.changed_at + SETTLING

    def is_open(self, now: datetime) -> bool:
        """Whether they may be booked now, by anybody: by the fixed time, and once all answered.

        The time is long past when the last job has run, so that how long the jobs took is never
        seen; where a job has failed, everybody waits alike rather than meet what it left standing.
        """
        return self.answered_at is not None and now >= self.opens_at


@dataclass(frozen=True)
class Share:
    """The half-days of one party of one case (design section 5).

    Attributes:
        own: All that are its own now.
        bookable: Those of them that may be booked now.
        opens_at: When the others may be, where some are still to open.
        formerly: What was its own before each change, and the day from which others may book
            what it ceded; until that day its visits meet nobody there, and stand.
    """

    own: OwnTurns
    bookable: OwnTurns
    opens_at: datetime | None = None
    formerly: tuple[tuple[OwnTurns, date], ...] = ()


def share_of(
    party: tuple[int, int, UUID], changes: Iterable[Change], notice: timedelta, now: datetime
) -> Share:
    """What one party owns and may book, from public facts alone.

    Until a change is open, a party may book those of its half-days that were its own before, too.

    Args:
        party: How many parties the case has, which of them this is, and the case's group.
        changes: Every change of the case's parties since it was first published.
        notice: How long before it begins a visit must be booked.
        now: The present instant.

    Raises:
        NotAParty: No such ordinal among so many.
    """
    own = bookable = turns_of(*party)
    opens_at = None
    formerly = []
    for change in changes:
        before = _before(party, change)
        formerly.append((before, london_day(change.opens_at + notice)))
        if not change.is_open(now) and _both(own, before) != own:
            opens_at = max(opens_at, change.opens_at) if opens_at else change.opens_at
            bookable = _both(bookable, before)
    return Share(own, bookable, opens_at, tuple(formerly))


def _before(party: tuple[int, int, UUID], change: Change) -> OwnTurns:
    """A party's own half-days before a change; nothing where it was no party of the case."""
    _parties, ordinal, group_id = party
    before = max(change.parties_before, FEWEST_PARTIES)
    return turns_of(before, ordinal, group_id) if ordinal < before else NOTHING


def _both(one: OwnTurns, other: OwnTurns) -> OwnTurns:
    """The half-days that are in both."""
    if one.within is not None:
        return replace(one, within=_both(one.within, other))
    if one.count or other.count or other.within is not None:
        return replace(one, within=other)
    return OwnTurns(tuple(phase for phase in one.phases if phase in other.phases))
