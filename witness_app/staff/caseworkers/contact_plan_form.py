"""What a caseworker writes down while the person says how they may be reached."""

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import Length, ValidationError

from casework.contact_plans.models import ContactPlan
from casework.contact_plans.rules import (
    EARLIEST,
    LATEST,
    PLAIN_IS_SAFE,
    CalendarWanted,
    Channel,
    ContactPlanDetails,
    NotAMobileNumber,
    NotAnEmailAddress,
    Numbers,
    SeenBy,
    WordGivesAway,
    Wording,
    check_agreed_words,
    read_address,
)
from casework.languages import language_name
from courts.london_time import spoken_time
from witness_app.site.fields import a_choice, a_language, a_line, one_of, typed
from witness_app.site.telephones import as_dialled
from witness_app.staff.caseworkers import choices
from witness_app.staff.caseworkers.referral_form import NOT_A_MOBILE, NOT_AN_EMAIL

HOURS = {f"{hour:02}:00": spoken_time(time(hour)) for hour in range(EARLIEST.hour, LATEST.hour + 1)}
NOT_PLAIN = (
    "Choose discreet wording: somebody who must not know may see it. "
    "Plain wording is for a phone or mailbox that only people who may know can read."
)


@dataclass(frozen=True)
class PlanLine:
    """One version of a contact plan as the page shows it."""

    version: int
    how: str
    address: str
    hours: str
    seen_by: str
    agreed_sender: str
    place_word: str
    calendar: str
    language: str
    standing: str
    recorded_at: datetime
    recorded_by: str
    is_in_force: bool


def plan_line(plan: ContactPlan, names: dict[UUID, str]) -> PlanLine:
    """A version of a contact plan, in words."""
    wording = choices.WORDINGS_IN_A_WORD[plan.wording]
    return PlanLine(
        version=plan.version,
        how=f"{choices.CHANNELS[plan.channel].lower()}, {wording}",
        address=plan.address,
        hours=f"{spoken_time(plan.hours_from)} to {spoken_time(plan.hours_until)}",
        seen_by=choices.SEEN_BY[plan.seen_by],
        agreed_sender=plan.agreed_sender,
        place_word=plan.place_word,
        calendar=choices.CALENDARS[plan.calendar_wanted],
        language=language_name(plan.language),
        standing="Safe to contact" if plan.confirmed_at else "Provisional",
        recorded_at=plan.recorded_at,
        recorded_by=names.get(plan.recorded_by, ""),
        is_in_force=plan.superseded_at is None,
    )


def gives_nothing_away(_form: FlaskForm, field: Field) -> None:
    """Agreed words never say what a message is about."""
    try:
        check_agreed_words(typed(field))
    except WordGivesAway as refused:
        raise ValidationError(
            f"Choose other words: “{refused.word}” tells anybody who reads it what it is about"
        ) from refused


class ContactPlanForm(FlaskForm):  # type: ignore[misc]
    """How the person says they may be reached."""

    numbers: Numbers = Numbers.REAL

    version = HiddenField()
    channel = one_of(
        choices.CHANNELS, "How do they want to be reached?", "Choose how they want to be reached"
    )
    address = a_line("Their mobile number or email address", classes="govuk-input--width-20")
    hours_from = a_choice(HOURS, "From what time of day?", default="09:00")
    hours_until = a_choice(HOURS, "Until what time of day?", default="18:00")
    seen_by = one_of(
        choices.SEEN_BY_ANSWERS,
        "Ask: who else might see your phone or mailbox?",
        "Choose who else might see it",
    )
    wording = one_of(
        choices.WORDINGS,
        "Ask: is plain wording all right?",
        "Choose discreet or plain wording",
        default=Wording.DISCREET.value,
    )
    agreed_sender = a_line(
        "The name messages come from",
        Length(min=1, max=20, message="Enter a name of up to 20 letters"),
        gives_nothing_away,
        hint="Agreed with the person, and never the name of a service. For example: Mel.",
        classes="govuk-input--width-10",
    )
    place_word = a_line(
        "The word for the place",
        Length(min=1, max=30, message="Enter a word for the place, of up to 30 letters"),
        gives_nothing_away,
        hint="Agreed with the person. For example: the usual place.",
        classes="govuk-input--width-20",
    )
    calendar_wanted = one_of(
        choices.CALENDARS,
        "Do they want dates in their own calendar?",
        "Choose whether they want dates in their calendar",
        default=CalendarWanted.NO.value,
    )
    language = a_language("Language to write in")

    @property
    def seen_version(self) -> int:
        """The version that was on the screen; none where the form was tampered with."""
        said = typed(self.version)
        return int(said) if said.isdecimal() else 0

    def begin(self, plan: ContactPlan) -> None:
        """Start from the plan in force; what must be asked anew is left open."""
        self.version.data = str(plan.version)
        self.channel.data = plan.channel.value
        self.address.data = as_dialled(plan.address)
        self.hours_from.data = f"{plan.hours_from:%H:00}"
        self.hours_until.data = f"{plan.hours_until:%H:00}"
        self.agreed_sender.data = plan.agreed_sender
        self.place_word.data = plan.place_word
        self.calendar_wanted.data = plan.calendar_wanted.value
        self.language.data = plan.language

    def start_again_from(self, plan: ContactPlan, why: str) -> None:
        """Keep what was typed, on the version that is in force now."""
        self.version.data = str(plan.version)
        self.channel.errors = [why]

    def validate_address(self, field: Field) -> None:
        """The address fits the channel."""
        if self.channel.data not in set(Channel):
            return
        try:
            read_address(Channel(self.channel.data), typed(field), self.numbers)
        except NotAMobileNumber as refused:
            raise ValidationError(NOT_A_MOBILE) from refused
        except NotAnEmailAddress as refused:
            raise ValidationError(NOT_AN_EMAIL) from refused

    def validate_hours_until(self, field: Field) -> None:
        """The hours end after they begin."""
        if typed(field) <= typed(self.hours_from):
            raise ValidationError("Choose a time after the one they begin at")

    def validate_wording(self, field: Field) -> None:
        """Plain wording needs the person's answer."""
        if field.data == Wording.PLAIN and self.seen_by.data not in PLAIN_IS_SAFE:
            raise ValidationError(NOT_PLAIN)

    def validate_calendar_wanted(self, field: Field) -> None:
        """Invitations travel by email."""
        if field.data == CalendarWanted.YES and self.channel.data != Channel.EMAIL:
            raise ValidationError("Dates go into a calendar by email only: choose No, or email")

    def details(self) -> ContactPlanDetails:
        """The plan that a valid form says."""
        channel = Channel(self.channel.data)
        return ContactPlanDetails(
            channel=channel,
            address=read_address(channel, typed(self.address), self.numbers),
            language=self.language.data,
            hours_from=time.fromisoformat(self.hours_from.data),
            hours_until=time.fromisoformat(self.hours_until.data),
            seen_by=SeenBy(self.seen_by.data),
            wording=Wording(self.wording.data),
            agreed_sender=typed(self.agreed_sender),
            place_word=typed(self.place_word),
            calendar_wanted=CalendarWanted(self.calendar_wanted.data),
        )
