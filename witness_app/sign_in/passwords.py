"""Passwords: hashed with Argon2id, checked at the same cost whether or not the account exists."""

import uuid
from pathlib import Path
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ethical_walls.sessions import WalledSession
from ethical_walls.sign_in.queries import sign_in_facts
from ethical_walls.sign_in.rules import site_of

HASHER = PasswordHasher()
"""argon2-cffi's defaults follow RFC 9106's second recommendation (ASVS 5.0, 11.4.2)."""

NOBODYS_HASH = HASHER.hash(uuid.uuid4().hex)
SHORTEST: Final = 12
LONGEST: Final = 200
COMMON: Final = frozenset((Path(__file__).parent / "common_passwords.txt").read_text().split())
"""Those that people who must type twelve characters choose first (ASVS 5.0, 6.2.4)."""


class PasswordRefused(ValueError):
    """A new password cannot be taken; the sentence says what to do."""


class PasswordTooShort(PasswordRefused):
    """A new password has fewer characters than the shortest we take."""

    def __init__(self) -> None:
        super().__init__(f"Use at least {SHORTEST} characters")


class PasswordTooLong(PasswordRefused):
    """A new password has more characters than anybody types."""

    def __init__(self) -> None:
        super().__init__(f"Use {LONGEST} characters or fewer")


class PasswordTooCommon(PasswordRefused):
    """A new password is one of those that are tried first."""

    def __init__(self) -> None:
        super().__init__("Choose another: this is one of the first that somebody would try")


def hash_password(password: str, hasher: PasswordHasher = HASHER) -> str:
    """The Argon2id hash to keep for a new password.

    Raises:
        PasswordRefused: It has fewer than 12 characters (ASVS 5.0, 6.2.1, and above), more than
            200, or is one that many people choose.
    """
    if len(password) < SHORTEST:
        raise PasswordTooShort
    if len(password) > LONGEST:
        raise PasswordTooLong
    plain = "".join(password.casefold().split())
    if plain in COMMON or len(set(plain)) == 1:
        raise PasswordTooCommon
    return hasher.hash(password)


def account_proved_by(
    session: WalledSession, email: str, password: str, site: str
) -> uuid.UUID | None:
    """The account that an e-mail address and password prove at a site, or None.

    Unknown address, ended account, wrong password and wrong site are one answer at one cost.
    """
    facts = sign_in_facts(session, email.strip())
    proved = matches(facts.password_hash if facts else None, password)
    if facts is None or not proved or site_of(facts.organisation_kind) != site:
        return None
    return facts.account_id


def matches(kept: str | None, password: str) -> bool:
    """Whether a password is the one that a hash was made from; no hash costs the same."""
    try:
        HASHER.verify(kept or NOBODYS_HASH, password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None
