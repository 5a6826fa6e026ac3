"""What every public page shows round its content, as one frozen summary."""

from dataclasses import dataclass

from flask import Flask, request, url_for

from ethical_walls.permissions import Permission, permits
from witness_app.product import PRODUCT_NAME
from witness_app.site import current
from witness_app.site.headers import nonce

OF_WITNESSES = frozenset(
    {
        "partner_witnesses",
        "partner_referrals",
        "partner_dates",
        "partner_outcomes",
        "partner_court_days",
    }
)


@dataclass(frozen=True)
class Place:
    """A word of a solicitor's navigation, and whether they are there now."""

    text: str
    address: str
    is_here: bool


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
        signed_in_as: The name of a solicitor who has signed in; nobody else's is ever shown.
        navigation: Where they may go.
        own_sign_in: How they sign in, and where they have.
        sign_out: How they leave.
    """

    product: str
    nonce: str
    home: str
    leave: str
    telephone: str
    privacy: str
    accessibility: str
    signed_in_as: str | None
    navigation: tuple[Place, ...]
    own_sign_in: str
    sign_out: str


def shell_of() -> Shell:
    """The frame of the page being answered; it asks nothing of the database."""
    viewer = current.known_viewer()
    is_partner = permits(viewer, Permission.FOLLOW_AS_PARTNER)
    return Shell(
        product=PRODUCT_NAME,
        nonce=nonce(),
        home=url_for("about.start"),
        leave=url_for("about.leave"),
        telephone=current.site().settings.service_telephone,
        privacy=url_for("about.privacy"),
        accessibility=url_for("about.accessibility"),
        signed_in_as=viewer.name if is_partner else None,
        navigation=_places() if is_partner else (),
        own_sign_in=url_for("own_sign_in.show"),
        sign_out=url_for("sign_in.leave"),
    )


def _places() -> tuple[Place, ...]:
    return (
        Place(
            "Your witnesses",
            url_for("partner_witnesses.show_all"),
            request.blueprint in OF_WITNESSES,
        ),
        Place(
            "Who must be told",
            url_for("partner_tellings.show_all"),
            request.blueprint == "partner_tellings",
        ),
    )


def install(app: Flask) -> None:
    """Hand the frame to every template."""
    app.context_processor(lambda: {"shell": shell_of()})
