"""Leaving a message, taking it to whoever it may be for, and what the duty caseworker does."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from ethical_walls.sessions import WalledSession


@dataclass(frozen=True)
class MessageToPass:
    """What somebody wants passed on.

    Attributes:
        request_id: Made with the form; the same request twice is one message.
        about: The name or the reference of the person, as it was typed.
        caseworker_id: Their caseworker, where the caller knew.
        words: Practical matters only.
    """

    request_id: uuid.UUID
    about: str
    caseworker_id: uuid.UUID | None
    words: str


@dataclass(frozen=True)
class WaitingMessage:
    """A message that waits for one compartment's job, or for the duty caseworker."""

    id: uuid.UUID
    about: str
    caseworker_id: uuid.UUID | None
    words: str
    left_at: datetime
    left_by: uuid.UUID


def pass_on_message(session: WalledSession, passed: MessageToPass, *, now: datetime) -> None:
    """Leave a message and learn nothing: one statement, whoever is known; no side is taken by it.

    Raises:
        sqlalchemy.exc.ProgrammingError: The viewer does not work here.
    """
    session.execute(
        text("SELECT wall.pass_on_message(:request, :about, :caseworker, :words, :now)"),
        {
            "request": passed.request_id,
            "about": passed.about,
            "caseworker": passed.caseworker_id,
            "words": passed.words,
            "now": now,
        },
    )


def take_messages_round(session: WalledSession, *, now: datetime) -> None:
    """Ask the compartments that each new message may be for; for the service's own viewer alone."""
    session.execute(text("SELECT wall.take_messages_round(:now)"), {"now": now})


def keep_reference(
    session: WalledSession,
    reference: str,
    *,
    now: datetime,  # noqa: ARG001 - every action is told the time
) -> None:
    """Say that the witness of a reference is in this job's compartment."""
    session.execute(text("SELECT wall.keep_reference(:reference)"), {"reference": reference})


def messages_at_work(session: WalledSession, now: datetime) -> list[WaitingMessage]:
    """The messages that may be for somebody in this job's compartment, locked until it commits."""
    rows = session.execute(text("SELECT * FROM wall.messages_at_work(:now)"), {"now": now})
    return [WaitingMessage(**row) for row in rows.mappings()]


def say_delivered(session: WalledSession, message_id: uuid.UUID, *, now: datetime) -> None:
    """Say that a message stands with the witness it is about; it waits for nobody else."""
    session.execute(
        text("SELECT wall.message_delivered(:message, :now)"), {"message": message_id, "now": now}
    )


def unplaced_messages(session: WalledSession) -> list[WaitingMessage]:
    """The messages that nobody's witness answered to; for the duty caseworker alone.

    Raises:
        sqlalchemy.exc.ProgrammingError: The viewer is not on duty.
    """
    rows = session.execute(text("SELECT * FROM wall.unplaced_messages()"))
    return [WaitingMessage(**row) for row in rows.mappings()]


def try_again(
    session: WalledSession,
    message_id: uuid.UUID,
    about: str,
    caseworker_id: uuid.UUID | None,
    *,
    now: datetime,
) -> None:
    """Take an unplaced message round again, under another name or to another caseworker."""
    session.execute(
        text("SELECT wall.try_message_again(:message, :about, :caseworker, :now)"),
        {"message": message_id, "about": about, "caseworker": caseworker_id, "now": now},
    )


def settle_message(session: WalledSession, message_id: uuid.UUID, *, now: datetime) -> None:
    """Say that the duty caseworker has answered it themselves; its words go."""
    session.execute(
        text("SELECT wall.settle_message(:message, :now)"), {"message": message_id, "now": now}
    )
