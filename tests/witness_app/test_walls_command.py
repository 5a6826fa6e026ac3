"""`witness-app walls explain`: an administrator's question answered without the row's content."""

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.intake import end_clearance
from ethical_walls.permissions import Permission
from ethical_walls.viewers import Viewer
from scheduling.hosted_visits.models import HostedVisit
from scheduling.visits.actions import book_visit
from scheduling.visits.queries import find_times
from tests.builders.accounts import Employer, an_account
from tests.builders.casework import MadeWitness, Person, Side, a_witness
from tests.builders.hosting import CONTACT, a_host
from tests.builders.scheduling import Trial, a_court_with_windows, a_trial
from tests.moment import NOW
from tests.world import TestDatabase, World
from witness_app.commands.walls import group
from witness_app.perform import perform
from witness_app.settings import Settings

NAME = "Adaeze Unlikely"
Explain = Callable[..., Result]


@pytest.fixture
def settings(database: TestDatabase, tmp_path: Path) -> Settings:
    return Settings(
        environment="development",
        instance=tmp_path,
        database_url=database.app_url,
        owner_database_url=database.owner_url,
        staff_secret="a secret that only tests hold",
        public_secret="another secret that only tests hold",
        second_factor_key=b"a key that only tests hold, 32 b",
        wall_key=database.signer.key,
        wall_key_id=database.signer.key_id,
    )


@pytest.fixture
def explain(settings: Settings) -> Explain:
    def run(viewer: Viewer | str, subject: str, permission: str = "read_witness") -> Result:
        who = str(viewer.account_id) if isinstance(viewer, Viewer) else viewer
        return CliRunner().invoke(group, ["explain", who, permission, subject], obj=settings)

    return run


@pytest.fixture
def ours(world: World) -> MadeWitness:
    return a_witness(world, side=Side.PROSECUTION, person=Person(name=NAME))


def test_a_caseworker_with_a_clearance_is_told_by_what(ours: MadeWitness, explain: Explain) -> None:
    said = explain(ours.caseworker, f"witness:{ours.id}")
    assert said.exit_code == 0, said.output
    assert "May ask for read_witness: caseworker (Supports witnesses.)" in said.output
    assert "Would see this witness: cleared for its compartment since Monday 14" in said.output
    assert "Belongs to prosecution of this case" in said.output
    assert "the party whose row it is" in said.output


def test_the_other_side_is_told_that_it_can_never_be_cleared(
    world: World, ours: MadeWitness, explain: Explain
) -> None:
    theirs = a_witness(world, side=Side.DEFENCE)
    said = explain(theirs.caseworker, f"witness:{ours.id}").output
    assert "Would not see this witness: no clearance for its compartment" in said
    assert "Belongs to defendant:jordan reed of this case" in said
    assert "another party, so can never be cleared" in said


def test_somebody_who_left_is_told_when_the_clearance_ended(
    world: World, ours: MadeWitness, explain: Explain
) -> None:
    with world.job(ours.compartment_id) as session:
        end_clearance(session, ours.caseworker.account_id, now=NOW)
        session.commit()
    said = explain(ours.caseworker, f"witness:{ours.id}").output
    assert "Would not see this witness: the clearance for its compartment ended Monday 14" in said


def test_somebody_without_the_role_is_told_which_is_needed(
    world: World, ours: MadeWitness, explain: Explain
) -> None:
    said = explain(world.a_list_operator(), f"witness:{ours.id}").output
    assert "May not ask for read_witness. Needed: caseworker" in said
    assert "Belongs to no party of this case" in said


def test_an_officer_of_the_unit_that_shares_a_row_sees_it(
    world: World, ours: MadeWitness, explain: Explain
) -> None:
    officer = world.a_unit_officer()
    with world.owner() as owner:
        owner.connection().exec_driver_sql(
            f"UPDATE witness SET unit_id = '{officer.organisation_id}' WHERE id = '{ours.id}'"  # noqa: S608 - uuids
        )
        owner.commit()
    said = explain(officer, f"witness:{ours.id}").output
    assert "Would see this witness: an officer of the Witness Care Unit that shares it" in said
    with world.owner() as owner:
        unit = Employer("South unit", OrganisationKind.WITNESS_CARE_UNIT)
        other = an_account(owner, Role.WITNESS_CARE_UNIT_OFFICER, name="Cy Ode", employer=unit)
    assert "Would not see this witness" in explain(other, f"witness:{ours.id}").output


def test_somebody_of_a_courts_team_is_told_that_it_hosts_the_court(
    world: World, ours: MadeWitness, explain: Explain
) -> None:
    a_trial(world, Trial(court_id := a_court_with_windows(world)))
    with world.session(ours.caseworker) as session:
        slot_id = find_times(session, ours.id, now=NOW).times[0].slot_id
        perform(session, book_visit, ours.id, slot_id, uuid.uuid4(), now=NOW)
        row_id = session.scalars(select(HostedVisit.id)).one()
    here, elsewhere = a_host(world, CONTACT, court_id), a_host(world, CONTACT, team="Another")
    said = explain(here, f"hosted_visit:{row_id}", "host_at_court").output
    assert "Would see this hosted_visit: of the team that hosts the court of the row" in said
    assert "Would not see" in explain(elsewhere, f"hosted_visit:{row_id}").output
    assert "Would not see" in explain(here, f"witness:{ours.id}").output
    with world.owner() as owner:
        team = Employer("Snaresbrook team", OrganisationKind.COURT_TEAM)
        other = an_account(owner, Role.LIST_OPERATOR, name="Lee Osei", employer=team)
    assert "Would not see" in explain(other, f"hosted_visit:{row_id}").output


@pytest.mark.parametrize("permission", list(Permission))
def test_the_content_of_a_row_is_never_printed(
    ours: MadeWitness, explain: Explain, permission: Permission
) -> None:
    said = explain(ours.caseworker, f"witness:{ours.id}", permission.value)
    assert said.exit_code == 0
    assert not any(word in said.output for word in (*NAME.split(), "+4477009", "A.U."))


@pytest.mark.parametrize(
    ("viewer", "subject", "words"),
    [
        ("nobody@example.org", "witness:{id}", "Nobody signs in with nobody@example.org"),
        ("99999999-9999-4999-8999-999999999999", "witness:{id}", "not there or has ended"),
        ("99999999-9999-4999-8999-999999999999", "court:{id}", "Name a walled table"),
        ("99999999-9999-4999-8999-999999999999", "witness:12", "12 is not an id"),
        (
            "99999999-9999-4999-8999-999999999999",
            "witness:99999999-9999-4999-8999-999999999998",
            "There is no witness of that id",
        ),
    ],
)
def test_what_cannot_be_explained_is_said(
    ours: MadeWitness, explain: Explain, viewer: str, subject: str, words: str
) -> None:
    assert words in explain(viewer, subject.format(id=ours.id)).output


def test_the_same_answers_come_from_the_wall_itself(
    world: World, ours: MadeWitness, explain: Explain
) -> None:
    """What the command says of each viewer is what each viewer's own session finds."""
    theirs = a_witness(world, side=Side.DEFENCE)
    for viewer in (
        ours.caseworker,
        theirs.caseworker,
        world.a_caseworker(),
        world.a_unit_officer(),
    ):
        with world.session(viewer) as session:
            sees = bool(
                session.connection()
                .exec_driver_sql(
                    f"SELECT count(*) FROM witness WHERE id = '{ours.id}'"  # noqa: S608 - a uuid
                )
                .scalar()
            )
        assert ("Would see" in explain(viewer, f"witness:{ours.id}").output) is sees
