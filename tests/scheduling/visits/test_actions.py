"""Booking, cancelling and confirming visits, on a real database with both sides in it."""

import uuid
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text

from casework.access_needs.rules import AccessNeedKind
from casework.allocations.actions import accept_witness
from courts.london_time import london_day
from courts.register.models import Court, CourtFacility
from courts.register.rules import Facility, FacilityStanding, FacilityTerms, Sitting
from scheduling.slots.models import Slot
from scheduling.turns.rules import turns_of
from scheduling.visits.actions import book_visit, cancel_visit, caseworker_set
from scheduling.visits.events import VisitBooked, VisitCancelled, VisitConfirmed
from scheduling.visits.models import Visit
from scheduling.visits.queries import find_times, visit_summary, visits_of
from scheduling.visits.rules import (
    CancelReason,
    HearingNotPublished,
    PlaceNotAvailable,
    VisitChangedMeanwhile,
    VisitState,
    WhyNot,
)
from tests.builders.casework import MadeWitness, Person, Side, a_referred_witness, a_witness
from tests.builders.courts import CourtDetails
from tests.builders.scheduling import (
    Offered,
    Trial,
    a_court_with_windows,
    a_trial,
    a_visit,
    in_six_weeks,
    live_visits,
    slots_at,
    taken_places,
    times_for,
)
from tests.moment import NOW
from tests.world import World

Both = tuple[MadeWitness, MadeWitness]


@pytest.fixture
def court_id(world: World) -> UUID:
    return a_court_with_windows(world)


@pytest.fixture
def both_sides(world: World, court_id: UUID) -> Both:
    """A published trial, and a witness of each side of it."""
    a_trial(world, Trial(court_id))
    return a_witness(world, side=Side.PROSECUTION), a_witness(world, side=Side.DEFENCE)


def test_a_caseworker_books_the_first_time_offered(world: World, both_sides: Both) -> None:
    witness, _ = both_sides
    offered = times_for(world, witness)
    with world.session(witness.caseworker) as session:
        visit = book_visit(session, witness.id, offered[0].slot_id, uuid.uuid4(), now=NOW)
        assert session.taken_events() == [VisitBooked(visit.id, witness.id, 1)]
        session.commit()
        summary = visit_summary(session, visit.id)
    assert summary.starts_at == offered[0].starts_at
    assert summary.state is VisitState.CONFIRMED
    assert summary.caseworker_name == witness.caseworker.name
    assert not summary.is_under_review
    assert taken_places(world) == 1


def test_times_are_offered_in_the_partys_own_half_days_only(
    world: World, court_id: UUID, both_sides: Both
) -> None:
    offered = [times_for(world, witness) for witness in both_sides]
    slots = {slot.id: slot for slot in slots_at(world, court_id, both_sides[0].caseworker)}
    for ordinal, (witness, times) in enumerate(zip(both_sides, offered, strict=True)):
        own = turns_of(2, ordinal, witness.group_id)
        assert times
        assert all(own.own(slots[t.slot_id].turn, slots[t.slot_id].phase) for t in times)
    halves = [{(slots[t.slot_id].day, slots[t.slot_id].half) for t in times} for times in offered]
    assert halves[0].isdisjoint(halves[1])


def test_what_one_side_is_offered_does_not_depend_on_what_the_other_booked(
    world: World, both_sides: Both
) -> None:
    prosecution, defence = both_sides
    before = times_for(world, prosecution)
    for _ in range(3):
        a_visit(world, defence)
    assert times_for(world, prosecution) == before


def test_no_time_is_offered_within_the_notice_or_a_working_day_of_the_trial(
    world: World, court_id: UUID
) -> None:
    a_trial(world, Trial(court_id, on=date(2026, 9, 24)))
    witness = a_witness(world, side=Side.PROSECUTION)
    days = {london_day(t.starts_at) for t in times_for(world, witness)}
    assert days
    assert all(t.starts_at >= NOW + timedelta(hours=24) for t in times_for(world, witness))
    assert max(days) <= date(2026, 9, 22)


def test_a_slot_of_another_partys_half_day_is_refused_as_a_full_one_is(
    world: World, both_sides: Both
) -> None:
    prosecution, defence = both_sides
    others = times_for(world, defence)[0].slot_id
    full = times_for(world, prosecution)[0].slot_id
    with world.owner() as owner:
        slot = owner.get_one(Slot, full)
        slot.taken = slot.capacity
        owner.commit()
    words = []
    for slot_id in (others, full, uuid.uuid4()):
        with world.session(prosecution.caseworker) as session:
            with pytest.raises(PlaceNotAvailable) as refused:
                book_visit(session, prosecution.id, slot_id, uuid.uuid4(), now=NOW)
            words.append(str(refused.value))
    assert len(set(words)) == 1
    assert live_visits(world) == 0
    assert taken_places(world) == 2


def test_a_double_click_books_once(world: World, both_sides: Both) -> None:
    witness, _ = both_sides
    slot_id, request_id = times_for(world, witness)[0].slot_id, uuid.uuid4()
    booked = []
    for _ in range(2):
        with world.session(witness.caseworker) as session:
            booked.append(book_visit(session, witness.id, slot_id, request_id, now=NOW).id)
            session.commit()
    assert booked[0] == booked[1]
    assert taken_places(world) == 1


def test_a_witness_has_one_visit_at_one_time(world: World, both_sides: Both) -> None:
    witness, _ = both_sides
    slot_id = times_for(world, witness)[0].slot_id
    a_visit(world, witness, slot_id)
    assert slot_id not in {t.slot_id for t in times_for(world, witness)}
    with world.session(witness.caseworker) as session, pytest.raises(PlaceNotAvailable):
        book_visit(session, witness.id, slot_id, uuid.uuid4(), now=NOW)


def test_a_caseworker_is_not_in_two_places(world: World, both_sides: Both) -> None:
    witness, _ = both_sides
    another = a_witness(
        world, side=Side.PROSECUTION, caseworker=witness.caseworker, person=Person("Sol Okoro")
    )
    slot_id = times_for(world, witness)[0].slot_id
    a_visit(world, witness, slot_id)
    assert slot_id not in {t.slot_id for t in times_for(world, another)}
    with world.session(another.caseworker) as session, pytest.raises(PlaceNotAvailable):
        book_visit(session, another.id, slot_id, uuid.uuid4(), now=NOW)


def test_the_constraint_keeps_the_sides_apart_even_where_the_turns_are_bypassed(
    world: World, court_id: UUID, both_sides: Both
) -> None:
    prosecution, defence = both_sides
    slot_id = times_for(world, prosecution)[0].slot_id
    a_visit(world, prosecution, slot_id)
    with world.owner() as owner:
        slot = owner.get_one(Slot, slot_id)
        neighbours = owner.scalars(
            select(Slot).where(Slot.court_id == court_id, Slot.day == slot.day)
        ).all()
        (neighbour,) = [n for n in neighbours if n.id != slot_id]
        neighbour.phase = turns_of(2, 1, defence.group_id).phases[0]
        neighbour.starts_at = slot.ends_at + timedelta(minutes=29)
        neighbour.ends_at = slot.ends_at + timedelta(minutes=60)
        chosen = neighbour.id
        owner.commit()
    with world.session(defence.caseworker) as session, pytest.raises(PlaceNotAvailable):
        book_visit(session, defence.id, chosen, uuid.uuid4(), now=NOW)
    with world.owner() as owner:
        neighbour = owner.get_one(Slot, chosen)
        neighbour.starts_at += timedelta(minutes=1)
        neighbour.ends_at += timedelta(minutes=1)
        owner.commit()
    a_visit(world, defence, chosen)


def test_the_other_side_sees_nothing_of_a_visit(world: World, both_sides: Both) -> None:
    prosecution, defence = both_sides
    visit_id = a_visit(world, prosecution)
    with world.session(defence.caseworker) as session:
        assert session.get(Visit, visit_id) is None
        assert visits_of(session, [prosecution.id]) == []


def test_cancelling_frees_the_place_and_raises_the_version(world: World, both_sides: Both) -> None:
    witness, _ = both_sides
    visit_id = a_visit(world, witness)
    with world.session(witness.caseworker) as session:
        cancel_visit(session, visit_id, 1, CancelReason.WITNESS_CANNOT_COME, now=NOW)
        assert session.taken_events() == [VisitCancelled(visit_id, witness.id, 2)]
        session.commit()
    assert taken_places(world) == 0
    assert live_visits(world) == 0


@pytest.mark.parametrize("version", [0, 2])
def test_a_stale_form_cancels_nothing(world: World, both_sides: Both, version: int) -> None:
    witness, _ = both_sides
    visit_id = a_visit(world, witness)
    with world.session(witness.caseworker) as session, pytest.raises(VisitChangedMeanwhile):
        cancel_visit(session, visit_id, version, CancelReason.NO_LONGER_NEEDED, now=NOW)
    assert taken_places(world) == 1


def test_a_cancelled_visit_is_not_cancelled_again(world: World, both_sides: Both) -> None:
    witness, _ = both_sides
    visit_id = a_visit(world, witness)
    with world.session(witness.caseworker) as session:
        cancel_visit(session, visit_id, 1, CancelReason.NO_LONGER_NEEDED, now=NOW)
        with pytest.raises(VisitChangedMeanwhile):
            cancel_visit(session, visit_id, 2, CancelReason.NO_LONGER_NEEDED, now=NOW)
        session.commit()
    assert taken_places(world) == 0


def test_no_visit_before_the_hearing_is_published(world: World, court_id: UUID) -> None:
    witness = a_witness(world, side=Side.PROSECUTION)
    slot = slots_at(world, court_id, witness.caseworker)[0]
    with world.session(witness.caseworker) as session:
        with pytest.raises(HearingNotPublished):
            find_times(session, witness.id, now=NOW)
        with pytest.raises(HearingNotPublished):
            book_visit(session, witness.id, slot.id, uuid.uuid4(), now=NOW)


def test_no_visit_for_a_party_that_the_court_has_not_named(world: World, court_id: UUID) -> None:
    a_trial(world, Trial(court_id, defendants=("Somebody Else",)))
    witness = a_witness(world, side=Side.DEFENCE)
    with world.session(witness.caseworker) as session, pytest.raises(HearingNotPublished):
        find_times(session, witness.id, now=NOW)


def test_a_visit_without_a_caseworker_is_booked_and_confirmed_once_there_is_one(
    world: World, court_id: UUID
) -> None:
    a_trial(world, Trial(court_id))
    witness = a_referred_witness(world, side=Side.PROSECUTION)
    visit_id = a_visit(world, witness)
    with world.session(witness.caseworker) as session:
        assert visit_summary(session, visit_id).state is VisitState.BOOKED
        accept_witness(session, witness.id, now=NOW)
        session.taken_events()
        caseworker_set(session, witness.id, now=NOW)
        assert session.taken_events() == [VisitConfirmed(visit_id, witness.id, 1)]
        session.commit()
        assert visit_summary(session, visit_id).state is VisitState.CONFIRMED


def test_a_busy_caseworker_is_not_put_in_and_a_task_says_so(world: World, court_id: UUID) -> None:
    a_trial(world, Trial(court_id))
    first = a_witness(world, side=Side.PROSECUTION)
    second = a_referred_witness(
        world, side=Side.PROSECUTION, typed_by=first.caseworker, person=Person("Sol Okoro")
    )
    slot_id = times_for(world, first)[0].slot_id
    a_visit(world, first, slot_id)
    visit_id = a_visit(world, second, slot_id)
    with world.session(second.caseworker) as session:
        accept_witness(session, second.id, now=NOW)
        assert caseworker_set(session, second.id, now=NOW) == []
        session.commit()
        assert visit_summary(session, visit_id).state is VisitState.BOOKED
        titles = session.execute(text("SELECT title FROM task")).scalars().all()
        assert any("caseworker is busy then" in title for title in titles)


def test_a_court_is_offered_only_where_it_has_what_the_witness_needs(
    world: World, court_id: UUID
) -> None:
    a_trial(world, Trial(court_id))
    witness = a_witness(
        world, side=Side.PROSECUTION, person=Person(needs=(AccessNeedKind.STEP_FREE,))
    )
    with world.session(witness.caseworker) as session:
        found = find_times(session, witness.id, now=NOW)
        assert (found.times, found.why_not) == ((), (WhyNot.NEEDS_NOT_LISTED,))
    for standing, is_offered in (
        (FacilityStanding.REFUTED, False),
        (FacilityStanding.LISTED, True),
        (FacilityStanding.CONFIRMED, True),
    ):
        _say_of_facility(world, court_id, standing)
        assert bool(times_for(world, witness)) is is_offered


def _say_of_facility(world: World, court_id: UUID, standing: FacilityStanding) -> None:
    with world.owner() as owner:
        row = owner.scalars(select(CourtFacility)).one_or_none()
        if row is None:
            row = CourtFacility(court_id=court_id, facility=Facility.STEP_FREE)
            owner.add(row)
        row.standing, row.terms = standing, FacilityTerms.PROVIDED
        owner.commit()


def test_a_window_may_have_what_its_building_does_not_list(world: World) -> None:
    court_id = a_court_with_windows(world, Offered(facilities=("step_free",)))
    a_trial(world, Trial(court_id))
    witness = a_witness(
        world, side=Side.PROSECUTION, person=Person(needs=(AccessNeedKind.STEP_FREE,))
    )
    offered = times_for(world, witness)
    assert offered
    a_visit(world, witness, offered[0].slot_id)


@pytest.mark.parametrize("sitting", [Sitting.NOT_SITTING, Sitting.UNKNOWN])
def test_a_court_that_is_not_known_to_sit_is_not_offered(world: World, sitting: Sitting) -> None:
    court_id = a_court_with_windows(world, details=CourtDetails(sitting=sitting))
    a_trial(world, Trial(court_id))
    witness = a_witness(world, side=Side.DEFENCE)
    with world.session(witness.caseworker) as session:
        assert find_times(session, witness.id, now=NOW).why_not == (WhyNot.COURT_DOES_NOT_SIT,)


def test_why_not_names_the_rule_that_left_nothing(world: World) -> None:
    no_windows = a_court_with_windows(world, Offered(weekdays=()))
    a_trial(world, Trial(no_windows))
    witness = a_witness(world, side=Side.PROSECUTION)
    with world.session(witness.caseworker) as session:
        assert find_times(session, witness.id, now=NOW).why_not == (WhyNot.NO_WINDOWS,)
    a_trial(world, Trial(no_windows, on=date(2026, 9, 15), published_after=timedelta(hours=1)))
    with world.session(witness.caseworker) as session:
        assert find_times(session, witness.id, now=NOW).why_not == (WhyNot.HEARING_TOO_SOON,)


def test_all_places_taken_reads_the_same_whoever_took_them(world: World, both_sides: Both) -> None:
    witness, _ = both_sides
    with world.owner() as owner:
        owner.execute(text("UPDATE slot SET taken = capacity"))
        owner.commit()
    with world.session(witness.caseworker) as session:
        assert find_times(session, witness.id, now=NOW).why_not == (WhyNot.NONE_LEFT,)


def test_the_padded_range_uses_the_courts_own_gap(world: World) -> None:
    court_id = a_court_with_windows(world, details=CourtDetails(visit_gap_minutes=45))
    a_trial(world, Trial(court_id, on=in_six_weeks()))
    witness = a_witness(world, side=Side.PROSECUTION)
    visit_id = a_visit(world, witness)
    with world.session(witness.caseworker) as session:
        visit = session.get_one(Visit, visit_id)
        assert visit.padded.upper == visit.ends_at + timedelta(minutes=45)
        assert visit.lasts.upper == visit.ends_at
        assert session.get_one(Court, court_id).visit_gap_minutes == 45
