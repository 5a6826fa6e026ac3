"""People of a court's team, and the courts that it hosts, said by the owner as the product does."""

import uuid
from collections.abc import Iterable

from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.hosting.actions import host_court
from ethical_walls.viewers import Viewer
from tests.builders.accounts import Employer, an_account
from tests.moment import NOW
from tests.world import World

WITNESS_SERVICE, CONTACT = Role.IN_COURT_WITNESS_SERVICE, Role.COURT_VISITS_CONTACT


def a_host(
    world: World,
    role: Role,
    *court_ids: uuid.UUID,
    team: str = "Snaresbrook team",
    kind: OrganisationKind = OrganisationKind.COURT_TEAM,
) -> Viewer:
    """Somebody of a team that hosts these courts."""
    with world.owner() as owner:
        host = an_account(owner, role, name=f"{role} of {team}", employer=Employer(team, kind))
    let_host(world, host, court_ids)
    return host


def let_host(world: World, host: Viewer, court_ids: Iterable[uuid.UUID]) -> None:
    """Let somebody's team host these courts too."""
    assert host.organisation_id is not None
    with world.owner() as owner:
        for court_id in court_ids:
            host_court(owner, host.organisation_id, court_id, now=NOW)
        owner.commit()
