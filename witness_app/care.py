"""What is known of the witnesses in somebody's care, gathered at once for a page of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, union_all

from casework.allocations.models import Allocation, CaseworkerChange
from casework.allocations.queries import open_allocations, open_changes
from casework.allocations.rules import answer_due_at
from casework.assessments.models import Assessment
from casework.contact_plans.models import ContactPlan
from casework.contact_plans.queries import live_plans
from casework.cover.models import Cover
from casework.cover.queries import live_covers
from casework.deadlines.models import Deadline
from casework.deadlines.queries import open_deadlines
from casework.deadlines.rules import DeadlineKind
from casework.enquiries.actions import is_about_an_enquiry
from casework.enquiries.models import Enquiry
from casework.enquiries.queries import open_enquiries
from casework.enquiries.rules import DESK_WORDS
from casework.late_referrals.rules import Shortness, shortness
from casework.referrals.models import Referral
from casework.referrals.queries import referrals_of
from casework.reported_hearings.queries import ReportedDate, reported_ahead
from casework.statements.models import StatementTask
from casework.statements.queries import owed_steps
from casework.statements.rules import StatementStep
from casework.tasks.models import Task
from casework.tasks.queries import open_tasks
from casework.tasks.rules import TaskKind
from casework.witnesses.models import Witness
from casework.witnesses.rules import WitnessState
from courts.cases.queries import cases_of_groups
from courts.hearings.models import Hearing
from courts.hearings.rules import HearingKind
from courts.london_time import end_of_london_day, london_day
from ethical_walls.sessions import WalledSession
from notifications.opt_outs.models import OptOut
from notifications.opt_outs.queries import opt_outs_in_force
from notifications.replies.models import Reply
from notifications.replies.queries import holds_in_force
from notifications.replies.rules import is_about_a_text
from scheduling.replans.models import Replan
from scheduling.replans.rules import ReplanState, cause_of_task
from scheduling.visit_records.rules import is_to_record
from scheduling.visits.queries import VisitSummary, visits_of
from witness_app.acknowledged import acknowledged
from witness_app.hearings_ahead import HearingAhead, hearings_ahead
from witness_app.names import names_of
from witness_app.next_steps import (
    ComingVisit,
    NextStep,
    OpenReplan,
    OpenTask,
    OwedDuty,
    OwedStatementStep,
    PastVisit,
    StepFacts,
    StepKind,
    WaitingEnquiry,
    WithdrawnTime,
    in_order,
    next_step,
    steps,
)

STEP_OF_TASK = {
    TaskKind.TELL_CASE_TEAM: StepKind.TELL_CASE_TEAM,
    TaskKind.CONTACT_WITNESS: StepKind.ANSWER_WITNESS,
    TaskKind.READ_MESSAGE: StepKind.READ_MESSAGE,
    TaskKind.COURT_DAY: StepKind.COURT_DAY,
}
STATEMENT_WORDS = {
    StatementStep.OFFER: "Offer a victim personal statement",
    StatementStep.SUPPORT: "Support the victim personal statement",
    StatementStep.REVIEW: "Review the victim personal statement before the trial",
    StatementStep.UPDATE: "Ask about the victim personal statement before sentence",
    StatementStep.READ: "Settle how the victim personal statement is read",
}


@dataclass(frozen=True)
class CoveredBy:
    """Who looks after a witness while their caseworker is away, and until when."""

    name: str
    account_id: UUID
    until_at: datetime


@dataclass(frozen=True)
class InCare:
    """One witness with what is owed to them; rows are for whoever makes a page's summary."""

    witness: Witness
    caseworker: str | None
    cover: CoveredBy | None
    proposal: Allocation | None
    proposed_to: str | None
    plan: ContactPlan | None
    stopped: OptOut | None
    held_by: Reply | None
    hearing: HearingAhead | None
    reported: tuple[ReportedDate, ...]
    visits: tuple[VisitSummary, ...]
    replans: tuple[Replan, ...]
    short: Shortness | None
    step: NextStep
    steps: tuple[NextStep, ...]


@dataclass(frozen=True)
class _Gathered:
    """Everything found for a set of witnesses, by witness."""

    names: dict[UUID, str]
    proposals: dict[UUID, Allocation]
    plans: dict[UUID, ContactPlan]
    deadlines: dict[UUID, list[Deadline]]
    tasks: dict[UUID, list[Task]]
    statements: dict[UUID, list[StatementTask]]
    visits: dict[UUID, list[VisitSummary]]
    replans: dict[tuple[UUID, UUID], list[Replan]]
    cases: dict[UUID, UUID]
    hearings: dict[UUID, HearingAhead]
    reported: dict[UUID, list[ReportedDate]]
    referrals: dict[UUID, Referral]
    touched: dict[UUID, datetime]
    answers: dict[UUID, str]
    stopped: dict[tuple[UUID, str], OptOut]
    holds: dict[tuple[UUID, str], Reply]
    covers: dict[tuple[UUID, UUID], Cover]
    changes: dict[UUID, CaseworkerChange]
    enquiries: dict[UUID, list[Enquiry]]


def care_of(session: WalledSession, witnesses: Sequence[Witness], *, now: datetime) -> list[InCare]:
    """What is known of each of these witnesses, in the order given, in a fixed number of queries.

    Args:
        session: The viewer's.
        witnesses: Read in this session.
        now: The instant the next steps are seen from.
    """
    gathered = _gather(session, witnesses, now)
    return [_in_care(witness, gathered, now) for witness in witnesses]


def _gather(session: WalledSession, witnesses: Sequence[Witness], now: datetime) -> _Gathered:
    ids = [witness.id for witness in witnesses]
    groups = {witness.group_id for witness in witnesses}
    proposals = open_allocations(session, ids)
    tasks = open_tasks(session, ids)
    cases = cases_of_groups(session, groups)
    visits = [visit for visit in visits_of(session, ids) if visit.is_to_come]
    covers = live_covers(session, {witness.compartment_id for witness in witnesses})
    people = [
        *(cover.cover_id for cover in covers.values()),
        *(witness.caseworker_id for witness in witnesses),
        *(proposal.caseworker_id for proposal in proposals.values()),
        *(task.owner_id for task in tasks),
        *(visit.caseworker_id for visit in visits),
    ]
    return _Gathered(
        names=names_of(session, people),
        proposals=proposals,
        plans=live_plans(session, ids),
        deadlines=_by_witness(open_deadlines(session, ids)),
        tasks=_by_witness(tasks),
        statements=_by_witness(owed_steps(session, ids)),
        visits=_by_witness(visits),
        replans=_open_replans(session, set(cases.values())),
        cases=cases,
        hearings=hearings_ahead(session, groups, london_day(now)),
        reported=reported_ahead(session, witnesses, london_day(now)),
        referrals=referrals_of(session, witnesses),
        touched=_last_touched(session, ids),
        answers=acknowledged(session, visits),
        stopped=opt_outs_in_force(session, ids),
        holds=holds_in_force(session, ids),
        covers=covers,
        changes=open_changes(session, ids),
        enquiries=_by_witness(open_enquiries(session, ids)),
    )


def _in_care(witness: Witness, gathered: _Gathered, now: datetime) -> InCare:
    proposal = gathered.proposals.get(witness.id)
    plan = gathered.plans.get(witness.id)
    visits = gathered.visits.get(witness.id, [])
    case_id = gathered.cases.get(witness.group_id)
    replans = gathered.replans.get((witness.compartment_id, case_id), []) if case_id else []
    asked_by_replans = {cause_of_task(replan.id) for replan in replans}
    facts = StepFacts(
        caseworker=_acting_for(gathered, witness, witness.caseworker_id),
        proposed_to=gathered.names.get(proposal.caseworker_id) if proposal else None,
        answer_by=answer_due_at(proposal.proposed_at) if proposal else None,
        last_touch_at=gathered.touched.get(witness.id, now),
        duties=tuple(
            OwedDuty(owed.kind, owed.due_at)
            for owed in gathered.deadlines.get(witness.id, [])
            if not (visits and owed.kind is DeadlineKind.VISIT_BEFORE_TRIAL)
        )
        + _changing(gathered.changes.get(witness.id)),
        tasks=tuple(
            OpenTask(
                task.id,
                task.title,
                _acting_for(gathered, witness, task.owner_id),
                task.due_at,
                _step_of(task),
            )
            for task in gathered.tasks.get(witness.id, [])
            if task.cause not in asked_by_replans
        ),
        visits=tuple(
            _coming(
                visit,
                gathered.answers.get(visit.visit_id, ""),
                _acting_for(gathered, witness, visit.caseworker_id),
            )
            for visit in visits
            if visit.starts_at >= now
        ),
        withdrawn=tuple(
            WithdrawnTime(visit.visit_id, end_of_london_day(london_day(now)))
            for visit in visits
            if visit.is_live and visit.is_time_withdrawn and visit.starts_at >= now
        ),
        past=tuple(
            PastVisit(
                visit.visit_id,
                end_of_london_day(london_day(visit.starts_at)),
                _acting_for(gathered, witness, visit.caseworker_id) or "",
            )
            for visit in visits
            if is_to_record(visit.state, visit.starts_at, now)
        ),
        replans=tuple(OpenReplan(replan.id, replan.opened_at) for replan in replans),
        statements=tuple(
            OwedStatementStep(owed.id, STATEMENT_WORDS[owed.step], owed.due_at)
            for owed in gathered.statements.get(witness.id, [])
            if owed.due_at is not None
        ),
        enquiries=tuple(
            WaitingEnquiry(asked.id, DESK_WORDS[asked.desk], asked.due_at)
            for asked in gathered.enquiries.get(witness.id, [])
        ),
    )
    return InCare(
        witness=witness,
        caseworker=_name(gathered, witness.caseworker_id),
        cover=_cover(gathered, witness),
        proposal=proposal,
        proposed_to=facts.proposed_to,
        plan=plan,
        stopped=gathered.stopped.get((witness.id, plan.address)) if plan else None,
        held_by=gathered.holds.get((witness.id, plan.address)) if plan else None,
        hearing=gathered.hearings.get(witness.group_id),
        reported=tuple(gathered.reported.get(witness.id, ())),
        visits=tuple(visits),
        replans=tuple(replans),
        short=_shortness(witness, gathered, london_day(now)),
        step=next_step(facts),
        steps=tuple(sorted(steps(facts), key=in_order)),
    )


def _shortness(witness: Witness, gathered: _Gathered, today: date) -> Shortness | None:
    """How little time is left before the next trial: the published one, else the one reported."""
    if witness.state is WitnessState.CLOSED:
        return None
    published = gathered.hearings.get(witness.group_id)
    reported = [
        one.listing.starts_on
        for one in gathered.reported.get(witness.id, ())
        if one.kind is HearingKind.TRIAL
    ]
    is_published = published is not None and published.is_trial
    trial_on = published.starts_on if published and is_published else min(reported, default=None)
    referral = gathered.referrals[witness.id]
    return shortness(trial_on, london_day(referral.received_at), referral.route, today)


def _step_of(task: Task) -> StepKind:
    if is_about_a_text(task.cause):
        return StepKind.ANSWER_TEXT
    if is_about_an_enquiry(task.cause):
        return StepKind.READ_ANSWER
    return STEP_OF_TASK.get(task.kind, StepKind.TASK)


def _coming(visit: VisitSummary, answer: str, whose: str | None) -> ComingVisit:
    where = "date under review" if visit.is_under_review else visit.court_name
    what = f"Court visit: {where}" + (f" ({answer[0].lower()}{answer[1:]})" if answer else "")
    return ComingVisit(visit.visit_id, visit.starts_at, what, whose or "")


def _changing(change: CaseworkerChange | None) -> tuple[OwedDuty, ...]:
    """Another caseworker is owed within a day of being asked for, as the first one was."""
    if change is None:
        return ()
    return (OwedDuty(DeadlineKind.CASEWORKER_NAMED, change.asked_at + timedelta(hours=24)),)


def _cover(gathered: _Gathered, witness: Witness) -> CoveredBy | None:
    """Who covers for the witness's caseworker now."""
    if witness.caseworker_id is None:
        return None
    cover = gathered.covers.get((witness.compartment_id, witness.caseworker_id))
    if cover is None:
        return None
    return CoveredBy(gathered.names[cover.cover_id], cover.cover_id, cover.until_at)


def _acting_for(gathered: _Gathered, witness: Witness, account_id: UUID | None) -> str | None:
    """The name of whoever does what is an account's to do: the colleague who covers, or they."""
    cover = gathered.covers.get((witness.compartment_id, account_id)) if account_id else None
    return _name(gathered, cover.cover_id if cover else account_id)


def _name(gathered: _Gathered, account_id: UUID | None) -> str | None:
    return gathered.names.get(account_id) if account_id else None


def _by_witness(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.witness_id].append(row)
    return found


def _open_replans(
    session: WalledSession, case_ids: set[UUID]
) -> dict[tuple[UUID, UUID], list[Replan]]:
    rows = session.execute(
        select(Replan, Hearing.case_id)
        .join(Hearing, Hearing.id == Replan.hearing_id)
        .where(Hearing.case_id.in_(case_ids), Replan.state == ReplanState.OPEN)
        .order_by(Replan.opened_at, Replan.id)
    )
    found: dict[tuple[UUID, UUID], list[Replan]] = defaultdict(list)
    for replan, case_id in rows:
        found[replan.compartment_id, case_id].append(replan)
    return found


def _last_touched(session: WalledSession, ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """When something was last done for each witness: a plan agreed, a duty met, a task done."""
    moments = union_all(
        *(
            select(table.witness_id, moment.label("at")).where(table.witness_id.in_(ids))
            for table, moment in (
                (ContactPlan, ContactPlan.recorded_at),
                (Deadline, Deadline.met_at),
                (Task, Task.done_at),
                (Allocation, Allocation.accepted_at),
                (Assessment, Assessment.assessed_at),
                (StatementTask, StatementTask.answered_at),
            )
        )
    ).subquery()
    rows = session.execute(
        select(moments.c.witness_id, func.max(moments.c.at).label("at"))
        .where(moments.c.at.is_not(None))
        .group_by(moments.c.witness_id)
    )
    return {row.witness_id: row.at for row in rows}
