"""A hearing that moves: each compartment looks, previews and confirms its own."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.tasks.queries import open_tasks
from casework.tasks.rules import TaskKind
from courts.hearings.actions import Vacating, vacate_hearing
from courts.hearings.models import Hearing
from courts.hearings.rules import VacatedReason
from courts.london_time import london_day
from scheduling.replans.actions import (
    confirm_replan,
    open_replan,
)
from scheduling.replans.events import ReplanConfirmed, ReplanOpened
from scheduling.replans.queries import ReplanPreview, open_replans, preview_replan
from scheduling.replans.rules import (
    Outcome,
    ReplanAlreadyConfirmed,
    ReplanCause,
    ReplanChangedMeanwhile,
    ReplanNotFound,
    ReplanState,
)
from scheduling.slots.models import Slot
from scheduling.turns.rules import turns_of
from scheduling.visits.ceding import NoCompartment
from scheduling.visits.events import VisitCancelled, VisitMoved
from scheduling.visits.queries import visit_summary
from scheduling.visits.rules import VisitState, WhyNot, last_day_before
from tests.builders.casework import MadeWitness, Side, a_witness
from tests.builders.scheduling import (
    Trial,
    a_court_with_windows,
    a_trial,
    a_visit,
    in_six_weeks,
    live_visits,
    taken_places,
)
from tests.moment import NOW
from tests.world import World

LATER = in_six_weeks() + timedelta(weeks=2)
SOONER = in_six_weeks() - timedelta(weeks=2)
TOO_SOON = date(2026, 9, 16)


@pytest.fixture
def court_id(world: World) -> UUID:
    return a_court_with_windows(world)


@pytest.fixture
def hearing_id(world: World, court_id: UUID) -> UUID:
    return a_trial(world, Trial(court_id))


@pytest.fixture
def witness(world: World, hearing_id: UUID) -> MadeWitness:
    assert hearing_id
    return a_witness(world, side=Side.PROSECUTION)


def the_trial_moves(world: World, court_id: UUID, on: date, *, hours: int = 1) -> None:
    a_trial(world, Trial(court_id, on=on, published_after=timedelta(hours=hours)))


def the_job_looks(
    world: World, witness: MadeWitness, hearing_id: UUID
) -> tuple[UUID, list[object]]:
    with world.job(witness.compartment_id) as session:
        version = session.get_one(Hearing, hearing_id).current_version
        replan = open_replan(session, hearing_id, version, now=NOW)
        announced = [e for e in session.taken_events() if isinstance(e, ReplanOpened)]
        session.commit()
        return replan.id, announced


def preview(world: World, witness: MadeWitness, replan_id: UUID) -> ReplanPreview:
    with world.session(witness.caseworker) as session:
        return preview_replan(session, replan_id, now=NOW)


def confirmed(world: World, witness: MadeWitness, replan_id: UUID) -> list[object]:
    shown = preview(world, witness, replan_id)
    with world.session(witness.caseworker) as session:
        confirm_replan(session, replan_id, shown.digest, now=NOW)
        announced = session.taken_events()
        session.commit()
        return announced


def a_late_visit(world: World, court_id: UUID, witness: MadeWitness) -> UUID:
    """A visit in the last half-day of its own before the trial."""
    own = turns_of(2, 0, witness.group_id)
    with world.owner() as owner:
        slots = owner.scalars(
            select(Slot)
            .where(Slot.court_id == court_id, Slot.day <= last_day_before(in_six_weeks()))
            .order_by(Slot.starts_at.desc())
        )
        chosen = next(slot.id for slot in slots if own.own(slot.turn, slot.phase))
    return a_visit(world, witness, chosen)


def test_a_moved_trial_opens_a_replan_and_a_task_where_visits_are_affected(
    world: World, court_id: UUID, hearing_id: UUID, witness: MadeWitness
) -> None:
    visit_id = a_visit(world, witness)
    the_trial_moves(world, court_id, LATER)
    replan_id, announced = the_job_looks(world, witness, hearing_id)
    assert announced == [ReplanOpened(replan_id, hearing_id, 2)]
    with world.session(witness.caseworker) as session:
        (replan,) = open_replans(session)
        assert (replan.replan_id, replan.cause) == (replan_id, ReplanCause.HEARING_MOVED)
        assert [t.kind for t in open_tasks(session, [witness.id])].count(TaskKind.PLACE_VISIT) == 1
        assert visit_summary(session, visit_id).is_under_review


def test_looking_again_changes_nothing(
    world: World, court_id: UUID, hearing_id: UUID, witness: MadeWitness
) -> None:
    a_visit(world, witness)
    the_trial_moves(world, court_id, LATER)
    first, _ = the_job_looks(world, witness, hearing_id)
    assert the_job_looks(world, witness, hearing_id) == (first, [])


def test_a_party_without_visits_has_nothing_to_do_and_hears_nothing(
    world: World, court_id: UUID, hearing_id: UUID, witness: MadeWitness
) -> None:
    a_visit(world, witness)
    other = a_witness(world, side=Side.DEFENCE)
    the_trial_moves(world, court_id, LATER)
    replan_id, announced = the_job_looks(world, other, hearing_id)
    assert announced == []
    with world.session(other.caseworker) as session:
        assert open_replans(session) == []
        assert preview_replan(session, replan_id, now=NOW).state is ReplanState.NOTHING_TO_DO
        assert preview_replan(session, replan_id, now=NOW).lines == ()


def test_neither_side_finds_the_other_sides_replan(
    world: World, court_id: UUID, hearing_id: UUID, witness: MadeWitness
) -> None:
    a_visit(world, witness)
    other = a_witness(world, side=Side.DEFENCE)
    the_trial_moves(world, court_id, LATER)
    replan_id, _ = the_job_looks(world, witness, hearing_id)
    with world.session(other.caseworker) as session:
        assert open_replans(session) == []
        with pytest.raises(ReplanNotFound):
            preview_replan(session, replan_id, now=NOW)
        with pytest.raises(ReplanNotFound):
            confirm_replan(session, replan_id, "", now=NOW)


def test_a_lawful_visit_is_kept_and_not_announced(
    world: World, court_id: UUID, hearing_id: UUID, witness: MadeWitness
) -> None:
    visit_id = a_visit(world, witness)
    the_trial_moves(world, court_id, LATER)
    replan_id, _ = the_job_looks(world, witness, hearing_id)
    assert [line.outcome for line in preview(world, witness, replan_id).lines] == [Outcome.KEPT]
    announced = confirmed(world, witness, replan_id)
    assert ReplanConfirmed(replan_id, hearing_id, 2) in announced
    assert not [e for e in announced if isinstance(e, VisitMoved | VisitCancelled)]
    with world.session(witness.caseworker) as session:
        summary = visit_summary(session, visit_id)
        assert (summary.version, summary.is_under_review) == (1, False)


def test_a_visit_after_the_new_date_is_moved_and_its_old_place_given_back(
    world: World, court_id: UUID, hearing_id: UUID, witness: MadeWitness
) -> None:
    visit_id = a_late_visit(world, court_id, witness)
    the_trial_moves(world, court_id, SOONER)
    replan_id, _ = the_job_looks(world, witness, hearing_id)
    (line,) = preview(world, witness, replan_id).lines
    assert line.outcome is Outcome.MOVED
    announced = confirmed(world, witness, replan_id)
    assert VisitMoved(visit_id, witness.id, 2) in announced
    with world.session(witness.caseworker) as session:
        summary = visit_summary(session, visit_id)
        assert line.becomes is not None
        assert summary.starts_at == line.becomes.starts_at
        assert london_day(summary.starts_at) <= last_day_before(SOONER)
        assert (summary.version, summary.is_under_review) == (2, False)
        assert not [t for t in open_tasks(session, [witness.id]) if t.kind is TaskKind.PLACE_VISIT]
    assert taken_places(world) == live_visits(world) == 1


def test_what_cannot_be_placed_is_cancelled_released_and_a_task(
    world: World, court_id: UUID, hearing_id: UUID, witness: MadeWitness
) -> None:
    visit_id = a_late_visit(world, court_id, witness)
    the_trial_moves(world, court_id, TOO_SOON)
    replan_id, _ = the_job_looks(world, witness, hearing_id)
    (line,) = preview(world, witness, replan_id).lines
    assert (line.outcome, line.why) == (Outcome.CANNOT_BE_PLACED, WhyNot.HEARING_TOO_SOON)
    assert VisitCancelled(visit_id, witness.id, 2) in confirmed(world, witness, replan_id)
    with world.session(witness.caseworker) as session:
        assert visit_summary(session, visit_id).state is VisitState.CANCELLED
        titles = [t.title for t in open_tasks(session, [witness.id])]
        assert any("Find another way to show the court" in title for title in titles)
    assert taken_places(world) == 0


def test_a_hearing_at_another_building_moves_its_visits_there(
    world: World, court_id: UUID, hearing_id: UUID, witness: MadeWitness
) -> None:
    visit_id = a_visit(world, witness)
    other_court = a_court_with_windows(world)
    the_trial_moves(world, other_court, in_six_weeks())
    replan_id, _ = the_job_looks(world, witness, hearing_id)
    confirmed(world, witness, replan_id)
    with world.session(witness.caseworker) as session:
        assert visit_summary(session, visit_id).court_id == other_court
    assert court_id != other_court
    assert taken_places(world) == 1


def test_moved_and_moved_back_before_anybody_confirmed_leaves_visits_standing(
    world: World, court_id: UUID, hearing_id: UUID, witness: MadeWitness
) -> None:
    visit_id = a_late_visit(world, court_id, witness)
    the_trial_moves(world, court_id, SOONER)
    first, _ = the_job_looks(world, witness, hearing_id)
    the_trial_moves(world, court_id, in_six_weeks(), hours=2)
    second, announced = the_job_looks(world, witness, hearing_id)
    assert announced == []
    with world.session(witness.caseworker) as session:
        assert open_replans(session) == []
        assert preview_replan(session, first, now=NOW).state is ReplanState.SUPERSEDED
        assert preview_replan(session, second, now=NOW).state is ReplanState.NOTHING_TO_DO
        summary = visit_summary(session, visit_id)
        assert (summary.version, summary.is_under_review) == (1, False)
        assert not [t for t in open_tasks(session, [witness.id]) if t.kind is TaskKind.PLACE_VISIT]
        with pytest.raises(ReplanChangedMeanwhile):
            confirm_replan(session, first, "", now=NOW)


def test_a_vacated_trial_cancels_its_visits_once_somebody_confirms(
    world: World, hearing_id: UUID, witness: MadeWitness
) -> None:
    visit_id = a_visit(world, witness)
    with world.session(world.a_list_operator()) as session:
        vacating = Vacating(VacatedReason.GUILTY_PLEA, london_day(NOW))
        vacate_hearing(session, hearing_id, vacating, version=1, now=NOW)
        session.commit()
    replan_id, _ = the_job_looks(world, witness, hearing_id)
    (line,) = preview(world, witness, replan_id).lines
    assert (line.outcome, line.why) == (Outcome.CANNOT_BE_PLACED, WhyNot.NO_HEARING)
    assert VisitCancelled(visit_id, witness.id, 2) in confirmed(world, witness, replan_id)
    assert taken_places(world) == 0


def test_a_replan_is_confirmed_once(
    world: World, court_id: UUID, hearing_id: UUID, witness: MadeWitness
) -> None:
    a_late_visit(world, court_id, witness)
    the_trial_moves(world, court_id, SOONER)
    replan_id, _ = the_job_looks(world, witness, hearing_id)
    digest = preview(world, witness, replan_id).digest
    confirmed(world, witness, replan_id)
    with world.session(witness.caseworker) as session, pytest.raises(ReplanAlreadyConfirmed):
        confirm_replan(session, replan_id, digest, now=NOW)
    assert taken_places(world) == 1


def test_a_preview_that_is_out_of_date_is_refused(
    world: World, court_id: UUID, hearing_id: UUID, witness: MadeWitness
) -> None:
    a_late_visit(world, court_id, witness)
    the_trial_moves(world, court_id, SOONER)
    replan_id, _ = the_job_looks(world, witness, hearing_id)
    shown = preview(world, witness, replan_id)
    becomes = shown.lines[0].becomes
    assert becomes is not None
    with world.owner() as owner:
        slot = owner.get_one(Slot, becomes.slot_id)
        slot.taken = slot.capacity
        owner.commit()
    with world.session(witness.caseworker) as session, pytest.raises(ReplanChangedMeanwhile):
        confirm_replan(session, replan_id, shown.digest, now=NOW)


def test_a_replan_is_refused_once_the_court_has_changed_the_hearing_again(
    world: World, court_id: UUID, hearing_id: UUID, witness: MadeWitness
) -> None:
    a_visit(world, witness)
    the_trial_moves(world, court_id, LATER)
    replan_id, _ = the_job_looks(world, witness, hearing_id)
    digest = preview(world, witness, replan_id).digest
    the_trial_moves(world, court_id, LATER + timedelta(weeks=1), hours=2)
    with world.session(witness.caseworker) as session, pytest.raises(ReplanChangedMeanwhile):
        confirm_replan(session, replan_id, digest, now=NOW)


def test_only_a_job_in_one_compartment_opens_a_replan(
    world: World, hearing_id: UUID, witness: MadeWitness
) -> None:
    with world.session(witness.caseworker) as session, pytest.raises(NoCompartment):
        open_replan(session, hearing_id, 1, now=NOW)
