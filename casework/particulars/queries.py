"""Finding who a witness is in the case, and what was said of it before."""

from uuid import UUID

from sqlalchemy import select

from casework.particulars.models import ParticularsVersion
from casework.particulars.rules import Particulars
from casework.referrals.models import Referral
from casework.witnesses.models import Witness
from ethical_walls.sessions import WalledSession


def particulars_now(witness: Witness, referral: Referral) -> Particulars:
    """What stands now."""
    return Particulars(witness.role, referral.home, referral.age)


def particulars_versions(session: WalledSession, witness_id: UUID) -> list[ParticularsVersion]:
    """Every change of a witness's particulars, oldest first."""
    return list(
        session.scalars(
            select(ParticularsVersion)
            .where(ParticularsVersion.witness_id == witness_id)
            .order_by(ParticularsVersion.said_at, ParticularsVersion.id)
        )
    )
