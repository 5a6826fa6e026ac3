"""What follows when a court lists, moves or vacates a hearing: each party answers for its own."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from casework.tellings.queries import whom_partners_tell
from casework.witnesses.models import Witness
from casework.witnesses.rules import WitnessState
from courts.cases.events import PartiesChanged
from courts.cases.queries import everyone_in, unanswered_changes
from courts.hearings.events import HearingListed, HearingMoved, HearingVacated
from courts.hearings.queries import HearingSummary
from courts.hearings.rules import Certainty
from ethical_walls.sessions import WalledSession
from ethical_walls.work import PublicAct, Subject, WorkKind, post_work_to_parties
from notifications.messages.actions import (
    plan_hearing_messages,
    supersede_messages_about,
    supersede_messages_of_hearing,
)
from notifications.messages.facts import HearingFacts, is_told_to_witnesses
from notifications.messages.rules import MessageKey
from scheduling.replans.events import ReplanConfirmed, ReplanOpened
from scheduling.replans.models import Replan
from scheduling.visits.events import VisitReleased
from witness_app.reactions.facts import hearing_as_it_stands, hearing_facts
from witness_app.reactions.visits import tell_that_visits_stand

HearingChange = HearingListed | HearingMoved | HearingVacated


def ask_every_party(
    session: WalledSession, events: Sequence[HearingChange], *, now: datetime
) -> None:
    """Ask every party of each case alike to look at the hearing, used compartments or not.

    Whoever enters lists is on no side and sees no witness: what follows is done by a job in each
    compartment, under its own viewer (design section 4).
    """
    asked = [(event.case_id, Subject(event.hearing_id, event.version)) for event in events]
    _ask_parties(session, asked, now=now)


def ask_parties_of_case(
    session: WalledSession, events: Sequence[PartiesChanged], *, now: datetime
) -> None:
    """Ask every party to give back what a new party takes of its half-days, and to plan again."""
    asked = [(event.case_id, Subject(event.case_id)) for event in events]
    changed = {change.case_id for change in unanswered_changes(session)}
    ceding = [(case_id, subject) for case_id, subject in asked if case_id in changed]
    _ask_parties(session, ceding, now=now, kind=WorkKind.RELEASE)
    _ask_parties(session, asked, now=now)


def take_back_what_was_released(
    session: WalledSession, event: VisitReleased, *, now: datetime
) -> None:
    """At once and with nobody's confirmation, nothing of the time that was given back is said."""
    supersede_messages_about(session, event.visit_id, "The time is another's now", now=now)


def take_back_what_is_untrue(session: WalledSession, event: ReplanOpened, *, now: datetime) -> None:
    """At once and with nobody's confirmation, nothing of the old date stays queued."""
    supersede_messages_of_hearing(session, event.hearing_id, event.version, now=now)


def tell_once_confirmed(session: WalledSession, event: ReplanConfirmed, *, now: datetime) -> None:
    """Tell this compartment's witnesses of the hearing's new date, now that a person has looked."""
    replan = session.get_one(Replan, event.replan_id)
    tell_that_visits_stand(session, replan, now=now)
    tell_of_hearing(session, event.hearing_id, replan.compartment_id, now=now)


def tell_of_hearing(
    session: WalledSession, hearing_id: UUID, compartment_id: UUID, *, now: datetime
) -> None:
    """Tell every witness of one compartment of a hearing as it stands now.

    Who believes that date already is not told again; a hearing that witnesses do not attend is
    told to nobody. Whom a unit or firm tells is told by them alone (requirements PT-24).
    """
    hearing = hearing_as_it_stands(session, hearing_id)
    if not is_told_to_witnesses(hearing.kind):
        return
    told_by_others = whom_partners_tell(session, hearing_id, hearing.version)
    for witness_id in _witnesses_in(session, compartment_id):
        if witness_id not in told_by_others:
            tell_one_of_hearing(session, hearing_id, witness_id, now=now)


def tell_one_of_hearing(
    session: WalledSession, hearing_id: UUID, witness_id: UUID, *, now: datetime
) -> None:
    """Write to one witness of a hearing as it stands now."""
    hearing = hearing_as_it_stands(session, hearing_id)
    facts = hearing_facts(session, hearing, witness_id)
    plan_hearing_messages(session, _key(hearing, facts), facts, now=now)


def _ask_parties(
    session: WalledSession,
    asked: list[tuple[UUID, Subject]],
    *,
    now: datetime,
    kind: WorkKind = WorkKind.REPLAN,
) -> None:
    cases = everyone_in(session, (case_id for case_id, _subject in asked))
    acts = [
        PublicAct(cases[case_id].group_id, cases[case_id].parties, subject)
        for case_id, subject in asked
    ]
    post_work_to_parties(session, kind, acts, now=now)


def _witnesses_in(session: WalledSession, compartment_id: UUID) -> list[UUID]:
    return list(
        session.scalars(
            select(Witness.id)
            .where(Witness.compartment_id == compartment_id, Witness.state != WitnessState.CLOSED)
            .order_by(Witness.id)
        )
    )


def _key(hearing: HearingSummary, facts: HearingFacts) -> MessageKey:
    if hearing.listing.certainty is Certainty.VACATED:
        return MessageKey.HEARING_VACATED
    return MessageKey.HEARING_LISTED if facts.earlier is None else MessageKey.HEARING_MOVED
