"""Who gets which page, and what a refusal looks like."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from ethical_walls.accounts.models import Role
from ethical_walls.permissions import Permission
from ethical_walls.viewers import Viewer
from tests.moment import NOW
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.witness_app.staff import specimens
from tests.witness_app.staff.conftest import PRIYA
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock
from witness_app.site.access import (
    EndpointWithoutPermission,
    permission_of,
    permits,
    refuse_to_start_without_permissions,
)

CHANGING = re.compile(r'nonce="[^"]+"|name="csrf_token" value="[^"]+"')


@pytest.fixture
def site(database: TestDatabase, clock: FixedClock) -> Iterator[Flask]:
    """The staff site, with the specimens on it."""
    with a_staff_site(database, clock) as made:
        specimens.add_to(made)
        yield made


def looks(world: World) -> list[tuple[str, str]]:
    with world.owner() as owner:
        rows = owner.execute(text("SELECT act, outcome FROM sealed.look ORDER BY id"))
        return [(row.act, row.outcome) for row in rows]


@pytest.mark.parametrize("path", ["/specimen", "/keeper", "/no/such/page"])
def test_a_stranger_is_sent_to_sign_in_from_known_and_unknown_alike(
    stranger: StaffClient, path: str
) -> None:
    answer = stranger.raw.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in?next={path}")


def test_a_stranger_who_sends_a_form_signs_in_and_nothing_is_done(stranger: StaffClient) -> None:
    page = stranger.post("/specimen", {"note": "somebody else's words"})
    assert (page.status, page.heading) == (403, "You had been signed out")
    assert "somebody else's words" not in page.text
    assert stranger.post("/no/such/page", {"note": "x"}).heading == page.heading


def test_unknown_forbidden_and_wrongly_asked_are_the_same_page(client: StaffClient) -> None:
    answers = [
        client.raw.get("/no/such/page"),
        client.raw.get("/keeper"),
        client.raw.get("/sign-out"),
        client.raw.delete("/specimen"),
    ]
    pages = {CHANGING.sub("", answer.get_data(as_text=True)) for answer in answers}
    assert [answer.status_code for answer in answers] == [404] * 4
    assert len(pages) == 1
    assert [sorted(a.headers.keys()) for a in answers] == [sorted(answers[0].headers.keys())] * 4


def test_a_page_is_shown_to_whom_its_permission_admits(stranger: StaffClient, world: World) -> None:
    let_in(world, "kit@example.org", Role.REGISTER_KEEPER, name="Kit Mensah")
    stranger.sign_in("kit@example.org", PASSWORD)
    assert stranger.raw.get("/keeper").get_data(as_text=True) == "for keepers of the register"


def test_every_look_of_a_signed_in_person_is_logged_and_refusals_too(
    client: StaffClient, world: World
) -> None:
    before = len(looks(world))
    for path in ("/specimen", "/keeper", "/no/such/page", "/accessibility"):
        client.get(path)
    assert looks(world)[before:] == [
        ("specimen.specimen", "shown"),
        ("specimen.keeper", "refused"),
        ("unknown address", "refused"),
    ]


def test_a_page_that_cannot_be_logged_is_not_shown(client: StaffClient, world: World) -> None:
    with world.owner() as owner:
        owner.execute(text("ALTER TABLE sealed.look ADD CONSTRAINT shut CHECK (false) NOT VALID"))
        owner.commit()
    page = client.get("/specimen")
    assert (page.status, page.heading) == (500, "Sorry, something went wrong")


def test_a_form_without_its_token_changes_nothing_and_says_so(client: StaffClient) -> None:
    page = client.post("/specimen", {"note": "x", "channel": "text"})
    assert (page.status, page.heading) == (400, "This page was open too long")
    assert "Nothing was saved or sent" in page.text


def test_a_failure_shows_no_reason(client: StaffClient) -> None:
    page = client.get("/fails")
    assert (page.status, page.heading) == (500, "Sorry, something went wrong")
    assert "secret reason" not in page.text


def test_a_file_too_large_is_refused_before_it_is_read(client: StaffClient) -> None:
    token = client.get("/specimen").value_of("csrf_token")
    page = client.post("/specimen", {"csrf_token": token, "note": "x" * (9 * 1024 * 1024)})
    assert (page.status, page.heading) == (413, "The file is too large")


def test_an_endpoint_without_a_permission_stops_the_start(site: Flask) -> None:
    site.add_url_rule("/bare", "bare", lambda: "nobody said who may see this")
    with pytest.raises(EndpointWithoutPermission, match="bare states no permission"):
        refuse_to_start_without_permissions(site)


def test_a_stated_permission_is_found_again(site: Flask) -> None:
    site.add_url_rule("/said", "said", permits(Permission.KEEP_REGISTER)(lambda: ""))
    assert permission_of(site, "said") is Permission.KEEP_REGISTER


def test_a_view_that_changes_something_when_read_fails(client: StaffClient) -> None:
    assert client.get("/changes-when-read").status == 500
    page = client.get("/specimen")
    answer = client.raw.post("/changes-when-read", data={"csrf_token": page.value_of("csrf_token")})
    assert answer.get_data(as_text=True) == NOW.isoformat()


def test_each_request_has_its_own_session_and_gives_it_back(
    client: StaffClient, site: Flask, priya: Viewer
) -> None:
    seen = {client.raw.get("/who-is-looking").get_data(as_text=True) for _ in range(40)}
    assert seen == {str(priya.account_id)}
    with site.app_context():
        assert site.extensions["sqlalchemy"].engine.pool.checkedout() == 0
    assert PRIYA not in "".join(seen)
