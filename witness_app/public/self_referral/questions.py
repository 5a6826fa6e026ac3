"""The questions that somebody is asked who refers themselves, in their order."""

from dataclasses import dataclass

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSelect, GovTextInput
from wtforms import Field, SelectField, StringField
from wtforms.validators import Length, ValidationError

from casework.access_needs.rules import LONGEST_NOTE
from casework.contact_plans.rules import (
    Channel,
    NotAMobileNumber,
    NotAnEmailAddress,
    read_address,
)
from casework.languages import LANGUAGES
from casework.referrals.rules import AgeAtOffence, HomeAtReferral, Urgency
from casework.witnesses.rules import WitnessRole, initials_of
from courts.cases.rules import IdentifierNotRecognised, read_identifier
from witness_app.public.fields import a_big_choice, a_few_words, a_line
from witness_app.site.choices import if_gone
from witness_app.site.numbers import numbers_allowed

PROSECUTION, DEFENCE, NOT_SURE = "prosecution", "defence", "not_sure"
NOT_A_MOBILE = "Enter a mobile number, like 07700 900123. A landline may be answered by others."
NOT_AN_EMAIL = "Enter an email address, like name@example.org"


class WhoAsked(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Which side asked them to come."""

    who = a_big_choice(
        {
            PROSECUTION: "The police or the prosecution",
            DEFENCE: "A solicitor for the person accused",
            NOT_SURE: "I am not sure",
        },
        "Who asked you to come to court?",
        "Choose who asked you, or that you are not sure",
    )
    accused = StringField(
        "If a solicitor asked you: the name of the person they act for, if you know it",
        description="Nothing else about them.",
        widget=GovTextInput(),
        validators=[Length(max=100, message="Use 100 characters or fewer")],
    )


class CaseNumber(FlaskForm):  # type: ignore[misc]
    """The number of the case, if they have one."""

    number = StringField(
        "Is there a case number on your letter?",
        description="For example 01AB1234526 or T20267001. You can leave this empty.",
        widget=GovTextInput(),
        render_kw={"autocomplete": "off"},
    )

    def validate_number(self, field: Field) -> None:
        """Nothing, or a number that courts use."""
        if not (field.data or "").strip():
            return
        try:
            read_identifier(field.data)
        except IdentifierNotRecognised as refused:
            raise ValidationError(
                f"{refused} You can also leave it empty: we will find it with you."
            ) from refused


class When(FlaskForm):  # type: ignore[misc]
    """How soon."""

    urgency = a_big_choice(
        {
            Urgency.WITHIN_A_WEEK: "Within a week",
            Urgency.ORDINARY: "Later, or I do not know",
        },
        "When do you have to come?",
        "Choose when you have to come",
    )


class Home(FlaskForm):  # type: ignore[misc]
    """Where they live, as a plain fact."""

    home = a_big_choice(
        {
            HomeAtReferral.LONDON: "Yes, even if only for a time",
            HomeAtReferral.ELSEWHERE: "No",
            HomeAtReferral.NOT_KNOWN: "I would rather not say",
        },
        "Do you live in London now?",
        "Choose an answer: every answer is all right",
    )


class Age(FlaskForm):  # type: ignore[misc]
    """Whether they were grown up, as a plain fact."""

    age = a_big_choice(
        {
            AgeAtOffence.ADULT: "Yes",
            AgeAtOffence.UNDER_18: "No",
            AgeAtOffence.NOT_KNOWN: "I would rather not say",
        },
        "Were you 18 or over at the time that the case is about?",
        "Choose an answer: every answer is all right",
    )


class Victim(FlaskForm):  # type: ignore[misc]
    """Whether they are a victim in the case, as a plain fact that nobody need say."""

    victim = a_big_choice(
        {
            WitnessRole.COMPLAINANT: "Yes",
            WitnessRole.WITNESS: "No",
            WitnessRole.NOT_KNOWN: "I would rather not say",
        },
        "Did the crime happen to you?",
        "Choose an answer: every answer is all right",
    )


class Name(FlaskForm):  # type: ignore[misc]
    """What to call them, and in what language."""

    name = a_line("What is your name?", "Type the name that we should ask for", most=120)
    language = SelectField(
        "Which language do you like to speak?",
        **if_gone(),
        widget=GovSelect(),
        choices=dict(LANGUAGES),
    )

    def validate_name(self, field: Field) -> None:
        """A name has letters."""
        if not initials_of(field.data or ""):
            raise ValidationError("Type the name that we should ask for")


class Reach(FlaskForm):  # type: ignore[misc]
    """One safe way to reach them."""

    channel = a_big_choice(
        {Channel.PHONE_CALL: "Ring me", Channel.SMS: "Text me", Channel.EMAIL: "Email me"},
        "How can we reach you safely?",
        "Choose how we can reach you",
    )
    address = a_line(
        "Your mobile number or email address",
        "Type the number or address that is safe",
        "One that only you read or answer. The first message says nothing about court.",
    )

    def validate_address(self, field: Field) -> None:
        """A mobile number, or an address, as the way they chose needs."""
        if not self.channel.data:
            return
        try:
            read_address(Channel(self.channel.data), field.data or "", numbers_allowed())
        except NotAMobileNumber as refused:
            raise ValidationError(NOT_A_MOBILE) from refused
        except NotAnEmailAddress as refused:
            raise ValidationError(NOT_AN_EMAIL) from refused


class Helpful(FlaskForm):  # type: ignore[misc]
    """Anything that would help."""

    words = a_few_words(
        "Is there anything practical that would help you? (you can leave this empty)",
        LONGEST_NOTE,
        "For example: I use a wheelchair; I cannot talk before 4pm. "
        "Please write nothing about what happened.",
    )


@dataclass(frozen=True)
class Question:
    """One page of the questions: its form, and what it is called among the answers."""

    form: type[FlaskForm]
    called: str


QUESTIONS: tuple[Question, ...] = (
    Question(WhoAsked, "Who asked you"),
    Question(CaseNumber, "Case number"),
    Question(When, "When"),
    Question(Home, "Live in London"),
    Question(Age, "18 or over at the time"),
    Question(Victim, "Whether it happened to you"),
    Question(Name, "Name and language"),
    Question(Reach, "How we reach you"),
    Question(Helpful, "What would help"),
)
