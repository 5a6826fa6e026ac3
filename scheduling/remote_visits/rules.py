"""In which ways a courtroom is shown without going there, and what is recorded of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from scheduling.visit_records.rules import EvidenceTalk, is_told_whole


class RemoteWay(StrEnum):
    """How the courtroom is shown (requirements PT-20)."""

    VIDEO = "video"
    PHONE = "phone"
    PHOTOGRAPHS = "photographs"


class RemoteState(StrEnum):
    """How it stands: put to the witness, shown, or not wanted."""

    OFFERED = "offered"
    DONE = "done"
    NOT_WANTED = "not_wanted"


class RemotelyShown(StrEnum):
    """What was shown or gone through; the practicalities and what is expected with the room."""

    COURTROOM = "courtroom"
    WHO_SITS_WHERE = "who_sits_where"
    WITNESS_BOX = "witness_box"
    COURTROOM_SCREENS = "courtroom_screens"
    LIVE_LINK = "live_link"
    WAITING_ROOM = "waiting_room"
    WAY_IN = "way_in"
    OATH_WORDS = "oath_words"
    PRACTICAL_FACTS = "practical_facts"


@dataclass(frozen=True)
class ShownRemotely:
    """The courtroom was shown in another way.

    Attributes:
        done_on: The London day.
        shown: What; never nothing.
        rule_read: Whether the rule that nobody talks of the evidence was read to them first.
        evidence: Whether it came up all the same; what was said is never recorded.
        warned_at: When the witness was stopped and warned; None where it did not come up.
    """

    done_on: date
    shown: frozenset[RemotelyShown]
    rule_read: bool
    evidence: EvidenceTalk
    warned_at: datetime | None = None


class RemoteVisitRefused(ValueError):
    """A record that cannot stand as it is."""


@dataclass(eq=False)
class RuleNotRead(RemoteVisitRefused):
    """The rule about the evidence was not read, so nothing is shown."""


@dataclass(eq=False)
class NothingShown(RemoteVisitRefused):
    """A record that says nothing was shown."""


@dataclass(eq=False)
class NotYet(RemoteVisitRefused):
    """The day lies ahead, or before the offer was made."""

    done_on: date


@dataclass(eq=False)
class WarningTimeUnclear(RemoteVisitRefused):
    """The evidence came up and no time says when it was stopped, or the other way round."""


@dataclass(eq=False)
class SettledAlready(RemoteVisitRefused):
    """Somebody recorded already what became of it."""

    state: RemoteState


@dataclass(eq=False)
class RemoteVisitNotFound(LookupError):
    """No such record, or none that this viewer may see."""

    remote_visit_id: UUID


def check_shown(shown: ShownRemotely, offered_on: date, today: date) -> None:
    """Refuse a record that could not be relied on (requirements PT-03, PT-20).

    Raises:
        RemoteVisitRefused: One of its kinds.
    """
    if not shown.rule_read:
        raise RuleNotRead
    if not shown.shown:
        raise NothingShown
    if not offered_on <= shown.done_on <= today:
        raise NotYet(shown.done_on)
    if not is_told_whole(shown.evidence, shown.warned_at):
        raise WarningTimeUnclear
