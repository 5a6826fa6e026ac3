"""The staff site: made from settings, a database and a clock, each page behind a permission."""

from datetime import timedelta
from pathlib import Path
from typing import Final

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

from witness_app.database import signer_of, site_database, voice_of
from witness_app.settings import CHECKOUT, Settings
from witness_app.site import (
    access,
    current,
    errors,
    headers,
    looks,
    sign_in_limits,
    signed_in,
    spoken,
)
from witness_app.site.parts import DemoSignIn, Site, StaffSiteParts
from witness_app.staff import shell
from witness_app.staff.areas import BLUEPRINTS
from witness_app.staff.everyone.about import own_file

__all__ = ["DemoSignIn", "StaffSiteParts", "create_staff_site"]

TEMPLATES: Final = CHECKOUT / "templates"
LARGEST_FILE: Final = 8 * 1024 * 1024
LARGEST_FORM: Final = 512 * 1024


def create_staff_site(settings: Settings, parts: StaffSiteParts) -> Flask:
    """The staff site, ready to be served.

    Raises:
        EndpointWithoutPermission: A page does not say who may ask for it.
    """
    app = Flask("witness_app.staff", static_folder=None, template_folder=None)
    app.config.from_mapping(_configuration(settings, parts))
    _draw_with_templates(app)
    database = site_database(signer_of(settings), voice_of(settings))
    database.init_app(app)
    current.install(app, Site(settings, parts, database))
    access.install(app)
    CSRFProtect(app)
    for part in (looks, headers, shell, spoken, errors):
        part.install(app)
    for pages in BLUEPRINTS:
        app.register_blueprint(pages)
    app.add_url_rule("/static/<path:filename>", "static", own_file)
    sign_in_limits.install(app)
    access.refuse_to_start_without_permissions(app)
    return app


def _configuration(settings: Settings, parts: StaffSiteParts) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.staff_secret,
        "SQLALCHEMY_DATABASE_URI": parts.database_url,
        # A refused statement would otherwise print its values, a witness's among them, in the log.
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
        "SESSION_COOKIE_NAME": "__Host-staff" if settings.is_production else "staff",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.is_production,
        "PERMANENT_SESSION_LIFETIME": signed_in.LASTS,
        "WTF_CSRF_TIME_LIMIT": int(timedelta(hours=12).total_seconds()),
        "MAX_CONTENT_LENGTH": LARGEST_FILE,
        "MAX_FORM_MEMORY_SIZE": LARGEST_FORM,
        "TRAP_HTTP_EXCEPTIONS": False,
    }


def _draw_with_templates(app: Flask, templates: Path = TEMPLATES) -> None:
    """This site finds its own pages and the macros they draw with, and no other site's."""
    names = ("govuk_frontend_jinja", "govuk_frontend_wtf")
    app.jinja_loader = ChoiceLoader(
        [
            PrefixLoader({"staff": FileSystemLoader(templates / "staff")}),
            PrefixLoader({name: PackageLoader(name) for name in names}),
        ],
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    WTFormsHelpers(app)
