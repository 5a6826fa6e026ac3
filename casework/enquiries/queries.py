"""Finding what was asked of the desks about a witness, and what they answered."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from casework.enquiries.models import Enquiry
from ethical_walls.enquiries.models import Desk
from ethical_walls.sessions import WalledSession


def enquiries_of(session: WalledSession, witness_id: UUID) -> list[Enquiry]:
    """Every enquiry about a witness, newest first."""
    return list(
        session.scalars(
            select(Enquiry)
            .where(Enquiry.witness_id == witness_id)
            .order_by(Enquiry.asked_at.desc(), Enquiry.desk, Enquiry.id)
        )
    )


def open_enquiries(session: WalledSession, witness_ids: Collection[UUID]) -> list[Enquiry]:
    """What no desk has answered yet about these witnesses, soonest due first."""
    return list(
        session.scalars(
            select(Enquiry)
            .where(Enquiry.witness_id.in_(witness_ids), Enquiry.answered_at.is_(None))
            .order_by(Enquiry.due_at, Enquiry.desk, Enquiry.id)
        )
    )


def open_at_separation(session: WalledSession, witness_id: UUID) -> Enquiry | None:
    """What the separation desk has not answered yet about a witness; one at a time."""
    return session.scalars(
        select(Enquiry).where(
            Enquiry.witness_id == witness_id,
            Enquiry.desk == Desk.SEPARATION,
            Enquiry.answered_at.is_(None),
        )
    ).one_or_none()


def enquiry_by_request(session: WalledSession, request_id: UUID) -> Enquiry | None:
    """What one press of the button has become."""
    return session.scalars(select(Enquiry).where(Enquiry.request_id == request_id)).one_or_none()


def enquiry_by_sent(session: WalledSession, sent_id: UUID) -> Enquiry | None:
    """The enquiry that a desk knows by this id, locked until the transaction ends."""
    return session.scalars(
        select(Enquiry).where(Enquiry.sent_id == sent_id).with_for_update()
    ).one_or_none()
