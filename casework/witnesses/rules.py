"""What a witness is to us, how far along they are, and how a name is shortened."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class WitnessRole(StrEnum):
    """What the person is in the case; a victim who gives evidence is a complainant (EL-03)."""

    WITNESS = "witness"
    COMPLAINANT = "complainant"


class WitnessState(StrEnum):
    """Whether the witness has their caseworker yet, and whether we still look after them."""

    CASEWORKER_BEING_FOUND = "caseworker_being_found"
    ACTIVE = "active"
    CLOSED = "closed"


class InterpreterNeed(StrEnum):
    """Whether an interpreter must be there when the witness is spoken to or visits."""

    NEEDED = "needed"
    NOT_NEEDED = "not_needed"


def initials_of(name: str) -> str:
    """A name as shown where others can see the screen: "Ada Yeo" is "A.Y."."""
    letters = [part[0].upper() for part in name.replace("-", " ").split() if part[0].isalpha()]
    return "".join(f"{letter}." for letter in letters)


@dataclass(eq=False)
class WitnessNotFound(LookupError):
    """No such witness, or none that this viewer may see: the two are never told apart."""

    witness_id: UUID
