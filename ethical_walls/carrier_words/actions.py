"""Handing in what carriers say, taking it in on one side, sealing words, and shared numbers."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import text

from ethical_walls.sessions import WalledSession


@dataclass(frozen=True)
class TextThatCame:
    """An inbound text of this job's compartment, with whoever is reached at its number."""

    reference: str
    witness_ids: tuple[uuid.UUID, ...]
    number: str
    words: str
    received_at: datetime


@dataclass(frozen=True)
class ReceiptThatCame:
    """What a carrier said of one attempt of this job's compartment."""

    attempt_id: uuid.UUID
    standing: str
    reference: str
    code: str
    received_at: datetime


@dataclass(frozen=True)
class SaidIn:
    """The walled row in which somebody's words stood."""

    table: str
    compartment_id: uuid.UUID
    id: uuid.UUID


@dataclass(frozen=True)
class SharedNumberFound:
    """That some number is held by several compartments: how many and since when, never whose."""

    id: uuid.UUID
    found_at: datetime
    how_many: int


class SaidOfNumber(StrEnum):
    """What a text says of its number, whoever holds it: no more texts, texts again, or neither."""

    STOP = "stop"
    START = "start"
    NEITHER = "neither"


@dataclass(frozen=True)
class HandedIn:
    """An inbound text as its carrier hands it in.

    Attributes:
        reference: The carrier's own number for it; the same twice is one.
        number: Where it came from, as "+447700900123".
        words: What it says.
        said: What it says of the number itself.
    """

    reference: str
    number: str
    words: str
    said: SaidOfNumber


def receive_text(session: WalledSession, came: HandedIn, *, now: datetime) -> None:
    """Hand in an inbound text; the answer is nothing, whoever's the number is (design section 3).

    Args:
        session: Anybody's: who handed it in has been checked by its carrier's signature.
        came: The text.
        now: When.
    """
    session.execute(
        text("SELECT wall.receive_text(:reference, :number, :words, :said, :now)"),
        {
            "reference": came.reference,
            "number": came.number,
            "words": came.words,
            "said": came.said,
            "now": now,
        },
    )


def receive_receipt(session: WalledSession, receipt: ReceiptThatCame, *, now: datetime) -> None:
    """Hand in what a carrier said of an attempt; of one that was never made nothing is kept."""
    session.execute(
        text("SELECT wall.receive_receipt(:attempt, :reference, :standing, :code, :now)"),
        {
            "attempt": receipt.attempt_id,
            "reference": receipt.reference,
            "standing": receipt.standing,
            "code": receipt.code,
            "now": now,
        },
    )


def texts_that_wait(session: WalledSession) -> list[TextThatCame]:
    """The inbound texts of this job's compartment, oldest first, locked until it commits."""
    rows = session.execute(text("SELECT * FROM wall.texts_that_wait()"))
    return [
        TextThatCame(row.reference, tuple(row.witness_ids), row.number, row.words, row.received_at)
        for row in rows
    ]


def receipts_that_wait(session: WalledSession) -> list[ReceiptThatCame]:
    """The receipts of this job's compartment, in the order they came, locked until it commits."""
    rows = session.execute(text("SELECT * FROM wall.receipts_that_wait()"))
    return [
        ReceiptThatCame(row.attempt_id, row.standing, row.reference, row.code, row.received_at)
        for row in rows
    ]


def carrier_words_taken_in(session: WalledSession, *, now: datetime) -> None:
    """Say that this job's compartment has taken in everything that waited for it."""
    session.execute(text("SELECT wall.carrier_words_taken_in(:now)"), {"now": now})


def attempt_begun(session: WalledSession, attempt_id: uuid.UUID) -> None:
    """Note whose an attempt is, so that what its carrier says of it finds its way back."""
    session.execute(text("SELECT wall.attempt_begun(:attempt)"), {"attempt": attempt_id})


def has_reference(session: WalledSession, attempt_id: uuid.UUID, reference: str) -> bool:
    """Whether a carrier's number for a message is this attempt's: the first to name it has it.

    Two messages of the same words look alike in a carrier's list; each is somebody's once.
    """
    found: bool = session.execute(
        text("SELECT wall.has_reference(:attempt, :reference)"),
        {"attempt": attempt_id, "reference": reference},
    ).scalar_one()
    return found


def seal_words(session: WalledSession, said_in: SaidIn, words: str, *, now: datetime) -> None:
    """Put words away where only a team leader who may look into that compartment reads them.

    Raises:
        sqlalchemy.exc.ProgrammingError: The viewer may not look there, or no such row stands there.
    """
    session.execute(
        text("SELECT wall.seal_words(:compartment, :table, :subject, :words, :now)"),
        {
            "compartment": said_in.compartment_id,
            "table": said_in.table,
            "subject": said_in.id,
            "words": words,
            "now": now,
        },
    )


def sealed_words(session: WalledSession, said_in: SaidIn) -> str | None:
    """Words that were sealed, for a team leader who may look there; None for everybody else."""
    found: str | None = session.scalar(
        text("SELECT wall.sealed_words(:compartment, :subject)"),
        {"compartment": said_in.compartment_id, "subject": said_in.id},
    )
    return found


def shared_numbers(session: WalledSession) -> list[SharedNumberFound]:
    """The shared numbers that wait for the conflicts officer's answer, oldest first."""
    rows = session.execute(text("SELECT * FROM wall.shared_numbers()"))
    return [SharedNumberFound(row.id, row.found_at, row.how_many) for row in rows]


def answer_shared_number(session: WalledSession, found_id: uuid.UUID, *, now: datetime) -> None:
    """Ask each compartment that holds a shared number, by an ordinary task, to agree it again."""
    session.execute(
        text("SELECT wall.answer_shared_number(:found, :now)"), {"found": found_id, "now": now}
    )
