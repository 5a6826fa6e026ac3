"""`witness-app courts`, run as an operator runs it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.world import TestDatabase
from witness_app.commands.courts import group
from witness_app.settings import Settings


@pytest.fixture
def settings(database: TestDatabase) -> Settings:
    return Settings(
        environment="development",
        instance=Path("instance"),
        database_url=database.app_url,
        owner_database_url=database.owner_url,
        staff_secret="a secret that only tests hold",
        public_secret="another secret that only tests hold",
        second_factor_key=b"a key that only tests hold, 32 b",
        wall_key=database.signer.key,
        wall_key_id=database.signer.key_id,
    )


def run(settings: Settings, *words: str) -> list[str]:
    result = CliRunner().invoke(group, words, obj=settings, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def test_the_register_is_loaded_and_loading_again_says_that_nothing_changed(
    settings: Settings,
) -> None:
    first, *_ = run(settings, "load")
    second, *_ = run(settings, "load")
    assert "0 facts added" not in first
    assert second.startswith("Courts: 0 facts added, 0 corrected")


def test_the_register_is_listed_by_words_place_and_whether_open(settings: Settings) -> None:
    run(settings, "load")
    assert len(run(settings, "list")) == 27
    assert len(run(settings, "list", "--where", "anywhere", "--which", "any")) == 315
    assert run(settings, "list", "wood", "gr") == [
        " 469  Wood Green Crown Court  (sitting)  wood-green-crown-court"
    ]
