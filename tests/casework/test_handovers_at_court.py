"""A day handed over to a court's own team: who meets what of it, and what the team may answer."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from casework.handovers.actions import (
    answer_at_court,
    answer_handover,
    look_at_handovers,
    offer_handover,
    take_back_for_hearing,
    take_back_handover,
    take_in_handover_answers,
)
from casework.handovers.models import Handover, HandoverAnswer, HandoverField
from casework.handovers.queries import handover_in_sight, handovers_at_courts, handovers_of
from casework.handovers.rules import (
    AnsweredAlready,
    AnswerKind,
    Day,
    HandoverKind,
    HandoverNotFound,
    HandoverState,
    Pack,
    PackField,
    WordsMissing,
)
from courts.register.models import Court
from ethical_walls.accounts.service import link_viewer
from ethical_walls.viewers import Viewer
from tests.builders.casework import Case, MadeWitness, Side, a_published_trial, a_witness
from tests.builders.courts import CourtDetails, a_court
from tests.builders.hosting import CONTACT, WITNESS_SERVICE, a_host
from tests.builders.outcomes import a_victim_after_sentence
from tests.moment import NOW
from tests.world import World
from witness_app.perform import perform

TRIAL_ON = date(2026, 10, 8)
AGREED = {PackField.NAME: "Ada Yeo", PackField.ACCESS_NEEDS: "Step-free way in and seating"}


@dataclass(frozen=True)
class AtCourt:
    """A witness handed over for a day, the court's own people, and those of another court."""

    world: World
    witness: MadeWitness
    day: Day
    id: uuid.UUID
    served: Viewer
    contact: Viewer
    elsewhere: Viewer

    def seen_by(self, viewer: Viewer) -> dict[PackField, str] | None:
        """What is open of it to somebody; None where it is not there."""
        with self.world.session(viewer) as session:
            try:
                return dict(handover_in_sight(session, self.id).fields)
            except HandoverNotFound:
                return None

    def answer(self, viewer: Viewer, kind: AnswerKind, why: str = "") -> None:
        with self.world.session(viewer) as session:
            perform(session, answer_at_court, self.id, (uuid.uuid4(), kind), why, now=NOW)

    def let_the_job_run(self) -> None:
        with self.world.job(self.witness.compartment_id) as session:
            perform(session, take_in_handover_answers, now=NOW)

    def state(self) -> HandoverState:
        with self.world.session(self.witness.caseworker) as session:
            return handover_in_sight(session, self.id).state


@pytest.fixture
def made(world: World) -> AtCourt:
    witness = a_witness(world, side=Side.DEFENCE)
    hearing_id = a_published_trial(world, Case(), TRIAL_ON)
    with world.session(world.a_register_keeper()) as session:
        court_id = session.scalars(select(Court.id)).one()
        other_id = a_court(session, CourtDetails(name="Another Crown Court", number=2)).id
        session.commit()
    day = Day(court_id, TRIAL_ON, hearing_id, 1)
    return AtCourt(
        world,
        witness,
        day,
        an_offer(world, witness, day),
        a_host(world, WITNESS_SERVICE, court_id),
        a_host(world, CONTACT, court_id),
        a_host(world, WITNESS_SERVICE, other_id, team="Another team"),
    )


def an_offer(world: World, witness: MadeWitness, day: Day | None) -> uuid.UUID:
    kind = HandoverKind.IN_COURT_SERVICE if day else HandoverKind.VICTIM_CONTACT_SCHEME
    if not day:
        a_victim_after_sentence(world, witness)
    pack = Pack(uuid.uuid4(), kind, "Witness Service", AGREED, day)
    with world.session(witness.caseworker) as session:
        return perform(session, offer_handover, witness.id, pack, now=NOW).id


def test_a_day_is_met_by_the_courts_witness_service_alone_and_names_nobody(made: AtCourt) -> None:
    assert made.seen_by(made.served) == {}
    for other in (made.contact, made.elsewhere, Viewer()):
        assert made.seen_by(other) is None
    with made.world.session(made.served) as session:
        rows = handovers_at_courts(session, [made.day.court_id], TRIAL_ON, TRIAL_ON)
        assert [row.id for row in rows] == [made.id]


def test_what_was_agreed_opens_to_that_team_once_it_accepts_and_to_nobody_else(
    made: AtCourt,
) -> None:
    made.answer(made.served, AnswerKind.ACCEPTED)
    assert made.seen_by(made.served) == {}
    made.let_the_job_run()
    assert made.state() is HandoverState.ACCEPTED
    assert made.seen_by(made.served) == AGREED
    assert made.seen_by(made.contact) is made.seen_by(made.elsewhere) is None


def test_accepted_by_its_link_it_opens_to_the_team_too(made: AtCourt) -> None:
    with made.world.session(link_viewer(made.id)) as session:
        said = (uuid.uuid4(), AnswerKind.ACCEPTED)
        perform(session, answer_handover, said, ("Lou Marsh", ""), now=NOW)
    made.let_the_job_run()
    assert made.seen_by(made.served) == AGREED


def test_unanswered_at_three_the_day_before_the_agreed_minimum_opens_until_it_lapses(
    made: AtCourt,
) -> None:
    with made.world.session(made.witness.caseworker) as session:
        due_at = handover_in_sight(session, made.id).answer_due_at
    for at, shown in (
        (due_at - timedelta(minutes=1), {}),
        (due_at, AGREED),
        (due_at + timedelta(days=2), {}),
    ):
        with made.world.job(made.witness.compartment_id) as session:
            perform(session, look_at_handovers, now=at)
        assert made.seen_by(made.served) == shown, at


def test_taken_back_refused_or_for_a_day_that_moved_nothing_stays_open(made: AtCourt) -> None:
    made.answer(made.served, AnswerKind.ACCEPTED)
    made.let_the_job_run()
    with made.world.job(made.witness.compartment_id) as session:
        perform(session, take_back_for_hearing, made.day.hearing_id, 2, now=NOW)
    assert made.state() is HandoverState.TAKEN_BACK
    assert made.seen_by(made.served) == {}
    again = replace(made, id=an_offer(made.world, made.witness, made.day))
    with made.world.owner() as owner:
        opened = {"shown_to": again.id, "shown_at_court": made.day.court_id}
        owner.execute(
            update(HandoverField).where(HandoverField.handover_id == again.id).values(**opened)
        )
        owner.commit()
    again.answer(made.served, AnswerKind.REFUSED, "Nobody is here that day")
    again.let_the_job_run()
    assert again.state() is HandoverState.REFUSED
    assert again.seen_by(made.served) == {}
    with made.world.session(made.witness.caseworker) as session:
        perform(session, take_back_handover, again.id, now=NOW)
    assert again.seen_by(made.served) == {}


def test_the_first_answer_counts_whoever_gave_it(made: AtCourt) -> None:
    made.answer(made.served, AnswerKind.REFUSED, "Nobody is here that day")
    with made.world.session(link_viewer(made.id)) as session:
        said = (uuid.uuid4(), AnswerKind.ACCEPTED)
        later = NOW + timedelta(minutes=1)
        perform(session, answer_handover, said, ("Lou Marsh", ""), now=later)
    made.let_the_job_run()
    assert made.state() is HandoverState.REFUSED
    with pytest.raises(AnsweredAlready):
        made.answer(made.served, AnswerKind.ACCEPTED)
    with made.world.session(made.witness.caseworker) as session:
        (handover,) = handovers_of(session, made.witness.id)
    assert [answer.name for answer in handover.answers] == [made.served.name, "Lou Marsh"]


def test_the_same_request_twice_is_one_answer_and_a_question_says_something(
    made: AtCourt,
) -> None:
    said = (uuid.uuid4(), AnswerKind.QUERIED)
    for _ in range(2):
        with made.world.session(made.served) as session:
            perform(session, answer_at_court, made.id, said, "Which entrance?", now=NOW)
    with made.world.owner() as owner:
        assert owner.scalars(select(HandoverAnswer.court_id)).all() == [made.day.court_id]
    with pytest.raises(WordsMissing):
        made.answer(made.served, AnswerKind.QUERIED)


@pytest.mark.parametrize("who", ["contact", "elsewhere", "caseworker"])
def test_nobody_but_that_team_answers_and_a_foreign_day_is_refused_like_none(
    made: AtCourt, who: str
) -> None:
    viewer = made.witness.caseworker if who == "caseworker" else getattr(made, who)
    for handover_id in (made.id, uuid.uuid4()):
        said = (uuid.uuid4(), AnswerKind.ACCEPTED)
        with made.world.session(viewer) as session, pytest.raises(HandoverNotFound):
            perform(session, answer_at_court, handover_id, said, "", now=NOW)


def test_the_database_lets_a_team_answer_for_the_court_of_the_handover_alone(
    made: AtCourt,
) -> None:
    scheme = an_offer(made.world, made.witness, None)
    with made.world.owner() as owner:
        hosted = owner.scalars(text("SELECT court_id FROM sealed.hosting")).all()
        (other,) = set(hosted) - {made.day.court_id}
    refused = {
        refusal(made, made.elsewhere, handover_id, other)
        for handover_id in (made.id, scheme, uuid.uuid4())
    }
    assert len(refused) == 1
    assert refusal(made, made.served, scheme, made.day.court_id) in refused
    assert refusal(made, made.served, made.id, made.day.court_id) == ""


def refusal(made: AtCourt, viewer: Viewer, handover_id: uuid.UUID, court_id: uuid.UUID) -> str:
    """By which key the database refuses an answer added by hand; empty where it takes it."""
    answer = HandoverAnswer(
        compartment_id=made.witness.compartment_id,
        handover_id=handover_id,
        court_id=court_id,
        request_id=uuid.uuid4(),
        kind=AnswerKind.ACCEPTED,
        name="By hand",
        words="",
        said_at=NOW,
    )
    with made.world.session(viewer) as session:
        session.add(answer)
        try:
            session.flush()
        except DBAPIError as refused:
            return str(refused.orig.diag.constraint_name)  # type: ignore[union-attr]
        session.rollback()
    return ""


def test_a_handover_to_the_victim_contact_scheme_names_no_court_and_is_no_teams(
    made: AtCourt,
) -> None:
    scheme = replace(made, id=an_offer(made.world, made.witness, None))
    for host in (made.served, made.contact, made.elsewhere):
        assert scheme.seen_by(host) is None
    with made.world.owner() as owner, pytest.raises(DBAPIError, match="day_has_the_court"):
        owner.execute(
            update(Handover).where(Handover.id == scheme.id).values(court_id=made.day.court_id)
        )


def test_a_team_reads_nothing_else_of_the_witness(made: AtCourt) -> None:
    made.answer(made.served, AnswerKind.ACCEPTED)
    made.let_the_job_run()
    with made.world.session(made.served) as session:
        for table in ("witness", "contact_plan", "task", "referred_witness", "access_need"):
            assert session.scalar(text(f"SELECT count(*) FROM {table}")) == 0  # noqa: S608
        assert session.scalar(text("SELECT cardinality(wall.compartments())")) == 0
