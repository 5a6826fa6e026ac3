"""Accounts as viewers."""

import uuid
from datetime import date

from sqlalchemy import func, select

from ethical_walls.accounts.models import Account, Membership, Organisation, Role
from ethical_walls.sessions import WalledSession
from ethical_walls.training.models import Training
from ethical_walls.training.rules import in_force, last_day_in_force
from ethical_walls.viewers import NOBODY, Viewer


def viewer_of(session: WalledSession, account_id: uuid.UUID, on: date | None = None) -> Viewer:
    """The viewer that an account is; nobody where the account is gone or has ended.

    Args:
        session: Anybody's.
        account_id: Whose.
        on: The day on which their training must be in force; without one, the last that they
            had is theirs, whenever it was.
    """
    trained_on = (
        select(func.max(Training.completed_on))
        .where(Training.account_id == Account.id)
        .scalar_subquery()
    )
    found = session.execute(
        select(Account, Organisation, trained_on)
        .join(Organisation, Organisation.id == Account.organisation_id)
        .where(Account.id == account_id, Account.ended_at.is_(None))
    ).first()
    if found is None:
        return NOBODY
    account, organisation, trained = found
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
        trained_until=_until(trained, on),
    )


def _until(trained: date | None, on: date | None) -> date | None:
    if trained is None:
        return None
    return last_day_in_force(trained) if on is None else in_force(trained, on)


def everybody_who_supports(session: WalledSession) -> list[Account]:
    """Every caseworker, by name."""
    return list(
        session.scalars(
            select(Account)
            .join(Membership, Membership.account_id == Account.id)
            .where(
                Membership.role == Role.CASEWORKER,
                Membership.ended_at.is_(None),
                Account.ended_at.is_(None),
            )
            .order_by(Account.name, Account.id)
        )
    )
