"""A part of a JSON file and its place in it, so that every problem says where it is."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from courts.lists.rules import ListRefused
from courts.london_time import london_instant
from courts.working_days import FIRST_KNOWN_YEAR, LAST_KNOWN_YEAR

LONGEST_TEXT = 500
HIGHEST_NUMBER = 99_999
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SPACES = re.compile(r"\s+")


@dataclass(eq=False)
class PartUnreadable(ValueError):
    """One part of the file is missing or is not what it should be."""

    place: str
    why: str

    def __str__(self) -> str:
        return self.why


def parsed(data: bytes) -> "Part":
    """The whole file as its topmost part.

    Raises:
        ListRefused: It is not text, or not JSON.
    """
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ListRefused("This file is not a court list: it is not text (UTF-8).") from None
    except json.JSONDecodeError as broken:
        raise ListRefused(
            f"This file is not a court list: it is not valid JSON at line {broken.lineno}, "
            f"character {broken.colno}."
        ) from None
    except (RecursionError, ValueError):
        raise ListRefused("This file is not a court list: its JSON cannot be read.") from None
    return Part("", value)


@dataclass(frozen=True)
class Part:
    """A value in the file and its JSON pointer (RFC 6901)."""

    place: str
    value: Any

    def has(self, name: str) -> bool:
        """Whether this part has a member of that name which says something."""
        return isinstance(self.value, dict) and self.value.get(name) not in (None, "")

    def part(self, name: str) -> "Part":
        """A member that must be there, whatever it holds."""
        if not isinstance(self.value, dict):
            raise PartUnreadable(self.place, "Here should be a group of named values.")
        if self.value.get(name) is None:
            raise PartUnreadable(self._below(name), f"{name} is missing.")
        return Part(self._below(name), self.value[name])

    def parts(self, name: str) -> list["Part"]:
        """The members of a list; none where the list itself is left out."""
        if not self.has(name):
            return []
        found = self.part(name)
        if not isinstance(found.value, list):
            raise PartUnreadable(found.place, f"{name} should be a list.")
        return [Part(f"{found.place}/{at}", item) for at, item in enumerate(found.value)]

    def text(self, name: str) -> str:
        """Text that must be there, with single spaces, free of control characters."""
        return self.part(name).as_text(name)

    def as_text(self, name: str) -> str:
        """This value as text; `name` is what to call it where it is not."""
        if not isinstance(self.value, str):
            raise PartUnreadable(self.place, f"{name} should be text.")
        tidy = _SPACES.sub(" ", self.value).strip()
        if not tidy:
            raise PartUnreadable(self.place, f"{name} is empty.")
        if len(tidy) > LONGEST_TEXT or _UNWANTED.search(tidy):
            raise PartUnreadable(
                self.place, f"{name} is too long, or holds characters no list has."
            )
        return tidy

    def number(self, name: str) -> int:
        """A whole number that must be there."""
        found = self.part(name)
        if not isinstance(found.value, int) or isinstance(found.value, bool):
            raise PartUnreadable(found.place, f"{name} should be a whole number.")
        if not 0 <= found.value <= HIGHEST_NUMBER:
            raise PartUnreadable(found.place, f"{name} is out of range.")
        return found.value

    def day(self, name: str) -> date:
        """A date that must be there, within the years whose calendar is known."""
        text = self.text(name)
        place = self._below(name)
        try:
            found = date.fromisoformat(text)
        except ValueError:
            raise PartUnreadable(
                place, f"{name} should be a date like 2026-10-08; it is “{text}”."
            ) from None
        if not FIRST_KNOWN_YEAR <= found.year <= LAST_KNOWN_YEAR:
            raise PartUnreadable(place, f"{name} is {text}: that year is too far away to be right.")
        return found

    def time_of_day(self, name: str) -> time:
        """A time that must be there, as London says it, to the minute."""
        text = self.text(name)
        try:
            return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
        except ValueError:
            raise PartUnreadable(
                self._below(name), f"{name} should be a time like 10:00:00; it is “{text}”."
            ) from None

    def instant(self, name: str) -> datetime:
        """An instant that must be there; London's time is meant where it has no zone."""
        text = self.text(name)
        place = self._below(name)
        try:
            found = datetime.fromisoformat(text)
            if found.tzinfo is None:
                found = london_instant(found.date(), found.time())
        except (ValueError, OverflowError):
            raise PartUnreadable(place, _why_no_instant(name, text)) from None
        if not FIRST_KNOWN_YEAR <= found.year <= LAST_KNOWN_YEAR:
            raise PartUnreadable(place, f"{name} is {text}: that year is too far away to be right.")
        return found.astimezone(UTC)

    def optional(self, name: str, read: Callable[[str], Any]) -> Any:  # noqa: ANN401 - what `read` gives
        """What `read` makes of a member, or None where it is left out."""
        return read(name) if self.has(name) else None

    def walk(self, *names: str) -> Iterator["Part"]:
        """Every part reached by going down lists of these names one after the other."""
        if not names:
            yield self
            return
        for below in self.parts(names[0]):
            yield from below.walk(*names[1:])

    def _below(self, name: str) -> str:
        return f"{self.place}/{name.replace('~', '~0').replace('/', '~1')}"


def _why_no_instant(name: str, text: str) -> str:
    return f"{name} should be a date and time like 2026-10-07T15:30:00; it is “{text}”."
