"""Finding the referral that a witness came by."""

from uuid import UUID

from sqlalchemy import select

from casework.referrals.models import Referral
from casework.witnesses.models import Witness
from ethical_walls.sessions import WalledSession


def referral_of(session: WalledSession, witness: Witness) -> Referral:
    """The referral that this witness came by; every witness came by one."""
    return session.scalars(select(Referral).where(Referral.id == witness.referral_id)).one()


def witness_by_request(session: WalledSession, request_id: UUID) -> Witness | None:
    """The witness that a request became, where it was taken in already."""
    return session.scalars(select(Witness).where(Witness.request_id == request_id)).one_or_none()
