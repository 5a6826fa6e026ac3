"""`list_import_*`: a list of five thousand rows, new and then unchanged, from file to hearings.

Apply over COPY, bound 15: COPY writes the rows that applying leaves, with their keys and indexes,
and nothing else. Applying reads what was previewed, judges each row again under the lock of its
case and finds separation groups by keyed hashes: Python for each row, where COPY has none. A
statement for each case and hearing made applying seven times as long, and would break the bound.

The same again over the first, bound 1.2: an unchanged list is read, matched and judged, and writes
its own rows alone. More than a new list would mean that it is taken in, or that finding what is
known costs more than writing it; the fifth over one is room for a busy machine.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from uuid import UUID

from sqlalchemy import text

from bench.ground import Ground, a_ground
from courts.lists.actions import ListFile, apply_list, preview_list
from courts.lists.models import ListImport
from ethical_walls.viewers import Viewer
from tests.builders.courts import CourtDetails, a_court
from tests.builders.lists import SNARESBROOK, Accused, Listed, a_crown_warned_list
from tests.moment import NOW
from witness_app.perform import perform

ROWS, ROUNDS = 5_000, 3
PERIOD = (date(2026, 10, 5), date(2026, 10, 16))
WRITTEN = (
    "published_case",
    "case_identifier",
    "defendant",
    "hearing",
    "hearing_version",
    "sealed.group_alias",
    "sealed.work",
)


@dataclass(frozen=True)
class Taken:
    """The seconds that previewing and applying one list took."""

    preview: float
    apply: float

    @property
    def whole(self) -> float:
        """Both."""
        return self.preview + self.apply


def measure() -> dict[str, float]:
    """The ratios, each the median of three rounds, and the seconds they are made of."""
    with a_ground() as ground:
        with ground.world.owner() as owner:
            a_court(owner, CourtDetails("Snaresbrook Crown Court", SNARESBROOK.code))
            owner.commit()
        operator = ground.world.a_list_operator()
        rounds = [_one_round(ground, operator) for _ in range(ROUNDS)]
    return {
        "list_import_apply_vs_copy": median(new.apply / copied for new, _, copied in rounds),
        "list_import_same_again": median(same.whole / new.whole for new, same, _ in rounds),
        "list_import_apply_s": median(new.apply for new, _, _ in rounds),
        "list_import_preview_s": median(new.preview for new, _, _ in rounds),
    }


def _one_round(ground: Ground, operator: Viewer) -> tuple[Taken, Taken, float]:
    _empty(ground)
    new = _take_in(ground, operator, NOW)
    kept = {table: b"".join(_copied_out(ground, table)) for table in WRITTEN}
    same = _take_in(ground, operator, NOW + timedelta(hours=1))
    _empty(ground)
    return new, same, _copy_in(ground, kept)


def _take_in(ground: Ground, operator: Viewer, published: datetime) -> Taken:
    file = ListFile("list.json", _a_list(published))
    with ground.world.session(operator) as session:
        began = time.perf_counter()
        import_id: UUID = perform(session, preview_list, file, now=published)
        previewed = time.perf_counter()
    with ground.world.session(operator) as session:
        number = session.get_one(ListImport, import_id).preview_number
        applying = time.perf_counter()
        perform(session, apply_list, import_id, preview_number=number, now=published)
        return Taken(previewed - began, time.perf_counter() - applying)


def _a_list(published: datetime) -> bytes:
    cases = [
        Listed(
            f"T2026{number:04d}",
            [Accused(f"Jordan Reed{number}", urn=f"01AB{number:07d}")],
            fixed_on=PERIOD[0],
        )
        for number in range(ROWS)
    ]
    return json.dumps(a_crown_warned_list(PERIOD, published, cases)).encode()


def _empty(ground: Ground) -> None:
    with ground.admin.begin() as connection:
        connection.execute(text(f"TRUNCATE list_import, {', '.join(WRITTEN)} CASCADE"))


def _copied_out(ground: Ground, table: str) -> Iterator[bytes]:
    raw = ground.admin.raw_connection()
    try:
        with raw.cursor().copy(f"COPY {table} TO STDOUT") as copy:  # type: ignore[attr-defined]
            yield from (bytes(some) for some in copy)
    finally:
        raw.close()


def _copy_in(ground: Ground, kept: dict[str, bytes]) -> float:
    """The seconds to copy the same rows into the same tables, keys checked, and commit."""
    raw = ground.admin.raw_connection()
    try:
        began = time.perf_counter()
        for table, rows in kept.items():
            with raw.cursor().copy(f"COPY {table} FROM STDIN") as copy:  # type: ignore[attr-defined]
                copy.write(rows)
        raw.commit()
        return time.perf_counter() - began
    finally:
        raw.close()
