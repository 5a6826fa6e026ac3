"""What is announced when a witness's needs are assessed and a plan is agreed."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class NeedsAssessed:
    """The assessment was made with the witness's consent, or made again."""

    witness_id: UUID
    version: int


@dataclass(frozen=True)
class AssessmentRefusedByWitness:
    """The witness was asked and did not consent; nothing else is kept."""

    witness_id: UUID
    version: int


@dataclass(frozen=True)
class SupportPlanAgreed:
    """What will be done was agreed with the witness."""

    witness_id: UUID
    version: int
