"""How the dispatcher runs its actions: each in a transaction of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Act(Protocol):
    """Runs one action in a transaction of its own, in the dispatcher's compartment, and commits."""

    def __call__(
        self,
        action: Callable[..., T],
        *args: Any,  # noqa: ANN401 - whatever the action takes
        now: datetime,
    ) -> T:
        """Run it."""
