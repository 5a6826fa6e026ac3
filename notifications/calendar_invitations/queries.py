"""Finding the calendar entry of a visit."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from ethical_walls.sessions import WalledSession
from notifications.calendar_invitations.models import CalendarInvitation
from notifications.calendar_invitations.rules import OwnEntry, uid_of


def own_entry(
    session: WalledSession, witness_id: UUID, about_id: UUID, starts_at: datetime, ends_at: datetime
) -> OwnEntry:
    """A visit for its witness's own calendar: the entry they were invited to, if they were."""
    invited = session.scalars(
        select(CalendarInvitation).where(
            CalendarInvitation.witness_id == witness_id, CalendarInvitation.about_id == about_id
        )
    ).one_or_none()
    if invited is None:
        return OwnEntry(uid_of(about_id, witness_id), 0, starts_at, ends_at)
    return OwnEntry(invited.uid, invited.sequence, starts_at, ends_at)


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
