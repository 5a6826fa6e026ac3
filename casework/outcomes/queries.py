"""The outcome that stands for a witness."""

from uuid import UUID

from sqlalchemy import select

from casework.outcomes.models import CaseOutcome
from casework.outcomes.rules import OutcomeSays
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
