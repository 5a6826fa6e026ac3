"""What may cross is four things by name: a fifth in the page, or one without its test, fails."""

import re

import pytest

from tests.two_worlds.interferences import ADMITTED
from tests.two_worlds.transcripts import Transcript, differences
from witness_app.settings import CHECKOUT

ROW = re.compile(r"^\| (a .+?) \|", re.MULTILINE)


def test_the_page_admits_the_four_that_are_known_by_name_and_no_fifth() -> None:
    page = (CHECKOUT / "docs" / "architecture.md").read_text()
    table = page.partition("### What may cross")[2].partition("###")[0].partition("\n## ")[0]
    assert ROW.findall(table) == list(ADMITTED)


@pytest.mark.parametrize("name", ADMITTED)
def test_each_is_met_by_a_test_of_its_own(name: str) -> None:
    file, test = ADMITTED[name]
    assert f"def {test}(" in (CHECKOUT / file).read_text()


@pytest.mark.parametrize("name", ADMITTED)
def test_no_play_excuses_even_one_of_them(name: str) -> None:
    here, there = Transcript(["/day 200\nfree"]), Transcript([f"/day 200\n{name}"])
    assert differences(here, there) != []
