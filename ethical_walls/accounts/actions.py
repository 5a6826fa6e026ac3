"""Opening accounts, which the owner's commands do: no serving process may make itself a role."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from ethical_walls.accounts.models import (
    Account,
    AccountKind,
    Credential,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
)
from ethical_walls.accounts.service import (
    LINK_ACCOUNT_ID,
    SERVICE_ACCOUNT_ID,
    SERVICE_ORGANISATION_ID,
)
from ethical_walls.sessions import WalledSession


@dataclass(frozen=True)
class AccountDetails:
    """A person to be let in.

    Attributes:
        name: As colleagues and witnesses know them.
        email: What they sign in with.
        password_hash: Argon2id; none for somebody who is yet to join by a link.
        organisation_id: Where they work.
        roles: What they do.
        telephone: Where a witness may ring them.
    """

    name: str
    email: str
    password_hash: str | None
    organisation_id: uuid.UUID
    roles: tuple[Role, ...]
    telephone: str | None = None


OWN_ACCOUNTS = (
    (SERVICE_ACCOUNT_ID, "The service", AccountKind.SERVICE),
    (LINK_ACCOUNT_ID, "Somebody with a link", AccountKind.LINK),
)


def ensure_service_account(session: WalledSession) -> None:
    """Make the service's own organisation and its two accounts where they are missing."""
    ensure_organisation(
        session, "The witness service", OrganisationKind.SERVICE, SERVICE_ORGANISATION_ID
    )
    for account_id, name, kind in OWN_ACCOUNTS:
        if session.get(Account, account_id) is None:
            session.add(
                Account(
                    id=account_id,
                    organisation_id=SERVICE_ORGANISATION_ID,
                    name=name,
                    initials="—",
                    kind=kind,
                )
            )
    session.flush()


def ensure_organisation(
    session: WalledSession,
    name: str,
    kind: OrganisationKind,
    organisation_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """The organisation of a name, made where it is missing."""
    found = session.scalar(select(Organisation.id).where(Organisation.name == name))
    if found:
        return found
    organisation = Organisation(id=organisation_id or uuid.uuid4(), name=name, kind=kind)
    session.add(organisation)
    session.flush()
    return organisation.id


def open_account(session: WalledSession, details: AccountDetails, *, now: datetime) -> uuid.UUID:
    """Open an account with its roles and its way of signing in.

    Raises:
        sqlalchemy.exc.IntegrityError: The e-mail address has an account already.
    """
    account = Account(
        organisation_id=details.organisation_id,
        name=details.name,
        initials="".join(word[0] for word in details.name.split()).upper(),
        telephone=details.telephone,
    )
    session.add(account)
    session.flush()
    session.add_all(
        Membership(account_id=account.id, role=role, began_at=now) for role in details.roles
    )
    session.add(
        Credential(
            account_id=account.id,
            email=details.email.lower(),
            password_hash=details.password_hash,
            changed_at=now,
        )
    )
    session.flush()
    return account.id
