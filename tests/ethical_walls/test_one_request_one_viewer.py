"""Two hundred requests of two people in turn, each teardown failing: each has their own session."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from flask import Flask, g
from sqlalchemy import func, select

from ethical_walls.accounts.models import Role
from ethical_walls.permissions import Permission
from ethical_walls.viewers import NOBODY
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock
from witness_app.site import current
from witness_app.site.access import permits

PEOPLE = ("asha@example.org", "tom@example.org")
REQUESTS = 200


SEEN: list[str] = []
"""What each request saw: a failing teardown keeps its answer from the browser, not from here."""


@permits(Permission.SIGNED_IN)
def who_am_i() -> str:
    """Who the site, the session and the database each think is asking."""
    session = current.session()
    in_database = session.scalar(select(func.wall.account()))
    seen = f"{current.viewer().account_id} {session.viewer.account_id} {in_database}"
    SEEN.append(seen)
    return seen


@pytest.fixture
def site(database: TestDatabase, clock: FixedClock) -> Iterator[Flask]:
    with a_staff_site(database, clock) as made:
        made.add_url_rule("/who", "who", who_am_i)
        yield made


@pytest.fixture
def accounts(world: World) -> dict[str, str]:
    return {email: str(let_in(world, email, Role.CASEWORKER).account_id) for email in PEOPLE}


def browsers(site: Flask) -> dict[str, StaffClient]:
    clients = {email: StaffClient(site) for email in PEOPLE}
    for email, client in clients.items():
        client.sign_in(email, PASSWORD)
    return clients


def ask(client: StaffClient) -> str:
    return client.raw.get("/who").get_data(as_text=True)


def test_nobody_gets_anothers_session_though_every_teardown_fails(
    site: Flask, accounts: dict[str, str]
) -> None:
    clients = browsers(site)
    site.config["PROPAGATE_EXCEPTIONS"] = False

    def fail(_raised: BaseException | None) -> None:
        raise RuntimeError("a teardown that fails")

    site.teardown_appcontext_funcs.append(fail)
    site.teardown_request_funcs.setdefault(None, []).append(fail)
    SEEN.clear()
    for number in range(REQUESTS):
        with suppress(RuntimeError):
            ask(clients[PEOPLE[number % 2]])
    assert [" ".join([accounts[PEOPLE[n % 2]]] * 3) for n in range(REQUESTS)] == SEEN
    site.teardown_appcontext_funcs.remove(fail)
    site.teardown_request_funcs[None].remove(fail)
    assert [ask(clients[email]).split()[0] for email in PEOPLE] == [accounts[e] for e in PEOPLE]


def test_people_asking_at_once_are_each_themselves(site: Flask, accounts: dict[str, str]) -> None:
    clients = [browsers(site) for _ in range(4)]

    def ask_often(number: int) -> list[str]:
        email = PEOPLE[number % 2]
        return [f"{email} {ask(clients[number][email])}" for _ in range(REQUESTS // 8)]

    with ThreadPoolExecutor(4) as pool:
        answers = {answer for some in pool.map(ask_often, range(4)) for answer in some}
    assert answers == {f"{email} {' '.join([accounts[email]] * 3)}" for email in PEOPLE}


def test_outside_a_request_the_session_is_nobodys(site: Flask) -> None:
    with site.app_context():
        session = current.site().database.session()
        assert session.viewer == NOBODY
        assert "walled_session" not in g
        session.close()
