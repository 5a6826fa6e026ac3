"""A strict browser without a window: it reads every page, and objects to a bad one.

    client = StaffClient(site)
    page = client.sign_in("priya@example.org", "…")
    page = client.get("/courts")
    page = page.follow("Snaresbrook Crown Court")
    page = page.send("Book the visit", {"note": "Side entrance"})

It is a test client like Flask's own, with CSRF on: forms are filled in from the page they stand on,
and sent with the hidden values that the page gave. What it objects to is in `faults_of`.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag
from flask import Flask
from werkzeug.test import TestResponse

from tests.signing_in import cookie_for
from tests.strict_html import StrictHtml, read
from witness_app.product import PRODUCT_NAME

EVERY = re.compile("")
BETWEEN = " \N{EN DASH}"
ORIGIN = "http://localhost"
LABELLED = "input, select, textarea"
NEEDS_NO_LABEL = {"hidden", "submit", "button"}
REDIRECTS = {301, 302, 303, 307, 308}
CHANCE = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|(?<=nonce-)[\w+/=-]+|(?<=nonce=\")[^\"]+"
    r'|(?<=name="csrf_token" type="hidden" value=")[^"]+|(?<=name="csrf_token" value=")[^"]+'
)
"""What two answers of one page differ in by chance alone: ids, nonces and tokens."""
FAULTLESS: set[bytes] = set()
"""Digests of the pages that were read and found without fault in this process."""

Value = str | list[str] | tuple[bytes, str]


class PageFault(AssertionError):
    """A page breaks a rule of the house; the message lists every one it breaks."""


class NotOnThePage(AssertionError):
    """The link, button or field that a test asked for is not there."""


def faults_of(html: StrictHtml, headers: Mapping[str, str]) -> list[str]:
    """Every rule that one HTML page breaks, in words."""
    soup = html.soup
    return [
        *html.errors,
        *_heading_and_title(soup),
        *_repeated_ids(soup),
        *_forms(soup),
        *_unlabelled(soup),
        *_inline(soup, headers),
        *_dangling(soup),
        *_undescribed(soup),
        *_headers(headers),
    ]


def digest_of(text: str, headers: Mapping[str, str]) -> bytes:
    """Equal for pages that differ in nothing but what each bit of chance in them is called."""
    names: dict[str, str] = {}
    whole = f"{text}\n{headers.get('Content-Security-Policy')}\n{headers.get('Cache-Control')}"
    alike = CHANCE.sub(lambda met: names.setdefault(met.group(), f"<{len(names)}>"), whole)
    return sha256(alike.encode()).digest()


def _heading_and_title(soup: BeautifulSoup) -> Iterator[str]:
    headings = soup.find_all("h1")
    if len(headings) != 1:
        yield f"a page has one h1, this one has {len(headings)}"
    elif not headings[0].get_text(strip=True):
        yield "the h1 is empty"
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    if not title.removesuffix(PRODUCT_NAME).strip(BETWEEN):
        yield f"the title says nothing of its own: {title!r}"
    if not (soup.html and soup.html.get("lang")):
        yield "the page does not say its language"


def _repeated_ids(soup: BeautifulSoup) -> Iterator[str]:
    counted = Counter(tag["id"] for tag in soup.find_all(id=True))
    yield from (
        f"the id {one!r} stands {times} times" for one, times in counted.items() if times > 1
    )


def _forms(soup: BeautifulSoup) -> Iterator[str]:
    for form in soup.find_all("form"):
        method = str(form.get("method", "get")).lower()
        if not form.get("action"):
            yield f"a {method} form has no action"
        if method == "post" and not form.find("input", attrs={"name": "csrf_token", "value": True}):
            yield f"the form to {form.get('action')} carries no CSRF token"
        if form.find("form"):
            yield "a form stands inside a form"


def _unlabelled(soup: BeautifulSoup) -> Iterator[str]:
    labelled = {label.get("for") for label in soup.find_all("label")}
    for control in soup.select(LABELLED):
        if control.get("type") in NEEDS_NO_LABEL:
            continue
        if not (control.get("id") in labelled or control.get("aria-label")):
            yield f"nothing labels the field {control.get('name') or control.get('id')!r}"
    for group in soup.find_all("fieldset"):
        if not group.find("legend"):
            yield "a fieldset has no legend"


def _inline(soup: BeautifulSoup, headers: Mapping[str, str]) -> Iterator[str]:
    policy = headers.get("Content-Security-Policy", "")
    for tag in soup.find_all(name=EVERY):
        if tag.get("style"):
            yield f"<{tag.name}> carries a style; put it in staff.css"
        yield from (f"<{tag.name}> carries {name}" for name in tag.attrs if name.startswith("on"))
        if str(tag.get("href", "")).strip().lower().startswith("javascript:"):
            yield "a link runs a script"
    for script in soup.find_all("script"):
        if not script.get("src") and f"'nonce-{script.get('nonce')}'" not in policy:
            yield "an inline script has no nonce that the policy admits"
    if soup.find("style"):
        yield "the page has a <style>; put it in staff.css"


def _dangling(soup: BeautifulSoup) -> Iterator[str]:
    ids = {tag["id"] for tag in soup.find_all(id=True)}
    for link in soup.find_all("a"):
        address = str(link.get("href", ""))
        if not link.get_text(strip=True) and not link.get("aria-label"):
            yield f"the link to {address} has no words"
        if not address or address == "#":
            yield f"the link {link.get_text(strip=True)!r} leads nowhere"
        elif address.startswith("#") and address[1:] not in ids:
            yield f"the link {address} has nothing to jump to"
        elif address.startswith("http"):
            yield f"the link {address} leaves the site"


def _undescribed(soup: BeautifulSoup) -> Iterator[str]:
    ids = {tag["id"] for tag in soup.find_all(id=True)}
    for tag in soup.find_all(attrs={"aria-describedby": True}):
        for one in str(tag["aria-describedby"]).split():
            if one not in ids:
                yield f"{tag.get('name')!r} is described by {one!r}, which is not there"


def _headers(headers: Mapping[str, str]) -> Iterator[str]:
    policy = headers.get("Content-Security-Policy", "")
    for needed in ("default-src 'none'", "frame-ancestors 'none'"):
        if needed not in policy:
            yield f"the policy does not say {needed}"
    if "unsafe" in policy:
        yield "the policy says unsafe"
    if headers.get("Cache-Control") != "no-store":
        yield "the page may be kept by a browser"


@dataclass
class Page:
    """One answer, read."""

    client: "StaffClient"
    response: TestResponse
    path: str

    @cached_property
    def html(self) -> StrictHtml:
        """The answer's HTML, read once."""
        return read(self.response.get_data(as_text=True))

    @property
    def soup(self) -> BeautifulSoup:
        return self.html.soup

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def title(self) -> str:
        assert self.soup.title
        return self.soup.title.get_text(" ", strip=True)

    @property
    def heading(self) -> str:
        assert self.soup.h1
        return " ".join(self.soup.h1.get_text(" ", strip=True).split())

    @property
    def text(self) -> str:
        """The words of the page, spaces evened out."""
        return " ".join(self.soup.body.get_text(" ", strip=True).split()) if self.soup.body else ""

    @property
    def done(self) -> str:
        """The notice of what was done, or nothing."""
        banner = self.soup.select_one(".govuk-notification-banner--success")
        return " ".join(banner.get_text(" ", strip=True).split()) if banner else ""

    @property
    def problems(self) -> list[str]:
        """The sentences of the error summary."""
        return [p.get_text(" ", strip=True) for p in self.soup.select(".govuk-error-summary li")]

    def rows(self) -> list[dict[str, str]]:
        """Every row of every table, by its cells' labels."""
        return [
            {str(c["data-label"]): " ".join(c.get_text(" ", strip=True).split()) for c in cells}
            for row in self.soup.select("tbody tr")
            if (cells := row.select("[data-label]"))
        ]

    def value_of(self, name: str) -> str:
        """What stands in a field."""
        control = self.soup.find(["input", "textarea"], attrs={"name": name})
        if not isinstance(control, Tag):
            raise NotOnThePage(f"no field {name!r} at {self.path}")
        return control.get_text() if control.name == "textarea" else str(control.get("value", ""))

    def follow(self, words: str) -> "Page":
        """Press the link whose words contain these."""
        links = [a for a in self.soup.find_all("a") if words in " ".join(a.get_text(" ").split())]
        if not links:
            raise NotOnThePage(f"no link {words!r} at {self.path}: {self.text[:300]}")
        return self.client.get(urljoin(self.path, str(links[0]["href"])))

    def send(self, button: str, values: Mapping[str, Value] | None = None) -> "Page":
        """Fill in the form that has this button, and press it."""
        form, pressed = self._form_of(button)
        filled = self._filled(form)
        if pressed.get("name"):
            filled[str(pressed["name"])] = [str(pressed.get("value", ""))]
        for name, value in (values or {}).items():
            if not form.find(attrs={"name": name}):
                raise NotOnThePage(f"no field {name!r} in the form of {button!r}")
            filled[name] = value
        address = urljoin(self.path, str(form["action"]))
        if str(form.get("method", "get")).lower() == "post":
            return self.client.post(address, filled)
        return self.client.get(address, filled)

    def _form_of(self, button: str) -> tuple[Tag, Tag]:
        for pressed in self.soup.select("form button, form input[type=submit]"):
            words = pressed.get_text(" ", strip=True) or str(pressed.get("value", ""))
            form = pressed.find_parent("form")
            if button == " ".join(words.split()) and form is not None:
                return form, pressed
        raise NotOnThePage(f"no button {button!r} at {self.path}: {self.text[:300]}")

    @staticmethod
    def _filled(form: Tag) -> dict[str, Value]:
        filled: dict[str, Value] = {}
        for control in form.select(LABELLED):
            name, kind = str(control.get("name", "")), control.get("type")
            if not name or kind in {"submit", "button", "file"} or control.has_attr("disabled"):
                continue
            if kind in {"checkbox", "radio"} and not control.has_attr("checked"):
                continue
            values = filled.setdefault(name, [])
            assert isinstance(values, list)
            values.extend(_values_of(control))
        return filled


def _values_of(control: Tag) -> list[str]:
    if control.name == "textarea":
        return [control.get_text().removeprefix("\n")]
    if control.name == "select":
        options = control.find_all("option")
        chosen = [o for o in options if o.has_attr("selected")] or options[:1]
        return [str(o.get("value", o.get_text(strip=True))) for o in chosen]
    return [str(control.get("value", "on" if control.get("type") == "checkbox" else ""))]


class StaffClient:
    """One person at one browser, on the staff site."""

    def __init__(self, site: Flask) -> None:
        assert site.config.get("WTF_CSRF_ENABLED", True), "CSRF stays on in tests"
        self.site = site
        self.raw = site.test_client()

    def get(self, path: str, query: Mapping[str, Value] | None = None) -> Page:
        """Open an address, following redirects."""
        return self._read(
            self.raw.get(path, query_string=dict(query) if query else None, buffered=True), path
        )

    def post(self, path: str, values: Mapping[str, Value]) -> Page:
        """Send values as they are; `Page.send` fills in a form as a person would."""
        response = self.raw.post(path, data=_sent(values), buffered=True)
        # Werkzeug sends a large file from a temporary one, and leaves it open.
        response.request.environ["wsgi.input"].close()
        return self._read(response, path)

    def sign_in(self, email: str, _password: str = "") -> Page:
        """Be signed in, without typing, and begin where the person's day begins."""
        self.raw.set_cookie(self.site.config["SESSION_COOKIE_NAME"], cookie_for(self.site, email))
        return self.get("/sign-in")

    def try_password(self, email: str, password: str) -> Page:
        """Type an address and a password at the sign-in page, as a person would."""
        return self.get("/sign-in").send("Sign in", {"email": email, "password": password})

    def sign_in_by_typing(self, email: str, password: str, code: str) -> Page:
        """Go through both pages of signing in, as a person would."""
        return self.try_password(email, password).send("Continue", {"code": code})

    def sign_out(self) -> Page:
        """Press the button in the header."""
        return self.get("/accessibility").send("Sign out")

    def _read(self, response: TestResponse, path: str) -> Page:
        while response.status_code in REDIRECTS:
            address = urljoin(f"{ORIGIN}{path}", response.headers["Location"])
            assert urlsplit(address).netloc == urlsplit(ORIGIN).netloc, f"redirected to {address}"
            path = address.removeprefix(ORIGIN)
            response = self.raw.get(path, buffered=True)
        page = Page(self, response, path)
        if response.mimetype == "text/html":
            self._object_to(page)
        return page

    @staticmethod
    def _object_to(page: Page) -> None:
        """Read a page strictly, unless its like was read before."""
        text, headers = page.response.get_data(as_text=True), page.response.headers
        digest = digest_of(text, headers)
        if digest in FAULTLESS:
            return
        faults = faults_of(page.html, headers)
        if faults:
            raise PageFault("\n".join([f"{page.path} answered {page.status}:", *faults]))
        FAULTLESS.add(digest)


def _sent(values: Mapping[str, Value]) -> dict[str, object]:
    return {
        name: (io.BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value
        for name, value in values.items()
    }
