"""Sealed: the links given to people outside, as hashes, with what was tried on them."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import SEALED_SCHEMA, Sealed


class SubjectLink(Sealed):
    """A link to one record: it opens with an agreed word, and can be opened again until it ends.

    `token_hash` is SHA-256 of what stands in the address, `word_hash` Argon2id of the word: neither
    can be read back. `tries` are those since it last opened, counted before each is looked at.
    """

    __tablename__ = "subject_link"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index(
            "uq_subject_link_one_live",
            "subject_id",
            unique=True,
            postgresql_where=text("revoked_at IS NULL"),
        ),
        {"schema": SEALED_SCHEMA},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    compartment_id: Mapped[uuid.UUID]
    subject_id: Mapped[uuid.UUID]
    token_hash: Mapped[bytes]
    word_hash: Mapped[str]
    made_by: Mapped[uuid.UUID]
    made_at: Mapped[datetime]
    lasts_until: Mapped[datetime]
    tries: Mapped[int]
    opened_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class OpenedLink(Sealed):
    """One browser in which a link was opened: the digest of what its cookie carries.

    It ends for good at `ends_at`, whatever is asked meanwhile, and at `ended_at` where its person
    left: a copy of the cookie is worth nothing from then on.
    """

    __tablename__ = "opened_link"
    __table_args__ = (
        Index("ix_opened_link_link_id", "link_id"),
        {"schema": SEALED_SCHEMA},
    )

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    link_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(f"{SEALED_SCHEMA}.subject_link.id"))
    opened_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
