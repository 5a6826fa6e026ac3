"""What a court's team is told of a visit, and in which state."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from casework.access_needs.rules import AccessNeedKind
from casework.partners.rules import needs_in_words
from scheduling.visits.rules import VisitState

ALWAYS_COME = 2
"""A witness never comes without their caseworker."""

EQUIPMENT = frozenset({AccessNeedKind.HEARING_LOOP, AccessNeedKind.VIDEO_LINK})
"""The needs that are something the court sets up; all others are needs of access."""


class HostedState(StrEnum):
    """How a visit stands for those who would receive it; each has one meaning."""

    EXPECTED = "expected"
    UNDER_REVIEW = "under_review"
    MOVED = "moved"
    OFF = "off"
    DONE = "done"


STATE_OF = {
    VisitState.BOOKED: HostedState.EXPECTED,
    VisitState.CONFIRMED: HostedState.EXPECTED,
    VisitState.RELEASED: HostedState.UNDER_REVIEW,
    VisitState.CANCELLED: HostedState.OFF,
    VisitState.DONE: HostedState.DONE,
}


@dataclass(frozen=True)
class Brought:
    """What a visit brings to the court, and what the witness agreed that it may know of it.

    `companions` come beside the witness and their caseworker.
    """

    companions: int
    needs: str
    equipment: str


def brought_with(shared: Iterable[AccessNeedKind], *, companions: int) -> Brought:
    """What a team is told: whoever comes with the two, and the needs that are shared.

    Args:
        shared: The needs that the witness agreed to share with the court.
        companions: How many come beside the witness and the caseworker, as far as is known.
    """
    known = frozenset(shared)
    return Brought(
        companions=companions,
        needs=needs_in_words(known - EQUIPMENT),
        equipment=needs_in_words(known & EQUIPMENT),
    )


def shown_as(state: HostedState, *, is_in_doubt: bool) -> HostedState:
    """Nobody is said to be expected whose hearing or time the court has changed meanwhile."""
    is_expected = state is HostedState.EXPECTED
    return HostedState.UNDER_REVIEW if is_expected and is_in_doubt else state
