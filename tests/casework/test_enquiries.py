"""Asking the desks: what each learns, who may ask and answer, and where the answer stands."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from casework.enquiries.actions import ask_case_progression, send_concern, take_in_answers
from casework.enquiries.models import Enquiry
from casework.enquiries.queries import enquiries_of
from casework.enquiries.rules import (
    Agency,
    Authority,
    CaseHasNoNumber,
    EnquiryAnswer,
    StageToAsk,
    Suggestion,
    Wanted,
)
from casework.referrals.models import Referral
from casework.tasks.queries import open_tasks
from casework.witnesses.rules import WitnessNotFound
from ethical_walls.accounts.models import Role
from ethical_walls.enquiries.actions import (
    EnquiryAtDesk,
    EnquiryToSend,
    answer_enquiry,
    desks_of,
    enquiries_for_desk,
    enquiry_news,
    note_chased,
    say_taken_in,
    send_enquiry,
)
from ethical_walls.enquiries.models import Desk
from ethical_walls.viewers import Viewer
from tests.builders.accounts import an_account
from tests.builders.casework import MadeWitness, Person, Side, a_witness
from tests.builders.courts import CourtDetails
from tests.builders.enquiries import a_concern, ask_desk, somebody_at
from tests.builders.scheduling import Trial, a_court_with_windows, a_trial, times_for
from tests.moment import NOW
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform
from witness_app.separation import separation_facts

EVERY_DESK = pytest.mark.parametrize("desk", Desk)
ANSWERS = {
    Desk.SAFEGUARDING: EnquiryAnswer("The ward knows", Authority.HEALTH, NOW),
    Desk.CASE_PROGRESSION: EnquiryAnswer("Put off once", stage_on=date(2026, 11, 2)),
    Desk.SEPARATION: EnquiryAnswer(suggestion=Suggestion.BY_VIDEO),
}


@pytest.fixture
def means(world: World, clock: FixedClock) -> Means:
    return Means(world.database, {}, clock)


@pytest.fixture
def mine(world: World) -> MadeWitness:
    return a_witness(world, side=Side.PROSECUTION, caseworker=world.a_caseworker("Asha Rowe"))


@pytest.fixture
def theirs(world: World) -> MadeWitness:
    return a_witness(world, side=Side.DEFENCE, caseworker=world.a_caseworker("Ben Ito"))


def ask(world: World, witness: MadeWitness, desk: Desk) -> None:
    with world.session(witness.caseworker) as session:
        ask_desk(session, witness.id, desk, now=NOW)


def at_desk(world: World, viewer: Viewer, desk: Desk) -> list[EnquiryAtDesk]:
    with world.session(viewer) as session:
        return enquiries_for_desk(session, desk, NOW - timedelta(days=14))


def answered(world: World, viewer: Viewer, enquiry_id: UUID, answer: EnquiryAnswer) -> object:
    with world.session(viewer) as session:
        return perform(session, answer_enquiry, enquiry_id, answer.facts(), now=NOW)


def seen_by(world: World, viewer: Viewer) -> list[Enquiry]:
    with world.session(viewer) as session:
        return list(session.scalars(select(Enquiry)))


@EVERY_DESK
def test_a_desk_is_told_what_it_needs_and_no_name_side_or_witness(
    world: World, mine: MadeWitness, theirs: MadeWitness, desk: Desk
) -> None:
    ask(world, mine, desk)
    ask(world, theirs, desk)
    found = at_desk(world, somebody_at(world, desk), desk)
    assert len(found) == 2
    known = {str(one) for made in (mine, theirs) for one in (made.id, made.compartment_id)}
    said = " ".join(str(one.asked) + str(one.id) for one in found)
    assert not [one for one in (*known, "Ada", "prosecution", "defen") if one in said]
    writers = {mine.caseworker.account_id, theirs.caseworker.account_id}
    assert {one.asked_by for one in found} == (writers if desk is Desk.SAFEGUARDING else {None})


@EVERY_DESK
def test_an_answer_comes_back_to_whoever_asked_with_a_task_and_to_nobody_else(
    world: World, means: Means, mine: MadeWitness, theirs: MadeWitness, desk: Desk
) -> None:
    ask(world, mine, desk)
    ask(world, theirs, desk)
    colleague = somebody_at(world, desk)
    wanted = seen_by(world, mine.caseworker)[0].sent_id
    assert answered(world, colleague, wanted, ANSWERS[desk])
    tick(means)
    with world.session(mine.caseworker) as session:
        (one,) = enquiries_of(session, mine.id)
        assert (one.answered_at, one.answered_by) == (NOW, colleague.account_id)
        assert one.answer_words == ANSWERS[desk].words
        assert (one.authority, one.stage_on) == (ANSWERS[desk].authority, ANSWERS[desk].stage_on)
        titles = [task.title for task in open_tasks(session, [mine.id])]
        assert [t for t in titles if "answered: read it" in t]
    (other,) = seen_by(world, theirs.caseworker)
    assert other.answered_at is None
    with world.session(theirs.caseworker) as session:
        assert not [t for t in open_tasks(session, [theirs.id]) if "answered" in t.title]


def test_the_words_leave_the_desk_once_the_answer_is_taken_in(
    world: World, means: Means, mine: MadeWitness
) -> None:
    ask(world, mine, Desk.SAFEGUARDING)
    lead = somebody_at(world, Desk.SAFEGUARDING)
    (one,) = at_desk(world, lead, Desk.SAFEGUARDING)
    assert one.asked["words"] == "Please ring after four"
    answered(world, lead, one.id, ANSWERS[Desk.SAFEGUARDING])
    tick(means)
    (one,) = at_desk(world, lead, Desk.SAFEGUARDING)
    assert one.answer is not None
    assert "words" not in one.asked
    assert "words" not in one.answer
    assert one.answer["authority"] == "health"


@EVERY_DESK
def test_an_enquiry_is_answered_once(
    world: World, means: Means, mine: MadeWitness, desk: Desk
) -> None:
    ask(world, mine, desk)
    colleague = somebody_at(world, desk)
    (one,) = at_desk(world, colleague, desk)
    assert answered(world, colleague, one.id, ANSWERS[desk])
    assert not answered(world, colleague, one.id, EnquiryAnswer("Another"))
    tick(means)
    tick(means)
    assert seen_by(world, mine.caseworker)[0].answer_words == ANSWERS[desk].words
    with world.session(mine.caseworker) as session:
        assert len([t for t in open_tasks(session, [mine.id]) if "answered" in t.title]) == 1


@EVERY_DESK
def test_no_desk_reads_or_answers_what_is_anothers(
    world: World, mine: MadeWitness, desk: Desk
) -> None:
    ask(world, mine, desk)
    sent_id = seen_by(world, mine.caseworker)[0].sent_id
    for other in set(Desk) - {desk}:
        colleague = somebody_at(world, other)
        with pytest.raises(ProgrammingError, match="not allowed"):
            at_desk(world, colleague, desk)
        assert at_desk(world, colleague, other) == []
        assert not answered(world, colleague, sent_id, ANSWERS[desk])
        with world.session(colleague) as session:
            assert not perform(session, note_chased, sent_id, Agency.CPS, NOW, now=NOW)
    assert len(at_desk(world, somebody_at(world, desk), desk)) == 1


@pytest.mark.parametrize(
    "role",
    sorted(
        set(Role) - {Role.SAFEGUARDING_LEAD, Role.CASE_PROGRESSION_OFFICER, Role.SEPARATION_DESK}
    ),
)
def test_whoever_answers_at_no_desk_is_refused(world: World, mine: MadeWitness, role: Role) -> None:
    ask(world, mine, Desk.CASE_PROGRESSION)
    sent_id = seen_by(world, mine.caseworker)[0].sent_id
    with world.owner() as owner:
        somebody = an_account(owner, role, name="Somebody Else")
    for desk in Desk:
        with pytest.raises(ProgrammingError, match="not allowed"):
            at_desk(world, somebody, desk)
    for one in (sent_id, uuid4()):
        with pytest.raises(ProgrammingError, match="not allowed"):
            answered(world, somebody, one, EnquiryAnswer())
        with (
            world.session(somebody) as session,
            pytest.raises(ProgrammingError, match="not allowed"),
        ):
            note_chased(session, one, "cps", NOW, now=NOW)


def test_a_desk_that_is_none_is_nobodys(world: World) -> None:
    with (
        world.session(somebody_at(world, Desk.SEPARATION)) as session,
        pytest.raises(ProgrammingError, match="not allowed"),
    ):
        session.execute(text("SELECT * FROM wall.enquiries_for_desk('anything', now())"))


@EVERY_DESK
def test_nobody_sends_for_a_compartment_that_is_not_theirs(
    world: World, mine: MadeWitness, theirs: MadeWitness, desk: Desk
) -> None:
    with world.session(theirs.caseworker) as session, pytest.raises(WitnessNotFound):
        send_concern(session, mine.id, a_concern(), now=NOW)
    sending = EnquiryToSend(uuid4(), desk, mine.compartment_id, {}, NOW)
    officer = world.a_unit_officer()
    world.clear(officer, mine.compartment_id)
    for somebody in (theirs.caseworker, somebody_at(world, desk), officer):
        with (
            world.session(somebody) as session,
            pytest.raises(ProgrammingError, match="not allowed"),
        ):
            send_enquiry(session, sending, now=NOW)
    with world.job(mine.compartment_id) as session, pytest.raises(ProgrammingError):
        send_enquiry(session, sending, now=NOW)


@EVERY_DESK
def test_the_job_of_another_compartment_takes_nothing_in(
    world: World, mine: MadeWitness, theirs: MadeWitness, desk: Desk
) -> None:
    ask(world, mine, desk)
    (one,) = at_desk(world, somebody_at(world, desk), desk)
    answered(world, somebody_at(world, desk), one.id, ANSWERS[desk])
    with world.job(theirs.compartment_id) as session:
        assert enquiry_news(session) == []
        assert take_in_answers(session, now=NOW) == []
        say_taken_in(session, one.id, now=NOW)
        session.commit()
    with world.job(mine.compartment_id) as session:
        assert [news.id for news in enquiry_news(session)] == [one.id]
    for viewer in (mine.caseworker, somebody_at(world, desk)):
        with world.session(viewer) as session, pytest.raises(ProgrammingError):
            enquiry_news(session)
        with world.session(viewer) as session, pytest.raises(ProgrammingError):
            say_taken_in(session, one.id, now=NOW)


def test_what_was_taken_in_is_no_news_and_is_not_taken_in_again(
    world: World, means: Means, mine: MadeWitness
) -> None:
    ask(world, mine, Desk.SEPARATION)
    desk = somebody_at(world, Desk.SEPARATION)
    (one,) = at_desk(world, desk, Desk.SEPARATION)
    answered(world, desk, one.id, ANSWERS[Desk.SEPARATION])
    tick(means)
    with world.job(mine.compartment_id) as session:
        assert enquiry_news(session) == []
        say_taken_in(session, one.id, now=NOW + timedelta(days=1))
        session.commit()
    with world.owner() as owner:
        taken_in = owner.execute(text("SELECT taken_in_at FROM sealed.sent_enquiry")).scalar_one()
    assert taken_in == NOW


def test_a_desk_sees_what_was_answered_lately_and_all_that_waits(
    world: World, mine: MadeWitness, theirs: MadeWitness
) -> None:
    ask(world, mine, Desk.SAFEGUARDING)
    ask(world, theirs, Desk.SAFEGUARDING)
    lead = somebody_at(world, Desk.SAFEGUARDING)
    first, second = at_desk(world, lead, Desk.SAFEGUARDING)
    answered(world, lead, first.id, ANSWERS[Desk.SAFEGUARDING])
    with world.session(lead) as session:
        for since, ids in ((NOW, [second.id, first.id]), (NOW + timedelta(1), [second.id])):
            found = enquiries_for_desk(session, Desk.SAFEGUARDING, since)
            assert [one.id for one in found] == ids


def test_an_id_that_is_taken_changes_nothing_and_tells_nothing(
    world: World, mine: MadeWitness, theirs: MadeWitness
) -> None:
    ask(world, mine, Desk.SAFEGUARDING)
    lead = somebody_at(world, Desk.SAFEGUARDING)
    (before,) = at_desk(world, lead, Desk.SAFEGUARDING)
    sending = EnquiryToSend(before.id, Desk.SAFEGUARDING, theirs.compartment_id, {}, NOW)
    with world.session(theirs.caseworker) as session:
        send_enquiry(session, sending, now=NOW)
        session.commit()
    assert at_desk(world, lead, Desk.SAFEGUARDING) == [before]


def test_what_is_not_answered_is_not_taken_in(world: World, mine: MadeWitness) -> None:
    ask(world, mine, Desk.SAFEGUARDING)
    (one,) = at_desk(world, somebody_at(world, Desk.SAFEGUARDING), Desk.SAFEGUARDING)
    with world.job(mine.compartment_id) as session:
        assert enquiry_news(session) == []
        say_taken_in(session, one.id, now=NOW)
        session.commit()
    lead = somebody_at(world, Desk.SAFEGUARDING)
    assert at_desk(world, lead, Desk.SAFEGUARDING)[0].asked["words"]


def test_an_agency_that_was_chased_is_told_before_the_answer_and_not_after(
    world: World, means: Means, mine: MadeWitness
) -> None:
    ask(world, mine, Desk.CASE_PROGRESSION)
    officer = somebody_at(world, Desk.CASE_PROGRESSION)
    (one,) = at_desk(world, officer, Desk.CASE_PROGRESSION)
    with world.session(officer) as session:
        assert perform(session, note_chased, one.id, Agency.COURT, NOW, now=NOW)
    tick(means)
    (seen,) = seen_by(world, mine.caseworker)
    assert (seen.chased, seen.chased_at, seen.answered_at) == (Agency.COURT, NOW, None)
    answered(world, officer, one.id, ANSWERS[Desk.CASE_PROGRESSION])
    with world.session(officer) as session:
        assert not perform(session, note_chased, one.id, Agency.CPS, NOW, now=NOW)
    tick(means)
    assert seen_by(world, mine.caseworker)[0].chased is Agency.COURT


def test_only_case_progression_chases(world: World, mine: MadeWitness) -> None:
    ask(world, mine, Desk.SAFEGUARDING)
    both = somebody_at(world, Desk.SAFEGUARDING, Role.CASE_PROGRESSION_OFFICER)
    (one,) = at_desk(world, both, Desk.SAFEGUARDING)
    with world.session(both) as session:
        assert not perform(session, note_chased, one.id, Agency.CPS, NOW, now=NOW)
    assert desks_of(both) == (Desk.SAFEGUARDING, Desk.CASE_PROGRESSION)


def test_the_same_request_twice_is_one_enquiry(world: World, mine: MadeWitness) -> None:
    concern, stage = a_concern(), StageToAsk(uuid4(), Wanted.TRIAL_DATE)
    with world.session(mine.caseworker) as session:
        for _ in range(2):
            perform(session, send_concern, mine.id, concern, now=NOW)
            perform(session, ask_case_progression, mine.id, stage, now=NOW)
    assert len(seen_by(world, mine.caseworker)) == 2


def test_the_separation_desk_has_one_enquiry_of_a_witness_until_it_answers(
    world: World, means: Means, mine: MadeWitness
) -> None:
    ask(world, mine, Desk.SEPARATION)
    ask(world, mine, Desk.SEPARATION)
    desk = somebody_at(world, Desk.SEPARATION)
    (one,) = at_desk(world, desk, Desk.SEPARATION)
    answered(world, desk, one.id, ANSWERS[Desk.SEPARATION])
    tick(means)
    ask(world, mine, Desk.SEPARATION)
    assert len(seen_by(world, mine.caseworker)) == 2


def test_a_case_is_asked_for_by_its_published_number_else_by_the_one_it_was_referred_by(
    world: World, mine: MadeWitness
) -> None:
    officer = somebody_at(world, Desk.CASE_PROGRESSION)
    ask(world, mine, Desk.CASE_PROGRESSION)
    assert at_desk(world, officer, Desk.CASE_PROGRESSION)[0].asked["case"] == "01AB1234519"
    with world.owner() as owner:
        owner.scalars(select(Referral)).one().identifier_value = ""
        owner.commit()
    with world.session(mine.caseworker) as session, pytest.raises(CaseHasNoNumber):
        ask_case_progression(session, mine.id, StageToAsk(uuid4(), Wanted.SENTENCE), now=NOW)
    a_trial(world, Trial(a_court_with_windows(world)))
    ask(world, mine, Desk.CASE_PROGRESSION)
    assert len(at_desk(world, officer, Desk.CASE_PROGRESSION)) == 2


def test_the_separation_desk_is_told_the_partys_own_times_court_by_court(
    world: World, mine: MadeWitness, theirs: MadeWitness
) -> None:
    here = a_court_with_windows(world, details=CourtDetails(name="Here Crown Court", number=1))
    there = a_court_with_windows(world, details=CourtDetails(name="There Crown Court", number=2))
    a_trial(world, Trial(here))
    found = []
    for made in (mine, theirs):
        with world.session(made.caseworker) as session:
            found.append(separation_facts(session, made.id, uuid4(), now=NOW))
    for facts in found:
        assert (facts.parties, facts.court_name, facts.people) == (2, "Here Crown Court", 1)
        assert [court.court_id for court in facts.courts] == [here, there]
        assert min(court.times for court in facts.courts) > 10
    assert facts.until is not None
    assert len(times_for(world, mine)) == 10


def test_before_a_trial_is_published_the_desk_is_told_that_and_what_they_need(
    world: World,
) -> None:
    made = a_witness(world, side=Side.DEFENCE, person=Person())
    with world.session(made.caseworker) as session:
        facts = separation_facts(session, made.id, uuid4(), now=NOW)
    assert (facts.hearing_id, facts.parties, facts.until, facts.courts) == (None, 0, None, ())
