"""Many mutations met in one process: each is put in place, met by its tests, and put right again.

What an attempt of its own costs most is beginning: importing the product, collecting the tests,
making a database. Here that is done once, and each mutation costs its tests alone. One of a
database is put into the copy that tests' databases are made from and into those already lent, and
undone by the statement it brings; one of code is put into the functions that are already there.
What cannot be done so is answered with `not_applied`, and gets an attempt of its own.
"""

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import IO, Any

import pytest
from _pytest.runner import runtestprotocol

from tests.lending import SHAPE, Lender
from tests.mutations.chosen import STARTING, tests_in_turn
from tests.mutations.stones import EACH_IN_TURN, MUTATION, Kind, Mutation, MutationNotApplied
from tests.mutations.swapping import Functions, functions_that_live, swapped
from tests.server import tests_cluster
from witness_app.embedded_postgres import ADMIN

WARMING = (
    "tests/ethical_walls/test_sessions_and_the_log.py::test_one_session_has_one_viewer_for_life"
)
"""A test that makes whatever all the others share."""
LONGEST_TEST_SECONDS = 30
LOOKED_AT_EVERY = 40
FEW = 3


class TookTooLong(Exception):
    """A test did not end; what it waits for is the mutation's doing."""


class NotPutBack(Exception):
    """A test fails though nothing is taken out."""


class InTurn:
    """Tries mutations one after another, each with the tests chosen for it, until one fails.

    Args:
        mutations: What to try, in this order.
        chosen: For each, by its name, the tests that meet it, the best first.
        said: Where the answers go, a line of JSON each.
        until: By `time.monotonic()`, when none is begun any more.
    """

    def __init__(
        self,
        mutations: list[Mutation],
        chosen: dict[str, list[str]],
        said: IO[str],
        until: float,
    ) -> None:
        self._mutations, self._chosen, self._said, self._until = mutations, chosen, said, until
        self._items: dict[str, pytest.Item] = {}
        self._functions: Functions = {}
        self._lender: Lender | None = None
        self._copy = ""
        self._catching: dict[str, Counter[str]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Remember the tests, and the functions that the modules under test hold."""
        self._items = {item.nodeid: item for item in session.items}
        self._functions = functions_that_live()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
        """Take hold of the databases that tests are lent, and of what they are copies of."""
        yield
        if fixturedef.argname == "lender":
            self._lender = fixturedef.cached_result[0]
        if fixturedef.argname == "template":
            self._copy = fixturedef.cached_result[0]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of the tests in their order: the mutations in theirs."""
        for n, mutation in enumerate(self._mutations):
            if n % LOOKED_AT_EVERY == 0:
                self._stands(session)
            if time.monotonic() > self._until:
                break
            began = time.monotonic()
            answer = self._tried(session, mutation)
            answer |= {"name": mutation.name, "seconds": round(time.monotonic() - began, 1)}
            self._said.write(json.dumps(answer) + "\n")
            self._said.flush()
        self._stands(session)
        return True

    def _stands(self, session: pytest.Session) -> None:
        """Look that everything taken out was put back: else what was caught since means nothing."""
        for test in (WARMING, *STARTING):
            if not self._passes(session, test):
                raise NotPutBack(test)

    def _tried(self, session: pytest.Session, mutation: Mutation) -> dict[str, Any]:
        answer: dict[str, Any] = {"caught": "", "passed": 0, "not_applied": ""}
        near = self._catching.setdefault(f"{mutation.kind}: {mutation.about}", Counter())
        first = [test for test, _ in near.most_common(FEW)]
        tests = list(dict.fromkeys([*first, *self._chosen[mutation.name]]))
        try:
            with self._without(mutation):
                for test in filter(self._items.__contains__, tests):
                    if not self._passes(session, test):
                        answer["caught"] = test
                        near[test] += 1
                        break
                    answer["passed"] += 1
        except MutationNotApplied as failure:
            answer["not_applied"] = str(failure)
        return answer

    def _passes(self, session: pytest.Session, test: str) -> bool:
        """Whether a test passes; whatever it stood on is taken down again but for the session's."""
        with _a_limit(LONGEST_TEST_SECONDS):
            reports = runtestprotocol(self._items[test], nextitem=session, log=False)  # type: ignore[arg-type]
        return not any(report.failed for report in reports)

    @contextmanager
    def _without(self, mutation: Mutation) -> Iterator[None]:
        if mutation.kind is Kind.CODE:
            with swapped(mutation, self._functions):
                yield
            return
        if not mutation.undo:
            raise MutationNotApplied("nothing says how it is put back")
        self._tell_databases(mutation.statements)
        try:
            yield
        finally:
            self._tell_databases(mutation.undo)

    def _tell_databases(self, statements: tuple[str, ...]) -> None:
        """Say something to the copy and to every database that is free to be lent."""
        assert self._lender is not None
        assert "_mutated_" in self._copy
        cluster = tests_cluster()
        lent = {copy.database.name: copy for copy in self._lender.free}
        for name in (self._copy, *lent):
            with cluster.connect(ADMIN, name) as connection:
                for statement in statements:
                    try:
                        connection.execute(statement.encode())
                    except Exception as failure:
                        raise MutationNotApplied(str(failure)) from failure
                if name in lent:
                    lent[name].shape = connection.execute(SHAPE).fetchall()


@contextmanager
def _a_limit(seconds: int) -> Iterator[None]:
    def too_long(_signal: int, _frame: FrameType | None) -> None:
        raise TookTooLong

    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def tried_in_turn(
    mutations: list[Mutation],
    first: dict[str, list[str]],
    workers: int,
    until: float,
    folder: Path,
) -> Iterator[dict[str, Any]]:
    """Try them in so many processes, and give each answer as it comes.

    Whatever no answer comes for was not begun in time, or took its process with it. `first` names
    tests to be tried before all others.
    """
    chosen = {m.name: [*first.get(m.name, ()), *tests_in_turn(m)] for m in mutations}
    files = [folder / f"in_turn_{n}.jsonl" for n in range(workers)]
    by_what = groupby(sorted(mutations, key=_of), key=_of)
    shares = [list(of_one) for _, of_one in by_what]
    pids = {
        _begun([m for share in shares[n::workers] for m in share], chosen, file, until): file
        for n, file in enumerate(files)
    }
    read = dict.fromkeys(files, 0)
    while pids:
        time.sleep(1)
        for pid in list(pids):
            if os.waitpid(pid, os.WNOHANG) != (0, 0):
                del pids[pid]
        for file in files:
            lines = file.read_text().split("\n")[:-1] if file.exists() else []
            yield from map(json.loads, lines[read[file] :])
            read[file] = len(lines)


def _of(mutation: Mutation) -> tuple[str, str]:
    """What is tried together: the tests that caught others of the same thing come first."""
    return (mutation.kind, mutation.about)


def _begun(
    mutations: list[Mutation], chosen: dict[str, list[str]], file: Path, until: float
) -> int:
    """Begin one process, which has imported everything already."""
    pid = os.fork()
    if pid:
        return pid
    os.environ[MUTATION] = EACH_IN_TURN
    log = os.open(file.with_suffix(".log"), os.O_WRONLY | os.O_CREAT)
    os.dup2(log, 1)
    os.dup2(log, 2)
    tests = {test for mutation in mutations for test in chosen[mutation.name]} | {
        WARMING,
        *STARTING,
    }
    held = sorted({test.partition("::")[0] for test in tests})
    with file.open("w") as said:
        pytest.main(
            ["-q", "--no-header", "--durations=0", "-p", "no:randomly", *held],
            plugins=[InTurn(mutations, chosen, said, until)],
        )
    os._exit(0)
