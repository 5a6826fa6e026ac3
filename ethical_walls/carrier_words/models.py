"""Sealed: whose a number is, attempts, receipts, inbound texts, and words sealed to a leader."""

import uuid
from datetime import datetime

from sqlalchemy import ARRAY, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import SEALED_SCHEMA, Sealed


class Reachable(Sealed):
    """A number at which a witness is reached now, kept by a trigger as contact plans change.

    `until` is set where the plan is in force no longer: what comes from there is theirs so long.
    """

    __tablename__ = "reachable"
    __table_args__ = (Index("ix_reachable_number", "number"), {"schema": SEALED_SCHEMA})

    plan_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    compartment_id: Mapped[uuid.UUID]
    witness_id: Mapped[uuid.UUID]
    number: Mapped[str]
    until: Mapped[datetime | None]


class SharedNumber(Sealed):
    """A number found in more than one compartment; for the conflicts officer alone."""

    __tablename__ = "shared_number"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[str]
    compartments: Mapped[list[uuid.UUID]] = mapped_column(ARRAY(Uuid()))
    found_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class StoppedNumber(Sealed):
    """A number from which no more texts were asked for, whoever is or will be reached at it."""

    __tablename__ = "stopped_number"

    number: Mapped[str] = mapped_column(primary_key=True)
    stopped_at: Mapped[datetime]


class InboundText(Sealed):
    """A text as one compartment is told of it; its words leave when that one's job takes it in."""

    __tablename__ = "inbound_text"
    __table_args__ = (
        Index("ix_inbound_text_compartment_id", "compartment_id"),
        {"schema": SEALED_SCHEMA},
    )

    reference: Mapped[str] = mapped_column(primary_key=True)
    compartment_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    witness_ids: Mapped[list[uuid.UUID]] = mapped_column(ARRAY(Uuid()))
    number: Mapped[str]
    words: Mapped[str]
    received_at: Mapped[datetime]
    taken_in_at: Mapped[datetime | None]


class SendingAttempt(Sealed):
    """The compartment of one attempt to send, so that a receipt finds its way there."""

    __tablename__ = "sending_attempt"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    compartment_id: Mapped[uuid.UUID]


class CarrierReference(Sealed):
    """A carrier's own number for a message, and the one attempt that it belongs to."""

    __tablename__ = "carrier_reference"

    reference: Mapped[str] = mapped_column(primary_key=True)
    attempt_id: Mapped[uuid.UUID]


class Receipt(Sealed):
    """One thing that a carrier said of one attempt; the same said twice is one."""

    __tablename__ = "receipt"
    __table_args__ = (
        Index("ix_receipt_compartment_id", "compartment_id"),
        {"schema": SEALED_SCHEMA},
    )

    attempt_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    standing: Mapped[str] = mapped_column(primary_key=True)
    compartment_id: Mapped[uuid.UUID]
    reference: Mapped[str]
    code: Mapped[str]
    received_at: Mapped[datetime]
    taken_in_at: Mapped[datetime | None]


class SealedWords(Sealed):
    """Words taken off a page because evidence slipped in; a team leader of that side reads them."""

    __tablename__ = "sealed_words"

    compartment_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    subject_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    words: Mapped[str]
    sealed_by: Mapped[uuid.UUID]
    sealed_at: Mapped[datetime]
