"""What a court's team reads of a visit is true after everything that can happen to it."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text

from casework.access_needs.actions import agree_needs
from casework.access_needs.rules import AccessNeedKind, AgreedNeeds
from casework.allocations.actions import accept_witness
from casework.assessments.actions import assess_needs
from casework.assessments.answers import Seen
from casework.assessments.day import Companion
from casework.partners.actions import share_needs
from casework.witnesses.queries import witness_of
from casework.witnesses.rules import InterpreterNeed
from courts.cases.rules import read_identifier
from courts.hearings.actions import HearingToRecord, Vacating, record_hearing, vacate_hearing
from courts.hearings.models import Hearing
from courts.hearings.rules import Certainty, HearingKind, Listing, VacatedReason
from courts.register.corrections import ClosureSaid, shut_court, withdraw_closure
from ethical_walls.viewers import Viewer
from scheduling.hosted_visits.queries import HostedVisitSummary, hosted_at, references_of
from scheduling.hosted_visits.rules import HostedState, brought_with, shown_as
from scheduling.replans.actions import confirm_replan
from scheduling.replans.queries import open_replans, preview_replan
from scheduling.visit_records.actions import record_visit
from scheduling.visit_records.rules import DidNotHappen
from scheduling.visits.actions import book_visit, cancel_visit
from scheduling.visits.queries import VisitSummary, find_times, visits_of
from scheduling.visits.rules import CancelReason, VisitState
from tests.builders.assessing import some_answers
from tests.builders.casework import MadeWitness, Person, Side, a_referred_witness, a_witness
from tests.builders.courts import CourtDetails
from tests.builders.hosting import CONTACT, WITNESS_SERVICE, a_host
from tests.builders.scheduling import Offered, a_court_with_windows, in_six_weeks
from tests.moment import NOW
from tests.scheduling.test_visit_records import HELD
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

EVER = (date(2026, 1, 1), date(2027, 12, 31))
NUMBER = "01AB1234519"
LATER = in_six_weeks() + timedelta(weeks=2)
EXPECTED, UNDER_REVIEW = HostedState.EXPECTED, HostedState.UNDER_REVIEW
NEEDS = (AccessNeedKind.STEP_FREE, AccessNeedKind.HEARING_LOOP, AccessNeedKind.QUIET_PLACE)


class Court:
    """A court with its trial, its team, and a witness whose visit is booked there."""

    def __init__(self, world: World) -> None:
        self.world, self.hours = world, 0
        self.id = a_court_with_windows(world, Offered(facilities=("step_free", "hearing_loop")))
        self.operator, self.keeper = world.a_list_operator(), world.a_register_keeper()
        self.host = a_host(world, CONTACT, self.id)
        self.publish(in_six_weeks())

    def publish(self, on: date, *defendants: str) -> None:
        """List the trial, or list it again, and nothing more: no job has run."""
        self.hours += 1
        recorded = HearingToRecord(
            identifier=read_identifier(NUMBER),
            defendants=defendants or ("Jordan Reed",),
            kind=HearingKind.TRIAL,
            description="For Trial",
            listing=Listing(
                court_id=self.id,
                certainty=Certainty.FIXTURE,
                starts_on=on,
                published_at=NOW - timedelta(days=1) + timedelta(hours=self.hours),
            ),
        )
        with self.world.session(self.operator) as session:
            perform(session, record_hearing, recorded, now=NOW)

    def book(self, witness: MadeWitness, which: int = 0) -> UUID:
        with self.world.session(witness.caseworker) as session:
            slot_id = find_times(session, witness.id, now=NOW).times[which].slot_id
            return perform(session, book_visit, witness.id, slot_id, uuid.uuid4(), now=NOW).id

    def let_jobs_run(self) -> None:
        tick(Means(self.world.database, {}, FixedClock(NOW)))

    def confirm(self, witness: MadeWitness) -> None:
        with self.world.session(witness.caseworker) as session:
            (replan,) = open_replans(session)
            digest = preview_replan(session, replan.replan_id, now=NOW).digest
            perform(session, confirm_replan, replan.replan_id, digest, now=NOW)

    def seen(self, viewer: Viewer | None = None) -> list[HostedVisitSummary]:
        with self.world.session(viewer or self.host) as session:
            return hosted_at(session, [self.id], *EVER)

    def states(self) -> list[HostedState]:
        return [one.state for one in self.seen()]


def is_true(hosted: HostedVisitSummary, visit: VisitSummary) -> bool:
    """Whether a row says what its visit's own side is told."""
    if (hosted.starts_at, hosted.court_id) != (visit.starts_at, visit.court_id):
        return hosted.state is HostedState.MOVED
    if visit.is_under_review:
        return hosted.state is UNDER_REVIEW
    if visit.is_live:
        return hosted.state is EXPECTED
    ended = {VisitState.CANCELLED: HostedState.OFF, VisitState.DONE: HostedState.DONE}
    return hosted.state is ended[visit.state]


def untrue(court: Court, witness: MadeWitness) -> list[HostedVisitSummary]:
    with court.world.session(witness.caseworker) as session:
        visits = {visit.visit_id: visit for visit in visits_of(session, [witness.id])}
        known_by = references_of(session, visits)
    by_reference = {known_by[visit_id]: visit for visit_id, visit in visits.items()}
    assert len(by_reference) == len(visits), "a visit that no team knows of"
    seen = court.seen()
    assert {one.reference for one in seen} == set(by_reference)
    return [one for one in seen if not is_true(one, by_reference[one.reference])]


@pytest.fixture
def court(world: World) -> Court:
    return Court(world)


@pytest.fixture
def witness(world: World, court: Court) -> MadeWitness:
    assert court.id
    return a_witness(world, side=Side.PROSECUTION, person=Person(needs=NEEDS))


def test_a_booked_visit_is_expected_by_every_team_of_its_court_and_by_no_other(
    court: Court, witness: MadeWitness
) -> None:
    court.book(witness)
    (seen,) = court.seen()
    assert (seen.state, seen.people, seen.needs, seen.equipment) == (EXPECTED, 2, "", "")
    assert untrue(court, witness) == []
    assert court.seen(a_host(court.world, WITNESS_SERVICE, court.id)) == [seen]
    elsewhere = a_court_with_windows(court.world, details=CourtDetails(number=2))
    assert court.seen(a_host(court.world, CONTACT, elsewhere, team="Another team")) == []
    assert court.seen(court.world.a_list_operator()) == []


def test_a_visit_whose_hearing_moved_is_under_review_from_that_commit_until_it_is_confirmed(
    court: Court, witness: MadeWitness
) -> None:
    court.book(witness)
    court.publish(LATER)
    assert court.states() == [UNDER_REVIEW]
    court.let_jobs_run()
    assert court.states() == [UNDER_REVIEW]
    assert untrue(court, witness) == []
    court.confirm(witness)
    assert EXPECTED in court.states()
    assert UNDER_REVIEW not in court.states()
    assert untrue(court, witness) == []


def test_a_trial_brought_forward_moves_the_visit_and_its_reference_goes_with_it(
    court: Court, witness: MadeWitness
) -> None:
    court.book(witness, 9)
    (before,) = court.seen()
    court.publish(before.day + timedelta(days=1))
    court.let_jobs_run()
    court.confirm(witness)
    assert untrue(court, witness) == []
    now_at, was_at = court.seen()
    assert (now_at.state, was_at.state) == (EXPECTED, HostedState.MOVED)
    assert now_at.reference == was_at.reference == before.reference


def test_a_hearing_that_moved_and_moved_back_leaves_the_visit_expected(
    court: Court, witness: MadeWitness
) -> None:
    court.book(witness)
    court.publish(LATER)
    court.publish(in_six_weeks())
    assert court.states() == [UNDER_REVIEW]
    court.let_jobs_run()
    assert court.states() == [EXPECTED]
    assert untrue(court, witness) == []


def test_a_hearing_taken_out_of_the_list_leaves_nobody_expected(
    court: Court, witness: MadeWitness
) -> None:
    court.book(witness)
    with court.world.session(court.operator) as session:
        hearing_id = session.scalars(select(Hearing.id)).one()
        vacating = Vacating(VacatedReason.GUILTY_PLEA, NOW.date())
        perform(session, vacate_hearing, hearing_id, vacating, version=1, now=NOW)
    assert court.states() == [UNDER_REVIEW]
    court.let_jobs_run()
    court.confirm(witness)
    assert court.states() == [HostedState.OFF]
    assert untrue(court, witness) == []


def test_a_cancelled_visit_is_off(court: Court, witness: MadeWitness) -> None:
    visit_id = court.book(witness)
    with court.world.session(witness.caseworker) as session:
        why = CancelReason.WITNESS_CANNOT_COME
        perform(session, cancel_visit, visit_id, 1, why, now=NOW)
    assert court.states() == [HostedState.OFF]
    assert untrue(court, witness) == []


def test_a_visit_in_a_half_day_that_was_given_back_is_under_review_until_it_has_another(
    court: Court, witness: MadeWitness
) -> None:
    for which in range(3):
        court.book(witness, which)
    court.publish(in_six_weeks(), "Jordan Reed", "Alex Moss")
    court.let_jobs_run()
    assert UNDER_REVIEW in court.states()
    assert untrue(court, witness) == []
    court.confirm(witness)
    assert UNDER_REVIEW not in court.states()
    assert untrue(court, witness) == []


def test_a_visit_at_a_time_that_the_court_withdrew_is_under_review_until_it_is_not(
    court: Court, witness: MadeWitness
) -> None:
    court.book(witness)
    shut = ClosureSaid(NOW.date(), in_six_weeks(), None, "No heating")
    with court.world.session(court.keeper) as session:
        closure_id = perform(session, shut_court, court.id, shut, now=NOW)
        assert court.states() == [UNDER_REVIEW]
        assert untrue(court, witness) == []
        perform(session, withdraw_closure, closure_id, "It was mended", now=NOW)
    assert court.states() == [EXPECTED]
    assert untrue(court, witness) == []


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (HELD, HostedState.DONE),
        (DidNotHappen(CancelReason.WITNESS_CANNOT_COME), HostedState.OFF),
    ],
)
def test_a_recorded_visit_is_done_or_off(
    court: Court, witness: MadeWitness, said: object, state: HostedState
) -> None:
    visit_id = court.book(witness)
    after = court.seen()[0].starts_at + timedelta(hours=1)
    with court.world.session(witness.caseworker) as session:
        perform(session, record_visit, visit_id, said, now=after)
    assert court.states() == [state]
    assert untrue(court, witness) == []


def test_a_visit_that_gets_its_caseworker_stays_expected(court: Court) -> None:
    referred = a_referred_witness(court.world, side=Side.PROSECUTION)
    court.book(referred)
    before = court.seen()
    assert [one.state for one in before] == [EXPECTED]
    with court.world.session(referred.caseworker) as session:
        perform(session, accept_witness, referred.id, now=NOW + timedelta(hours=1))
    assert court.seen() == before
    assert untrue(court, referred) == []


def test_a_team_learns_of_needs_what_was_shared_and_no_longer_than_they_are_needed(
    court: Court, witness: MadeWitness
) -> None:
    court.book(witness)
    shared = NEEDS[:2]
    with court.world.session(witness.caseworker) as session:
        perform(session, share_needs, witness.id, shared, now=NOW)
        (seen,) = court.seen()
        assert (seen.needs, seen.equipment) == ("Step-free way in and seating", "Hearing loop")
        left = AgreedNeeds("en", InterpreterNeed.NOT_NEEDED, NEEDS[:1], "")
        version = witness_of(session, witness.id).needs_version
        perform(session, agree_needs, witness.id, version, left, now=NOW)
    (seen,) = court.seen()
    assert (seen.needs, seen.equipment) == ("Step-free way in and seating", "")


@pytest.mark.parametrize(
    ("companion", "people"),
    [(Companion.CARER, 3), (Companion.NOBODY, 2), (Companion.OUR_SERVICE, 2)],
)
def test_a_companion_who_is_known_is_counted(
    court: Court, witness: MadeWitness, companion: Companion, people: int
) -> None:
    court.book(witness)
    with court.world.session(witness.caseworker) as session:
        version = witness_of(session, witness.id).needs_version
        answers = replace(some_answers("", NOW.date() + timedelta(days=30)), companion=companion)
        perform(session, assess_needs, witness.id, Seen(uuid.uuid4(), 0, version), answers, now=NOW)
    assert [one.people for one in court.seen()] == [people]


def test_a_row_says_nothing_of_whose_it_is_or_of_which_hearing(
    court: Court, witness: MadeWitness
) -> None:
    court.book(witness)
    with court.world.session(court.host) as session:
        (row,) = session.execute(text("SELECT * FROM hosted_visit")).mappings()
        assert session.scalar(text("SELECT count(*) FROM visit")) == 0
    with court.world.owner() as owner:
        told = owner.execute(text("SELECT * FROM witness")).mappings().one()
        named = {told[name] for name in ("id", "name", "request_id", "group_id", "caseworker_id")}
        named |= set(owner.scalars(text("SELECT id FROM hearing")))
        named |= set(owner.scalars(text("SELECT reference FROM referred_witness")))
    assert named & set(row.values()) == set()


def test_somebody_whose_role_has_ended_reads_nothing(court: Court, witness: MadeWitness) -> None:
    court.book(witness)
    assert court.states() == [EXPECTED]
    with court.world.owner() as owner:
        who = {"who": court.host.account_id}
        owner.execute(text("UPDATE membership SET ended_at = now() WHERE account_id = :who"), who)
        owner.commit()
    assert court.seen() == []


def test_only_the_visits_own_side_says_for_which_hearing_it_stands(
    court: Court, witness: MadeWitness
) -> None:
    visit_id = court.book(witness)
    said = text("SELECT wall.note_hosted_for(:c, :v, :court, :h, 0)")
    given = {"c": witness.compartment_id, "v": visit_id, "court": court.id, "h": uuid.uuid4()}
    for viewer in (court.host, court.world.a_caseworker("Of no case"), Viewer()):
        with court.world.session(viewer) as session, pytest.raises(Exception, match="not allowed"):
            session.execute(said, given)
    assert court.states() == [EXPECTED]


@pytest.mark.parametrize("state", HostedState)
def test_doubt_changes_only_who_would_be_expected(state: HostedState) -> None:
    doubted = UNDER_REVIEW if state is EXPECTED else state
    assert shown_as(state, is_in_doubt=True) is doubted
    assert shown_as(state, is_in_doubt=False) is state


def test_what_the_court_sets_up_is_equipment_and_all_else_is_a_need() -> None:
    brought = brought_with([*NEEDS, AccessNeedKind.VIDEO_LINK], companions=1)
    assert brought.equipment == "Hearing loop; To see and try the video link"
    assert brought.needs == "Step-free way in and seating; A quiet place"
