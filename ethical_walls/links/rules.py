"""What a link's word must be, how it is read, and what is kept of a link instead of the link."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

TRIES: Final = 5
SHORTEST_WORD: Final = 4
LONGEST_WORD: Final = 40
OPENED_LASTS: Final = timedelta(hours=12)
"""However often its pages are asked for, a browser opens the link again after this time."""
LASTS_AFTER_THE_LAST_DATE: Final = timedelta(days=14)
LASTS_WITHOUT_A_DATE: Final = timedelta(days=90)
FIRST_TO_BE_GUESSED: Final = frozenset(
    {"1234", "4321", "12345", "123456", "password", "secret", "hello", "letmein", "qwerty"}
)


class WordRefused(ValueError):
    """A word that cannot guard a link."""


@dataclass(eq=False)
class WordTooShort(WordRefused):
    """The word has fewer letters or digits than can guard anything."""

    least: int


@dataclass(eq=False)
class WordTooLong(WordRefused):
    """The word is longer than anybody remembers."""

    most: int


@dataclass(eq=False)
class WordEasilyGuessed(WordRefused):
    """The word is the person's own name, one sign repeated, or what everybody tries first."""


def read_word(typed: str) -> str:
    """A word as it is compared: capitals, spaces and hyphens make no difference."""
    return re.sub(r"[\s\-]+", "", typed).casefold()


def check_word(typed: str, name: str) -> None:
    """A word has four signs or more and is not what somebody near the person would try first.

    Five wrong words lock the link, so four digits are guessed once in two thousand (own standard).

    Args:
        typed: The word as the person and their caseworker agreed it.
        name: The person's name.

    Raises:
        WordRefused: One of its kinds.
    """
    word = read_word(typed)
    if len(word) < SHORTEST_WORD:
        raise WordTooShort(SHORTEST_WORD)
    if len(word) > LONGEST_WORD:
        raise WordTooLong(LONGEST_WORD)
    names = {read_word(part) for part in (name, *name.split())}
    if word in names | FIRST_TO_BE_GUESSED or len(set(word)) == 1:
        raise WordEasilyGuessed


def new_token() -> UUID:
    """What stands in a link's address: 128 bits of chance."""
    return UUID(bytes=secrets.token_bytes(16))


def kept_of(token: UUID) -> bytes:
    """What is kept instead of the token. Chance needs no slow hash: there is nothing to guess."""
    return hashlib.sha256(token.bytes).digest()


def lasts_until(last_date: datetime | None, now: datetime) -> datetime:
    """How long a link lasts: 14 days after the last date known, 90 days where none is yet.

    Args:
        last_date: The end of the last visit or hearing known, aware.
        now: When the link is made, or the date became known.
    """
    if last_date is None:
        return now + LASTS_WITHOUT_A_DATE
    return max(last_date, now) + LASTS_AFTER_THE_LAST_DATE
