"""What a partner sees of a witness, and what partners say; both are marked as the partner's."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.partners.rules import Attendance, Measure, WordKind
from ethical_walls.records import Partners, Walled, own, text_enum
from ethical_walls.work import WorkKind


class ReferredWitness(Walled):
    """What the referrer sees of one witness: steps reached, and what the referrer said last.

    `scheme_refer_by` is set while a referral to the Victim Contact Scheme is the unit's to make.
    """

    __tablename__ = "referred_witness"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "witness_id"),
    )
    partners = Partners.READ

    witness_id: Mapped[UUID]
    reference: Mapped[str]
    name: Mapped[str]
    called_by: Mapped[str]
    identifier: Mapped[str]
    received_at: Mapped[datetime]
    contact_made_at: Mapped[datetime | None]
    visit_offered_at: Mapped[datetime | None]
    visit_booked_at: Mapped[datetime | None]
    visit_done_at: Mapped[datetime | None]
    attendance: Mapped[Attendance] = mapped_column(text_enum(Attendance))
    attendance_said_at: Mapped[datetime | None]
    handed_over_at: Mapped[datetime | None]
    scheme_refer_by: Mapped[date | None]
    scheme_referred_on: Mapped[date | None]
    needs_shared: Mapped[str]


class PartnerWord(Walled):
    """One thing that a partner told us of a witness; never changed, acted on by a job."""

    __tablename__ = "partner_word"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "witness_id", "request_id"),
    )
    partners = Partners.SAY
    said_as = WorkKind.PARTNER_WORD

    witness_id: Mapped[UUID]
    request_id: Mapped[UUID]
    kind: Mapped[WordKind] = mapped_column(text_enum(WordKind))
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    measure: Mapped[Measure | None] = mapped_column(text_enum(Measure))
    words: Mapped[str]
    said_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    said_at: Mapped[datetime]
