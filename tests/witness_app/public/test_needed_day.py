"""The day a witness is needed stands on their page once they were told it, and never before."""

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.partners.actions import say
from casework.partners.queries import referred_by_my_organisation
from casework.partners.rules import PartnerSays, WordKind
from casework.tellings.actions import choose_teller, note_told, say_told, show_what_a_message_told
from casework.tellings.models import Telling
from casework.tellings.queries import dates_owed
from casework.tellings.rules import Teller
from courts.hearings.actions import Vacating, vacate_hearing
from courts.hearings.rules import Certainty, Listing, VacatedReason
from courts.london_time import london_instant
from ethical_walls.accounts.service import link_viewer
from tests.builders.casework import (
    Case,
    MadeWitness,
    Person,
    Side,
    a_published_trial,
    a_referred_witness,
    a_witness,
)
from tests.builders.links import WORD, a_link
from tests.moment import NOW
from tests.staff_client import Page, StaffClient
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform
from witness_app.public.witnesses.needed_day import when_said

CASE = Case()
TRIAL_ON, LATER = date(2026, 11, 9), date(2026, 11, 23)


@pytest.fixture
def sam(world: World) -> MadeWitness:
    made = a_witness(world, side=Side.DEFENCE, case=CASE, person=Person(name="Mrs Sam Oduya"))
    publish(world, TRIAL_ON)
    return made


def publish(world: World, on: date) -> uuid.UUID:
    hearing_id = a_published_trial(world, CASE, on)
    run_jobs(world)
    return hearing_id


def run_jobs(world: World) -> None:
    tick(Means(world.database, {}, FixedClock(NOW + timedelta(hours=3))))


def own_page(client: StaffClient, world: World, sam: MadeWitness) -> Page:
    return client.get(f"/open/{a_link(world, sam)}").send("Open", {"word": WORD})


def told(world: World, sam: MadeWitness) -> None:
    with world.session(sam.caseworker) as session:
        (owed,) = dates_owed(session, [sam.id])
        if owed.teller is Teller.PARTNER:
            perform(session, choose_teller, sam.id, Teller.CASEWORKER, now=NOW)
        perform(session, note_told, owed.id, now=NOW)


def test_what_nobody_told_them_is_not_shown_and_cannot_be_read(
    stranger: StaffClient, world: World, sam: MadeWitness
) -> None:
    page = own_page(stranger, world, sam)
    assert "The day you are needed" not in page.text
    assert "There is nothing you must do now." in page.text
    assert tellings_read(world, sam) == []


def test_what_they_were_told_is_shown_with_how_sure_it_is_and_nothing_of_the_case(
    stranger: StaffClient, world: World, sam: MadeWitness
) -> None:
    told(world, sam)
    page = own_page(stranger, world, sam)
    assert "The day you are needed Monday 9 November 2026 in about 8 weeks" in page.text
    assert "The court has set this day. It can still change." in page.text
    assert "nothing you must do" not in page.text
    for word in ("Oduya", "Reed", "trial", CASE.number):
        assert word.casefold() not in str(page.soup).casefold(), word


def test_what_our_own_message_told_is_shown_too(
    stranger: StaffClient, world: World, sam: MadeWitness
) -> None:
    with world.job(sam.compartment_id) as session:
        (owed,) = dates_owed(session, [sam.id])
        show_what_a_message_told(session, sam.id, owed.about_id, owed.about_version)
        session.commit()
    assert "Monday 9 November 2026" in own_page(stranger, world, sam).text


def test_on_the_eve_it_says_so_and_offers_the_telephone(
    stranger: StaffClient, world: World, sam: MadeWitness, clock: FixedClock
) -> None:
    told(world, sam)
    clock.advance(london_instant(TRIAL_ON, NOW.time()) - timedelta(days=1) - NOW)
    page = own_page(stranger, world, sam)
    assert "Monday 9 November 2026 tomorrow" in page.text
    assert "ring us now" in page.text
    assert "nothing you must do" not in page.text


def test_a_day_that_the_court_moved_is_looked_at_and_the_new_one_is_not_told_here(
    stranger: StaffClient, world: World, sam: MadeWitness
) -> None:
    told(world, sam)
    publish(world, LATER)
    page = own_page(stranger, world, sam)
    assert "You were told: Monday 9 November 2026." in page.text
    assert "Please ring us before you travel." in page.text
    assert "23 November" not in page.text


def test_taken_out_of_the_list_it_is_looked_at_until_they_are_told_and_then_gone(
    stranger: StaffClient, world: World, sam: MadeWitness
) -> None:
    told(world, sam)
    hearing_id = a_published_trial(world, CASE, TRIAL_ON)
    with world.session(world.a_list_operator()) as session:
        why = Vacating(VacatedReason.GUILTY_PLEA, NOW.date())
        perform(session, vacate_hearing, hearing_id, why, version=1, now=NOW + timedelta(hours=2))
    run_jobs(world)
    assert "Please ring us before you travel." in own_page(stranger, world, sam).text
    told(world, sam)
    assert "The day you are needed" not in stranger.get("/my-page").text


def test_whoever_is_stood_down_reads_no_day_and_needed_again_they_do(world: World) -> None:
    partner = world.a_solicitor()
    sam = a_referred_witness(world, side=Side.DEFENCE, typed_by=partner, case=CASE)
    publish(world, TRIAL_ON)
    with world.session(partner) as session:
        (owed,) = dates_owed(session)
        perform(session, say_told, owed.id, now=NOW)
    run_jobs(world)
    shown = [bool(tellings_read(world, sam))]
    for kind in (WordKind.STOOD_DOWN, WordKind.REQUIRED):
        with world.session(partner) as session:
            (record,) = referred_by_my_organisation(session)
            perform(session, say, record.id, PartnerSays(uuid.uuid4(), kind), now=NOW)
        run_jobs(world)
        shown.append(bool(tellings_read(world, sam)))
    assert shown == [True, False, True]


def tellings_read(world: World, sam: MadeWitness) -> list[Telling]:
    with world.session(link_viewer(sam.id)) as session:
        return list(session.scalars(select(Telling)))


CASES: tuple[tuple[Certainty, date | None, str], ...] = (
    (Certainty.FIXTURE, None, "Monday 9 November 2026"),
    (Certainty.FLOATER, None, "Monday 9 November 2026"),
    (Certainty.WARNED_LIST, None, "Some day from Monday 9 November 2026 on"),
    (
        Certainty.WARNED_LIST,
        date(2026, 11, 20),
        "Some day from Monday 9 November 2026 to Friday 20 November 2026",
    ),
)


@pytest.mark.parametrize(("certainty", "ends_on", "words"), CASES)
def test_a_warned_list_is_a_time_and_not_a_day(
    certainty: Certainty, ends_on: date | None, words: str
) -> None:
    listing = Listing(uuid.uuid4(), certainty, TRIAL_ON, NOW, ends_on=ends_on)
    assert when_said(listing) == words
