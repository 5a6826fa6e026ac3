"""A list operator at their desk, with two courts in the register."""

from collections.abc import Iterator

import pytest

from tests.builders.courts import CourtDetails, a_court
from tests.courts.lists.desk import Desk
from tests.world import World


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    with world.owner() as owner:
        snaresbrook = a_court(owner, CourtDetails("Snaresbrook Crown Court", 453)).id
        wood_green = a_court(owner, CourtDetails("Wood Green Crown Court", 469)).id
        owner.commit()
    with world.session(world.a_list_operator()) as session:
        yield Desk(session, snaresbrook, wood_green)
