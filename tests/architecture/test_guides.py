"""Every how-to is numbered steps, and names files that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted((ROOT / "docs" / "how-to").glob("*.md"))
TOP = {path.name for path in ROOT.iterdir() if path.is_dir()}
QUOTED = re.compile(r"`([^`\s]+/[^`\s]*)`")
STEP = re.compile(r"^(\d+)\. ", re.MULTILINE)


def paths_in(guide: Path) -> list[str]:
    """The paths of this repository that a guide names; one with a `<gap>` in it is a pattern."""
    named = QUOTED.findall(guide.read_text())
    return [path for path in named if path.split("/")[0] in TOP and "<" not in path]


def test_there_are_guides_to_check() -> None:
    assert {"add-a-message.md"} <= {guide.name for guide in GUIDES}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_a_guide_names_files_that_are_there(guide: Path) -> None:
    named = paths_in(guide)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_the_steps_of_a_guide_are_numbered_one_after_another(guide: Path) -> None:
    numbers = [int(number) for number in STEP.findall(guide.read_text())]
    assert len(numbers) > 1
    assert numbers == list(range(1, len(numbers) + 1))
