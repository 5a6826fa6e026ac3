"""What a caseworker types to refer a witness: the case's number first, then the person."""

import json
from dataclasses import replace
from uuid import UUID, uuid4, uuid5

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import InputRequired, ValidationError

from casework.access_needs.rules import LONGEST_NOTE, AccessNeedKind
from casework.contact_plans.rules import (
    Channel,
    NotAMobileNumber,
    NotAnEmailAddress,
    Numbers,
    read_address,
)
from casework.referrals.rules import (
    AgeAtOffence,
    HomeAtReferral,
    ReferralDetails,
    ReferralSource,
    Urgency,
    sealed_form,
)
from casework.witnesses.rules import InterpreterNeed, WitnessRole, initials_of
from courts.cases.queries import PartySummary
from courts.cases.rules import (
    IdentifierNotRecognised,
    defence_label,
    party_of,
    read_identifier,
)
from witness_app.site.choices import PRACTICAL_ONLY, URGENCIES
from witness_app.site.fields import (
    a_language,
    a_line,
    a_practical_note,
    one_of,
    some_of,
    typed,
)
from witness_app.staff.caseworkers import choices

SOMEBODY_ELSE = "a defendant not listed here"
NOT_A_MOBILE = (
    "Enter a mobile number, like 07700 900123. A landline is not safe: others may answer it."
)
NOT_AN_EMAIL = "Enter an email address, like name@example.org"
NAME_THE_DEFENDANT = "Enter the defendant's name as the court writes it"


def is_a_case_number(_form: FlaskForm, field: Field) -> None:
    """A URN, a Crown Court or a magistrates' number, however it is spaced."""
    try:
        read_identifier(field.data or "")
    except IdentifierNotRecognised as refused:
        raise ValidationError(str(refused)) from refused


def has_letters(_form: FlaskForm, field: Field) -> None:
    """A name somebody can be asked for by."""
    if not initials_of(field.data or ""):
        raise ValidationError("Enter the witness's name")


class CaseForm(FlaskForm):  # type: ignore[misc]
    """The first step: which case."""

    identifier = a_line(
        "Case number",
        is_a_case_number,
        hint="A URN like 01AB1234519, a Crown Court number like T20267123, or a magistrates' "
        "court case reference.",
        classes="govuk-input--width-20",
    )


class ReferralForm(FlaskForm):  # type: ignore[misc]
    """The second step: who calls the witness, who they are, and how to reach them first."""

    numbers: Numbers = Numbers.REAL
    offered: tuple[PartySummary, ...] = ()

    request_id = HiddenField(validators=[InputRequired("Open the form again")])
    identifier = HiddenField(validators=[is_a_case_number])
    party = one_of({}, "Who calls the witness?", "Choose who calls the witness")
    defendant = a_line(
        "If it is a defendant not listed, their name",
        hint="As the court writes it. Leave empty otherwise.",
    )
    name = a_line("Witness's name", has_letters)
    role = one_of(choices.ROLES, "Who are they in the case?", "Choose who they are in the case")
    source = one_of(choices.SOURCES, "Who asked us to help?", "Choose who asked us to help")
    urgency = one_of(URGENCIES, "When is the trial?", "Choose when the trial is")
    home = one_of(
        choices.HOMES,
        "Do they live in London now?",
        "Choose whether they live in London",
        hint="Everybody who gives evidence is supported. This says who else is told, with consent.",
    )
    age = one_of(
        choices.AGES, "How old were they at the time?", "Choose how old they were at the time"
    )
    channel = one_of(
        choices.CHANNELS,
        "How can we reach them first?",
        "Choose how we can reach them first",
        hint="One introduction, discreet, until the person tells us what is safe.",
    )
    address = a_line("Their mobile number or email address", classes="govuk-input--width-20")
    language = a_language("Language they prefer")
    interpreter = one_of(
        choices.INTERPRETERS,
        "Is an interpreter needed?",
        "Choose whether an interpreter is needed",
        default=InterpreterNeed.NOT_NEEDED.value,
    )
    needs = some_of(choices.NEEDS, "What do they need to be able to come?")
    practical_note = a_practical_note(
        "Anything practical we should know (optional)",
        LONGEST_NOTE,
        f"{PRACTICAL_ONLY} For example: works nights, ring after 2pm.",
    )

    def offer(self, parties: list[PartySummary]) -> None:
        """Offer the parties that are published, and a defendant that is not."""
        self.offered = tuple(parties)
        self.party.choices = {known.party: known.label for known in parties} | {
            SOMEBODY_ELSE: "The defence of somebody not listed here"
        }

    def begin(self, identifier: str) -> None:
        """Start a fresh form; its request makes a second press of the button the same referral."""
        self.request_id.data = str(uuid4())
        self.identifier.data = identifier

    def validate_request_id(self, field: Field) -> None:
        """The request is one this form made."""
        try:
            UUID(field.data or "")
        except ValueError as refused:
            raise ValidationError("Open the form again") from refused

    def validate_defendant(self, field: Field) -> None:
        """A defendant not listed must be named, or nobody could tell the sides apart."""
        if self.party.data == SOMEBODY_ELSE and not initials_of(field.data or ""):
            raise ValidationError(NAME_THE_DEFENDANT)

    def validate_address(self, field: Field) -> None:
        """The address fits the channel."""
        if self.channel.data not in set(Channel):
            return
        try:
            read_address(Channel(self.channel.data), field.data or "", self.numbers)
        except NotAMobileNumber as refused:
            raise ValidationError(NOT_A_MOBILE) from refused
        except NotAnEmailAddress as refused:
            raise ValidationError(NOT_AN_EMAIL) from refused

    def details(self) -> ReferralDetails:
        """The referral that a valid form says.

        The request is this form with these words: sent twice it is one referral, and another
        person typed into a page that was gone back to is another.
        """
        said = self._said()
        words = json.dumps([said.party, sealed_form(said)], sort_keys=True)
        return replace(said, request_id=uuid5(said.request_id, words))

    def _said(self) -> ReferralDetails:
        party, label = self._party()
        return ReferralDetails(
            request_id=UUID(self.request_id.data),
            identifier=typed(self.identifier),
            party=party,
            party_label=label,
            name=typed(self.name),
            role=WitnessRole(self.role.data),
            language=self.language.data,
            interpreter=InterpreterNeed(self.interpreter.data),
            channel=Channel(self.channel.data),
            address=read_address(Channel(self.channel.data), typed(self.address), self.numbers),
            needs=tuple(AccessNeedKind(need) for need in self.needs.data or []),
            practical_note=typed(self.practical_note),
            source=ReferralSource(self.source.data),
            urgency=Urgency(self.urgency.data),
            home=HomeAtReferral(self.home.data),
            age=AgeAtOffence(self.age.data),
        )

    def _party(self) -> tuple[str, str]:
        if self.party.data == SOMEBODY_ELSE:
            name = typed(self.defendant)
            return party_of(name), defence_label(name)
        chosen = next(known for known in self.offered if known.party == self.party.data)
        return chosen.party, chosen.label
