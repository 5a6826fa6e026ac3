"""HTML read once, as a browser reads it, with every mistake that a browser forgives."""

from dataclasses import dataclass

import html5lib
from bs4 import BeautifulSoup
from bs4.builder import HTML5TreeBuilder


@dataclass(frozen=True)
class StrictHtml:
    """A page's tree, and its mistakes in words."""

    soup: BeautifulSoup
    errors: list[str]


class StrictBuilder(HTML5TreeBuilder):
    """Beautiful Soup's html5lib reader, which keeps what its parser objects to."""

    errors: list[str]

    def feed(self, markup: str | bytes) -> None:
        """Read the markup, and keep the mistakes."""
        parser = html5lib.HTMLParser(tree=self.create_treebuilder)
        self.underlying_builder.parser = parser
        parser.parse(markup).original_encoding = None
        self.underlying_builder.parser = None
        self.errors = [
            f"HTML is malformed at line {line}, column {column}: {code} {details or ''}".rstrip()
            for (line, column), code, details in parser.errors
        ]


def read(text: str) -> StrictHtml:
    """Read a page."""
    builder = StrictBuilder()
    return StrictHtml(BeautifulSoup(text, builder=builder), builder.errors)
