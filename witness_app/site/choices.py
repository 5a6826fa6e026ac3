"""The words of choices that more than one audience makes."""

from typing import Final

from casework.referrals.rules import Urgency

PRACTICAL_ONLY: Final = "Practical matters only, nothing about what happened."
URGENCIES: Final = {
    Urgency.ORDINARY: "More than a week away, or not known",
    Urgency.WITHIN_A_WEEK: "Within a week",
}
