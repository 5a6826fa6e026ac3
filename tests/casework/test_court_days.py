"""Days at court: drafted as they begin, asked about once they are over, said and corrected."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import ProgrammingError

from casework.court_days.actions import look_at_days, say_of_day, take_in_day_words, tell_of_day
from casework.court_days.models import CourtDay, CourtDayVersion, CourtDayWord
from casework.court_days.queries import CourtDaySummary, court_days, versions_said
from casework.court_days.rules import (
    Became,
    CourtDayNotFound,
    DaySays,
    SaidMeanwhile,
    WhyAbsent,
)
from casework.deadlines.actions import follow_trial
from casework.deadlines.models import Deadline
from casework.deadlines.rules import DeadlineKind
from casework.partners.actions import say, take_in_words
from casework.partners.queries import referred_by_my_organisation
from casework.partners.rules import PartnerSays, WordKind
from casework.tasks.models import Task
from casework.tasks.rules import TaskKind
from courts.london_time import end_of_london_day, london_instant
from ethical_walls.viewers import Viewer
from tests.builders.casework import (
    Case,
    MadeWitness,
    Person,
    Side,
    a_published_trial,
    a_referred_witness,
    a_witness,
)
from tests.world import World
from witness_app.perform import perform

TRIAL_ON = date(2026, 9, 17)
MORNING, EVENING = (london_instant(TRIAL_ON, time(hour)) for hour in (1, 17))
NEXT_DAY = london_instant(date(2026, 9, 18), time(1))
ABSENT = DaySays(uuid.uuid4(), Became.DID_NOT_ATTEND, WhyAbsent.UNWELL, "Ring after 4pm")
CAME = DaySays(uuid.uuid4(), Became.GAVE_EVIDENCE)


@pytest.fixture(autouse=True)
def other(world: World) -> MadeWitness:
    """A witness of the other side of the same case."""
    return a_witness(world, side=Side.DEFENCE, person=Person(name="Noise Otherside"))


@pytest.fixture
def made(world: World) -> MadeWitness:
    """A prosecution witness whose trial is on Thursday 17 September 2026."""
    found = a_witness(world, side=Side.PROSECUTION)
    a_published_trial(world, Case(), TRIAL_ON)
    return found


def look(world: World, made: MadeWitness, at: datetime) -> None:
    """What the compartment's job does on a new day, and twice does no more."""
    with world.job(made.compartment_id) as session:
        perform(session, look_at_days, now=at)
        perform(session, look_at_days, now=at)


def days_of(world: World, viewer: Viewer) -> list[CourtDaySummary]:
    with world.session(viewer) as session:
        return court_days(session)


def open_titles(world: World, made: MadeWitness) -> Sequence[str]:
    with world.session(made.caseworker) as session:
        return session.scalars(
            select(Task.title)
            .where(
                Task.witness_id == made.id,
                Task.cause.contains("court day"),
                Task.done_at.is_(None),
            )
            .order_by(Task.due_at, Task.title)
        ).all()


@pytest.mark.parametrize("side", Side)
def test_a_day_is_drafted_as_it_begins_and_asked_about_on_the_working_day_after(
    world: World, side: Side
) -> None:
    made = a_witness(world, side=side)
    a_published_trial(world, Case(), TRIAL_ON)
    look(world, made, MORNING - timedelta(days=1))
    assert days_of(world, made.caseworker) == []
    look(world, made, MORNING)
    (day,) = (day for day in days_of(world, made.caseworker) if day.witness_id == made.id)
    assert (day.day_on, day.is_owed, day.version) == (TRIAL_ON, True, 0)
    assert day.words.startswith("Thursday 17 September 2026, ")
    assert open_titles(world, made) == []
    look(world, made, NEXT_DAY)
    with world.session(made.caseworker) as session:
        of_mine = (Task.kind == TaskKind.COURT_DAY, Task.witness_id == made.id)
        task = session.scalars(select(Task).where(*of_mine)).one()
        assert task.title == "What became of the day at court, Thursday 17 September 2026?"
        assert task.due_at == end_of_london_day(date(2026, 9, 18))
        assert task.owner_id == made.caseworker.account_id


def test_who_did_not_come_is_rung_their_risk_is_asked_again_and_a_correction_ends_that(
    world: World, made: MadeWitness
) -> None:
    look(world, made, NEXT_DAY)
    (day,) = days_of(world, made.caseworker)
    with world.session(made.caseworker) as session:
        perform(session, say_of_day, day.id, ABSENT, now=NEXT_DAY)
        perform(session, say_of_day, day.id, ABSENT, now=NEXT_DAY)
    ring, risk = open_titles(world, made)
    assert ring.endswith("17 September 2026: ring, and ask what would help next time")
    assert risk.endswith("2026: ask the risk of not attending again in the assessment")
    with world.session(made.caseworker) as session:
        stale = replace(CAME, seen=0)
        with pytest.raises(SaidMeanwhile):
            perform(session, say_of_day, day.id, stale, now=NEXT_DAY)
    with world.session(made.caseworker) as session:
        perform(session, say_of_day, day.id, replace(CAME, seen=1), now=NEXT_DAY)
        said = versions_said(session, made.id)
        assert [(one.became, one.reason, one.words) for one in said] == [
            (Became.GAVE_EVIDENCE, None, ""),
            (Became.DID_NOT_ATTEND, WhyAbsent.UNWELL, "Ring after 4pm"),
        ]
    assert open_titles(world, made) == [
        "Thank them for Thursday 17 September 2026, ask how they are, and look at their needs again"
    ]
    assert not days_of(world, made.caseworker)[0].is_owed


def test_after_a_cracked_trial_nobody_asks_about_its_later_days_unless_that_is_corrected(
    world: World, made: MadeWitness
) -> None:
    look(world, made, NEXT_DAY)
    with world.owner() as owner:
        day = owner.scalars(select(CourtDay)).one()
        first = {c: getattr(day, c) for c in ("compartment_id", "witness_id", "hearing_id")}
        later = date(2026, 9, 18)
        rest = {"hearing_kind": day.hearing_kind, "words": "Friday", "version": 0}
        owner.add(CourtDay(**first, **rest, day_on=later, drafted_at=NEXT_DAY, due_at=NEXT_DAY))
        owner.commit()
    after = london_instant(date(2026, 9, 19), time(1))
    look(world, made, after)
    follow(world, made, first["hearing_id"])
    assert len(visits_owed(world, made)) == 1
    friday, thursday = days_of(world, made.caseworker)
    assert len(open_titles(world, made)) == 2
    cracked = DaySays(uuid.uuid4(), Became.CRACKED)
    with world.session(made.caseworker) as session:
        perform(session, say_of_day, thursday.id, cracked, now=after)
    (title,) = open_titles(world, made)
    assert title.endswith("thank them, and say that there is no further trial")
    assert visits_owed(world, made) == []
    corrected = DaySays(uuid.uuid4(), Became.NOT_CALLED, seen=1)
    with world.session(made.caseworker) as session:
        perform(session, say_of_day, thursday.id, corrected, now=after)
    assert [day.id for day in days_of(world, made.caseworker) if day.is_owed] == [friday.id]
    assert "What became of the day at court, Friday 18 September 2026?" in open_titles(world, made)


def test_a_day_taken_out_of_the_list_before_it_began_is_taken_back_however_late_that_is_known(
    world: World, made: MadeWitness
) -> None:
    look(world, made, NEXT_DAY)
    assert len(open_titles(world, made)) == 1
    a_published_trial(world, Case(), date(2026, 11, 9))
    look(world, made, NEXT_DAY)
    (day,) = days_of(world, made.caseworker)
    assert (day.is_taken_back, day.is_owed) == (True, False)
    assert open_titles(world, made) == []


def test_a_day_long_past_is_not_drafted_any_more(world: World, made: MadeWitness) -> None:
    look(world, made, MORNING + timedelta(days=61))
    assert days_of(world, made.caseworker) == []
    look(world, made, MORNING + timedelta(days=60))
    assert len(days_of(world, made.caseworker)) == 1


@pytest.fixture
def officer(world: World) -> Viewer:
    return world.a_unit_officer()


@pytest.fixture
def ours(world: World, officer: Viewer) -> MadeWitness:
    found = a_referred_witness(world, side=Side.PROSECUTION, typed_by=officer)
    a_published_trial(world, Case(), TRIAL_ON)
    return found


def test_whom_the_party_stood_down_before_the_day_nobody_asks_about(
    world: World, officer: Viewer, ours: MadeWitness
) -> None:
    with world.session(officer) as session:
        (record,) = referred_by_my_organisation(session)
        said = PartnerSays(uuid.uuid4(), WordKind.STOOD_DOWN)
        perform(session, say, record.id, said, now=MORNING - timedelta(days=2))
    with world.job(ours.compartment_id) as session:
        perform(session, take_in_words, now=MORNING - timedelta(days=2))
    look(world, ours, NEXT_DAY)
    assert days_of(world, officer) == []


def test_a_partner_says_what_became_of_the_day_and_never_reads_why_from_others(
    world: World, officer: Viewer, ours: MadeWitness, other: MadeWitness
) -> None:
    look(world, ours, MORNING)
    look(world, other, MORNING)
    (day,) = days_of(world, officer)
    with world.session(officer) as session:
        perform(session, tell_of_day, day.id, ABSENT, now=EVENING)
        perform(session, tell_of_day, day.id, ABSENT, now=EVENING)
    with world.job(ours.compartment_id) as session:
        perform(session, take_in_day_words, now=EVENING)
    with world.session(officer) as session:
        (now_known,) = court_days(session)
        assert (now_known.became, now_known.version) == (Became.DID_NOT_ATTEND, 1)
        assert session.scalars(select(CourtDayWord.reason)).all() == [WhyAbsent.UNWELL]
        session.add(a_version(ours, day.id, officer))
        with pytest.raises(ProgrammingError, match="row-level security"):
            session.flush()
    with world.session(officer) as session:
        assert session.scalars(select(CourtDayVersion)).all() == []
        with pytest.raises(SaidMeanwhile):
            perform(session, tell_of_day, day.id, replace(CAME, seen=0), now=EVENING)
    (theirs,) = days_of(world, other.caseworker)
    with world.session(officer) as session, pytest.raises(CourtDayNotFound):
        perform(session, tell_of_day, theirs.id, CAME, now=EVENING)


def test_a_word_of_somebody_elses_day_is_not_taken_in(
    world: World, officer: Viewer, ours: MadeWitness
) -> None:
    beside = a_referred_witness(world, side=Side.PROSECUTION, person=Person(name="Beside"))
    look(world, ours, MORNING)
    with world.owner() as owner:
        days = owner.scalars(select(CourtDay).order_by(CourtDay.witness_id == beside.id)).all()
        theirs = days[-1].id
    with world.session(officer) as session:
        word = CourtDayWord(
            compartment_id=ours.compartment_id,
            witness_id=ours.id,
            court_day_id=theirs,
            request_id=uuid.uuid4(),
            became=Became.CRACKED,
            words="",
            said_by=officer.account_id,
            said_at=EVENING,
        )
        session.add(word)
        session.commit()
    with world.job(ours.compartment_id) as session:
        perform(session, take_in_day_words, now=EVENING)
    with world.owner() as owner:
        assert owner.scalars(select(CourtDay.became).where(CourtDay.id == theirs)).all() == [None]


def follow(world: World, made: MadeWitness, hearing_id: uuid.UUID) -> None:
    """The trial was listed, so a visit before it is owed."""
    with world.job(made.compartment_id) as session:
        perform(session, follow_trial, hearing_id, made.compartment_id, now=MORNING)


def visits_owed(world: World, made: MadeWitness) -> Sequence[uuid.UUID]:
    with world.session(made.caseworker) as session:
        owed = (Deadline.kind == DeadlineKind.VISIT_BEFORE_TRIAL, Deadline.superseded_at.is_(None))
        return session.scalars(select(Deadline.id).where(*owed)).all()


def a_version(made: MadeWitness, day_id: uuid.UUID, by: Viewer) -> CourtDayVersion:
    return CourtDayVersion(
        compartment_id=made.compartment_id,
        witness_id=made.id,
        court_day_id=day_id,
        number=9,
        request_id=uuid.uuid4(),
        became=Became.CRACKED,
        words="",
        said_by=by.account_id,
        said_at=EVENING,
    )
