"""What somebody typed into a form that was not taken: shown back to them, and kept nowhere."""

import re
from typing import Final

from flask import request, session

from witness_app.site.words import begun

NEVER_SHOWN: Final = frozenset(
    {"csrf_token", "code", "digest", "new_password", "password", "request_id", "version", "word"}
)
"""What pages carry for themselves, and what nobody looking over a shoulder should read."""
AN_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}")


def typed_words() -> str:
    """Each thing that was typed or chosen, with the name of its box, line by line.

    A form from another website comes without our cookie, and nothing of it is shown: our pages
    say nobody else's words.
    """
    if not session:
        return ""
    return "\n".join(
        f"{begun(name.replace('_', ' '))}: {value.strip()}"
        for name, value in request.form.items(multi=True)
        if name not in NEVER_SHOWN and value.strip() and not AN_ID.fullmatch(value)
    )
