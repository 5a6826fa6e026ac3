"""Take out every stone of the wall in turn and see which test falls."""

import argparse
import json
import math
import os
import random
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.mutations.attempt import attempt
from tests.mutations.chosen import CHECKOUT, stages_for
from tests.mutations.code import mutations_of_code
from tests.mutations.equivalents import why_equivalent
from tests.mutations.found import mutations_of
from tests.mutations.in_turn import tried_in_turn
from tests.mutations.record import RECORD, in_words, read_record, untried, write_record
from tests.mutations.stones import MUTATION, Kind, Mutation
from tests.mutations.templates import FOUND
from tests.server import tests_cluster

IN_CODE = {Kind.PERMISSION, Kind.CODE}
KEPT_EVERY = 25
FEW = 3


@dataclass
class Run:
    """What was tried, and what came of it."""

    known: dict[str, str]
    caught: dict[str, str] = field(default_factory=dict)
    survived: list[str] = field(default_factory=list)
    not_ended: list[str] = field(default_factory=list)
    untried: dict[str, str] = field(default_factory=dict)

    def first_for(self, mutation: Mutation) -> list[list[str]]:
        """The test that caught it last time; else those that caught others of the same thing."""
        if self.known.get(mutation.name, "none: ").startswith("tests/"):
            return [[self.known[mutation.name]]]
        same = f"{mutation.kind}: {mutation.about}: "
        near = Counter(test for name, test in self.caught.items() if name.startswith(same))
        return [[test for test, _ in near.most_common(FEW)]] if near else []

    def settle(self, mutation: Mutation, answer: dict[str, str] | None) -> str:
        """Keep what came of one mutation, and say it in a line."""
        if answer is None:
            self.not_ended.append(mutation.name)
            return f"NOT ENDED {mutation.name}"
        if answer["not_applied"] or not (answer["caught"] or answer["passed"]):
            self.untried[mutation.name] = answer["not_applied"] or "no test met it"
            return f"NOT TRIED {mutation.name}: {self.untried[mutation.name]}"
        if answer["caught"]:
            self.caught[mutation.name] = answer["caught"]
            return f"caught {mutation.name} by {answer['caught']}"
        self.survived.append(mutation.name)
        return f"SURVIVED {mutation.name}"

    @property
    def faults(self) -> list[str]:
        """What must be mended: in the tests, or in the list of equivalents."""
        return [
            *(f"survived: {n}" for n in self.survived if not why_equivalent(n)),
            *(f"did not end in time: {n}" for n in self.not_ended),
            *(f"called equivalent, but was caught: {n}" for n in self.caught if why_equivalent(n)),
            *(f"not tried: {n}: {why}" for n, why in self.untried.items()),
        ]


def every_mutation() -> list[Mutation]:
    """All there are: asked of a template of this shape, and read from the code."""
    os.environ.pop(MUTATION, None)
    wanted = _template_name()
    with tests_cluster().connect("postgres", wanted) as connection:
        return [*mutations_of(connection), *mutations_of_code()]


def _template_name() -> str:
    """The template of today's shape, made by the tests' own fixture."""
    found: list[str] = []

    class Asker:
        @pytest.fixture(scope="session", autouse=True)
        def _asked(self, template: str) -> None:
            found.append(template)

    test = (
        "tests/ethical_walls/test_sessions_and_the_log.py::test_one_session_has_one_viewer_for_life"
    )
    pytest.main(["-q", "--no-header", "--durations=0", test], plugins=[Asker()])
    return found[0]


def _can_be_in_turn(mutation: Mutation) -> bool:
    """Whether one process can try many of its like; what it does not catch gets one of its own."""
    return bool(mutation.undo) or mutation.kind is Kind.CODE


def run_in_turn(
    mutations: list[Mutation], asked: argparse.Namespace, run: Run, keep: Callable[[], None]
) -> list[Mutation]:
    """Try many in few processes; gives back those that were not caught so and need their own.

    One that nothing can see has survived when all that are nearest were passed.
    """
    named = {mutation.name: mutation for mutation in mutations if _can_be_in_turn(mutation)}
    until = time.monotonic() + 60 * asked.minutes
    with tempfile.TemporaryDirectory() as folder:
        first = {
            name: [test for stage in run.first_for(mutation) for test in stage]
            for name, mutation in named.items()
        }
        tried = tried_in_turn(list(named.values()), first, asked.workers, until, Path(folder))
        for n, answer in enumerate(tried, start=1):
            spared = answer["passed"] and why_equivalent(answer["name"])
            if answer["caught"] or spared:
                run.settle(named[answer["name"]], answer)
            say(f"{n}/{len(named)} {json.dumps(answer)}")
            if n % KEPT_EVERY == 0:
                keep()
    settled = {*run.caught, *run.survived}
    return [mutation for mutation in mutations if mutation.name not in settled]


def run_all(mutations: list[Mutation], asked: argparse.Namespace, run: Run) -> None:
    """Try each in a process of its own, so many at once, until none is left or the time is up."""
    waiting, running = deque(mutations), {}
    until = time.monotonic() + 60 * asked.minutes
    with tempfile.TemporaryDirectory() as folder:
        while waiting or running:
            while waiting and len(running) < asked.workers:
                mutation = waiting.popleft()
                file = Path(folder) / f"{len(waiting)}.json"
                running[_start(mutation, run, file)] = (mutation, file)
            if time.monotonic() > until:
                waiting.clear()
            pid, _ = os.wait()
            mutation, file = running.pop(pid)
            answer = json.loads(file.read_text()) if file.exists() else None
            done = len(mutations) - len(waiting) - len(running)
            say(f"{done}/{len(mutations)} {run.settle(mutation, answer)}")


def say(line: str) -> None:
    """Tell whoever runs it."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _start(mutation: Mutation, run: Run, file: Path) -> int:
    """Begin one attempt; the modules are loaded already, but for a mutation of code."""
    stages = [*run.first_for(mutation), *stages_for(mutation)]
    pid = os.fork()
    if pid:
        return pid
    os.environ[MUTATION] = mutation.name
    log = os.open(file.with_suffix(".log"), os.O_WRONLY | os.O_CREAT)
    os.dup2(log, 1)
    os.dup2(log, 2)
    if mutation.kind in IN_CODE:
        attempting = ["-m", "tests.mutations.attempt", json.dumps(stages), str(file)]
        os.execv(sys.executable, [sys.executable, *attempting])  # noqa: S606 - ourselves again
    attempt(stages, file)
    os._exit(0)


def tests_that_fail_on_the_whole_wall(run: Run) -> list[str]:
    """Whatever caught a mutation must pass where nothing is taken out."""
    tests = sorted(set(run.caught.values()))
    if not tests or pytest.main(["-q", "--no-header", "--durations=0", *tests]) == 0:
        return []
    return ["a test that caught something fails on the whole wall too: see above"]


def main() -> int:
    """Try those asked for, and say what survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", action="append", choices=[str(kind) for kind in Kind])
    parser.add_argument("--match", default="", help="words of their names")
    parser.add_argument("--sample", type=int, help="so many of each kind, drawn by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin none later")
    parser.add_argument("--record", action="store_true", help=f"write {RECORD.name}")
    parser.add_argument("--new", action="store_true", help="only those that are not in it")
    parser.add_argument("--alone", action="store_true", help="each in a process of its own")
    parser.add_argument("--in-turn", action="store_true", help="only those that need none")
    parser.add_argument("--list-new", action="store_true", help="name those, and try none")
    asked = parser.parse_args()
    os.chdir(CHECKOUT)
    every = every_mutation()
    if asked.list_new:
        new = untried(every)
        say("\n".join([*(mutation.name for mutation in new), in_words(new)]))
        return 0
    FOUND.update({mutation.name: mutation for mutation in every})
    run = Run(read_record())

    def keep() -> None:
        if asked.record:
            write_record(every, run.caught, run.survived, run.known)

    wanted = _wanted(every, asked, run)
    left = wanted if asked.alone else run_in_turn(wanted, asked, run, keep)
    if not asked.in_turn:
        run_all(left, asked, run)
    faults = [*run.faults, *tests_that_fail_on_the_whole_wall(run)]
    keep()
    for fault in faults:
        say(fault)
    say(
        f"{len(run.caught)} caught, {len(run.survived)} survived"
        f" ({len([n for n in run.survived if why_equivalent(n)])} of them equivalent),"
        f" {len(run.not_ended)} did not end in time, {len(run.untried)} not tried;"
        f" the list has {len(every)}."
    )
    return 1 if faults else 0


def _wanted(every: list[Mutation], asked: argparse.Namespace, run: Run) -> list[Mutation]:
    chosen = [
        m
        for m in every
        if asked.match in m.name
        and (not asked.kind or m.kind in asked.kind)
        and not (asked.new and m.name in run.known)
    ]
    drawn = random.Random(asked.seed)  # noqa: S311 - a sample
    if asked.sample is None:
        return drawn.sample(chosen, len(chosen)) if math.isfinite(asked.minutes) else chosen
    kinds = [[m for m in chosen if m.kind is kind] for kind in Kind]
    return [m for of_kind in kinds for m in drawn.sample(of_kind, min(asked.sample, len(of_kind)))]


if __name__ == "__main__":
    sys.exit(main())
