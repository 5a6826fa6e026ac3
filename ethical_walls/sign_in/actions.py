"""Each step of signing in, joining and signing out; and what the owner may do to an account."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, text, update

from ethical_walls.accounts.models import Account, Credential, Membership
from ethical_walls.sessions import WalledSession
from ethical_walls.sign_in.models import JoiningLink, LiveSession, RecoveryCode, SecondFactor
from ethical_walls.sign_in.queries import digest
from ethical_walls.sign_in.rules import LINK_LASTS, Limit


@dataclass(frozen=True)
class Counted:
    """Something that is counted: a digest of the machine or address, and its limit."""

    key: bytes
    limit: Limit


@dataclass(frozen=True)
class NewSecondFactor:
    """An encrypted secret, and the step of the code that proved it."""

    secret: bytes
    step: int


def take_attempt(session: WalledSession, counted: Sequence[Counted], *, now: datetime) -> bool:
    """Count an attempt before it is tried; False where it may not be tried now."""
    allowed: bool = session.execute(
        text(
            "SELECT wall.take_attempt(cast(:keys AS bytea[]), cast(:limits AS integer[]),"
            " cast(:lasting AS timestamptz[]), :now)"
        ),
        {
            "keys": [one.key for one in counted],
            "limits": [one.limit.at_most for one in counted],
            "lasting": [now + one.limit.within for one in counted],
            "now": now,
        },
    ).scalar_one()
    return allowed


def give_back_attempt(
    session: WalledSession,
    counted: Sequence[Counted],
    *,
    now: datetime,  # noqa: ARG001 - every action is told
) -> None:
    """What was proved was no guess: it does not count."""
    session.execute(
        text("SELECT wall.give_back_attempt(cast(:keys AS bytea[]))"),
        {"keys": [one.key for one in counted]},
    )


def use_step(session: WalledSession, step: int, *, now: datetime) -> bool:  # noqa: ARG001 - the same
    """Use the viewer's code of one step; False where it, or a later one, was used already."""
    used: bool = session.execute(text("SELECT wall.use_step(:step)"), {"step": step}).scalar_one()
    return used


def use_recovery_code(session: WalledSession, code_hash: bytes, *, now: datetime) -> bool:
    """Use one of the viewer's recovery codes; False where it is none, or was used."""
    used: bool = session.execute(
        text("SELECT wall.use_recovery_code(:hash, :now)"), {"hash": code_hash, "now": now}
    ).scalar_one()
    return used


def replace_recovery_codes(
    session: WalledSession, hashes: Sequence[bytes], *, now: datetime
) -> None:
    """Give the viewer a new set of recovery codes; the former ones are no longer any good."""
    session.execute(
        text("SELECT wall.replace_recovery_codes(cast(:hashes AS bytea[]), :now)"),
        {"hashes": list(hashes), "now": now},
    )


def begin_session(
    session: WalledSession, token: str, site: str, device: str, *, now: datetime
) -> None:
    """Sign the viewer in at one browser, whose cookie will carry the token."""
    session.execute(
        text("SELECT wall.begin_session(:token, :site, :device, :now)"),
        {"token": digest(token), "site": site, "device": device, "now": now},
    )


def end_session(session: WalledSession, token: str, *, now: datetime) -> None:
    """Sign a browser out: a copy of its cookie is worth nothing from now on."""
    session.execute(
        text("SELECT wall.end_session(:token, :now)"), {"token": digest(token), "now": now}
    )


def end_own_session(session: WalledSession, session_id: uuid.UUID, *, now: datetime) -> bool:
    """End one of the viewer's own sessions; False where it is not one of theirs."""
    ended: bool = session.execute(
        text("SELECT wall.end_own_session(:id, :now)"), {"id": session_id, "now": now}
    ).scalar_one()
    return ended


def end_other_sessions(session: WalledSession, token: str, *, now: datetime) -> int:
    """End every session of the viewer's but this one; how many they were."""
    ended: int = session.execute(
        text("SELECT wall.end_other_sessions(:token, :now)"), {"token": digest(token), "now": now}
    ).scalar_one()
    return ended


def change_password(
    session: WalledSession, password_hash: str, token: str, *, now: datetime
) -> None:
    """Give the viewer another password, and end every session of theirs but this one."""
    session.execute(
        text("SELECT wall.change_password(:hash, :token, :now)"),
        {"hash": password_hash, "token": digest(token), "now": now},
    )


def change_second_factor(
    session: WalledSession, new: NewSecondFactor, token: str, *, now: datetime
) -> None:
    """Give the viewer another second factor, and end every session of theirs but this one."""
    session.execute(
        text("SELECT wall.change_second_factor(:secret, :step, :token, :now)"),
        {"secret": new.secret, "step": new.step, "token": digest(token), "now": now},
    )


def keep_joining_password(
    session: WalledSession, token: str, password_hash: str, *, now: datetime
) -> None:
    """Keep the password chosen on a joining link's first page until its second is done."""
    session.execute(
        text("SELECT wall.keep_joining_password(:token, :hash, :now)"),
        {"token": digest(token), "hash": password_hash, "now": now},
    )


def join_by_link(
    session: WalledSession,
    token: str,
    new: NewSecondFactor,
    code_hashes: Sequence[bytes],
    *,
    now: datetime,
) -> uuid.UUID | None:
    """Use a joining link up; the account it was for, or None where it is no longer any good."""
    joined: uuid.UUID | None = session.execute(
        text(
            "SELECT wall.join_by_link(:token, :secret, :step, cast(:hashes AS bytea[]), :now)",
        ),
        {
            "token": digest(token),
            "secret": new.secret,
            "step": new.step,
            "hashes": list(code_hashes),
            "now": now,
        },
    ).scalar()
    return joined


def keep_second_factor(
    owner: WalledSession, account_id: uuid.UUID, secret: bytes, *, now: datetime
) -> None:
    """Give an account its second factor, as the owner: for invented people alone."""
    owner.add(SecondFactor(account_id=account_id, secret=secret, last_step=0, changed_at=now))
    owner.flush()


def make_joining_link(
    owner: WalledSession, account_id: uuid.UUID, token: str, *, now: datetime
) -> datetime:
    """Make the one joining link of an account, as the owner; until when it is good.

    Whatever the account signed in with is forgotten, and its sessions end.
    """
    forget_how_to_sign_in(owner, account_id, now=now)
    expires_at = now + LINK_LASTS
    owner.add(
        JoiningLink(
            token_hash=digest(token), account_id=account_id, made_at=now, expires_at=expires_at
        )
    )
    owner.flush()
    return expires_at


def forget_how_to_sign_in(owner: WalledSession, account_id: uuid.UUID, *, now: datetime) -> None:
    """Take password, second factor, recovery codes, links and sessions from an account."""
    for kept in (LiveSession, JoiningLink):
        owner.execute(
            update(kept)
            .where(kept.account_id == account_id, kept.ended_at.is_(None))
            .values(ended_at=now)
        )
    owner.execute(delete(SecondFactor).where(SecondFactor.account_id == account_id))
    owner.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    owner.execute(
        update(Credential)
        .where(Credential.account_id == account_id)
        .values(password_hash=None, changed_at=now)
    )


def end_account(owner: WalledSession, account_id: uuid.UUID, *, now: datetime) -> None:
    """End an account for good, as the owner: its roles, its sessions, its way of signing in."""
    forget_how_to_sign_in(owner, account_id, now=now)
    owner.execute(
        update(Membership)
        .where(Membership.account_id == account_id, Membership.ended_at.is_(None))
        .values(ended_at=now)
    )
    owner.execute(update(Account).where(Account.id == account_id).values(ended_at=now))
