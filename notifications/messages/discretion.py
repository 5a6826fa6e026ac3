"""What makes a text fit to leave: its length, its one-line subject, what a discreet one hides."""

import re
from dataclasses import dataclass
from enum import StrEnum

from casework.contact_plans.rules import WORDS_THAT_GIVE_AWAY

ONE_TEXT = 160
PLAIN_TEXT_LIMIT = 306
GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_7_COUNTED_TWICE = frozenset("^{}\\[~]|€\f")
TELLING = WORDS_THAT_GIVE_AWAY | {
    "accused",
    "criminal",
    "defence",
    "defendant",
    "jury",
    "justice",
    "magistrate",
    "offence",
    "prosecution",
    "statement",
    "testify",
}
_TELLING = re.compile(rf"\b({'|'.join(sorted(TELLING))})", re.IGNORECASE)
_LINK = re.compile(r"://|\bwww\.|\w\.(uk|org|com|net|gov)\b", re.IGNORECASE)
_OPT_OUT = re.compile(r"reply\s+(cancel|stop|end|quit)\b", re.IGNORECASE)


class Unfit(StrEnum):
    """Why a text may not leave, in words for the caseworker."""

    NOT_GSM_7 = "It has a letter that a text message cannot carry"
    TOO_LONG = "It is too long for one text message"
    SUBJECT_OF_MANY_LINES = "Its subject is longer than one line"
    TELLING_WORD = "A discreet message would say what it is about"
    NAME = "A discreet message would name a person or the building"
    LINK = "A discreet message would carry a link"
    OPTS_OUT = "It asks for a word that makes the network stop all messages"
    NOTHING_TO_SAY = "It is empty"


@dataclass(frozen=True)
class Words:
    """One message as it would be read. `subject` is empty for a text message."""

    subject: str
    text: str


def text_units(text: str) -> int | None:
    """How many GSM-7 places a text takes, or None where one letter is not in GSM-7."""
    if not frozenset(text) <= GSM_7 | GSM_7_COUNTED_TWICE:
        return None
    return len(text) + sum(letter in GSM_7_COUNTED_TWICE for letter in text)


def unfit_as_a_text(text: str, limit: int) -> Unfit | None:
    """Why this cannot go by SMS: at most `limit` GSM-7 places (160 is one text, 306 is two)."""
    units = text_units(text)
    if units is None:
        return Unfit.NOT_GSM_7
    return Unfit.TOO_LONG if units > limit else None


def unfit_for_anybody(words: Words) -> Unfit | None:
    """Why no reader should get this, however plainly they agreed to be written to."""
    if not words.text.strip():
        return Unfit.NOTHING_TO_SAY
    if "\n" in words.subject or "\r" in words.subject:
        return Unfit.SUBJECT_OF_MANY_LINES
    return Unfit.OPTS_OUT if _OPT_OUT.search(words.text) else None


def unfit_for_a_wrong_reader(
    words: Words, never_said: tuple[str, ...], carried: str = ""
) -> Unfit | None:
    """Why a discreet message would tell a wrong reader too much (NO HARM BY MESSAGE).

    Args:
        words: The message.
        never_said: Full names and buildings of this message, which it must not hold.
        carried: The one address that it is sent to carry, which may tell no more than the rest.
    """
    said = f"{words.subject}\n{words.text}"
    if _LINK.search(said.replace(carried, "") if carried else said):
        return Unfit.LINK
    if _TELLING.search(said):
        return Unfit.TELLING_WORD
    named = any(name and name.casefold() in said.casefold() for name in never_said)
    return Unfit.NAME if named else None


def building_without_its_kind(court_name: str) -> str:
    """The part of a court's name that gives it away: "Snaresbrook" of "Snaresbrook Crown Court"."""
    kinds = r"\b(the|at|crown|magistrates'?|combined|central|criminal|youth|courts?|centre)\b"
    return re.sub(r"\s+", " ", re.sub(kinds, "", court_name, flags=re.IGNORECASE)).strip(" ,'")
