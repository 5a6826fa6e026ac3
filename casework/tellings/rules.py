"""Who tells a witness a date, by when, and whether a change is any news to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from courts.hearings.rules import HearingKind
from courts.london_time import end_of_london_day, london_day
from courts.working_days import add_working_days

TELL_WITHIN = 1
"""Working days from receipt (Victims' Code, rights 8 and 9: the Witness Care Unit's own limit)."""


class Teller(StrEnum):
    """Who tells a witness a date: one of the two, never both (requirements PT-24, WC-01)."""

    PARTNER = "partner"
    CASEWORKER = "caseworker"


class About(StrEnum):
    """Whether a date is published by a court, or reported by a unit or a firm."""

    PUBLISHED = "published"
    REPORTED = "reported"


class Said(StrEnum):
    """What a partner says of a date that is owed to a witness."""

    TOLD = "told"
    SEEN = "seen"


@dataclass(eq=False)
class NoPartnerToTell(ValueError):
    """The witness has neither unit nor firm, so their caseworker tells them."""

    witness_id: UUID


@dataclass(eq=False)
class NotYoursToTell(PermissionError):
    """Somebody else is this date's teller, or it is told, or another date stands now."""

    telling_id: UUID


@dataclass(frozen=True)
class DateToTell:
    """A date as it is put to be told.

    Attributes:
        about: Published or reported.
        about_id: The hearing, or the report.
        about_version: The hearing's version; 0 for a report.
        kind: What the hearing is for.
        starts_on: Its first day.
        words: When and where, as it is said.
        received_at: When we learnt of it; the limit runs from there.
        in_place_of: The reports of the same hearing whose place it takes.
    """

    about: About
    about_id: UUID
    about_version: int
    kind: HearingKind
    starts_on: date
    words: str
    received_at: datetime
    in_place_of: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Owed:
    """An earlier date of the same line as it stands: its words, and when it was told."""

    words: str
    told_at: datetime | None
    told_by: UUID | None


def teller_for(chosen: Teller | None, partners: int) -> Teller:
    """Who tells: whom the witness chose; else the unit or firm where there is one; else we do.

    The rule is one for both sides (requirements PT-24).

    Args:
        chosen: What the witness chose last, if anything.
        partners: How many units or firms call the witness: none or one.
    """
    if not partners:
        return Teller.CASEWORKER
    return chosen or Teller.PARTNER


def due_from(received_at: datetime) -> datetime:
    """By when a date is told: the end of the first working day after its receipt."""
    return end_of_london_day(add_working_days(london_day(received_at), TELL_WITHIN))


def believed(line: Sequence[Owed]) -> Owed | None:
    """What the witness knows by now: what they were told last, else what stood last.

    Args:
        line: What was put to be told of the same hearing before, the oldest first.
    """
    told = [one for one in line if one.told_at is not None]
    return (told or list(line) or [None])[-1]  # type: ignore[list-item]


def is_no_news(words: str, before: Owed | None) -> bool:
    """Whether the witness was told these very words: moved and moved back tells nobody."""
    return before is not None and before.told_at is not None and before.words == words
