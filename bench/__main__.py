"""`make bench`: every measurement in turn, each ratio with its bound, one JSON line last."""

import argparse
import importlib
import json
import sys
from dataclasses import dataclass

from witness_app.models import import_every_model


@dataclass(frozen=True)
class Bound:
    """How large a measurement may be, and why no larger; how small, where that tells too."""

    most: float
    why: str
    least: float = 0

    @property
    def range(self) -> str:
        """The bound in words."""
        return f"{self.least} to {self.most}" if self.least else f"at most {self.most}"


MEASUREMENTS = (
    "wall_page",
    "wall_overhead",
    "log_overhead",
    "refusal_timing",
    "availability",
    "contention",
    "turn_reach",
    "list_import",
    "serve_memory",
)
BOUNDS = {
    "wall_page": Bound(
        2.5, "signing, setting and resolving the viewer; more would be a policy planned badly"
    ),
    "wall_overhead": Bound(
        1.5, "who looks is proved and resolved in each statement; more would be another plan"
    ),
    "log_overhead": Bound(
        1.5, "one statement more and its wait for the disk; a chain would be a lock too"
    ),
    "refusal_timing": Bound(
        1.25, "whoever times a refusal must not learn that somebody is there", least=0.8
    ),
    "availability_vs_raw": Bound(
        15, "SQLAlchemy and one rich predicate over a bare index scan; more would be a scan"
    ),
    "availability_10x": Bound(3, "ten times the visits may cost a deeper index, not a longer one"),
    "contention_violations": Bound(0, "one overbooked or opposing pair is one too many"),
    "list_import_apply_vs_copy": Bound(
        15, "judging each row in Python; a statement for each would make it seven times as long"
    ),
    "list_import_same_again": Bound(
        1.2, "an unchanged list is read and compared, and not taken in again"
    ),
    "serve_memory_mb": Bound(300, "a small server must hold it beside its database"),
}


def main() -> int:
    """Measure what was asked for; 1 where a bound is broken."""
    import_every_model()
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("only", nargs="*", choices=[*MEASUREMENTS, []], help="measure these alone")
    asked = parser.parse_args().only or MEASUREMENTS
    measured: dict[str, object] = {}
    for name in asked:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        measured |= importlib.import_module(f"bench.{name}").measure()
    broken = [name for name, bound in BOUNDS.items() if _breaks(measured.get(name), bound)]
    for name, bound in BOUNDS.items():
        if name in measured:
            word = "BROKEN" if name in broken else "holds"
            print(f"{name}: {measured[name]} ({bound.range}: {bound.why}) {word}")
    print(json.dumps(measured))
    return 1 if broken else 0


def _breaks(value: object, bound: Bound) -> bool:
    return isinstance(value, int | float) and not bound.least <= value <= bound.most


if __name__ == "__main__":
    sys.exit(main())
