"""The steps of a statement as courts and people move them, and what the case team is told."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest

from casework.concerns.actions import raise_concern, tell_case_team
from casework.concerns.queries import concerns_of
from casework.concerns.rules import (
    CaseTeam,
    ConcernKind,
    ConcernNotFound,
    ConcernNoticed,
    Danger,
    TimeNotPossible,
    ToldAlready,
    ToldHow,
    ToldToTeam,
)
from casework.deadlines.queries import deadlines_of
from casework.deadlines.rules import DeadlineKind
from casework.statements.actions import answer_step, draft_steps
from casework.statements.models import StatementTask
from casework.statements.queries import live_steps, owed_steps, step_rows
from casework.statements.rules import (
    Answered,
    EndedBecause,
    Reading,
    StaleStep,
    StatementAnswer,
    StatementStep,
    StepNotOwed,
    WaitsFor,
)
from casework.tasks.actions import finish_task
from casework.tasks.queries import open_tasks
from casework.tasks.rules import TaskHasItsOwnPage
from casework.witnesses.rules import WitnessRole
from ethical_walls.sessions import WalledSession
from tests.builders.casework import (
    Case,
    MadeWitness,
    Person,
    Side,
    a_published_trial,
    a_witness,
)
from tests.builders.outcomes import reported, two_years
from tests.moment import NOW
from tests.world import World

HOUR = timedelta(hours=1)
TODAY = date(2026, 9, 14)
OFFER, SUPPORT, REVIEW, UPDATE, READ = StatementStep
SIDES = list(Side)


def a_complainant(world: World, side: Side) -> MadeWitness:
    """A complainant whom one side calls, with their steps drafted."""
    person = Person(name=f"Complainant of the {side}", role=WitnessRole.COMPLAINANT)
    made = a_witness(world, side=side, person=person)
    with world.job(made.compartment_id) as session:
        draft_steps(session, made.id, now=NOW)
        session.commit()
    return made


@pytest.fixture(autouse=True)
def other(world: World) -> MadeWitness:
    """A complainant of the other side of the same case is always there."""
    return a_complainant(world, Side.PROSECUTION)


@pytest.fixture
def made(world: World) -> MadeWitness:
    return a_complainant(world, Side.DEFENCE)


@pytest.fixture
def session(world: World, made: MadeWitness) -> Iterator[WalledSession]:
    with world.session(made.caseworker) as opened:
        yield opened


def steps(session: WalledSession, made: MadeWitness) -> dict[StatementStep, StatementTask]:
    return {task.step: task for task in live_steps(session, made.id)}


def due(session: WalledSession, made: MadeWitness) -> dict[StatementStep, str]:
    """Each live step's day, or what it waits for."""
    return {
        step: str(task.due_at.date()) if task.due_at else str(task.waits_for)
        for step, task in steps(session, made).items()
    }


def answer(
    session: WalledSession, made: MadeWitness, step: StatementStep, answered: Answered
) -> StatementTask:
    task = steps(session, made)[step]
    return answer_step(session, made.id, task.id, answered, now=NOW + HOUR)


def test_five_steps_are_drafted_the_same_whichever_side_calls_the_complainant(
    world: World, session: WalledSession, made: MadeWitness, other: MadeWitness
) -> None:
    drafted = due(session, made)
    assert drafted == {
        OFFER: "2026-09-21",
        SUPPORT: "2026-10-12",
        REVIEW: "trial",
        UPDATE: "sentence",
        READ: "trial",
    }
    with world.session(other.caseworker) as theirs:
        assert due(theirs, other) == drafted
    draft_steps(session, made.id, now=NOW + HOUR)
    assert len(step_rows(session, made.id)) == 5


def test_a_witness_who_is_no_complainant_has_no_steps(world: World) -> None:
    plain = a_witness(world, side=Side.DEFENCE, person=Person(name="Plain Witness"))
    with world.job(plain.compartment_id) as session:
        draft_steps(session, plain.id, now=NOW)
        assert live_steps(session, plain.id) == []


def test_a_trial_that_is_listed_and_moves_takes_the_steps_with_it_and_the_old_date_is_kept(
    world: World, session: WalledSession, made: MadeWitness
) -> None:
    a_published_trial(world, Case(), date(2026, 11, 2))
    draft_steps(session, made.id, now=NOW + HOUR)
    assert due(session, made)[REVIEW] == "2026-10-26"
    a_published_trial(world, Case(), date(2026, 12, 7))
    draft_steps(session, made.id, now=NOW + 2 * HOUR)
    review = steps(session, made)[REVIEW]
    assert str(review.due_at) == "2026-11-30 23:59:00+00:00"
    assert str(review.previous_due_at) == "2026-10-26 23:59:00+00:00"
    before = [row for row in step_rows(session, made.id) if row.step is REVIEW]
    assert [row.superseded_at for row in before] == [NOW + HOUR, NOW + 2 * HOUR, None]
    assert due(session, made)[OFFER] == "2026-09-21"


def test_they_do_not_want_to_so_all_but_the_last_question_falls_away_until_they_do(
    session: WalledSession, made: MadeWitness
) -> None:
    answer(session, made, OFFER, Answered(StatementAnswer.DOES_NOT_WANT, TODAY))
    found = steps(session, made)
    ended = {step for step, task in found.items() if task.ended_because}
    assert ended == {SUPPORT, REVIEW, READ}
    assert owed_steps(session, [made.id]) == []
    answer(session, made, OFFER, Answered(StatementAnswer.WANTS_TO, TODAY))
    again = steps(session, made)
    assert {step for step, task in again.items() if task.ended_because} == set()
    assert [task.step for task in owed_steps(session, [made.id])] == [SUPPORT]


def test_a_statement_that_is_made_already_needs_no_support(
    session: WalledSession, made: MadeWitness
) -> None:
    answer(session, made, OFFER, Answered(StatementAnswer.MADE_ALREADY, TODAY))
    assert steps(session, made)[SUPPORT].ended_because is EndedBecause.MADE_ALREADY
    assert owed_steps(session, [made.id]) == []


def test_later_is_asked_again_on_the_day_given_wherever_the_trial_goes(
    world: World, session: WalledSession, made: MadeWitness
) -> None:
    again_on = date(2026, 9, 28)
    answer(session, made, OFFER, Answered(StatementAnswer.LATER, TODAY, again_on=again_on))
    session.commit()
    a_published_trial(world, Case(), date(2026, 9, 23))
    draft_steps(session, made.id, now=NOW + 2 * HOUR)
    assert due(session, made)[OFFER] == "2026-09-28"


def test_what_is_settled_stands_when_the_trial_moves_a_little_and_is_asked_again_after_long(
    world: World, session: WalledSession, made: MadeWitness
) -> None:
    a_published_trial(world, Case(), date(2026, 11, 2))
    draft_steps(session, made.id, now=NOW)
    answer(session, made, REVIEW, Answered(StatementAnswer.STANDS, TODAY))
    read = Answered(StatementAnswer.CPS_HAS_IT, TODAY, reading=Reading.PROSECUTOR)
    assert answer(session, made, READ, read).reading is Reading.PROSECUTOR
    session.commit()
    a_published_trial(world, Case(), date(2026, 11, 16))
    draft_steps(session, made.id, now=NOW)
    assert steps(session, made)[REVIEW].answer is StatementAnswer.STANDS
    a_published_trial(world, Case(), date(2027, 5, 10))
    draft_steps(session, made.id, now=NOW)
    found = steps(session, made)
    assert (found[REVIEW].answer, due(session, made)[REVIEW]) == (None, "2027-04-30")
    assert found[READ].answer is None


def test_after_sentence_every_step_ends_and_none_is_drafted_again(
    world: World, session: WalledSession, made: MadeWitness
) -> None:
    answer(session, made, OFFER, Answered(StatementAnswer.WANTS_TO, TODAY))
    session.commit()
    reported(world, made, two_years(), NOW + HOUR)
    a_published_trial(world, Case(), date(2026, 11, 2))
    draft_steps(session, made.id, now=NOW + 2 * HOUR)
    found = steps(session, made)
    assert {task.ended_because for task in found.values()} == {EndedBecause.SENTENCED}
    assert found[OFFER].answer is StatementAnswer.WANTS_TO
    assert owed_steps(session, [made.id]) == []
    with pytest.raises(StepNotOwed):
        answer(session, made, OFFER, Answered(StatementAnswer.DOES_NOT_WANT, TODAY))


def test_a_stale_page_and_a_step_of_somebody_else_change_nothing(
    session: WalledSession, made: MadeWitness, other: MadeWitness, world: World
) -> None:
    offered = steps(session, made)[OFFER].id
    wants = Answered(StatementAnswer.WANTS_TO, TODAY)
    answer_step(session, made.id, offered, wants, now=NOW)
    with world.session(other.caseworker) as theirs:
        foreign = steps(theirs, other)[OFFER].id
    for gone in (offered, foreign, uuid4()):
        with pytest.raises((StepNotOwed, StaleStep)):
            answer_step(session, made.id, gone, wants, now=NOW)


def test_a_trial_taken_out_leaves_its_steps_waiting_with_the_date_they_had(
    world: World, session: WalledSession, made: MadeWitness
) -> None:
    a_published_trial(world, Case(), date(2026, 11, 2))
    draft_steps(session, made.id, now=NOW)
    a_year_on = NOW + timedelta(days=400)
    draft_steps(session, made.id, now=a_year_on)
    review = steps(session, made)[REVIEW]
    assert (review.waits_for, str(review.previous_due_at)) == (
        WaitsFor.TRIAL,
        "2026-10-26 23:59:00+00:00",
    )


def noticed(**change: object) -> ConcernNoticed:
    known: dict[str, object] = {
        "request_id": uuid4(),
        "kind": ConcernKind.SPOKE_OF_EVIDENCE,
        "danger": Danger.NOT_NOW,
        "learnt_at": NOW,
    }
    return ConcernNoticed(**(known | change))  # type: ignore[arg-type]


@pytest.mark.parametrize("side", SIDES)
def test_a_concern_opens_a_task_and_a_limit_for_whoever_hears_it_on_that_side(
    world: World, side: Side
) -> None:
    made = a_witness(world, side=side, person=Person(name="Una Concern"))
    with world.session(made.caseworker) as session:
        once = noticed()
        concern = raise_concern(session, made.id, once, now=NOW + HOUR)
        assert raise_concern(session, made.id, once, now=NOW + HOUR) is concern
        team = {
            Side.PROSECUTION: CaseTeam.WITNESS_CARE_UNIT,
            Side.DEFENCE: CaseTeam.SOLICITOR,
        }[side]
        (task,) = open_tasks(session, [made.id])
        (owed,) = [
            d for d in deadlines_of(session, made.id) if d.kind is DeadlineKind.CASE_TEAM_TOLD
        ]
        assert concern.team is team
        assert task.due_at == owed.due_at == concern.due_at
        assert str(owed.due_at) == "2026-09-14 22:59:00+00:00"
        assert task.owner_id == made.caseworker.account_id


def test_in_danger_it_is_due_at_once(session: WalledSession, made: MadeWitness) -> None:
    concern = raise_concern(session, made.id, noticed(danger=Danger.NOW), now=NOW + HOUR)
    assert concern.due_at == NOW


def test_telling_the_case_team_ends_the_task_and_meets_the_limit_of_that_concern_alone(
    session: WalledSession, made: MadeWitness
) -> None:
    first = raise_concern(session, made.id, noticed(), now=NOW)
    second = raise_concern(session, made.id, noticed(), now=NOW)
    told = ToldToTeam("Officer Lind", ToldHow.PHONE, NOW + HOUR)
    tell_case_team(session, first.id, told, now=NOW + 2 * HOUR)
    (waiting,) = open_tasks(session, [made.id])
    assert waiting.cause == f"concern {second.id}"
    limits = [d for d in deadlines_of(session, made.id) if d.kind is DeadlineKind.CASE_TEAM_TOLD]
    assert sorted(str(d.met_at) for d in limits) == [str(NOW + HOUR), "None"]
    with pytest.raises(ToldAlready):
        tell_case_team(session, first.id, told, now=NOW + 2 * HOUR)
    with pytest.raises(TaskHasItsOwnPage):
        finish_task(session, waiting.id, now=NOW)
    assert len(concerns_of(session, made.id)) == 2


def test_a_time_that_cannot_be_and_a_concern_of_the_other_side_are_refused(
    world: World, session: WalledSession, made: MadeWitness, other: MadeWitness
) -> None:
    with pytest.raises(TimeNotPossible):
        raise_concern(session, made.id, noticed(learnt_at=NOW + HOUR), now=NOW)
    concern = raise_concern(session, made.id, noticed(), now=NOW)
    for at in (NOW - HOUR, NOW + 3 * HOUR):
        told = ToldToTeam("Officer Lind", ToldHow.PHONE, at)
        with pytest.raises(TimeNotPossible):
            tell_case_team(session, concern.id, told, now=NOW + HOUR)
    with world.session(other.caseworker) as theirs:
        foreign = raise_concern(theirs, other.id, noticed(), now=NOW)
        theirs.commit()
        told = ToldToTeam("Officer Lind", ToldHow.PHONE, NOW)
        with pytest.raises(ConcernNotFound):
            tell_case_team(session, foreign.id, told, now=NOW)
