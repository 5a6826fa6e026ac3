"""`witness-app hearings import FILE`: the same preview and the same apply as on the page."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.builders.courts import the_register
from tests.builders.lists import NOWHERE, Accused, Json, Listed, a_crown_warned_list, as_file
from tests.world import TestDatabase, World
from witness_app.commands.hearings import group
from witness_app.settings import Settings

PUBLISHED = datetime(2026, 9, 1, 8)  # noqa: DTZ001 - a list may print London's time without a zone
PERIOD = (date(2026, 10, 5), date(2026, 10, 16))
REED = Accused("Jordan Reed", urn="01AB1234526")
FIXED = Listed("T20267123", [REED], fixed_on=date(2026, 10, 8))

Import = Callable[..., Result]


@pytest.fixture
def run(database: TestDatabase, world: World, tmp_path: Path) -> Import:
    """Runs the command on a file, as an operator of the machine would."""
    with world.session(world.a_register_keeper()) as session:
        the_register(session)
        session.commit()
    settings = Settings(
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

    def import_file(data: bytes, *options: str) -> Result:
        file = tmp_path / "list.json"
        file.write_bytes(data)
        return CliRunner().invoke(group, ["import", str(file), *options], obj=settings)

    return import_file


def warned(*cases: Listed) -> bytes:
    court_list: Json = a_crown_warned_list(PERIOD, PUBLISHED, cases)
    return as_file(court_list)


def test_a_preview_is_printed_and_nothing_is_changed(run: Import) -> None:
    for _once_and_again in range(2):
        done = run(warned(FIXED))
        assert done.exit_code == 0, done.output
        assert "Snaresbrook: 1 new." in done.output
        assert "Thursday 8 October 2026, Snaresbrook Crown Court" in done.output
        assert "Nothing has been changed" in done.output


def test_apply_applies_and_the_same_file_again_says_so(run: Import) -> None:
    assert "Hearings new or changed: 1." in run(warned(FIXED), "--apply").output
    again = run(warned(FIXED), "--apply")
    assert again.exit_code == 0
    assert "Already applied on" in again.output


def test_a_number_that_is_left_out_is_said(run: Import) -> None:
    odd = Listed("T20267123", [Accused("Jordan Reed", urn="of the bench")], fixed_on=PERIOD[0])
    assert "Left out, as not a case number we recognise" in run(warned(odd)).output


def test_a_file_that_is_no_list_is_refused_with_one_sentence(run: Import) -> None:
    refused = run(b"%PDF", "--apply")
    assert refused.exit_code == 1
    assert "not valid JSON" in refused.output


def test_held_and_unreadable_rows_are_said(run: Import) -> None:
    data = as_file(
        a_crown_warned_list(PERIOD, PUBLISHED, [Listed("T00112233", [REED])], court=NOWHERE)
    )
    done = run(data, "--apply")
    assert "1 held" in done.output
    assert "which building is “The Assembly Rooms, Little Puddle” (code 9999)?" in done.output
    assert "0011 is not a year" in done.output
    assert "Nothing in this list is ready to apply" in done.output
