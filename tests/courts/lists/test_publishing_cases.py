"""What an applied list makes of cases: their numbers, groups, parties and hearings."""

from datetime import date, timedelta

from sqlalchemy import select

from courts.cases.events import PartiesChanged
from courts.cases.models import CaseIdentifier, Defendant, PublishedCase
from courts.cases.queries import case_of_group, parties
from courts.hearings.events import HearingListed
from courts.hearings.queries import hearings_of_case, next_trial
from courts.hearings.rules import Certainty
from courts.lists.models import ListImportRow
from ethical_walls.compartments.queries import group_of
from tests.builders.lists import (
    Accused,
    Listed,
)
from tests.courts.lists.desk import (
    FORTNIGHT,
    KHAN,
    MONDAY,
    REED,
    THURSDAY,
    Desk,
    daily,
    fixture,
    warned,
)
from tests.moment import NOW


def test_applying_a_list_publishes_its_cases_parties_and_hearings(desk: Desk) -> None:
    desk.take_in(warned(Listed("T20260001", [REED, KHAN], fixed_on=THURSDAY)))
    case = desk.case("T20260001")
    assert case.title == "R v Jordan Reed and 1 other"
    assert [
        (party.ordinal, party.party, party.label) for party in parties(desk.session, case.id)
    ] == [
        (0, "prosecution", "Prosecution"),
        (1, "defendant:jordan reed", "Defence of Jordan Reed"),
        (2, "defendant:ali khan", "Defence of Ali Khan"),
    ]
    (hearing,) = hearings_of_case(desk.session, case.id)
    assert (hearing.court_id, hearing.version) == (desk.snaresbrook, 1)
    assert (hearing.listing.certainty, hearing.listing.starts_on) == (Certainty.FIXTURE, THURSDAY)
    assert desk.session.taken_events() == [
        PartiesChanged(case.id),
        HearingListed(hearing.hearing_id, case.id, 1),
    ]


def test_every_number_shown_together_finds_the_one_group_and_the_one_case(desk: Desk) -> None:
    before = group_of(desk.session, "01AB7654326")
    desk.take_in(warned(Listed("T20260001", [REED, KHAN], fixed_on=THURSDAY, linked=["T20260002"])))
    case = desk.case("T20260001")
    numbers = ("T20260001", "01AB1234526", "01AB7654326", "T20260002")
    assert {group_of(desk.session, number) for number in numbers} == {case.group_id}
    assert {desk.case(number).id for number in numbers} == {case.id}
    by_old_group = case_of_group(desk.session, before)
    assert by_old_group is not None
    assert by_old_group.id == case.id


def test_nothing_private_of_a_defendant_is_stored(desk: Desk) -> None:
    desk.take_in(daily(Listed("T20260001", [Accused("Terry Secret", masked_name="Defendant A")])))
    payload = repr(desk.session.scalars(select(ListImportRow.payload)).one())
    for private in ("Secret", "Invented", "1990", "A9999ZZ", "offence"):
        assert private not in payload
    assert desk.session.scalars(select(Defendant.name)).all() == ["Defendant A"]


def test_a_co_defendant_named_later_is_a_new_party_and_nobody_else_changes(desk: Desk) -> None:
    desk.take_in(warned(fixture(), published=NOW - timedelta(days=1)))
    desk.session.taken_events()
    desk.take_in(warned(Listed("T20260001", [KHAN, REED], fixed_on=THURSDAY)))
    case = desk.case("T20260001")
    assert [party.party for party in parties(desk.session, case.id)] == [
        "prosecution",
        "defendant:jordan reed",
        "defendant:ali khan",
    ]
    assert case.title == "R v Jordan Reed and 1 other"
    assert desk.session.taken_events() == [PartiesChanged(case.id)]


def test_a_list_that_names_fewer_defendants_takes_nobody_off(desk: Desk) -> None:
    desk.take_in(
        warned(Listed("T20260001", [REED, KHAN], fixed_on=THURSDAY), published=NOW - timedelta(1))
    )
    desk.take_in(warned(fixture()))
    assert len(parties(desk.session, desk.case("T20260001").id)) == 3


def test_two_known_cases_shown_as_linked_become_one(desk: Desk) -> None:
    earlier = NOW - timedelta(days=1)
    desk.take_in(warned(fixture(), fixture("T20260002", MONDAY, KHAN), published=earlier))
    first, second = desk.case("T20260001"), desk.case("T20260002")
    assert first.id != second.id
    desk.session.taken_events()
    desk.take_in(warned(Listed("T20260002", [KHAN], fixed_on=MONDAY, linked=["T20260001"])))
    assert desk.case("T20260001").id == desk.case("T20260002").id
    kept = desk.case("T20260001")
    (gone,) = [case for case in (first, second) if case.id != kept.id]
    desk.session.refresh(gone)
    assert gone.joined_to_id == kept.id
    assert {p.party for p in parties(desk.session, kept.id)} == {
        "prosecution",
        "defendant:jordan reed",
        "defendant:ali khan",
    }
    assert len(hearings_of_case(desk.session, kept.id)) == 2
    assert desk.session.taken_events() == [PartiesChanged(kept.id)]
    for old_group in (first.group_id, second.group_id):
        found = case_of_group(desk.session, old_group)
        assert found is not None
        assert found.id == kept.id


def test_two_indictments_of_one_urn_are_one_case_with_two_trials(desk: Desk) -> None:
    one = Listed("T20260001", [REED], fixed_on=THURSDAY)
    other = Listed("T20260002", [REED], fixed_on=MONDAY)
    assert desk.take_in(warned(one, other)) == "2 new"
    assert desk.count(PublishedCase) == 1
    assert len(hearings_of_case(desk.session, desk.case("01AB1234526").id)) == 2


def test_the_parts_of_a_split_case_share_their_group_and_keep_their_own_trials(desk: Desk) -> None:
    desk.take_in(
        warned(fixture("01AB1234526/1"), fixture("01AB1234526/2", MONDAY, Accused("Ali Khan")))
    )
    case = desk.case("01AB1234526")
    assert len(hearings_of_case(desk.session, case.id)) == 2
    values = desk.session.scalars(select(CaseIdentifier.value).order_by(CaseIdentifier.value))
    assert values.all() == ["01AB1234526", "01AB1234526/1", "01AB1234526/2"]


def test_the_next_trial_is_the_earliest_that_is_not_over_and_not_vacated(desk: Desk) -> None:
    desk.take_in(
        warned(
            Listed("T20260001", [REED]),
            Listed("T20260002", [REED], fixed_on=date(2026, 10, 1)),
            Listed("T20260003", [REED], fixed_on=THURSDAY, description="Mention"),
        )
    )
    case = desk.case("T20260001")
    found = next_trial(desk.session, case.id, THURSDAY)
    assert found is not None
    assert (found.certainty, found.starts_on) == (Certainty.WARNED_LIST, FORTNIGHT[0])
    assert next_trial(desk.session, case.id, date(2026, 10, 17)) is None
