"""The handover, what was agreed to be handed over, and what the receiver answered."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.handovers.rules import AnswerKind, HandoverKind, HandoverState, PackField
from ethical_walls.records import CourtHosts, Walled, own, text_enum
from ethical_walls.work import WorkKind


def at_its_court(column: str) -> ForeignKeyConstraint:
    """The key by which a row names the court of its own handover, and no other court."""
    return ForeignKeyConstraint(
        ["compartment_id", "handover_id", column],
        ["handover.compartment_id", "handover.id", "handover.court_id"],
    )


class Handover(Walled):
    """One witness offered to one receiver; it names nobody, so it may be shown unaccepted.

    One for a day names that day's court, whose in-court Witness Service is its receiver too.
    """

    __tablename__ = "handover"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "request_id"),
        UniqueConstraint("compartment_id", "id", "court_id"),
        CheckConstraint("kind = 'in_court_service' OR court_id IS NULL", name="day_has_the_court"),
    )
    link_column = "id"
    court_column = "court_id"
    court_hosts = CourtHosts.WITNESS_SERVICE

    witness_id: Mapped[UUID]
    request_id: Mapped[UUID]
    reference: Mapped[str]
    kind: Mapped[HandoverKind] = mapped_column(text_enum(HandoverKind))
    receiver: Mapped[str]
    court_id: Mapped[UUID | None] = mapped_column(ForeignKey("court.id"))
    day_on: Mapped[date | None]
    hearing_id: Mapped[UUID | None] = mapped_column(ForeignKey("hearing.id"))
    hearing_version: Mapped[int | None]
    state: Mapped[HandoverState] = mapped_column(text_enum(HandoverState))
    offered_at: Mapped[datetime]
    offered_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    answer_due_at: Mapped[datetime]
    lapses_at: Mapped[datetime]
    chased_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]


class HandoverField(Walled):
    """One thing that the witness agreed to hand over; the receiver meets it once it is opened."""

    __tablename__ = "handover_field"
    __table_args__ = (
        own("handover", "handover_id"),
        at_its_court("shown_at_court"),
        UniqueConstraint("compartment_id", "handover_id", "field"),
    )
    link_column = "shown_to"
    court_column = "shown_at_court"
    court_hosts = CourtHosts.WITNESS_SERVICE

    handover_id: Mapped[UUID]
    field: Mapped[PackField] = mapped_column(text_enum(PackField))
    words: Mapped[str]
    shown_to: Mapped[UUID | None]
    shown_at_court: Mapped[UUID | None]


class HandoverAnswer(Walled):
    """One answer of the receiver; never changed, acted on by a job.

    One that the court's own team gave from its page names the court.
    """

    __tablename__ = "handover_answer"
    __table_args__ = (
        own("handover", "handover_id"),
        at_its_court("court_id"),
        UniqueConstraint("compartment_id", "handover_id", "request_id"),
    )
    link_column = "handover_id"
    link_says = True
    court_column = "court_id"
    court_hosts = CourtHosts.WITNESS_SERVICE
    hosts_say = True
    said_as = WorkKind.HANDOVER_ANSWER

    handover_id: Mapped[UUID]
    court_id: Mapped[UUID | None]
    request_id: Mapped[UUID]
    kind: Mapped[AnswerKind] = mapped_column(text_enum(AnswerKind))
    name: Mapped[str]
    words: Mapped[str]
    said_at: Mapped[datetime]
