"""Carriers that rest: after a fault of ours, or where they ask for time, none is tried then."""

from dataclasses import dataclass, field
from datetime import datetime

from casework.contact_plans.rules import Channel


@dataclass
class Rests:
    """Until when each channel's carrier rests, as long as this process lives.

    It is kept in no table: another process, or this one started again, asks the carrier once and
    learns the same, and what waits is pending all the while, so nothing is lost and nothing is
    sent twice by it.
    """

    _until: dict[Channel, datetime] = field(default_factory=dict)

    def begin(self, channel: Channel, until: datetime) -> None:
        """Let a carrier rest until an instant, or later where it rests longer already."""
        self._until[channel] = max(until, self._until.get(channel, until))

    def resting(self, now: datetime) -> frozenset[Channel]:
        """The channels whose carrier rests at this instant."""
        return frozenset(channel for channel, until in self._until.items() if now < until)
