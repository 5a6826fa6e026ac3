"""What is announced about telling witnesses their dates."""

from dataclasses import dataclass
from uuid import UUID

from casework.tellings.rules import Teller


@dataclass(frozen=True)
class TellerChosen:
    """A witness said whom they want to hear dates from."""

    witness_id: UUID
    teller: Teller


@dataclass(frozen=True)
class WitnessTold:
    """A date was told to a witness by its teller."""

    witness_id: UUID
    telling_id: UUID
