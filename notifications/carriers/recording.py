"""The carrier where none is set up: the message's own row is the record, and nothing leaves."""

from notifications.carriers.outgoing import Accepted, OutgoingMessage


class RecordingCarrier:
    """Takes every message and keeps nothing outside the row that the dispatcher settles."""

    name = "recorded"

    def send(self, outgoing: OutgoingMessage) -> Accepted:
        """Say that it was taken, under a reference that names the attempt."""
        return Accepted(f"recorded-{outgoing.attempt_id}")
