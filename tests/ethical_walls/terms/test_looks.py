"""The access log: what meets every term of a door, and what fails one alone."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.accounts.service import link_viewer, service_viewer
from ethical_walls.viewers import NOBODY, Viewer
from tests.builders.accounts import Employer
from tests.builders.sealed import STANDS, Behind, new
from tests.moment import NOW
from tests.world import World

LATELY = NOW - timedelta(hours=1)
TEAM = Employer("Snaresbrook team", OrganisationKind.COURT_TEAM)


def looked_in(
    behind: Behind, viewer: Viewer, subject: uuid.UUID, table: str | None = "witness"
) -> list[object]:
    """The compartments that one more look is noted in."""
    note = "SELECT wall.note_look(:signed, 'act', :subject, :table, 'shown', :now)"
    with behind.world.session(viewer) as session:
        signed = session.scalar(text("SELECT current_setting('wall.viewer', true)"))
        session.execute(
            text(note), {"signed": signed, "subject": subject, "table": table, "now": NOW}
        )
        session.commit()
    return behind.answers("SELECT compartment_id FROM sealed.look ORDER BY id DESC LIMIT 1")


def test_where_a_subject_is_is_kept_for_whoever_is_cleared_there_now(
    world: World, behind: Behind, here: uuid.UUID
) -> None:
    subject = new()
    behind.put("witness", id=subject, compartment_id=here, audience_id=None, unit_id=None)
    asha, ben, cy = (world.a_caseworker(name) for name in ("Asha Orr", "Ben Orr", "Cy Orr"))
    world.clear(asha, here)
    world.clear(asha, new())
    behind.put("sealed.clearance", account_id=ben.account_id, compartment_id=here, ended_at=LATELY)
    world.clear(ben, new())
    assert looked_in(behind, asha, subject) == [here]
    assert looked_in(behind, asha, subject, None) == [None]
    assert looked_in(behind, asha, new()) == [None]
    assert looked_in(behind, ben, subject) == [None]
    assert looked_in(behind, cy, subject) == [None]
    assert looked_in(behind, replace(asha, compartment_id=here), subject) == [here]
    assert looked_in(behind, replace(asha, compartment_id=new()), subject) == [None]


def test_it_is_kept_for_the_firm_and_the_unit_that_a_row_is_marked_for(
    world: World, behind: Behind, here: uuid.UUID
) -> None:
    solicitor, officer = world.a_solicitor(), world.a_unit_officer()
    of_firm, of_unit, of_nobody = new(), new(), new()
    firm, unit = solicitor.organisation_id, officer.organisation_id
    behind.put("referred_witness", id=of_firm, compartment_id=here, audience_id=firm)
    behind.put("referred_witness", id=of_unit, compartment_id=here, unit_id=unit)
    behind.put("referred_witness", id=of_nobody, compartment_id=here)
    found = {
        (name, subject): looked_in(behind, viewer, subject, "referred_witness")
        for name, viewer in (("solicitor", solicitor), ("officer", officer))
        for subject in (of_firm, of_unit, of_nobody)
    }
    kept = {key for key, compartments in found.items() if compartments == [here]}
    assert kept == {("solicitor", of_firm), ("officer", of_unit)}


def test_it_is_kept_for_the_courts_own_people_of_a_handover_to_them(
    world: World, behind: Behind, here: uuid.UUID
) -> None:
    host = world.somebody(Role.IN_COURT_WITNESS_SERVICE, "Lou Marsh", TEAM)
    court, ours, elsewhere = new(), new(), new()
    behind.put("sealed.hosting", organisation_id=host.organisation_id, court_id=court)
    behind.put("handover", id=ours, compartment_id=here, court_id=court)
    behind.put("handover", id=elsewhere, compartment_id=here, court_id=new())
    behind.put("hosted_visit", id=ours, compartment_id=here, court_id=court)
    assert looked_in(behind, host, ours, "handover") == [here]
    assert looked_in(behind, host, elsewhere, "handover") == [None]
    assert looked_in(behind, host, new(), "handover") == [None]
    assert looked_in(behind, host, ours, "hosted_visit") == [None]


def test_whoever_came_by_a_link_looks_at_its_own_subject(behind: Behind, here: uuid.UUID) -> None:
    subject, other = new(), new()
    behind.put("sealed.subject_link", subject_id=other, compartment_id=new())
    behind.put("sealed.subject_link", subject_id=subject, compartment_id=here)
    assert looked_in(behind, link_viewer(subject), other) == [here]
    assert behind.answers("SELECT subject_id FROM sealed.look") == [subject]


def test_what_was_shown_of_a_record_on_ones_own_side_is_read(
    world: World, behind: Behind, here: uuid.UUID
) -> None:
    asha, subject = world.a_caseworker(), new()
    world.clear(asha, here)
    looks = behind.rows(
        "sealed.look",
        {"subject_id": subject, "compartment_id": here, "outcome": "shown"},
        {
            "of another": {"subject_id": new()},
            "on another side": {"compartment_id": new()},
            "refused": {"outcome": "refused"},
        },
    )
    asked = "SELECT account_id FROM wall.looks_at(:subjects, 0, 9)"
    read = behind.asked_by(asha, asked, subjects=[subject])
    assert read == [looks.value("account_id", STANDS)]


def test_only_the_service_in_no_compartment_seals_and_reads_heads(
    world: World, behind: Behind, here: uuid.UUID
) -> None:
    for door in ("wall.seal_looks(:now)", "(SELECT count(*) FROM wall.look_heads(0))"):
        for viewer in (NOBODY, world.a_caseworker(), service_viewer(here)):
            with pytest.raises(ProgrammingError, match="not allowed"):
                behind.asked_by(
                    viewer, f"SELECT {door} WHERE cast(:now AS timestamptz) < 'infinity'", now=NOW
                )
    assert behind.asked_by(service_viewer(None), "SELECT wall.seal_looks(:now)", now=NOW) == [0]


def test_heads_after_a_number_are_told(behind: Behind) -> None:
    for number in (1, 2, 3):
        behind.put("sealed.look_seal", number=number)
    heads = "SELECT number FROM wall.look_heads(1)"
    assert behind.asked_by(service_viewer(None), heads) == [2, 3]
