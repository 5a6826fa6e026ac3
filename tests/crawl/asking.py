"""One person at a browser that keeps all it is answered, and what it cost to answer."""

import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import urlencode, urljoin

from flask import Flask, has_request_context, request
from flask.wrappers import Request
from sqlalchemy import event
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.test import TestResponse

from tests.builders.links import WORD
from tests.signing_in import cookie_for
from tests.staff_client import ORIGIN, REDIRECTS
from tests.two_worlds.transcripts import Transcript
from witness_app.site.current import SITE


@dataclass(frozen=True)
class Upload:
    """A file that is sent in a form."""

    name: str
    content: str

    def opened(self) -> tuple[BytesIO, str]:
        """The file as a browser sends it."""
        return BytesIO(self.content.encode()), self.name


CSRF = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
WAY_OUT = "/leave"
"""Whoever asked for it is nobody from then on, whatever cookie they kept."""
Values = Mapping[str, str | list[str] | Upload]
Names = set[tuple[str, str]]
"""Which address looks up which name in its query."""


@dataclass(frozen=True)
class Answer:
    """One answer with its redirects: what was asked, every byte of it, and its statements."""

    asked: str
    responses: tuple[TestResponse, ...]
    cookies: tuple[str, ...]
    statements: tuple[str, ...]

    @property
    def status(self) -> int:
        """The first answer's status."""
        return self.responses[0].status_code

    @property
    def last(self) -> TestResponse:
        """Where the redirects led."""
        return self.responses[-1]

    @property
    def everything(self) -> str:
        """Every byte, header and cookie."""
        parts = [
            f"{response.status_code}\n{response.headers}\n{response.get_data(as_text=True)}"
            for response in self.responses
        ]
        return "\n".join([*parts, *self.cookies])

    @property
    def paths(self) -> list[str]:
        """Every address that the answer came by."""
        return [response.request.path for response in self.responses]

    def likeness(self) -> tuple[object, ...]:
        """The answer without chance and without which ids stand in it; its statements last."""
        transcript = Transcript()
        for response in self.responses:
            transcript.note("", response)
        answers = [re.sub(r"identifier-\d+", "identifier", text) for text in transcript.answers]
        return (*answers, self.statements)


class Noted(ImmutableMultiDict[str, str]):
    """The values of a request, which notes what a page that is only read asks them for."""

    names: Names

    def _note(self, name: str) -> None:
        if has_request_context() and request.method == "GET" and request.url_rule:
            self.names.add((str(request.url_rule), name))

    def get(self, key: str, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        """Note, and answer as ever."""
        self._note(key)
        return super().get(key, *args, **kwargs)  # type: ignore[call-overload]

    def getlist(self, key: str, *args: object) -> list[str]:  # type: ignore[override]
        """Note, and answer as ever."""
        self._note(key)
        return super().getlist(key, *args)  # type: ignore[call-overload,no-any-return]

    def __getitem__(self, key: str) -> str:
        self._note(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._note(str(key))
        return super().__contains__(key)


def note_what_is_asked_for(site: Flask) -> Names:
    """Every name that the site looks up in an address's query, filled in as it does so."""
    names: Names = set()
    noted = type("NotedOfThisSite", (Noted,), {"names": names})
    site.request_class = type("NotingRequest", (Request,), {"parameter_storage_class": noted})
    return names


@dataclass
class Asker:
    """A browser of one person; each question is asked with the cookie of a fresh page."""

    site: Flask
    email: str = ""
    link: uuid.UUID | None = None
    cookie: str = ""
    token: str = ""
    statements: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        with self.site.app_context():
            self.engine = self.site.extensions[SITE].database.engine
        self.browser = self.site.test_client(use_cookies=False)
        event.listen(self.engine, "before_cursor_execute", self._note_statement)
        self._begin()

    def _begin(self) -> None:
        """Come in by the front door, as whoever this is."""
        self._open()
        if self.email:
            self.cookie = cookie_for(self.site, self.email)
            self._open("/accessibility")
        if self.link:
            self._open_link(f"/open/{self.link}")

    def close(self) -> None:
        """Listen no longer."""
        event.remove(self.engine, "before_cursor_execute", self._note_statement)

    def _open_link(self, path: str) -> None:
        self._open(path)
        entered = self.post(path, {"word": WORD})
        self.cookie = self._cookie_of(entered.responses[0]) or self.cookie
        self._open(path)

    def _open(self, path: str = "/sign-in") -> None:
        response = self.ask("GET", path).last
        self.cookie = self._cookie_of(response) or self.cookie
        token = CSRF.search(response.get_data(as_text=True))
        assert token, f"{path} has no form"
        self.token = token.group(1)

    def _note_statement(self, _c: object, _k: object, statement: str, *_rest: object) -> None:
        self.statements.append(statement)

    def ask(
        self,
        method: str,
        path: str,
        values: Values | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask once, as from a page just opened; what follows a redirect belongs to the answer."""
        self.statements.clear()
        cookie, responses = self.cookie, []
        asked = f"{method} {path}"
        response = self._send(method, path, cookie, values, headers)
        responses.append(response)
        while response.status_code in REDIRECTS and len(responses) < 5:
            cookie = self._cookie_of(response) or cookie
            path = urljoin(f"{ORIGIN}{path}", response.headers["Location"]).removeprefix(ORIGIN)
            response = self._send("GET", path, cookie, None, headers)
            responses.append(response)
        if values:
            asked += f" {urlencode(values, doseq=True)}"
        cookies = tuple(self._cookies(responses))
        answer = Answer(asked, tuple(responses), cookies, tuple(self.statements))
        if responses[0].request.path == WAY_OUT:
            self._begin()
        return answer

    def post(self, path: str, values: Values) -> Answer:
        """Send a form with this browser's own token."""
        return self.ask("POST", path, {**values, "csrf_token": self.token})

    def _send(
        self,
        method: str,
        path: str,
        cookie: str,
        values: Values | None,
        headers: Mapping[str, str] | None,
    ) -> TestResponse:
        kept = {"Cookie": f"{self.cookie_name}={cookie}"} if cookie else {}
        sent = {**(headers or {}), **kept}
        data = {
            name: value.opened() if isinstance(value, Upload) else value
            for name, value in (values or {}).items()
        }
        response = self.browser.open(path, method=method, data=data, headers=sent, buffered=True)
        # Werkzeug sends a file from a temporary one, and leaves it open.
        response.request.environ["wsgi.input"].close()
        return response

    def _cookies(self, responses: list[TestResponse]) -> Iterator[str]:
        """What each cookie says, read as the site would read it."""
        serializer = self.site.session_interface.get_signing_serializer(self.site)  # type: ignore[attr-defined]
        for response in responses:
            value = self._cookie_of(response)
            if value:
                yield str(serializer.loads(value))

    @property
    def cookie_name(self) -> str:
        """What this site calls its cookie."""
        return str(self.site.config["SESSION_COOKIE_NAME"])

    def _cookie_of(self, response: TestResponse) -> str:
        """The session's cookie that an answer sets; empty where it sets none."""
        for header in response.headers.getlist("Set-Cookie"):
            name, _, rest = header.partition("=")
            if name == self.cookie_name:
                return rest.partition(";")[0]
        return ""
