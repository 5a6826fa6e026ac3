"""Signing in and out of the staff site."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from ethical_walls.viewers import Viewer
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD
from tests.witness_app.staff.conftest import PRIYA
from tests.world import World
from witness_app.clock import FixedClock

WRONG = "not the password at all"
NO_MATCH = "Check the email address and the password: they do not match"


def test_the_right_password_signs_in_and_the_header_says_who(client: StaffClient) -> None:
    page = client.get("/accessibility")
    assert "Priya Nair" in page.soup.header.get_text()


@pytest.mark.usefixtures("priya")
@pytest.mark.parametrize(
    ("email", "password"), [(PRIYA, WRONG), ("nobody@example.org", PASSWORD), (PRIYA.title(), " ")]
)
def test_a_wrong_password_and_an_unknown_address_are_told_the_same(
    stranger: StaffClient, email: str, password: str
) -> None:
    page = stranger.sign_in(email, password)
    assert (page.status, page.problems) == (422, [NO_MATCH])
    assert "Error: Sign in" in page.title
    assert page.value_of("email") == email
    assert page.value_of("password") == ""


def test_an_empty_form_says_what_to_enter_at_each_field(stranger: StaffClient) -> None:
    page = stranger.sign_in("", "")
    assert page.problems == ["Enter your email address", "Enter your password"]
    assert [e.get_text(strip=True) for e in page.soup.select(".govuk-error-message")] == [
        "Error:Enter your email address",
        "Error:Enter your password",
    ]


@pytest.mark.usefixtures("priya")
def test_an_address_is_taken_in_any_case(stranger: StaffClient) -> None:
    assert stranger.sign_in(f" {PRIYA.upper()} ", PASSWORD).path != "/sign-in"


@pytest.mark.usefixtures("priya")
def test_after_signing_in_a_person_is_where_they_were_going(stranger: StaffClient) -> None:
    page = stranger.get("/witnesses/7?sort=name")
    assert page.heading == "Sign in"
    page = page.send("Sign in", {"email": PRIYA, "password": PASSWORD})
    assert page.path == "/witnesses/7?sort=name"


@pytest.mark.usefixtures("priya")
@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com", "/\\example.com", "x", "/\t/example.com"]
)
def test_signing_in_never_leads_to_another_site(stranger: StaffClient, elsewhere: str) -> None:
    page = stranger.get("/sign-in", {"next": elsewhere})
    token = page.value_of("csrf_token")
    answer = stranger.raw.post(
        "/sign-in",
        query_string={"next": elsewhere},
        data={"csrf_token": token, "email": PRIYA, "password": PASSWORD},
    )
    assert answer.headers["Location"] == "/"


@pytest.mark.usefixtures("priya")
def test_signing_in_keeps_nothing_the_browser_carried_before(stranger: StaffClient) -> None:
    stranger.get("/sign-in")
    with stranger.raw.session_transaction() as session:
        session["planted"] = "by somebody else"
        before = session["csrf_token"]
    stranger.sign_in(PRIYA, PASSWORD)
    stranger.get("/accessibility")
    with stranger.raw.session_transaction() as session:
        assert "planted" not in session
        assert session["csrf_token"] != before


def test_the_cookie_is_for_this_site_alone(stranger: StaffClient) -> None:
    cookie = stranger.raw.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_signing_out_is_a_post_and_lasts(client: StaffClient) -> None:
    assert client.raw.get("/sign-out").status_code == 404
    assert client.sign_out().heading == "Sign in"
    assert client.get("/").heading == "Sign in"


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
def test_the_sixth_wrong_password_for_an_address_is_not_tried(stranger: StaffClient) -> None:
    statuses = [stranger.sign_in(PRIYA, WRONG).status for _ in range(5)]
    assert statuses == [422] * 5
    page = stranger.sign_in(PRIYA.upper(), PASSWORD)
    assert (page.status, page.heading) == (429, "Too many attempts to sign in")
    assert stranger.sign_in("another@example.org", WRONG).status == 422


@pytest.mark.usefixtures("priya")
def test_signing_in_rightly_never_uses_up_the_attempts(stranger: StaffClient) -> None:
    for _ in range(7):
        assert stranger.sign_in(PRIYA, PASSWORD).heading != "Sign in"
        stranger.sign_out()


def test_only_a_demonstration_lists_its_sign_ins(stranger: StaffClient, demo_site: Flask) -> None:
    assert "demonstration" not in stranger.get("/sign-in").text
    page = StaffClient(demo_site).get("/sign-in")
    assert PRIYA in page.text
    assert PASSWORD in page.text
