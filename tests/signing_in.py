"""People signed in without typing: a live session opened through the door, and its cookie."""

import secrets
import uuid

from flask import Flask
from playwright.sync_api import Page

from ethical_walls.sessions import WalledSession
from ethical_walls.sign_in.actions import begin_session, keep_second_factor
from ethical_walls.sign_in.queries import sign_in_facts
from ethical_walls.viewers import NOBODY, Viewer
from tests.browser import site_at
from tests.moment import NOW
from witness_app.clock import Clock
from witness_app.sign_in.second_factor import Keeper, code_at, step_at
from witness_app.site import current
from witness_app.site.signed_in import TOKEN

KEY = b"a key that only tests hold, 32 b"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""What every invented phone holds."""


def give_second_factor(owner: WalledSession, account_id: uuid.UUID) -> None:
    """Set up the invented phone for an account."""
    sealed = Keeper(KEY).seal(account_id, SECRET)
    keep_second_factor(owner, account_id, sealed, now=NOW)


def code_on_the_phone(clock: Clock, later: int = 0) -> str:
    """What the invented phone shows, so many half-minutes from now."""
    return code_at(SECRET, step_at(clock.now()) + later)


def cookie_for(site: Flask, email: str) -> str:
    """The value of the cookie of a browser in which this person has just signed in."""
    token = secrets.token_urlsafe()
    with site.app_context():
        given = current.site()
        with current.session_of(NOBODY) as session:
            facts = sign_in_facts(session, email)
        assert facts, f"nobody signs in as {email}"
        with current.session_of(Viewer(account_id=facts.account_id)) as session:
            begin_session(session, token, given.name, "A test", now=given.given.clock.now())
            session.commit()
    serializer = site.session_interface.get_signing_serializer(site)  # type: ignore[attr-defined]
    value: str = serializer.dumps({TOKEN: token})
    return value


def sign_in_at(page: Page, address: str, email: str) -> None:
    """Sign somebody in at a real browser, at a site that a test serves."""
    site = site_at(address)
    name = site.config["SESSION_COOKIE_NAME"]
    page.context.add_cookies([{"name": name, "value": cookie_for(site, email), "url": address}])
