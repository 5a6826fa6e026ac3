"""An invitation by the owner's command, and joining by its link."""

import dataclasses
import re
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from ethical_walls.accounts.models import Role
from ethical_walls.sign_in.actions import NewSecondFactor, join_by_link, make_joining_link
from ethical_walls.sign_in.models import JoiningLink
from ethical_walls.viewers import NOBODY, Viewer
from tests.moment import NOW
from tests.public_site import a_public_site
from tests.staff_client import Page, StaffClient
from tests.staff_site import PASSWORD, let_in, settings_for
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock
from witness_app.commands.accounts import group
from witness_app.sign_in.second_factor import code_at, step_at

EMAIL = "nora.blake@example.org"
LINK = "1f0c4a52-0000-4000-8000-00000000abcd"
NEW = "kettle moor lantern 9"
PATH = re.compile(r"/join/[0-9a-f-]{36}")
TEN = 10


def command(database: TestDatabase, *words: str) -> Result:
    settings = dataclasses.replace(settings_for(database), owner_database_url=database.owner_url)
    return CliRunner().invoke(group, words, obj=settings)


@pytest.fixture
def nora(world: World) -> Viewer:
    """Somebody with an account whose link is `LINK`; what they signed in with is forgotten."""
    viewer = let_in(world, EMAIL, Role.CASEWORKER, name="Nora Blake")
    with world.owner() as owner:
        assert viewer.account_id
        make_joining_link(owner, viewer.account_id, LINK, now=NOW)
        owner.commit()
    return viewer


def key_on(page: Page) -> str:
    """The key that the page writes in letters."""
    shown = page.soup.select_one("main .app-demo__typed")
    assert shown
    return shown.get_text(strip=True).replace(" ", "")


def join(client: StaffClient, clock: FixedClock, path: str = f"/join/{LINK}") -> Page:
    page = client.get(path).send("Continue", {"new_password": NEW})
    return page.send("Finish", {"code": code_at(key_on(page), step_at(clock.now()))})


@pytest.mark.usefixtures("nora")
def test_joining_gives_a_password_a_phone_and_ten_codes_and_signs_in(
    stranger: StaffClient, clock: FixedClock
) -> None:
    page = join(stranger, clock)
    codes = [li.get_text(strip=True) for li in page.soup.select(".app-codes li")]
    assert page.heading == "Your recovery codes"
    assert len(set(codes)) == TEN
    assert page.follow("I have kept them").path == "/day"
    stranger.sign_out()
    assert stranger.try_password(EMAIL, PASSWORD).status == 422
    entered = stranger.sign_in_by_typing(EMAIL, NEW, codes[3])
    assert entered.path == "/day"
    assert "9 left" in entered.client.get("/your-sign-in").text
    stranger.sign_out()
    assert stranger.sign_in_by_typing(EMAIL, NEW, codes[3]).status == 422


@pytest.mark.usefixtures("nora")
def test_opening_a_link_uses_nothing_up_and_shows_the_same_key_again(
    stranger: StaffClient, clock: FixedClock
) -> None:
    for _ in range(3):
        assert stranger.get(f"/join/{LINK}").heading == "Choose a password"
    assert stranger.get(f"/join/{LINK}/second-step").heading == "Choose a password"
    page = stranger.get(f"/join/{LINK}").send("Continue", {"new_password": NEW})
    wrong = page.send("Finish", {"code": "000000"})
    assert (wrong.status, key_on(wrong)) == (422, key_on(page))
    assert join(stranger, clock).heading == "Your recovery codes"


@pytest.mark.usefixtures("nora")
@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("", "Enter a new password"),
        ("short", "Use at least 12 characters"),
        ("password1234", "Choose another: this is one of the first that somebody would try"),
    ],
)
def test_a_password_that_is_not_taken_is_said_at_its_box(
    stranger: StaffClient, password: str, problem: str
) -> None:
    page = stranger.get(f"/join/{LINK}").send("Continue", {"new_password": password})
    assert (page.status, page.problems) == (422, [problem])


def test_a_link_that_is_wrong_used_replaced_old_or_of_the_other_site_gives_one_page(
    stranger: StaffClient, nora: Viewer, world: World, database: TestDatabase, clock: FixedClock
) -> None:
    def no_good(path: str, client: StaffClient = stranger) -> str:
        page = client.get(path)
        assert (page.status, page.heading) == (404, "This link does not work")
        return page.text

    with a_public_site(database, clock) as public:
        no_good(f"/join/{LINK}", StaffClient(public))
    unknown = no_good("/join/00000000-0000-4000-8000-000000000000")
    join(stranger, clock)
    stranger.sign_out()
    assert no_good(f"/join/{LINK}") == no_good(f"/join/{LINK}/second-step") == unknown
    assert nora.account_id
    with world.owner() as owner:
        for token in ("a0000000-0000-4000-8000-00000000000a", LINK.replace("abcd", "dcba")):
            make_joining_link(owner, nora.account_id, token, now=clock.now())
        owner.commit()
    assert no_good("/join/a0000000-0000-4000-8000-00000000000a") == unknown
    clock.advance(timedelta(days=3))
    assert no_good(f"/join/{LINK.replace('abcd', 'dcba')}") == unknown


@pytest.mark.usefixtures("nora")
def test_what_is_sent_by_a_link_that_is_no_good_is_answered_as_its_page_is(
    stranger: StaffClient,
) -> None:
    page = stranger.get(f"/join/{LINK}")
    for step, words in (
        ("", {"new_password": NEW}),
        ("", {"new_password": "short"}),
        ("/second-step", {"code": "123456"}),
        ("/second-step", {"code": ""}),
    ):
        sent = stranger.post(
            f"/join/00000000-0000-4000-8000-000000000000{step}",
            {"csrf_token": page.value_of("csrf_token"), **words},
        )
        assert (sent.status, sent.heading) == (404, "This link does not work")


@pytest.mark.usefixtures("nora")
def test_a_code_that_is_not_typed_is_asked_for(stranger: StaffClient) -> None:
    page = stranger.get(f"/join/{LINK}").send("Continue", {"new_password": NEW})
    empty = page.send("Finish", {"code": ""})
    assert (empty.status, empty.problems) == (422, ["Enter the code that your app shows"])


def test_a_new_link_ends_every_session(
    nora: Viewer, world: World, site: Flask, clock: FixedClock
) -> None:
    client = StaffClient(site)
    join(client, clock)
    assert nora.account_id
    with world.owner() as owner:
        make_joining_link(owner, nora.account_id, "another", now=NOW)
        owner.commit()
    assert client.get("/day").heading == "Sign in"


def test_the_door_does_nothing_without_a_password_chosen_by_the_link(
    nora: Viewer, world: World
) -> None:
    assert nora.is_somebody
    with world.session(NOBODY) as session:
        assert join_by_link(session, LINK, NewSecondFactor(b"x", 1), [b"y"], now=NOW) is None


def test_an_invited_person_joins_by_the_link_that_was_printed(
    database: TestDatabase, world: World, stranger: StaffClient, clock: FixedClock
) -> None:
    said = command(
        database, "invite", "--name", "Nora Blake", "--email", EMAIL,
        "--organisation", "Pre-trial service", "--role", "caseworker",
    )  # fmt: skip
    assert said.exit_code == 0, said.output
    path = PATH.search(said.output)
    assert path
    with world.owner() as owner:
        clock.at = owner.scalars(select(JoiningLink.made_at)).one()
    assert join(stranger, clock, path[0]).heading == "Your recovery codes"
    listed = command(database, "list").output
    assert f"{EMAIL}  Nora Blake, Pre-trial service" in listed
    assert "training: not in force" in listed


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        (("--kind", "solicitors_firm", "--role", "caseworker"), "has people who are: solicitor"),
        (
            ("--kind", "service", "--role", "solicitor"),
            "has people who are: case_progression_officer",
        ),
    ],
)
def test_nobody_is_invited_into_a_role_that_their_organisation_has_not(
    database: TestDatabase, given: tuple[str, ...], refused: str
) -> None:
    said = command(
        database, "invite", "--name", "N", "--email", EMAIL, "--organisation", "O", *given
    )
    assert said.exit_code == 2
    assert refused in said.output


def test_an_ended_account_has_no_sessions_and_no_way_in(
    database: TestDatabase, world: World, stranger: StaffClient
) -> None:
    let_in(world, EMAIL, Role.CASEWORKER, name="Nora Blake")
    stranger.sign_in(EMAIL)
    assert command(database, "end", EMAIL).exit_code == 0
    assert stranger.get("/day").heading == "Sign in"
    assert stranger.try_password(EMAIL, PASSWORD).status == 422
    assert EMAIL not in command(database, "list").output
    assert command(database, "end", EMAIL).exit_code == 1


def test_a_second_factor_is_reset_by_a_new_link(
    database: TestDatabase, world: World, stranger: StaffClient
) -> None:
    let_in(world, EMAIL, Role.CASEWORKER, name="Nora Blake")
    said = command(database, "reset-second-factor", EMAIL)
    assert PATH.search(said.output)
    assert stranger.try_password(EMAIL, PASSWORD).status == 422
    assert "has not joined yet" in command(database, "list").output
