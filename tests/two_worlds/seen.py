"""All that the people of one party can obtain at one moment, with chance taken out of it."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping

from sqlalchemy import Text, cast, func, literal_column, select, text, union_all
from sqlalchemy.dialects import postgresql

from casework.handovers.queries import handovers_of
from casework.partners.queries import referred_by_my_organisation, words_of
from casework.tellings.queries import dates_owed, tellings_of
from casework.witnesses.models import Witness
from ethical_walls.records import Kind, tables_of
from ethical_walls.sessions import WalledSession
from scheduling.offers.queries import find_places_to_offer, offers_of
from scheduling.replans.queries import open_replans, preview_replan
from scheduling.visits.elsewhere import own_times
from scheduling.visits.queries import find_times, visits_of
from tests.two_worlds.transcripts import DIGEST, IDENTIFIER, REFERENCE
from witness_app.care import InCare, care_of
from witness_app.clock import Clock
from witness_app.timeline import timeline

Labels = Mapping[str, str]
"""What the ids of people, organisations and slots are called; they are public, and no chance."""

EVERY_ROW = text(
    str(
        union_all(
            *(
                select(
                    literal_column(f"'{table.name}'"), cast(func.row(*table.columns), Text)
                ).select_from(table)
                for table in tables_of(Kind.WALLED)
            )
        ).compile(dialect=postgresql.dialect())
    )
)
"""Every column of every row of every walled table that a session shows, in one statement."""


def rows_seen(session: WalledSession, labels: Labels) -> list[str]:
    """Every walled row that a session shows, in an order that is not chance."""
    return sorted(
        f"{table}: {without_chance(row, labels)}" for table, row in session.execute(EVERY_ROW)
    )


def times_seen(session: WalledSession, clock: Clock, labels: Labels) -> Iterator[str]:
    """The times that may be booked for one witness; the last look asks for all of them."""
    for witness in witnesses_of(session)[:1]:
        said = answered(lambda of=witness: find_times(session, of.id, now=clock.now()))
        yield f"{witness.name} {without_chance(said, labels)}"


def day_seen(session: WalledSession, clock: Clock, labels: Labels) -> Iterator[str]:
    """What the pages of a caseworker's day ask: whom they look after and what is next for each."""
    witnesses = witnesses_of(session)
    for care in care_of(session, witnesses, now=clock.now()) if witnesses else ():
        yield without_chance(_in_care(care), labels)
    for replan in open_replans(session):
        said = answered(lambda of=replan: preview_replan(session, of.replan_id, now=clock.now()))
        yield without_chance(said, labels)


def records_seen(session: WalledSession, clock: Clock, labels: Labels) -> Iterator[str]:
    """What the pages about each witness ask: their diary, visits, offers, handovers, dates."""
    for witness in witnesses_of(session):
        for times in (find_times, find_places_to_offer):
            said = answered(lambda asked=times, of=witness: asked(session, of.id, now=clock.now()))
            yield f"{witness.name} {without_chance(said, labels)}"
        told = answered(lambda of=witness: own_times(session, of.id, clock.now()))
        yield f"{witness.name} {without_chance(told, labels)}"
        for asked in (
            timeline(session, witness),
            visits_of(session, [witness.id]),
            offers_of(session, witness.id, now=clock.now()),
            handovers_of(session, witness.id),
            tellings_of(session, witness.id),
        ):
            yield from sorted(f"{witness.name} {without_chance(str(x), labels)}" for x in asked)


def partner_sees(session: WalledSession, labels: Labels) -> Iterator[str]:
    """What the pages of a unit or a firm ask the database."""
    referred = referred_by_my_organisation(session)
    said = words_of(session, [one.witness_id for one in referred])
    for asked in (referred, said, dates_owed(session)):
        yield from sorted(without_chance(str(one), labels) for one in asked)


def answered(asked: Callable[[], object]) -> str:
    """What was answered, or the refusal, which is an answer too."""
    try:
        return str(asked())
    except Exception as refused:  # noqa: BLE001 - whatever is raised is what they learn
        return f"{type(refused).__name__}: {refused}"


def witnesses_of(session: WalledSession) -> list[Witness]:
    """The witnesses whom a session shows, by name: no two of one party share it in a play."""
    return list(session.scalars(select(Witness).order_by(Witness.name)))


def without_chance(said: str, labels: Labels) -> str:
    """The same words in every run of the same world; known ids by what they are called."""
    named = IDENTIFIER.sub(lambda found: labels.get(found.group(), "an identifier"), said)
    return DIGEST.sub("a digest", REFERENCE.sub("a reference", named))


def labels_of(rows: Iterable[tuple[uuid.UUID, str]]) -> dict[str, str]:
    """Labels from ids and what they are called."""
    return {str(one): f"<{called}>" for one, called in rows}


def _in_care(care: InCare) -> str:
    shown = (care.witness.name, care.caseworker, care.cover, care.proposed_to, care.hearing)
    rest = (care.reported, care.visits, len(care.replans), care.step, care.steps)
    return " ".join(str(one) for one in (*shown, *rest))
