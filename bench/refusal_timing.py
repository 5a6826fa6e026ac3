"""`refusal_timing`: a witness of another side asked for over HTTP, against one that is not there.

Bounds 0.8 and 1.25: whoever times the answers must not learn from them that somebody is there. Both
are asked for in turn, over one connection to the staff site as it is served, each id once: the
first finds a row that the policies throw away, the second finds none. Both leave a line in the log.
Each path has its own figure; what is reported is the one that is farthest from 1.
"""

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from flask import Flask
from waitress.server import create_server

from bench.crowd import a_crowd
from bench.ground import a_ground, interleaved_ratio
from ethical_walls.accounts.models import Role
from tests.moment import NOW
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from witness_app.clock import FixedClock

ROUNDS = 100
EMAIL = "bench@example.org"
PATHS = ("/witnesses/{}", "/witnesses/{}/visits", "/witnesses/{}/contact-plan")
ABSENT = 404


def measure() -> dict[str, float]:
    """The ratio farthest from 1 over the paths; the least disturbed fifth speaks for each."""
    with a_ground() as ground:
        crowd = a_crowd(ground)
        viewer = let_in(ground.world, EMAIL, Role.CASEWORKER)
        ground.world.clear(viewer, crowd.compartments[0])
        theirs = iter(crowd.foreign)
        with a_staff_site(ground.database, FixedClock(NOW)) as site:
            cookie = _signed_in(site)
            with _served(site) as connection:
                found = [_ratio(connection, cookie, path, theirs) for path in PATHS]
    return {"refusal_timing": max(found, key=lambda ratio: max(ratio, 1 / ratio))}


def _ratio(
    connection: HTTPConnection, cookie: str, path: str, theirs: Iterator[uuid.UUID]
) -> float:
    """Forbidden over absent, by pairs; and again with the hands exchanged, lest the order tell."""

    def ask(witness: uuid.UUID) -> None:
        connection.request("GET", path.format(witness), headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == ABSENT, (path, answer.status)

    def forbidden() -> None:
        ask(next(theirs))

    def absent() -> None:
        ask(uuid.uuid4())

    one = interleaved_ratio(forbidden, absent, rounds=ROUNDS)
    other = 1 / interleaved_ratio(absent, forbidden, rounds=ROUNDS)
    return (one * other) ** 0.5


def _signed_in(site: Flask) -> str:
    """The cookie of somebody who signed in as people do."""
    client = StaffClient(site)
    client.sign_in(EMAIL, PASSWORD)
    name = str(site.config["SESSION_COOKIE_NAME"])
    kept = client.raw.get_cookie(name)
    assert kept is not None
    return f"{name}={kept.value}"


@contextmanager
def _served(site: Flask) -> Iterator[HTTPConnection]:
    """The site behind the product's own server, and one connection to it."""
    listening: dict[int, object] = {}
    server = create_server(site, map=listening, host="127.0.0.1", port=0, threads=2)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    connection = HTTPConnection("127.0.0.1", server.effective_port, timeout=60)
    try:
        yield connection
    finally:
        connection.close()
        server.close()
        for channel in list(listening.values()):
            channel.close()  # type: ignore[attr-defined]
        serving.join(10)
