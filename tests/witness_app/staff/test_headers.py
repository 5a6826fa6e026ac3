"""What every answer tells the browser, and what a failure may put in the log."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tests.staff_client import StaffClient

PATHS = ["/sign-in", "/accessibility", "/no/such/page", "/static/staff.css"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_refuses_frames_guesses_and_referrers(
    stranger: StaffClient, path: str
) -> None:
    headers = stranger.raw.get(path, buffered=True).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_page_is_never_kept_and_a_style_is_asked_for_again_only_if_it_changed(
    stranger: StaffClient,
) -> None:
    assert stranger.raw.get("/sign-in").headers["Cache-Control"] == "no-store"
    style = stranger.raw.get("/static/staff.css", buffered=True)
    assert style.headers["Cache-Control"] == "no-cache"
    unchanged = {"If-None-Match": style.headers["ETag"]}
    again = stranger.raw.get("/static/staff.css", headers=unchanged, buffered=True)
    assert again.status_code == 304


def test_each_answer_has_its_own_nonce(stranger: StaffClient) -> None:
    policies = {stranger.raw.get("/sign-in").headers["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3


def test_https_is_demanded_where_it_is_served_and_not_on_this_machine(
    site: Flask, stranger: StaffClient
) -> None:
    assert "Strict-Transport-Security" not in stranger.raw.get("/sign-in").headers
    site.config["SESSION_COOKIE_SECURE"] = True
    assert "max-age=" in stranger.raw.get("/sign-in").headers["Strict-Transport-Security"]


def test_a_refused_statement_does_not_put_its_values_in_the_log(site: Flask) -> None:
    with site.app_context():
        engine = site.extensions["sqlalchemy"].engine
    with engine.connect() as connection, pytest.raises(SQLAlchemyError) as raised:
        connection.execute(text("SELECT no_such_function(:name)"), {"name": "Sam Okafor"})
    assert "Sam Okafor" not in str(raised.value)
