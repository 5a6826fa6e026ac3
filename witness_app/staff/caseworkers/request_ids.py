"""The id that a form carries so that sending it twice does one thing."""

from uuid import UUID, uuid4

from wtforms import Field


def request_id_in(field: Field) -> UUID:
    """The id that a form was drawn with; a form without a good one is taken as a new request."""
    try:
        return UUID(str(field.data))
    except ValueError:
        return uuid4()
