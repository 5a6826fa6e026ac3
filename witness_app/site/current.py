"""Who is asking, through which session and when: what a view needs of the present request."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, TypeVar

from flask import Flask, current_app, g, request

import witness_app.perform
from courts.london_time import london_day
from ethical_walls.accounts.service import link_viewer
from ethical_walls.links.actions import end_opening
from ethical_walls.links.queries import subject_of_opening
from ethical_walls.sessions import WalledSession
from ethical_walls.sign_in.actions import end_session
from ethical_walls.sign_in.queries import session_viewer
from ethical_walls.viewers import NOBODY, Viewer
from witness_app.site import opened_link, signed_in
from witness_app.site.parts import Site

T = TypeVar("T")

READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
SITE: Final = "site"


class ChangeByReading(RuntimeError):
    """A view performs an action when it is only read, as a preview or a crawler does."""

    def __init__(self, endpoint: str | None) -> None:
        super().__init__(f"{endpoint} performs an action on a GET. Make it a POST from a form.")


def site() -> Site:
    """The site that answers this request."""
    found: Site = current_app.extensions[SITE]
    return found


def now() -> datetime:
    """The present instant, aware, in UTC; the same for the whole request."""
    if "now" not in g:
        g.now = site().given.clock.now()
    found: datetime = g.now
    return found


def viewer() -> Viewer:
    """Who is asking, learnt once a request in a short session of nobody.

    It notes in the live session that they were seen, at most once a minute.
    """
    if "viewer" not in g:
        token = signed_in.token()
        g.viewer = NOBODY
        if token is not None:
            g.viewer = _seen(token)
        if not g.viewer.is_somebody:
            g.viewer = _by_link()
    return known_viewer()


def _by_link() -> Viewer:
    """Who has opened a link in this browser, while the link still stands; else nobody."""
    token = opened_link.token(now())
    if token is None:
        return NOBODY
    with session_of(NOBODY) as session:
        subject_id = subject_of_opening(session, token, now=now())
    return NOBODY if subject_id is None else link_viewer(subject_id)


def _seen(token: str) -> Viewer:
    on = london_day(now())
    with session_of(NOBODY) as session:
        return witness_app.perform.perform(
            session, session_viewer, token, site().name, on, now=now()
        )


def known_viewer() -> Viewer:
    """Who is asking, as far as this request has found out; it never asks the database."""
    found: Viewer = g.get("viewer", NOBODY)
    return found


def session() -> WalledSession:
    """The request's one session, which sees what its viewer may see."""
    viewer()
    opened: WalledSession = site().database.session()  # type: ignore[assignment]  # a SiteSession
    return opened


def session_of(somebody: Viewer) -> WalledSession:
    """A short session beside the request's own; a context manager that closes it."""
    database = site().database
    signer = database.session.session_factory.kw["signer"]
    return WalledSession(database.engine, viewer=somebody, signer=signer)


def perform(
    action: Callable[..., T],
    *args: Any,  # noqa: ANN401 - whatever the action takes
    **kwargs: Any,  # noqa: ANN401 - the same
) -> T:
    """Run one action and what follows from it, as this viewer, now, and commit.

    Raises:
        ChangeByReading: The request only asked to see something.
    """
    if request.method in READING:
        raise ChangeByReading(request.endpoint)
    done = witness_app.perform.perform(session(), action, *args, now=now(), **kwargs)
    site().given.after_commit()
    return done


def perform_as(
    somebody: Viewer,
    action: Callable[..., T],
    *args: Any,  # noqa: ANN401 - whatever the action takes
) -> T:
    """Run one action beside the request's own session, and commit: a step before anybody is known.

    Raises:
        ChangeByReading: The request only asked to see something.
    """
    if request.method in READING:
        raise ChangeByReading(request.endpoint)
    with session_of(somebody) as session:
        done = witness_app.perform.perform(session, action, *args, now=now())
    site().given.after_commit()
    return done


def leave() -> None:
    """End what this browser is in, so that a copy of its cookie is worth nothing, and forget it.

    It is done on a GET: the way out is a link, which works at once and without scripts.
    """
    carried = ((opened_link.token_to_end(), end_opening), (signed_in.token(), end_session))
    for token, end in carried:
        if token is not None:
            with session_of(NOBODY) as session:
                witness_app.perform.perform(session, end, token, now=now())
    signed_in.end()


def close(_raised: BaseException | None) -> None:
    """Close the request's session while the request is still known."""
    opened: WalledSession | None = g.pop("walled_session", None)
    if opened is not None:
        opened.close()


def close_site(app: Flask) -> None:
    """Give back the site's connections, when it has stopped serving."""
    made_with: Site = app.extensions[SITE]
    with app.app_context():
        made_with.database.engine.dispose()


def install(app: Flask, made_with: Site) -> None:
    """Give the site its clock, settings and database, and close each request's session."""
    app.extensions[SITE] = made_with
    app.teardown_request(close)
