"""How either site is made: from its settings, a database and a clock, each page permitted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from ethical_walls.sign_in.rules import LASTS
from witness_app.database import signer_of, site_database, voice_of
from witness_app.settings import CHECKOUT, Settings
from witness_app.site import access, current, errors, headers, looks, spoken, typed
from witness_app.site.own_files import own_file
from witness_app.site.parts import Site, SiteName, SiteParts

TEMPLATES: Final = CHECKOUT / "templates"
LARGEST_FILE: Final = 8 * 1024 * 1024
LARGEST_FORM: Final = 512 * 1024


@dataclass(frozen=True)
class SitePlan:
    """What sets one site apart from the other.

    Attributes:
        name: Which it is.
        secret: Signs its cookies, and no other site's.
        pages: Every blueprint it has.
        install_frame: Hands its templates what stands round every page.
        entrance: The endpoint to which strangers are sent.
    """

    name: SiteName
    secret: str
    pages: tuple[Blueprint, ...]
    install_frame: Callable[[Flask], None]
    entrance: str


def make_site(settings: Settings, parts: SiteParts, plan: SitePlan) -> Flask:
    """A site, ready to be served.

    Raises:
        EndpointWithoutPermission: A page does not say who may ask for it.
    """
    app = Flask(f"witness_app.{plan.name}", static_folder=None, template_folder=None)
    app.config.from_mapping(_configuration(settings, parts, plan))
    _believe_proxies(app, settings.trusted_proxies)
    _draw_with_templates(app, plan.name)
    database = site_database(signer_of(settings), voice_of(settings))
    database.init_app(app)
    current.install(app, Site(plan.name, settings, parts, database, plan.entrance))
    access.install(app)
    typed.install(app)
    CSRFProtect(app)
    for part in (looks, headers, spoken, errors):
        part.install(app)
    plan.install_frame(app)
    for pages in plan.pages:
        app.register_blueprint(pages)
    app.add_url_rule("/static/<path:filename>", "static", own_file)
    access.refuse_to_start_without_permissions(app)
    return app


def _configuration(settings: Settings, parts: SiteParts, plan: SitePlan) -> dict[str, object]:
    return {
        "SECRET_KEY": plan.secret,
        "SQLALCHEMY_DATABASE_URI": parts.database_url,
        # A refused statement would otherwise print its values, a witness's among them, in the log.
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
        "SESSION_COOKIE_NAME": f"__Host-{plan.name}" if settings.is_production else str(plan.name),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.is_production,
        "PERMANENT_SESSION_LIFETIME": LASTS,
        # Our pages send no referrer, so to ask for one over https would refuse every form.
        # The token stands in a cookie that is ours alone (__Host-) and leaves with no other site's.
        "WTF_CSRF_SSL_STRICT": False,
        "WTF_CSRF_TIME_LIMIT": int(timedelta(hours=12).total_seconds()),
        "MAX_CONTENT_LENGTH": LARGEST_FILE,
        "MAX_FORM_MEMORY_SIZE": LARGEST_FORM,
        "TRAP_HTTP_EXCEPTIONS": False,
    }


def _believe_proxies(app: Flask, proxies: int) -> None:
    """Take who asks, and whether over https, from as many proxies as there are and no more."""
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # as Flask's own manual does
            app.wsgi_app, x_for=proxies, x_proto=1
        )


def _draw_with_templates(app: Flask, name: SiteName, templates: Path = TEMPLATES) -> None:
    """A site finds its own pages and the macros that they are drawn with, and no other's pages."""
    drawn_with = ("govuk_frontend_jinja", "govuk_frontend_wtf")
    app.jinja_loader = ChoiceLoader(
        [
            PrefixLoader(
                {
                    str(name): FileSystemLoader(templates / name),
                    "macros": FileSystemLoader(templates / "staff" / "macros"),
                    "sign_in": FileSystemLoader(templates / "sign_in"),
                    "partners": FileSystemLoader(templates / "partners"),
                }
            ),
            PrefixLoader({package: PackageLoader(package) for package in drawn_with}),
        ],
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    WTFormsHelpers(app)
