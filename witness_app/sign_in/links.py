"""Opening a link with its word: one answer at one cost, whatever is wrong."""

import hashlib
import secrets
import uuid

from argon2 import PasswordHasher

from ethical_walls.links.actions import TriedLink, note_not_opened, note_opened, take_try
from ethical_walls.links.rules import check_word, read_word
from ethical_walls.sign_in.actions import Counted, give_back_attempt, take_attempt
from ethical_walls.sign_in.rules import PER_MACHINE
from ethical_walls.viewers import NOBODY
from witness_app.sign_in.passwords import HASHER, matches
from witness_app.sign_in.steps import TOKEN_BYTES, machine
from witness_app.site import current, opened_link


def hash_word(typed: str, name: str, hasher: PasswordHasher = HASHER) -> str:
    """The Argon2id hash to keep of a word that a person and their caseworker agreed.

    Raises:
        WordRefused: The word cannot guard a link.
    """
    check_word(typed, name)
    return hasher.hash(read_word(typed))


def may_be_tried_here() -> bool:
    """Whether this machine has not tried too many words of late; the try is counted."""
    counted: bool = current.perform_as(NOBODY, take_attempt, [_of_this_machine()])
    return counted


def opened_with(token: uuid.UUID, typed: str) -> TriedLink | None:
    """The link that a word opens here; None where either is wrong, after the same work."""
    link = current.perform_as(NOBODY, take_try, token)
    is_right = matches(link.word_hash if link else None, read_word(typed))
    if link is None or not is_right:
        current.perform_as(NOBODY, note_not_opened, token)
        return None
    opening = secrets.token_urlsafe(TOKEN_BYTES)
    current.perform_as(NOBODY, note_opened, link.link_id, opening)
    current.perform_as(NOBODY, give_back_attempt, [_of_this_machine()])
    opened_link.begin(opening, current.now())
    return link


def _of_this_machine() -> Counted:
    tried = f"link|{machine()}"
    return Counted(hashlib.sha256(tried.encode()).digest(), PER_MACHINE)
