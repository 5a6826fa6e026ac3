"""Acting on what witnesses said, in their own compartment, and on links that were locked."""

from datetime import datetime
from typing import Final
from uuid import UUID

from casework.answers.actions import ask_caseworker
from casework.answers.models import WitnessAnswer
from casework.answers.queries import answers_to_act_on
from casework.answers.rules import ABOUT_A_VISIT, AnswerKind
from casework.handovers.queries import handover_row
from casework.handovers.rules import HandoverNotFound
from casework.opening_hours import rung_by
from casework.tasks.actions import open_task
from casework.tasks.rules import NewTask, TaskKind
from ethical_walls.sessions import WalledSession
from ethical_walls.work import WorkKind, subjects_of_work
from scheduling.offers.actions import decline_offers, take_offered_place
from scheduling.offers.rules import OfferNotFound, OfferOver
from scheduling.visits.queries import visit_summary
from scheduling.visits.rules import PlaceNotAvailable, VisitNotFound

WITNESS_LOCKED_OUT: Final = (
    "Their link was locked after five wrong words: ring them, and make a new one"
)
RECEIVER_LOCKED_OUT: Final = "The receiver's link was locked: ring {receiver}, make a new one"


def act_on_answers(session: WalledSession, *, now: datetime) -> list[WitnessAnswer]:
    """Do what the waiting answers of this job's compartment ask for; one acted on before is left.

    An answer about a visit that moved or ended meanwhile changes nothing: the page says so, and a
    wish for another time is still the caseworker's to hear.
    """
    asked = {subject.id for subject in subjects_of_work(session, WorkKind.WITNESS_ANSWER, now)}
    answers = answers_to_act_on(session, asked)
    for answer in answers:
        answer.acted_on_at = now
        if not _can_be_done(session, answer, now):
            answer.too_late_at = now
        ask_caseworker(session, answer, now=now)
    session.flush()
    return answers


def _can_be_done(session: WalledSession, answer: WitnessAnswer, now: datetime) -> bool:
    """Do what an answer can do by itself; false where it came too late for that."""
    if answer.kind in ABOUT_A_VISIT:
        return _stands(session, answer)
    if answer.kind is AnswerKind.CHOOSE_PLACE:
        return _is_taken(session, answer, now)
    if answer.kind is AnswerKind.NONE_SUIT:
        decline_offers(session, answer.witness_id, now=now)
    return True


def _is_taken(session: WalledSession, answer: WitnessAnswer, now: datetime) -> bool:
    if answer.place_id is None:
        return False
    try:
        with session.begin_nested():
            take_offered_place(session, answer.place_id, now=now)
    except (OfferNotFound, OfferOver, PlaceNotAvailable):
        return False
    return True


def _stands(session: WalledSession, answer: WitnessAnswer) -> bool:
    if answer.about_id is None:
        return False
    try:
        visit = visit_summary(session, answer.about_id)
    except VisitNotFound:
        return False
    return (
        visit.is_live
        and not visit.is_under_review
        and (visit.witness_id, visit.version)
        == (
            answer.witness_id,
            answer.about_version,
        )
    )


def tell_of_locked_links(session: WalledSession, *, now: datetime) -> None:
    """Five wrong words locked a link: whoever looks after its witness is to ring, and ask."""
    for subject in subjects_of_work(session, WorkKind.LINK_LOCKED, now):
        witness_id, title = _whose_link(session, subject.id)
        task = NewTask(
            witness_id=witness_id,
            kind=TaskKind.CONTACT_WITNESS,
            title=title,
            cause=f"link locked:{subject.id}:{now.isoformat()}",
            due_at=rung_by(now),
        )
        open_task(session, task, now=now)


def _whose_link(session: WalledSession, subject_id: UUID) -> tuple[UUID, str]:
    """The witness whom a locked link is about, and whom to ring: them, or their receiver."""
    try:
        handover = handover_row(session, subject_id)
    except HandoverNotFound:
        return subject_id, WITNESS_LOCKED_OUT
    return handover.witness_id, RECEIVER_LOCKED_OUT.format(receiver=handover.receiver)
