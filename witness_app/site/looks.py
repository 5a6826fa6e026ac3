"""Every page that a signed-in person asks for leaves a line in the access log, refusals too."""

import uuid

from flask import Flask, Response, request
from sqlalchemy import Table

from ethical_walls.access_log.actions import Subject, looked
from ethical_walls.access_log.models import Outcome
from ethical_walls.permissions import Permission
from ethical_walls.records import Kind, Record
from witness_app.site import current
from witness_app.site.access import permission_of

UNKNOWN_ADDRESS = "unknown address"
REFUSED = (403, 404)


def walled_table(value_of_address: str) -> Table | None:
    """The walled table whose row a value of an address names: `visit_id` names one of visits."""
    table = Record.metadata.tables.get(value_of_address.removesuffix("_id"))
    return table if table is not None and table.info["wall"] is Kind.WALLED else None


def subject() -> Subject | None:
    """The record that the address names, where it names one."""
    named = (request.view_args or {}).items()
    return next(
        (
            Subject(value, walled_table(name))
            for name, value in named
            if isinstance(value, uuid.UUID)
        ),
        None,
    )


def is_looking(app: Flask) -> bool:
    """Whether this request asks to see anything: an open page and a style sheet do not."""
    endpoint = request.endpoint
    return not endpoint or permission_of(app, endpoint) is not Permission.ANYONE


def note_look(app: Flask, response: Response) -> Response:
    """Add the line, after the page's own transaction; where it cannot be added no page is shown."""
    viewer = current.known_viewer()
    if viewer.is_somebody and is_looking(app):
        outcome = Outcome.REFUSED if response.status_code in REFUSED else Outcome.SHOWN
        act = request.endpoint or UNKNOWN_ADDRESS
        current.close(None)
        with current.session_of(viewer) as session:
            looked(session, act, subject(), outcome, now=current.now())
    return response


def install(app: Flask) -> None:
    """Note every look."""
    app.after_request(lambda response: note_look(app, response))
