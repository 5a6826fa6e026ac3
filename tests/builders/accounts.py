"""People who work here, made by the owner as the product makes them."""

import uuid
from dataclasses import dataclass

from ethical_walls.accounts.actions import AccountDetails, ensure_organisation, open_account
from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.accounts.queries import viewer_of
from ethical_walls.sessions import WalledSession
from ethical_walls.training.actions import record_course
from ethical_walls.viewers import Viewer
from tests.moment import NOW

UNUSABLE_PASSWORD = "not a hash, so nobody signs in with it"


@dataclass(frozen=True)
class Employer:
    """Where an invented person works."""

    name: str = "Pre-trial service"
    kind: OrganisationKind = OrganisationKind.SERVICE


def an_account(
    owner: WalledSession,
    *roles: Role,
    name: str,
    employer: Employer = Employer(),
    password_hash: str = UNUSABLE_PASSWORD,
) -> Viewer:
    """An account with roles, trained and committed, as the viewer that it is."""
    organisation = ensure_organisation(owner, employer.name, employer.kind)
    account_id = open_account(
        owner,
        AccountDetails(
            name=name,
            email=f"{name.lower().replace(' ', '.')}.{uuid.uuid4().hex[:6]}@example.org",
            password_hash=password_hash,
            organisation_id=organisation,
            roles=roles,
            telephone="+447700900100",
        ),
        now=NOW,
    )
    record_course(owner, account_id, NOW.date(), now=NOW)
    viewer = viewer_of(owner, account_id)
    owner.commit()
    return viewer
