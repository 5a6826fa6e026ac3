"""The demo world on a test's own database, loaded at the tests' moment, and both its sites."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from casework.contact_plans.rules import Channel
from courts.register.actions import load_register
from notifications.carriers.recording import RecordingCarrier
from tests.browser import serving
from tests.moment import NOW
from tests.public_site import a_public_site
from tests.signing_in import KEY
from tests.staff_site import a_staff_site
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock
from witness_app.demo.office import Office
from witness_app.demo.people import demo_sign_ins
from witness_app.demo.stage import Stage, a_stage
from witness_app.demo.story import Played, play
from witness_app.jobs import Means
from witness_app.perform import perform


@dataclass(frozen=True)
class DemoWorld:
    """The demo as a newcomer finds it."""

    database: TestDatabase
    stage: Stage
    played: Played


@dataclass(frozen=True)
class Served:
    """Both sites of the demo, at their addresses."""

    staff: str
    public: str


def a_demo_world(database: TestDatabase, folder: Path) -> DemoWorld:
    """Load it into an empty database."""
    with World(database).job() as session:
        perform(session, load_register, now=NOW)
    carriers = {channel: RecordingCarrier() for channel in (Channel.SMS, Channel.EMAIL)}
    office = Office(database.owner_url, KEY)
    stage = a_stage(Means(database, carriers, FixedClock(NOW)), office, NOW)
    return DemoWorld(database, stage, play(stage, folder))


@contextmanager
def both_served(world: DemoWorld) -> Iterator[Served]:
    """Serve both sites of it to browsers; jobs follow each commit."""
    clock = FixedClock(NOW)
    with (
        a_staff_site(
            world.database, clock, demo_sign_ins(), world.stage.let_jobs_run
        ) as staff_site,
        a_public_site(world.database, clock, world.stage.let_jobs_run) as public_site,
        serving(staff_site) as staff,
        serving(public_site) as public,
    ):
        yield Served(staff, public)
