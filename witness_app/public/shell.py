"""What every public page shows round its content, as one frozen summary."""

from dataclasses import dataclass

from flask import Flask, url_for

from witness_app.product import PRODUCT_NAME
from witness_app.site import current
from witness_app.site.headers import nonce


@dataclass(frozen=True)
class Shell:
    """The frame of one page; nothing in it says what the page is about or who reads it.

    Attributes:
        product: The product's neutral name.
        nonce: Marks the layout's one inline script.
        home: The start page.
        leave: Where *exit this page* leads: it forgets who is here and goes somewhere harmless.
        telephone: The number that is always answered.
        privacy: What is kept and why.
        accessibility: What was done so that everybody can use this.
    """

    product: str
    nonce: str
    home: str
    leave: str
    telephone: str
    privacy: str
    accessibility: str


def shell_of() -> Shell:
    """The frame of the page being answered; it asks nothing of the database."""
    return Shell(
        product=PRODUCT_NAME,
        nonce=nonce(),
        home=url_for("about.start"),
        leave=url_for("about.leave"),
        telephone=current.site().settings.service_telephone,
        privacy=url_for("about.privacy"),
        accessibility=url_for("about.accessibility"),
    )


def install(app: Flask) -> None:
    """Hand the frame to every template."""
    app.context_processor(lambda: {"shell": shell_of()})
