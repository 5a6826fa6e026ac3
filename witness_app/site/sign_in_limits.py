"""How often signing in may fail: from one machine, and for one e-mail address."""

from typing import Final

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

PER_MACHINE: Final = "20 per 15 minutes"
PER_ADDRESS: Final = "5 per 15 minutes"
REFUSED: Final = 422
COUNTED: Final = "sign_in.enter"


def address_tried() -> str:
    """The e-mail address that this attempt is for; the machine where none was typed."""
    return request.form.get("email", "").strip().casefold() or get_remote_address()


def has_failed(response: Response) -> bool:
    """Only attempts that failed are counted, so nobody is locked out by signing in."""
    return response.status_code == REFUSED


def install(app: Flask) -> None:
    """Count failed attempts in this process's memory; a restart forgets them."""
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", headers_enabled=False)
    for limit, counted_by in ((PER_MACHINE, get_remote_address), (PER_ADDRESS, address_tried)):
        counted = limiter.limit(limit, key_func=counted_by, deduct_when=has_failed)
        app.view_functions[COUNTED] = counted(app.view_functions[COUNTED])  # type: ignore[assignment]
