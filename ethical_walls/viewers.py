"""Who is looking, as plain data, and the signed form of it that the database can check."""

import hashlib
import hmac
import time
import uuid
from dataclasses import dataclass, field
from datetime import date

from ethical_walls.accounts.models import OrganisationKind, Role

VIEWER_LASTS_SECONDS = 900
BLOCK = 64


@dataclass(frozen=True)
class Viewer:
    """One person (or one job) looking, for the life of one session.

    Attributes:
        account_id: The account; None is nobody, who sees no walled row and writes nothing.
        name: As colleagues know them.
        organisation_id: Where they work.
        organisation_kind: What that organisation is to the service.
        roles: What they do here; which rows they see is the policies' business, not the roles'.
        compartment_id: For a job, the one compartment that it was opened for.
        subject_id: For somebody who came by a link, the one record that it is of: they see no
            compartment, only rows whose declared column names it.
        trained_until: The last day of their training in the integrity of evidence; None where
            they have none, or it was no longer in force when they came to look.
    """

    account_id: uuid.UUID | None = None
    name: str = "nobody"
    organisation_id: uuid.UUID | None = None
    organisation_kind: OrganisationKind | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)
    compartment_id: uuid.UUID | None = None
    subject_id: uuid.UUID | None = None
    trained_until: date | None = None

    @property
    def is_somebody(self) -> bool:
        """Whether an account is looking at all."""
        return self.account_id is not None


NOBODY = Viewer()


def prepared_pads(key: bytes) -> tuple[bytes, bytes]:
    """The inner and outer pad of HMAC-SHA256 (RFC 2104) for a key, 64 bytes each.

    The database keeps these, so that its core `sha256` is enough to check a signature.
    """
    block = (hashlib.sha256(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


@dataclass(frozen=True)
class Signer:
    """Signs viewers with a key that the serving process holds and SQL cannot read."""

    key_id: str
    key: bytes = field(repr=False)

    def sign(self, viewer: Viewer, backend_pid: int) -> str:
        """The value of `wall.viewer` for one transaction on one connection.

        It expires by the machine's own clock, which no test and no caller may set: the expiry
        is a guard of the wall, not a fact of the domain.
        """
        if viewer.account_id is None:
            return ""
        expires = int(time.clock_gettime(time.CLOCK_REALTIME)) + VIEWER_LASTS_SECONDS
        compartment = viewer.compartment_id or ""
        purpose = f"link:{viewer.subject_id}" if viewer.subject_id else "work"
        body = f"{self.key_id}|{viewer.account_id}|{compartment}|{backend_pid}|{purpose}|{expires}"
        mac = hmac.new(self.key, body.encode(), hashlib.sha256).hexdigest()
        return f"{body}|{mac}"
