"""What stands in the way of every request: what it lets by, and what it never does."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import event, text

from ethical_walls.permissions import Permission
from ethical_walls.sign_in.actions import end_session
from ethical_walls.viewers import NOBODY, Viewer
from tests.public_site import a_public_site
from tests.signing_in import code_on_the_phone
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD
from tests.witness_app.staff.conftest import PRIYA, client, demo_site, priya, site, stranger
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock
from witness_app.sign_in.steps import own_account_id, own_token
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.current import ChangeByReading

__all__ = ["client", "demo_site", "priya", "site", "stranger"]


@pytest.fixture
def said(site: Flask) -> Iterator[list[str]]:
    """Every statement that the site's database was sent since."""
    statements: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    with site.app_context():
        engine = site.extensions[current.SITE].database.engine
    event.listen(engine, "before_cursor_execute", hear)
    yield statements
    event.remove(engine, "before_cursor_execute", hear)


def test_our_own_files_ask_the_database_nothing(client: StaffClient, said: list[str]) -> None:
    page = client.get("/day")
    sheet = page.soup.select_one("link[rel=stylesheet]")
    assert sheet
    said.clear()
    with client.raw.get(str(sheet["href"])) as answer:
        assert answer.status_code == 200
    assert said == []
    client.get("/day")
    assert said != []


@pytest.mark.parametrize(
    "perform",
    [
        lambda: current.perform(end_session, "a token"),
        lambda: current.perform_as(NOBODY, end_session, "a token"),
    ],
    ids=["as whoever asks", "as somebody"],
)
def test_nothing_is_done_for_a_request_that_only_reads(
    site: Flask, perform: Callable[[], object]
) -> None:
    with site.test_request_context("/day"), pytest.raises(ChangeByReading):
        perform()
    with site.test_request_context("/day", method="POST"):
        perform()


def test_where_nobody_is_signed_in_there_is_no_account_and_no_token(site: Flask) -> None:
    """Whoever came by a link may ask how they sign in, and is in no session that could be ended."""
    with site.test_request_context("/your-sign-in"):
        assert own_token() == ""
        with pytest.raises(LookupError):
            own_account_id()


def test_somebody_without_a_second_factor_is_let_in_by_no_code(
    stranger: StaffClient, demo_site: Flask, priya: Viewer, world: World, clock: FixedClock
) -> None:
    with world.owner() as owner:
        owner.execute(
            text("DELETE FROM sealed.second_factor WHERE account_id = :who"),
            {"who": priya.account_id},
        )
        owner.commit()
    page = stranger.try_password(PRIYA, PASSWORD)
    assert page.send("Continue", {"code": code_on_the_phone(clock)}).status == 422
    shown = StaffClient(demo_site).try_password(PRIYA, PASSWORD)
    assert (shown.status, shown.heading) == (200, "Enter your code")


def test_a_machine_is_judged_by_its_signature_alone_whatever_it_sends(
    database: TestDatabase, clock: FixedClock
) -> None:
    """A person who sends what no database keeps is told so; a carrier that did not sign is not."""
    with a_public_site(database, clock) as public:
        raw = public.test_client()
        refused = raw.post("/ask-for-help", data={"name": "a\0b"})
        called = raw.post("/callbacks/texts/inbound", data={"Body": "a\0b"})
    assert (refused.status_code, called.status_code) == (400, 404)


def test_an_address_that_is_not_there_is_a_look_too(
    client: StaffClient, priya: Viewer, world: World
) -> None:
    looks = "SELECT act FROM sealed.look WHERE account_id = :who ORDER BY id"
    client.get("/no/such/address")
    client.get("/accessibility")
    with world.owner() as owner:
        noted = list(owner.scalars(text(looks), {"who": priya.account_id}))
    assert noted[-1] == "unknown address"
    assert not any(act.endswith("accessibility") for act in noted)


def test_a_failure_is_told_as_one(site: Flask) -> None:
    site.testing = False
    site.config["PROPAGATE_EXCEPTIONS"] = False

    @site.get("/falls")
    @permits(Permission.ANYONE)
    def falls() -> str:
        raise RuntimeError("it fell")

    answer = site.test_client().get("/falls")
    assert answer.status_code == 500
    assert "it fell" not in answer.text
