"""The address at which a carrier says what became of one attempt; signed, so never guessed."""

import hashlib
import hmac
from dataclasses import dataclass, field
from uuid import UUID

PATH = "/callbacks/texts/status/"
PURPOSE = b"what became of a text: "


@dataclass(frozen=True)
class StatusAddresses:
    """Makes and checks such addresses. Each names an attempt and nothing else."""

    public_url: str
    key: bytes = field(repr=False)

    def address_of(self, attempt_id: UUID) -> str:
        """Where the carrier says what became of this attempt."""
        return f"{self.public_url}{PATH}{attempt_id}?s={self._signature(attempt_id)}"

    def is_ours(self, attempt_id: UUID, signature: str) -> bool:
        """Whether we made the address that names this attempt with this signature."""
        return hmac.compare_digest(signature.encode(), self._signature(attempt_id).encode())

    def _signature(self, attempt_id: UUID) -> str:
        return hmac.new(self.key, PURPOSE + attempt_id.bytes, hashlib.sha256).hexdigest()
