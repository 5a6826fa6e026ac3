"""The message passed on: somebody's practical words about one witness."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import Walled, own


class PassedMessage(Walled):
    """One message as a colleague wrote it down, once it found whom it is about."""

    __tablename__ = "passed_message"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "left_message_id"),
    )

    witness_id: Mapped[UUID]
    left_message_id: Mapped[UUID]
    words: Mapped[str]
    left_at: Mapped[datetime]
    left_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
