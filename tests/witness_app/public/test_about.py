"""What anybody may open on the public site, and the way out."""

import pytest

from tests.staff_client import StaffClient
from witness_app.public.everyone.about import HARMLESS


@pytest.mark.parametrize("path", ["/", "/privacy", "/accessibility", "/closed"])
def test_anybody_may_open_it(stranger: StaffClient, path: str) -> None:
    page = stranger.get(path)
    assert page.status == 200
    assert "020 7946 0100" in page.text


@pytest.mark.parametrize("path", ["/nowhere", "/day", "/my-page", "/witnesses/1"])
def test_every_other_address_answers_a_stranger_alike(stranger: StaffClient, path: str) -> None:
    page = stranger.get(path)
    assert page.path.partition("?")[0] == "/closed"


@pytest.mark.parametrize("path", ["/", "/privacy", "/accessibility", "/closed"])
def test_exit_this_page_is_a_link_that_leads_somewhere_harmless(
    stranger: StaffClient, path: str
) -> None:
    page = stranger.get(path)
    button = page.soup.select_one("a.govuk-exit-this-page__button")
    assert button is not None
    answer = stranger.raw.get(str(button["href"]))
    assert answer.status_code == 303
    assert answer.headers["Location"] == HARMLESS


def test_the_two_sites_keep_cookies_of_their_own(stranger: StaffClient) -> None:
    assert stranger.raw.application.config["SESSION_COOKIE_NAME"] == "public"


def test_the_privacy_notice_says_all_that_it_must(stranger: StaffClient) -> None:
    said = stranger.get("/privacy").text
    for needed in (
        "Whoever runs this demonstration runs this service",
        "data.protection@daybook.example.org",
        "How long we keep it",
        "Texts do not leave this website",
        "you can object",
        "Information Commissioner",
        "firm, it keeps you signed in",
        "after 12 hours at the latest",
        "last changed on",
    ):
        assert needed in said


def test_the_accessibility_statement_says_all_that_it_must(stranger: StaffClient) -> None:
    said = stranger.get("/accessibility").text
    for needed in ("They meet it in part", "1.3.5", "prepared on", "looked at again", "enforces"):
        assert needed in said
