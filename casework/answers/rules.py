"""What a witness may say through their page: practical matters, in few words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from casework.tasks.rules import TaskKind

LONGEST_WORDS = 300


class AnswerKind(StrEnum):
    """What a witness said."""

    CAN_COME = "can_come"
    CANNOT_COME = "cannot_come"
    ANOTHER_TIME = "another_time"
    NEED_TO_TALK = "need_to_talk"
    CHOOSE_PLACE = "choose_place"
    NONE_SUIT = "none_suit"
    CHANGE_DETAILS = "change_details"


ANSWER_WORDS: dict[AnswerKind, str] = {
    AnswerKind.CAN_COME: "they can come",
    AnswerKind.CANNOT_COME: "they cannot come",
    AnswerKind.ANOTHER_TIME: "they need another time",
    AnswerKind.NEED_TO_TALK: "they need to talk",
    AnswerKind.CHOOSE_PLACE: "they chose a time",
    AnswerKind.NONE_SUIT: "no offered time suits them",
    AnswerKind.CHANGE_DETAILS: "they want to be reached in another way",
}
"""How each answer is told to those who look after the witness."""
ABOUT_A_VISIT = frozenset({AnswerKind.CAN_COME, AnswerKind.CANNOT_COME, AnswerKind.ANOTHER_TIME})
ABOUT_OFFERED_PLACES = frozenset({AnswerKind.CHOOSE_PLACE, AnswerKind.NONE_SUIT})


@dataclass(frozen=True)
class Answer:
    """What a witness says.

    Attributes:
        request_id: Made with the page; the same request twice is one answer.
        kind: What they say.
        about_id: The visit or the offer that they say it about, where it is about one.
        about_version: The version of it that stood on their page.
        place_id: The offered place that they chose.
        words: Practical matters only.
    """

    request_id: UUID
    kind: AnswerKind
    about_id: UUID | None = None
    about_version: int | None = None
    place_id: UUID | None = None
    words: str = ""


@dataclass(frozen=True)
class Asked:
    """What an answer asks of the caseworker."""

    kind: TaskKind
    title: str


ASKS: dict[AnswerKind, Asked] = {
    AnswerKind.CANNOT_COME: Asked(
        TaskKind.PLACE_VISIT, "They said they cannot come: ring, and agree what to do instead"
    ),
    AnswerKind.ANOTHER_TIME: Asked(
        TaskKind.PLACE_VISIT, "They asked for another time: ring, or offer other places"
    ),
    AnswerKind.NEED_TO_TALK: Asked(TaskKind.CONTACT_WITNESS, "They asked you to ring them"),
    AnswerKind.CHANGE_DETAILS: Asked(
        TaskKind.CHANGE_CHANNEL, "They asked to change how they are reached: ring and agree it"
    ),
}
"""What each answer asks for; one that is not here asks for nothing but to be seen."""


class AnswerRefused(ValueError):
    """An answer that cannot be taken as it stands."""


@dataclass(eq=False)
class WordsTooLong(AnswerRefused):
    """More words than practical matters need."""

    length: int


class AnswerNotFound(LookupError):
    """No such answer, or none that this viewer may see."""


class NoWordsToSeal(ValueError):
    """The answer holds no words, or they are sealed already."""


class NoLinkOpened(PermissionError):
    """Something was to be said as a witness by somebody who opened no link."""


def check_answer(answer: Answer) -> None:
    """Words are few: practical matters only, nothing about what happened (design section 1).

    Raises:
        WordsTooLong: They are more than 300 characters.
    """
    if len(answer.words) > LONGEST_WORDS:
        raise WordsTooLong(len(answer.words))


@dataclass(frozen=True)
class Said:
    """An answer as it is shown again: what, when, and whether it has been acted on."""

    answer_id: UUID
    compartment_id: UUID
    kind: AnswerKind
    about_id: UUID | None
    about_version: int | None
    words: str
    said_at: datetime
    acted_on_at: datetime | None
    was_too_late: bool
    sealed_at: datetime | None
    sealed_by: UUID | None

    @property
    def has_words(self) -> bool:
        """Whether they wrote something, be it sealed by now."""
        return bool(self.words) or self.sealed_at is not None
