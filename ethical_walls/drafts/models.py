"""The draft: a form half filled in, of one account alone."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import Sealed


class Draft(Sealed):
    """A referral begun, as its writer left it; gone when it is sent, or after a fortnight."""

    __tablename__ = "draft"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    saved_at: Mapped[datetime]
