"""Mutations that no test can see, each with the reason; the run checks that they still survive."""

import re

EQUIVALENT: dict[str, str] = {
    "check in code: witness_app/sign_in/(entering|own|joining).py: or ''.*": (
        "a form that is valid holds words: it is said for the types"
    ),
    "check in code: witness_app/sign_in/passwords.py: or facts is None": (
        "without facts no password was proved: it is said for the types"
    ),
    "check in code: witness_app/sign_in/links.py: or link is None": (
        "without a link no word is right: it is said for the types"
    ),
    "check in code: witness_app/sign_in/steps.py: and step is not None": (
        "the door uses no step that is none: it is said for the types"
    ),
    "check in code: witness_app/commands/hearings.py: if summary is None": (
        "a preview that this very command wrote is there: it is said for the types"
    ),
    "check in code: ethical_walls/applying.py: if not standing": (
        "where nothing differs nothing is done: it spares two more looks"
    ),
}
"""Patterns of names, and what else stops the same thing. Of a database none is known."""


def why_equivalent(name: str) -> str | None:
    """The reason, where a mutation is known to change nothing that anybody can meet."""
    return next((why for names, why in EQUIVALENT.items() if re.fullmatch(names, name)), None)
