"""A court list from upload to applied: previewed, held, answered, applied once, never stale."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from courts.cases.models import PublishedCase
from courts.hearings.events import HearingMoved, HearingRevised
from courts.hearings.models import Hearing, HearingVersion
from courts.hearings.queries import hearings_of_case, versions_of
from courts.lists.actions import (
    ListFile,
    apply_list,
    preview_again,
    preview_list,
    say_which_building,
)
from courts.lists.models import ListImport, ListImportRow
from courts.lists.rules import (
    BuildingCannotBeUsed,
    ListAlreadyApplied,
    ListRefused,
    NothingToApply,
    PreviewOutOfDate,
    RowState,
)
from courts.register.rules import CourtStatus
from tests.builders.courts import CourtDetails, a_court
from tests.builders.lists import (
    NOWHERE,
    Accused,
    Listed,
    a_crown_daily_list,
    a_crown_warned_list,
)
from tests.courts.lists.desk import (
    FORTNIGHT,
    FRIDAY,
    KHAN,
    LATER,
    MONDAY,
    REED,
    THURSDAY,
    WOOD_GREEN,
    Desk,
    daily,
    fixture,
    warned,
)
from tests.moment import NOW
from tests.world import World


def test_a_new_list_is_previewed_without_touching_any_hearing(desk: Desk) -> None:
    import_id = desk.preview(warned(fixture(), fixture("T20260002", accused=KHAN)))
    assert desk.counts(import_id) == "2 new"
    assert desk.count(Hearing) == desk.count(PublishedCase) == 0
    assert desk.session.taken_events() == []


def test_a_moved_trial_is_a_second_version_and_one_event(desk: Desk) -> None:
    desk.take_in(warned(fixture(), published=NOW - timedelta(days=1)))
    desk.session.taken_events()
    assert desk.take_in(warned(fixture(day=MONDAY))) == "1 moved"
    case = desk.case("T20260001")
    (hearing,) = hearings_of_case(desk.session, case.id)
    assert (hearing.version, hearing.listing.starts_on) == (2, MONDAY)
    assert [v.listing.starts_on for v in versions_of(desk.session, hearing.hearing_id)] == [
        MONDAY,
        THURSDAY,
    ]
    assert desk.session.taken_events() == [HearingMoved(hearing.hearing_id, case.id, 2)]


def test_a_trial_in_another_building_has_moved_there(desk: Desk) -> None:
    desk.take_in(warned(fixture(), published=NOW - timedelta(days=1)))
    elsewhere = Listed("T20260001", [REED], court=WOOD_GREEN)
    assert desk.take_in(daily(elsewhere)) == "1 other building"
    (hearing,) = hearings_of_case(desk.session, desk.case("T20260001").id)
    assert (hearing.court_id, hearing.version) == (desk.wood_green, 2)


def test_a_daily_list_that_adds_a_courtroom_spoils_no_plan(desk: Desk) -> None:
    desk.take_in(warned(fixture(), published=NOW - timedelta(days=1)))
    desk.session.taken_events()
    assert desk.take_in(daily(Listed("T20260001", [REED], courtroom=7))) == "1 more known"
    case = desk.case("T20260001")
    (hearing,) = hearings_of_case(desk.session, case.id)
    assert (hearing.version, hearing.listing.courtroom) == (1, "7")
    assert desk.session.taken_events() == [HearingRevised(hearing.hearing_id, case.id, 1, 1)]


def test_a_trial_listed_again_on_the_next_day_goes_on(desk: Desk) -> None:
    desk.take_in(daily(Listed("T20260001", [REED]), published=NOW), now=NOW)
    evening = datetime(2026, 10, 8, 15, tzinfo=NOW.tzinfo)
    next_day = daily(Listed("T20260001", [REED]), day=FRIDAY, published=evening)
    assert desk.take_in(next_day, now=evening) == "1 part-heard"
    (hearing,) = hearings_of_case(desk.session, desk.case("T20260001").id)
    assert hearing.version == 1
    assert (hearing.listing.starts_on, hearing.listing.ends_on) == (THURSDAY, FRIDAY)


def test_an_older_list_that_arrives_late_changes_nothing(desk: Desk) -> None:
    days = [NOW - timedelta(days=number) for number in range(4)]
    desk.take_in(warned(fixture(day=THURSDAY), published=days[3]))
    desk.take_in(warned(fixture(day=THURSDAY), published=days[0]))
    late = warned(fixture(day=MONDAY), published=days[2])
    assert desk.take_in(late) == "1 older than what is known"
    (hearing,) = hearings_of_case(desk.session, desk.case("T20260001").id)
    assert (hearing.version, hearing.listing.starts_on) == (1, THURSDAY)


def test_the_same_file_twice_says_when_it_was_applied_and_changes_nothing(desk: Desk) -> None:
    court_list = warned(fixture())
    desk.take_in(court_list)
    with pytest.raises(ListAlreadyApplied) as refused:
        desk.preview(court_list, LATER)
    assert refused.value.applied_at == NOW
    assert desk.count(HearingVersion) == 1


def test_the_same_file_uploaded_twice_before_it_is_applied_is_one_import(desk: Desk) -> None:
    court_list = warned(fixture())
    first = desk.preview(court_list)
    assert desk.preview(court_list) == first
    assert desk.count(ListImport) == 1


def test_a_second_click_on_apply_changes_nothing(desk: Desk) -> None:
    import_id = desk.preview(warned(fixture()))
    desk.apply(import_id)
    with pytest.raises(ListAlreadyApplied):
        desk.apply(import_id)
    assert desk.count(HearingVersion) == 1


def test_the_same_content_published_again_changes_nothing(desk: Desk) -> None:
    desk.take_in(warned(fixture(), published=NOW - timedelta(days=1)))
    desk.session.taken_events()
    assert desk.take_in(warned(fixture())) == "1 unchanged"
    assert desk.count(HearingVersion) == 1
    assert desk.session.taken_events() == []


def test_a_preview_that_is_no_longer_true_is_refused_and_changes_nothing(desk: Desk) -> None:
    desk.take_in(warned(fixture(), published=NOW - timedelta(days=2)))
    stale = desk.preview(warned(fixture(day=MONDAY)))
    desk.take_in(warned(fixture(day=FRIDAY), published=NOW - timedelta(days=1)))
    versions = desk.count(HearingVersion)
    with pytest.raises(PreviewOutOfDate):
        desk.apply(stale)
    assert desk.count(HearingVersion) == versions
    preview_again(desk.session, stale, now=LATER)
    desk.apply(stale)
    (hearing,) = hearings_of_case(desk.session, desk.case("T20260001").id)
    assert (hearing.version, hearing.listing.starts_on) == (3, MONDAY)


def test_a_page_of_an_earlier_preview_applies_nothing(desk: Desk) -> None:
    import_id = desk.preview(warned(fixture()))
    preview_again(desk.session, import_id, now=LATER)
    with pytest.raises(PreviewOutOfDate):
        apply_list(desk.session, import_id, preview_number=1, now=LATER)


def test_rows_of_an_unknown_court_are_held_and_the_rest_applied(desk: Desk) -> None:
    import_id = desk.preview(
        daily(Listed("T20260001", [REED], court=NOWHERE), Listed("T20260002", [KHAN]))
    )
    assert desk.counts(import_id) == "1 new, 1 held"
    assert desk.apply(import_id) == 1
    assert desk.count(Hearing) == 1
    assert desk.counts(import_id) == "1 new, 1 held"


def test_saying_which_building_once_is_remembered_for_every_list(desk: Desk) -> None:
    held = daily(Listed("T20260001", [REED], court=NOWHERE), Listed("T20260002", court=NOWHERE))
    import_id = desk.preview(held)
    row = desk.session.scalars(select(ListImportRow.id)).first()
    assert row is not None
    say_which_building(desk.session, row, desk.wood_green, now=NOW)
    assert desk.counts(import_id) == "2 new"
    desk.apply(import_id)
    (hearing,) = hearings_of_case(desk.session, desk.case("T20260001").id)
    assert hearing.court_id == desk.wood_green
    another = daily(Listed("T20260003", [KHAN], court=NOWHERE), day=FRIDAY)
    assert desk.take_in(another) == "1 new"


def test_held_rows_are_applied_after_the_rest_of_their_list(desk: Desk) -> None:
    import_id = desk.preview(
        daily(Listed("T20260001", [REED], court=NOWHERE), Listed("T20260002", [KHAN]))
    )
    desk.apply(import_id)
    row = desk.session.scalars(
        select(ListImportRow.id).where(ListImportRow.state == RowState.HELD)
    ).one()
    say_which_building(desk.session, row, desk.wood_green, now=LATER)
    assert desk.apply(import_id, LATER) == 1
    assert desk.count(Hearing) == 2


def test_a_closed_building_is_no_answer(desk: Desk, world: World) -> None:
    with world.owner() as owner:
        details = CourtDetails("Blackfriars Crown Court", status=CourtStatus.CLOSED)
        closed = a_court(owner, details).id
        owner.commit()
    desk.preview(daily(Listed("T20260001", [REED], court=NOWHERE)))
    row = desk.session.scalars(select(ListImportRow.id)).one()
    with pytest.raises(BuildingCannotBeUsed):
        say_which_building(desk.session, row, closed, now=NOW)


def test_a_list_with_nothing_but_held_rows_cannot_be_applied(desk: Desk) -> None:
    import_id = desk.preview(daily(Listed("T20260001", [REED], court=NOWHERE)))
    with pytest.raises(NothingToApply):
        desk.apply(import_id)


def test_a_list_of_invented_court_and_numbers_is_previewed_with_its_rows_held(desk: Desk) -> None:
    invented = [
        Listed("T00112233", [Accused("Test Person", urn="TestURN", masked_name="Test Masked")]),
        Listed("T00112234", [Accused("Test Person")], linked=["TestLinkedCaseNumber"]),
    ]
    for court_list in (
        a_crown_daily_list(THURSDAY, NOW, invented, court=NOWHERE),
        a_crown_warned_list(FORTNIGHT, NOW, invented, court=NOWHERE),
    ):
        import_id = desk.preview(court_list)
        assert desk.counts(import_id) == "2 held"
    rows = desk.session.scalars(select(ListImportRow)).all()
    assert all("0011 is not a year" in row.problem for row in rows)


def test_a_wrong_number_is_unreadable_and_a_wrong_urn_is_left_out(desk: Desk) -> None:
    import_id = desk.preview(
        daily(Listed("T2026001", [REED]), Listed("T20260002", [Accused("Ali Khan", urn="01AB1")]))
    )
    assert desk.counts(import_id) == "1 new, 1 unreadable"
    rows = {row.state: row for row in desk.session.scalars(select(ListImportRow))}
    assert "7 digits after the letter" in rows[RowState.UNREADABLE].problem
    assert "01AB1" in rows[RowState.READY].remark


def test_a_refused_file_leaves_nothing(desk: Desk) -> None:
    with pytest.raises(ListRefused):
        preview_list(desk.session, ListFile("a.pdf", b"%PDF"), now=NOW)
    assert desk.count(ListImport) == 0


def test_two_people_applying_lists_of_one_case_leave_one_trial(desk: Desk, world: World) -> None:
    first = desk.preview(warned(fixture()))
    desk.session.commit()
    with world.session(world.a_list_operator("Ama Boateng")) as other:
        elsewhere = Desk(other, desk.snaresbrook, desk.wood_green)
        second = elsewhere.preview(daily(Listed("T20260001", [REED])))
        elsewhere.apply(second)
        other.commit()
    with pytest.raises(PreviewOutOfDate):
        desk.apply(first)
    desk.session.rollback()
    assert desk.count(Hearing) == 1
