"""What is announced about places put to a witness."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class VisitOffered:
    """Places are held for a witness to choose among; `together_id` stands for all of them."""

    together_id: UUID
    witness_id: UUID


@dataclass(frozen=True)
class OfferTaken:
    """The witness chose; the visit is booked and the other places are free."""

    together_id: UUID
    witness_id: UUID
    visit_id: UUID


@dataclass(frozen=True)
class OffersDeclined:
    """The witness wants none of the places; all are free."""

    together_id: UUID
    witness_id: UUID


@dataclass(frozen=True)
class OffersLapsed:
    """Nobody chose in time, or the places went to another party; all are free."""

    together_id: UUID
    witness_id: UUID
