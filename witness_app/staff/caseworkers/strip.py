"""What stays on top of every page about one witness: who, how to reach them now, what is next."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import abort, url_for

from casework.allocations.rules import answer_due_at
from casework.contact_plans.rules import may_be_reached
from casework.languages import language_name
from casework.reported_hearings.rules import Standing
from casework.witnesses.queries import witness_of
from casework.witnesses.rules import WitnessNotFound, WitnessRole, WitnessState
from courts.london_time import london_day, spoken, spoken_day, spoken_time
from ethical_walls.viewers import Viewer
from witness_app.care import InCare, care_of
from witness_app.hearing_words import HEARING_WORDS
from witness_app.late_referrals import NEARNESS_TAGS, LateStep, late_words
from witness_app.next_steps import NextStep, StepKind
from witness_app.site import current
from witness_app.staff.caseworkers.choices import CHANNELS_IN_A_WORD, WORDINGS_IN_A_WORD
from witness_app.staff.caseworkers.sections import SectionGroup, sections_of

STATE_WORDS = {
    WitnessState.CASEWORKER_BEING_FOUND: "Caseworker being found",
    WitnessState.ACTIVE: "Active",
    WitnessState.CLOSED: "Closed",
}
STANDING_TAGS = {
    Standing.REPORTED: "Reported",
    Standing.CLASHES: "Differs",
    Standing.SETTLED: "Published",
    Standing.SET_ASIDE: "Set aside",
}
ROLE_WORDS = {
    WitnessRole.WITNESS: "Witness",
    WitnessRole.COMPLAINANT: "Complainant",
    WitnessRole.NOT_KNOWN: "Witness; whether a victim is not known",
}
STEP_PAGES = {
    StepKind.ANSWER_PROPOSAL: "witnesses.show_timeline",
    StepKind.FIND_CASEWORKER: "witnesses.show_timeline",
    StepKind.MAKE_CONTACT: "contact_plans.show_plan",
    StepKind.ASSESS_NEEDS: "assessments.ask",
    StepKind.AGREE_PLAN: "assessments.show",
    StepKind.STATEMENT: "statements.show_steps",
    StepKind.TELL_CASE_TEAM: "concerns.show_concerns",
    StepKind.BOOK_VISIT: "visits.show_booking",
    StepKind.VISIT: "witnesses.show_visits",
    StepKind.MOVE_VISIT: "witnesses.show_visits",
    StepKind.ANSWER_WITNESS: "tasks.show_tasks",
    StepKind.ANSWER_TEXT: "replies.show_replies",
    StepKind.READ_MESSAGE: "passed_messages.show_passed_on",
    StepKind.READ_ANSWER: "enquiries.show_enquiries",
    StepKind.WAIT_FOR_DESK: "enquiries.show_enquiries",
    StepKind.COURT_DAY: "court_days.show_days",
    StepKind.SCHEME: "outcomes.show",
    StepKind.TASK: "tasks.show_tasks",
    StepKind.KEEP_IN_TOUCH: "tasks.show_tasks",
}
STEPS_WHEN_NEAR = {
    StepKind.MAKE_CONTACT: LateStep.RING,
    StepKind.ASSESS_NEEDS: LateStep.QUESTIONS,
    StepKind.BOOK_VISIT: LateStep.SEE_THE_COURT,
}
"""What is done on the one page of a trial that is near, and at which of its places."""


@dataclass(frozen=True)
class Reach:
    """How to reach somebody safely now, in a few words, and how sure that is."""

    words: str
    standing: str


@dataclass(frozen=True)
class ReportedLine:
    """A date that a unit or firm reported and no list has published, and how it stands."""

    words: str
    standing: str


@dataclass(frozen=True)
class StepLine:
    """The next step as a page shows it: what, whose, by when, and where it is done."""

    what: str
    whose: str
    due_at: datetime
    address: str


@dataclass(frozen=True)
class LateLine:
    """How little time is left before the trial, and the page that holds all there is to do."""

    tag: str
    words: str
    address: str


@dataclass(frozen=True)
class WitnessStrip:
    """The facts on top of a witness's pages."""

    witness_id: UUID
    name: str
    initials: str
    role: str
    party_label: str
    state: str
    caseworker: str | None
    cover: str
    proposed_to: str | None
    is_proposed_to_me: bool
    answer_by: str
    language: str
    reach: Reach
    hearing: str | None
    certainty: str | None
    reported: tuple[ReportedLine, ...]
    step: StepLine
    late: LateLine | None
    groups: tuple[SectionGroup, ...]


def care_in_view(witness_id: UUID) -> InCare:
    """Everything about one witness in view; the one 404 where there is none."""
    try:
        witness = witness_of(current.session(), witness_id)
    except WitnessNotFound:
        abort(404)
    (care,) = care_of(current.session(), [witness], now=current.now())
    return care


def strip_in_view(witness_id: UUID) -> WitnessStrip:
    """The strip of a witness in view; the one 404 where there is none."""
    return strip_of(care_in_view(witness_id), current.viewer(), current.now())


def strip_of(care: InCare, viewer: Viewer, now: datetime) -> WitnessStrip:
    """The strip of one witness, as this viewer sees it now."""
    witness = care.witness
    proposed_to_id = care.proposal.caseworker_id if care.proposal else None
    return WitnessStrip(
        witness_id=witness.id,
        name=witness.name,
        initials=witness.initials,
        role=ROLE_WORDS[witness.role],
        party_label=witness.party_label,
        state=STATE_WORDS[witness.state],
        caseworker=care.caseworker,
        cover=cover_words(care),
        proposed_to=care.proposed_to,
        is_proposed_to_me=proposed_to_id is not None and proposed_to_id == viewer.account_id,
        answer_by=answer_words(care, now),
        language=language_name(witness.language),
        reach=reach_of(care, now),
        hearing=care.hearing.words if care.hearing else None,
        certainty=care.hearing.certainty if care.hearing else None,
        reported=reported_lines(care),
        step=step_line(care.step, care),
        late=late_line(care),
        groups=sections_of(witness.id, witness.role),
    )


def cover_words(care: InCare) -> str:
    """Who covers for the caseworker, and until which day; empty where nobody needs to."""
    if care.cover is None:
        return ""
    return f"{care.cover.name} covers until {spoken_day(london_day(care.cover.until_at))}"


def answer_words(care: InCare, now: datetime) -> str:
    """What becomes of the proposal if nobody answers it, and when; empty where none waits."""
    if care.proposal is None:
        return ""
    answer_by = answer_due_at(care.proposal.proposed_at)
    if answer_by > now:
        return f"If nobody answers by {spoken(answer_by)}, somebody else is asked."
    return "The time to answer has passed. Until somebody else is found, you can still answer."


def reported_lines(care: InCare) -> tuple[ReportedLine, ...]:
    """What stands reported beside the published date, the soonest first."""
    return tuple(
        ReportedLine(f"{HEARING_WORDS[one.kind]}: {one.words}", STANDING_TAGS[one.standing])
        for one in care.reported
    )


def late_line(care: InCare) -> LateLine | None:
    """What stands on top where the trial is within five working days; None where it is not."""
    if care.short is None:
        return None
    address = url_for("late.show", witness_id=care.witness.id)
    return LateLine(NEARNESS_TAGS[care.short.nearness], late_words(care), address)


def step_line(step: NextStep, care: InCare) -> StepLine:
    """A step with the address where it is done: where a trial is near, all is on the one page."""
    witness_id = care.witness.id
    if step.kind is StepKind.REPLAN:
        address = url_for("replans.show_replan", replan_id=step.subject_id)
    elif step.kind is StepKind.RECORD_VISIT:
        address = url_for("visit_records.show_record", visit_id=step.subject_id)
    elif care.short is not None and step.kind in STEPS_WHEN_NEAR:
        address = url_for("late.show", witness_id=witness_id, _anchor=STEPS_WHEN_NEAR[step.kind])
    else:
        address = url_for(STEP_PAGES[step.kind], witness_id=witness_id)
    return StepLine(step.what, step.whose, step.due_at, address)


def reach_of(care: InCare, now: datetime) -> Reach:
    """How to reach somebody at this moment: "Text, discreet, until 6pm"."""
    plan = care.plan
    if plan is None:
        return Reach("Nobody has said how yet", "Not agreed with them yet")
    if care.stopped is not None:
        return Reach("They asked for no more texts: agree another way", "No texts")
    if care.held_by is not None:
        return Reach("Texts wait: read first what came from their phone", "No texts")
    how = f"{CHANNELS_IN_A_WORD[plan.channel]}, {WORDINGS_IN_A_WORD[plan.wording]}"
    if may_be_reached(plan.hours_from, plan.hours_until, now):
        words = f"{how}, until {spoken_time(plan.hours_until)}"
    else:
        words = f"Not now. {how}, from {spoken_time(plan.hours_from)}"
    return Reach(words, "Safe to contact" if plan.confirmed_at else "Not agreed with them yet")
