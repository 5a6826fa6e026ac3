import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from casework.handovers.actions import (
    answer_handover,
    look_at_handovers,
    offer_handover,
    take_back_for_hearing,
    take_back_handover,
    take_in_handover_answers,
)
from casework.handovers.models import Handover, HandoverField
from casework.handovers.queries import (
    HandoverSummary,
    handover_in_sight,
    handovers_of,
    receivers_to_ring,
)
from casework.handovers.rules import (
    AlreadyOffered,
    AnsweredAlready,
    AnswerKind,
    Day,
    DayMissing,
    DayNotOfHearing,
    HandoverKind,
    HandoverNotFound,
    HandoverRefused,
    HandoverState,
    HearingChanged,
    NothingConsentedTo,
    Pack,
    PackField,
    WordsMissing,
    WrongDay,
    answer_due_at,
    check_answer,
    check_day,
    check_pack,
    lapses_at,
)
from casework.tasks.actions import finish_task
from casework.tasks.models import Task
from courts.hearings.rules import Certainty, Listing
from courts.london_time import end_of_london_day, london_day, spoken_day
from courts.register.models import Court
from ethical_walls.accounts.service import link_viewer
from ethical_walls.viewers import Viewer
from tests.builders.casework import Case, MadeWitness, Side, a_published_trial, a_witness
from tests.builders.outcomes import a_victim_after_sentence
from tests.moment import NOW
from tests.world import World
from witness_app.perform import perform

TRIAL_ON = date(2026, 10, 8)
AGREED = {PackField.NAME: "Ada Yeo", PackField.ACCESS_NEEDS: "Step-free way in and seating"}
SCHEME = Pack(
    uuid.UUID("4a4b5f3a-9a6b-4a73-8a9d-0a8f2f9f2b55"),
    HandoverKind.VICTIM_CONTACT_SCHEME,
    "London probation",
    AGREED,
)


def day(hearing_id: uuid.UUID, court_id: uuid.UUID) -> Day:
    return Day(court_id, TRIAL_ON, hearing_id, 1)


@pytest.fixture
def made(world: World) -> MadeWitness:
    return a_witness(world, side=Side.DEFENCE)


@pytest.fixture
def victim(world: World, made: MadeWitness) -> MadeWitness:
    a_victim_after_sentence(world, made)
    return made


@pytest.fixture
def for_the_day(world: World, made: MadeWitness) -> Pack:
    hearing_id = a_published_trial(world, Case(), TRIAL_ON)
    with world.session(made.caseworker) as session:
        court_id = session.scalars(select(Court.id).limit(1)).one()
    return Pack(
        uuid.uuid4(),
        HandoverKind.IN_COURT_SERVICE,
        "Witness Service",
        AGREED,
        day(hearing_id, court_id),
    )


def offered(world: World, made: MadeWitness, pack: Pack) -> uuid.UUID:
    with world.session(made.caseworker) as session:
        return perform(session, offer_handover, made.id, pack, now=NOW).id


def receiver(handover_id: uuid.UUID) -> Viewer:
    return link_viewer(handover_id)


def seen_by(world: World, viewer: Viewer, handover_id: uuid.UUID) -> HandoverSummary:
    with world.session(viewer) as session:
        return handover_in_sight(session, handover_id)


def answered(world: World, made: MadeWitness, handover_id: uuid.UUID, kind: AnswerKind) -> None:
    with world.session(receiver(handover_id)) as session:
        said = (uuid.uuid4(), kind)
        perform(session, answer_handover, said, ("Lou Marsh", "Which entrance?"), now=NOW)
    with world.job(made.compartment_id) as session:
        perform(session, take_in_handover_answers, now=NOW)


@pytest.mark.parametrize(
    ("pack", "refused"),
    [
        (replace(SCHEME, fields={}), NothingConsentedTo),
        (replace(SCHEME, kind=HandoverKind.IN_COURT_SERVICE), DayMissing),
    ],
)
def test_a_pack_that_cannot_be_offered_is_refused(
    pack: Pack, refused: type[HandoverRefused]
) -> None:
    with pytest.raises(refused):
        check_pack(pack)


@pytest.mark.parametrize("kind", [AnswerKind.QUERIED, AnswerKind.REFUSED])
def test_a_query_and_a_refusal_say_something(kind: AnswerKind) -> None:
    with pytest.raises(WordsMissing):
        check_answer(kind, " ")


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 10, 8), "2026-10-07T14:00:00+00:00"),
        (date(2026, 10, 12), "2026-10-09T14:00:00+00:00"),
        (date(2026, 12, 29), "2026-12-24T15:00:00+00:00"),
        (date(2026, 9, 14), "2026-09-14T08:00:00+00:00"),
    ],
)
def test_an_answer_for_the_day_is_due_at_three_on_the_working_day_before(
    on: date, due: str
) -> None:
    pack = replace(SCHEME, day=Day(uuid.uuid4(), on, uuid.uuid4(), 1))
    assert answer_due_at(pack, NOW) == datetime.fromisoformat(due)


FIXTURE = Listing(uuid.uuid4(), Certainty.FIXTURE, TRIAL_ON, NOW)
WARNED = replace(FIXTURE, certainty=Certainty.WARNED_LIST, ends_on=date(2026, 10, 16))


@pytest.mark.parametrize(
    ("listing", "on", "why"),
    [
        (FIXTURE, TRIAL_ON, None),
        (FIXTURE, date(2026, 10, 14), None),
        (FIXTURE, date(2026, 12, 31), None),
        (FIXTURE, date(2027, 1, 4), WrongDay.AFTER_IT_ENDS),
        (FIXTURE, date(2026, 10, 7), WrongDay.BEFORE_IT_BEGINS),
        (FIXTURE, date(2026, 10, 10), WrongDay.NOT_SAT_ON),
        (FIXTURE, date(2026, 12, 25), WrongDay.NOT_SAT_ON),
        (replace(FIXTURE, starts_on=date(2026, 9, 7)), date(2026, 9, 11), WrongDay.PAST),
        (replace(FIXTURE, starts_on=date(2026, 9, 7)), NOW.date(), None),
        (WARNED, date(2026, 10, 16), None),
        (WARNED, date(2026, 10, 19), WrongDay.AFTER_IT_ENDS),
        (FIXTURE, date(2035, 1, 2), WrongDay.AFTER_IT_ENDS),
    ],
)
def test_a_day_is_handed_over_where_the_hearing_may_be_heard_on_it(
    listing: Listing, on: date, why: WrongDay | None
) -> None:
    if why is None:
        check_day(listing, on, NOW.date())
        return
    with pytest.raises(DayNotOfHearing) as refused:
        check_day(listing, on, NOW.date())
    assert refused.value.why is why


def test_a_day_chosen_before_the_court_moved_the_hearing_is_refused(
    world: World, made: MadeWitness, for_the_day: Pack
) -> None:
    assert for_the_day.day is not None
    a_published_trial(world, Case(), date(2026, 11, 9))
    with pytest.raises(HearingChanged):
        offered(world, made, for_the_day)
    moved = replace(for_the_day.day, on=date(2026, 11, 10), hearing_version=2)
    assert offered(world, made, replace(for_the_day, day=moved))


def test_a_call_about_a_day_is_to_be_made_within_the_hour(
    world: World, made: MadeWitness, for_the_day: Pack
) -> None:
    offered(world, made, for_the_day)
    at_three = answer_due_at(for_the_day, NOW)
    with world.job(made.compartment_id) as session:
        perform(session, look_at_handovers, now=at_three)
        ring = session.scalars(select(Task).where(Task.title.startswith("Ring"))).one()
        assert ring.due_at == at_three + timedelta(hours=1)


def test_the_receiver_sees_no_name_before_accepting_and_what_was_agreed_after(
    world: World, made: MadeWitness, for_the_day: Pack
) -> None:
    handover_id = offered(world, made, for_the_day)
    masked = seen_by(world, receiver(handover_id), handover_id)
    assert (masked.day_on, masked.fields) == (TRIAL_ON, ())
    answered(world, made, handover_id, AnswerKind.ACCEPTED)
    opened = seen_by(world, receiver(handover_id), handover_id)
    assert opened.state is HandoverState.ACCEPTED
    assert dict(opened.fields) == AGREED


def test_the_same_form_twice_is_one_handover_and_a_second_one_is_refused(
    world: World, made: MadeWitness, for_the_day: Pack
) -> None:
    assert offered(world, made, for_the_day) == offered(world, made, for_the_day)
    with pytest.raises(AlreadyOffered):
        offered(world, made, replace(for_the_day, request_id=uuid.uuid4()))


@pytest.mark.parametrize(
    "answer",
    [
        (AnswerKind.QUERIED, HandoverState.QUERIED, "Witness Service asks: read the answer"),
        (AnswerKind.REFUSED, HandoverState.REFUSED, "Witness Service cannot take them: read"),
    ],
    ids=["queried", "refused"],
)
def test_a_query_and_a_refusal_reach_the_caseworker_and_open_nothing(
    world: World,
    made: MadeWitness,
    for_the_day: Pack,
    answer: tuple[AnswerKind, HandoverState, str],
) -> None:
    kind, state, title = answer
    handover_id = offered(world, made, for_the_day)
    answered(world, made, handover_id, kind)
    assert seen_by(world, receiver(handover_id), handover_id).fields == ()
    with world.session(made.caseworker) as session:
        (kept,) = handovers_of(session, made.id)
        assert kept.state is state
        assert any(t.startswith(title) for t in session.scalars(select(Task.title)))


def test_unaccepted_at_three_it_becomes_a_call_and_the_agreed_minimum_opens(
    world: World, made: MadeWitness, for_the_day: Pack
) -> None:
    handover_id = offered(world, made, for_the_day)
    at = answer_due_at(for_the_day, NOW)
    with world.job(made.compartment_id) as session:
        perform(session, look_at_handovers, now=at - timedelta(minutes=1))
        perform(session, look_at_handovers, now=at)
        perform(session, look_at_handovers, now=at)
        titles = [t for t in session.scalars(select(Task.title)) if t.startswith("Ring")]
    assert titles == ["Ring Witness Service: the handover is not accepted yet"]
    assert dict(seen_by(world, receiver(handover_id), handover_id).fields) == AGREED


def test_what_nobody_answered_lapses_and_closes(world: World, victim: MadeWitness) -> None:
    made = victim
    handover_id = offered(world, made, SCHEME)
    with world.job(made.compartment_id) as session:
        perform(session, look_at_handovers, now=lapses_at(SCHEME, NOW))
    assert seen_by(world, receiver(handover_id), handover_id).state is HandoverState.LAPSED
    with world.session(receiver(handover_id)) as session, pytest.raises(AnsweredAlready):
        answer_handover(session, (uuid.uuid4(), AnswerKind.ACCEPTED), ("Lou", ""), now=NOW)


def test_when_the_day_moves_nothing_of_it_stays_handed_over(
    world: World, made: MadeWitness, for_the_day: Pack
) -> None:
    handover_id = offered(world, made, for_the_day)
    answered(world, made, handover_id, AnswerKind.ACCEPTED)
    hearing_id = for_the_day.day.hearing_id if for_the_day.day else uuid.uuid4()
    with world.job(made.compartment_id) as session:
        perform(session, take_back_for_hearing, hearing_id, 2, now=NOW)
        perform(session, take_back_for_hearing, hearing_id, 3, now=NOW)
    after = seen_by(world, receiver(handover_id), handover_id)
    assert (after.state, after.fields) == (HandoverState.TAKEN_BACK, ())
    with world.job(made.compartment_id) as session:
        (ring,) = session.scalars(select(Task).where(Task.title.startswith("Ring"))).all()
        assert for_the_day.day is not None
        assert ring.title == f"Ring Witness Service: {spoken_day(for_the_day.day.on)} is off"
        assert ring.due_at == end_of_london_day(london_day(NOW))
        (waits,) = receivers_to_ring(session, made.compartment_id, hearing_id)
        assert waits.id == handover_id
        assert receivers_to_ring(session, made.compartment_id, uuid.uuid4()) == []
        perform(session, finish_task, ring.id, now=NOW)
        assert receivers_to_ring(session, made.compartment_id, hearing_id) == []


def test_a_receiver_to_whom_the_minimum_was_opened_is_rung_and_one_who_saw_nothing_is_not(
    world: World, made: MadeWitness, for_the_day: Pack
) -> None:
    handover_id = offered(world, made, for_the_day)
    hearing_id = for_the_day.day.hearing_id if for_the_day.day else uuid.uuid4()
    with world.job(made.compartment_id) as session:
        perform(session, take_back_for_hearing, hearing_id, 2, now=NOW)
        assert receivers_to_ring(session, made.compartment_id, hearing_id) == []
    again = offered(world, made, replace(for_the_day, request_id=uuid.uuid4()))
    with world.job(made.compartment_id) as session:
        perform(session, look_at_handovers, now=answer_due_at(for_the_day, NOW))
        perform(session, take_back_for_hearing, hearing_id, 2, now=NOW)
        assert [h.id for h in receivers_to_ring(session, made.compartment_id, hearing_id)] == [
            again
        ]
    assert handover_id != again


def test_a_link_meets_its_own_handover_alone(
    world: World, made: MadeWitness, for_the_day: Pack
) -> None:
    own = offered(world, made, for_the_day)
    a_victim_after_sentence(world, made)
    other = offered(world, made, SCHEME)
    with world.session(made.caseworker) as session:
        perform(session, take_back_handover, other, now=NOW)
    with world.session(receiver(own)) as session:
        assert session.scalars(select(Handover.id)).all() == [own]
        assert session.scalars(select(HandoverField.id)).all() == []
        with pytest.raises(HandoverNotFound):
            handover_in_sight(session, other)
