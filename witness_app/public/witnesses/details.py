"""How a witness is reached, in words they would use."""

from dataclasses import dataclass

from casework.contact_plans.models import ContactPlan
from casework.contact_plans.rules import Channel, Wording
from casework.languages import language_name
from courts.london_time import spoken_time

HOW = {
    Channel.SMS: "By text message",
    Channel.EMAIL: "By email",
    Channel.PHONE_CALL: "By telephone",
}
WHAT_IS_SAID = {
    Wording.DISCREET: "Only a day, a time and words that we agreed. Nothing says what it is about.",
    Wording.PLAIN: "Plainly what it is about, because you told us that is all right.",
}
SHOWN_AT_THE_END = 3


@dataclass(frozen=True)
class Details:
    """How we reach somebody, and what may be said where."""

    how: str
    where: str
    hours: str
    what_is_said: str
    sender: str
    place_word: str
    language: str


def details_of(plan: ContactPlan) -> Details:
    """A contact plan as its own person reads it."""
    return Details(
        how=HOW[plan.channel],
        where=hidden(plan.address),
        hours=f"Between {spoken_time(plan.hours_from)} and {spoken_time(plan.hours_until)}",
        what_is_said=WHAT_IS_SAID[plan.wording],
        sender=plan.agreed_sender,
        place_word=plan.place_word,
        language=language_name(plan.language),
    )


def hidden(address: str) -> str:
    """An address or number that its owner knows again and nobody else learns from the page."""
    before, at, after = address.partition("@")
    if at:
        return f"{before[:1]}…@{after}"
    return f"ending in {address[-SHOWN_AT_THE_END:]}"
