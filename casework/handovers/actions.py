"""Offering a handover, answering it, chasing it, and taking it back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from casework.acting import acting_account
from casework.handovers.events import HandoverAnswered, HandoverOffered, HandoverTakenBack
from casework.handovers.models import Handover, HandoverAnswer, HandoverField
from casework.handovers.queries import fields_of, handover_row, hearings_to_hand_over
from casework.handovers.rules import (
    CHASED,
    OPEN_STATES,
    PACKS,
    SEEN_BY_REFERRER,
    STATE_BY_ANSWER,
    TELL_RECEIVER,
    AlreadyOffered,
    AnsweredAlready,
    AnswerKind,
    Day,
    HandoverKind,
    HandoverNotFound,
    HandoverState,
    HearingChanged,
    Pack,
    answer_due_at,
    call_due_at,
    cause_of_task,
    check_answer,
    check_day,
    check_pack,
    lapses_at,
)
from casework.outcomes.queries import scheme_stands
from casework.outcomes.rules import check_scheme
from casework.partners.actions import note_handed_over
from casework.partners.rules import reference_of
from casework.tasks.actions import open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_to_change
from courts.london_time import end_of_london_day, london_day, spoken_day
from ethical_walls.hosting.queries import courts_served
from ethical_walls.sessions import WalledSession
from ethical_walls.work import Subject, WorkKind, post_work, subjects_of_work


def offer_handover(
    session: WalledSession, witness_id: UUID, pack: Pack, *, now: datetime
) -> Handover:
    """Offer a witness to a receiver with exactly what they agreed to; sent twice it is one.

    Args:
        session: Of somebody who looks after the witness.
        witness_id: Whom.
        pack: To whom, for which day, and the words of each field that was ticked.
        now: When the witness agreed.

    Raises:
        WitnessNotFound: There is no such witness in view.
        HandoverRefused: It cannot be offered so.
        SchemeNotOpen: The Victim Contact Scheme does not apply to them, and why.
    """
    witness = witness_to_change(session, witness_id)
    check_pack(pack)
    known = _by_request(session, witness.compartment_id, pack.request_id)
    if known is not None:
        return known
    if pack.kind is HandoverKind.VICTIM_CONTACT_SCHEME:
        check_scheme(scheme_stands(session, witness))
    if pack.day is not None:
        _check_day_stands(session, witness, pack.day, now)
    _refuse_a_second(session, witness_id, pack)
    handover = Handover(
        compartment_id=witness.compartment_id,
        witness_id=witness.id,
        request_id=pack.request_id,
        reference=reference_of(pack.request_id),
        kind=pack.kind,
        receiver=pack.receiver,
        court_id=pack.day.court_id if pack.day else None,
        day_on=pack.day.on if pack.day else None,
        hearing_id=pack.day.hearing_id if pack.day else None,
        hearing_version=pack.day.hearing_version if pack.day else None,
        state=HandoverState.OFFERED,
        offered_at=now,
        offered_by=acting_account(session),
        answer_due_at=answer_due_at(pack, now),
        lapses_at=lapses_at(pack, now),
    )
    session.add(handover)
    session.flush()
    _keep_fields(session, handover, pack)
    for due_at in (handover.answer_due_at, handover.lapses_at):
        _look_again(session, handover, due_at)
    session.record(HandoverOffered(witness.id, handover.id))
    return handover


def answer_handover(
    session: WalledSession,
    said: tuple[UUID, AnswerKind],
    words: tuple[str, str],
    *,
    now: datetime,
) -> None:
    """Keep what the receiver answers; the compartment's job acts on it at once.

    Args:
        session: Of whoever opened the handover's link: it sees that one handover.
        said: The form's own request and the answer. The same request again is the same answer.
        words: The answerer's name, and the query or the reason.
        now: When.

    Raises:
        HandoverNotFound: The session is of no handover.
        HandoverRefused: It cannot be answered so.
    """
    check_answer(said[1], words[1])
    handover = handover_row(session, session.viewer.subject_id or said[0])
    _keep_answer(session, handover, _answer_to(handover, said, words, now))


def answer_at_court(
    session: WalledSession,
    handover_id: UUID,
    said: tuple[UUID, AnswerKind],
    why: str,
    *,
    now: datetime,
) -> None:
    """Keep what the court's own team answers from its page; who answers is who is signed in.

    Args:
        session: Of somebody of the in-court Witness Service of the handover's court.
        handover_id: Which handover.
        said: The form's own request and the answer. The same request again is the same answer.
        why: The query or the reason.
        now: When.

    Raises:
        HandoverNotFound: There is none at a court that they serve.
        HandoverRefused: It cannot be answered so.
    """
    check_answer(said[1], why)
    handover = handover_row(session, handover_id)
    if handover.court_id not in courts_served(session):
        raise HandoverNotFound(handover_id)
    answer = _answer_to(handover, said, (session.viewer.name, why), now)
    answer.court_id = handover.court_id
    _keep_answer(session, handover, answer)


def take_in_handover_answers(session: WalledSession, *, now: datetime) -> None:
    """Act on every answer that came to this job's compartment, oldest first."""
    for subject in subjects_of_work(session, WorkKind.HANDOVER_ANSWER, now):
        answer = session.scalars(
            select(HandoverAnswer).where(HandoverAnswer.id == subject.id)
        ).one()
        handover = handover_row(session, answer.handover_id)
        if handover.state in OPEN_STATES:
            _answered(session, handover, answer, now)


def look_at_handovers(session: WalledSession, *, now: datetime) -> None:
    """Chase what was not answered in time, and let lapse what can help nobody any more."""
    for subject in subjects_of_work(session, WorkKind.HANDOVER_DUE, now):
        handover = handover_row(session, subject.id)
        if handover.state not in OPEN_STATES:
            continue
        if handover.lapses_at <= now:
            _lapse(session, handover, now)
        elif handover.chased_at is None and handover.answer_due_at <= now:
            _chase(session, handover, now)


def take_back_handover(session: WalledSession, handover_id: UUID, *, now: datetime) -> None:
    """The witness changed their mind, or the day is off: the receiver sees nothing any more.

    Raises:
        HandoverNotFound: There is none in view.
    """
    handover = handover_row(session, handover_id)
    if handover.state is HandoverState.TAKEN_BACK:
        return
    handover.state = HandoverState.TAKEN_BACK
    handover.answered_at = handover.answered_at or now
    _close_fields(session, handover)
    session.record(HandoverTakenBack(handover.witness_id, handover.id))


def take_back_for_hearing(
    session: WalledSession, hearing_id: UUID, version: int, *, now: datetime
) -> None:
    """The court moved the hearing, or took it out: what was handed over for its day is taken back.

    Whether a visit stands before it or not, and with nobody's confirmation.

    A receiver who accepted, or to whom the minimum was opened, expects somebody that day: their
    link opens no more and tells them nothing, so they are rung the same day.
    """
    stale = session.scalars(
        select(Handover).where(
            Handover.hearing_id == hearing_id,
            Handover.hearing_version < version,
            Handover.state.in_([*OPEN_STATES, HandoverState.ACCEPTED]),
        )
    )
    for handover in stale:
        if _expects_somebody(session, handover):
            _ask(session, handover, TELL_RECEIVER, _day_is_off(handover), now)
        take_back_handover(session, handover.id, now=now)
        title = "The day moved: ask again what may be handed over for the new day"
        _ask(session, handover, "moved", title, now)


def _expects_somebody(session: WalledSession, handover: Handover) -> bool:
    is_accepted = handover.state is HandoverState.ACCEPTED
    return is_accepted or any(field.shown_to for field in fields_of(session, handover.id))


def _day_is_off(handover: Handover) -> str:
    day = spoken_day(handover.day_on) if handover.day_on else "the day"
    return f"Ring {handover.receiver}: {day} is off"


def pass_on_how_the_day_stands(session: WalledSession, handover_id: UUID, *, now: datetime) -> None:
    """Whoever referred the witness sees that their day is handed over, or is so no longer.

    A handover to the Victim Contact Scheme is none of theirs, nor is one that is being asked about.
    """
    handover = handover_row(session, handover_id)
    if handover.kind is HandoverKind.IN_COURT_SERVICE and handover.state in SEEN_BY_REFERRER:
        is_accepted = handover.state is HandoverState.ACCEPTED
        note_handed_over(session, handover.witness_id, now if is_accepted else None)


def _answer_to(
    handover: Handover, said: tuple[UUID, AnswerKind], words: tuple[str, str], now: datetime
) -> HandoverAnswer:
    (request_id, kind), (name, why) = said, words
    return HandoverAnswer(
        compartment_id=handover.compartment_id,
        handover_id=handover.id,
        request_id=request_id,
        kind=kind,
        name=name,
        words=why,
        said_at=now,
    )


def _keep_answer(session: WalledSession, handover: Handover, answer: HandoverAnswer) -> None:
    """Keep an answer, unless it was given before or the handover is no longer open."""
    known = session.scalar(
        select(HandoverAnswer.id).where(
            HandoverAnswer.handover_id == handover.id,
            HandoverAnswer.request_id == answer.request_id,
        )
    )
    if known is not None:
        return
    if handover.state not in OPEN_STATES:
        raise AnsweredAlready(handover.state)
    session.add(answer)
    session.flush()


def _check_day_stands(session: WalledSession, witness: Witness, day: Day, now: datetime) -> None:
    """The day is of their own case's hearing as it stands now, not as the page had shown it."""
    today = london_day(now)
    chosen = (day.hearing_id, day.hearing_version, day.court_id)
    for hearing in hearings_to_hand_over(session, witness.group_id, today):
        if (hearing.hearing_id, hearing.version, hearing.court_id) == chosen:
            check_day(hearing.listing, day.on, today)
            return
    raise HearingChanged(day.hearing_id)


def _refuse_a_second(session: WalledSession, witness_id: UUID, pack: Pack) -> None:
    standing = session.scalars(
        select(Handover).where(
            Handover.witness_id == witness_id,
            Handover.kind == pack.kind,
            Handover.state.in_([*OPEN_STATES, HandoverState.ACCEPTED]),
        )
    )
    for handover in standing:
        if pack.day is None or handover.day_on == pack.day.on:
            raise AlreadyOffered(handover.id)


def _keep_fields(session: WalledSession, handover: Handover, pack: Pack) -> None:
    session.add_all(
        HandoverField(
            compartment_id=handover.compartment_id,
            handover_id=handover.id,
            field=field,
            words=pack.fields[field],
        )
        for field in PACKS[pack.kind]
        if pack.fields.get(field)
    )
    session.flush()


def _answered(
    session: WalledSession, handover: Handover, answer: HandoverAnswer, now: datetime
) -> None:
    handover.state = STATE_BY_ANSWER[answer.kind]
    handover.answered_at = answer.said_at
    if answer.kind is AnswerKind.ACCEPTED:
        _open_fields(session, handover)
    else:
        if answer.kind is AnswerKind.REFUSED:
            _close_fields(session, handover)
        said = "asks" if answer.kind is AnswerKind.QUERIED else "cannot take them"
        title = f"{handover.receiver} {said}: read the answer and act on it"
        _ask(session, handover, f"answer {answer.id}", title, now)
    session.flush()
    session.record(HandoverAnswered(handover.witness_id, handover.id))


def _chase(session: WalledSession, handover: Handover, now: datetime) -> None:
    """Nobody accepted in time: ring them; for the day, the agreed minimum opens to their team."""
    handover.chased_at = now
    if handover.kind is HandoverKind.IN_COURT_SERVICE:
        _open_fields(session, handover)
    title = f"Ring {handover.receiver}: the handover is not accepted yet"
    _ask(session, handover, CHASED, title, now)


def _lapse(session: WalledSession, handover: Handover, now: datetime) -> None:
    handover.state = HandoverState.LAPSED
    _close_fields(session, handover)
    _ask(
        session, handover, "lapse", f"No answer from {handover.receiver}: the handover lapsed", now
    )


def _open_fields(session: WalledSession, handover: Handover) -> None:
    for field in fields_of(session, handover.id):
        field.shown_to, field.shown_at_court = handover.id, handover.court_id
    session.flush()


def _close_fields(session: WalledSession, handover: Handover) -> None:
    """Nothing of it stays shown, by its link or to the court's team."""
    for field in fields_of(session, handover.id):
        field.shown_to = field.shown_at_court = None
    session.flush()


def _ask(session: WalledSession, handover: Handover, about: str, title: str, now: datetime) -> None:
    is_a_call = about == CHASED
    due_at = call_due_at(handover.kind, now) if is_a_call else end_of_london_day(london_day(now))
    task = NewTask(
        witness_id=handover.witness_id,
        kind=TaskKind.OTHER,
        title=title,
        cause=cause_of_task(handover.id, about),
        due_at=due_at,
        hearing_id=handover.hearing_id,
    )
    open_task(session, task, now=now)


def _look_again(session: WalledSession, handover: Handover, due_at: datetime) -> None:
    post_work(
        session,
        WorkKind.HANDOVER_DUE,
        due_at,
        compartment_id=handover.compartment_id,
        subject=Subject(handover.id),
    )


def _by_request(session: WalledSession, compartment_id: UUID, request_id: UUID) -> Handover | None:
    return session.scalars(
        select(Handover).where(
            Handover.compartment_id == compartment_id, Handover.request_id == request_id
        )
    ).one_or_none()
