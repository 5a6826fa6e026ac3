"""The message left, until it is delivered or settled; and whose a reference is."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import Sealed


class LeftMessage(Sealed):
    """A message as it was typed; its words leave it when they are delivered or settled.

    Its id is made in the database from whoever left it and their request.
    """

    __tablename__ = "left_message"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    left_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    about: Mapped[str]
    caseworker_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    words: Mapped[str]
    left_at: Mapped[datetime]
    looked_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))


class CaseReference(Sealed):
    """In which compartment the witness of a referrer's reference is."""

    __tablename__ = "case_reference"

    reference: Mapped[str] = mapped_column(primary_key=True)
    compartment_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
