"""What was said of who a witness is in the case, each time with what stood before."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casework.referrals.rules import AgeAtOffence, HomeAtReferral
from casework.witnesses.rules import WitnessRole
from ethical_walls.records import Walled, own, text_enum


class ParticularsVersion(Walled):
    """One change of the particulars; the witness and the referral hold what stands now."""

    __tablename__ = "particulars_version"
    __table_args__ = (own("witness", "witness_id"),)

    witness_id: Mapped[UUID]
    role: Mapped[WitnessRole] = mapped_column(text_enum(WitnessRole))
    home: Mapped[HomeAtReferral] = mapped_column(text_enum(HomeAtReferral))
    age: Mapped[AgeAtOffence] = mapped_column(text_enum(AgeAtOffence))
    previous_role: Mapped[WitnessRole] = mapped_column(text_enum(WitnessRole, "previous_role"))
    previous_home: Mapped[HomeAtReferral] = mapped_column(
        text_enum(HomeAtReferral, "previous_home")
    )
    previous_age: Mapped[AgeAtOffence] = mapped_column(text_enum(AgeAtOffence, "previous_age"))
    said_at: Mapped[datetime]
    said_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
