"""The public site: for people outside, with a cookie, a secret and pages of its own."""

from flask import Flask

from witness_app.public import shell
from witness_app.public.areas import BLUEPRINTS
from witness_app.public.callbacks import texts
from witness_app.settings import Settings
from witness_app.site.making import SitePlan, make_site
from witness_app.site.parts import SiteName, SiteParts

__all__ = ["SiteParts", "create_public_site"]


def create_public_site(settings: Settings, parts: SiteParts) -> Flask:
    """The public site, ready to be served.

    Raises:
        EndpointWithoutPermission: A page does not say who may ask for it.
    """
    site = make_site(
        settings,
        parts,
        SitePlan(
            name=SiteName.PUBLIC,
            secret=settings.public_secret,
            pages=BLUEPRINTS,
            install_frame=shell.install,
            entrance="about.closed",
        ),
    )
    site.extensions["csrf"].exempt(texts.pages)
    return site
