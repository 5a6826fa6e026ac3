"""What the receiver of a handover may answer, and what is said back, on either site."""

from typing import Final

from casework.handovers.rules import AnswerKind

ANSWERS: Final[dict[str, str]] = {
    AnswerKind.ACCEPTED: "We accept: we expect them",
    AnswerKind.QUERIED: "We have a question first",
    AnswerKind.REFUSED: "We cannot take this",
}
SAID: Final = {
    AnswerKind.ACCEPTED: ("Accepted. Thank you.", "What was agreed opens here in a moment."),
    AnswerKind.QUERIED: ("Your question is with the caseworker.", "They ring you."),
    AnswerKind.REFUSED: ("The caseworker knows that you cannot.", "They ring you if they must."),
}
OVER: Final = ("This has changed since you opened the page.", "Your answer was not sent.")
SAY_WHY: Final = "Say in a few words what you ask, or why not"
