"""A referral is received without an answer, taken in once, and somebody is proposed."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from casework.access_needs.queries import live_needs
from casework.access_needs.rules import AccessNeedKind
from casework.allocations.actions import accept_witness, decline_witness, propose_waiting
from casework.allocations.models import Allocation
from casework.allocations.queries import allocations_of, open_allocations
from casework.allocations.rules import NotProposedToYou
from casework.contact_plans.queries import live_plan
from casework.contact_plans.rules import SeenBy, Wording
from casework.deadlines.queries import deadlines_of, open_deadlines
from casework.deadlines.rules import DeadlineKind
from casework.referrals.actions import refer_witness, take_in_waiting
from casework.referrals.events import ReferralReceived
from casework.referrals.models import Referral
from casework.referrals.rules import (
    HomeAtReferral,
    NameMissing,
    ReferralDetails,
    ReferralRoute,
    Urgency,
)
from casework.tasks.queries import open_tasks
from casework.tasks.rules import TaskKind
from casework.witnesses.events import WitnessTakenIn
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of, witnesses_in_my_care
from casework.witnesses.rules import WitnessNotFound, WitnessState
from courts.cases.rules import IdentifierNotRecognised
from ethical_walls.compartments.queries import group_of
from ethical_walls.viewers import Viewer
from tests.builders.casework import (
    Case,
    Person,
    Side,
    a_published_trial,
    a_referral,
    a_referred_witness,
    a_witness,
)
from tests.moment import NOW
from tests.world import World

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def noise(world: World) -> None:
    """The other side of the same case is always there, and looked after by somebody else."""
    a_witness(world, side=Side.DEFENCE, person=Person(name="Noise Otherside"))


def test_typing_a_referral_shows_its_writer_nothing(world: World) -> None:
    writer = world.a_caseworker()
    with world.session(writer) as session:
        assert refer_witness(session, a_referral(Side.PROSECUTION), now=NOW) is None
        session.commit()
        assert session.scalars(select(Witness)).all() == []
        assert session.scalars(select(Referral)).all() == []


@pytest.mark.parametrize(
    ("change", "refusal"),
    [({"identifier": "12345"}, IdentifierNotRecognised), ({"name": "--"}, NameMissing)],
)
def test_a_referral_that_cannot_stand_leaves_nothing_behind(
    world: World, change: dict[str, object], refusal: type[Exception]
) -> None:
    details = replace(a_referral(Side.PROSECUTION), **change)  # type: ignore[arg-type]
    with world.session(world.a_caseworker()) as session, pytest.raises(refusal):
        refer_witness(session, details, now=NOW)


def test_a_referral_taken_in_is_a_witness_with_everything_that_is_owed(world: World) -> None:
    person = Person(
        name="Ada Yeo", needs=(AccessNeedKind.STEP_FREE,), practical_note="Works nights."
    )
    made = a_referred_witness(world, side=Side.PROSECUTION, person=person)
    with world.session(made.caseworker) as session:
        witness = witness_of(session, made.id)
        assert (witness.name, witness.initials, witness.party_label) == (
            "Ada Yeo",
            "A.Y.",
            "Prosecution",
        )
        assert witness.state is WitnessState.CASEWORKER_BEING_FOUND
        assert witness.caseworker_id is None
        plan = live_plan(session, made.id)
        assert plan is not None
        assert (plan.version, plan.confirmed_at, plan.wording, plan.seen_by) == (
            1,
            None,
            Wording.DISCREET,
            SeenBy.NOT_ASKED,
        )
        assert [need.need for need in live_needs(session, made.id)] == [AccessNeedKind.STEP_FREE]
        owed = {(d.kind, d.due_at - NOW) for d in open_deadlines(session, [made.id])}
        assert owed == {
            (DeadlineKind.FIRST_CONTACT, 72 * HOUR),
            (DeadlineKind.CASEWORKER_NAMED, 24 * HOUR),
        }


def test_clocks_start_when_the_referral_was_received_not_when_the_job_ran(world: World) -> None:
    writer = world.a_caseworker()
    details = a_referral(Side.PROSECUTION)
    made = _typed_then_taken_in(world, writer, [details], later=NOW + 5 * HOUR)
    with world.session(writer) as session:
        (witness,) = made
        first = min(d.due_at for d in open_deadlines(session, [witness]))
        assert first == NOW + 24 * HOUR


def test_the_same_request_sent_twice_is_one_witness(world: World) -> None:
    writer = world.a_caseworker()
    details = a_referral(Side.PROSECUTION)
    taken = _typed_then_taken_in(world, writer, [details, details], later=NOW)
    assert len(taken) == 1
    again = _typed_then_taken_in(world, writer, [details], later=NOW)
    assert again == []
    with world.session(writer) as session:
        assert session.scalar(select(func.count()).select_from(Witness)) == 1


def test_two_people_who_send_one_request_make_one_witness(world: World) -> None:
    first, second = world.a_caseworker("Asha Rowe"), world.a_caseworker("Ben Oduya")
    details = a_referral(Side.PROSECUTION)
    (one,) = _typed_then_taken_in(world, first, [details], later=NOW)
    (other,) = _typed_then_taken_in(world, second, [details], later=NOW)
    assert one == other


def test_taking_in_announces_the_referral_and_the_witness(world: World) -> None:
    writer = world.a_caseworker()
    with world.session(writer) as session:
        refer_witness(session, a_referral(Side.PROSECUTION), now=NOW)
        session.commit()
    with world.job(_compartment(world, writer, Side.PROSECUTION)) as job:
        (witness,) = take_in_waiting(job, now=NOW)
        assert [type(e) for e in job.taken_events()] == [ReferralReceived, WitnessTakenIn]
        assert witness.compartment_id == job.viewer.compartment_id


@pytest.mark.parametrize(
    ("person", "route", "kinds"),
    [
        (Person(urgency=Urgency.WITHIN_A_WEEK), ReferralRoute.SHORT_WAY, {TaskKind.SHORT_WAY}),
        (Person(home=HomeAtReferral.ELSEWHERE), ReferralRoute.ORDINARY, {TaskKind.REFER_ON}),
        (Person(), ReferralRoute.ORDINARY, set()),
    ],
)
def test_what_the_referral_asks_besides_support_is_a_task_with_a_date(
    world: World, person: Person, route: ReferralRoute, kinds: set[TaskKind]
) -> None:
    made = a_referred_witness(world, side=Side.PROSECUTION, person=person)
    with world.session(made.caseworker) as session:
        assert session.scalars(select(Referral.route)).one() is route
        tasks = open_tasks(session, [made.id])
        assert {task.kind for task in tasks} == kinds
        assert all(NOW < task.due_at <= NOW + 96 * HOUR for task in tasks)


def test_whoever_typed_the_referral_is_proposed_first_and_accepts_as_a_person(
    world: World,
) -> None:
    made = a_referred_witness(world, side=Side.PROSECUTION)
    with world.session(made.caseworker) as session:
        (proposal,) = open_allocations(session, [made.id]).values()
        assert proposal.caseworker_id == made.caseworker.account_id
        accept_witness(session, made.id, now=NOW + HOUR)
        session.commit()
        witness = witness_of(session, made.id)
        assert witness.caseworker_id == made.caseworker.account_id
        assert witness.state is WitnessState.ACTIVE
        named = [
            d for d in deadlines_of(session, made.id) if d.kind is DeadlineKind.CASEWORKER_NAMED
        ]
        assert [(d.met_at, d.met_by) for d in named] == [(NOW + HOUR, made.caseworker.account_id)]


def test_a_colleague_of_the_same_party_cannot_answer_for_whoever_was_asked(world: World) -> None:
    colleague = a_witness(world, side=Side.PROSECUTION).caseworker
    asked = world.a_caseworker("Ben Oduya")
    made = a_referred_witness(world, side=Side.PROSECUTION, typed_by=asked)
    for answer in (accept_witness, decline_witness):
        with world.session(colleague) as session:
            assert witness_of(session, made.id).caseworker_id is None
            with pytest.raises(NotProposedToYou):
                answer(session, made.id, now=NOW)


def test_a_task_without_an_owner_falls_to_whoever_accepts(world: World) -> None:
    person = Person(home=HomeAtReferral.ELSEWHERE)
    made = a_witness(world, side=Side.PROSECUTION, person=person)
    with world.session(made.caseworker) as session:
        (task,) = open_tasks(session, [made.id])
        assert task.owner_id == made.caseworker.account_id


def test_accepting_twice_is_refused_and_changes_nothing(world: World) -> None:
    made = a_witness(world, side=Side.PROSECUTION)
    with world.session(made.caseworker) as session, pytest.raises(NotProposedToYou):
        accept_witness(session, made.id, now=NOW)


def test_after_a_no_somebody_else_is_proposed_and_nobody_is_asked_twice(world: World) -> None:
    made = a_referred_witness(world, side=Side.PROSECUTION)
    another = world.a_caseworker("Ben Oduya")
    with world.session(made.caseworker) as session:
        decline_witness(session, made.id, now=NOW + HOUR)
        session.commit()
    with world.job(made.compartment_id) as job:
        proposed = propose_waiting(job, now=NOW + HOUR)
        job.commit()
        assert {allocation.caseworker_id for allocation in proposed} == {another.account_id}
    with world.session(another) as session:
        accept_witness(session, made.id, now=NOW + 2 * HOUR)
        session.commit()
        assert len(allocations_of(session, made.id)) == 2


def test_who_said_no_looks_in_no_longer_unless_they_look_after_somebody_else_there(
    world: World,
) -> None:
    busy, new = world.a_caseworker("Asha Rowe"), world.a_caseworker("Ben Oduya")
    kept = a_witness(world, side=Side.PROSECUTION, caseworker=busy)
    expected: tuple[tuple[Viewer, set[UUID]], ...] = ((new, set()), (busy, {kept.id}))
    for caseworker, sees in expected:
        made = a_referred_witness(world, side=Side.PROSECUTION, typed_by=caseworker)
        with world.session(caseworker) as session:
            decline_witness(session, made.id, now=NOW)
            session.commit()
        with world.job(made.compartment_id) as job:
            propose_waiting(job, now=NOW)
            job.commit()
        with world.session(caseworker) as session:
            assert {w.id for w in session.scalars(select(Witness))} & {kept.id} == sees


def test_with_nobody_free_the_witness_waits_with_a_deadline_and_is_looked_at_again(
    world: World,
) -> None:
    made = a_referred_witness(world, side=Side.PROSECUTION)
    with world.session(made.caseworker) as session:
        decline_witness(session, made.id, now=NOW)
        session.commit()
    with world.job(made.compartment_id) as job:
        assert propose_waiting(job, now=NOW) == []
        job.commit()
        witness = witness_of(job, made.id)
        assert witness.state is WitnessState.CASEWORKER_BEING_FOUND
        owed = [d.kind for d in open_deadlines(job, [made.id])]
        assert DeadlineKind.CASEWORKER_NAMED in owed
    late = world.a_caseworker("Cora Ives")
    with world.job(made.compartment_id) as job:
        (allocation,) = propose_waiting(job, now=NOW + HOUR)
        assert allocation.caseworker_id == late.account_id


def test_neither_side_finds_the_other(world: World) -> None:
    prosecution = a_witness(world, side=Side.PROSECUTION)
    defence = a_witness(world, side=Side.DEFENCE, person=Person(name="Dee Fence"))
    with world.session(prosecution.caseworker) as session:
        assert [w.id for w in witnesses_in_my_care(session)] == [prosecution.id]
        with pytest.raises(WitnessNotFound):
            witness_of(session, defence.id)
        with pytest.raises(WitnessNotFound):
            accept_witness(session, defence.id, now=NOW)
        assert {a.witness_id for a in session.scalars(select(Allocation))} == {prosecution.id}


def test_a_published_trial_date_starts_the_visit_deadline_and_sets_the_route(
    world: World,
) -> None:
    case = Case(number="01AB7654319")
    trial_on = date(2026, 9, 18)
    a_published_trial(world, case, trial_on)
    made = a_referred_witness(world, side=Side.PROSECUTION, case=case)
    with world.session(made.caseworker) as session:
        assert session.scalars(select(Referral.route)).one() is ReferralRoute.SHORT_WAY
        visits = [
            d
            for d in open_deadlines(session, [made.id])
            if d.kind is DeadlineKind.VISIT_BEFORE_TRIAL
        ]
        assert [d.due_at.date() for d in visits] == [date(2026, 9, 17)]
        assert visits[0].hearing_id is not None


def _typed_then_taken_in(
    world: World, writer: Viewer, details: list[ReferralDetails], *, later: datetime
) -> list[UUID]:
    for one in details:
        with world.session(writer) as session:
            refer_witness(session, one, now=NOW)
            session.commit()
    with world.job(_compartment(world, writer, Side.PROSECUTION)) as job:
        taken = [witness.id for witness in take_in_waiting(job, now=later)]
        job.commit()
    return taken


def _compartment(world: World, viewer: Viewer, side: Side) -> UUID:
    case = Case()
    with world.session(viewer) as session:
        group_id = group_of(session, case.number)
    return world.compartment(group_id, case.party(side)[0])
