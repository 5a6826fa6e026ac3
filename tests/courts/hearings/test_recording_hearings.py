"""A hearing entered or vacated by a person: in versions, checked, never twice."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import NoResultFound

from courts.cases.events import PartiesChanged
from courts.cases.rules import read_identifier
from courts.hearings.actions import HearingToRecord, Vacating, record_hearing, vacate_hearing
from courts.hearings.errors import (
    DateIsPast,
    HearingAlreadyVacated,
    HearingChangedMeanwhile,
    HearingHadBegun,
    ListedSince,
    NotYetDecided,
)
from courts.hearings.events import HearingListed, HearingMoved, HearingVacated
from courts.hearings.queries import (
    current_version,
    hearing_summary,
    hearings_of_case,
    next_trial,
    versions_of,
)
from courts.hearings.rules import (
    Certainty,
    Difference,
    HearingKind,
    Listing,
    VacatedReason,
)
from ethical_walls.sessions import WalledSession
from tests.builders.courts import a_court
from tests.moment import NOW
from tests.world import World

TODAY, THURSDAY = date(2026, 9, 14), date(2026, 10, 8)
NOT_READY = Vacating(VacatedReason.DEFENCE_NOT_READY, TODAY)


@dataclass(frozen=True)
class Desk:
    session: WalledSession
    court_id: UUID

    def trial(self, **changed: object) -> HearingToRecord:
        listing = Listing(self.court_id, Certainty.FIXTURE, THURSDAY, NOW)
        return HearingToRecord(
            identifier=read_identifier("T20267123"),
            defendants=("Jordan Reed",),
            kind=HearingKind.TRIAL,
            description="Trial",
            listing=replace(listing, **changed),  # type: ignore[arg-type]
        )

    def recorded(self) -> UUID:
        change = record_hearing(self.session, self.trial(), now=NOW)
        self.session.taken_events()
        return change.after.hearing_id


@pytest.fixture
def desk(world: World) -> Iterator[Desk]:
    with world.owner() as owner:
        court_id = a_court(owner).id
        owner.commit()
    with world.session(world.a_list_operator()) as session:
        yield Desk(session, court_id)


def test_a_hearing_entered_by_a_person_is_published_with_its_case(desk: Desk) -> None:
    change = record_hearing(desk.session, desk.trial(), now=NOW)
    hearing = hearing_summary(desk.session, change.after.hearing_id)
    assert hearing is not None
    assert (hearing.case_title, hearing.listed_as) == ("R v Jordan Reed", "T20267123")
    (version,) = versions_of(desk.session, hearing.hearing_id)
    assert (version.recorded_by, version.received_at) == ("Lee Osei", NOW)
    assert desk.session.taken_events() == [
        PartiesChanged(hearing.case_id),
        HearingListed(hearing.hearing_id, hearing.case_id, 1),
    ]


def test_a_hearing_entered_again_on_another_day_has_moved(desk: Desk) -> None:
    hearing_id = desk.recorded()
    moved = desk.trial(starts_on=date(2026, 10, 12), published_at=NOW + timedelta(hours=1))
    change = record_hearing(desk.session, moved, now=NOW + timedelta(hours=1))
    assert (change.difference, change.after.hearing_id) == (Difference.MOVED, hearing_id)
    assert isinstance(desk.session.taken_events()[0], HearingMoved)


def test_a_hearing_entered_twice_changes_nothing(desk: Desk) -> None:
    desk.recorded()
    change = record_hearing(desk.session, desk.trial(), now=NOW)
    assert change.difference is Difference.SAME
    assert desk.session.taken_events() == []


@pytest.mark.parametrize("day", [date(2026, 9, 13), date(2025, 10, 8)])
def test_a_hearing_on_a_day_that_has_passed_is_refused(desk: Desk, day: date) -> None:
    with pytest.raises(DateIsPast, match="has passed"):
        record_hearing(desk.session, desk.trial(starts_on=day), now=NOW)


def test_a_vacated_hearing_keeps_what_it_was_and_is_no_next_trial(desk: Desk) -> None:
    hearing_id = desk.recorded()
    vacate_hearing(desk.session, hearing_id, NOT_READY, version=1, now=NOW)
    hearing = hearing_summary(desk.session, hearing_id)
    assert hearing is not None
    assert (hearing.version, hearing.listing.certainty) == (2, Certainty.VACATED)
    newest, first = versions_of(desk.session, hearing_id)
    assert (newest.vacated_reason, first.listing.certainty) == (
        VacatedReason.DEFENCE_NOT_READY,
        Certainty.FIXTURE,
    )
    assert next_trial(desk.session, hearing.case_id, TODAY) is None
    assert desk.session.taken_events() == [HearingVacated(hearing_id, hearing.case_id, 2)]


def test_a_vacated_trial_listed_again_is_the_same_trial_moved(desk: Desk) -> None:
    hearing_id = desk.recorded()
    vacate_hearing(desk.session, hearing_id, NOT_READY, version=1, now=NOW)
    later = NOW + timedelta(days=3)
    relisted = desk.trial(starts_on=date(2026, 11, 2), published_at=later)
    change = record_hearing(desk.session, relisted, now=later)
    assert (change.after.hearing_id, change.after.number) == (hearing_id, 3)
    assert len(hearings_of_case(desk.session, _case_of(desk, hearing_id))) == 1


def _case_of(desk: Desk, hearing_id: UUID) -> UUID:
    hearing = hearing_summary(desk.session, hearing_id)
    assert hearing is not None
    return hearing.case_id


def test_vacating_twice_says_so_and_changes_nothing(desk: Desk) -> None:
    hearing_id = desk.recorded()
    vacate_hearing(desk.session, hearing_id, NOT_READY, version=1, now=NOW)
    with pytest.raises(HearingAlreadyVacated):
        vacate_hearing(desk.session, hearing_id, NOT_READY, version=2, now=NOW)
    assert len(versions_of(desk.session, hearing_id)) == 2


def test_a_page_of_an_earlier_version_vacates_nothing(desk: Desk) -> None:
    hearing_id = desk.recorded()
    vacate_hearing(desk.session, hearing_id, NOT_READY, version=1, now=NOW)
    with pytest.raises(HearingChangedMeanwhile):
        vacate_hearing(desk.session, hearing_id, NOT_READY, version=1, now=NOW)


def test_a_decision_still_to_come_is_refused(desk: Desk) -> None:
    hearing_id = desk.recorded()
    tomorrow = replace(NOT_READY, decided_on=TODAY + timedelta(days=1))
    with pytest.raises(NotYetDecided, match="still to come"):
        vacate_hearing(desk.session, hearing_id, tomorrow, version=1, now=NOW)


def test_a_hearing_cannot_be_vacated_after_its_day(desk: Desk) -> None:
    hearing_id = desk.recorded()
    after = NOW + timedelta(days=30)
    late = replace(NOT_READY, decided_on=date(2026, 10, 9))
    with pytest.raises(HearingHadBegun, match="Thursday 8 October 2026"):
        vacate_hearing(desk.session, hearing_id, late, version=1, now=after)


def test_a_decision_older_than_a_list_that_shows_the_hearing_is_refused(desk: Desk) -> None:
    hearing_id = desk.recorded()
    before = replace(NOT_READY, decided_on=TODAY - timedelta(days=3))
    with pytest.raises(ListedSince, match="Monday 14 September 2026"):
        vacate_hearing(desk.session, hearing_id, before, version=1, now=NOW)
    assert len(versions_of(desk.session, hearing_id)) == 1


def test_a_hearing_nobody_recorded_cannot_be_vacated(desk: Desk) -> None:
    with pytest.raises(NoResultFound):
        vacate_hearing(desk.session, uuid4(), NOT_READY, version=1, now=NOW)
    assert current_version(desk.session, uuid4()) is None
