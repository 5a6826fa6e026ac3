"""What may be handed over to whom, when an answer is due, and what happens when none comes."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from courts.hearings.rules import (
    ATTENDED_BY_WITNESSES,
    CONTINUES_WITHIN,
    Certainty,
    HearingKind,
    Listing,
)
from courts.london_time import end_of_london_day, london_day, london_instant
from courts.working_days import add_working_days, is_working_day, this_or_next_working_day

ANSWER_AT = time(15)
"""The working day before, at this London time, an unaccepted day handover becomes a call."""
CHASED_AFTER = 2
"""Working days after which an unanswered handover to the scheme is chased (own standard)."""
LAPSES_AFTER = 10
"""Working days after which it lapses and is offered again (own standard)."""
CALL_WITHIN = timedelta(hours=1)
"""How soon the receiver is rung once a day handover is not accepted in time (own standard)."""
HANDED_OVER_FOR = ATTENDED_BY_WITNESSES | {HearingKind.SECTION_28, HearingKind.SENTENCE}
"""The kinds of hearing whose day may be handed over: a statement may be read at sentence."""
LONGEST_HEARING = timedelta(weeks=12)
"""How long after its last listed day a day may still be one of a hearing's (own standard).

A list says when a trial begins, seldom how long it lasts.
"""
LONGEST_WORDS = 300


class HandoverKind(StrEnum):
    """To whom somebody is handed over; one contract serves both."""

    IN_COURT_SERVICE = "in_court_service"
    VICTIM_CONTACT_SCHEME = "victim_contact_scheme"


class HandoverState(StrEnum):
    """How a handover stands; each has one meaning."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    QUERIED = "queried"
    REFUSED = "refused"
    LAPSED = "lapsed"
    TAKEN_BACK = "taken_back"


OPEN_STATES = frozenset({HandoverState.OFFERED, HandoverState.QUERIED})
CHASED = "chase"
"""What the task is about that rings a receiver who has not answered."""
TELL_RECEIVER = "tell the receiver"
"""What the task is about that tells a receiver, by telephone, that their day is off."""
SEEN_BY_REFERRER = frozenset({HandoverState.ACCEPTED, HandoverState.TAKEN_BACK})
"""A day that is handed over, or is so no longer: what comes between is ours to chase."""


class PackField(StrEnum):
    """One thing that may be handed over, with consent to that one thing."""

    NAME = "name"
    CALLED_BY = "called_by"
    REACH = "reach"
    LANGUAGE = "language"
    ACCESS_NEEDS = "access_needs"
    MEASURES = "measures"
    ARRIVAL = "arrival"
    COMPANION = "companion"
    SENTENCE = "sentence"
    CASE_NUMBER = "case_number"


PACKS: dict[HandoverKind, tuple[PackField, ...]] = {
    HandoverKind.IN_COURT_SERVICE: (
        PackField.NAME,
        PackField.CALLED_BY,
        PackField.LANGUAGE,
        PackField.ACCESS_NEEDS,
        PackField.MEASURES,
        PackField.ARRIVAL,
        PackField.COMPANION,
    ),
    HandoverKind.VICTIM_CONTACT_SCHEME: (
        PackField.NAME,
        PackField.REACH,
        PackField.LANGUAGE,
        PackField.ACCESS_NEEDS,
        PackField.CASE_NUMBER,
        PackField.SENTENCE,
    ),
}
"""The least that each receiver needs; risk, address, notes and the assessment are never in it."""


class HandoverRefused(ValueError):
    """A handover that cannot be made or answered as it was asked."""


@dataclass(eq=False)
class NothingConsentedTo(HandoverRefused):
    """Every field was unticked, so nothing may be handed over."""


@dataclass(eq=False)
class DayMissing(HandoverRefused):
    """A handover for the day needs its day and its court."""


class WrongDay(StrEnum):
    """Why a day is none of a hearing's."""

    PAST = "past"
    NOT_SAT_ON = "not_sat_on"
    BEFORE_IT_BEGINS = "before_it_begins"
    AFTER_IT_ENDS = "after_it_ends"


@dataclass(eq=False)
class DayNotOfHearing(HandoverRefused):
    """The hearing is not heard on that day, as it is listed."""

    why: WrongDay


@dataclass(eq=False)
class HearingChanged(HandoverRefused):
    """The hearing is none that their day can be of: it was moved or taken out of the list since."""

    hearing_id: UUID


@dataclass(eq=False)
class AlreadyOffered(HandoverRefused):
    """An open handover to the same receiver stands for the same day."""

    handover_id: UUID


@dataclass(eq=False)
class AnsweredAlready(HandoverRefused):
    """The handover is no longer open."""

    state: HandoverState


@dataclass(eq=False)
class WordsMissing(HandoverRefused):
    """A query or a refusal says in a few words what is asked or why."""


@dataclass(eq=False)
class WordsTooLong(HandoverRefused):
    """The words are more than practical matters need."""

    length: int


@dataclass(eq=False)
class HandoverNotFound(LookupError):
    """No such handover, or none that this viewer may see."""

    handover_id: UUID


class AnswerKind(StrEnum):
    """What a receiver may answer."""

    ACCEPTED = "accepted"
    QUERIED = "queried"
    REFUSED = "refused"


STATE_BY_ANSWER = {
    AnswerKind.ACCEPTED: HandoverState.ACCEPTED,
    AnswerKind.QUERIED: HandoverState.QUERIED,
    AnswerKind.REFUSED: HandoverState.REFUSED,
}


@dataclass(frozen=True)
class Day:
    """The day of a handover to a court's in-court service, and the hearing it is for."""

    court_id: UUID
    on: date
    hearing_id: UUID
    hearing_version: int


@dataclass(frozen=True)
class Pack:
    """What the witness agreed to, field by field, in words; an absent field was unticked."""

    request_id: UUID
    kind: HandoverKind
    receiver: str
    fields: dict[PackField, str]
    day: Day | None = None


def cause_of_task(handover_id: UUID, about: str) -> str:
    """What opened a task about a handover: the same opens it once."""
    return f"handover {handover_id} {about}"


def check_pack(pack: Pack) -> None:
    """Refuse a pack that cannot be offered.

    Raises:
        HandoverRefused: One of its kinds.
    """
    if not any(pack.fields.get(field, "") for field in PACKS[pack.kind]):
        raise NothingConsentedTo
    if pack.kind is HandoverKind.IN_COURT_SERVICE and pack.day is None:
        raise DayMissing
    longest = max(len(words) for words in pack.fields.values())
    if longest > LONGEST_WORDS:
        raise WordsTooLong(longest)


def check_day(listing: Listing, on: date, today: date) -> None:
    """Refuse a day on which a hearing, as it is listed, is not heard.

    A day of a warned list is one of its period: whoever hands over knows that it was called on.

    Raises:
        DayNotOfHearing: It is none of the hearing's days, or is over.
    """
    why = _why_not_on(listing, on, today)
    if why is not None:
        raise DayNotOfHearing(why)


def _why_not_on(listing: Listing, on: date, today: date) -> WrongDay | None:
    """Why a day is none of a hearing's; whether courts sit is asked last, of days that are near."""
    is_warned = listing.certainty is Certainty.WARNED_LIST
    if on < today:
        return WrongDay.PAST
    if on < listing.starts_on:
        return WrongDay.BEFORE_IT_BEGINS
    if on > listing.last_on + (timedelta(0) if is_warned else LONGEST_HEARING):
        return WrongDay.AFTER_IT_ENDS
    return None if is_working_day(on) else WrongDay.NOT_SAT_ON


def may_be_handed_over(kind: HearingKind, listing: Listing, today: date) -> bool:
    """Whether a day of a hearing may be handed over: of a kind people come to, and not over.

    A part-heard hearing goes on after its last listed day.
    """
    goes_on = CONTINUES_WITHIN if listing.certainty is Certainty.PART_HEARD else timedelta(0)
    return (
        kind in HANDED_OVER_FOR
        and listing.certainty is not Certainty.VACATED
        and listing.last_on + goes_on >= today
    )


def suggested_day(listing: Listing, today: date) -> date | None:
    """The first day on which a hearing may be heard; none where the list gives it none yet."""
    if listing.certainty is Certainty.WARNED_LIST:
        return None
    return max(listing.starts_on, this_or_next_working_day(today))


def call_due_at(kind: HandoverKind, now: datetime) -> datetime:
    """When a receiver who has not answered must have been rung: for a day, within the hour."""
    if kind is HandoverKind.IN_COURT_SERVICE:
        return now + CALL_WITHIN
    return end_of_london_day(london_day(now))


def answer_due_at(pack: Pack, now: datetime) -> datetime:
    """When an answer is due: 3pm the working day before the day, else two working days on.

    Where that time has passed already the answer is due at once.
    """
    if pack.day is None:
        return end_of_london_day(add_working_days(london_day(now), CHASED_AFTER))
    eve = add_working_days(pack.day.on, -1)
    return max(london_instant(eve, ANSWER_AT), now)


def lapses_at(pack: Pack, now: datetime) -> datetime:
    """When an unanswered handover lapses: at the end of its day, else after ten working days."""
    if pack.day is None:
        return end_of_london_day(add_working_days(london_day(now), LAPSES_AFTER))
    return end_of_london_day(pack.day.on)


def check_answer(kind: AnswerKind, words: str) -> None:
    """Refuse an answer that nobody could act on.

    Raises:
        HandoverRefused: One of its kinds.
    """
    if kind is not AnswerKind.ACCEPTED and not words.strip():
        raise WordsMissing
    if len(words) > LONGEST_WORDS:
        raise WordsTooLong(len(words))
