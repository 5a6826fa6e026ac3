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


def test_exit_this_page_is_a_link_that_leads_somewhere_harmless(stranger: StaffClient) -> None:
    page = stranger.get("/")
    button = page.soup.select_one("a.govuk-exit-this-page__button")
    assert button is not None
    answer = stranger.raw.get(str(button["href"]))
    assert answer.status_code == 303
    assert answer.headers["Location"] == HARMLESS


def test_the_two_sites_keep_cookies_of_their_own(stranger: StaffClient) -> None:
    assert stranger.raw.application.config["SESSION_COOKIE_NAME"] == "public"
