"""A form that was sent: the answer to one that must be mended, and the request that it is."""

from typing import Final
from uuid import UUID, uuid4

from flask import request
from wtforms import Field

TO_MEND: Final = 422
"""The status of a page that shows a form again, with what must be mended (RFC 9110, 15.5.21)."""


def request_id_in(field: Field) -> UUID:
    """The id that a form was drawn with, so that sent twice it is one request.

    A form without a good one is taken as a new request.
    """
    return _read(str(field.data))


def asked_id() -> UUID:
    """The same of a form that is its button and this id alone."""
    return _read(request.form.get("request_id", ""))


def _read(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        return uuid4()
