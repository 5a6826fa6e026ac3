"""What one staff site is made from."""

from collections.abc import Callable
from dataclasses import dataclass

from witness_app.clock import Clock
from witness_app.database import SiteDatabase
from witness_app.settings import Settings


@dataclass(frozen=True)
class DemoSignIn:
    """An invented person of the demo world, and how to sign in as them."""

    name: str
    who_they_are: str
    email: str
    password: str


def do_nothing() -> None:
    """What follows a commit where no jobs run beside the site."""


@dataclass(frozen=True)
class StaffSiteParts:
    """What a staff site is given, beside its settings.

    Attributes:
        database_url: The serving role's address.
        clock: Where now comes from.
        demo_sign_ins: Shown on the sign-in page of a demo; none elsewhere.
        after_commit: Called when something was written, so that jobs need not wait their turn.
    """

    database_url: str
    clock: Clock
    demo_sign_ins: tuple[DemoSignIn, ...] = ()
    after_commit: Callable[[], object] = do_nothing


@dataclass(frozen=True)
class Site:
    """A staff site's settings, what it was given, and the database it opened."""

    settings: Settings
    given: StaffSiteParts
    database: SiteDatabase
