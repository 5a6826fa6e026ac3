"""How far a referral has come in its referrer's eyes, and what a referrer may tell us."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from casework.access_needs.rules import ACCESS_NEED_WORDS, AccessNeedKind

LONGEST_WORDS = 300
BETWEEN_NEEDS = "; "
ALPHABET = "ACDEFGHJKLMNPQRTUVWXY34679"
"""Letters and digits that are not taken for one another when read out."""


class Progress(StrEnum):
    """The steps that a partner sees, and nothing beside them (design section 3)."""

    RECEIVED = "received"
    CONTACT_MADE = "contact_made"
    VISIT_OFFERED = "visit_offered"
    VISIT_BOOKED = "visit_booked"
    VISIT_DONE = "visit_done"


class Attendance(StrEnum):
    """Whether the party that calls the witness needs them at court."""

    NOT_SAID = "not_said"
    REQUIRED = "required"
    NOT_REQUIRED = "not_required"
    STOOD_DOWN = "stood_down"


class WordKind(StrEnum):
    """What a partner may tell us of one witness."""

    REQUIRED = "required"
    NOT_REQUIRED = "not_required"
    STOOD_DOWN = "stood_down"
    DATES_TO_AVOID = "dates_to_avoid"
    MEASURE_APPLIED_FOR = "measure_applied_for"
    MEASURE_GRANTED = "measure_granted"
    MEASURE_REFUSED = "measure_refused"
    REFERRED_TO_SCHEME = "referred_to_scheme"
    NEEDS = "needs"


WITH_A_DAY = frozenset({WordKind.DATES_TO_AVOID, WordKind.REFERRED_TO_SCHEME})
ATTENDANCE_BY_WORD = {
    WordKind.REQUIRED: Attendance.REQUIRED,
    WordKind.NOT_REQUIRED: Attendance.NOT_REQUIRED,
    WordKind.STOOD_DOWN: Attendance.STOOD_DOWN,
}
ABOUT_MEASURES = frozenset(
    {WordKind.MEASURE_APPLIED_FOR, WordKind.MEASURE_GRANTED, WordKind.MEASURE_REFUSED}
)

DECIDED = frozenset({WordKind.MEASURE_GRANTED, WordKind.MEASURE_REFUSED})


class Measure(StrEnum):
    """Special measures (Youth Justice and Criminal Evidence Act 1999, ss.23 to 30)."""

    SCREENS = "screens"
    LIVE_LINK = "live_link"
    EVIDENCE_IN_PRIVATE = "evidence_in_private"
    WIGS_AND_GOWNS_OFF = "wigs_and_gowns_off"
    RECORDED_INTERVIEW = "recorded_interview"
    RECORDED_CROSS_EXAMINATION = "recorded_cross_examination"
    INTERMEDIARY = "intermediary"
    AIDS_TO_COMMUNICATION = "aids_to_communication"


def in_force(words: Iterable[tuple[WordKind, Measure | None]]) -> list[Measure]:
    """The special measures that stand granted: of each measure the latest word counts.

    A court may grant one, and discharge or refuse it later (YJCEA 1999 s.20); what is only applied
    for is no answer, and leaves what was decided before.

    Args:
        words: Each word that names a measure, the latest first.
    """
    latest: dict[Measure, WordKind] = {}
    for kind, measure in words:
        if measure is not None and kind in DECIDED:
            latest.setdefault(measure, kind)
    return [one for one, kind in latest.items() if kind is WordKind.MEASURE_GRANTED]


MEASURE_WORDS = {
    Measure.SCREENS: "Screens (s.23)",
    Measure.LIVE_LINK: "Live link (s.24)",
    Measure.EVIDENCE_IN_PRIVATE: "Evidence given in private (s.25)",
    Measure.WIGS_AND_GOWNS_OFF: "Wigs and gowns removed (s.26)",
    Measure.RECORDED_INTERVIEW: "Recorded interview as evidence (s.27)",
    Measure.RECORDED_CROSS_EXAMINATION: "Recorded cross-examination (s.28)",
    Measure.INTERMEDIARY: "Intermediary (s.29)",
    Measure.AIDS_TO_COMMUNICATION: "Aids to communication (s.30)",
}

ONLY_VULNERABLE = frozenset({Measure.INTERMEDIARY, Measure.AIDS_TO_COMMUNICATION})
"""Open to witnesses eligible under section 16 alone, never by section 17 (YJCEA 1999 s.18(1))."""


class WordRefused(ValueError):
    """What a partner told us cannot stand as it was typed."""


@dataclass(eq=False)
class MeasureMissing(WordRefused):
    """A word about a special measure names none."""

    kind: WordKind


@dataclass(eq=False)
class NeedsMissing(WordRefused):
    """A word about needs for court names none."""

    kind: WordKind


@dataclass(eq=False)
class DatesMissing(WordRefused):
    """Dates to avoid, or a referral to the scheme, were told without a day."""

    kind: WordKind


@dataclass(eq=False)
class DatesBackward(WordRefused):
    """The last day stands before the first."""

    from_on: date
    until_on: date


@dataclass(eq=False)
class NoSchemeLimit(WordRefused):
    """No referral to the Victim Contact Scheme is owed for this witness."""

    record_id: UUID


@dataclass(eq=False)
class WordsTooLong(WordRefused):
    """The note is longer than practical matters need."""

    length: int


@dataclass(frozen=True)
class PartnerSays:
    """What a partner tells us: practical matters only, nothing about what happened.

    `request_id` is made with the form: sent twice it is said once.
    """

    request_id: UUID
    kind: WordKind
    from_on: date | None = None
    until_on: date | None = None
    measure: Measure | None = None
    words: str = ""
    needs: frozenset[AccessNeedKind] = frozenset()

    @property
    def kept_words(self) -> str:
        """The words as they are kept: what is needed first, then the note."""
        return ". ".join(part for part in (needs_in_words(self.needs), self.words) if part)


def check_word(said: PartnerSays) -> None:
    """Refuse what cannot stand.

    Raises:
        WordRefused: One of its kinds says what is missing or wrong.
    """
    if said.kind in ABOUT_MEASURES and said.measure is None:
        raise MeasureMissing(said.kind)
    if said.kind is WordKind.NEEDS and not said.needs:
        raise NeedsMissing(said.kind)
    if said.kind in WITH_A_DAY and said.from_on is None:
        raise DatesMissing(said.kind)
    if said.from_on and said.until_on and said.until_on < said.from_on:
        raise DatesBackward(said.from_on, said.until_on)
    if len(said.words) > LONGEST_WORDS:
        raise WordsTooLong(len(said.words))


def needs_in_words(needs: Collection[AccessNeedKind]) -> str:
    """Needs as a partner reads them, always in one order."""
    return BETWEEN_NEEDS.join(words for need, words in ACCESS_NEED_WORDS.items() if need in needs)


def needs_shared(words: str) -> frozenset[AccessNeedKind]:
    """The needs that a partner reads of."""
    read = set(words.split(BETWEEN_NEEDS))
    return frozenset(need for need, said in ACCESS_NEED_WORDS.items() if said in read)


def reference_of(request_id: UUID) -> str:
    """The reference that a referrer quotes: eight letters and digits, from their own request.

    It is worked out from what the referrer sent, so it can be shown before anything is taken in.
    """
    number = int.from_bytes(hashlib.sha256(request_id.bytes).digest()[:8], "big")
    letters = []
    for _ in range(8):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def progress_of(
    *,
    contact_made_at: datetime | None,
    visit_offered_at: datetime | None,
    visit_booked_at: datetime | None,
    visit_done_at: datetime | None,
) -> Progress:
    """The furthest step that was reached."""
    reached = {
        Progress.VISIT_DONE: visit_done_at,
        Progress.VISIT_BOOKED: visit_booked_at,
        Progress.VISIT_OFFERED: visit_offered_at,
        Progress.CONTACT_MADE: contact_made_at,
    }
    return next((step for step, at in reached.items() if at is not None), Progress.RECEIVED)


def days_said(said_from: date, said_until: date | None, spoken: tuple[str, str]) -> str:
    """The title's words for a period: one day, or first to last."""
    first, last = spoken
    return first if said_until in {None, said_from} else f"{first} to {last}"
