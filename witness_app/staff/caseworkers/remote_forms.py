"""Offering another way to see the court and recording it: the forms and the lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import Optional, ValidationError

from courts.london_time import in_london, london_day, spoken, spoken_day
from scheduling.remote_visits.models import RemoteVisit
from scheduling.remote_visits.rules import RemotelyShown, RemoteState, RemoteWay, ShownRemotely
from scheduling.visit_records.rules import EvidenceTalk
from witness_app.names import names_of
from witness_app.site import current
from witness_app.site.fields import a_day, one_of, some_of
from witness_app.staff.caseworkers.evidence_talk import a_warning_time, came_up, warned_at

YES, NO = "yes", "no"
WAYS = {
    RemoteWay.VIDEO: "By video: we show the room and the building on a call",
    RemoteWay.PHONE: "By telephone: we describe the room and the day",
    RemoteWay.PHOTOGRAPHS: "In print: photographs of the court with the facts of the day",
}
WAYS_IN_A_WORD = {
    RemoteWay.VIDEO: "By video",
    RemoteWay.PHONE: "By telephone",
    RemoteWay.PHOTOGRAPHS: "In printed photographs",
}
STATE_TAGS = {
    RemoteState.OFFERED: "Offered",
    RemoteState.DONE: "Done",
    RemoteState.NOT_WANTED: "Not wanted",
}
SHOWN = {
    RemotelyShown.COURTROOM: "The courtroom",
    RemotelyShown.WHO_SITS_WHERE: "Who sits where",
    RemotelyShown.WITNESS_BOX: "The witness box",
    RemotelyShown.COURTROOM_SCREENS: "The courtroom screens",
    RemotelyShown.LIVE_LINK: "The live link and its room",
    RemotelyShown.WAITING_ROOM: "The waiting room",
    RemotelyShown.WAY_IN: "The way in, and the way out",
    RemotelyShown.OATH_WORDS: "The words of the oath and the affirmation",
    RemotelyShown.PRACTICAL_FACTS: "The facts of the day: when to come, whom to ask, what to bring",
}
CAME_OF_IT = {YES: "Yes, they were shown it", NO: "No, they do not want it"}
RULE_READ = {
    YES: "Yes. “We never talk about what happened or what you will say. If you begin, I stop you.”"
}
EVIDENCE = {
    EvidenceTalk.NOT_DISCUSSED: "No",
    EvidenceTalk.STOPPED_AND_WARNED: "It came up; I stopped them and warned them",
}


class OfferForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """In which way the court is offered to be shown."""

    request_id = HiddenField()
    way = one_of(WAYS, "What did you offer them?", "Choose what you offered")

    def begin(self) -> None:
        """Start a fresh form."""
        self.request_id.data = str(uuid4())


class RemoteForm(FlaskForm):  # type: ignore[misc]
    """What became of an offer; nothing asks what was said."""

    came_of_it = one_of(CAME_OF_IT, "Did they see the court in this way?", "Say whether they did")
    rule_read = one_of(RULE_READ, "Did you read them the rule first?", "Read them the rule first")
    done_on = a_day("On which day?", "Enter the day")
    shown = some_of(SHOWN, "What were they shown, or what did you go through?")
    evidence = one_of(
        EVIDENCE,
        "Was the evidence spoken of?",
        "Say whether the evidence was spoken of",
        hint="Write nothing of what was said, here or anywhere.",
    )
    warned_at = a_warning_time()

    def begin(self) -> None:
        """Most are recorded on their day."""
        self.done_on.data = london_day(current.now())

    def ask_what_is_needed(self) -> None:
        """Ask for what the first answer makes necessary, and for nothing else."""
        if self.came_of_it.data != YES:
            for name in ("rule_read", "done_on", "evidence", "warned_at"):
                self[name].validators = [Optional()]
        elif not came_up(self.evidence):
            self.warned_at.validators = [Optional()]

    def validate_done_on(self, field: Field) -> None:
        """It was done by today."""
        if field.data and field.data > london_day(current.now()):
            raise ValidationError("Enter today or a day past")

    def validate_shown(self, field: Field) -> None:
        """A showing shows something."""
        if self.came_of_it.data == YES and not field.data:
            raise ValidationError("Choose what they were shown, or what you went through")

    @property
    def is_declined(self) -> bool:
        """Whether they did not want it."""
        return bool(self.came_of_it.data == NO)

    def said(self) -> ShownRemotely:
        """What a valid form says of a showing."""
        done_on = self.done_on.data or london_day(current.now())
        return ShownRemotely(
            done_on=done_on,
            shown=frozenset(RemotelyShown(one) for one in self.shown.data or []),
            rule_read=self.rule_read.data == YES,
            evidence=EvidenceTalk(self.evidence.data),
            warned_at=warned_at(self.evidence, self.warned_at, done_on),
        )


@dataclass(frozen=True)
class RemoteLine:
    """One other way to see the court, as a page shows it."""

    id: UUID
    way: str
    tag: str
    offered: str
    settled: str
    shown: str
    evidence: str
    is_open: bool


def remote_lines(found: Iterable[RemoteVisit]) -> list[RemoteLine]:
    """Every one of them in words, the latest first."""
    rows = list(found)
    names = names_of(
        current.session(), [by for one in rows for by in (one.offered_by, one.settled_by)]
    )
    return [_line(one, names) for one in reversed(rows)]


def _line(one: RemoteVisit, names: dict[UUID, str]) -> RemoteLine:
    by = names.get(one.settled_by, "") if one.settled_by else ""
    settled = f"{spoken(one.settled_at)}, {by}" if one.settled_at else ""
    on = f"{spoken_day(one.done_on)}, by {by}" if one.done_on else settled
    warned = f", at {in_london(one.warned_at):%H:%M}" if one.warned_at else ""
    return RemoteLine(
        id=one.id,
        way=WAYS_IN_A_WORD[one.way],
        tag=STATE_TAGS[one.state],
        offered=f"{spoken(one.offered_at)}, {names.get(one.offered_by, '')}",
        settled=on,
        shown="; ".join(words for what, words in SHOWN.items() if what in one.shown),
        evidence=(SPOKEN_OF[one.evidence] if one.evidence else "") + warned,
        is_open=one.state is RemoteState.OFFERED,
    )


SPOKEN_OF = {
    EvidenceTalk.NOT_DISCUSSED: "Rule read first; not spoken of",
    EvidenceTalk.STOPPED_AND_WARNED: "Rule read first; it came up, and was stopped and warned of",
}
