"""What the pages of signing in share: proving a code, letting in, limits, where to go then."""

import re
import secrets
import uuid
from typing import Final

from flask import current_app, render_template, request, url_for
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from ethical_walls.sign_in.actions import (
    Counted,
    begin_session,
    give_back_attempt,
    take_attempt,
    use_recovery_code,
    use_step,
)
from ethical_walls.sign_in.queries import own_password_hash, second_factor
from ethical_walls.viewers import NOBODY, Viewer
from witness_app.sign_in.attempts import of_ones_own_password
from witness_app.sign_in.devices import device_words
from witness_app.sign_in.passwords import matches
from witness_app.sign_in.second_factor import (
    RECOVERY_LENGTH,
    Keeper,
    digits_of,
    matching_step,
    unused_code,
)
from witness_app.site import current, signed_in

OUR_ADDRESS: Final = re.compile(r"/(?!/)[\w./?=&%+-]*", re.ASCII)
REFUSED: Final = 422
TOO_MANY: Final = 429
TOKEN_BYTES: Final = 32
HOME: Final = "/"


def machine() -> str:
    """The machine that asks, by its network address."""
    return str(request.remote_addr)


def local_address(wanted: str | None) -> str:
    """Where to go next: an address of this site that can be opened, never of another site."""
    if not wanted or not OUR_ADDRESS.fullmatch(wanted):
        return HOME
    return wanted if _can_be_opened(wanted.partition("?")[0]) else HOME


def _can_be_opened(path: str) -> bool:
    """Whether there is a page here, and not only a form's own address."""
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except MethodNotAllowed:
        return False
    except HTTPException:
        return True  # what is not there is the one answer that everybody gets
    return True


def keeper() -> Keeper:
    """What encrypts and opens second factors."""
    return Keeper(current.site().settings.second_factor_key)


def is_demo() -> bool:
    """Whether this site shows invented people's sign-ins (never in production)."""
    return bool(current.site().given.demo_sign_ins)


def may_try(counted: tuple[Counted, ...]) -> bool:
    """Count an attempt; whether it may be tried."""
    return current.perform_as(NOBODY, take_attempt, counted)


def was_no_guess(counted: tuple[Counted, ...]) -> None:
    """Give an attempt back that proved right."""
    current.perform_as(NOBODY, give_back_attempt, counted)


def too_many_attempts() -> tuple[str, int]:
    """The page for one attempt too many: the same for a known and an unknown address."""
    page = render_template(
        "sign_in/too_many_attempts.html",
        layout=layout(),
        address=url_for("sign_in.ask"),
    )
    return page, TOO_MANY


def layout() -> str:
    """The layout of the site's own pages, which the pages of signing in are drawn in."""
    return current.site().template("page.html")


def proves(account_id: uuid.UUID, typed: str) -> bool:
    """Use up the code that was typed; whether it was this account's and had not been used."""
    half_way = Viewer(account_id=account_id)
    if len(digits_of(typed)) == RECOVERY_LENGTH:
        digest = keeper().recovery_digest(account_id, typed)
        return current.perform_as(half_way, use_recovery_code, digest)
    with current.session_of(half_way) as session:
        kept = second_factor(session)
    if kept is None:
        return False
    secret = keeper().open(account_id, kept.secret)
    step = matching_step(secret, typed, after=kept.last_step, now=current.now())
    return step is not None and current.perform_as(half_way, use_step, step)


def demo_code(account_id: uuid.UUID) -> str | None:
    """The code that a demonstration shows beside its box; none anywhere else."""
    if not is_demo():
        return None
    with current.session_of(Viewer(account_id=account_id)) as session:
        kept = second_factor(session)
    if kept is None:
        return None
    secret = keeper().open(account_id, kept.secret)
    return unused_code(secret, after=kept.last_step, now=current.now())


def let_in(account_id: uuid.UUID) -> None:
    """Begin a live session for an account that has proved both of its factors."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    device = device_words(request.headers.get("User-Agent", ""))
    somebody = Viewer(account_id=account_id)
    current.perform_as(somebody, begin_session, token, current.site().name, device)
    signed_in.begin(token)


def own_token() -> str:
    """The token of the session that this page is asked in; whoever came by a link is in none."""
    return signed_in.token() or ""


def own_account_id() -> uuid.UUID:
    """The account of whoever is signed in.

    Raises:
        LookupError: Nobody is; the page's permission forgot to ask.
    """
    found = current.viewer().account_id
    if found is None:
        raise LookupError("nobody is signed in")
    return found


def proves_own_password(typed: str) -> bool | None:
    """Whether somebody signed in typed their own password; None after too many wrong ones."""
    counted = of_ones_own_password(own_account_id())
    if not may_try(counted):
        return None
    with current.session_of(current.viewer()) as session:
        kept = own_password_hash(session)
    if not matches(kept, typed):
        return False
    was_no_guess(counted)
    return True
