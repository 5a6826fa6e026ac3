"""How a case ended, as a unit officer, a solicitor or a caseworker types it: choices alone."""

from collections.abc import Mapping
from typing import Any, Final, cast
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField
from wtforms.validators import InputRequired, Optional, ValidationError

from casework.outcomes.rules import (
    COUNTED_IN_MONTHS,
    ELIGIBILITY_WORDS,
    SENTENCE_WORDS,
    OffenceKind,
    Outcome,
    OutcomeRefused,
    OutcomeSays,
    ReferredBeforeSentence,
    SchemeNotOpen,
    SentenceKind,
)
from courts.london_time import london_day, spoken_day
from witness_app.site import current
from witness_app.site.choices import if_gone
from witness_app.site.fields import Radios, a_day, a_line, one_of, typed

LONGEST_TERM: Final = 1_200
OUTCOMES: Final = {
    Outcome.CONVICTED: "Convicted",
    Outcome.ACQUITTED: "Acquitted",
    Outcome.DISCONTINUED: "Stopped before a verdict",
}
OFFENCES: Final = {
    OffenceKind.VIOLENT: "Violent",
    OffenceKind.SEXUAL: "Sexual",
    OffenceKind.TERRORISM: "Terrorism",
    OffenceKind.OTHER: "Another kind",
}


def _if_convicted(words: Mapping[Any, str], label: str, hint: str = "") -> RadioField:
    return RadioField(
        label,
        **if_gone(),
        description=hint,
        choices={choice.value: said for choice, said in words.items()},
        widget=Radios(),
        validators=[Optional()],
    )


class OutcomeForm(FlaskForm):  # type: ignore[misc]
    """How it ended; for a conviction its sentence too, now or once there is one; nothing beside."""

    request_id = HiddenField(validators=[InputRequired("Open the form again")])
    outcome = one_of(OUTCOMES, "How did the case end?", "Choose how the case ended")
    decided_on = a_day(
        "On which day? Once there is a sentence, the day of sentence", "Enter the day"
    )
    offence = _if_convicted(OFFENCES, "If convicted: what kind of offence?")
    sentence = _if_convicted(
        SENTENCE_WORDS,
        "If sentence was passed: what was it?",
        "Leave it empty until then, and record it when it comes.",
    )
    months = a_line(
        "Length in months, for imprisonment, detention or a suspended sentence",
        hint="The whole term as the court announced it, like 18",
        classes="govuk-input--width-3",
    )

    def begin(self) -> None:
        """Start a fresh form."""
        self.request_id.data = str(uuid4())

    def validate_request_id(self, field: Field) -> None:
        """The request is one this form made."""
        try:
            UUID(field.data or "")
        except ValueError as refused:
            raise ValidationError("Open the form again") from refused

    def validate_decided_on(self, field: Field) -> None:
        """A day that has come."""
        if field.data and field.data > london_day(current.now()):
            raise ValidationError("Enter today or a day that is past")

    def validate_months(self, field: Field) -> None:
        """A whole number of months, where one was typed."""
        said = typed(field)
        if said and not (said.isascii() and said.isdigit() and 0 < int(said) <= LONGEST_TERM):
            raise ValidationError("Enter the months as a whole number, like 18")

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - WTForms' own
        """What a sentence needs, and what without a conviction cannot be."""
        is_right = bool(super().validate(extra_validators))
        wrong = {name: said for name, said in self._together().items() if not self[name].errors}
        for name, said in wrong.items():
            self[name].errors = [said]
        return is_right and not wrong

    def _together(self) -> dict[str, str]:
        if not self.outcome.data:
            return {}
        if self.outcome.data != Outcome.CONVICTED:
            said = "Nobody was convicted, so leave this empty"
            return {name: said for name in ("offence", "sentence") if self[name].data}
        wrong = {}
        if self.sentence.data and not self.offence.data:
            wrong["offence"] = "Choose what kind of offence it was"
        if self.sentence.data in COUNTED_IN_MONTHS and not typed(self.months):
            wrong["months"] = "Enter how many months the sentence is"
        return wrong

    def says(self) -> OutcomeSays:
        """What a valid form says; a length belongs only to sentences counted in months."""
        offence, sentence = self.offence.data, self.sentence.data
        counted = sentence in COUNTED_IN_MONTHS
        return OutcomeSays(
            request_id=UUID(str(self.request_id.data)),
            outcome=Outcome(cast("str", self.outcome.data)),
            decided_on=cast("Any", self.decided_on.data),
            offence=OffenceKind(offence) if offence else None,
            sentence=SentenceKind(sentence) if sentence else None,
            months=int(typed(self.months)) if counted else None,
        )


def why_not_so(refused: OutcomeRefused) -> str:
    """What is wrong with the day of a referral to the scheme, in plain words."""
    if isinstance(refused, ReferredBeforeSentence):
        return f"Enter the day of sentence, {spoken_day(refused.sentenced_on)}, or a day after it"
    if isinstance(refused, SchemeNotOpen):
        return ELIGIBILITY_WORDS[refused.why]
    return "Enter today or a day that is past"


def outcome_in_words(says: OutcomeSays) -> str:
    """An outcome in one line, with its sentence where there is one."""
    words = OUTCOMES[says.outcome]
    if says.sentence is None:
        return f"{words}, not sentenced yet" if says.outcome is Outcome.CONVICTED else words
    term = f", {says.months} months" if says.months else ""
    return f"{words}. {SENTENCE_WORDS[says.sentence]}{term}"
