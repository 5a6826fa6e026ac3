"""The duty to tell a witness a date, who has it, and what the partner says of it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casework.tellings.rules import About, Said, Teller
from courts.hearings.rules import HearingKind
from ethical_walls.records import Partners, Walled, own, text_enum
from ethical_walls.work import WorkKind


class Telling(Walled):
    """One date that one witness is owed, with its one teller; never removed.

    `told_by` is empty where our own message told it. `shown_to` is the witness once they know the
    date, from a person or from a message that left: their own page shows no date before that.
    """

    __tablename__ = "telling"
    __table_args__ = (
        own("witness", "witness_id"),
        UniqueConstraint("compartment_id", "witness_id", "about_id", "about_version"),
    )
    partners = Partners.READ
    link_column = "shown_to"

    witness_id: Mapped[UUID]
    about: Mapped[About] = mapped_column(text_enum(About))
    about_id: Mapped[UUID]
    about_version: Mapped[int]
    hearing_kind: Mapped[HearingKind] = mapped_column(text_enum(HearingKind))
    starts_on: Mapped[date]
    words: Mapped[str]
    words_before: Mapped[str]
    teller: Mapped[Teller] = mapped_column(text_enum(Teller))
    received_at: Mapped[datetime]
    due_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    told_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    superseded_at: Mapped[datetime | None]
    shown_to: Mapped[UUID | None]


class TellingWord(Walled):
    """What a partner says of a date: that the witness was told, or that they have seen it."""

    __tablename__ = "telling_word"
    __table_args__ = (
        own("witness", "witness_id"),
        own("telling", "telling_id"),
        UniqueConstraint("compartment_id", "telling_id", "kind", "said_by"),
    )
    partners = Partners.SAY
    said_as = WorkKind.TELLING_WORD

    witness_id: Mapped[UUID]
    telling_id: Mapped[UUID]
    kind: Mapped[Said] = mapped_column(text_enum(Said))
    said_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    said_at: Mapped[datetime]


class TellerChoice(Walled):
    """Who the witness wants to hear dates from; the latest stands."""

    __tablename__ = "teller_choice"
    __table_args__ = (own("witness", "witness_id"),)

    witness_id: Mapped[UUID]
    teller: Mapped[Teller] = mapped_column(text_enum(Teller))
    chosen_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
