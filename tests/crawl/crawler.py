"""Opens, follows, fills in and sends everything there is, and writes down what should not be."""

import re
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

from bs4 import BeautifulSoup, Tag
from werkzeug.exceptions import HTTPException

from tests.crawl.asking import Answer, Asker, Names, Upload, Values
from tests.crawl.canaries import ANYBODYS, TOLD_AT_COURT, UUID, Canaries, Sighting, ids_in
from tests.staff_client import LABELLED
from tests.staff_client import Page as StaffPage

OF_EACH_KIND = 4
UUID_WORD = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NONSENSE = "zz'\"<x>%s{0}\N{SNOWMAN}99999999999"
SIGN_OUT = "sign-out"


@dataclass(frozen=True)
class Form:
    """A form as it stands on a page, filled in as the page fills it."""

    action: str
    method: str
    values: dict[str, list[str]]
    hidden: frozenset[str]
    files: frozenset[str]


@dataclass
class Crawl:
    """What one person met, and what of it is wrong.

    An id that anybody sent in a form may stand on pages from then on, a court's own note among
    them: it tells nothing. One that was only asked for may stand in that answer alone.
    """

    asker: Asker
    canaries: Canaries
    tag: str
    asked_for: Names
    given: set[uuid.UUID]
    own_seen: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    findings: list[str] = field(default_factory=list)
    forms: dict[tuple[object, ...], Form] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    seen: set[str] = field(default_factory=set)
    asked: int = 0

    def ask(self, method: str, path: str, values: Values | None = None) -> Answer:
        """Ask once and look at every byte of the answer."""
        self.asked += 1
        if method == "POST":
            answer = self.asker.post(path, values or {})
        else:
            answer = self.asker.ask(method, path, values)
        if method == "POST":
            self.given |= ids_in(answer.asked)
        for sighting in self.canaries.seen_in(answer.everything, ids_in(answer.asked) | self.given):
            if self.may_be_told(sighting):
                self.own_seen.add(sighting.what)
            else:
                self.findings.append(f"{answer.asked}: {sighting.what} of {sighting.whose}")
        for opened in answer.paths if answer.last.status_code < 400 else ():
            self.note_opened(opened)
        if answer.last.status_code >= 500:
            self.findings.append(f"{answer.asked}: {answer.last.status_code}")
        return answer

    def may_meet(self, whose: str) -> bool:
        """Whether something is theirs: of their compartment, or of their one witness in it."""
        if self.is_host:
            return any(at in whose[1:] for at in self.tag.removeprefix(ANYBODYS))
        return bool(self.tag) and whose.startswith(self.tag)

    def may_be_told(self, sighting: Sighting) -> bool:
        """Whether what was met is theirs; a court's people are told a few columns and no more."""
        is_told = not self.is_host or sighting.what in TOLD_AT_COURT
        return is_told and self.may_meet(sighting.whose)

    @property
    def is_host(self) -> bool:
        """Whether they are of a court's team that hosts a court of this world."""
        return self.tag.startswith(ANYBODYS)

    def follow(self, *starts: str) -> None:
        """Open every page that pages lead to, so many of each kind, and keep their forms."""
        waiting, seen = list(starts), self.seen
        seen |= set(starts)
        while waiting:
            path = waiting.pop(0)
            answer = self.ask("GET", path)
            if answer.last.status_code != 200 or answer.last.mimetype != "text/html":
                continue
            for link in self.read(path, answer):
                if link not in seen:
                    seen.add(link)
                    kind = self.kind_of(link)
                    self.links[kind].append(link)
                    if len(self.links[kind]) <= OF_EACH_KIND:
                        waiting.append(link)

    def note_opened(self, path: str) -> None:
        """Remember which of the site's addresses were opened."""
        rule = self.rule_of(path)
        if rule:
            self.opened.add(rule)

    def rule_of(self, path: str, method: str = "GET") -> str:
        """The rule of an address; empty where the site has none."""
        try:
            rule, _ = self.asker.site.url_map.bind("localhost").match(
                urlsplit(path).path, method, return_rule=True
            )
        except HTTPException:
            return ""
        return str(rule)

    def kind_of(self, address: str, method: str = "GET") -> str:
        """What is the same in addresses that differ only in what they are about."""
        parts = urlsplit(address)
        names = sorted(f"{n}={v}" if n == "step" else n for n, v in parse_qsl(parts.query))
        return f"{self.rule_of(address, method) or parts.path}?{names}"

    def read(self, path: str, answer: Answer) -> Iterator[str]:
        """The links of a page; its forms are kept."""
        soup = BeautifulSoup(answer.last.get_data(), "html.parser")
        for tag in soup.find_all(["a", "link", "script", "img"]):
            address = str(tag.get("href") or tag.get("src") or "").partition("#")[0]
            if address.startswith("/"):
                yield address
            elif address.startswith("?"):
                yield urlsplit(path).path + address
        for form in soup.find_all("form"):
            kept = form_of(form, path)
            if SIGN_OUT not in kept.action:
                kind = self.kind_of(kept.action, kept.method.upper())
                key = (kind, kept.method, *sorted(kept.values))
                self.forms.setdefault(key, kept)

    def alike(self, method: str, path: str, foreign: uuid.UUID, unknown: uuid.UUID) -> None:
        """Put a foreign and an unknown id where `ID` stands: the answers must be one."""
        self._compare(
            f"{method} {path}",
            lambda one: self.ask(method, path.replace("ID", str(one))).likeness(),
            (foreign, foreign),
            unknown,
        )

    def submit_alike(
        self, form: Form, name: str, foreign: tuple[uuid.UUID, uuid.UUID], unknown: uuid.UUID
    ) -> None:
        """Send a form with a foreign and an unknown id in one field: the answers must be one.

        Two foreign ids are needed: one that was sent before may be the sender's own by now.
        """
        self._compare(
            f"{form.action} with {name}",
            lambda one: self._given(form, name, one),
            foreign,
            unknown,
        )

    def upload_alike(self, form: Form, name: str, files: tuple[Upload, Upload, Upload]) -> None:
        """Send a file that names somebody of others, and one that names nobody: as one."""
        theirs, nobodys, also_nobodys = files
        answers = [
            self.submit(form, {**form.values, name: one}).likeness()
            for one in (theirs, nobodys, also_nobodys)
        ]
        if answers[0] != answers[1] and answers[1] == answers[2]:
            told = difference(answers[0], answers[1])
            self.findings.append(f"{form.action} with a file in {name}: {told}")

    def _compare(
        self,
        what: str,
        answer_to: Callable[[uuid.UUID], tuple[object, ...]],
        foreign: tuple[uuid.UUID, uuid.UUID],
        unknown: uuid.UUID,
    ) -> None:
        """Write down a difference between a foreign and an unknown id.

        A page may change because it was asked for, and a form because it was sent: so it counts
        only where nothing is answered alike three times, and the other side's otherwise twice.
        """
        given, expected = answer_to(foreign[0]), answer_to(unknown)
        if given == expected or answer_to(uuid.uuid4()) != expected:
            return
        given = answer_to(foreign[1])
        if given != expected and answer_to(uuid.uuid4()) == expected:
            self.findings.append(f"{what}: {difference(given, expected)}")

    def _given(self, form: Form, name: str, one: uuid.UUID) -> tuple[object, ...]:
        values = {**form.values, name: [str(one)] * len(form.values[name])}
        return self.submit(form, values).likeness()

    def submit(self, form: Form, values: Values) -> Answer:
        """Send a form's values by its own method."""
        if form.method == "get":
            return self.ask("GET", f"{urlsplit(form.action).path}?{urlencode(values, doseq=True)}")
        return self.ask("POST", form.action, values)


def form_of(form: Tag, path: str) -> Form:
    """A form with what stands in its fields; a choice that nobody made is its first."""
    values = {
        name: [one if isinstance(one, str) else "" for one in given]
        for name, given in StaffPage._filled(form).items()  # noqa: SLF001
        if name != "csrf_token"
    }
    for control in form.select(LABELLED):
        if control.get("name") and control["name"] != "csrf_token":
            values.setdefault(str(control["name"]), [str(control.get("value", ""))])
    for button in form.select("button[name]"):
        values.setdefault(str(button["name"]), [str(button.get("value", ""))])
    hidden = {str(control["name"]) for control in form.select("input[type=hidden][name]")}
    files = {str(control["name"]) for control in form.select("input[type=file][name]")}
    return Form(
        action=str(form.get("action") or path),
        method=str(form.get("method", "get")).lower(),
        values=values,
        hidden=frozenset(hidden - {"csrf_token"}),
        files=frozenset(files),
    )


def with_id_in_turn(address: str) -> Iterator[str]:
    """An address with each of its ids, and the value of each of its names, replaced by `ID`."""
    for found in UUID_WORD.finditer(address):
        yield address[: found.start()] + "ID" + address[found.end() :]
    parts = urlsplit(address)
    asked = parse_qsl(parts.query)
    for number, (name, value) in enumerate(asked):
        if not UUID.fullmatch(value):
            given = [*asked[:number], (name, "ID"), *asked[number + 1 :]]
            yield f"{parts.path}?{urlencode(given)}"


def difference(one: Iterable[object], other: Iterable[object]) -> str:
    """The first lines in which two answers differ."""
    for here, there in zip(one, other, strict=False):
        if here != there and isinstance(here, str) and isinstance(there, str):
            lines = zip(here.splitlines(), there.splitlines(), strict=False)
            return next((f"{a!r} against {b!r}" for a, b in lines if a != b), "of other lengths")
        if here != there and isinstance(here, tuple) and isinstance(there, tuple):
            more, fewer = Counter(here) - Counter(there), Counter(there) - Counter(here)
            return f"{len(here)} statements against {len(there)}: {more} more, {fewer} fewer"
    return "answers of other lengths"
