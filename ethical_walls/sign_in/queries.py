"""What signing in may know: of one address, one link, one cookie, or one's own account."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.sessions import WalledSession
from ethical_walls.sign_in.rules import alive_at
from ethical_walls.training.rules import in_force
from ethical_walls.viewers import NOBODY, Viewer


@dataclass(frozen=True)
class SignInFacts:
    """An account found by e-mail address, and the hash that its password must match."""

    account_id: uuid.UUID
    password_hash: str
    organisation_kind: OrganisationKind


@dataclass(frozen=True)
class SecondFactorFacts:
    """The viewer's own second factor: its encrypted secret, and the last step that was used."""

    secret: bytes
    last_step: int


@dataclass(frozen=True)
class OwnSession:
    """One browser in which the viewer is signed in."""

    id: uuid.UUID
    device: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True)
class JoiningFacts:
    """Who a joining link is for, and whether they have chosen a password by it."""

    account_id: uuid.UUID
    name: str
    email: str
    organisation_kind: OrganisationKind
    has_password: bool


def digest(token: str) -> bytes:
    """What the database keeps of a token: nobody who reads it there can use it."""
    return hashlib.sha256(token.encode()).digest()


def sign_in_facts(session: WalledSession, email: str) -> SignInFacts | None:
    """What is needed to check one person's password; None where no such account can sign in."""
    row = session.execute(
        text("SELECT * FROM wall.sign_in_facts(:email)"), {"email": email}
    ).first()
    if row is None:
        return None
    return SignInFacts(row.account_id, row.password_hash, OrganisationKind(row.organisation_kind))


def second_factor(session: WalledSession) -> SecondFactorFacts | None:
    """The viewer's own second factor; None where they have none."""
    row = session.execute(text("SELECT * FROM wall.second_factor()")).first()
    return SecondFactorFacts(row.secret, row.last_step) if row else None


def own_password_hash(session: WalledSession) -> str | None:
    """The hash of the viewer's own password."""
    found: str | None = session.execute(text("SELECT wall.own_password_hash()")).scalar()
    return found


def recovery_codes_left(session: WalledSession) -> int:
    """How many of the viewer's own recovery codes have not been used."""
    left: int = session.execute(text("SELECT wall.recovery_codes_left()")).scalar_one()
    return left


def own_sessions(session: WalledSession, token: str, *, now: datetime) -> list[OwnSession]:
    """Where the viewer is signed in, this browser first."""
    alive = alive_at(now)
    rows = session.execute(
        text("SELECT * FROM wall.own_sessions(:token, :began_after, :seen_after)"),
        {
            "token": digest(token),
            "began_after": alive.began_after,
            "seen_after": alive.seen_after,
        },
    )
    return [OwnSession(r.id, r.device, r.began_at, r.seen_at, r.is_this) for r in rows]


def joining_link(session: WalledSession, token: str, *, now: datetime) -> JoiningFacts | None:
    """Whom a joining link is for; None where it is wrong, used, replaced or too old."""
    row = session.execute(
        text("SELECT * FROM wall.joining_link(:token, :now)"), {"token": digest(token), "now": now}
    ).first()
    if row is None:
        return None
    kind = OrganisationKind(row.organisation_kind)
    return JoiningFacts(row.account_id, row.name, row.email, kind, row.has_password)


def session_viewer(
    session: WalledSession, token: str, site: str, on: date, *, now: datetime
) -> Viewer:
    """Who is signed in by this token at this site; nobody where the session is not alive.

    It notes that they were seen, at most once a minute, so the session must be committed.

    Args:
        session: Nobody's.
        token: What the browser's cookie carries.
        site: The site that was asked; a session is of one.
        on: The London day on which training must be in force.
        now: When.
    """
    alive = alive_at(now)
    row = session.execute(
        text(
            "SELECT * FROM wall.session_viewer("
            ":token, :site, :now, :noted_before, :began_after, :seen_after)"
        ),
        {
            "token": digest(token),
            "site": site,
            "now": now,
            "noted_before": alive.noted_before,
            "began_after": alive.began_after,
            "seen_after": alive.seen_after,
        },
    ).first()
    if row is None:
        return NOBODY
    return Viewer(
        account_id=row.account_id,
        name=row.name,
        organisation_id=row.organisation_id,
        organisation_kind=OrganisationKind(row.organisation_kind),
        roles=frozenset(Role(role) for role in row.roles),
        trained_until=in_force(row.trained_on, on),
    )
