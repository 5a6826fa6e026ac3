"""What caught what, the last time each was tried: `caught.csv`, and what is not in it yet."""

import csv
from collections import Counter
from pathlib import Path

from tests.mutations.equivalents import why_equivalent
from tests.mutations.stones import Mutation

RECORD = Path(__file__).with_name("caught.csv")
HOW_TO_TRY = "nice .venv/bin/python -m tests.mutations --new --record"
"""Some seconds each once `make meetings` was run; `--kind` and `--match` choose among them."""


def read_record() -> dict[str, str]:
    """What caught what, the last time it was written down."""
    if not RECORD.exists():
        return {}
    with RECORD.open(newline="") as file:
        return {
            f"{r['kind']}: {r['of']}: {r['without']}": r["caught by"] for r in csv.DictReader(file)
        }


def write_record(
    every: list[Mutation], caught: dict[str, str], survived: list[str], known: dict[str, str]
) -> None:
    """Write down what caught what: this time's, and of the rest what still is in the list.

    One that nothing can see is written with its reason once it was tried and survived, not before.
    """
    with RECORD.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["kind", "of", "without", "caught by"])
        for m in every:
            why = why_equivalent(m.name) if m.name in survived else None
            by = caught.get(m.name) or (f"none: {why}" if why else known.get(m.name))
            if by and (m.name not in survived or why):
                writer.writerow([m.kind, m.about, m.what, by])


def untried(every: list[Mutation]) -> list[Mutation]:
    """Those that are not in the record."""
    known = read_record()
    return [mutation for mutation in every if mutation.name not in known]


def in_words(new: list[Mutation]) -> str:
    """How many of each kind are untried, a few of them, and what tries them."""
    if not new:
        return "Every stone has been taken out."
    counts = ", ".join(f"{n} of {kind}" for kind, n in Counter(str(m.kind) for m in new).items())
    few = "".join(f"\n  {mutation.name}" for mutation in new[:10])
    return f"{len(new)} stones have not been taken out ({counts}). `{HOW_TO_TRY}` tries them:{few}"
