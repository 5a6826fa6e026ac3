"""Another way to see the court: offered once, recorded once, and whole."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from casework.deadlines.queries import open_deadlines
from casework.deadlines.rules import DeadlineKind
from courts.london_time import london_day
from ethical_walls.sessions import WalledSession
from scheduling.remote_visits.actions import (
    decline_remote_visit,
    offer_remote_visit,
    record_remote_visit,
)
from scheduling.remote_visits.queries import remote_visits_of
from scheduling.remote_visits.rules import (
    NothingShown,
    NotYet,
    RemotelyShown,
    RemoteState,
    RemoteVisitNotFound,
    RemoteWay,
    RuleNotRead,
    SettledAlready,
    ShownRemotely,
    WarningTimeUnclear,
    check_shown,
)
from scheduling.visit_records.rules import EvidenceTalk
from tests.builders.casework import MadeWitness, Side, a_witness
from tests.builders.scheduling import Trial, a_court_with_windows, a_trial
from tests.moment import NOW
from tests.world import World
from witness_app.perform import perform

TODAY = london_day(NOW)
DAY = timedelta(days=1)
SHOWN = ShownRemotely(
    done_on=TODAY,
    shown=frozenset({RemotelyShown.COURTROOM, RemotelyShown.WAY_IN}),
    rule_read=True,
    evidence=EvidenceTalk.NOT_DISCUSSED,
)


@pytest.fixture
def made(world: World) -> MadeWitness:
    a_trial(world, Trial(a_court_with_windows(world)))
    return a_witness(world, side=Side.DEFENCE)


@pytest.fixture
def session(world: World, made: MadeWitness) -> Iterator[WalledSession]:
    with world.session(made.caseworker) as opened:
        yield opened


@pytest.mark.parametrize(
    ("shown", "refused"),
    [
        (SHOWN, None),
        (replace(SHOWN, rule_read=False), RuleNotRead),
        (replace(SHOWN, shown=frozenset()), NothingShown),
        (replace(SHOWN, done_on=TODAY + DAY), NotYet),
        (replace(SHOWN, done_on=TODAY - DAY), NotYet),
        (replace(SHOWN, evidence=EvidenceTalk.STOPPED_AND_WARNED), WarningTimeUnclear),
        (replace(SHOWN, warned_at=NOW), WarningTimeUnclear),
        (replace(SHOWN, evidence=EvidenceTalk.STOPPED_AND_WARNED, warned_at=NOW), None),
    ],
)
def test_a_record_is_whole_or_it_is_none(
    shown: ShownRemotely, refused: type[ValueError] | None
) -> None:
    if refused is None:
        check_shown(shown, TODAY, TODAY)
        return
    with pytest.raises(refused):
        check_shown(shown, TODAY, TODAY)


def test_a_showing_is_offered_and_recorded_once_and_no_visit_is_owed_any_more(
    session: WalledSession, made: MadeWitness
) -> None:
    owed = {one.kind for one in open_deadlines(session, [made.id])}
    assert DeadlineKind.VISIT_BEFORE_TRIAL in owed
    request_id = uuid4()
    for _press in range(2):
        offered = perform(
            session, offer_remote_visit, made.id, request_id, RemoteWay.VIDEO, now=NOW
        )
    perform(session, record_remote_visit, offered.id, SHOWN, now=NOW)
    (found,) = remote_visits_of(session, made.id)
    assert (found.state, found.done_on, found.shown) == (
        RemoteState.DONE,
        TODAY,
        ["courtroom", "way_in"],
    )
    assert found.rule_read_by == found.settled_by == made.caseworker.account_id
    owed = {one.kind for one in open_deadlines(session, [made.id])}
    assert DeadlineKind.VISIT_BEFORE_TRIAL not in owed
    with pytest.raises(SettledAlready):
        perform(session, decline_remote_visit, offered.id, now=NOW)


def test_who_does_not_want_it_may_be_offered_it_again_and_the_other_side_sees_nothing(
    world: World, session: WalledSession, made: MadeWitness
) -> None:
    offered = perform(session, offer_remote_visit, made.id, uuid4(), RemoteWay.PHONE, now=NOW)
    perform(session, decline_remote_visit, offered.id, now=NOW)
    later = NOW + timedelta(hours=1)
    again = perform(session, offer_remote_visit, made.id, uuid4(), RemoteWay.PHONE, now=later)
    assert [one.state for one in remote_visits_of(session, made.id)] == [
        RemoteState.NOT_WANTED,
        RemoteState.OFFERED,
    ]
    opposing = a_witness(world, side=Side.PROSECUTION)
    with world.session(opposing.caseworker) as theirs, pytest.raises(RemoteVisitNotFound):
        perform(theirs, record_remote_visit, again.id, SHOWN, now=NOW)
