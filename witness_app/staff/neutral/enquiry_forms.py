"""The answer that each desk gives: choices and dates, and few words."""

from typing import Final
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import Optional, ValidationError

from casework.enquiries.rules import (
    LONGEST_CONCERN,
    LONGEST_NOTE,
    Authority,
    CourtTimes,
    EnquiryAnswer,
    Suggestion,
)
from courts.london_time import london_day
from ethical_walls.enquiries.models import Desk
from witness_app.enquiry_words import AGENCY_WORDS, AUTHORITY_WORDS, SUGGESTION_WORDS
from witness_app.site import current
from witness_app.site.choices import PRACTICAL_ONLY
from witness_app.site.fields import a_choice, a_day, a_practical_note, one_of, typed
from witness_app.site.when_form import WhenForm

NO_COURT: Final = ""


class SafeguardingForm(WhenForm):
    """Which authority was told and when, or why none need be."""

    asks = ("authority", "on", "at", "words")
    authority = one_of(AUTHORITY_WORDS, "Who was told?", "Choose who was told")
    words = a_practical_note(
        "What the caseworker needs to know",
        LONGEST_CONCERN,
        f"{PRACTICAL_ONLY} If nobody need be told, say why.",
    )

    def offer(self, _courts: tuple[CourtTimes, ...]) -> None:
        """Every choice may be made, whatever times there are."""

    def begin(self) -> None:
        """Start from the present minute."""
        self.begin_now()

    def validate_words(self, field: Field) -> None:
        """Where nobody need be told, why."""
        if self.authority.data == Authority.NONE_NEEDED and not typed(field):
            raise ValidationError("Say why no authority need be told")

    def answer(self) -> EnquiryAnswer:
        """What a valid form says."""
        return EnquiryAnswer(
            words=typed(self.words),
            authority=Authority(self.authority.data),
            told_at=self.instant(),
        )


class StageAnswerForm(FlaskForm):  # type: ignore[misc]
    """A date, words of dates and stage only, or both."""

    asks = ("stage_on", "words")
    stage_on = a_day("The date, if there is one", "")
    words = a_practical_note(
        "What the agency said", LONGEST_NOTE, "Dates and stage only, nothing about what happened."
    )

    def offer(self, _courts: tuple[CourtTimes, ...]) -> None:
        """The date may be left out."""
        self.stage_on.validators = [Optional()]

    def begin(self) -> None:
        """It begins empty."""

    def validate_words(self, field: Field) -> None:
        """There is a date, or words."""
        if self.stage_on.data is None and not typed(field):
            raise ValidationError("Enter the date, or what the agency said")

    def answer(self) -> EnquiryAnswer:
        """What a valid form says."""
        return EnquiryAnswer(words=typed(self.words), stage_on=self.stage_on.data)


class SeparationForm(FlaskForm):  # type: ignore[misc]
    """What to do instead: no words, and no time, so that none of another party's is given."""

    asks = ("suggestion", "court", "times_from")
    suggestion = one_of(SUGGESTION_WORDS, "What can be done?", "Choose what can be done")
    court = a_choice(
        {NO_COURT: "Choose a court"}, "The other court, if you chose one", default=NO_COURT
    )
    times_from = a_day("From which day more times open, if they do", "")

    def offer(self, courts: tuple[CourtTimes, ...]) -> None:
        """Offer the courts that have times of their own; the day may be left out."""
        self.court.choices = {NO_COURT: "Choose a court"} | {
            str(court.court_id): court.court_name for court in courts if court.times
        }
        self.times_from.validators = [Optional()]

    def begin(self) -> None:
        """It begins empty."""

    def validate_court(self, field: Field) -> None:
        """Another court is one of those offered."""
        if self.suggestion.data == Suggestion.ANOTHER_COURT and not field.data:
            raise ValidationError("Choose the other court")

    def validate_suggestion(self, field: Field) -> None:
        """Where more times open later, from when; it is no day that is past."""
        day = self.times_from.data
        if field.data != Suggestion.TIMES_LATER:
            return
        if day is None or day < london_day(current.now()):
            raise ValidationError("Enter below the day from which more times open")

    def answer(self) -> EnquiryAnswer:
        """What a valid form says; what does not belong to the choice is left out."""
        suggestion = Suggestion(self.suggestion.data)
        is_elsewhere = suggestion is Suggestion.ANOTHER_COURT
        is_later = suggestion is Suggestion.TIMES_LATER
        return EnquiryAnswer(
            suggestion=suggestion,
            court_id=UUID(self.court.data) if is_elsewhere else None,
            times_from=self.times_from.data if is_later else None,
        )


class ChaseForm(FlaskForm):  # type: ignore[misc]
    """Which agency was chased, just now."""

    agency = one_of(AGENCY_WORDS, "Whom did you chase?", "Choose whom you chased")


AnswerForm = SafeguardingForm | StageAnswerForm | SeparationForm
FORMS: dict[Desk, type[AnswerForm]] = {
    Desk.SAFEGUARDING: SafeguardingForm,
    Desk.CASE_PROGRESSION: StageAnswerForm,
    Desk.SEPARATION: SeparationForm,
}
