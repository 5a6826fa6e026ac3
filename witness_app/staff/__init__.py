"""The staff site: made from settings, a database and a clock, each page behind a permission."""

from flask import Flask

from witness_app.settings import Settings
from witness_app.site.making import SitePlan, make_site
from witness_app.site.parts import DemoSignIn, SiteName, SiteParts
from witness_app.staff import shell
from witness_app.staff.areas import BLUEPRINTS

__all__ = ["DemoSignIn", "SiteParts", "create_staff_site"]


def create_staff_site(settings: Settings, parts: SiteParts) -> Flask:
    """The staff site, ready to be served.

    Raises:
        EndpointWithoutPermission: A page does not say who may ask for it.
    """
    return make_site(
        settings,
        parts,
        SitePlan(
            name=SiteName.STAFF,
            secret=settings.staff_secret,
            pages=BLUEPRINTS,
            install_frame=shell.install,
            entrance="sign_in.ask",
        ),
    )
