"""Contact plans, needs, tasks and deadlines, as a caseworker changes them."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from casework.access_needs.actions import agree_needs
from casework.access_needs.events import AccessNeedsAgreed
from casework.access_needs.models import AccessNeed
from casework.access_needs.queries import live_needs
from casework.access_needs.rules import AccessNeedKind, AgreedNeeds, NeedsNoteTooLong, StaleNeeds
from casework.contact_attempts.actions import note_attempt
from casework.contact_attempts.events import ContactMade
from casework.contact_attempts.rules import CameOf
from casework.contact_plans.actions import confirm_contact_plan
from casework.contact_plans.events import ContactPlanConfirmed
from casework.contact_plans.queries import live_plan, plan_versions
from casework.contact_plans.rules import (
    ContactPlanRefused,
    PlainWordingNotSafe,
    SeenBy,
    StaleContactPlan,
    Wording,
)
from casework.deadlines.actions import (
    expect_visit_before,
    follow_trial,
    meet_deadlines,
    owe_visit_again,
)
from casework.deadlines.models import Deadline
from casework.deadlines.queries import deadlines_of, open_deadlines
from casework.deadlines.rules import DeadlineKind
from casework.referrals.rules import AgeAtOffence, HomeAtReferral
from casework.tasks.actions import finish_task, open_task
from casework.tasks.events import TaskDone, TaskOpened
from casework.tasks.queries import open_tasks, tasks_of
from casework.tasks.rules import (
    REFERRING_ON,
    NewTask,
    TaskAlreadyDone,
    TaskKind,
    TaskNotFound,
)
from casework.witnesses.queries import witness_of
from casework.witnesses.rules import InterpreterNeed, WitnessNotFound
from ethical_walls.sessions import WalledSession
from tests.builders.casework import (
    Case,
    MadeWitness,
    Person,
    Side,
    a_contact_plan,
    a_published_trial,
    a_witness,
)
from tests.moment import NOW
from tests.world import World

HOUR = timedelta(hours=1)
CASE = Case()
NEEDS = AgreedNeeds(
    language="pl",
    interpreter=InterpreterNeed.NEEDED,
    needs=(AccessNeedKind.HEARING_LOOP, AccessNeedKind.STEP_FREE),
    note="Uses a stick.",
)


@pytest.fixture(autouse=True)
def other(world: World) -> MadeWitness:
    """A witness of the other side of the same case is always there."""
    return a_witness(world, side=Side.PROSECUTION, person=Person(name="Noise Otherside"))


@pytest.fixture
def made(world: World) -> MadeWitness:
    """The witness these tests are about."""
    person = Person(needs=(AccessNeedKind.STEP_FREE, AccessNeedKind.BREAKS))
    return a_witness(world, side=Side.DEFENCE, person=person)


@pytest.fixture
def session(world: World, made: MadeWitness) -> Iterator[WalledSession]:
    """Their caseworker's session."""
    with world.session(made.caseworker) as opened:
        yield opened


def test_a_plan_confirmed_in_live_contact_supersedes_and_says_by_whom_and_when(
    session: WalledSession, made: MadeWitness
) -> None:
    confirm_contact_plan(session, made.id, 1, a_contact_plan(), now=NOW + HOUR)
    first, second = plan_versions(session, made.id)
    assert first.superseded_at == NOW + HOUR
    assert (second.version, second.confirmed_at, second.confirmed_by, second.superseded_at) == (
        2,
        NOW + HOUR,
        made.caseworker.account_id,
        None,
    )
    assert live_plan(session, made.id) == second
    assert session.taken_events() == [ContactMade(made.id), ContactPlanConfirmed(made.id, 2)]


def test_the_first_confirmed_plan_is_the_first_contact_and_starts_the_talk_about_needs(
    session: WalledSession, made: MadeWitness
) -> None:
    confirm_contact_plan(session, made.id, 1, a_contact_plan(), now=NOW + HOUR)
    confirm_contact_plan(session, made.id, 2, a_contact_plan(place_word="the hall"), now=NOW)
    found = {d.kind: d for d in deadlines_of(session, made.id)}
    assert found[DeadlineKind.FIRST_CONTACT].met_at == NOW + HOUR
    owed = [(d.kind, d.due_at) for d in open_deadlines(session, [made.id])]
    assert owed == [(DeadlineKind.NEEDS_ASSESSED, NOW + 25 * HOUR)]


def test_an_attempt_that_reached_them_is_the_first_contact_and_a_later_plan_hides_nothing(
    session: WalledSession, made: MadeWitness
) -> None:
    note_attempt(session, made.id, uuid4(), CameOf.NO_ANSWER, now=NOW)
    note_attempt(session, made.id, uuid4(), CameOf.NOT_A_GOOD_TIME, now=NOW)
    assert DeadlineKind.FIRST_CONTACT in {d.kind for d in open_deadlines(session, [made.id])}
    note_attempt(session, made.id, uuid4(), CameOf.SPOKE, now=NOW + HOUR)
    confirm_contact_plan(session, made.id, 1, a_contact_plan(), now=NOW + 80 * HOUR)
    note_attempt(session, made.id, uuid4(), CameOf.SPOKE, now=NOW + 90 * HOUR)
    found = {d.kind: d for d in deadlines_of(session, made.id)}
    assert found[DeadlineKind.FIRST_CONTACT].met_at == NOW + HOUR
    assert found[DeadlineKind.NEEDS_ASSESSED].due_at == NOW + 25 * HOUR


@pytest.mark.parametrize("side", Side)
def test_who_is_referred_on_is_so_within_24_hours_of_first_contact(
    world: World, side: Side
) -> None:
    person = Person(home=HomeAtReferral.ELSEWHERE, age=AgeAtOffence.UNDER_18)
    made = a_witness(world, side=side, person=person)
    with world.session(made.caseworker) as session:
        due = [t.due_at for t in open_tasks(session, [made.id]) if t.kind in REFERRING_ON]
        assert due == [NOW + 96 * HOUR] * 2
        note_attempt(session, made.id, uuid4(), CameOf.SPOKE, now=NOW + HOUR)
        due = [t.due_at for t in open_tasks(session, [made.id]) if t.kind in REFERRING_ON]
        assert due == [NOW + 25 * HOUR] * 2


def test_a_plan_written_from_a_stale_page_is_refused_and_changes_nothing(
    session: WalledSession, made: MadeWitness
) -> None:
    confirm_contact_plan(session, made.id, 1, a_contact_plan(), now=NOW)
    with pytest.raises(StaleContactPlan):
        confirm_contact_plan(session, made.id, 1, a_contact_plan(place_word="no"), now=NOW)
    assert len(plan_versions(session, made.id)) == 2


def test_two_people_writing_a_plan_at_once_leave_one(world: World, made: MadeWitness) -> None:
    with world.session(made.caseworker) as first, world.session(made.caseworker) as second:
        assert live_plan(second, made.id) is not None
        confirm_contact_plan(first, made.id, 1, a_contact_plan(), now=NOW)
        first.commit()
        with pytest.raises(StaleContactPlan):
            confirm_contact_plan(second, made.id, 1, a_contact_plan(), now=NOW)


def test_an_unsafe_plan_is_refused_before_anything_is_written(
    session: WalledSession, made: MadeWitness
) -> None:
    unsafe = a_contact_plan(wording=Wording.PLAIN, seen_by=SeenBy.PEOPLE_WHO_MUST_NOT_KNOW)
    with pytest.raises(PlainWordingNotSafe) as refused:
        confirm_contact_plan(session, made.id, 1, unsafe, now=NOW)
    assert isinstance(refused.value, ContactPlanRefused)
    assert len(plan_versions(session, made.id)) == 1


def test_needs_talked_through_end_what_passed_and_keep_what_stands(
    session: WalledSession, made: MadeWitness
) -> None:
    confirm_contact_plan(session, made.id, 1, a_contact_plan(), now=NOW)
    agree_needs(session, made.id, 0, NEEDS, now=NOW + HOUR)
    assert {(need.need, need.recorded_at) for need in live_needs(session, made.id)} == {
        (AccessNeedKind.STEP_FREE, NOW),
        (AccessNeedKind.HEARING_LOOP, NOW + HOUR),
    }
    ended = session.scalars(select(AccessNeed).where(AccessNeed.ended_at.is_not(None))).all()
    assert [(need.need, need.ended_at) for need in ended] == [(AccessNeedKind.BREAKS, NOW + HOUR)]
    witness = witness_of(session, made.id)
    assert (witness.language, witness.interpreter_needed, witness.needs_note) == (
        "pl",
        InterpreterNeed.NEEDED,
        "Uses a stick.",
    )
    owed = [deadline.kind for deadline in open_deadlines(session, [made.id])]
    assert owed == [DeadlineKind.NEEDS_ASSESSED]
    assert session.taken_events()[-1] == AccessNeedsAgreed(made.id, 1)


def test_needs_from_a_stale_page_or_with_an_account_in_the_note_are_refused(
    session: WalledSession, made: MadeWitness
) -> None:
    agree_needs(session, made.id, 0, NEEDS, now=NOW)
    with pytest.raises(StaleNeeds):
        agree_needs(session, made.id, 0, NEEDS, now=NOW)
    too_long = AgreedNeeds("en", InterpreterNeed.NOT_NEEDED, (), "x" * 501)
    with pytest.raises(NeedsNoteTooLong):
        agree_needs(session, made.id, 1, too_long, now=NOW)
    assert witness_of(session, made.id).needs_version == 1


def a_task(made: MadeWitness, **change: object) -> NewTask:
    said: dict[str, object] = {
        "witness_id": made.id,
        "kind": TaskKind.OTHER,
        "title": "Ring about parking",
        "cause": "typed 1",
        "due_at": NOW + HOUR,
    }
    return NewTask(**(said | change))  # type: ignore[arg-type]


def test_a_task_is_opened_once_for_its_cause_even_after_it_was_done(
    session: WalledSession, made: MadeWitness
) -> None:
    first = open_task(session, a_task(made), now=NOW)
    assert open_task(session, a_task(made, title="Again"), now=NOW) is first
    finish_task(session, first.id, now=NOW)
    assert open_task(session, a_task(made), now=NOW) is first
    assert open_tasks(session, [made.id]) == []
    assert open_task(session, a_task(made, cause="typed 2"), now=NOW) is not first
    kinds = [type(event) for event in session.taken_events()]
    assert kinds == [TaskOpened, TaskDone, TaskOpened]


def test_a_task_without_an_owner_is_the_caseworkers(
    session: WalledSession, made: MadeWitness
) -> None:
    assert open_task(session, a_task(made), now=NOW).owner_id == made.caseworker.account_id


def test_a_task_is_done_once_and_says_by_whom(session: WalledSession, made: MadeWitness) -> None:
    task = open_task(session, a_task(made), now=NOW)
    finish_task(session, task.id, now=NOW + HOUR)
    assert (task.done_at, task.done_by) == (NOW + HOUR, made.caseworker.account_id)
    with pytest.raises(TaskAlreadyDone) as refused:
        finish_task(session, task.id, now=NOW + 2 * HOUR)
    assert refused.value.done_at == NOW + HOUR


def test_when_the_trial_moves_the_visit_deadline_moves_and_the_old_limit_is_kept(
    world: World, session: WalledSession, made: MadeWitness
) -> None:
    hearing_id = a_published_trial(world, CASE, date(2026, 11, 2))
    witness = witness_of(session, made.id)
    expect_visit_before(session, witness, hearing_id, date(2026, 11, 2), now=NOW)
    session.commit()
    assert a_published_trial(world, CASE, date(2026, 11, 16)) == hearing_id
    for later in (HOUR, 2 * HOUR):
        follow_trial(session, hearing_id, made.compartment_id, now=NOW + later)
    first, second = _visit_deadlines(session, made)
    assert first.superseded_at == NOW + HOUR
    assert second.superseded_at is None
    assert (first.due_at.date(), second.due_at.date()) == (date(2026, 10, 19), date(2026, 11, 2))
    assert second.previous_due_at == first.due_at


def test_a_booked_visit_meets_its_deadline_and_a_lost_one_owes_it_again(
    world: World, session: WalledSession, made: MadeWitness
) -> None:
    hearing_id = a_published_trial(world, CASE, date(2026, 11, 2))
    witness = witness_of(session, made.id)
    expect_visit_before(session, witness, hearing_id, date(2026, 11, 2), now=NOW)
    meet_deadlines(session, made.id, [DeadlineKind.VISIT_BEFORE_TRIAL], now=NOW)
    moved = expect_visit_before(session, witness, hearing_id, date(2026, 11, 9), now=NOW)
    assert moved.met_at == NOW
    owe_visit_again(session, made.id, now=NOW + HOUR)
    owe_visit_again(session, made.id, now=NOW + 2 * HOUR)
    kept = [(d.met_at, d.superseded_at) for d in _visit_deadlines(session, made)]
    assert kept == [(NOW, NOW), (NOW, NOW + HOUR), (None, None)]
    (owed,) = open_visit_deadlines(session, made)
    assert owed.due_at.date() == date(2026, 10, 26)


def test_nothing_of_the_other_side_can_be_found_or_changed(
    session: WalledSession, other: MadeWitness, world: World
) -> None:
    with world.session(other.caseworker) as theirs:
        task_id = open_task(theirs, a_task(other), now=NOW).id
        theirs.commit()
    with pytest.raises(WitnessNotFound):
        confirm_contact_plan(session, other.id, 1, a_contact_plan(), now=NOW)
    with pytest.raises(WitnessNotFound):
        agree_needs(session, other.id, 0, NEEDS, now=NOW)
    with pytest.raises(WitnessNotFound):
        open_task(session, a_task(other, cause=str(uuid4())), now=NOW)
    for unknown in (task_id, uuid4()):
        with pytest.raises(TaskNotFound):
            finish_task(session, unknown, now=NOW)
    assert tasks_of(session, other.id) == []
    assert deadlines_of(session, other.id) == []


def open_visit_deadlines(session: WalledSession, made: MadeWitness) -> list[Deadline]:
    return [d for d in _visit_deadlines(session, made) if d.superseded_at is None]


def _visit_deadlines(session: WalledSession, made: MadeWitness) -> list[Deadline]:
    return sorted(
        (d for d in deadlines_of(session, made.id) if d.kind is DeadlineKind.VISIT_BEFORE_TRIAL),
        key=lambda d: (d.due_at, d.superseded_at or d.due_at),
    )
