"""The ten short questions of the one call: choices and days, consent first, nothing to tell."""

from typing import Any
from uuid import UUID, uuid4

from wtforms import Field, HiddenField

from casework.access_needs.queries import live_needs
from casework.access_needs.rules import AccessNeedKind
from casework.assessments.answers import Seen
from casework.assessments.dates import as_typed
from casework.assessments.day import COMPANION_WORDS, TRAVEL_WORDS, Companion, Travel
from casework.assessments.queries import days_to_avoid, live_assessment
from casework.assessments.rules import (
    AttendanceAction,
    AttendanceReason,
    AttendanceRisk,
    Consent,
    DomesticRisk,
    Feeling,
    RiskFlag,
    Wish,
)
from casework.contact_plans.queries import live_plan
from casework.late_referrals.rules import TenAnswers
from casework.partners.rules import MEASURE_WORDS, Measure
from casework.witnesses.models import Witness
from casework.witnesses.rules import InterpreterNeed
from courts.london_time import london_day
from ethical_walls.sessions import WalledSession
from witness_app.site import current
from witness_app.site.fields import a_language, one_of, some_of
from witness_app.site.sent import request_id_in
from witness_app.staff.caseworkers import assessment_words as words
from witness_app.staff.caseworkers import choices
from witness_app.staff.caseworkers.assessment_questions import (
    AssessmentQuestions,
    chosen_in,
    days_they_cannot_come,
    version_in,
)
from witness_app.staff.caseworkers.contact_plan_form import ContactPlanForm

ASKED_FIRST = ("consent", "safe", "risks", "domestic_risk")
KEPT_CHOICES = (
    "risks",
    "feelings",
    "attendance_reasons",
    "attendance_actions",
    "measures_asked",
)
KEPT_ANSWERS = ("domestic_risk", "attendance_risk", "wish", "companion", "travel")


class TenQuestionsForm(AssessmentQuestions, ContactPlanForm):
    """What is asked in the one call, in its order; how to be reached is the contact plan's form."""

    request_id = HiddenField()
    assessment_version = HiddenField()
    needs_version = HiddenField()
    consent = one_of(
        words.CONSENTS,
        "Do they agree to these questions, and to our keeping the answers?",
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
    language = a_language("Which language do they prefer, spoken and written?")
    interpreter = one_of(
        choices.INTERPRETERS,
        "Is an interpreter needed?",
        "Choose whether an interpreter is needed",
    )
    needs = some_of(choices.NEEDS, "What do they need to be able to come?")
    days = days_they_cannot_come("Which days can they not come? (optional)", rows=3)
    attendance_risk = one_of(
        words.ATTENDANCE_RISKS,
        "Will they come and give evidence?",
        "Choose how likely they are to come",
    )
    attendance_reasons = some_of(words.ATTENDANCE_REASONS, "What worries them about coming?")
    feelings = some_of(words.FEELINGS, "How do they feel about giving evidence?")
    attendance_actions = some_of(
        words.ATTENDANCE_ACTIONS,
        "What will be done about it?",
        hint="Each becomes a task: by the next working day if they will probably not come.",
    )
    wish = one_of(
        words.WISHES,
        "What do they say about special measures?",
        "Choose what they say about special measures",
        default=Wish.NOT_DECIDED.value,
    )
    measures_asked = some_of(
        MEASURE_WORDS,
        "Which do they ask for?",
        hint="To tell whoever calls them becomes a task for the next working day.",
    )
    companion = one_of(
        COMPANION_WORDS,
        "Who comes with them on the day?",
        "Choose who comes with them",
        hint="By what they are, never by name. Somebody who is a witness too waits apart.",
    )
    travel = one_of(TRAVEL_WORDS, "How do they travel?", "Choose how they travel")

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - WTForms' own
        """Put the questions in the order in which they are asked, so that errors come in it too."""
        super().__init__(*given, **named)
        fields: dict[str, Field] = self._fields  # type: ignore[has-type]  # WTForms has no types
        rest = (name for name in fields if name not in ASKED_FIRST)
        self._fields = {name: fields[name] for name in (*ASKED_FIRST, *rest)}

    @property
    def is_ready(self) -> bool:
        """Whether it can be recorded; where they did not agree, nothing else is looked at."""
        if self.is_refused:
            return True
        if self.is_unsafe:
            return bool(self.consent.validate(self))
        return bool(self.validate_on_submit())

    def request(self) -> UUID:
        """The id that makes this form, sent twice, one act."""
        return request_id_in(self.request_id)

    def seen(self) -> Seen:
        """The versions that stood on the page, beside the contact plan's."""
        return Seen(
            self.request(), version_in(self.assessment_version), version_in(self.needs_version)
        )

    def begin_with(self, session: WalledSession, witness: Witness) -> None:
        """Start from what is recorded; consent, safety and who sees the phone are asked anew."""
        self.request_id.data = str(uuid4())
        plan = live_plan(session, witness.id)
        if plan is not None:
            self.begin(plan)
        self.language.data = witness.language
        self.interpreter.data = witness.interpreter_needed.value
        self.needs.data = [need.need.value for need in live_needs(session, witness.id)]
        today = london_day(current.now())
        ahead = [run for run in days_to_avoid(session, witness.id) if run.until_on >= today]
        self.days.data = as_typed(tuple(ahead))
        self.stand_on(session, witness)
        before = live_assessment(session, witness.id)
        if before is None or before.consent is Consent.REFUSED:
            return
        for name in KEPT_CHOICES:
            self[name].data = list(getattr(before, name))
        for name in KEPT_ANSWERS:
            self[name].data = getattr(before, name)

    def stand_on(self, session: WalledSession, witness: Witness) -> None:
        """Rest on the versions that are in force now."""
        plan, before = live_plan(session, witness.id), live_assessment(session, witness.id)
        self.version.data = str(plan.version if plan else 0)
        self.assessment_version.data = str(before.version if before else 0)
        self.needs_version.data = str(witness.needs_version)

    def answers(self) -> TenAnswers:
        """What a valid form says."""
        return TenAnswers(
            risks=chosen_in(RiskFlag, self.risks),
            domestic_risk=DomesticRisk(self.domestic_risk.data),
            plan=self.details(),
            interpreter=InterpreterNeed(self.interpreter.data),
            needs=tuple(AccessNeedKind(need) for need in self.needs.data or []),
            days_to_avoid=self.days_to_avoid(),
            feelings=chosen_in(Feeling, self.feelings),
            attendance_risk=AttendanceRisk(self.attendance_risk.data),
            attendance_reasons=chosen_in(AttendanceReason, self.attendance_reasons),
            attendance_actions=chosen_in(AttendanceAction, self.attendance_actions),
            wish=Wish(self.wish.data),
            measures_asked=chosen_in(Measure, self.measures_asked),
            companion=Companion(self.companion.data),
            travel=Travel(self.travel.data),
        )
