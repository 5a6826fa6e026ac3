"""The pages of messages in a real Chromium, at both widths."""

import pytest

from ethical_walls.viewers import Viewer
from notifications.messages.actions import plan_visit_messages
from tests.browser import Chromium, Width, accessibility_faults, sticks_out
from tests.builders.notifications import PLAIN_EMAIL, Reached, a_told_witness
from tests.moment import NOW
from tests.signing_in import sign_in_at
from tests.witness_app.staff.conftest import PRIYA
from tests.world import World


@pytest.mark.parametrize("width", list(Width))
def test_messages_are_accessible_and_nothing_sticks_out(
    chromium: Chromium, served: str, world: World, priya: Viewer, width: Width
) -> None:
    paths = ["/messages", "/messages?state=ambiguous"]
    for reached in (Reached(), PLAIN_EMAIL):
        told = a_told_witness(world, reached)
        world.clear(priya, told.compartment_id)
        told.act()(plan_visit_messages, told.visit(), now=NOW)
        paths.append(f"/messages/{told.messages()[0].id}")
    page = chromium.page(width)
    sign_in_at(page, served, PRIYA)
    faults = {}
    for path in paths:
        page.goto(f"{served}{path}")
        faults[path] = accessibility_faults(page) + sticks_out(page)
    assert faults == {path: [] for path in paths}
