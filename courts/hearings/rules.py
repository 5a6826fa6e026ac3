"""What a hearing is, how surely it is listed, and what a newer listing changes about it."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from courts.london_time import london_day, spoken_day, spoken_time
from courts.working_days import working_days_between

CONTINUES_WITHIN = timedelta(days=14)
NEXT_WORKING_DAY = 1


class HearingKind(StrEnum):
    """What a hearing is for (domain section 7.2)."""

    TRIAL = "trial"
    NEWTON = "newton"
    APPEAL = "appeal"
    SENTENCE = "sentence"
    PTPH = "ptph"
    PRE_TRIAL_REVIEW = "pre_trial_review"
    FUTURE_TRIAL_REVIEW = "future_trial_review"
    FURTHER_CASE_MANAGEMENT = "further_case_management"
    GROUND_RULES = "ground_rules"
    SECTION_28 = "section_28"
    COMMITTAL_FOR_SENTENCE = "committal_for_sentence"
    CUSTODY_TIME_LIMIT = "custody_time_limit"
    CONFISCATION = "confiscation"
    FIRST_HEARING = "first_hearing"
    APPLICATION = "application"
    VERDICT = "verdict"
    MENTION = "mention"
    REMAND = "remand"
    PLEA = "plea"
    BAIL = "bail"
    OTHER = "other"


class Certainty(StrEnum):
    """How surely a hearing will be heard when it is listed (domain section 7.2)."""

    FIXTURE = "fixture"
    WARNED_LIST = "warned_list"
    FLOATER = "floater"
    BACKER = "backer"
    PART_HEARD = "part_heard"
    VACATED = "vacated"


class Difference(StrEnum):
    """What a listing changes about the hearing that is known."""

    NEW = "new"
    SAME = "same"
    MOVED = "moved"
    OTHER_BUILDING = "other_building"
    CERTAINTY_CHANGED = "certainty_changed"
    DETAILS = "details"
    CONTINUES = "continues"
    OLDER = "older"


class VacatedReason(StrEnum):
    """Why a hearing was taken out of the list before its day."""

    PROSECUTION_NOT_READY = "prosecution_not_ready"
    DEFENCE_NOT_READY = "defence_not_ready"
    GUILTY_PLEA = "guilty_plea"
    CASE_DROPPED = "case_dropped"
    WITNESS_UNAVAILABLE = "witness_unavailable"
    ADVOCATE_UNAVAILABLE = "advocate_unavailable"
    NO_COURTROOM_OR_JUDGE = "no_courtroom_or_judge"
    DEFENDANT_UNFIT = "defendant_unfit"
    OTHER = "other"


LISTED_ONCE = frozenset(
    {
        HearingKind.TRIAL,
        HearingKind.NEWTON,
        HearingKind.APPEAL,
        HearingKind.SENTENCE,
        HearingKind.PTPH,
    }
)
"""The kinds a case has one of at a time, so that another day means the hearing has moved.

A case may have several mentions or applications ahead of it; each day is a hearing of its own.
"""

ATTENDED_BY_WITNESSES = frozenset({HearingKind.TRIAL, HearingKind.NEWTON, HearingKind.APPEAL})
"""The kinds that witnesses may have to come to."""

PLAN_CHANGES = frozenset({Difference.MOVED, Difference.OTHER_BUILDING})
REVISIONS = frozenset({Difference.CERTAINTY_CHANGED, Difference.DETAILS, Difference.CONTINUES})
NOTHING_TO_DO = frozenset({Difference.SAME, Difference.OLDER})

_KIND_WORDS = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"\bptph\b|\bpcmh\b|plea and trial prep", HearingKind.PTPH),
        (r"\bptr\b|pre.?trial review", HearingKind.PRE_TRIAL_REVIEW),
        (r"\bftr\b|future trial review", HearingKind.FUTURE_TRIAL_REVIEW),
        (r"\bfcmh?\b|further case management", HearingKind.FURTHER_CASE_MANAGEMENT),
        (r"\bgrh?\b|ground rules", HearingKind.GROUND_RULES),
        (r"\bsection 28\b|\bs\.? ?28\b", HearingKind.SECTION_28),
        (r"\bnewton\b", HearingKind.NEWTON),
        (r"\bappeal\b", HearingKind.APPEAL),
        (r"committ(al|ed) for sentence", HearingKind.COMMITTAL_FOR_SENTENCE),
        (r"\bctl\b|custody time limit", HearingKind.CUSTODY_TIME_LIMIT),
        (r"\bpoca\b|confiscation|proceeds of crime", HearingKind.CONFISCATION),
        (r"first (appearance|hearing)|preliminary hearing", HearingKind.FIRST_HEARING),
        (r"\bmention\b", HearingKind.MENTION),
        (r"\bbail\b", HearingKind.BAIL),
        (r"\bapplication\b", HearingKind.APPLICATION),
        (r"\bverdict\b", HearingKind.VERDICT),
        (r"\bremand\b", HearingKind.REMAND),
        (r"\bsentenc", HearingKind.SENTENCE),
        (r"\btrial of (an )?issue\b|\bfitness\b", HearingKind.OTHER),
        (r"\b(re-?)?trial\b", HearingKind.TRIAL),
        (r"\bplea\b", HearingKind.PLEA),
    )
)
_PART_HEARD = re.compile(r"\bpart.?heard\b|\(p/?h\)")


@dataclass(frozen=True)
class Listing:
    """When, where and how surely a hearing is listed.

    `starts_on` to `ends_on` is the window of a warned list, else the first and last known days.
    """

    court_id: UUID
    certainty: Certainty
    starts_on: date
    published_at: datetime
    courtroom: str | None = None
    starts_at_time: time | None = None
    ends_on: date | None = None

    @property
    def last_on(self) -> date:
        """The last day known of it."""
        return self.ends_on or self.starts_on


def kind_of(description: str) -> HearingKind:
    """The kind a list's own words mean; words we do not know are `other`, never a guess."""
    words = description.casefold()
    return next((kind for seen, kind in _KIND_WORDS if seen.search(words)), HearingKind.OTHER)


def is_part_heard(description: str) -> bool:
    """Whether a list's own words say that the hearing began on an earlier day."""
    return bool(_PART_HEARD.search(description.casefold()))


def difference(kind: HearingKind, current: Listing | None, seen: Listing) -> Difference:
    """What a listing changes about a hearing (design section 4).

    A publication older than the one known changes nothing, and neither does a repeated one. A
    trial that has begun and is listed for a later day goes on (part-heard): it has not moved.
    """
    if current is None:
        return Difference.NEW
    if seen.published_at < current.published_at:
        return Difference.OLDER
    if current.certainty is Certainty.VACATED:
        return Difference.SAME if seen.certainty is Certainty.VACATED else Difference.MOVED
    if goes_on(kind, current, seen):
        return Difference.CONTINUES if _adds_to(current, seen) else Difference.SAME
    if _warned_day_is_set(current, seen):
        return Difference.MOVED
    return _difference_of_place_and_day(current, seen)


def _difference_of_place_and_day(current: Listing, seen: Listing) -> Difference:
    if _days_differ(current, seen) or _time_differs(current, seen):
        return Difference.MOVED
    if seen.court_id != current.court_id:
        return Difference.OTHER_BUILDING
    if seen.certainty is not current.certainty:
        return Difference.CERTAINTY_CHANGED
    return Difference.DETAILS if _adds_details(current, seen) else Difference.SAME


def _days_differ(current: Listing, seen: Listing) -> bool:
    """Whether the day moved; a warned window moves with either of its ends."""
    if seen.starts_on != current.starts_on:
        return True
    is_warned = seen.certainty is Certainty.WARNED_LIST
    return is_warned and seen.ends_on is not None and seen.ends_on != current.ends_on


def _warned_day_is_set(current: Listing, seen: Listing) -> bool:
    """A warned trial given its day has moved from a window to a day, even to the window's first."""
    was = current.certainty is Certainty.WARNED_LIST
    return was and seen.certainty is not Certainty.WARNED_LIST


def _time_differs(current: Listing, seen: Listing) -> bool:
    """Whether a time people may have been told is no longer the time; a first time is news only."""
    return None not in (current.starts_at_time, seen.starts_at_time) and (
        seen.starts_at_time != current.starts_at_time
    )


def _adds_details(current: Listing, seen: Listing) -> bool:
    return any(
        new is not None and new != old
        for old, new in (
            (current.courtroom, seen.courtroom),
            (current.starts_at_time, seen.starts_at_time),
            (current.ends_on, seen.ends_on),
        )
    )


def _adds_to(current: Listing, seen: Listing) -> bool:
    is_later = seen.starts_on > current.last_on or current.certainty is not Certainty.PART_HEARD
    is_elsewhere = seen.court_id != current.court_id
    return is_later or is_elsewhere or _is_other_room(current, seen)


def _is_other_room(current: Listing, seen: Listing) -> bool:
    return seen.courtroom is not None and seen.courtroom != current.courtroom


def goes_on(kind: HearingKind, current: Listing, seen: Listing) -> bool:
    """Whether a listing is a further day of a trial that has begun.

    It is where the list says part-heard, or where the trial's own day (not a floater's or backer's
    chance of one) had come when the list was published and the new day is among those it was
    listed for or the working day after them. Once part-heard, a pause may last 14 days. A trial
    put off for longer counts as moved, so that somebody looks at what was planned.
    """
    if kind is not HearingKind.TRIAL or seen.starts_on <= current.starts_on:
        return False
    if seen.certainty is Certainty.PART_HEARD:
        return True
    if seen.certainty is Certainty.WARNED_LIST or london_day(seen.published_at) < current.starts_on:
        return False
    if current.certainty is Certainty.PART_HEARD:
        return seen.starts_on - current.last_on <= CONTINUES_WITHIN
    is_next = working_days_between(current.last_on, seen.starts_on) <= NEXT_WORKING_DAY
    return current.certainty is Certainty.FIXTURE and is_next


def merged(kind: HearingKind, current: Listing | None, seen: Listing) -> Listing:
    """The listing as it stands once a newer one is taken in: what it leaves unsaid still holds."""
    if current is None:
        return seen
    change = difference(kind, current, seen)
    if change in NOTHING_TO_DO:
        return current
    if change in PLAN_CHANGES:
        return seen
    if change is Difference.CONTINUES:
        return Listing(
            court_id=seen.court_id,
            certainty=Certainty.PART_HEARD,
            starts_on=current.starts_on,
            published_at=seen.published_at,
            courtroom=seen.courtroom or current.courtroom,
            starts_at_time=current.starts_at_time,
            ends_on=max(current.last_on, seen.last_on),
        )
    return Listing(
        court_id=seen.court_id,
        certainty=seen.certainty,
        starts_on=seen.starts_on,
        published_at=seen.published_at,
        courtroom=seen.courtroom or current.courtroom,
        starts_at_time=seen.starts_at_time or current.starts_at_time,
        ends_on=seen.ends_on or current.ends_on,
    )


def spoken_listing(listing: Listing, building: str) -> str:
    """A listing as people say it: "Thursday 8 October 2026, 10am, court 3, Snaresbrook"."""
    if listing.certainty is Certainty.WARNED_LIST:
        when = f"warned list from {spoken_day(listing.starts_on)}"
        until = f" to {spoken_day(listing.ends_on)}" if listing.ends_on else ""
        return f"{when}{until}, {building}"
    at_time = f", {spoken_time(listing.starts_at_time)}" if listing.starts_at_time else ""
    room = f", court {listing.courtroom}" if listing.courtroom else ""
    return f"{spoken_day(listing.starts_on)}{at_time}{room}, {building}"
