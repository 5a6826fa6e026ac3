"""Loading the register: what is in it, that it can be repeated, and what it leaves alone."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, select

from courts.register.actions import RegisterLoaded, load_register
from courts.register.models import Court, CourtContact, CourtFacility, CourtName, Satellite
from courts.register.rules import (
    ContactPurpose,
    CourtStatus,
    Facility,
    FacilityStanding,
    Sitting,
)
from ethical_walls.sessions import WalledSession
from tests.moment import NOW
from tests.world import World


def loaded(world: World) -> WalledSession:
    session = world.session(world.a_register_keeper())
    load_register(session, now=NOW)
    return session


def test_the_register_holds_every_criminal_court_we_know_of(world: World) -> None:
    with loaded(world) as session:
        counted = Counter(
            (court.is_in_london, court.status) for court in session.scalars(select(Court))
        )
        satellites = session.scalar(select(func.count()).select_from(Satellite))
    assert counted[True, CourtStatus.OPEN] == 27
    assert counted[True, CourtStatus.CLOSED] == 17
    assert counted[False, CourtStatus.OPEN] + counted[False, CourtStatus.CLOSED] == 271
    assert satellites == 11


def test_loading_twice_changes_nothing(world: World) -> None:
    with loaded(world) as session:
        before = session.scalar(select(func.count()).select_from(CourtName))
        again = load_register(session, now=NOW)
        after = session.scalar(select(func.count()).select_from(CourtName))
    assert (again.added, again.corrected, again.left_alone) == (0, 0, 0)
    assert again.unchanged > 700
    assert after == before


def test_what_the_files_say_now_replaces_what_nobody_confirmed(world: World) -> None:
    with loaded(world) as session:
        court = session.scalars(select(Court).where(Court.slug == "snaresbrook-crown-court")).one()
        court.nearest_station = "Somewhere else"
        done = load_register(session, now=NOW)
        assert court.nearest_station.startswith("Snaresbrook")
    assert done.corrected == 1


def test_loading_never_overwrites_what_a_person_confirmed(world: World) -> None:
    with loaded(world) as session:
        harrow = session.scalars(select(Court).where(Court.slug == "harrow-crown-court")).one()
        harrow.sitting, harrow.sitting_note = Sitting.SITTING, "Reopened."
        harrow.sitting_checked_on = date(2026, 9, 14)
        harrow.nearest_station = "Elsewhere"
        loop = session.scalars(
            select(CourtFacility).where(
                CourtFacility.court_id == harrow.id,
                CourtFacility.facility == Facility.HEARING_LOOP,
            )
        ).one()
        loop.standing, loop.confirmed_on = FacilityStanding.REFUTED, date(2026, 9, 14)
        phone = session.scalars(
            select(CourtContact).where(
                CourtContact.court_id == harrow.id,
                CourtContact.purpose == ContactPurpose.WITNESS_SERVICE,
            )
        ).first()
        assert phone is not None
        phone.note, phone.ended_on = "No longer theirs.", date(2026, 9, 14)
        done = load_register(session, now=NOW)
        assert (harrow.sitting, harrow.sitting_note) == (Sitting.SITTING, "Reopened.")
        assert harrow.nearest_station.startswith("Harrow")
        assert loop.standing is FacilityStanding.REFUTED
        assert phone.note == "No longer theirs."
    assert (done.corrected, done.left_alone, done.added) == (1, 2, 0)


def test_a_checked_court_keeps_every_word_of_its_own(world: World) -> None:
    with loaded(world) as session:
        court = session.scalars(select(Court).where(Court.slug == "snaresbrook-crown-court")).one()
        court.town, court.checked_on = "Wanstead", date(2026, 9, 14)
        done = load_register(session, now=NOW)
        assert court.town == "Wanstead"
    assert done.left_alone == 1


def test_nothing_in_the_files_is_said_to_be_checked(world: World) -> None:
    with loaded(world) as session:
        checked = [
            session.scalar(select(func.count()).where(column.is_not(None)))
            for column in (
                Court.checked_on,
                Court.sitting_checked_on,
                CourtContact.checked_on,
                CourtFacility.confirmed_on,
            )
        ]
        standings = set(session.scalars(select(CourtFacility.standing)))
    assert checked == [0, 0, 0, 0]
    assert FacilityStanding.CONFIRMED not in standings


@pytest.mark.parametrize("slug", ["harrow-crown-court", "belmarsh-magistrates-court"])
def test_a_court_that_may_not_sit_is_unknown_until_confirmed(world: World, slug: str) -> None:
    with loaded(world) as session:
        court = session.scalars(select(Court).where(Court.slug == slug)).one()
    assert court.sitting is Sitting.UNKNOWN


def test_a_closed_court_has_no_contact_that_somebody_might_ring(world: World) -> None:
    with loaded(world) as session:
        of_closed = session.scalars(
            select(CourtContact)
            .join(Court, Court.id == CourtContact.court_id)
            .where(Court.status == CourtStatus.CLOSED)
        ).all()
    assert of_closed == []


def test_loads_are_counted_together() -> None:
    assert RegisterLoaded(1, 2, 3, 4) + RegisterLoaded(10, 20, 30, 40) == RegisterLoaded(
        11, 22, 33, 44
    )
