"""Sealed: second factors, recovery codes, joining links, live sessions, and counted attempts."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ethical_walls.records import SEALED_SCHEMA, Sealed


class SecondFactor(Sealed):
    """The secret of somebody's authenticator, encrypted with a key the database never holds.

    `last_step` is the time step of the last code that was used: no code of it or before is taken.
    """

    __tablename__ = "second_factor"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    secret: Mapped[bytes]
    last_step: Mapped[int] = mapped_column(BigInteger)
    changed_at: Mapped[datetime]


class RecoveryCode(Sealed):
    """The digest of a code that signs in once, where the telephone is lost."""

    __tablename__ = "recovery_code"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class JoiningLink(Sealed):
    """A link by which one person gives their account a password and a second factor, once.

    `password_hash` is what they chose on the first of its two pages. `ended_at` is when it was
    used, or replaced by another.
    """

    __tablename__ = "joining_link"
    __table_args__ = (
        Index("ix_joining_link_account_id", "account_id"),
        {"schema": SEALED_SCHEMA},
    )

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    password_hash: Mapped[str | None]
    ended_at: Mapped[datetime | None]


class LiveSession(Sealed):
    """One browser signed in to one of the sites: the digest of what its cookie carries."""

    __tablename__ = "live_session"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index("ix_live_session_account_id", "account_id"),
        {"schema": SEALED_SCHEMA},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    token_hash: Mapped[bytes]
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    site: Mapped[str]
    device: Mapped[str]
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class CountedAttempts(Sealed):
    """How often something was tried by one machine, or for one address, until a moment."""

    __tablename__ = "counted_attempts"

    key: Mapped[bytes] = mapped_column(primary_key=True)
    tried: Mapped[int]
    until_at: Mapped[datetime]
