"""Finding the referral that a witness came by."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from casework.referrals.models import Referral
from casework.witnesses.models import Witness
from ethical_walls.sessions import WalledSession


def referral_of(session: WalledSession, witness: Witness) -> Referral:
    """The referral that this witness came by; every witness came by one."""
    return session.scalars(select(Referral).where(Referral.id == witness.referral_id)).one()


def referrals_of(session: WalledSession, witnesses: Collection[Witness]) -> dict[UUID, Referral]:
    """The referral that each of these witnesses came by, by witness."""
    ids = {witness.referral_id for witness in witnesses}
    found = {row.id: row for row in session.scalars(select(Referral).where(Referral.id.in_(ids)))}
    return {witness.id: found[witness.referral_id] for witness in witnesses}


def witness_by_request(session: WalledSession, request_id: UUID) -> Witness | None:
    """The witness that a request became, where it was taken in already."""
    return session.scalars(select(Witness).where(Witness.request_id == request_id)).one_or_none()
