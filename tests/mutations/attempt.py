"""One mutation met by its tests, stage after stage, until one fails; in a process of its own.

By hand: `WALL_MUTATION="policy: witness: SELECT dropped" python -m tests.mutations.attempt tests/…`
"""

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from tests.mutations.code import import_mutated, mutations_of_code
from tests.mutations.stones import MUTATION, MutationNotApplied

LONGEST_SECONDS = 900
"""A door that hundreds of tests reach meets them all before it is said to stand for nothing."""
NO_SUCH_TEST = 4


class Catcher:
    """Remembers the first test that failed, and whether the mutation could not be applied."""

    def __init__(self) -> None:
        self.caught = ""
        self.not_applied = ""
        self.passed = 0

    def pytest_exception_interact(
        self, node: pytest.Item, call: "pytest.CallInfo[object]", report: pytest.TestReport
    ) -> None:
        """Some test, or what it stands on, failed."""
        if call.excinfo and call.excinfo.errisinstance(MutationNotApplied):
            self.not_applied = str(call.excinfo.value)
        self.caught = self.caught or report.nodeid or node.nodeid

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count what passed: tests that were not there prove nothing."""
        self.passed += report.when == "call" and report.passed


def attempt(stages: list[list[str]], answer: Path) -> None:
    """Run the stages in turn, and write what came of them.

    Where whole files are there and none can be collected, the product is not even imported: it is
    the first of them that sees it.
    """
    signal.alarm(LONGEST_SECONDS)
    catcher = Catcher()
    for stage in stages:
        options = ["-x", "-q", "--no-header", "--durations=0", "--tb=short", "-p", "no:randomly"]
        code = pytest.main([*options, *stage], plugins=[catcher])
        if code == NO_SUCH_TEST and all(Path(file).is_file() for file in stage):
            catcher.caught = stage[0]
        if catcher.caught:
            break
    answer.write_text(json.dumps(vars(catcher)))


def main() -> None:
    """As a program: the answer's file and the stages as JSON, or tests alone by hand."""
    name = os.environ[MUTATION]
    for mutation in mutations_of_code():
        if mutation.name == name:
            import_mutated(mutation)
    first, *others = sys.argv[1:]
    if first.startswith("["):
        attempt(json.loads(first), Path(others[0]))
    else:
        sys.exit(pytest.main(["-x", first, *others]))


if __name__ == "__main__":
    main()
