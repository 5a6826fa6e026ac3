"""Mutations that no test can see, each with the reason; the run checks that they still survive."""

import re

from ethical_walls.records import Kind, Writers, tables_of
from witness_app.models import import_every_model

import_every_model()
WRITTEN_BY_PEOPLE = "|".join(
    table.name for table in tables_of(Kind.OPEN) if table.info["writers"] is Writers.VIEWERS
)

EQUIVALENT: dict[str, str] = {
    rf"right: ({WRITTEN_BY_PEOPLE}): INSERT given": (
        "every column of a public table that people write may be inserted already, one by one"
    ),
    r"policy: \w+: UPDATE WITH CHECK .*": (
        "USING has let no other row through, and the columns it asks about are fixed by grants"
    ),
}
"""Patterns of names, and what else stops the same thing."""


def why_equivalent(name: str) -> str | None:
    """The reason, where a mutation is known to change nothing that anybody can meet."""
    return next((why for names, why in EQUIVALENT.items() if re.fullmatch(names, name)), None)
