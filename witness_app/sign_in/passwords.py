"""Passwords: hashed with Argon2id, checked at the same cost whether or not the account exists."""

import uuid

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ethical_walls.accounts.queries import sign_in_facts
from ethical_walls.sessions import WalledSession

HASHER = PasswordHasher()
"""argon2-cffi's defaults follow RFC 9106's second recommendation (ASVS 5.0, 11.4.2)."""

NOBODYS_HASH = HASHER.hash(uuid.uuid4().hex)
SHORTEST = 12


class PasswordTooShort(ValueError):
    """A new password has fewer characters than the shortest we take."""


def hash_password(password: str, hasher: PasswordHasher = HASHER) -> str:
    """The Argon2id hash to keep for a new password.

    Raises:
        PasswordTooShort: It has fewer than 12 characters (ASVS 5.0, 6.2.1, and above).
    """
    if len(password) < SHORTEST:
        raise PasswordTooShort(f"Use at least {SHORTEST} characters.")
    return hasher.hash(password)


def account_proved_by(session: WalledSession, email: str, password: str) -> uuid.UUID | None:
    """The account that an e-mail address and password prove, or None.

    Unknown address, ended account and wrong password are one answer at one cost.
    """
    facts = sign_in_facts(session, email.strip())
    kept = facts.password_hash if facts else NOBODYS_HASH
    try:
        HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return None
    return facts.account_id if facts else None
