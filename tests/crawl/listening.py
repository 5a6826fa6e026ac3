"""A carrier that hears everything that leaves."""

from dataclasses import dataclass, field

from notifications.carriers.outgoing import Accepted, OutgoingMessage


@dataclass
class ListeningCarrier:
    """Takes every message, and keeps what it was handed."""

    name = "listening"
    handed: list[OutgoingMessage] = field(default_factory=list)

    def send(self, outgoing: OutgoingMessage) -> Accepted:
        """Take it."""
        self.handed.append(outgoing)
        return Accepted("taken")
