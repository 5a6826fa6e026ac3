"""Who has looked at a witness's record: the tab, the door behind it, and what neither shows."""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import NullPool, create_engine, text

from casework.contact_plans.actions import confirm_contact_plan
from ethical_walls.access_log.actions import Subject, looked
from ethical_walls.access_log.models import Outcome
from ethical_walls.access_log.queries import looks_at
from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.permissions import Permission
from ethical_walls.sharing import share_with
from ethical_walls.viewers import Viewer
from notifications.messages.models import Message
from tests.builders.accounts import Employer
from tests.builders.casework import MadeWitness, Side, a_contact_plan, a_witness
from tests.builders.links import WORD, a_link
from tests.builders.rows import put
from tests.moment import NOW
from tests.public_site import a_public_site
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, a_staff_site, let_in
from tests.world import TestDatabase, World
from witness_app.clock import FixedClock
from witness_app.perform import perform
from witness_app.site.access import permission_of
from witness_app.site.looks import walled_table
from witness_app.staff.caseworkers.look_words import PAGE_WORDS
from witness_app.who_looked import BELONGING, PAGE

ASHA, OLA = "asha.rowe@example.org", "ola.prince@example.org"
BEA = "bea.lindqvist@example.org"
OF_WITNESSES = {
    Permission.READ_WITNESS,
    Permission.SUPPORT_WITNESS,
    Permission.BOOK_VISIT,
    Permission.CONFIRM_REPLAN,
    Permission.READ_MESSAGES,
    Permission.FOLLOW_AS_PARTNER,
}
OF_SEVERAL = {"replan"}
"""A page about several witnesses at once: logged, and in nobody's own list."""


@pytest.fixture
def site(database: TestDatabase, clock: FixedClock) -> Iterator[Flask]:
    with a_staff_site(database, clock) as made:
        yield made


@pytest.fixture
def public(database: TestDatabase, clock: FixedClock) -> Iterator[Flask]:
    with a_public_site(database, clock) as made:
        yield made


@pytest.fixture
def asha(world: World) -> Viewer:
    return let_in(world, ASHA, Role.CASEWORKER, name="Asha Rowe")


@pytest.fixture
def ola(world: World) -> Viewer:
    return let_in(world, OLA, Role.CASEWORKER, name="Ola Prince")


@pytest.fixture
def mine(world: World, asha: Viewer) -> MadeWitness:
    """Asha's witness, of the prosecution."""
    return a_witness(world, side=Side.PROSECUTION, caseworker=asha)


@pytest.fixture
def theirs(world: World, ola: Viewer) -> MadeWitness:
    """Ola's witness, of the defence in the same case."""
    return a_witness(world, side=Side.DEFENCE, caseworker=ola)


def signed_in(site: Flask, email: str) -> StaffClient:
    client = StaffClient(site)
    client.sign_in(email, PASSWORD)
    return client


def test_the_tab_says_when_who_and_what_page_newest_first(
    site: Flask, mine: MadeWitness, clock: FixedClock
) -> None:
    client = signed_in(site, ASHA)
    client.get(f"/witnesses/{mine.id}")
    clock.advance(timedelta(minutes=15))
    client.get(f"/witnesses/{mine.id}/contact-plan")
    client.get("/day")
    page = client.get(f"/witnesses/{mine.id}").follow("Who has looked")
    assert page.title.startswith("Who has looked at a witness")
    assert [(r["Who"], r["Page"]) for r in page.rows()] == [
        ("Asha Rowe", "Timeline"),
        ("Asha Rowe", "Contact plan"),
        ("Asha Rowe", "Timeline"),
    ]
    assert page.rows()[1]["When"] == "Monday 14 September 2026, 9:15am"
    assert page.rows()[2]["When"] == "Monday 14 September 2026, 9am"


def test_a_look_at_a_message_is_a_look_at_the_witness(
    site: Flask, world: World, mine: MadeWitness
) -> None:
    client = signed_in(site, ASHA)
    client.get(f"/messages/{a_message_of(world, mine)}")
    page = client.get(f"/witnesses/{mine.id}/looks")
    assert [r["Page"] for r in page.rows()] == ["A message"]


def a_message_of(world: World, witness: MadeWitness) -> uuid.UUID:
    """A row of a message, past its keys."""
    admin = create_engine(world.database.admin_url, poolclass=NullPool)
    with admin.begin() as connection:
        row = put(
            connection,
            Message.__table__,
            compartment_id=witness.compartment_id,
            witness_id=witness.id,
        )
    found: uuid.UUID = row["id"]
    return found


def test_another_side_that_was_refused_appears_in_nobodys_list(
    site: Flask, mine: MadeWitness, theirs: MadeWitness
) -> None:
    other = signed_in(site, OLA)
    for tail in ("", "/looks", "/tasks"):
        assert other.get(f"/witnesses/{mine.id}{tail}").status == 404
    client = signed_in(site, ASHA)
    assert client.get(f"/witnesses/{mine.id}/looks").rows() == []
    assert client.get(f"/witnesses/{theirs.id}/looks").status == 404
    assert other.get(f"/witnesses/{theirs.id}/looks").rows() == []


def test_absent_and_foreign_leave_lines_that_differ_in_nothing_but_the_id(
    site: Flask, world: World, mine: MadeWitness, theirs: MadeWitness
) -> None:
    client = signed_in(site, ASHA)
    client.get(f"/witnesses/{uuid.uuid4()}")
    client.get(f"/witnesses/{theirs.id}")
    with world.owner() as owner:
        rows = owner.execute(
            text("SELECT act, outcome, compartment_id FROM sealed.look WHERE outcome = 'refused'")
        ).all()
    assert mine
    assert [tuple(row) for row in rows] == [("witnesses.show_timeline", "refused", None)] * 2


def test_a_partners_look_at_a_witness_they_referred_is_in_the_list(
    site: Flask, world: World, mine: MadeWitness
) -> None:
    unit = Employer("North unit", OrganisationKind.WITNESS_CARE_UNIT)
    bea = let_in(world, BEA, Role.WITNESS_CARE_UNIT_OFFICER, name="Bea Lindqvist", employer=unit)
    witness = (mine.group_id, mine.party, mine.id)
    with world.session(mine.caseworker) as session:
        share_with(session, bea.organisation_id or uuid.uuid4(), witness, now=NOW)
        perform(session, confirm_contact_plan, mine.id, 1, a_contact_plan(), now=NOW)
    signed_in(site, BEA).get("/referred").follow("Ada Yeo")
    line = signed_in(site, ASHA).get(f"/witnesses/{mine.id}/looks").rows()[0]
    assert (line["Who"], line["Page"]) == ("Bea Lindqvist", "As a partner: how their witness fares")


def test_what_was_opened_by_the_witnesss_link_is_in_the_list(
    site: Flask, public: Flask, world: World, mine: MadeWitness
) -> None:
    StaffClient(public).get(f"/open/{a_link(world, mine)}").send("Open", {"word": WORD})
    line = signed_in(site, ASHA).get(f"/witnesses/{mine.id}/looks").rows()[0]
    assert (line["Who"], line["Page"]) == ("Somebody with a link", "By their link: their own page")


def test_the_list_is_fifty_a_page(
    site: Flask, world: World, mine: MadeWitness, asha: Viewer
) -> None:
    table = walled_table("witness_id")
    for n in range(PAGE + 2):
        with world.session(asha) as session:
            at = NOW - timedelta(minutes=n)
            looked(session, "needs.show_needs", Subject(mine.id, table), Outcome.SHOWN, now=at)
    client = signed_in(site, ASHA)
    first = client.get(f"/witnesses/{mine.id}/looks")
    assert len(first.rows()) == PAGE
    assert {r["Page"] for r in first.follow("Next page").rows()} == {"Needs"}
    assert len(first.follow("Next page").rows()) in {4, 5}
    for odd in ("0", "-1", "x", "\N{SUPERSCRIPT TWO}", "99999"):
        assert client.get(f"/witnesses/{mine.id}/looks?page={odd}").status == 200


def test_the_door_answers_only_for_compartments_of_the_viewer(
    world: World, mine: MadeWitness, theirs: MadeWitness, asha: Viewer, ola: Viewer
) -> None:
    table = walled_table("witness_id")
    everything = [mine.id, theirs.id]
    for viewer in (asha, ola):
        for witness in everything:
            with world.session(viewer) as session:
                looked(session, "x", Subject(witness, table), Outcome.SHOWN, now=NOW)
    seen = {}
    for viewer in (asha, ola, world.a_caseworker("Nobody Special"), world.a_list_operator()):
        with world.session(viewer) as session:
            lines = looks_at(session, everything, passing_over=0, at_most=9)
            seen[viewer.name] = [line.account_id for line in lines]
    assert seen == {
        "Asha Rowe": [asha.account_id],
        "Ola Prince": [ola.account_id],
        "Nobody Special": [],
        "Lee Osei": [],
    }
    with world.database.engine.connect() as nobody:
        assert not nobody.execute(
            text("SELECT * FROM wall.looks_at(:ids, 0, 9)"), {"ids": everything}
        ).all()


def test_a_look_that_was_refused_is_in_no_list_also_where_the_viewer_may_see_the_record(
    world: World, mine: MadeWitness, asha: Viewer
) -> None:
    subject = Subject(mine.id, walled_table("witness_id"))
    with world.session(asha) as session:
        for outcome in Outcome:
            looked(session, outcome.value, subject, outcome, now=NOW)
        lines = looks_at(session, [mine.id], passing_over=0, at_most=9)
    assert [line.act for line in lines] == ["shown"]


def test_who_lost_sight_of_a_witness_reads_no_list_of_looks(
    world: World, mine: MadeWitness, asha: Viewer
) -> None:
    with world.session(asha) as session:
        looked(session, "x", Subject(mine.id, walled_table("witness_id")), Outcome.SHOWN, now=NOW)
    with world.owner() as owner:
        owner.execute(
            text("UPDATE sealed.clearance SET ended_at = :now WHERE account_id = :a"),
            {"now": NOW, "a": asha.account_id},
        )
        owner.commit()
    with world.session(asha) as session:
        assert looks_at(session, [mine.id], passing_over=0, at_most=9) == []


def ids_of_addresses(site: Flask) -> Iterator[tuple[str, str]]:
    """Every endpoint whose address carries an id of a walled row, and what the id is called."""
    for rule in site.url_map.iter_rules():
        for name in re.findall(r"<uuid:(\w+)>", rule.rule):
            if walled_table(name) is not None:
                yield rule.endpoint, name


def test_every_id_in_an_address_about_witnesses_names_a_walled_table(
    site: Flask, public: Flask
) -> None:
    asked = [
        (rule.endpoint, re.findall(r"<uuid:(\w+)>", rule.rule))
        for one in (site, public)
        for rule in one.url_map.iter_rules()
        if permission_of(one, rule.endpoint) in OF_WITNESSES
    ]
    named = [(endpoint, name) for endpoint, names in asked for name in names]
    assert len(named) > 40
    assert [(e, name) for e, name in named if walled_table(name) is None] == []


def test_a_look_at_whatever_an_address_can_name_is_a_look_at_the_witness(
    site: Flask, public: Flask
) -> None:
    named = {name for one in (site, public) for _endpoint, name in ids_of_addresses(one)}
    belonging = {m.__tablename__ for m in BELONGING}
    assert {name.removesuffix("_id") for name in named} - OF_SEVERAL <= belonging | {"witness"}


def test_every_page_of_one_witness_has_words_in_the_list_and_no_other_has(
    site: Flask, public: Flask
) -> None:
    by_id = {
        endpoint
        for one in (site, public)
        for endpoint, name in ids_of_addresses(one)
        if name.removesuffix("_id") not in OF_SEVERAL
    }
    by_link = {
        rule.endpoint
        for rule in public.url_map.iter_rules()
        if permission_of(public, rule.endpoint) is Permission.OPEN_OWN_PAGE
    }
    assert set(PAGE_WORDS) == by_id | by_link


def test_an_id_of_a_public_thing_names_no_walled_table() -> None:
    for name in ("hearing_id", "window_id", "account_id", "look_id"):
        assert walled_table(name) is None
