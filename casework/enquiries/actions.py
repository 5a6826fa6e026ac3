"""Asking the safeguarding lead, case progression and the separation desk; taking in answers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from casework.acting import acting_account
from casework.enquiries.events import EnquiryAnswered, EnquirySent
from casework.enquiries.models import Enquiry
from casework.enquiries.queries import enquiry_by_request, enquiry_by_sent, open_at_separation
from casework.enquiries.rules import (
    DESK_WORDS,
    Agency,
    CaseHasNoNumber,
    ConcernToSend,
    SeparationFacts,
    StageToAsk,
    answer_read,
    concern_due_at,
    separation_due_at,
    stage_due_at,
)
from casework.referrals.queries import referral_of
from casework.tasks.actions import open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_to_change
from courts.cases.queries import case_of_group, case_summary
from courts.london_time import end_of_london_day, london_day
from ethical_walls.enquiries.actions import (
    EnquiryNews,
    EnquiryToSend,
    enquiry_news,
    say_taken_in,
    send_enquiry,
)
from ethical_walls.enquiries.models import Desk
from ethical_walls.sessions import WalledSession


def send_concern(
    session: WalledSession, witness_id: UUID, concern: ConcernToSend, *, now: datetime
) -> Enquiry:
    """Send a safeguarding concern; the same request twice is one.

    Raises:
        WitnessNotFound: There is no such witness in view.
    """
    witness = witness_to_change(session, witness_id)
    known = enquiry_by_request(session, concern.request_id)
    if known is not None:
        return known
    enquiry = _new(session, witness, (Desk.SAFEGUARDING, concern.request_id), now)
    enquiry.risk, enquiry.how_soon = concern.risk, concern.how_soon
    enquiry.words = concern.words
    enquiry.due_at = concern_due_at(concern.how_soon, now)
    return _sent(session, enquiry, concern.facts(), now)


def ask_case_progression(
    session: WalledSession, witness_id: UUID, stage: StageToAsk, *, now: datetime
) -> Enquiry:
    """Ask how the case of a witness stands; the same request twice is one.

    Raises:
        WitnessNotFound: There is no such witness in view.
        CaseHasNoNumber: Nobody has said yet which case it is.
    """
    witness = witness_to_change(session, witness_id)
    known = enquiry_by_request(session, stage.request_id)
    if known is not None:
        return known
    number = _case_number(session, witness)
    enquiry = _new(session, witness, (Desk.CASE_PROGRESSION, stage.request_id), now)
    enquiry.wanted, enquiry.words = stage.wanted, stage.words
    enquiry.due_at = stage_due_at(now)
    return _sent(session, enquiry, stage.facts(number), now)


def ask_separation_desk(
    session: WalledSession, witness_id: UUID, facts: SeparationFacts, *, now: datetime
) -> Enquiry:
    """Ask what to do where too few times fit; while one is open for the witness, that is it.

    Raises:
        WitnessNotFound: There is no such witness in view.
    """
    witness = witness_to_change(session, witness_id)
    known = enquiry_by_request(session, facts.request_id) or open_at_separation(session, witness_id)
    if known is not None:
        return known
    enquiry = _new(session, witness, (Desk.SEPARATION, facts.request_id), now)
    enquiry.hearing_id = facts.hearing_id
    enquiry.due_at = separation_due_at(now)
    return _sent(session, enquiry, facts.facts(), now)


def take_in_answers(session: WalledSession, *, now: datetime) -> list[Enquiry]:
    """Take in what the desks did about this compartment's enquiries; a job's act.

    Returns:
        Those that were answered.
    """
    return [
        enquiry
        for news in enquiry_news(session)
        if (enquiry := enquiry_by_sent(session, news.id)) is not None
        and _taken_in(session, enquiry, news, now)
    ]


def cause_of(enquiry_id: UUID) -> str:
    """What the task of reading an answer gives as its cause."""
    return f"enquiry {enquiry_id}"


def is_about_an_enquiry(cause: str) -> bool:
    """Whether a task was opened by a desk's answer."""
    return cause.startswith("enquiry ")


def _new(
    session: WalledSession, witness: Witness, asked: tuple[Desk, UUID], now: datetime
) -> Enquiry:
    desk, request_id = asked
    return Enquiry(
        compartment_id=witness.compartment_id,
        witness_id=witness.id,
        request_id=request_id,
        sent_id=uuid4(),
        desk=desk,
        words="",
        asked_at=now,
        asked_by=acting_account(session),
        answer_words="",
    )


def _sent(
    session: WalledSession, enquiry: Enquiry, facts: Mapping[str, Any], now: datetime
) -> Enquiry:
    session.add(enquiry)
    session.flush()
    sending = EnquiryToSend(
        enquiry.sent_id, enquiry.desk, enquiry.compartment_id, facts, enquiry.due_at
    )
    send_enquiry(session, sending, now=now)
    session.record(EnquirySent(enquiry.id, enquiry.witness_id))
    return enquiry


def _case_number(session: WalledSession, witness: Witness) -> str:
    """The number that the courts publish the case by, else the one that it was referred by."""
    case = case_of_group(session, witness.group_id)
    published = case_summary(session, case.id) if case is not None else None
    if published is not None and published.numbers:
        return published.numbers[0]
    referred = referral_of(session, witness).identifier_value
    if not referred:
        raise CaseHasNoNumber(witness.id)
    return referred


def _taken_in(session: WalledSession, enquiry: Enquiry, news: EnquiryNews, now: datetime) -> bool:
    enquiry.chased = Agency(news.chased) if news.chased else None
    enquiry.chased_at = news.chased_at
    if news.answered_at is None:
        session.flush()
        return False
    answer = answer_read(news.answer or {})
    enquiry.answered_at, enquiry.answered_by = news.answered_at, news.answered_by
    enquiry.answer_words = answer.words
    enquiry.authority, enquiry.told_at = answer.authority, answer.told_at
    enquiry.stage_on = answer.stage_on
    enquiry.suggestion, enquiry.court_id = answer.suggestion, answer.court_id
    enquiry.times_from = answer.times_from
    session.flush()
    task = NewTask(
        witness_id=enquiry.witness_id,
        kind=TaskKind.READ_MESSAGE,
        title=f"The {DESK_WORDS[enquiry.desk]} answered: read it",
        cause=cause_of(enquiry.id),
        due_at=end_of_london_day(london_day(now)),
    )
    open_task(session, task, now=now)
    say_taken_in(session, news.id, now=now)
    session.record(EnquiryAnswered(enquiry.id, enquiry.witness_id))
    return True
