"""The address at which a carrier says what became of one attempt; signed, so never guessed."""

import hashlib
import hmac
from dataclasses import dataclass, field
from uuid import UUID

PATH = "/callbacks/texts/status/"
INBOUND_PATH = "/callbacks/texts/inbound"
PURPOSE = b"what became of a text: "


@dataclass(frozen=True)
class StatusAddresses:
    """Makes and reads such addresses. A token names an attempt and nothing else."""

    public_url: str
    key: bytes = field(repr=False)

    def address_of(self, attempt_id: UUID) -> str:
        """Where the carrier says what became of this attempt."""
        return f"{self.public_url}{PATH}{self.token_of(attempt_id)}"

    def token_of(self, attempt_id: UUID) -> str:
        """The attempt, signed."""
        return f"{attempt_id.hex}-{self._signature(attempt_id)}"

    def attempt_of(self, token: str) -> UUID | None:
        """The attempt that a token names; None where we never made it."""
        named, _, signature = token.partition("-")
        try:
            attempt_id = UUID(hex=named)
        except ValueError:
            return None
        genuine = hmac.compare_digest(signature.encode(), self._signature(attempt_id).encode())
        return attempt_id if genuine and named == attempt_id.hex else None

    def _signature(self, attempt_id: UUID) -> str:
        return hmac.new(self.key, PURPOSE + attempt_id.bytes, hashlib.sha256).hexdigest()
