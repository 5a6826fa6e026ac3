"""Second factors: timed codes (RFC 6238) kept encrypted, their pictures, recovery codes."""

import base64
import hashlib
import hmac
import os
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import pyotp
import segno
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from markupsafe import Markup

from witness_app.product import PRODUCT_NAME

STEP_SECONDS: Final = 30
WINDOW: Final = (-1, 0, 1)
"""A clock may be one step off, either way (RFC 6238, 5.2)."""
CODE_LENGTH: Final = 6
RECOVERY_CODES: Final = 10
RECOVERY_LENGTH: Final = 16
NONCE_BYTES: Final = 12
SECRET_BYTES: Final = 20


@dataclass(frozen=True)
class Keeper:
    """Encrypts secrets for the database and digests recovery codes, with a key it never holds."""

    key: bytes = field(repr=False)

    def seal(self, account_id: uuid.UUID, secret: str) -> bytes:
        """A secret as the database keeps it; it opens for its own account alone."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher().encrypt(nonce, secret.encode(), account_id.bytes)

    def open(self, account_id: uuid.UUID, sealed: bytes) -> str:
        """The secret of an account.

        Raises:
            cryptography.exceptions.InvalidTag: It was sealed with another key or for another.
        """
        nonce, kept = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        return self._cipher().decrypt(nonce, kept, account_id.bytes).decode()

    def secret_for(self, occasion: str) -> str:
        """The secret offered on one occasion: the same whenever its page is opened again."""
        return base64.b32encode(self._digest(f"secret|{occasion}")[:SECRET_BYTES]).decode()

    def recovery_digest(self, account_id: uuid.UUID, code: str) -> bytes:
        """What the database keeps of a recovery code; without the key nobody can guess at it."""
        return self._digest(f"recovery|{account_id}|{digits_of(code)}")

    def _cipher(self) -> AESGCM:
        return AESGCM(self._digest("seal"))

    def _digest(self, purpose: str) -> bytes:
        return hmac.new(self.key, purpose.encode(), hashlib.sha256).digest()


def digits_of(typed: str) -> str:
    """A code as it counts: people type spaces and strokes between its digits."""
    return "".join(typed.replace("-", "").split())


def step_at(now: datetime) -> int:
    """The running number of the half-minute that an instant is in."""
    return int(now.timestamp()) // STEP_SECONDS


def code_at(secret: str, step: int) -> str:
    """The six digits of one step."""
    return pyotp.TOTP(secret).generate_otp(step)


def matching_step(secret: str, typed: str, *, after: int, now: datetime) -> int | None:
    """The step whose code was typed: this one or its neighbours, and later than the last used.

    Every candidate is compared, so that the time taken tells nothing.
    """
    code = digits_of(typed)
    steps = [step_at(now) + offset for offset in WINDOW]
    matching = [s for s in steps if hmac.compare_digest(code_at(secret, s).encode(), code.encode())]
    return next((step for step in matching if step > after), None)


def unused_code(secret: str, *, after: int, now: datetime) -> str:
    """A code that would be taken now, for a demonstration's own page."""
    return code_at(secret, max(step_at(now), min(after + 1, step_at(now) + 1)))


def in_words(secret: str) -> str:
    """A secret as people type it: four characters at a time."""
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


def picture_of(secret: str, email: str) -> Markup:
    """The QR code that authenticator apps read, as SVG without any style of its own."""
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=PRODUCT_NAME)
    drawn = segno.make(address, micro=False).svg_inline(
        scale=5, border=4, dark="#0b0c0c", light="#ffffff", svgclass="app-qr", omitsize=True
    )
    return Markup(drawn)  # noqa: S704 - drawn by segno from our own address, nothing typed in it


def new_recovery_codes() -> list[str]:
    """Ten codes of sixteen digits, as they are read out: four at a time."""
    return [_new_recovery_code() for _ in range(RECOVERY_CODES)]


def _new_recovery_code() -> str:
    digits = "".join(secrets.choice("0123456789") for _ in range(RECOVERY_LENGTH))
    return " ".join(digits[i : i + 4] for i in range(0, RECOVERY_LENGTH, 4))
