"""The one page of a needs assessment: choices and days, consent first, no place for an account."""

from datetime import date
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import Optional, ValidationError

from casework.access_needs.rules import LONGEST_NOTE, AccessNeedKind, AgreedNeeds
from casework.assessments.answers import (
    AssessmentAnswers,
    Decided,
    Decision,
    LevelDecided,
    Seen,
)
from casework.assessments.day import COMPANION_WORDS, TRAVEL_WORDS, Companion, Travel
from casework.assessments.equality import ANSWERS, QUESTIONS, EqualityQuestion
from casework.assessments.rules import (
    AttendanceAction,
    AttendanceReason,
    AttendanceRisk,
    Condition,
    DomesticRisk,
    Effect,
    Factor,
    Facts,
    Feeling,
    Level,
    Offence,
    OverrideReason,
    RiskFlag,
    Targeting,
    Wish,
)
from casework.partners.rules import MEASURE_WORDS, Measure
from casework.referrals.rules import AgeAtOffence
from casework.witnesses.rules import InterpreterNeed, WitnessRole
from courts.london_time import london_day
from witness_app.site import current
from witness_app.site.choices import PRACTICAL_ONLY
from witness_app.site.fields import (
    Day,
    DayBoxes,
    a_choice,
    a_language,
    a_practical_note,
    one_of,
    some_of,
    typed,
)
from witness_app.staff.caseworkers import assessment_words as words
from witness_app.staff.caseworkers import choices
from witness_app.staff.caseworkers.assessment_questions import (
    AssessmentQuestions,
    Choice,
    chosen_in,
    days_they_cannot_come,
    version_in,
)

NOT_ASKED = {"": "Not asked"}
GIVE_A_REASON = "Choose why you decide otherwise than was worked out"


def an_optional_day(label: str, hint: str) -> Day:
    """A day that may be left empty."""
    return Day(
        label,
        format="%d %m %Y",
        widget=DayBoxes(),
        description=hint,
        validators=[Optional()],
    )


class AssessmentForm(AssessmentQuestions, FlaskForm):  # type: ignore[misc]
    """What is asked of a witness, in the order in which it is talked about."""

    request_id = HiddenField()
    version = HiddenField()
    needs_version = HiddenField()
    consent = one_of(
        words.CONSENTS,
        "Do they agree to this assessment, and to our keeping it?",
        "Choose whether they agree: without that nothing else is kept",
    )
    safe = one_of(
        words.SAFETY, "Is it safe for them to talk now?", "Choose whether it is safe to talk"
    )
    risks = some_of(words.RISKS, "What makes it less safe for them?", hint="Choose all that apply.")
    domestic_risk = one_of(
        words.DOMESTIC_RISKS,
        "Risk of domestic abuse",
        "Choose the risk of domestic abuse",
        default=DomesticRisk.NOT_DOMESTIC.value,
    )
    offences = some_of(
        words.OFFENCES,
        "What is the case about?",
        hint="The category alone, as whoever referred them says. Do not ask what happened.",
    )
    targeting = one_of(
        words.TARGETINGS,
        "Were they targeted again and again?",
        "Choose whether they were targeted again and again",
        default=Targeting.NOT_PERSISTENT.value,
    )
    born_on = an_optional_day(
        "Date of birth, if they are or may be under 18",
        "Special measures go by the age on the day that the court decides. For example, 8 10 2009",
    )
    conditions = some_of(words.CONDITIONS, "Do they have any of these?")
    effect = one_of(
        words.EFFECTS,
        "If so, is it likely to make it harder to give full and clear evidence?",
        "Choose whether it is likely to make it harder",
        default=Effect.NOT_KNOWN.value,
    )
    feelings = some_of(words.FEELINGS, "How do they feel about giving evidence?")
    factors = some_of(words.FACTORS, "What adds to fear or distress?")
    wish = one_of(
        words.WISHES,
        "What do they say about special measures?",
        "Choose what they say about special measures",
        default=Wish.NOT_DECIDED.value,
    )
    vulnerable = one_of(
        words.DECISIONS,
        "Are they vulnerable?",
        "Choose whether they are vulnerable",
        default=Decision.AS_WORKED_OUT.value,
    )
    vulnerable_reason = a_choice(
        words.REASONS_TO_CHOOSE, "Why, if not as worked out: vulnerable", default=""
    )
    intimidated = one_of(
        words.DECISIONS,
        "Are they intimidated?",
        "Choose whether they are intimidated",
        default=Decision.AS_WORKED_OUT.value,
    )
    intimidated_reason = a_choice(
        words.REASONS_TO_CHOOSE, "Why, if not as worked out: intimidated", default=""
    )
    level = one_of(
        words.LEVELS_TO_CHOOSE,
        "Which level of support do they get?",
        "Choose the level of support",
        default=words.LEVEL_AS_WORKED_OUT,
    )
    level_reason = a_choice(words.REASONS_TO_CHOOSE, "Why, if not as worked out: level", default="")
    needs = some_of(choices.NEEDS, "What do they need to be able to come?")
    language = a_language("Language they prefer")
    interpreter = one_of(
        choices.INTERPRETERS,
        "Is an interpreter needed?",
        "Choose whether an interpreter is needed",
    )
    note = a_practical_note(
        "Anything practical to remember (optional)",
        LONGEST_NOTE,
        f"{PRACTICAL_ONLY} For example: needs to sit near the door.",
    )
    days = days_they_cannot_come("When can they not come? (optional)", rows=4)
    attendance_risk = one_of(
        words.ATTENDANCE_RISKS,
        "Will they come and give evidence?",
        "Choose how likely they are to come",
    )
    attendance_reasons = some_of(words.ATTENDANCE_REASONS, "What stands in the way?")
    attendance_actions = some_of(
        words.ATTENDANCE_ACTIONS,
        "What will be done about it?",
        hint="Each becomes a task: by the next working day if they will probably not come.",
    )

    measures_asked = some_of(
        MEASURE_WORDS,
        "Which special measures do they ask for?",
        hint="To tell whoever calls them becomes a task for the next working day.",
    )
    companion = one_of(
        COMPANION_WORDS,
        "Who comes with them on the day?",
        "Choose who comes with them",
        hint="By what they are, never by name. Somebody who is a witness too waits apart.",
        default=Companion.NOT_SETTLED.value,
    )
    travel = one_of(
        TRAVEL_WORDS,
        "How do they travel?",
        "Choose how they travel",
        default=Travel.NOT_SETTLED.value,
    )

    def seen(self, request_id: UUID) -> Seen:
        """What stood on the page as it was filled in."""
        return Seen(request_id, version_in(self.version), version_in(self.needs_version))

    def validate_born_on(self, field: Field) -> None:
        """A birthday is past."""
        if field.data and field.data > london_day(current.now()):
            raise ValidationError("Enter a date of birth that is past")

    def validate_vulnerable_reason(self, field: Field) -> None:
        """Who decides otherwise says why."""
        _reason_where_decided(self.vulnerable, field)

    def validate_intimidated_reason(self, field: Field) -> None:
        """Who decides otherwise says why."""
        _reason_where_decided(self.intimidated, field)

    def validate_level_reason(self, field: Field) -> None:
        """Who decides otherwise says why."""
        _reason_where_decided(self.level, field)

    def facts(self, role: WitnessRole, age: AgeAtOffence) -> Facts:
        """What can be worked out from so far, however much is filled in."""
        return Facts(
            role=role,
            age_at_offence=age,
            born_on=self.born_on.data if isinstance(self.born_on.data, date) else None,
            offences=_known(Offence, self.offences),
            targeting=_one(Targeting, self.targeting, Targeting.NOT_PERSISTENT),
            conditions=_known(Condition, self.conditions),
            effect=_one(Effect, self.effect, Effect.NOT_KNOWN),
            feelings=_known(Feeling, self.feelings),
            wish=_one(Wish, self.wish, Wish.NOT_DECIDED),
            domestic_risk=_one(DomesticRisk, self.domestic_risk, DomesticRisk.NOT_DOMESTIC),
        )

    def answers(self) -> AssessmentAnswers:
        """What a valid form says."""
        return AssessmentAnswers(
            agreed_needs=AgreedNeeds(
                language=typed(self.language),
                interpreter=InterpreterNeed(self.interpreter.data),
                needs=tuple(AccessNeedKind(need) for need in self.needs.data or []),
                note=typed(self.note),
            ),
            attendance_risk=AttendanceRisk(self.attendance_risk.data),
            domestic_risk=DomesticRisk(self.domestic_risk.data),
            born_on=self.born_on.data,
            risks=chosen_in(RiskFlag, self.risks),
            offences=chosen_in(Offence, self.offences),
            targeting=Targeting(self.targeting.data),
            conditions=chosen_in(Condition, self.conditions),
            effect=Effect(self.effect.data),
            feelings=chosen_in(Feeling, self.feelings),
            factors=chosen_in(Factor, self.factors),
            wish=Wish(self.wish.data),
            vulnerable=_decided(self.vulnerable, self.vulnerable_reason),
            intimidated=_decided(self.intimidated, self.intimidated_reason),
            level=self._level(),
            days_to_avoid=self.days_to_avoid(),
            attendance_reasons=chosen_in(AttendanceReason, self.attendance_reasons),
            attendance_actions=chosen_in(AttendanceAction, self.attendance_actions),
            measures_asked=chosen_in(Measure, self.measures_asked),
            companion=Companion(self.companion.data),
            travel=Travel(self.travel.data),
            equality={q: typed(self[equality_name(q)]) for q in QUESTIONS},
        )

    def _level(self) -> LevelDecided:
        if self.level.data == words.LEVEL_AS_WORKED_OUT:
            return LevelDecided()
        return LevelDecided(Level(self.level.data), _reason(self.level_reason))

    def equality_fields(self) -> list[Field]:
        """The questions of equality monitoring, in their order."""
        return [self[equality_name(question)] for question in QUESTIONS]


def equality_name(question: EqualityQuestion) -> str:
    """What the field of a question of equality monitoring is called."""
    return f"equality_{question}"


for _question, _label in QUESTIONS.items():
    setattr(
        AssessmentForm,
        equality_name(_question),
        a_choice(NOT_ASKED | ANSWERS[_question], _label, default=""),
    )


def _known(values: type[Choice], field: Field) -> frozenset[Choice]:
    """The ones chosen that are on offer; others are refused when the form is recorded."""
    return frozenset(one for one in values if one.value in (field.data or []))


def _one(values: type[Choice], field: Field, otherwise: Choice) -> Choice:
    return next((one for one in values if one.value == field.data), otherwise)


def _reason(field: Field) -> OverrideReason | None:
    return OverrideReason(field.data) if field.data else None


def _decided(decision: Field, reason: Field) -> Decided:
    decided = Decision(decision.data)
    return Decided(decided, None if decided is Decision.AS_WORKED_OUT else _reason(reason))


def _reason_where_decided(decision: Field, reason: Field) -> None:
    if decision.data not in {None, Decision.AS_WORKED_OUT.value} and not reason.data:
        raise ValidationError(GIVE_A_REASON)
