import uuid

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from casework.tasks.models import Task
from ethical_walls.sessions import ObjectsFromElsewhere, ViewerIsFixed, WalledSession
from ethical_walls.starting import WallNotStanding, refuse_to_start_without_the_wall
from ethical_walls.viewers import NOBODY, Signer, Viewer


def test_smoke(world):
    c = world.a_caseworker()
    with world.session(c) as s:
        assert s.scalar(text("select wall.account()")) == c.account_id
        assert s.scalar(text("select wall.compartments()")) == []
    comp = uuid.uuid4()
    world.clear(c, comp)
    with world.session(c) as s:
        assert s.scalar(text("select wall.compartments()")) == [comp]
    with world.job(comp) as s:
        assert s.scalar(text("select wall.compartments()")) == [comp]
    world.database.check()
