"""What a court's team may know the effect of, and never the thing itself."""

import uuid

from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import Sealed


class HostedFor(Sealed):
    """Which version of which hearing a hosted visit prepares for.

    A hearing names a case, so no team may read it; a door says only that it has changed since.
    """

    __tablename__ = "hosted_for"

    compartment_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    visit_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    court_id: Mapped[uuid.UUID] = mapped_column(index=True)
    hearing_id: Mapped[uuid.UUID]
    hearing_version: Mapped[int]
