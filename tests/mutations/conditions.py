"""Where SQL decides something: each condition, and what is left of it without each of its terms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(
    r"(?P<space>\s+|--[^\n]*)|(?P<string>'(?:[^']|'')*')|(?P<word>[A-Za-z_][\w$]*)|(?P<mark>.)",
    re.DOTALL,
)
ENDS = {
    "IF": {"THEN"},
    "ELSIF": {"THEN"},
    "WHEN": {"THEN"},
    "WHERE": {
        *("GROUP", "ORDER", "LIMIT", "OFFSET", "FOR", "UNION", "WINDOW"),
        *("RETURNING", "DO", "ON", "INTO", "LOOP"),
    },
    "ON": {
        *("JOIN", "LEFT", "CROSS", "INNER", "WHERE", "GROUP", "ORDER", "LIMIT"),
        *("OFFSET", "UNION", "INTO", "SET", "FOR"),
    },
    "HAVING": {"ORDER", "LIMIT", "OFFSET", "UNION", "WINDOW"},
}
NO_CONDITION_AFTER_ON = {"CONFLICT", "UPDATE", "DELETE", "INSERT"}


@dataclass(frozen=True)
class Token:
    """One word, string or mark, with its place and how many brackets stand round it."""

    text: str
    start: int
    end: int
    depth: int

    @property
    def word(self) -> str:
        """The token as a keyword would be written."""
        return self.text.upper()


@dataclass(frozen=True)
class Removal:
    """One thing that a text decides by, and the text without it."""

    what: str
    left: str


def tokens(text: str) -> list[Token]:
    """The words and marks of a text, its comments and spaces left out."""
    found, depth = [], 0
    for match in TOKEN.finditer(text):
        if match.lastgroup == "space":
            continue
        if match.group() in ")]":
            depth -= 1
        found.append(Token(match.group(), match.start(), match.end(), depth))
        if match.group() in "([":
            depth += 1
    return found


def removals(text: str) -> list[Removal]:
    """Everything that a function's text decides by, each with the text that does without it.

    A condition of WHERE, ON, HAVING and WHEN becomes true; a whole IF goes, with what it does;
    where a condition has terms, each goes by itself; each PERFORM goes. What the value of a CASE is
    compared with is no condition.
    """
    words = tokens(text)
    found = []
    for place, token in enumerate(words):
        if token.word in ENDS and (end := _end_of(words, place)):
            found += list(_of_condition(text, words, place, end))
        if token.word == "PERFORM":
            end = next(i for i in range(place, len(words)) if words[i].text == ";")
            found.append(_without(text, token.start, words[end].end, ""))
    return found


def terms_removed(expression: str) -> list[Removal]:
    """A boolean expression without each of its terms; nothing where it has one alone."""
    words = tokens(expression)
    return list(_terms(expression, words, 0, len(words)))


def _end_of(words: list[Token], place: int) -> int | None:
    """Where the condition that begins after a keyword ends; none where no condition begins."""
    opening = words[place]
    after = words[place + 1].word
    before = words[place - 1].word if place else ""
    if opening.word == "IF" and before == "END":
        return None
    if opening.word == "ON" and (after in NO_CONDITION_AFTER_ON or before == "DISTINCT"):
        return None
    for i in range(place + 1, len(words)):
        token = words[i]
        closes = token.depth < opening.depth or token.text == ";"
        if closes or (token.depth == opening.depth and token.word in ENDS[opening.word]):
            return None if opening.word == "WHERE" and token.word == "DO" else i
    return len(words)


def _of_condition(text: str, words: list[Token], place: int, end: int) -> Iterator[Removal]:
    opening = words[place]
    if opening.word == "WHEN" and _compares(words, place):
        return
    if [word.word for word in words[place + 1 : end]] == ["TRUE"]:
        return
    if opening.word == "IF":
        closing = _end_of_if(words, end)
        if closing:
            yield _without(text, opening.start, words[closing].end, "")
    else:
        yield _without(text, words[place + 1].start, words[end - 1].end, "true", opening.word)
    yield from _terms(text, words, place + 1, end)


def _compares(words: list[Token], place: int) -> bool:
    """Whether a WHEN is of a CASE that compares one value with others."""
    depth = words[place].depth
    of = next(
        (i for i in range(place, -1, -1) if words[i].word == "CASE" and words[i].depth == depth),
        None,
    )
    return of is not None and words[of + 1].word != "WHEN"


def _end_of_if(words: list[Token], then: int) -> int | None:
    """The semicolon of END IF; none where there is an ELSE, or an IF within."""
    for i in range(then + 1, len(words) - 2):
        if words[i].word in {"ELSE", "ELSIF", "IF"} and words[i - 1].word != "END":
            return None
        if words[i].word == "END" and words[i + 1].word == "IF":
            return i + 2
    return None


def _terms(text: str, words: list[Token], begin: int, end: int) -> Iterator[Removal]:
    """The terms between two places, each removed with the OR or AND beside it, and those within."""
    if end - begin > 1 and words[begin].word == "NOT":
        yield from _terms(text, words, begin + 1, end)
        return
    if _is_bracketed(words, begin, end):
        if words[begin + 1].word not in {"SELECT", "WITH"}:
            yield from _terms(text, words, begin + 1, end - 1)
        return
    for joint in ("OR", "AND"):
        parts = _split(words, begin, end, joint)
        if len(parts) == 1:
            continue
        for n, (first, last) in enumerate(parts):
            start = words[first].start if n == 0 else words[first - 1].start
            stop = words[parts[1][0]].start if n == 0 else words[last - 1].end
            what = text[words[first].start : words[last - 1].end]
            yield Removal(_in_a_line(f"{joint} {what}"), text[:start] + text[stop:])
            yield from _terms(text, words, first, last)
        return


def _is_bracketed(words: list[Token], begin: int, end: int) -> bool:
    if end - begin < 3 or words[begin].text != "(" or words[end - 1].text != ")":
        return False
    depth = words[begin].depth
    return all(token.depth > depth for token in words[begin + 1 : end - 1])


def _split(words: list[Token], begin: int, end: int, joint: str) -> list[tuple[int, int]]:
    """The parts between the joints of the outermost depth; the AND of a BETWEEN is no joint."""
    depth = words[begin].depth
    parts, first, between = [], begin, False
    for i in range(begin, end):
        if words[i].depth != depth:
            continue
        if words[i].word == "BETWEEN":
            between = True
        elif words[i].word == "AND" and between:
            between = False
        elif words[i].word == joint:
            parts.append((first, i))
            first = i + 1
    return [*parts, (first, end)]


def _without(text: str, start: int, stop: int, instead: str, after: str = "") -> Removal:
    return Removal(
        _in_a_line(f"{after} {text[start:stop]}"), f"{text[:start]}{instead}{text[stop:]}"
    )


def _in_a_line(text: str) -> str:
    return " ".join(re.sub(r"--[^\n]*", "", text).split())
