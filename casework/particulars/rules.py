"""The particulars of a witness, and that nobody overwrites what they have not seen."""

from dataclasses import dataclass
from uuid import UUID

from casework.referrals.rules import AgeAtOffence, HomeAtReferral
from casework.witnesses.rules import WitnessRole


@dataclass(frozen=True)
class Particulars:
    """Who somebody is in the case, whichever party calls them: three plain facts.

    Attributes:
        role: Whether they are a victim who gives evidence (requirements EL-03).
        home: Whether their home was in London when they were referred (EL-01).
        age: Whether they were an adult at the time of the offence (EL-02).
    """

    role: WitnessRole
    home: HomeAtReferral
    age: AgeAtOffence


@dataclass(eq=False)
class ParticularsChanged(ValueError):
    """Somebody said something else while this was being written."""

    witness_id: UUID


def check_seen(witness_id: UUID, stand: Particulars, seen: Particulars | None) -> None:
    """What is put right is what was on the screen.

    Raises:
        ParticularsChanged: It was another.
    """
    if stand != seen:
        raise ParticularsChanged(witness_id)
