"""What a site answers when it cannot show the page: absence, a stale form, a failure."""

from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from witness_app.site import current
from witness_app.site.typed import typed_words

ABSENT = (403, 404, 405)
FAILED = 500


def own_page(name: str) -> str:
    """A page that each site has in its own words."""
    return render_template(current.site().template(name))


def absent(_error: Exception) -> tuple[str, int]:
    """Unknown, forbidden and asked in the wrong way are one answer, word for word."""
    return own_page("not_found.html"), 404


def form_too_old(_error: CSRFError) -> tuple[str, int]:
    """The form was made for another visit, or too long ago: what was typed is shown back."""
    template = current.site().template("form_too_old.html")
    return render_template(template, typed=typed_words()), 400


def file_too_large(_error: RequestEntityTooLarge) -> tuple[str, int]:
    """The file is larger than any list a court publishes; nothing was read."""
    return own_page("file_too_large.html"), 413


def something_went_wrong(error: HTTPException) -> tuple[str, int]:
    """Anything else; what happened is in the log, never on the page."""
    return own_page("something_went_wrong.html"), error.code or FAILED


def install(app: Flask) -> None:
    """Give every refusal and failure its page."""
    for code in ABSENT:
        app.register_error_handler(code, absent)
    app.register_error_handler(CSRFError, form_too_old)
    app.register_error_handler(RequestEntityTooLarge, file_too_large)
    app.register_error_handler(400, something_went_wrong)
    app.register_error_handler(500, something_went_wrong)
