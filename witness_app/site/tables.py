"""Which column a table is sorted by, read from the address and written back into its headings."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode


class Direction(StrEnum):
    """Which way a column runs; the word is what `aria-sort` says."""

    ASCENDING = "ascending"
    DESCENDING = "descending"


@dataclass(frozen=True)
class Column:
    """A heading: the key it sorts by in the address, its words, whether it holds numbers."""

    key: str
    label: str
    is_number: bool = False


@dataclass(frozen=True)
class Sorting:
    """How a table is sorted now, and the address that would sort it by another column.

    Attributes:
        keys: The columns that may be sorted by.
        key: The one that is.
        direction: Which way.
        path: The page's own path.
        kept: What else the address says (a filter), kept when the sorting changes.
    """

    keys: frozenset[str]
    key: str
    direction: Direction
    path: str
    kept: tuple[tuple[str, str], ...] = ()

    def said_of(self, key: str) -> str:
        """What a heading's `aria-sort` says."""
        return self.direction if key == self.key else "none"

    def address_for(self, key: str) -> str:
        """The address that sorts by this column; the other way where it already does."""
        turned = key == self.key and self.direction is Direction.ASCENDING
        direction = Direction.DESCENDING if turned else Direction.ASCENDING
        return f"{self.path}?{urlencode([*self.kept, ('sort', key), ('direction', direction)])}"


def read_sorting(path: str, asked: Mapping[str, str], keys: list[str]) -> Sorting:
    """The sorting that an address asks for; anything else is the first key, ascending.

    Args:
        path: The page's own path.
        asked: The address's parameters; a place in the pages is dropped, everything else kept.
        keys: What may be sorted by, the usual one first.
    """
    key = asked.get("sort", "")
    direction = asked.get("direction", "")
    kept = tuple((k, v) for k, v in asked.items() if k not in {"sort", "direction", "after"} and v)
    return Sorting(
        keys=frozenset(keys),
        key=key if key in keys else keys[0],
        direction=Direction(direction) if direction in set(Direction) else Direction.ASCENDING,
        path=path,
        kept=kept,
    )
