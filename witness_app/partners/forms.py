"""What a partner types: a referral in a few fields, dates to avoid, a special measure."""

import json
from abc import abstractmethod
from typing import Any, ClassVar, Final
from uuid import UUID, uuid4, uuid5

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import InputRequired, StopValidation, ValidationError

from casework.access_needs.rules import ACCESS_NEED_WORDS, AccessNeedKind
from casework.contact_plans.rules import (
    Channel,
    NotAMobileNumber,
    NotAnEmailAddress,
    Numbers,
    read_address,
)
from casework.partners.rules import LONGEST_WORDS, MEASURE_WORDS, Measure, PartnerSays, WordKind
from casework.referrals.rules import (
    AgeAtOffence,
    HomeAtReferral,
    ReferralDetails,
    ReferralSource,
    Urgency,
)
from casework.witnesses.rules import InterpreterNeed, WitnessRole, initials_of
from courts.cases.rules import (
    PROSECUTION,
    PROSECUTION_LABEL,
    IdentifierNotRecognised,
    defence_label,
    party_of,
    read_identifier,
)
from ethical_walls.accounts.models import OrganisationKind
from witness_app.partners.words import DECISIONS, VICTIMS
from witness_app.site.choices import PRACTICAL_ONLY, URGENCIES
from witness_app.site.fields import (
    Day,
    DayBoxes,
    a_day,
    a_line,
    a_practical_note,
    one_of,
    some_of,
    typed,
)

KEPT: Final = ("identifier", "client", "name", "reach", "victim", "urgency")
"""The fields of a referral that a draft keeps."""


def has_letters(_form: FlaskForm, field: Field) -> None:
    """A name somebody can be asked for by."""
    if not initials_of(field.data or ""):
        raise ValidationError("Enter the witness's name")


def is_a_case_number(_form: FlaskForm, field: Field) -> None:
    """A URN, a Crown Court or a magistrates' number, however it is spaced."""
    try:
        read_identifier(field.data or "")
    except IdentifierNotRecognised as refused:
        raise ValidationError(str(refused)) from refused


def nothing_typed_is_no_day(_form: FlaskForm, field: Field) -> None:
    """Three empty boxes are no day; anything typed must be one."""
    if not any(field.raw_data or ()):
        field.errors = []
        raise StopValidation


def is_a_request(_form: FlaskForm, field: Field) -> None:
    """The request is one that a form made."""
    try:
        UUID(field.data or "")
    except ValueError as refused:
        raise ValidationError("Open the form again") from refused


class RequestForm(FlaskForm):  # type: ignore[misc]
    """A form that, sent twice, is one request."""

    request_id = HiddenField(validators=[InputRequired("Open the form again"), is_a_request])

    def begin(self, request_id: UUID | None = None) -> None:
        """Start a fresh form."""
        self.request_id.data = str(request_id or uuid4())


class ReferralForm(RequestForm):
    """A referral in a few fields; everything else is asked of the witness later."""

    numbers: Numbers = Numbers.REAL
    is_defence: bool = True

    name = a_line("Witness's name", has_letters)
    reach = a_line(
        "One way to reach them",
        hint="A mobile number or an email address. We introduce ourselves once, discreetly.",
        classes="govuk-input--width-20",
    )
    client = a_line("Your client", hint="The defendant's name as the court writes it.")
    identifier = a_line(
        "Any one case number",
        is_a_case_number,
        hint="A URN like 01AB1234519, a Crown Court number like T20267123, or a magistrates' "
        "court case reference.",
        classes="govuk-input--width-20",
    )
    victim = one_of(
        VICTIMS, "Are they a victim in this case?", "Choose whether they are a victim in this case"
    )
    urgency = one_of(URGENCIES, "When is the trial?", "Choose when the trial is")

    def fit(self, kind: OrganisationKind | None) -> None:
        """A unit calls for the prosecution, so it is asked for no client."""
        self.is_defence = kind is not OrganisationKind.WITNESS_CARE_UNIT
        if not self.is_defence:
            del self.client

    def channel(self) -> Channel:
        """What the way to reach them is."""
        return Channel.EMAIL if "@" in typed(self.reach) else Channel.SMS

    def validate_reach(self, field: Field) -> None:
        """An address that can be written to."""
        try:
            read_address(self.channel(), field.data or "", self.numbers)
        except (NotAMobileNumber, NotAnEmailAddress) as refused:
            raise ValidationError(
                "Enter a mobile number, like 07700 900123, or an email address"
            ) from refused

    def validate_client(self, field: Field) -> None:
        """A client is somebody with a name, or nobody could tell the parties apart."""
        if not initials_of(field.data or ""):
            raise ValidationError("Enter your client's name as the court writes it")

    def words(self) -> dict[str, Any]:
        """What was typed so far, for a draft."""
        return {name: self[name].data for name in KEPT if name in self and self[name].data}

    def take_up(self, words: dict[str, Any]) -> None:
        """Go on where a draft was left."""
        for name in KEPT:
            if name in self:
                self[name].data = words.get(name, self[name].data)

    def details(self) -> ReferralDetails:
        """The referral that a valid form says; sent twice with the same words it is one."""
        words = json.dumps(self.words(), sort_keys=True)
        party, label = self._party()
        return ReferralDetails(
            request_id=uuid5(UUID(self.request_id.data), words),
            identifier=typed(self.identifier),
            party=party,
            party_label=label,
            name=typed(self.name),
            role=WitnessRole(self.victim.data),
            language="en",
            interpreter=InterpreterNeed.NOT_NEEDED,
            channel=self.channel(),
            address=read_address(self.channel(), typed(self.reach), self.numbers),
            needs=(),
            practical_note="",
            source=(
                ReferralSource.SOLICITOR if self.is_defence else ReferralSource.WITNESS_CARE_UNIT
            ),
            urgency=Urgency(self.urgency.data),
            home=HomeAtReferral.NOT_KNOWN,
            age=AgeAtOffence.NOT_KNOWN,
        )

    def _party(self) -> tuple[str, str]:
        if not self.is_defence:
            return PROSECUTION, PROSECUTION_LABEL
        name = typed(self.client)
        return party_of(name), defence_label(name)


class WordForm(RequestForm):
    """A form that tells us one thing about a witness; `title` and `lead` stand above its fields."""

    title: ClassVar[str]
    lead: ClassVar[str]

    def shown(self) -> list[Field]:
        """The fields that somebody fills, in their order."""
        return [field for field in self if not isinstance(field, HiddenField)]

    @abstractmethod
    def said(self) -> PartnerSays:
        """What a valid form tells us."""


class DatesForm(WordForm):
    """Days on which the witness cannot come."""

    title = "Dates they cannot come"
    lead = "Their caseworker checks the visit and tells the court's office where it matters."

    from_on = a_day("First day", "Enter the first day")
    until_on = Day(
        "Last day (leave empty if it is one day)",
        format="%d %m %Y",
        widget=DayBoxes(),
        description="For example, 9 10 2026",
        validators=[nothing_typed_is_no_day],
    )

    def validate_until_on(self, field: Field) -> None:
        """The last day is not before the first."""
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError("The last day must be the first day or after it")

    def said(self) -> PartnerSays:
        """What a valid form tells us."""
        return PartnerSays(
            UUID(self.request_id.data),
            WordKind.DATES_TO_AVOID,
            from_on=self.from_on.data,
            until_on=self.until_on.data,
        )


class SchemeForm(RequestForm):
    """On which day the witness was referred to the Victim Contact Scheme."""

    referred_on = a_day("On which day did you refer them?", "Enter the day")

    def said(self) -> PartnerSays:
        """What a valid form tells us."""
        return PartnerSays(
            UUID(self.request_id.data),
            WordKind.REFERRED_TO_SCHEME,
            from_on=self.referred_on.data,
        )


class NeedsForm(WordForm):
    """What the witness needs to be able to come to court, as far as whoever calls them knows."""

    title = "Needs for court"
    lead = (
        "What they told you they need, not why. Their caseworker talks it through with them, and "
        "asks what the court may know."
    )

    needs = some_of(ACCESS_NEED_WORDS, "What do they need to be able to come?")
    words = a_practical_note(
        "Anything practical the caseworker should know (optional)",
        LONGEST_WORDS,
        f"{PRACTICAL_ONLY} For example: uses a wheelchair, 70 cm wide.",
    )

    def validate_needs(self, field: Field) -> None:
        """At least one, or there is nothing to tell."""
        if not field.data:
            raise ValidationError("Choose what they need")

    def said(self) -> PartnerSays:
        """What a valid form tells us."""
        return PartnerSays(
            UUID(self.request_id.data),
            WordKind.NEEDS,
            words=typed(self.words),
            needs=frozenset(map(AccessNeedKind, self.needs.data or ())),
        )


class MeasureForm(WordForm):
    """A special measure that was applied for, or that the court decided on."""

    title = "Special measure"
    lead = "Say only what was asked for or decided, not why."

    measure = one_of(MEASURE_WORDS, "Which special measure?", "Choose a special measure")
    decision = one_of(DECISIONS, "What has happened?", "Choose what has happened")
    words = a_practical_note(
        "Anything practical the caseworker should know (optional)",
        LONGEST_WORDS,
        f"{PRACTICAL_ONLY} For example: the screens are for the second day only.",
    )

    def said(self) -> PartnerSays:
        """What a valid form tells us."""
        return PartnerSays(
            UUID(self.request_id.data),
            WordKind(self.decision.data),
            measure=Measure(self.measure.data),
            words=typed(self.words),
        )
