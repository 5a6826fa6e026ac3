"""The witness: who they are to the case, what they speak, and who looks after them."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.witnesses.rules import InterpreterNeed, WitnessRole, WitnessState
from ethical_walls.records import Walled, own, text_enum


class Witness(Walled):
    """One person whom one party calls, in one separation group."""

    __tablename__ = "witness"
    __table_args__ = (
        own("referral", "referral_id"),
        UniqueConstraint("compartment_id", "request_id"),
        Index(None, "compartment_id", "state"),
        Index(None, "caseworker_id", "state"),
    )
    link_column = "id"

    referral_id: Mapped[UUID]
    request_id: Mapped[UUID]
    group_id: Mapped[UUID]
    party: Mapped[str]
    party_label: Mapped[str]
    name: Mapped[str]
    initials: Mapped[str]
    role: Mapped[WitnessRole] = mapped_column(text_enum(WitnessRole))
    language: Mapped[str]
    interpreter_needed: Mapped[InterpreterNeed] = mapped_column(text_enum(InterpreterNeed))
    caseworker_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    state: Mapped[WitnessState] = mapped_column(text_enum(WitnessState))
    needs_note: Mapped[str]
    needs_version: Mapped[int]
