"""Reads the register's own files: facts from public sources, as they were before anyone checked."""

import csv
from collections.abc import Callable
from datetime import date
from importlib.resources import files

from courts.register.rules import (
    Channel,
    ContactPurpose,
    CourtKind,
    CourtStatus,
    Facility,
    FacilityStanding,
    FacilityTerms,
    NameKind,
    SatelliteStanding,
    Sitting,
)

ReadCell = Callable[[str], object]
Row = dict[str, object]

DATA = files("courts.register") / "data"


def _or_none(read: ReadCell) -> ReadCell:
    return lambda cell: read(cell) if cell else None


def _yes_or_no(cell: str) -> bool:
    return {"yes": True, "no": False}[cell]


COURT_CELLS: dict[str, ReadCell] = {
    "kind": CourtKind,
    "status": CourtStatus,
    "sitting": Sitting,
    "is_in_london": _yes_or_no,
    "latitude": _or_none(float),
    "longitude": _or_none(float),
    "crown_code": _or_none(int),
    "courtrooms": _or_none(int),
    "recorded_on": _or_none(date.fromisoformat),
}
NAME_CELLS: dict[str, ReadCell] = {"kind": NameKind}
SATELLITE_CELLS: dict[str, ReadCell] = {
    "status": SatelliteStanding,
    "evidence_on": _or_none(date.fromisoformat),
}
CONTACT_CELLS: dict[str, ReadCell] = {
    "purpose": ContactPurpose,
    "channel": Channel,
    "recorded_on": _or_none(date.fromisoformat),
}
FACILITY_CELLS: dict[str, ReadCell] = {
    "facility": Facility,
    "terms": FacilityTerms,
    "standing": FacilityStanding,
    "recorded_on": _or_none(date.fromisoformat),
}


def courts() -> list[Row]:
    """One row a court, its columns named as the table's."""
    return _read("courts.csv", COURT_CELLS)


def names() -> list[Row]:
    """Other names and codes; `court` is a slug."""
    return _read("names.csv", NAME_CELLS)


def satellites() -> list[Row]:
    """Other buildings; `parent` and `host` are slugs, `host` empty where it is no court's."""
    return _read("satellites.csv", SATELLITE_CELLS)


def contacts() -> list[Row]:
    """Telephone numbers and e-mail addresses; `court` is a slug."""
    return _read("contacts.csv", CONTACT_CELLS)


def facilities() -> list[Row]:
    """What a source said of each facility; `court` is a slug."""
    return _read("facilities.csv", FACILITY_CELLS)


def _read(file_name: str, cells: dict[str, ReadCell]) -> list[Row]:
    text = (DATA / file_name).read_text(encoding="utf-8")
    return [
        {column: cells.get(column, str)(cell) for column, cell in row.items()}
        for row in csv.DictReader(text.splitlines())
    ]
