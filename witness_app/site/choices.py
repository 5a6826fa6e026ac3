"""The words of choices that more than one audience makes."""

from typing import Any, Final

from casework.referrals.rules import Urgency

NOT_ON_THE_PAGE: Final = "Choose again: what you chose is not on this page any more"
"""What is said where a form was left open while what it offers changed."""
PRACTICAL_ONLY: Final = "Practical matters only, nothing about what happened."
URGENCIES: Final = {
    Urgency.ORDINARY: "More than a week away, or not known",
    Urgency.WITHIN_A_WEEK: "Within a week",
}


def if_gone(words: str = NOT_ON_THE_PAGE) -> dict[str, Any]:
    """What a question with choices is told to say of a choice that it does not offer."""
    return {"invalid_choice_message": words}
