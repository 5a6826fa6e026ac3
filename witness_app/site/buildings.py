"""The buildings that a form lets somebody choose among."""

from collections.abc import Iterable

from courts.register.searching import CourtSearch, Where, Which, all_courts
from ethical_walls.sessions import WalledSession

Choices = dict[str, list[tuple[str, str]]]
PLACES = {Where.LONDON: "In London", Where.ELSEWHERE: "Elsewhere in England and Wales"}


def open_courts(session: WalledSession) -> Choices:
    """Every open court to choose from, London's first."""
    return {
        words: [
            (str(court.court_id), court.name)
            for court in all_courts(session, CourtSearch("", where, Which.OPEN))
        ]
        for where, words in PLACES.items()
    }


def choices_of(courts: Choices) -> list[tuple[str, str]]:
    """The choices of a select, each building once, nothing chosen yet."""
    return [("", "Choose a building"), *_flat(courts.values())]


def _flat(groups: Iterable[list[tuple[str, str]]]) -> list[tuple[str, str]]:
    return list(dict.fromkeys(choice for group in groups for choice in group))
