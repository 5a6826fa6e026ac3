"""The names of the colleagues behind account ids."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ethical_walls.accounts.models import Account
from ethical_walls.sessions import WalledSession


@dataclass(frozen=True)
class Colleague:
    """Somebody at work here, and the number at which colleagues ring them."""

    name: str
    telephone: str | None


def colleagues(session: WalledSession, account_ids: Iterable[UUID | None]) -> dict[UUID, Colleague]:
    """Who is behind each account; ids that are None are left out."""
    wanted = {account_id for account_id in account_ids if account_id is not None}
    found = session.execute(
        select(Account.id, Account.name, Account.telephone).where(Account.id.in_(wanted))
    )
    return {row.id: Colleague(row.name, row.telephone) for row in found}


def names_of(session: WalledSession, account_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The name of each account; ids that are None are left out."""
    wanted = {account_id for account_id in account_ids if account_id is not None}
    found = session.execute(select(Account.id, Account.name).where(Account.id.in_(wanted)))
    return {row.id: row.name for row in found}
