"""Somebody who was asked to join and has not yet, so that the crawl can open what they would."""

import uuid

from ethical_walls.accounts.models import Role
from ethical_walls.sign_in.actions import make_joining_link
from tests.crawl.parties import ON_THE_PUBLIC_SITE
from tests.moment import NOW
from tests.staff_site import FIRM, SERVICE, let_in
from tests.world import World


def a_joining_link(world: World, viewer: str) -> uuid.UUID:
    """What stands in the address of a joining link that is good at the site of a viewer."""
    token = uuid.uuid4()
    is_outside = viewer in ON_THE_PUBLIC_SITE
    role, employer = (Role.SOLICITOR, FIRM) if is_outside else (Role.REGISTER_KEEPER, SERVICE)
    asked = let_in(world, "asked-to-join@example.org", role, name="Nora Blake", employer=employer)
    with world.owner() as owner:
        assert asked.account_id is not None
        make_joining_link(owner, asked.account_id, str(token), now=NOW)
        owner.commit()
    return token
