"""What a witness is to us, how far along they are, and how a name is shortened."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID


class WitnessRole(StrEnum):
    """What the person is in the case; a victim who gives evidence is a complainant (EL-03).

    Until somebody has said whether they are a victim it is not known, and is asked.
    """

    WITNESS = "witness"
    COMPLAINANT = "complainant"
    NOT_KNOWN = "not_known"


class WitnessState(StrEnum):
    """Whether the witness has their caseworker yet, and whether we still look after them."""

    CASEWORKER_BEING_FOUND = "caseworker_being_found"
    ACTIVE = "active"
    CLOSED = "closed"


class InterpreterNeed(StrEnum):
    """Whether an interpreter must be there when the witness is spoken to or visits."""

    NEEDED = "needed"
    NOT_NEEDED = "not_needed"


TITLES: Final = frozenset(
    {
        *("mr", "mrs", "miss", "ms", "mx", "master", "dr", "prof", "professor"),
        *("sir", "dame", "lord", "lady", "rev", "reverend", "father", "rabbi", "imam"),
        *("pc", "dc", "sgt", "sergeant"),
    }
)


def first_name_of(name: str) -> str:
    """What somebody is greeted by: "Mrs Amina Yusuf" is "Amina", and "Mrs Yusuf" stays as it is."""
    parts = name.split()
    named = [part for part in parts if part.strip(".").casefold() not in TITLES]
    is_a_surname = len(named) == 1 and len(parts) > 1
    return name.strip() if is_a_surname or not named else named[0]


def initials_of(name: str) -> str:
    """A name as shown where others can see the screen: "Ada Yeo" is "A.Y."."""
    letters = [part[0].upper() for part in name.replace("-", " ").split() if part[0].isalpha()]
    return "".join(f"{letter}." for letter in letters)


@dataclass(eq=False)
class WitnessNotFound(LookupError):
    """No such witness, or none that this viewer may see: the two are never told apart."""

    witness_id: UUID
