"""Every page of the public site: who may ask for it, how it is drawn, what it never contains."""

import re

import pytest
from flask import Flask

from ethical_walls.permissions import POLICY, Permission
from tests.architecture.test_staff_pages import FORBIDDEN, TEMPLATES, in_production
from tests.moment import NOW
from witness_app.clock import FixedClock
from witness_app.public import SiteParts, create_public_site
from witness_app.site.access import permission_of

NAMES = [str(f.relative_to(TEMPLATES)) for f in sorted((TEMPLATES / "public").rglob("*.html"))]
LAYOUTS = {"public/page.html", "public/quiet_page.html"}
OPEN_TO_ANYONE = {
    "about.start",
    "about.leave",
    "about.closed",
    "about.privacy",
    "about.accessibility",
    "callbacks.hear_status",
    "callbacks.hear_text",
    "joining.ask_first_code",
    "joining.ask_password",
    "joining.choose_password",
    "joining.join",
    "sign_in.ask",
    "sign_in.ask_code",
    "sign_in.enter",
    "sign_in.enter_code",
    "sign_in.leave",
    "opening.ask",
    "self_referral.start",
    "self_referral.begin",
    "self_referral.ask",
    "self_referral.answer",
    "self_referral.check",
    "self_referral.send",
    "self_referral.received",
    "opening.enter",
    "static",
}
QUIET = "public/quiet_page.html"


@pytest.fixture(scope="module")
def site() -> Flask:
    """The public site, made but never connected."""
    settings = in_production()
    return create_public_site(settings, SiteParts(settings.database_url, FixedClock(NOW)))


def test_every_endpoint_states_its_permission(site: Flask) -> None:
    for endpoint in site.view_functions:
        assert permission_of(site, endpoint) in POLICY, endpoint


def test_the_endpoints_open_to_anyone_are_these_and_no_others(site: Flask) -> None:
    found = {e for e in site.view_functions if permission_of(site, e) is Permission.ANYONE}
    assert found == OPEN_TO_ANYONE


def test_addresses_carry_ids_and_dates_alone_but_for_files(site: Flask) -> None:
    for rule in site.url_map.iter_rules():
        for kind in re.findall(r"<(?:(\w+):)?\w+>", rule.rule):
            assert kind in {"uuid", "date", "int", "token"} or rule.rule.startswith("/static/")


def test_the_cookie_is_the_sites_own_and_sent_over_https_alone_in_production(site: Flask) -> None:
    assert site.config["SESSION_COOKIE_NAME"] == "__Host-public"
    assert site.config["SESSION_COOKIE_SECURE"] is True


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles_and_pages_have_a_title_and_a_content(
    site: Flask, name: str
) -> None:
    assert site.jinja_env.get_template(name).name == name
    text = (TEMPLATES / name).read_text()
    if "{% extends" in text and name not in LAYOUTS:
        assert re.search(r"{% block title %}\s*\S+.*{% endblock %}", text)
        assert "{% block content %}" in text


@pytest.mark.parametrize("name", [n for n in NAMES if n != "public/page.html"])
def test_no_template_carries_what_the_policy_forbids(name: str) -> None:
    text = re.sub(r"{#.*?#}", "", (TEMPLATES / name).read_text(), flags=re.DOTALL)
    for pattern, why in FORBIDDEN.items():
        assert not re.search(pattern, text), f"{name}: {why}"


def test_the_site_finds_no_template_but_its_own(site: Flask) -> None:
    found = {name.partition("/")[0] for name in site.jinja_env.list_templates()}
    assert found == {
        "public",
        "macros",
        "partners",
        "sign_in",
        "govuk_frontend_jinja",
        "govuk_frontend_wtf",
    }
