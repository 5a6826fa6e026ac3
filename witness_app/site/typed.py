"""What somebody typed into a form that was not taken: shown back to them, and kept nowhere."""

import re
from collections.abc import Iterator
from typing import Final

from flask import Flask, render_template, request, session

from witness_app.site import current
from witness_app.site.words import begun

NEVER_SHOWN: Final = frozenset(
    {"csrf_token", "code", "digest", "new_password", "password", "request_id", "version", "word"}
)
"""What pages carry for themselves, and what nobody looking over a shoulder should read."""
NUL: Final = "\0"
UNREADABLE: Final = 400
MACHINES: Final = frozenset({"callbacks"})
AN_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}")


def typed_words() -> str:
    """Each thing that was typed or chosen, with the name of its box, line by line.

    A form from another website comes without our cookie, and nothing of it is shown: our pages
    say nobody else's words.
    """
    if not session:
        return ""
    words = "\n".join(
        f"{begun(name.replace('_', ' '))}: {value.strip()}"
        for name, value in request.form.items(multi=True)
        if name not in NEVER_SHOWN and value.strip() and not AN_ID.fullmatch(value)
    )
    return words.replace(NUL, "")


def refuse_nul() -> tuple[str, int] | None:
    """Answer a request that no database can keep, before any view meets it; nothing is lost.

    No keyboard types a NUL, but pasting from some programs does. Machines are not shown pages: what
    they send is read by whoever believes their signature.
    """
    if request.blueprint in MACHINES or not any(NUL in said for said in _said()):
        return None
    template = current.site().template("unreadable.html")
    return render_template(template, typed=typed_words()), UNREADABLE


def _said() -> Iterator[str]:
    yield request.path
    for values in (request.args, request.form):
        for name, value in values.items(multi=True):
            yield from (name, value)


def install(app: Flask) -> None:
    """Look at what every request says, once it is known that its asker may ask."""
    app.before_request(refuse_nul)
