"""One day at each court of a team, in words: who is expected, and what is handed over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from casework.handovers.queries import HandoverSummary, days_handed_over, handovers_at_courts
from casework.handovers.rules import HandoverState
from courts.london_time import london_day, london_time, spoken_time
from courts.register.queries import courts_by_id
from courts.working_days import add_working_days, this_or_next_working_day
from ethical_walls.hosting.queries import courts_served, hosted_courts
from ethical_walls.sessions import WalledSession
from scheduling.hosted_visits.queries import HostedVisitSummary, hosted_at
from scheduling.hosted_visits.rules import HostedState
from witness_app.packs import FIELD_WORDS

DAYS_AHEAD: Final = 10
VISIT_TAGS: Final = {
    HostedState.EXPECTED: "Expected",
    HostedState.UNDER_REVIEW: "Date under review",
    HostedState.MOVED: "Moved",
    HostedState.OFF: "Cancelled",
    HostedState.DONE: "Done",
}
HANDOVER_TAGS: Final = {
    HandoverState.OFFERED: "Offered",
    HandoverState.ACCEPTED: "Accepted",
    HandoverState.QUERIED: "Queried",
    HandoverState.REFUSED: "Refused",
    HandoverState.LAPSED: "Lapsed",
    HandoverState.TAKEN_BACK: "Taken back",
}
NONE_SAID: Final = "None said"


@dataclass(frozen=True)
class VisitLine:
    """One visit, as those who receive it read it."""

    time: str
    reference: str
    people: int
    needs: str
    equipment: str
    state: str
    changed_at: datetime


@dataclass(frozen=True)
class HandoverLine:
    """One person's day as it is handed over; `agreed` is what is open, in pairs of words."""

    id: UUID
    reference: str
    state: str
    answer_due_at: datetime
    is_waiting: bool
    agreed: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CourtSheet:
    """One court on one day; no list of handovers where the viewer is not of those who get them."""

    court: str
    visits: tuple[VisitLine, ...]
    handovers: tuple[HandoverLine, ...] | None


@dataclass(frozen=True)
class DayLink:
    """One of the days that can be chosen, and how many visits and people are expected on it."""

    day: date
    words: str
    expected: int
    is_here: bool


@dataclass(frozen=True)
class DayAtCourt:
    """The day that was chosen, at each court of the team, and the days to choose from."""

    day: date
    days: tuple[DayLink, ...]
    courts: tuple[CourtSheet, ...]


def days_ahead(now: datetime) -> tuple[date, ...]:
    """The next ten working days, today first where it is one."""
    first = this_or_next_working_day(london_day(now))
    return tuple(add_working_days(first, number) for number in range(DAYS_AHEAD))


def day_at_court(session: WalledSession, asked: date | None, *, now: datetime) -> DayAtCourt:
    """The day that was asked for, or else the first on which somebody is expected, or was."""
    days, courts = days_ahead(now), hosted_courts(session)
    visits = hosted_at(session, courts, days[0], days[-1])
    handed_over = days_handed_over(session, courts_served(session), days[0], days[-1])
    visited = [visit.day for visit in visits if visit.state is HostedState.EXPECTED]
    expected = [*visited, *handed_over]
    told_of = [visit.day for visit in visits]
    first = min(expected or told_of, default=days[0])
    day = asked if asked in days else first
    return DayAtCourt(
        day=day,
        days=tuple(
            DayLink(one, day_in_short(one), expected.count(one), one == day) for one in days
        ),
        courts=_sheets(session, courts, day, [visit for visit in visits if visit.day == day]),
    )


def day_in_short(day: date) -> str:
    """A day among others to choose from: "Mon 14 Sep"."""
    return f"{day:%a} {day.day} {day:%b}"


def _sheets(
    session: WalledSession, courts: list[UUID], day: date, visits: list[HostedVisitSummary]
) -> tuple[CourtSheet, ...]:
    names = courts_by_id(session, courts)
    served = courts_served(session)
    handovers = handovers_at_courts(session, served, day, day)
    return tuple(
        CourtSheet(
            court=names[court_id].name,
            visits=tuple(visit_line(one) for one in visits if one.court_id == court_id),
            handovers=_lines_at(court_id, handovers) if court_id in served else None,
        )
        for court_id in sorted(names, key=lambda one: names[one].name)
    )


def _lines_at(court_id: UUID, handovers: Iterable[HandoverSummary]) -> tuple[HandoverLine, ...]:
    return tuple(handover_line(one) for one in handovers if one.court_id == court_id)


def visit_line(visit: HostedVisitSummary) -> VisitLine:
    """One visit in words."""
    times = (visit.starts_at, visit.ends_at)
    return VisitLine(
        time=" to ".join(spoken_time(london_time(at)) for at in times),
        reference=visit.reference,
        people=visit.people,
        needs=visit.needs or NONE_SAID,
        equipment=visit.equipment or NONE_SAID,
        state=VISIT_TAGS[visit.state],
        changed_at=visit.changed_at,
    )


def handover_line(handover: HandoverSummary) -> HandoverLine:
    """One handover in words."""
    return HandoverLine(
        id=handover.id,
        reference=handover.reference,
        state=HANDOVER_TAGS[handover.state],
        answer_due_at=handover.answer_due_at,
        is_waiting=handover.is_waiting,
        agreed=tuple((FIELD_WORDS[field], words) for field, words in handover.fields),
    )
