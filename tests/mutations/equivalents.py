"""Mutations that no test can see, each with the reason; the run checks that they still survive."""

import re

EQUIVALENT: dict[str, str] = {
    r"policy: \w+: UPDATE WITH CHECK .*": (
        "USING has let no other row through, and the columns it asks about are fixed by grants"
    ),
}
"""Patterns of names, and what else stops the same thing."""


def why_equivalent(name: str) -> str | None:
    """The reason, where a mutation is known to change nothing that anybody can meet."""
    return next((why for names, why in EQUIVALENT.items() if re.fullmatch(names, name)), None)
