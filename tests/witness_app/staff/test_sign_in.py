"""Signing in and out of the staff site: a password, then a code."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from ethical_walls.accounts.models import Role
from ethical_walls.viewers import Viewer
from tests.public_site import a_public_site
from tests.signing_in import code_on_the_phone, cookie_for
from tests.staff_client import Page, StaffClient
from tests.staff_site import FIRM, PASSWORD, let_in
from tests.witness_app.staff.conftest import PRIYA
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock

WRONG = "not the password at all"
NO_MATCH = "Check the email address and the password: they do not match"
NOT_THE_CODE = "Check the code, or wait for the next one: each can be used once"
SOLICITOR = "sam@firm.example.org"


@pytest.fixture
def at_the_code(stranger: StaffClient, priya: Viewer) -> Page:
    """The second page, Priya's password having been typed."""
    assert priya.is_somebody
    return stranger.try_password(PRIYA, PASSWORD)


def test_the_right_password_and_code_sign_in_and_the_header_says_who(
    at_the_code: Page, clock: FixedClock
) -> None:
    assert at_the_code.heading == "Enter your code"
    page = at_the_code.send("Continue", {"code": code_on_the_phone(clock)})
    assert "Priya Nair" in page.soup.header.get_text()
    assert page.path == "/day"


def test_somebody_signed_in_is_led_on_from_the_form(client: StaffClient) -> None:
    assert client.get("/sign-in").path == "/day"


def test_the_code_is_asked_for_after_the_password_alone(stranger: StaffClient) -> None:
    assert stranger.get("/sign-in/code").heading == "Sign in"
    token = stranger.get("/sign-in").value_of("csrf_token")
    sent = stranger.post("/sign-in/code", {"csrf_token": token, "code": "123456"})
    assert sent.heading == "Sign in"


def test_a_code_that_is_not_typed_is_asked_for(at_the_code: Page) -> None:
    empty = at_the_code.send("Continue", {"code": ""})
    assert empty.status == 422
    assert empty.problems != [NOT_THE_CODE]


def test_a_password_alone_opens_nothing(at_the_code: Page) -> None:
    assert at_the_code.client.get("/day").heading == "Sign in"


@pytest.mark.usefixtures("priya")
@pytest.mark.parametrize(
    ("email", "password"), [(PRIYA, WRONG), ("nobody@example.org", PASSWORD), (PRIYA.title(), " ")]
)
def test_a_wrong_password_and_an_unknown_address_are_told_the_same(
    stranger: StaffClient, email: str, password: str
) -> None:
    page = stranger.try_password(email, password)
    assert (page.status, page.problems) == (422, [NO_MATCH])
    assert "Error: Sign in" in page.title
    assert page.value_of("email") == email
    assert page.value_of("password") == ""


def test_an_empty_form_says_what_to_enter_at_each_field(stranger: StaffClient) -> None:
    page = stranger.try_password("", "")
    assert page.problems == ["Enter your email address", "Enter your password"]
    assert [e.get_text(strip=True) for e in page.soup.select(".govuk-error-message")] == [
        "Error:Enter your email address",
        "Error:Enter your password",
    ]


def test_a_code_is_taken_once_and_no_older_one_after_it(
    at_the_code: Page, clock: FixedClock
) -> None:
    code, older = code_on_the_phone(clock), code_on_the_phone(clock, -1)
    at_the_code.send("Continue", {"code": code})
    again = StaffClient(at_the_code.client.site).try_password(PRIYA, PASSWORD)
    for used in (code, older):
        page = again.send("Continue", {"code": used})
        assert (page.status, page.problems) == (422, [NOT_THE_CODE])
    assert again.send("Continue", {"code": code_on_the_phone(clock, 1)}).path == "/day"


def test_what_cannot_be_a_code_is_said_at_the_box(at_the_code: Page) -> None:
    for typed in ("", "12345", "abcdef", "1234567", "\u0661" * 6):
        page = at_the_code.send("Continue", {"code": typed})
        assert page.status == 422
        assert page.problems[0].startswith("Enter the")


def test_after_ten_minutes_the_password_is_asked_again(
    at_the_code: Page, clock: FixedClock
) -> None:
    clock.advance(timedelta(minutes=11))
    page = at_the_code.send("Continue", {"code": code_on_the_phone(clock)})
    assert page.heading == "Sign in"


def test_the_sixth_wrong_code_is_not_tried(at_the_code: Page, clock: FixedClock) -> None:
    statuses = [at_the_code.send("Continue", {"code": "000000"}).status for _ in range(5)]
    assert statuses == [422] * 5
    page = at_the_code.send("Continue", {"code": code_on_the_phone(clock)})
    assert (page.status, page.heading) == (429, "Too many attempts to sign in")


@pytest.mark.usefixtures("priya")
def test_an_address_is_taken_in_any_case(stranger: StaffClient) -> None:
    assert stranger.try_password(f" {PRIYA.upper()} ", PASSWORD).heading == "Enter your code"


@pytest.mark.usefixtures("priya")
def test_after_signing_in_a_person_is_where_they_were_going(
    stranger: StaffClient, clock: FixedClock
) -> None:
    page = stranger.get("/witnesses/7?sort=name")
    assert page.heading == "Sign in"
    page = page.send("Sign in", {"email": PRIYA, "password": PASSWORD})
    page = page.send("Continue", {"code": code_on_the_phone(clock)})
    assert page.path == "/witnesses/7?sort=name"


@pytest.mark.usefixtures("priya")
def test_signing_in_never_leads_to_another_site(stranger: StaffClient, clock: FixedClock) -> None:
    page = stranger.try_password(PRIYA, PASSWORD)
    answer = stranger.raw.post(
        "/sign-in/code",
        query_string={"next": "https://example.com/"},
        data={"csrf_token": page.value_of("csrf_token"), "code": code_on_the_phone(clock)},
    )
    assert answer.headers["Location"] == "/"


@pytest.mark.usefixtures("priya")
def test_signing_in_keeps_nothing_the_browser_carried_before(
    stranger: StaffClient, clock: FixedClock
) -> None:
    stranger.get("/sign-in")
    with stranger.raw.session_transaction() as session:
        session["planted"] = "by somebody else"
        before = session["csrf_token"]
    stranger.sign_in_by_typing(PRIYA, PASSWORD, code_on_the_phone(clock))
    with stranger.raw.session_transaction() as session:
        assert "planted" not in session
        assert session["csrf_token"] != before


def test_the_cookie_is_for_this_site_alone(stranger: StaffClient) -> None:
    cookie = stranger.raw.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_signing_out_is_a_post_and_kills_every_copy_of_the_cookie(
    client: StaffClient, stranger: StaffClient
) -> None:
    name = client.site.config["SESSION_COOKIE_NAME"]
    kept = client.raw.get_cookie(name)
    assert kept
    assert client.raw.get("/sign-out").status_code == 404
    assert client.sign_out().heading == "Sign in"
    stranger.raw.set_cookie(name, kept.value)
    assert stranger.get("/").heading == "Sign in"


def test_an_hour_without_a_page_signs_out(client: StaffClient, clock: FixedClock) -> None:
    clock.advance(timedelta(minutes=59))
    assert client.get("/").heading != "Sign in"
    clock.advance(timedelta(minutes=59))
    assert client.get("/").heading != "Sign in"
    clock.advance(timedelta(minutes=61))
    assert client.get("/").heading == "Sign in"


def test_twelve_hours_end_every_sign_in(client: StaffClient, clock: FixedClock) -> None:
    for _ in range(14):
        clock.advance(timedelta(minutes=50))
        client.get("/")
    clock.advance(timedelta(minutes=21))
    assert client.get("/").heading == "Sign in"


def test_an_account_that_ended_is_out_at_its_next_page(
    client: StaffClient, priya: Viewer, world: World
) -> None:
    with world.owner() as owner:
        ended = text("UPDATE account SET ended_at = now() WHERE id = :id")
        owner.execute(ended, {"id": priya.account_id})
        owner.commit()
    assert client.get("/").heading == "Sign in"


@pytest.mark.usefixtures("priya")
def test_the_sixth_wrong_password_for_an_address_is_not_tried_known_or_not(
    stranger: StaffClient, clock: FixedClock
) -> None:
    pages = {}
    for email in (PRIYA, "nobody@example.org"):
        assert [stranger.try_password(email, WRONG).status for _ in range(5)] == [422] * 5
        page = stranger.try_password(email.upper(), PASSWORD)
        assert (page.status, page.heading) == (429, "Too many attempts to sign in")
        pages[email] = page.text
    assert len(set(pages.values())) == 1
    clock.advance(timedelta(minutes=15))
    assert stranger.try_password(PRIYA, PASSWORD).heading == "Enter your code"


@pytest.mark.usefixtures("priya")
def test_attempts_are_counted_in_the_database_not_in_one_process(
    stranger: StaffClient, demo_site: Flask
) -> None:
    for _ in range(5):
        stranger.try_password(PRIYA, WRONG)
    assert StaffClient(demo_site).try_password(PRIYA, PASSWORD).status == 429


@pytest.mark.usefixtures("priya")
def test_signing_in_rightly_never_uses_up_the_attempts(
    stranger: StaffClient, clock: FixedClock
) -> None:
    for _ in range(7):
        clock.advance(timedelta(minutes=1))
        page = stranger.sign_in_by_typing(PRIYA, PASSWORD, code_on_the_phone(clock))
        assert page.path == "/day"
        stranger.sign_out()


def test_only_a_demonstration_lists_its_sign_ins_and_shows_the_code(
    at_the_code: Page, demo_site: Flask, clock: FixedClock
) -> None:
    assert "demonstration" not in at_the_code.client.get("/sign-in").text
    assert "demonstration" not in at_the_code.text
    page = StaffClient(demo_site).get("/sign-in")
    assert PRIYA in page.text
    assert PASSWORD in page.text
    page = page.send("Sign in as Priya Nair")
    shown = page.soup.select_one("strong.app-demo__typed")
    assert shown
    assert shown.get_text() == code_on_the_phone(clock)


def test_each_site_refuses_the_people_of_the_other_as_it_does_a_wrong_password(
    stranger: StaffClient, world: World, database: TestDatabase, clock: FixedClock
) -> None:
    let_in(world, SOLICITOR, Role.SOLICITOR, employer=FIRM)
    let_in(world, PRIYA, Role.CASEWORKER)
    page = stranger.try_password(SOLICITOR, PASSWORD)
    assert (page.status, page.problems) == (422, [NO_MATCH])
    with a_public_site(database, clock) as public:
        outside = StaffClient(public)
        page = outside.try_password(PRIYA, PASSWORD)
        assert (page.status, page.problems) == (422, [NO_MATCH])
        assert outside.try_password(SOLICITOR, PASSWORD).heading == "Enter your code"


def test_a_session_of_one_site_is_nothing_at_the_other(
    priya: Viewer, site: Flask, database: TestDatabase, clock: FixedClock
) -> None:
    assert priya.is_somebody
    with a_public_site(database, clock) as public:
        outside = StaffClient(public)
        outside.raw.set_cookie("public", cookie_for(site, PRIYA))
        assert outside.raw.get("/your-sign-in").status_code == 302
        with site.test_client() as inside:
            inside.set_cookie("staff", cookie_for(site, PRIYA))
            with inside.session_transaction() as session:
                token = session["token"]
        with outside.raw.session_transaction() as session:
            session["token"] = token
        assert outside.raw.get("/your-sign-in").status_code == 302
