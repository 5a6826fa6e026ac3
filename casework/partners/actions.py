"""Opening a partner's record, moving it on, and taking in what a partner says."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from casework.access_needs.queries import live_needs
from casework.access_needs.rules import AccessNeedKind
from casework.acting import acting_account
from casework.assessments.queries import is_shown_vulnerable
from casework.assessments.task_words import NOT_OPEN
from casework.outcomes.queries import standing_outcome
from casework.outcomes.rules import OutcomeRefused, check_referral_day
from casework.outcomes.scheme import note_scheme_referral
from casework.partners.events import NeedsShared, PartnerSpoke
from casework.partners.models import PartnerWord, ReferredWitness
from casework.partners.queries import record_in_sight
from casework.partners.rules import (
    ATTENDANCE_BY_WORD,
    MEASURE_WORDS,
    ONLY_VULNERABLE,
    Attendance,
    NoSchemeLimit,
    PartnerSays,
    Progress,
    WordKind,
    check_word,
    days_said,
    needs_in_words,
    needs_shared,
    reference_of,
)
from casework.tasks.actions import open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of
from courts.london_time import end_of_london_day, london_day, spoken_day
from courts.working_days import add_working_days
from ethical_walls.left_messages.actions import keep_reference
from ethical_walls.sessions import WalledSession
from ethical_walls.work import WorkKind, subjects_of_work

REACHED_AT = {
    Progress.CONTACT_MADE: "contact_made_at",
    Progress.VISIT_OFFERED: "visit_offered_at",
    Progress.VISIT_BOOKED: "visit_booked_at",
    Progress.VISIT_DONE: "visit_done_at",
}
MEASURE_SAID = {
    WordKind.MEASURE_APPLIED_FOR: "was applied for",
    WordKind.MEASURE_GRANTED: "was granted",
    WordKind.MEASURE_REFUSED: "was refused",
}

NOW_DO = {
    WordKind.MEASURE_APPLIED_FOR: "explain it",
    WordKind.MEASURE_GRANTED: "explain it",
    WordKind.MEASURE_REFUSED: "explain it, and take back a handover that promises it",
}


def open_partner_record(
    session: WalledSession, witness: Witness, identifier: str, *, now: datetime
) -> ReferredWitness:
    """Begin what the referrer will see of a witness; a witness with no partner has one too.

    Args:
        session: The job's that takes the referral in, after the witness was shared.
        witness: The witness.
        identifier: The case's number as it was typed.
        now: When the referral was received.
    """
    record = ReferredWitness(
        compartment_id=witness.compartment_id,
        witness_id=witness.id,
        reference=reference_of(witness.request_id),
        name=witness.name,
        called_by=witness.party_label,
        identifier=identifier,
        received_at=now,
        attendance=Attendance.NOT_SAID,
        needs_shared="",
    )
    session.add(record)
    session.flush()
    keep_reference(session, record.reference, now=now)
    return record


def note_progress(
    session: WalledSession, witness_id: UUID, reached: Progress, *, now: datetime
) -> None:
    """Say on the partner's record that a step was reached; the first time stands."""
    record = _record_of(session, witness_id)
    if record is not None and getattr(record, REACHED_AT[reached]) is None:
        setattr(record, REACHED_AT[reached], now)
        session.flush()


def take_progress_back(session: WalledSession, witness_id: UUID, step: Progress) -> None:
    """A step is no longer reached: the visit was cancelled or released."""
    record = _record_of(session, witness_id)
    if record is not None:
        setattr(record, REACHED_AT[step], None)
        session.flush()


def note_handed_over(session: WalledSession, witness_id: UUID, at: datetime | None) -> None:
    """Say on the partner's record when the day was handed over; None where it is handed back."""
    record = _record_of(session, witness_id)
    if record is not None:
        record.handed_over_at = at
        session.flush()


def share_needs(
    session: WalledSession,
    witness_id: UUID,
    shared: Collection[AccessNeedKind],
    *,
    now: datetime,  # noqa: ARG001 - every action is told the time
) -> None:
    """Let the court and whoever calls a witness see these of their needs, as agreed, and no others.

    Only what the witness needs now is ever shown; what has ended was taken back with it.

    Raises:
        WitnessNotFound: There is no such witness in view.
    """
    witness_of(session, witness_id)
    record = _record_of(session, witness_id)
    live = {need.need for need in live_needs(session, witness_id)}
    if record is not None:
        record.needs_shared = needs_in_words(live & set(shared))
        session.flush()
        session.record(NeedsShared(witness_id))


def take_back_ended_needs(session: WalledSession, witness_id: UUID, *, now: datetime) -> None:
    """What the witness needs no longer is no longer shared; nothing more is."""
    record = _record_of(session, witness_id)
    if record is not None:
        share_needs(session, witness_id, needs_shared(record.needs_shared), now=now)


def say(session: WalledSession, record_id: UUID, said: PartnerSays, *, now: datetime) -> None:
    """Write down what a partner tells us; the same form sent twice is said once.

    Args:
        session: The partner's own; the database marks and admits rows of their witnesses alone.
        record_id: Their record of the witness.
        said: What they say.
        now: When.

    Raises:
        NotReferredByYou: There is no such record in the partner's sight.
        WordRefused: It cannot stand as it was typed.
        OutcomeRefused: The day of a referral to the scheme cannot be.
    """
    check_word(said)
    record = record_in_sight(session, record_id)
    if said.kind is WordKind.REFERRED_TO_SCHEME and said.from_on is not None:
        _check_referral(session, record, said.from_on, now)
    known = session.scalar(
        select(PartnerWord.id).where(
            PartnerWord.witness_id == record.witness_id,
            PartnerWord.request_id == said.request_id,
        )
    )
    if known is not None:
        return
    session.add(
        PartnerWord(
            compartment_id=record.compartment_id,
            witness_id=record.witness_id,
            request_id=said.request_id,
            kind=said.kind,
            from_on=said.from_on,
            until_on=said.until_on,
            measure=said.measure,
            words=said.kept_words,
            said_by=acting_account(session),
            said_at=now,
        )
    )
    session.flush()


def _check_referral(
    session: WalledSession, record: ReferredWitness, referred_on: date, now: datetime
) -> None:
    if record.scheme_refer_by is None:
        raise NoSchemeLimit(record.id)
    stands = standing_outcome(session, record.witness_id)
    check_referral_day(referred_on, stands, london_day(now))


def take_in_words(session: WalledSession, *, now: datetime) -> None:
    """Act on everything that partners said in this job's compartment, oldest first."""
    for subject in subjects_of_work(session, WorkKind.PARTNER_WORD, now):
        word = session.scalars(select(PartnerWord).where(PartnerWord.id == subject.id)).one()
        _act_on(session, word, now)


def _act_on(session: WalledSession, word: PartnerWord, now: datetime) -> None:
    attendance = ATTENDANCE_BY_WORD.get(word.kind)
    record = _record_of(session, word.witness_id)
    if attendance is not None and record is not None:
        record.attendance, record.attendance_said_at = attendance, word.said_at
    tells = attendance in {Attendance.NOT_REQUIRED, Attendance.STOOD_DOWN}
    open_task(
        session,
        NewTask(
            witness_id=word.witness_id,
            kind=TaskKind.TELL_WITNESS if tells else TaskKind.OTHER,
            title=_note_referral(session, word) or title_of(word) + _closed(session, word),
            cause=f"partner word {word.id}",
            due_at=end_of_london_day(add_working_days(london_day(word.said_at), 1)),
        ),
        now=now,
    )
    session.record(PartnerSpoke(word.witness_id, word.id))


def _note_referral(session: WalledSession, word: PartnerWord) -> str:
    """The unit has referred them to the scheme; what cannot be any more is asked about.

    Returns:
        What is to be asked; empty where the word stands, or is of something else.
    """
    if word.kind is not WordKind.REFERRED_TO_SCHEME or word.from_on is None:
        return ""
    try:
        note_scheme_referral(session, word.witness_id, word.from_on, now=word.said_at)
    except OutcomeRefused:
        day = spoken_day(word.from_on)
        return f"A referral to the Victim Contact Scheme on {day} is reported: ask what is right"
    return ""


def _closed(session: WalledSession, word: PartnerWord) -> str:
    """What the caseworker must know of a measure that may not be open; the partner is not held up.

    An intermediary and aids to communication are open to a vulnerable witness alone (YJCEA 1999
    s.18(1)); whoever applied may know of a condition that we do not.
    """
    if word.kind is not WordKind.MEASURE_APPLIED_FOR or word.measure not in ONLY_VULNERABLE:
        return ""
    if is_shown_vulnerable(session, word.witness_id):
        return ""
    return f". It is {NOT_OPEN}, and our assessment does not show that they are: ask"


def title_of(word: PartnerWord) -> str:
    """What the caseworker reads in the list of what must be done."""
    if word.measure is not None:
        return f"{MEASURE_WORDS[word.measure]} {MEASURE_SAID[word.kind]}: {NOW_DO[word.kind]}"
    if word.from_on is not None and word.kind is WordKind.REFERRED_TO_SCHEME:
        day = spoken_day(word.from_on)
        return f"Referred to the Victim Contact Scheme on {day}: tell them that probation writes"
    if word.from_on is not None:
        last = word.until_on or word.from_on
        days = days_said(word.from_on, word.until_on, (spoken_day(word.from_on), spoken_day(last)))
        return f"Cannot come on {days}: tell the court and check the visit"
    return {
        WordKind.REQUIRED: "Required at court: check that they know their date",
        WordKind.NOT_REQUIRED: "Not required at court: tell them, and decide about the visit",
        WordKind.STOOD_DOWN: "Stood down: tell them, and decide about the visit",
        WordKind.NEEDS: (
            "Needs for court were told: read them on the timeline, and agree them with the witness"
        ),
    }[word.kind]


def _record_of(session: WalledSession, witness_id: UUID) -> ReferredWitness | None:
    return session.scalars(
        select(ReferredWitness).where(ReferredWitness.witness_id == witness_id).with_for_update()
    ).one_or_none()
