"""Mutations that no test can see, each with the reason; the run checks that they still survive."""

import re

EQUIVALENT: dict[str, str] = {}
"""Patterns of names, and what else stops the same thing. None is known now: whatever differs in the
database stops the start."""


def why_equivalent(name: str) -> str | None:
    """The reason, where a mutation is known to change nothing that anybody can meet."""
    return next((why for names, why in EQUIVALENT.items() if re.fullmatch(names, name)), None)
