"""Who may ask for which page: each endpoint states it, and refusal looks like absence."""

from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from flask import Flask, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ethical_walls import permissions
from ethical_walls.permissions import Permission
from witness_app.site import current
from witness_app.site.typed import typed_words

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

STATED: Final = "stated_permission"
OWN_FILES: Final = "static"
NOT_YET: Final = 403


class EndpointWithoutPermission(RuntimeError):
    """An endpoint does not say who may ask for it; the site does not start."""

    def __init__(self, endpoint: str) -> None:
        super().__init__(
            f"The endpoint {endpoint} states no permission. Put @permits(Permission.…) under its "
            "route (witness_app.site.access).",
        )


def permits(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """State the permission that a view asks for."""

    def state(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, STATED, permission)
        return view

    return state


def permission_of(app: Flask, endpoint: str) -> Permission:
    """The permission that an endpoint states.

    Raises:
        EndpointWithoutPermission: It states none.
    """
    stated = getattr(app.view_functions[endpoint], STATED, None)
    if not isinstance(stated, Permission):
        raise EndpointWithoutPermission(endpoint)
    return stated


def refuse_to_start_without_permissions(app: Flask) -> None:
    """Every address of the site leads to an endpoint that states its permission."""
    for rule in app.url_map.iter_rules():
        permission_of(app, rule.endpoint)


def found(thing: T | None) -> T:
    """The thing a page is about; where there is none, or none for this viewer, the one 404."""
    if thing is None:
        abort(404)
    return thing


def check_request(app: Flask) -> Response | tuple[str, int] | None:
    """Let a request through, send a stranger to sign in, or answer as if nothing were there.

    A stranger is sent to sign in from a known and an unknown address alike. Somebody who lacks
    nothing but training is told how to get it, whatever the address names.
    """
    endpoint = request.endpoint
    if endpoint == OWN_FILES:
        return None
    permission = permission_of(app, endpoint) if endpoint else Permission.SIGNED_IN
    viewer = current.viewer()
    if permissions.permits(viewer, permission):
        return None
    if viewer.is_somebody:
        if permissions.permits_once_trained(viewer, permission):
            return _training_is_needed(), NOT_YET
        abort(404)
    if request.method not in current.READING:
        return _not_sent(), NOT_YET
    return redirect(_sign_in_address())


def _training_is_needed() -> str:
    """The page of the rules; it leads back to a page that was asked for, never to a form sent."""
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return render_template(
        current.site().template("everyone/training.html"), is_needed=True, wanted=wanted
    )


def _not_sent() -> str:
    """A form was sent by somebody who is nobody any more: what they typed, and how to go on."""
    return render_template(
        current.site().template("not_sent.html"),
        typed=typed_words(),
        sign_in=url_for("sign_in.ask", next=request.path),
    )


def _sign_in_address() -> str:
    wanted = request.full_path.rstrip("?")
    return url_for(current.site().entrance, next=None if wanted == "/" else wanted)


def install(app: Flask) -> None:
    """Check every request, before anything else looks at it."""
    app.before_request(lambda: check_request(app))
