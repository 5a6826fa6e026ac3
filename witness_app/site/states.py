"""The words that stand in tags, what each means, and its colour. Amber and red: time and danger."""

from dataclasses import dataclass
from enum import StrEnum


class Colour(StrEnum):
    """What a tag's colour says beside its word."""

    SETTLED = "govuk-tag--green"
    UNDER_WAY = "govuk-tag--blue"
    WAITING = "govuk-tag--yellow"
    LATE = "govuk-tag--red"
    OVER = "govuk-tag--grey"
    LISTING = "govuk-tag--teal"


@dataclass(frozen=True)
class Tag:
    """One state as pages show it: its word, its one meaning, its colour."""

    word: str
    meaning: str
    colour: Colour


TAGS = (
    Tag("Booked", "a visit has its place; caseworker or access is still awaited", Colour.UNDER_WAY),
    Tag("Confirmed", "a visit has its place, its caseworker and its access", Colour.SETTLED),
    Tag(
        "Date under review",
        "the court changed the hearing, or whose time it is, after this was arranged",
        Colour.WAITING,
    ),
    Tag("Expected", "a court's team may expect them at that time", Colour.SETTLED),
    Tag("Waiting for court", "the court was asked for access and has not answered", Colour.WAITING),
    Tag("Received", "referred, and nobody has reached them yet", Colour.UNDER_WAY),
    Tag("Contact made", "somebody spoke with them and agreed how to reach them", Colour.UNDER_WAY),
    Tag("Visit offered", "places were put to them", Colour.UNDER_WAY),
    Tag("Visit booked", "a visit has its place", Colour.SETTLED),
    Tag("Visit done", "they have seen the court", Colour.SETTLED),
    Tag("Not said yet", "the party that calls them has not said", Colour.OVER),
    Tag("Required", "the party that calls them needs them at court", Colour.SETTLED),
    Tag("Not required", "the party that calls them does not need them at court", Colour.OVER),
    Tag("Stood down", "was needed and no longer is", Colour.OVER),
    Tag("To be said", "the day has come, and nobody has said what became of it", Colour.WAITING),
    Tag("Gave evidence", "came to court that day and gave evidence", Colour.SETTLED),
    Tag("Not called", "came to court that day and was not called", Colour.SETTLED),
    Tag("Cracked", "the trial ended that day, so there is no further trial", Colour.OVER),
    Tag("Put off", "the trial could not go on that day and needs another", Colour.WAITING),
    Tag("Did not attend", "did not come to court that day; somebody rings", Colour.LATE),
    Tag("Not listed", "the court had taken the day out of its list before it began", Colour.OVER),
    Tag("Not asked", "they gave evidence or the trial ended on an earlier day", Colour.OVER),
    Tag("Offered", "put to a receiver who has not answered yet", Colour.UNDER_WAY),
    Tag("Accepted", "the receiver expects them", Colour.SETTLED),
    Tag("Queried", "the receiver asks something first", Colour.WAITING),
    Tag("Refused", "the receiver cannot take them", Colour.LATE),
    Tag("Lapsed", "nobody answered in time", Colour.LATE),
    Tag("Taken back", "nothing of it stays handed over", Colour.OVER),
    Tag("To do", "nobody has done this yet", Colour.WAITING),
    Tag("Not wanted", "the person was asked and does not want it", Colour.OVER),
    Tag("Late referral", "referred within five working days of the trial", Colour.LATE),
    Tag("Trial near", "the trial is within five working days", Colour.WAITING),
    Tag("Cancelled", "will not happen", Colour.OVER),
    Tag("Done", "happened and was recorded", Colour.OVER),
    Tag("Caseworker being found", "nobody has accepted this witness yet", Colour.WAITING),
    Tag("Active", "has a named caseworker", Colour.SETTLED),
    Tag("Closed", "no longer in use", Colour.OVER),
    Tag("Open", "in use", Colour.SETTLED),
    Tag("Locked", "opens no more until a new one is made", Colour.LATE),
    Tag("Provisional", "given by the referrer, not yet confirmed by the person", Colour.WAITING),
    Tag(
        "Not agreed with them yet",
        "how to reach them is the referrer's word; the person has not confirmed it",
        Colour.WAITING,
    ),
    Tag("Safe to contact", "the person confirmed how we may reach them", Colour.SETTLED),
    Tag("Late", "was due before now", Colour.LATE),
    Tag("Due today", "is due before the end of today", Colour.WAITING),
    Tag("Moved", "now on another day or at another time", Colour.WAITING),
    Tag("Other building", "now in another court building", Colour.WAITING),
    Tag("New", "not known before", Colour.UNDER_WAY),
    Tag("Unchanged", "already known, word for word", Colour.OVER),
    Tag(
        "Listed differently",
        "same day and building, more or less certain than before",
        Colour.LISTING,
    ),
    Tag(
        "More known",
        "a courtroom, a time or a last day was added; no plan is spoilt",
        Colour.LISTING,
    ),
    Tag("Older", "published before what is known, so it changes nothing", Colour.OVER),
    Tag("Held", "waits for somebody to say which building it is", Colour.WAITING),
    Tag("Unreadable", "could not be read; its place in the file is shown", Colour.LATE),
    Tag("Previewed", "read and shown; nothing has been changed yet", Colour.UNDER_WAY),
    Tag("Applied", "taken into the diary of hearings", Colour.SETTLED),
    Tag("Fixture", "listed for that day", Colour.LISTING),
    Tag(
        "Warned list",
        "may be called on any day of a period, at a working day's notice",
        Colour.LISTING,
    ),
    Tag("Floater", "listed for that day with no courtroom yet", Colour.LISTING),
    Tag("Backer", "heard only if another trial does not go ahead", Colour.LISTING),
    Tag("Part heard", "has begun and goes on", Colour.LISTING),
    Tag("Vacated", "taken out of the list", Colour.OVER),
    Tag("Published", "a court list or the court says so", Colour.LISTING),
    Tag("Reported", "said by a unit or a firm; no court list says so yet", Colour.WAITING),
    Tag("Differs", "reported on another day or elsewhere than published", Colour.LATE),
    Tag("Set aside", "somebody found that the published date is the right one", Colour.OVER),
    Tag("Told", "the witness was told this date by whoever tells it", Colour.SETTLED),
    Tag("Not told yet", "nobody has said yet that the witness was told", Colour.WAITING),
    Tag("To be sent", "waits for its time", Colour.UNDER_WAY),
    Tag("Going out", "handed to the carrier; it cannot be taken back", Colour.UNDER_WAY),
    Tag("Sent", "accepted by the carrier", Colour.SETTLED),
    Tag("Delivered", "the network says that it reached the telephone", Colour.SETTLED),
    Tag("Not delivered", "the network could not deliver it; somebody rings", Colour.LATE),
    Tag("Acknowledged", "the person answered that they know and will come", Colour.SETTLED),
    Tag("Cannot come", "the person answered no; somebody rings", Colour.LATE),
    Tag("Asked", "a colleague on neither side was asked and has not answered", Colour.WAITING),
    Tag("No answer yet: ring", "the person was written to and has not answered", Colour.WAITING),
    Tag("Asked for another time", "the person cannot come then; somebody rings", Colour.WAITING),
    Tag("To answer", "the person wrote to us and has no answer yet", Colour.WAITING),
    Tag("Answered", "somebody has answered what was written or asked", Colour.SETTLED),
    Tag("No texts", "the person asked for no more texts at this number", Colour.LATE),
    Tag(
        "May have been sent",
        "the carrier did not say; being settled, never sent blindly again",
        Colour.WAITING,
    ),
    Tag("Needs a person", "cannot go by itself; a named person must act", Colour.LATE),
    Tag("Superseded", "untrue since something changed; will not be sent", Colour.OVER),
    Tag("Too late to help", "its time passed before it could go", Colour.OVER),
    Tag("Not sent", "will not be sent, and why is shown", Colour.OVER),
    Tag("Sitting", "the court hears cases there now", Colour.SETTLED),
    Tag("Not sitting", "the court hears no cases there now", Colour.OVER),
    Tag("Not known", "not confirmed either way, so not offered", Colour.WAITING),
)

BY_WORD = {tag.word: tag for tag in TAGS}


@dataclass(eq=False)
class TagNotKnown(LookupError):
    """A page wants to show a state that has no agreed word; add it to TAGS and the glossary."""

    word: str


def tag_colour(word: str) -> str:
    """The class of a state's tag; a word without an agreed meaning is refused."""
    if word not in BY_WORD:
        raise TagNotKnown(word)
    return BY_WORD[word].colour
