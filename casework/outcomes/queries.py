"""The outcome that stands for a witness."""

from uuid import UUID

from sqlalchemy import select

from casework.outcomes.models import CaseOutcome
from casework.outcomes.rules import (
    Eligibility,
    OutcomeSays,
    Reported,
    Standing,
    eligibility,
    states,
)
from casework.witnesses.models import Witness
from ethical_walls.sessions import WalledSession


def outcomes_of(session: WalledSession, witness_id: UUID) -> list[CaseOutcome]:
    """Every report of how the case ended for a witness, latest first."""
    return list(
        session.scalars(
            select(CaseOutcome)
            .where(CaseOutcome.witness_id == witness_id)
            .order_by(CaseOutcome.said_at.desc(), CaseOutcome.id)
        )
    )


def as_said(row: CaseOutcome) -> OutcomeSays:
    """A report as the rules read it."""
    return OutcomeSays(
        row.request_id, row.outcome, row.decided_on, row.offence, row.sentence, row.months
    )


def reports_of(session: WalledSession, witness_id: UUID) -> list[Reported]:
    """Every report as the rules read it, in the order in which they were received."""
    return [
        Reported(row.id, row.said_at, as_said(row))
        for row in reversed(outcomes_of(session, witness_id))
    ]


def standing_outcome(session: WalledSession, witness_id: UUID) -> Standing | None:
    """How the case ended for a witness as it stands now; None where nobody has said."""
    found = list(states(reports_of(session, witness_id)))
    return found[-1] if found else None


def scheme_stands(session: WalledSession, witness: Witness) -> Eligibility:
    """Whether the Victim Contact Scheme may be offered to a witness now, and why not."""
    stands = standing_outcome(session, witness.id)
    return eligibility(witness.role, stands.says) if stands else Eligibility.NOT_REPORTED
