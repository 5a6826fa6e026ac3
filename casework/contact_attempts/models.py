"""One try to reach a witness by telephone."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.contact_attempts.rules import CameOf
from ethical_walls.records import Walled, own, text_enum


class ContactAttempt(Walled):
    """Somebody rang a witness: when, who, and what came of it; nothing of what was said."""

    __tablename__ = "contact_attempt"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "request_id"),
    )

    witness_id: Mapped[UUID]
    request_id: Mapped[UUID]
    came_of: Mapped[CameOf] = mapped_column(text_enum(CameOf))
    tried_at: Mapped[datetime]
    tried_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
