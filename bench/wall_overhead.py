"""`wall_overhead`: the product's busiest queries through the wall, over the same by hand.

Ten are a caseworker's who is cleared for 200 compartments, ten an officer's of a unit that referred
50,000 of the 500,000 witnesses, and one is the dispatcher's in one compartment. They are what the
busiest pages ask: the caseworker's are asked by My day, a witness's page and its timeline, and the
list of messages; the unit's by its list, a witness's page, and the lists of dates and of days at
court. Of those, each that reads one of the filled tables is here.
Each is asked by the product's own function; then its statement is timed, through the wall as the
serving role, and past it as the owner with the very predicate written in. Both hands go through
SQLAlchemy in a transaction that is open already, so that setting the viewer is apart. The figure is
the worst of all; every one is printed. Bound 1.5: each statement proves who looks and resolves what
they may see, a fraction of a millisecond; more than that is a plan spoilt by the policy.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Select, Uuid, any_, create_engine, event, literal
from sqlalchemy.orm import ORMExecuteState

from bench.ground import interleaved_ratio, milliseconds
from bench.half_million import HalfAMillion, half_a_million
from casework.allocations.queries import open_allocations
from casework.contact_plans.queries import live_plans
from casework.court_days.queries import court_days, words_said
from casework.deadlines.queries import open_deadlines
from casework.outcomes.queries import outcomes_of
from casework.partners.queries import (
    record_in_sight,
    referred_by_my_organisation,
    referred_page,
    words_of,
)
from casework.reported_hearings.queries import said_of_my_organisation
from casework.tasks.queries import open_tasks, tasks_of
from casework.tellings.queries import dates_owed
from casework.witnesses.queries import witness_of, witnesses_in_my_care
from ethical_walls.accounts.service import service_viewer
from ethical_walls.records import Kind
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Viewer
from notifications.dispatch.queries import next_due
from notifications.messages.queries import messages_of_witness, messages_page
from scheduling.visits.queries import visits_of
from tests.moment import NOW

LEAST_ROUNDS, MOST_ROUNDS = 15, 150
A_WHILE = 5000
"""Milliseconds that a question is asked for, from which the rounds follow."""
CASELOAD = 40
ONE, SEVERAL = 7, slice(0, CASELOAD)

Question = Callable[[WalledSession, tuple[Any, ...]], object]
OF_A_CASEWORKER: dict[str, Question] = {
    "witness_of": lambda session, seen: witness_of(session, seen[ONE]),
    "witnesses_in_my_care": lambda session, _seen: witnesses_in_my_care(session),
    "open_allocations": lambda session, seen: open_allocations(session, seen[SEVERAL]),
    "live_plans": lambda session, seen: live_plans(session, seen[SEVERAL]),
    "open_tasks": lambda session, seen: open_tasks(session, seen[SEVERAL]),
    "open_deadlines": lambda session, seen: open_deadlines(session, seen[SEVERAL]),
    "visits_of": lambda session, seen: visits_of(session, seen[SEVERAL]),
    "messages_of_witness": lambda session, seen: messages_of_witness(session, seen[ONE]),
    "tasks_of": lambda session, seen: tasks_of(session, seen[ONE]),
    "messages_page": lambda session, _seen: messages_page(session, None, None),
}
OF_THE_DISPATCHER: dict[str, Question] = {
    "next_due": lambda session, _seen: next_due(session, NOW),
}
OF_A_UNIT: dict[str, Question] = {
    "referred_witness": lambda session, seen: record_in_sight(session, seen[ONE]),
    "words_of": lambda session, seen: words_of(session, [seen[ONE]]),
    "referred_page": lambda session, _seen: referred_page(session, None, None),
    "referred_by_my_organisation": lambda session, _seen: referred_by_my_organisation(session),
    "dates_owed": lambda session, _seen: dates_owed(session),
    "court_days": lambda session, _seen: court_days(session),
    "court_days_of_one": lambda session, seen: court_days(session, [seen[ONE]]),
    "words_said": lambda session, seen: words_said(session, seen[SEVERAL]),
    "said_of_my_organisation": lambda session, seen: said_of_my_organisation(session, seen[ONE]),
    "outcomes_of": lambda session, seen: outcomes_of(session, seen[ONE]),
}


@dataclass(frozen=True)
class Hands:
    """One viewer's session through the wall, the owner's past it, and the predicate by hand."""

    through: WalledSession
    past: WalledSession
    seen: tuple[Any, ...]
    predicate: Callable[[Any], ColumnElement[bool]]

    def ratio(self, question: Question) -> float:
        """How much longer one question takes through the wall.

        Each begins a transaction of its own: a viewer's signed value lasts some minutes.
        """
        for session in (self.through, self.past):
            session.rollback()
            session.connection()
        asked = self._statement(question)
        by_hand = asked
        for table in asked.get_final_froms():
            for one in _walled(table):
                by_hand = by_hand.where(self.predicate(one))
        found = [_rows(self.through, asked), _rows(self.past, by_hand)]
        if found[0] != found[1]:
            raise AssertionError(f"{asked} does not answer alike past the wall: {found}")
        once = milliseconds(lambda: _rows(self.past, by_hand), rounds=1)
        return interleaved_ratio(
            lambda: _rows(self.through, asked),
            lambda: _rows(self.past, by_hand),
            rounds=min(MOST_ROUNDS, max(LEAST_ROUNDS, int(A_WHILE / once))),
        )

    def _statement(self, question: Question) -> Select[Any]:
        """The statement that the product's own function executes, or the first of several."""
        heard: list[Any] = []

        def hear(state: ORMExecuteState) -> None:
            heard.append(state.statement)

        event.listen(self.through, "do_orm_execute", hear)
        try:
            with self.through.begin_nested() as held:
                question(self.through, self.seen)
                held.rollback()
        finally:
            event.remove(self.through, "do_orm_execute", hear)
        return heard[0]  # type: ignore[no-any-return]


def _walled(source: Any) -> Iterator[Any]:  # noqa: ANN401 - a table, or a join of them
    """The walled tables of what a statement reads from."""
    for one in getattr(source, "_from_objects", [source]):
        if getattr(one, "info", {}).get("wall") is Kind.WALLED:
            yield one


def _rows(session: WalledSession, statement: Select[Any]) -> int:
    """How many rows it finds; whatever it locks is let go at once, so that the next may lock it."""
    if statement._for_update_arg is None:  # noqa: SLF001 - there is no other way to ask
        found = len(session.execute(statement).all())
    else:
        with session.begin_nested() as held:
            found = len(session.execute(statement).all())
            held.rollback()
    session.expunge_all()
    return found


@contextmanager
def hands(
    kept: HalfAMillion,
    viewer: Viewer,
    seen: tuple[Any, ...],
    predicate: Callable[[Any], ColumnElement[bool]],
) -> Iterator[Hands]:
    """Both sessions, their transactions open."""
    owner = create_engine(kept.ground.database.owner_url)
    with (
        kept.ground.database.session_for(viewer) as through,
        WalledSession(owner, viewer=viewer) as past,
    ):
        through.connection()
        past.connection()
        yield Hands(through, past, seen, predicate)
    owner.dispose()


def measure() -> dict[str, float]:
    """The worst ratio of all; every one is printed on the way."""
    with half_a_million() as kept:
        found = {**_as_a_caseworker(kept), **_as_the_dispatcher(kept), **_as_a_unit(kept)}
    for name, ratio in sorted(found.items(), key=lambda each: each[1]):
        print(f"  {name}: {ratio:.2f}", file=sys.stderr)
    return {"wall_overhead": max(found.values())}


def _as_a_caseworker(kept: HalfAMillion) -> dict[str, float]:
    cleared = literal(list(kept.compartments), ARRAY(Uuid()))

    def by_hand(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a walled table
        return rows.c.compartment_id == any_(cleared)  # type: ignore[no-any-return]

    with hands(kept, kept.caseworker, kept.witnesses, by_hand) as both:
        return {name: both.ratio(question) for name, question in OF_A_CASEWORKER.items()}


def _as_the_dispatcher(kept: HalfAMillion) -> dict[str, float]:
    one = kept.compartments[0]
    with hands(kept, service_viewer(one), (), lambda rows: rows.c.compartment_id == one) as both:
        return {name: both.ratio(question) for name, question in OF_THE_DISPATCHER.items()}


def _as_a_unit(kept: HalfAMillion) -> dict[str, float]:
    own = kept.unit.organisation_id
    with hands(kept, kept.unit, kept.unit_witnesses, lambda rows: rows.c.unit_id == own) as both:
        return {name: both.ratio(question) for name, question in OF_A_UNIT.items()}
