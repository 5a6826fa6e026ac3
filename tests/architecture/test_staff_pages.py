"""Every page of the staff site: who may ask for it, how it is drawn, and what it never contains."""

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes

from ethical_walls.permissions import POLICY, Permission
from tests.moment import NOW
from witness_app.clock import FixedClock
from witness_app.settings import CHECKOUT, Settings
from witness_app.site.access import permission_of
from witness_app.staff import SiteParts, create_staff_site
from witness_app.staff.caseworkers.look_words import PAGE_WORDS
from witness_app.staff.caseworkers.sections import SECTIONS
from witness_app.staff.navigation import PLACES

TEMPLATES = CHECKOUT / "templates"
FILES = sorted(f for of in ("staff", "sign_in") for f in (TEMPLATES / of).rglob("*.html"))
NAMES = [str(file.relative_to(TEMPLATES)) for file in FILES]
LAYOUT = "staff/page.html"
OPEN_TO_ANYONE = {
    "about.accessibility",
    "joining.ask_first_code",
    "joining.ask_password",
    "joining.choose_password",
    "joining.join",
    "sign_in.ask",
    "sign_in.ask_code",
    "sign_in.enter",
    "sign_in.enter_code",
    "sign_in.leave",
    "static",
}
PUBLIC_WORDS = ("/courts/", "/static/")
FORBIDDEN = {
    r"\sstyle=": "a style belongs in staff.css",
    r"\son[a-z]+=": "a script belongs in a file",
    r"<script|<style": "only the layout brings scripts and styles",
    r"""[^"'\s]\s*\|\s*safe\b""": "what people typed is never taken as markup",
    r"""href=["']https?:""": "staff pages lead nowhere else",
    r"""<form[^>]*method=["']post["'](?![\s\S]{0,400}csrf_token)""": "use post_form",
}


def in_production() -> Settings:
    """What either site is told where real people are served."""
    return Settings(
        environment="production",
        instance=Path("instance"),
        database_url="postgresql+psycopg://nobody@127.0.0.1/nowhere",
        owner_database_url="",
        staff_secret="a secret that only tests hold",
        public_secret="another secret that only tests hold",
        second_factor_key=b"a key that only tests hold, 32 b",
        wall_key=b"a key that only tests hold, 32 b",
    )


@pytest.fixture(scope="module")
def site() -> Flask:
    """The staff site, made but never connected."""
    settings = in_production()
    return create_staff_site(settings, SiteParts(settings.database_url, FixedClock(NOW)))


def test_every_endpoint_states_its_permission(site: Flask) -> None:
    assert len(site.view_functions) > len(OPEN_TO_ANYONE)
    for endpoint in site.view_functions:
        assert permission_of(site, endpoint) in POLICY, endpoint


def test_the_endpoints_open_to_anyone_are_these_and_no_others(site: Flask) -> None:
    found = {e for e in site.view_functions if permission_of(site, e) is Permission.ANYONE}
    assert found == OPEN_TO_ANYONE


def test_every_view_takes_its_permission_with_its_route(site: Flask) -> None:
    assert {rule.endpoint for rule in site.url_map.iter_rules()} == set(site.view_functions)


def test_addresses_carry_ids_and_dates_alone_but_for_words_of_public_facts(site: Flask) -> None:
    for rule in site.url_map.iter_rules():
        for kind in re.findall(r"<(?:(\w+):)?\w+>", rule.rule):
            is_public = rule.rule.startswith(PUBLIC_WORDS)
            assert kind in {"uuid", "date", "int"} or is_public, rule.rule


def test_the_cookie_is_sent_over_https_alone_in_production(site: Flask) -> None:
    assert site.config["SESSION_COOKIE_SECURE"] is True


def test_every_word_of_the_navigation_leads_to_a_page_read_without_values(site: Flask) -> None:
    assert PLACES
    rules = {rule.endpoint: rule for rule in site.url_map.iter_rules()}
    for place in PLACES:
        assert not rules[place.endpoint].arguments, place
        assert "GET" in (rules[place.endpoint].methods or set()), place


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles(site: Flask, name: str) -> None:
    assert site.jinja_env.get_template(name).name == name


def extended_by(name: str) -> str | None:
    """The template that this one extends."""
    said = re.search(r'{%-? extends "([^"]+)"', (TEMPLATES / name).read_text())
    return said and said[1]


LAYOUTS = {extended_by(name) for name in NAMES}
PAGES = [name for name in NAMES if extended_by(name) and name not in LAYOUTS]
PARTS = [name for name in NAMES if not extended_by(name)]


def blocks_of(site: Flask, name: str) -> dict[str, nodes.Block]:
    """The blocks that a page fills, itself or through the layouts between it and the first."""
    filled: dict[str, nodes.Block] = {}
    while name != LAYOUT:
        parsed = site.jinja_env.parse((TEMPLATES / name).read_text())
        filled = {block.name: block for block in parsed.find_all(nodes.Block)} | filled
        name = extended_by(name) or LAYOUT
    return filled


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_a_title_and_a_content(site: Flask, name: str) -> None:
    blocks = blocks_of(site, name)
    assert {"title", "content"} <= set(blocks)
    said = [part for shown in blocks["title"].find_all(nodes.Output) for part in shown.nodes]
    assert any(not isinstance(p, nodes.TemplateData) or p.data.strip() for p in said), name


@pytest.mark.parametrize("name", PARTS)
def test_a_part_of_a_page_leaves_the_heading_to_the_page(name: str) -> None:
    assert "<h1" not in (TEMPLATES / name).read_text()


@pytest.mark.parametrize("name", [n for n in NAMES if n != LAYOUT])
def test_no_template_carries_what_the_policy_forbids(name: str) -> None:
    text = re.sub(r"{#.*?#}", "", (TEMPLATES / name).read_text(), flags=re.DOTALL)
    for pattern, why in FORBIDDEN.items():
        assert not re.search(pattern, text), f"{name}: {why}"


def test_the_site_finds_no_template_but_its_own(site: Flask) -> None:
    listed = site.jinja_env.list_templates()
    assert {name.partition("/")[0] for name in listed} == {
        "staff",
        "macros",
        "partners",
        "sign_in",
        "govuk_frontend_jinja",
        "govuk_frontend_wtf",
    }


def test_every_page_about_a_witness_stands_in_a_group_of_the_navigation() -> None:
    framed = [
        file for file in FILES if 'extends "staff/caseworkers/witness_page' in file.read_text()
    ]
    said = {
        file.name: re.findall(r"{% block section %}(.+?){% endblock %}", file.read_text())
        for file in framed
    }
    words = [section.words for sections in SECTIONS.values() for section in sections]
    assert len(words) == len(set(words))
    assert {name for name, here in said.items() if len(here) != 1 or here[0] not in words} == set()


def test_every_page_about_one_witness_marks_where_it_belongs(site: Flask) -> None:
    about = ("witness_app.staff.caseworkers.", "witness_app.partners.")
    blueprints = {
        endpoint.partition(".")[0]
        for endpoint, view in site.view_functions.items()
        if view.__module__.startswith(about)
    }
    marked = {one for one in blueprints if any(place.is_here(one) for place in PLACES)}
    assert blueprints - marked == set()


def test_a_page_in_the_navigation_is_called_the_same_in_the_list_of_who_looked() -> None:
    sections = [section for group in SECTIONS.values() for section in group]
    assert {s.endpoint: s.words for s in sections} == {
        s.endpoint: PAGE_WORDS.get(s.endpoint) for s in sections
    }
