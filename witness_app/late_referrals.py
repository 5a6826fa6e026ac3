"""The five things to do when a trial is near, each with how it stands, in the order of doing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from casework.assessments.queries import live_assessment
from casework.assessments.rules import Consent
from casework.contact_attempts.queries import attempts_of
from casework.contact_attempts.rules import PartOfDay, StillToTry, Try, still_to_try
from casework.handovers.queries import HandoverSummary, handovers_of
from casework.handovers.rules import HandoverKind, HandoverState
from casework.late_referrals.rules import Nearness
from courts.hearings.rules import Certainty
from courts.london_time import london_day, spoken, spoken_day
from ethical_walls.sessions import WalledSession
from notifications.messages.models import Message
from notifications.messages.queries import messages_of_witness
from notifications.messages.rules import MessageKey, MessageState
from scheduling.remote_visits.models import RemoteVisit
from scheduling.remote_visits.queries import remote_visits_of
from scheduling.remote_visits.rules import RemotelyShown, RemoteState
from scheduling.visit_records.rules import is_to_record
from scheduling.visits.queries import visits_of
from scheduling.visits.rules import VisitState
from witness_app.care import InCare
from witness_app.hearings_ahead import CERTAINTY_WORDS
from witness_app.packs import HANDOVER_TAGS
from witness_app.site.message_words import STATE
from witness_app.site.words import counted

TO_DO, DONE = "To do", "Done"
PARTS = {
    PartOfDay.MORNING: "morning",
    PartOfDay.AFTERNOON: "afternoon",
    PartOfDay.EVENING: "evening",
}
NEARNESS_TAGS = {
    Nearness.LATE_REFERRAL: "Late referral",
    Nearness.TRIAL_NEAR: "Trial near",
}
IN_A_WARNED_LIST = CERTAINTY_WORDS[Certainty.WARNED_LIST]
OF_NO_USE = frozenset({MessageState.SUPERSEDED, MessageState.EXPIRED})


class LateStep(StrEnum):
    """What is done before the day, in its order; the value is the place on the page."""

    RING = "ring"
    QUESTIONS = "questions"
    SEE_THE_COURT = "see-the-court"
    PACK = "pack"
    HANDOVER = "handover"


TITLES = {
    LateStep.RING: "Ring them now",
    LateStep.QUESTIONS: "Ask the ten questions",
    LateStep.SEE_THE_COURT: "Show them the court another way",
    LateStep.PACK: "Give them the facts of the day",
    LateStep.HANDOVER: "Hand over for the day",
}


@dataclass(frozen=True)
class StepState:
    """How one of the five stands: its tag, and when or what to do next."""

    number: int
    step: LateStep
    title: str
    tag: str
    words: str
    is_done: bool


@dataclass(frozen=True)
class Stand:
    """How one step stands, without its title."""

    tag: str
    words: str
    is_done: bool = False


def late_words(care: InCare) -> str:
    """How little time is left, in a sentence: what stands on the witness page and on My day."""
    short = care.short
    if short is None:
        return ""
    if short.trial_on is None or short.working_days is None:
        return "The referrer says that the trial is within a week; no date is known yet"
    on = spoken_day(short.trial_on)
    if care.hearing is not None and care.hearing.certainty == IN_A_WARNED_LIST:
        return f"The trial may be called on any day from {on}"
    if short.working_days == 0:
        return f"Trial today, {on}: from today the in-court Witness Service looks after them"
    return f"Trial in {counted(short.working_days, 'working day', 'working days')}, {on}"


def five_steps(session: WalledSession, care: InCare, *, now: datetime) -> tuple[StepState, ...]:
    """What is done and what is not, for one witness, in the order in which it is done.

    Args:
        session: Of somebody who looks after the witness.
        care: The witness as they stand.
        now: The instant it is seen from.
    """
    witness_id = care.witness.id
    remote = remote_visits_of(session, witness_id)
    stands = {
        LateStep.RING: _ring(session, care, now),
        LateStep.QUESTIONS: _questions(session, witness_id),
        LateStep.SEE_THE_COURT: _see_the_court(session, witness_id, remote, now),
        LateStep.PACK: pack_stands(messages_of_witness(session, witness_id), care, remote),
        LateStep.HANDOVER: _handed_over(handovers_of(session, witness_id), now),
    }
    return tuple(
        StepState(number, step, TITLES[step], stand.tag, stand.words, stand.is_done)
        for number, (step, stand) in enumerate(stands.items(), start=1)
    )


def _ring(session: WalledSession, care: InCare, now: datetime) -> Stand:
    confirmed_at = care.plan.confirmed_at if care.plan else None
    if confirmed_at is not None:
        return Stand(
            DONE, f"They confirmed how to reach them on {spoken(confirmed_at)}", is_done=True
        )
    tried = attempts_of(session, care.witness.id)
    if not tried:
        return Stand(TO_DO, "Nobody has rung them yet")
    owed = still_to_try([Try(one.tried_at, one.came_of) for one in tried], now)
    often = "once" if len(tried) == 1 else f"{len(tried)} times, the last"
    times = f"Rung {often} on {spoken(tried[-1].tried_at)}"
    return Stand(TO_DO, f"{times}{still_words(owed)}")


def still_words(owed: StillToTry) -> str:
    """What is still to try, by when and at what other time; empty where nothing is."""
    if not owed.times:
        return ""
    often = counted(owed.times, "more time", "more times")
    by = f" by {spoken(owed.until)}" if owed.until else ""
    day = ", on another day" if owed.on_another_day else ""
    parts = " or ".join(PARTS[part] for part in owed.parts)
    at = f", best in the {parts}" if 0 < len(owed.parts) < len(PARTS) else ""
    return f"; try at least {often}{by}{day}{at}"


def _questions(session: WalledSession, witness_id: UUID) -> Stand:
    assessment = live_assessment(session, witness_id)
    if assessment is None:
        return Stand(TO_DO, "In the same call: consent first, then safety")
    at = spoken(assessment.assessed_at)
    if assessment.consent is Consent.REFUSED:
        return Stand(
            DONE, f"Asked on {at}; they did not agree. They may change their mind", is_done=True
        )
    return Stand(DONE, f"Answered on {at}", is_done=True)


def _see_the_court(
    session: WalledSession, witness_id: UUID, remote: Iterable[RemoteVisit], now: datetime
) -> Stand:
    """A visit to the court itself comes first; else what was shown or offered in another way."""
    visited = _visited(session, witness_id, now)
    if visited is not None:
        return visited
    ways = {one.state: one for one in remote}
    if done := ways.get(RemoteState.DONE):
        on = spoken_day(done.done_on) if done.done_on else ""
        return Stand(DONE, f"Shown on {on}", is_done=True)
    if offered := ways.get(RemoteState.OFFERED):
        at = spoken(offered.offered_at)
        return Stand("Offered", f"Offered on {at}: record what became of it")
    if refused := ways.get(RemoteState.NOT_WANTED):
        at = spoken(refused.settled_at) if refused.settled_at else ""
        words = f"They said so on {at}. It may be offered again"
        return Stand("Not wanted", words, is_done=True)
    return Stand(TO_DO, "Book a visit if there is time, else offer video, telephone or print")


def _visited(session: WalledSession, witness_id: UUID, now: datetime) -> Stand | None:
    for visit in visits_of(session, [witness_id]):
        at = spoken(visit.starts_at)
        if visit.state is VisitState.DONE:
            return Stand(DONE, f"They visited on {at}", is_done=True)
        if is_to_record(visit.state, visit.starts_at, now):
            return Stand("Booked", f"Their visit was to be on {at}: record what became of it")
        if visit.is_live and not visit.is_under_review:
            return Stand("Booked", f"They visit on {at}", is_done=True)
    return None


def pack_stands(messages: Iterable[Message], care: InCare, remote: Iterable[RemoteVisit]) -> Stand:
    """Whether the facts of the day have reached them, by message or with what was shown."""
    version = (care.hearing.hearing_id, care.hearing.version) if care.hearing else None
    for message in messages:
        about = (message.about_id, message.about_version)
        is_it = message.key is MessageKey.YOUR_DAY and about == version
        if is_it and message.state not in OF_NO_USE:
            at = spoken(message.sending_at or message.settled_at or message.due_at)
            is_out = message.state in {MessageState.SENT, MessageState.DELIVERED}
            return Stand(STATE[message.state], f"By message, {at}", is_done=is_out)
    for one in remote:
        if RemotelyShown.PRACTICAL_FACTS in one.shown and one.done_on:
            return Stand(DONE, f"Gone through with them on {spoken_day(one.done_on)}", is_done=True)
    return Stand(TO_DO, "Print it, send it, or go through it in the call")


def _handed_over(handovers: Iterable[HandoverSummary], now: datetime) -> Stand:
    for handover in handovers:
        is_ahead = handover.day_on is not None and handover.day_on >= london_day(now)
        if handover.kind is HandoverKind.IN_COURT_SERVICE and is_ahead:
            tag = HANDOVER_TAGS[handover.state]
            is_done = handover.state is HandoverState.ACCEPTED
            at = spoken(handover.answered_at or handover.offered_at)
            return Stand(tag, f"{handover.receiver}, {at}", is_done=is_done)
    return Stand(TO_DO, "With their permission, the in-court Witness Service expects them")
