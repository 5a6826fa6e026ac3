"""Somebody tells each date, and only one does: the unit or firm, or the caseworker."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from casework.partners.queries import referred_by_my_organisation
from casework.reported_hearings.actions import report_hearing
from casework.reported_hearings.clashes import answer_clash
from casework.reported_hearings.queries import clashes_of
from casework.reported_hearings.rules import NoSuchClash, Report, Right
from casework.statements.queries import live_steps
from casework.statements.rules import StatementStep
from casework.tasks.models import Task
from casework.tasks.queries import open_tasks
from casework.tellings.actions import choose_teller, note_told, say_seen, say_told
from casework.tellings.queries import DateOwed, dates_owed
from casework.tellings.rules import NoPartnerToTell, NotYoursToTell, Teller
from casework.witnesses.queries import witness_of
from casework.witnesses.rules import WitnessRole
from courts.hearings.actions import Vacating, vacate_hearing
from courts.hearings.models import Hearing
from courts.hearings.rules import Certainty, HearingKind, VacatedReason
from courts.london_time import end_of_london_day, london_day
from courts.register.models import Court
from ethical_walls.viewers import Viewer
from notifications.messages.models import Message
from notifications.messages.rules import MessageKey, MessageState
from tests.builders.casework import (
    Case,
    MadeWitness,
    Person,
    Side,
    a_published_trial,
    a_referred_witness,
    a_witness_to_contact,
)
from tests.moment import NOW
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

TRIAL_ON, LATER = date(2026, 11, 9), date(2026, 11, 23)
CASE = Case()


def a_partner(world: World, side: Side) -> Viewer:
    makers = {Side.PROSECUTION: world.a_unit_officer, Side.DEFENCE: world.a_solicitor}
    return makers[side]()


def run_jobs(world: World, *, days: int = 0) -> None:
    tick(Means(world.database, {}, FixedClock(NOW + timedelta(days=days, hours=12))))


def owed(world: World, viewer: Viewer) -> list[DateOwed]:
    with world.session(viewer) as session:
        return dates_owed(session)


def titles(world: World, made: MadeWitness) -> list[str]:
    with world.job(made.compartment_id) as session:
        return list(session.scalars(select(Task.title).order_by(Task.title)))


def hearing_messages(world: World, made: MadeWitness) -> list[tuple[MessageKey, MessageState]]:
    about = {MessageKey.HEARING_LISTED, MessageKey.HEARING_MOVED, MessageKey.HEARING_VACATED}
    with world.job(made.compartment_id) as session:
        found = session.scalars(select(Message).where(Message.key.in_(about)))
        return sorted((message.key, message.state) for message in found)


@pytest.mark.parametrize("side", Side)
def test_a_date_is_the_partners_to_tell_and_no_message_of_ours_tells_it_too(
    world: World, side: Side
) -> None:
    partner = a_partner(world, side)
    made = a_referred_witness(world, side=side, typed_by=partner)
    a_published_trial(world, CASE, TRIAL_ON)
    run_jobs(world)
    (date_owed,) = owed(world, partner)
    assert (date_owed.teller, date_owed.told_at) == (Teller.PARTNER, None)
    assert date_owed.due_at == end_of_london_day(date(2026, 9, 15))
    assert hearing_messages(world, made) == []
    with world.session(partner) as session:
        perform(session, say_told, date_owed.id, now=NOW)
        perform(session, say_told, date_owed.id, now=NOW)
        perform(session, say_seen, [date_owed.id, uuid4()], now=NOW)
    (told,) = owed(world, partner)
    assert (told.told_at, told.told_by, told.is_seen) == (NOW, partner.account_id, True)
    run_jobs(world, days=3)
    assert not [title for title in titles(world, made) if "were told" in title]
    assert owed(world, partner) == [told]


def test_a_date_that_moves_shows_what_they_know_and_one_moved_back_is_told_already(
    world: World,
) -> None:
    partner = world.a_unit_officer()
    a_referred_witness(world, side=Side.PROSECUTION, typed_by=partner)
    a_published_trial(world, CASE, TRIAL_ON)
    run_jobs(world)
    (first,) = owed(world, partner)
    with world.session(partner) as session:
        perform(session, say_told, first.id, now=NOW)
    run_jobs(world)
    a_published_trial(world, CASE, LATER)
    run_jobs(world)
    (moved,) = owed(world, partner)
    assert (moved.words_before, moved.told_at) == (first.words, None)
    assert "23 November" in moved.words
    with world.session(partner) as session, pytest.raises(NotYoursToTell):
        perform(session, say_told, first.id, now=NOW)
    a_published_trial(world, CASE, TRIAL_ON)
    run_jobs(world)
    (back,) = owed(world, partner)
    assert (back.words, back.told_at) == (first.words, NOW)


def test_a_unit_that_says_nothing_by_the_limit_is_asked_by_the_caseworker(world: World) -> None:
    partner = world.a_unit_officer()
    made = a_referred_witness(world, side=Side.PROSECUTION, typed_by=partner)
    a_published_trial(world, CASE, TRIAL_ON)
    run_jobs(world)
    run_jobs(world, days=2)
    (title,) = [title for title in titles(world, made) if "were told" in title]
    assert title.startswith("Ask whether they were told: Monday 9 November 2026")


def test_a_witness_without_unit_or_firm_is_told_by_us_as_ever(world: World) -> None:
    made = a_witness_to_contact(world, side=Side.PROSECUTION)
    a_published_trial(world, CASE, TRIAL_ON)
    run_jobs(world)
    (mine,) = owed(world, made.caseworker)
    assert mine.teller is Teller.CASEWORKER
    assert [key for key, _ in hearing_messages(world, made)] == [MessageKey.HEARING_LISTED]
    with world.session(made.caseworker) as session:
        with pytest.raises(NoPartnerToTell):
            perform(session, choose_teller, made.id, Teller.PARTNER, now=NOW)
        perform(session, note_told, mine.id, now=NOW)
    assert owed(world, made.caseworker)[0].told_by == made.caseworker.account_id


def test_whom_the_witness_chooses_tells_what_is_not_told_yet(world: World) -> None:
    partner = world.a_solicitor()
    made = a_referred_witness(world, side=Side.DEFENCE, typed_by=partner)
    caseworker = world.a_caseworker()
    world.clear(caseworker, made.compartment_id)
    a_published_trial(world, CASE, TRIAL_ON)
    run_jobs(world)
    with world.session(caseworker) as session:
        perform(session, choose_teller, made.id, Teller.CASEWORKER, now=NOW)
    (ours,) = owed(world, partner)
    assert ours.teller is Teller.CASEWORKER
    with world.session(partner) as session, pytest.raises(NotYoursToTell):
        perform(session, say_told, ours.id, now=NOW)
    assert [key for key, _ in hearing_messages(world, made)] == [MessageKey.HEARING_LISTED]
    with world.session(caseworker) as session:
        perform(session, choose_teller, made.id, Teller.PARTNER, now=NOW)
    waiting = [state for _, state in hearing_messages(world, made)]
    assert MessageState.PENDING not in waiting
    assert owed(world, partner)[0].teller is Teller.PARTNER


def report(
    world: World,
    partner: Viewer,
    on: date,
    kind: HearingKind = HearingKind.TRIAL,
    moves: UUID | None = None,
) -> None:
    with world.session(partner) as session:
        court_id: UUID = session.scalars(select(Court.id).limit(1)).one()
        (record,) = referred_by_my_organisation(session)
        says = Report(uuid4(), court_id, kind, Certainty.FIXTURE, on, moves_id=moves)
        perform(session, report_hearing, record.id, says, now=NOW)
        perform(session, report_hearing, record.id, says, now=NOW)
    run_jobs(world)


@pytest.mark.parametrize("side", Side)
def test_a_reported_date_is_owed_once_clashes_with_another_and_is_settled_by_its_own(
    world: World, side: Side
) -> None:
    partner = a_partner(world, side)
    made = a_referred_witness(world, side=side, typed_by=partner)
    a_published_trial(world, Case("01AB7654321", "Noel Park"), TRIAL_ON)
    report(world, partner, LATER)
    (reported,) = owed(world, partner)
    assert reported.teller is Teller.PARTNER
    (new,) = [title for title in titles(world, made) if "reports a new date" in title]
    assert "Monday 23 November 2026" in new
    a_published_trial(world, CASE, TRIAL_ON)
    run_jobs(world)
    assert len([title for title in titles(world, made) if "differ" in title]) == 1
    (published,) = owed(world, partner)
    assert published.words_before == reported.words
    a_published_trial(world, CASE, LATER)
    run_jobs(world)
    assert len([title for title in titles(world, made) if "differ" in title]) == 1
    report(world, partner, LATER)
    assert len([title for title in titles(world, made) if "reports a new date" in title]) == 1


@pytest.mark.parametrize("side", Side)
def test_another_hearing_of_the_kind_is_owed_too_and_one_that_moves_takes_its_own_place_alone(
    world: World, side: Side
) -> None:
    partner = a_partner(world, side)
    a_referred_witness(world, side=side, typed_by=partner)
    a_published_trial(world, Case("01AB7654321", "Noel Park"), TRIAL_ON)
    other = HearingKind.OTHER
    first, second, moved_to = (date(2026, 10, day) for day in (5, 20, 30))
    report(world, partner, first, other)
    report(world, partner, second, other)
    by_day = {one.starts_on: one for one in owed(world, partner)}
    assert set(by_day) == {first, second}
    report(world, partner, moved_to, other, by_day[first].about_id)
    by_day = {one.starts_on: one for one in owed(world, partner)}
    assert set(by_day) == {second, moved_to}
    assert "5 October" in by_day[moved_to].words_before


def open_titles(world: World, made: MadeWitness) -> list[str]:
    with world.job(made.compartment_id) as session:
        return [task.title for task in open_tasks(session, [made.id])]


VICTIM = Person(role=WitnessRole.COMPLAINANT)


def differing(
    world: World, side: Side, person: Person | None = None
) -> tuple[Viewer, Viewer, MadeWitness]:
    """A trial published for one day and reported for another; the partner, and a caseworker."""
    partner, caseworker = a_partner(world, side), world.a_caseworker("Cara Moss")
    made = a_referred_witness(world, side=side, typed_by=partner, person=person)
    world.clear(caseworker, made.compartment_id)
    a_published_trial(world, CASE, TRIAL_ON)
    run_jobs(world)
    report(world, partner, LATER)
    return partner, caseworker, made


def answer(world: World, caseworker: Viewer, made: MadeWitness, right: Right) -> None:
    with world.session(caseworker) as session:
        (clash,) = clashes_of(session, witness_of(session, made.id), NOW.date())
        perform(session, answer_clash, clash.id, clash.against, right, now=NOW)
        with pytest.raises(NoSuchClash):
            perform(session, answer_clash, clash.id, clash.against, right, now=NOW)


def days_owed(world: World, viewer: Viewer) -> list[date]:
    return [one.starts_on for one in owed(world, viewer)]


@pytest.mark.parametrize("side", Side)
def test_while_two_dates_differ_the_published_one_alone_is_owed(world: World, side: Side) -> None:
    partner, _caseworker, made = differing(world, side)
    assert days_owed(world, partner) == [TRIAL_ON]
    assert [title for title in open_titles(world, made) if "differ" in title]
    assert not [title for title in open_titles(world, made) if "reports a new date" in title]


@pytest.mark.parametrize(("right", "day"), [(Right.PUBLISHED, TRIAL_ON), (Right.REPORTED, LATER)])
def test_once_somebody_says_which_is_right_that_one_is_owed_and_nothing_more_is_asked(
    world: World, right: Right, day: date
) -> None:
    partner, caseworker, made = differing(world, Side.PROSECUTION)
    answer(world, caseworker, made, right)
    assert days_owed(world, partner) == [day]
    assert not [title for title in open_titles(world, made) if "differ" in title]
    run_jobs(world, days=1)
    assert days_owed(world, partner) == [day]
    assert not [title for title in open_titles(world, made) if "differ" in title]


def test_what_the_court_publishes_after_an_answer_drives_and_asks_anew(world: World) -> None:
    partner, caseworker, made = differing(world, Side.DEFENCE)
    answer(world, caseworker, made, Right.REPORTED)
    later_still = date(2026, 11, 30)
    a_published_trial(world, CASE, later_still)
    run_jobs(world)
    assert days_owed(world, partner) == [later_still]
    answer(world, caseworker, made, Right.REPORTED)
    assert days_owed(world, partner) == [LATER]


def test_a_held_date_is_owed_when_the_published_one_is_taken_out_of_the_list(world: World) -> None:
    partner, _caseworker, _made = differing(world, Side.PROSECUTION)
    operator = world.a_list_operator("Ola Berg")
    with world.session(operator) as session:
        hearing_id = session.scalars(select(Hearing.id)).one()
        vacating = Vacating(next(iter(VacatedReason)), NOW.date())
        perform(
            session, vacate_hearing, hearing_id, vacating, version=1, now=NOW + timedelta(hours=1)
        )
    run_jobs(world)
    words = {one.words.split(":")[0]: one.starts_on for one in owed(world, partner)}
    assert LATER in words.values()
    assert words["Taken out of the list"] == TRIAL_ON


def review_due_on(world: World, made: MadeWitness) -> date | None:
    with world.job(made.compartment_id) as session:
        steps = {step.step: step for step in live_steps(session, made.id)}
        due_at = steps[StatementStep.REVIEW].due_at
        return london_day(due_at) if due_at else None


@pytest.mark.parametrize("side", Side)
def test_a_complainants_steps_follow_a_reported_date_until_the_court_publishes_one(
    world: World, side: Side
) -> None:
    partner = a_partner(world, side)
    made = a_referred_witness(world, side=side, typed_by=partner, person=VICTIM)
    a_published_trial(world, Case("01AB7654321", "Noel Park"), TRIAL_ON)
    report(world, partner, TRIAL_ON)
    assert review_due_on(world, made) == date(2026, 11, 2)
    a_published_trial(world, CASE, LATER)
    run_jobs(world)
    assert review_due_on(world, made) == date(2026, 11, 16)


def test_a_complainants_steps_follow_whichever_of_two_dates_is_found_right(world: World) -> None:
    _partner, caseworker, made = differing(world, Side.PROSECUTION, VICTIM)
    assert review_due_on(world, made) == date(2026, 11, 2)
    answer(world, caseworker, made, Right.REPORTED)
    assert review_due_on(world, made) == date(2026, 11, 16)
