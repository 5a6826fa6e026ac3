"""What people confirm or correct of a court: kept, said who and when, and announced."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from courts.register.actions import load_register
from courts.register.corrections import (
    ClosureAlreadyEntered,
    ClosureIsPast,
    ClosureNotFound,
    ClosureSaid,
    ContactAlreadyListed,
    ContactNotFound,
    ContactSaid,
    CourtNotFound,
    FacilitySaid,
    ListName,
    NobodyIsLooking,
    add_contact,
    confirm_contact,
    confirm_sitting,
    correct_contact,
    describe_entrance,
    end_contact,
    say_of_facility,
    shut_court,
    tell_building,
    withdraw_closure,
)
from courts.register.events import ClosureWithdrawn, CourtShut, SittingChanged
from courts.register.list_names import BuildingFound, BuildingNotKnown, HowFound
from courts.register.models import CourtContact
from courts.register.queries import closures_between, court_by_slug, court_for_list
from courts.register.reading import court_page
from courts.register.rules import (
    Channel,
    ContactPurpose,
    Facility,
    FacilityStanding,
    FacilityTerms,
    Half,
    Sitting,
    Subject,
)
from courts.register.summaries import ChangeLine, CourtPage, CourtSummary
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import NOBODY
from tests.builders.courts import CourtDetails, a_court, the_register
from tests.moment import NOW
from tests.world import World

TODAY = date(2026, 9, 14)
HOW = "Rang the court office"
OFFICE = ContactSaid(ContactPurpose.ENQUIRIES, Channel.PHONE, "020 7946 0000")


def keeping(world: World) -> WalledSession:
    session = world.session(world.a_register_keeper("Kit Mensah"))
    a_court(session, CourtDetails(name="Another Crown Court"))
    return session


def read(session: WalledSession, slug: str) -> CourtPage:
    page = court_page(session, slug, today=TODAY)
    assert page is not None
    return page


def a_changed_line(page: CourtPage) -> ChangeLine:
    (change,) = page.changes
    assert (change.changed_by, change.changed_at) == ("Kit Mensah", NOW)
    return change


def summary(session: WalledSession, slug: str) -> CourtSummary:
    court = court_by_slug(session, slug)
    assert court is not None
    return court


def test_a_court_is_offered_from_the_moment_somebody_confirms_that_it_sits(world: World) -> None:
    with keeping(world) as session:
        court = a_court(session, CourtDetails(sitting=Sitting.UNKNOWN))
        assert not summary(session, court.slug).may_be_offered
        confirm_sitting(session, court.id, Sitting.SITTING, HOW, now=NOW)
        assert summary(session, court.slug).may_be_offered
        assert session.taken_events() == [SittingChanged(court.id, may_be_offered=True)]
        page = read(session, court.slug)
    assert page.facts.sitting_checked.checked_on == TODAY
    assert page.facts.sitting_checked.checked_by == "Kit Mensah"
    change = a_changed_line(page)
    assert (change.subject, change.was, change.became) == (
        Subject.SITTING,
        "Not known",
        "Sitting",
    )


def test_confirming_what_was_so_already_announces_nothing(world: World) -> None:
    with keeping(world) as session:
        court = a_court(session)
        confirm_sitting(session, court.id, Sitting.SITTING, HOW, now=NOW)
        assert session.taken_events() == []
        assert len(read(session, court.slug).changes) == 1


def test_where_witnesses_come_in_is_kept_with_who_said_so(world: World) -> None:
    with keeping(world) as session:
        court = a_court(session)
        describe_entrance(session, court.id, "The side door in Mill Lane", HOW, now=NOW)
        page = read(session, court.slug)
    assert page.facts.entrance == "The side door in Mill Lane"
    assert page.facts.entrance_checked.checked_by == "Kit Mensah"
    assert a_changed_line(page).became == "The side door in Mill Lane"


def test_a_contact_that_was_tried_is_checked_today(world: World) -> None:
    with keeping(world) as session:
        the_register(session)
        before = read(session, "snaresbrook-crown-court").contacts
        contact = before[0]
        assert contact.checked.checked_on is None
        confirm_contact(session, contact.contact_id, HOW, now=NOW)
        page = read(session, "snaresbrook-crown-court")
    assert [one.checked.checked_on for one in page.contacts] == [TODAY] + [None] * (len(before) - 1)
    change = a_changed_line(page)
    assert change.was == change.became == f"Court office, telephone: {contact.value}"


def test_a_corrected_contact_replaces_the_wrong_one_and_no_load_brings_it_back(
    world: World,
) -> None:
    with keeping(world) as session:
        the_register(session)
        wrong = read(session, "snaresbrook-crown-court").contacts[0]
        correct_contact(session, wrong.contact_id, "020 7946 0001", HOW, now=NOW)
        load_register(session, now=NOW + timedelta(days=1))
        page = read(session, "snaresbrook-crown-court")
    values = [contact.value for contact in page.contacts]
    assert "020 7946 0001" in values
    assert wrong.value not in values
    assert a_changed_line(page).was.endswith(wrong.value)


def test_correcting_a_contact_to_itself_confirms_it(world: World) -> None:
    with keeping(world) as session:
        court = a_court(session)
        add_contact(session, court.id, OFFICE, HOW, now=NOW)
        (contact,) = read(session, court.slug).contacts
        correct_contact(session, contact.contact_id, OFFICE.value, HOW, now=NOW)
        assert [one.value for one in read(session, court.slug).contacts] == [OFFICE.value]


def test_a_contact_is_added_once_ended_and_brought_back(world: World) -> None:
    with keeping(world) as session:
        court = a_court(session)
        add_contact(session, court.id, OFFICE, HOW, now=NOW)
        with pytest.raises(ContactAlreadyListed):
            add_contact(session, court.id, OFFICE, HOW, now=NOW)
        (contact,) = read(session, court.slug).contacts
        end_contact(session, contact.contact_id, HOW, now=NOW)
        assert read(session, court.slug).contacts == ()
        for action in (confirm_contact, end_contact):
            with pytest.raises(ContactNotFound):
                action(session, contact.contact_id, HOW, now=NOW)
        add_contact(session, court.id, OFFICE, HOW, now=NOW)
        assert [one.value for one in read(session, court.slug).contacts] == [OFFICE.value]
        assert len(session.scalars(select(CourtContact)).all()) == 1


def test_a_facility_is_not_listed_until_somebody_says_something_of_it(world: World) -> None:
    with keeping(world) as session:
        court = a_court(session)
        lines = {one.facility: one for one in read(session, court.slug).facilities}
        assert set(lines) == set(Facility)
        assert {one.standing for one in lines.values()} == {None}
        room = Facility.WITNESS_WAITING_ROOM
        for standing in (FacilityStanding.CONFIRMED, FacilityStanding.REFUTED):
            said = FacilitySaid(room, standing, FacilityTerms.ON_REQUEST)
            say_of_facility(session, court.id, said, HOW, now=NOW)
        page = read(session, court.slug)
    line = next(one for one in page.facilities if one.facility is room)
    assert (line.standing, line.checked.checked_on) == (FacilityStanding.REFUTED, TODAY)
    assert {change.became for change in page.changes} == {
        "Separate waiting room for witnesses: confirmed, on request",
        "Separate waiting room for witnesses: not there",
    }


WEEK = ClosureSaid(date(2026, 10, 5), date(2026, 10, 9), Half.AM, "No heating")


def test_a_closure_is_entered_once_announced_and_taken_back(world: World) -> None:
    with keeping(world) as session:
        court = a_court(session)
        days = (court.id, WEEK.from_on, WEEK.until_on)
        closure_id = shut_court(session, court.id, WEEK, now=NOW)
        assert session.taken_events() == [
            CourtShut(court.id, closure_id, WEEK.from_on, WEEK.until_on)
        ]
        with pytest.raises(ClosureAlreadyEntered):
            shut_court(session, court.id, WEEK, now=NOW)
        assert len(closures_between(session, [court.id], *days[1:])[court.id]) == 1
        withdraw_closure(session, closure_id, HOW, now=NOW)
        assert session.taken_events() == [
            ClosureWithdrawn(court.id, closure_id, WEEK.from_on, WEEK.until_on)
        ]
        assert closures_between(session, [court.id], *days[1:])[court.id] == []
        with pytest.raises(ClosureNotFound):
            withdraw_closure(session, closure_id, HOW, now=NOW)
        assert shut_court(session, court.id, WEEK, now=NOW) != closure_id


def test_a_closure_that_is_over_is_refused_and_one_that_ends_today_is_not(world: World) -> None:
    with keeping(world) as session:
        court = a_court(session)
        yesterday = TODAY - timedelta(days=1)
        with pytest.raises(ClosureIsPast):
            shut_court(session, court.id, ClosureSaid(yesterday, yesterday, None, "Late"), now=NOW)
        shut_court(session, court.id, ClosureSaid(yesterday, TODAY, None, "Late"), now=NOW)


def test_a_list_name_that_somebody_explained_is_understood_from_then_on(world: World) -> None:
    with keeping(world) as session:
        court, other = a_court(session), a_court(session)
        listed = ListName("Test Court House", 1234)
        assert isinstance(court_for_list(session, 1234, listed.name), BuildingNotKnown)
        for said in (other, court):
            tell_building(session, listed, said.id, now=NOW)
        found = court_for_list(session, 1234, "TEST COURT HOUSE")
        assert isinstance(found, BuildingFound)
        assert (found.court_id, found.how) == (court.id, HowFound.TOLD)
        assert isinstance(court_for_list(session, 1235, listed.name), BuildingNotKnown)
        assert isinstance(court_for_list(session, None, listed.name), BuildingNotKnown)
        (told,) = read(session, court.slug).told_names
        assert (told.name, told.crown_code, told.told_by) == (listed.name, 1234, "Kit Mensah")
        assert read(session, other.slug).told_names == ()


def test_a_list_without_a_code_is_explained_once_too(world: World) -> None:
    with keeping(world) as session:
        court = a_court(session)
        for _ in range(2):
            tell_building(session, ListName("Annexe", None), court.id, now=NOW)
        found = court_for_list(session, None, "annexe")
    assert isinstance(found, BuildingFound)


def test_nobody_can_edit_the_register_without_answering_for_it(world: World) -> None:
    with keeping(world) as session:
        court_id = a_court(session).id
        session.commit()
    with world.session(NOBODY) as session, pytest.raises(NobodyIsLooking):
        confirm_sitting(session, court_id, Sitting.UNKNOWN, HOW, now=NOW)


def test_a_court_that_there_is_not_cannot_be_edited(world: World) -> None:
    with keeping(world) as session:
        missing = world.a_register_keeper("Not A. Court").account_id
        assert missing is not None
        with pytest.raises(CourtNotFound):
            describe_entrance(session, missing, "x", HOW, now=NOW)
