"""Finding the calendar entry of a visit."""

from uuid import UUID

from sqlalchemy import select

from ethical_walls.sessions import WalledSession
from notifications.calendar_invitations.models import CalendarInvitation


def entry_to_change(
    session: WalledSession, witness_id: UUID, about_id: UUID
) -> CalendarInvitation | None:
    """The entry a witness has for a visit, locked until the transaction ends; None if none."""
    return session.scalars(
        select(CalendarInvitation)
        .where(CalendarInvitation.witness_id == witness_id, CalendarInvitation.about_id == about_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
