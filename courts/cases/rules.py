"""What a case number looks like, and how the parties of a case are named."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

PROSECUTION = "prosecution"
PROSECUTION_LABEL = "Prosecution"
NAME_WITHHELD = "Name withheld"
NAME_NOT_GIVEN = "Name not given"

URN_LENGTH = 11
LONGEST_NUMBER = 40
_URN = re.compile(r"(\d{2}[A-Z0-9]{2}\d{7})(M|\(M\)|S|\(S\))?(/\d{1,2})?", re.ASCII)
_SLASHED_ROOT = re.compile(r"(\d{2})/([A-Z0-9]{2})/(\d{5})/(\d{2})(?!\d)", re.ASCII)
_CROWN = re.compile(r"[BASTU](?:199|20\d)\d{5}", re.ASCII)
_COURT_CASE_REFERENCE = re.compile(r"(\d{2})/?(\d{4})/?(\d{6})([A-HJ-NP-RT-Z])", re.ASCII)
_CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
_SPACES = re.compile(r"\s+")
_ODD_CHARACTER = re.compile(r"[^A-Z0-9/()]")


class IdentifierKind(StrEnum):
    """Which of its numbers a case is known by."""

    URN = "urn"
    CROWN = "crown"
    MAGISTRATES = "magistrates"


@dataclass(frozen=True)
class Identifier:
    """A case number in its one normal form.

    `value` is what the separation group is found by; `tail` tells the parts of a split or merged
    case apart ("M", "S", "/1", "S/2"). Parts of one case share their group, and so their wall.
    """

    kind: IdentifierKind
    value: str
    tail: str = ""

    @property
    def written(self) -> str:
        """The number as it is stored and shown, tail included."""
        return self.value + self.tail


@dataclass(eq=False)
class IdentifierNotRecognised(ValueError):
    """The text is not a URN, a Crown Court number or a magistrates' court case reference."""

    text: str
    why: str

    def __str__(self) -> str:
        return self.why


def read_identifier(text: str) -> Identifier:
    """Reads a case number however it was typed (domain section 7.3).

    Case, spaces and slashes inside a URN's root do not matter; a split or merge tail is kept.

    Raises:
        IdentifierNotRecognised: With what is wrong, in words for the person who typed it.
    """
    squeezed = _SPACES.sub("", unicodedata.normalize("NFKC", text)).upper()
    unslashed = _SLASHED_ROOT.sub(r"\1\2\3\4", squeezed, count=1)
    if match := _URN.fullmatch(unslashed):
        root, split, part = match.groups(default="")
        return Identifier(IdentifierKind.URN, root, split.strip("()") + part)
    if _CROWN.fullmatch(squeezed):
        return Identifier(IdentifierKind.CROWN, squeezed)
    if match := _COURT_CASE_REFERENCE.fullmatch(squeezed):
        return _court_case_reference(text, *match.groups())
    raise IdentifierNotRecognised(text, _why_not(squeezed))


def _court_case_reference(text: str, year: str, court: str, number: str, letter: str) -> Identifier:
    """The last letter checks the digits before it: their value modulo 23 picks it from a table."""
    expected = _CHECK_LETTERS[int(year + court + number) % len(_CHECK_LETTERS)]
    if letter != expected:
        raise IdentifierNotRecognised(
            text,
            f"The last letter of this court case reference does not fit its digits: it ends in "
            f"{letter} and should end in {expected}. Check each digit.",
        )
    return Identifier(IdentifierKind.MAGISTRATES, f"{year}/{court}/{number}{letter}")


def _why_not(squeezed: str) -> str:
    if not squeezed:
        return "Enter a case number"
    if len(squeezed) > LONGEST_NUMBER:
        return "This is too long to be a case number."
    if odd := _ODD_CHARACTER.search(squeezed):
        return f"A case number has letters, digits and slashes only; this one has “{odd.group()}”."
    if squeezed[0] in "BASTU" and squeezed[1:].isdecimal():
        return _why_not_crown(squeezed)
    if squeezed[:2].isdecimal():
        return _why_not_urn(squeezed.replace("/", ""))
    return (
        "This is not a case number we recognise. A URN looks like 01AB1234519, a Crown Court "
        "number like T20267123."
    )


def _why_not_crown(squeezed: str) -> str:
    digits = len(squeezed) - 1
    if digits != len("20267123"):
        return (
            f"A Crown Court number has a letter, a four-digit year and four digits, like "
            f"T20267123; this one has {digits} digits after the letter."
        )
    return (
        f"{squeezed[1:5]} is not a year a Crown Court number can have. It has a letter, a "
        f"four-digit year and four digits, like T20267123."
    )


def _why_not_urn(squeezed: str) -> str:
    if len(squeezed) != URN_LENGTH:
        return f"A URN has {URN_LENGTH} characters, like 01AB1234519; this one has {len(squeezed)}."
    return (
        "A URN has two digits, two letters or digits, then seven digits, like 01AB1234519. "
        "Check for a letter O typed as a nought, or a letter I typed as a one."
    )


def folded_name(name: str) -> str:
    """A name as it is compared: one spelling of each character, no capitals, single spaces."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", name)).strip().casefold()


def party_of(name: str) -> str:
    """The party of a defendant, as text that every list and referral spells alike."""
    return f"defendant:{folded_name(name)}"


def parties_of(names: Iterable[str]) -> list[str]:
    """The defendants' parties in published order; a second of the same name gets "#2"."""
    seen: Counter[str] = Counter()
    parties = []
    for name in names:
        party = party_of(name)
        seen[party] += 1
        parties.append(party if seen[party] == 1 else f"{party}#{seen[party]}")
    return parties


def defence_label(name: str) -> str:
    """How a defendant's party is called on pages."""
    return f"Defence of {name}"


def newly_named(known: Iterable[str], names: Iterable[str]) -> list[tuple[str, str]]:
    """The (party, name) pairs a publication adds to the parties already known.

    A list names those who are due that day, so a name left out takes nobody off the case.
    """
    listed = list(names)
    parties = parties_of(listed)
    had = set(known)
    return [(party, name) for party, name in zip(parties, listed, strict=True) if party not in had]


def case_title(names: list[str]) -> str:
    """What a case is called on pages: "R v Jordan Reed and 2 others"."""
    if not names:
        return "R v (no defendant named)"
    others = len(names) - 1
    if not others:
        return f"R v {names[0]}"
    return f"R v {names[0]} and {others} other{'s' if others > 1 else ''}"


def shown_together(
    publications: Sequence[Sequence[str]], case_of_root: Mapping[str, object]
) -> list[list[int]]:
    """Which publications are of one case, by their places, in the order of the first of each.

    Two are where they share a number, or a known case, or each shares one with a third.
    """
    leader: dict[object, object] = {}

    def lead(node: object) -> object:
        while leader.setdefault(node, node) != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for roots in publications:
        for root in roots:
            leader[lead(root)] = lead(roots[0])
            if root in case_of_root:
                leader[lead(case_of_root[root])] = lead(roots[0])
    found: dict[object, list[int]] = {}
    for at, roots in enumerate(publications):
        found.setdefault(lead(roots[0]), []).append(at)
    return list(found.values())
