"""Following links: every page somebody can reach, found by nothing but the pages themselves."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit, urlunsplit

from playwright.sync_api import Page

MANY = 8
"""So many names side by side under a word are things of one kind: courts, facilities.

Below a thing, and below the site itself, stand pages, each of a kind of its own, however many.
"""

BY_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
STEP = "step"
LINKS = "links => links.map(link => link.href)"


@dataclass
class Crawl:
    """One walk over a site from link to link, opening so many pages of each kind.

    Two addresses are of one kind where they differ only in the id or the name of what they are
    about, or in the values that they filter, sort or page by.
    """

    of_each_kind: int = 1
    opened: list[str] = field(default_factory=list)
    _side_by_side: dict[str, set[str]] = field(default_factory=dict)
    _of_a_kind: Counter[str] = field(default_factory=Counter)

    def walk(self, page: Page, start: str, look: Callable[[Page, str], None]) -> list[str]:
        """Open a page, look at it, and go on to everything on this site that it links to.

        Args:
            page: A browser's page; whoever is signed in there is who looks.
            start: The address to begin at, scheme and host included.
            look: Called on each page once it is open, with its path.

        Returns:
            The paths opened, in their order.
        """
        waiting, seen = [start], {start}
        while waiting:
            address = waiting.pop(0)
            if not self._is_wanted(address):
                continue
            answer = page.goto(address)
            assert answer is not None, f"{address} is not a page"
            assert answer.ok, f"a link leads to {address}, which answers {answer.status}"
            self.opened.append(path_of(address))
            look(page, path_of(address))
            found = [link for link in links_of(page) if link not in seen]
            seen.update(found)
            waiting += found
            for link in found:
                self._note(link)
        return self.opened

    def kind_of(self, address: str) -> str:
        """What is the same in the addresses of one kind of page."""
        parts = urlsplit(address)
        kind = ""
        for name in parts.path.strip("/").split("/"):
            kind = self._below(kind, name)
        asked = parse_qsl(parts.query, keep_blank_values=True)
        return f"{kind}?{sorted(v if n == STEP else n for n, v in asked)}"

    def _is_wanted(self, address: str) -> bool:
        kind = self.kind_of(address)
        self._of_a_kind[kind] += 1
        return self._of_a_kind[kind] <= self.of_each_kind

    def _note(self, address: str) -> None:
        before = ""
        for name in urlsplit(address).path.strip("/").split("/"):
            self._side_by_side.setdefault(before, set()).add(name)
            before = self._below(before, name)

    def _below(self, before: str, name: str) -> str:
        beside = self._side_by_side.get(before, set())
        are_of_a_kind = len(beside) > MANY and not before.endswith("/*") and before
        return f"{before}/{'*' if BY_ID.fullmatch(name) or are_of_a_kind else name}"


def path_of(address: str) -> str:
    """An address without its scheme and host."""
    return urlunsplit(("", "", *urlsplit(address)[2:]))


def links_of(page: Page) -> list[str]:
    """Where the page's links lead on its own site, without the places inside pages."""
    here = urlsplit(page.url).netloc
    hrefs: list[str] = page.locator("a[href]").evaluate_all(LINKS)
    whole = [urldefrag(urljoin(page.url, href)).url for href in hrefs]
    return [address for address in whole if urlsplit(address).netloc == here]
