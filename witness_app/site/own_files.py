"""The files that pages are drawn with: styles, scripts and the mark."""

from typing import Final

from flask import Response
from flask import send_from_directory as file_from

from ethical_walls.permissions import Permission
from witness_app.settings import CHECKOUT
from witness_app.site.access import permits

STATIC: Final = CHECKOUT / "witness_app" / "static"


@permits(Permission.ANYONE)
def own_file(filename: str) -> Response:
    """A style, a script or the mark; never anything of a person's."""
    return file_from(STATIC, filename)
