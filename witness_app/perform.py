"""The one writer: an action, the reactions to what it announced, and the commit."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from ethical_walls.sessions import WalledSession
from witness_app.reactions import in_turn

T = TypeVar("T")


def perform(
    session: WalledSession,
    action: Callable[..., T],
    *args: Any,  # noqa: ANN401 - whatever the action takes
    now: datetime,
    **kwargs: Any,  # noqa: ANN401 - the same
) -> T:
    """Run one action and everything that follows from it, and commit once.

    Args:
        session: The viewer's session; the action sees and writes through it.
        action: A function `(session, …, *, now)` that flushes and announces, never commits.
        args: The action's own.
        now: The present instant, aware, in UTC.
        kwargs: The action's own.

    Returns:
        What the action returned.

    Raises:
        Exception: Whatever the action or a reaction raised; nothing of it is kept.
    """
    try:
        result = action(session, *args, now=now, **kwargs)
        session.flush()
        react(session, now=now)
        session.commit()
    except BaseException:
        session.taken_events()
        session.rollback()
        raise
    return result


def react(session: WalledSession, *, now: datetime) -> None:
    """Run the reactions to what was announced, and to what they announce in their turn."""
    while announced := session.taken_events():
        for reaction, given in in_turn(announced):
            reaction(session, given, now=now)
            session.flush()
