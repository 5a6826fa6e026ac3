"""What became of a witness on one day at court, as whoever was told of it types it: choices."""

from typing import Any, Final, cast
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField
from wtforms.validators import InputRequired, Optional, ValidationError

from casework.court_days.queries import CourtDaySummary, SaidOfDay
from casework.court_days.rules import LONGEST_NOTE, Became, DaySays, WhyAbsent
from witness_app.site.choices import if_gone
from witness_app.site.fields import Radios, a_practical_note, one_of, typed

BECAME: Final = {
    Became.GAVE_EVIDENCE: "Attended and gave evidence",
    Became.NOT_CALLED: "Attended, not called",
    Became.STOOD_DOWN: "Stood down beforehand",
    Became.CRACKED: "Attended, and the trial ended that day: no further trial (cracked)",
    Became.PUT_OFF: "Attended, and the trial was put off to another day (ineffective)",
    Became.DID_NOT_ATTEND: "Did not attend",
}
REASONS: Final = {
    WhyAbsent.UNWELL: "Unwell",
    WhyAbsent.AFRAID: "Afraid",
    WhyAbsent.NOT_TOLD_IN_TIME: "Not told in time",
    WhyAbsent.TRAVEL: "Travel",
    WhyAbsent.WORK_OR_CARE: "Work, or somebody to care for",
    WhyAbsent.WOULD_NOT: "Would not come",
    WhyAbsent.NOT_REACHED: "Could not be reached",
    WhyAbsent.NOT_KNOWN: "Not known",
}
TAGS: Final = {
    Became.GAVE_EVIDENCE: "Gave evidence",
    Became.NOT_CALLED: "Not called",
    Became.STOOD_DOWN: "Stood down",
    Became.CRACKED: "Cracked",
    Became.PUT_OFF: "Put off",
    Became.DID_NOT_ATTEND: "Did not attend",
}
TO_BE_SAID, NOT_LISTED, NOT_ASKED = "To be said", "Not listed", "Not asked"
SAID_SINCE: Final = "Somebody has said what became of this day since you opened the page."


class CourtDayForm(FlaskForm):  # type: ignore[misc]
    """What became of the day; a reason where they did not come, and nothing of what was said."""

    request_id = HiddenField(validators=[InputRequired("Open the form again")])
    seen = HiddenField(validators=[InputRequired("Open the form again")])
    became = one_of(BECAME, "What became of the day?", "Choose what became of the day")
    reason = RadioField(
        "If they did not attend: why, as far as you know?",
        **if_gone(),
        choices={reason.value: said for reason, said in REASONS.items()},
        widget=Radios(),
        validators=[Optional()],
    )
    words = a_practical_note(
        "Anything practical for the next time (optional)",
        LONGEST_NOTE,
        "Practical matters only, nothing about what happened or what was said in court. "
        "For example: needs a taxi.",
    )

    def begin(self, day: CourtDaySummary) -> None:
        """Start a fresh form about a day as it stands."""
        self.request_id.data, self.seen.data = str(uuid4()), str(day.version)

    def validate_request_id(self, field: Field) -> None:
        """The request is one this form made."""
        try:
            UUID(field.data or "")
        except ValueError as refused:
            raise ValidationError("Open the form again") from refused

    def validate_seen(self, field: Field) -> None:
        """How often something was said of the day is a number."""
        if not (field.data or "").isdecimal():
            raise ValidationError("Open the form again")

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - WTForms' own
        """A reason for whoever did not come."""
        is_right = bool(super().validate(extra_validators))
        if self.became.data == Became.DID_NOT_ATTEND and not self.reason.data:
            self.reason.errors = ["Choose why, or not known"]
        return is_right and not self.reason.errors

    def says(self) -> DaySays:
        """What a valid form says; a radio cannot be cleared, so a reason of who came is dropped."""
        became = Became(cast("str", self.became.data))
        return DaySays(
            request_id=UUID(str(self.request_id.data)),
            became=became,
            reason=WhyAbsent(self.reason.data) if became is Became.DID_NOT_ATTEND else None,
            words=typed(self.words),
            seen=int(str(self.seen.data)),
        )


def tag_of(day: CourtDaySummary) -> str:
    """The state of a day in its tag."""
    if day.became is not None:
        return TAGS[day.became]
    if day.is_owed:
        return TO_BE_SAID
    return NOT_LISTED if day.is_taken_back else NOT_ASKED


def said_in_words(said: SaidOfDay) -> str:
    """What somebody said of a day, in one line, with the reason where there is one."""
    words = BECAME[said.became]
    return f"{words}: {REASONS[said.reason].lower()}" if said.reason else words


def detail_of(said: SaidOfDay) -> str:
    """What stands beside the tag: why they did not come, and the practical note."""
    reason = REASONS[said.reason] if said.reason else ""
    return ". ".join(part for part in (reason, said.words) if part)
