"""What every staff page shows round its content, as one frozen summary."""

from dataclasses import dataclass

from flask import Flask, url_for

from witness_app.product import PRODUCT_NAME
from witness_app.site import current
from witness_app.site.headers import nonce
from witness_app.staff.navigation import NavigationLink, navigation_for


@dataclass(frozen=True)
class Shell:
    """The frame of one page for one person; nothing in it says what the page is about."""

    product: str
    nonce: str
    home: str
    sign_out: str
    own_sign_in: str
    accessibility: str
    signed_in_as: str | None
    navigation: tuple[NavigationLink, ...]


def shell_of(app: Flask) -> Shell:
    """The frame of the page being answered.

    It asks nothing of the database, so that the page for a failure can always be drawn.
    """
    viewer = current.known_viewer()
    return Shell(
        product=PRODUCT_NAME,
        nonce=nonce(),
        home=url_for("about.home"),
        sign_out=url_for("sign_in.leave"),
        own_sign_in=url_for("own_sign_in.show"),
        accessibility=url_for("about.accessibility"),
        signed_in_as=viewer.name if viewer.is_somebody else None,
        navigation=navigation_for(app, viewer),
    )


def install(app: Flask) -> None:
    """Hand the frame to every template."""
    app.context_processor(lambda: {"shell": shell_of(app)})
