"""Accounts as viewers, and the little that signing in needs to know."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select, text

from ethical_walls.accounts.models import Account, Membership, Organisation
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import NOBODY, Viewer


@dataclass(frozen=True)
class SignInFacts:
    """An account found by e-mail address, and the hash that its password must match."""

    account_id: uuid.UUID
    password_hash: str


def sign_in_facts(session: WalledSession, email: str) -> SignInFacts | None:
    """What is needed to check one person's password; None where no such account is live."""
    row = session.execute(
        text("SELECT * FROM wall.sign_in_facts(:email)"), {"email": email}
    ).first()
    return SignInFacts(row.account_id, row.password_hash) if row else None


def viewer_of(session: WalledSession, account_id: uuid.UUID) -> Viewer:
    """The viewer that an account is today; nobody where the account is gone or has ended."""
    found = session.execute(
        select(Account, Organisation)
        .join(Organisation, Organisation.id == Account.organisation_id)
        .where(Account.id == account_id, Account.ended_at.is_(None))
    ).first()
    if found is None:
        return NOBODY
    account, organisation = found
    roles = session.scalars(
        select(Membership.role).where(
            Membership.account_id == account_id, Membership.ended_at.is_(None)
        )
    )
    return Viewer(
        account_id=account.id,
        name=account.name,
        organisation_id=organisation.id,
        organisation_kind=organisation.kind,
        roles=frozenset(roles),
    )
