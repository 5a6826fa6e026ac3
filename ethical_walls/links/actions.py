"""Making, revoking and extending a link, and trying to open one."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from ethical_walls.links.rules import OPENED_LASTS, TRIES, kept_of
from ethical_walls.sessions import WalledSession
from ethical_walls.sign_in.queries import digest


@dataclass(frozen=True)
class NewLink:
    """A link to make.

    Attributes:
        table: The walled table whose row the link is of.
        subject_id: That row.
        compartment_id: The row's own compartment.
        token: What will stand in the address; only its hash is kept.
        word_hash: Argon2id of the word that opens it.
        lasts_until: When it opens no more.
    """

    table: str
    subject_id: uuid.UUID
    compartment_id: uuid.UUID
    token: uuid.UUID
    word_hash: str
    lasts_until: datetime


@dataclass(frozen=True)
class TriedLink:
    """A link that may be tried, and what the word must match."""

    link_id: uuid.UUID
    subject_id: uuid.UUID
    word_hash: str


def make_link(session: WalledSession, new: NewLink, *, now: datetime) -> None:
    """Make a link; an earlier one of the same record opens no more.

    Raises:
        sqlalchemy.exc.ProgrammingError: The record is not the viewer's to give away.
    """
    session.execute(
        text(
            "SELECT wall.make_link(:table, :subject, :compartment, :token, :word, :until, :now)",
        ),
        {
            "table": new.table,
            "subject": new.subject_id,
            "compartment": new.compartment_id,
            "token": kept_of(new.token),
            "word": new.word_hash,
            "until": new.lasts_until,
            "now": now,
        },
    )


def revoke_link(session: WalledSession, subject_id: uuid.UUID, *, now: datetime) -> None:
    """Let a record's link open no more, and close the pages it has opened; none changes nothing."""
    session.execute(
        text("SELECT wall.revoke_link(:subject, :now)"), {"subject": subject_id, "now": now}
    )


def extend_link(session: WalledSession, subject_id: uuid.UUID, until: datetime) -> None:
    """Let a record's link last until a later time; an earlier time changes nothing."""
    session.execute(
        text("SELECT wall.extend_link(:subject, :until)"), {"subject": subject_id, "until": until}
    )


def take_try(session: WalledSession, token: uuid.UUID, *, now: datetime) -> TriedLink | None:
    """Count one try of a link before its word is looked at, so that many at once are many.

    Returns:
        The link and the hash of its word; None where there is none, or none that may be tried.
    """
    row = session.execute(
        text("SELECT * FROM wall.try_link(:token, :most, :now)"), _tried(token, now)
    ).first()
    return TriedLink(*row) if row else None


def note_not_opened(session: WalledSession, token: uuid.UUID, *, now: datetime) -> None:
    """The word was wrong, or nothing was there to try: the fifth locks a link, and tells of it."""
    session.execute(text("SELECT wall.link_not_opened(:token, :most, :now)"), _tried(token, now))


def note_opened(session: WalledSession, link_id: uuid.UUID, token: str, *, now: datetime) -> None:
    """The word was right: earlier tries count no more, and a browser that carries the token is in.

    Args:
        session: Nobody's.
        link_id: The link that was opened.
        token: What the browser's cookie will carry; only its digest is kept.
        now: When.
    """
    session.execute(
        text("SELECT wall.link_opened(:link, :token, :now, :over)"),
        {"link": link_id, "token": digest(token), "now": now, "over": now + OPENED_LASTS},
    )


def end_opening(session: WalledSession, token: str, *, now: datetime) -> None:
    """Whoever opened a link left: a copy of their cookie is worth nothing from now on."""
    session.execute(
        text("SELECT wall.end_opening(:token, :now)"), {"token": digest(token), "now": now}
    )


def _tried(token: uuid.UUID, now: datetime) -> dict[str, object]:
    return {"token": kept_of(token), "most": TRIES, "now": now}
