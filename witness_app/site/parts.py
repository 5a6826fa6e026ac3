"""What one site is made from."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from witness_app.clock import Clock
from witness_app.database import SiteDatabase
from witness_app.settings import Settings


class SiteName(StrEnum):
    """The two sites; the word begins the names of a site's templates and its cookie's."""

    STAFF = "staff"
    PUBLIC = "public"


@dataclass(frozen=True)
class DemoSignIn:
    """An invented person of the demo world, and how to sign in as them."""

    name: str
    who_they_are: str
    email: str
    password: str
    site: SiteName = SiteName.STAFF


def do_nothing() -> None:
    """What follows a commit where no jobs run beside the site."""


@dataclass(frozen=True)
class SiteParts:
    """What a site is given, beside its settings.

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
    """One site's name and settings, what it was given, and the database it opened.

    Attributes:
        name: Which of the two it is.
        settings: What the environment said.
        given: Its clock and the like.
        database: What it opened.
        entrance: The endpoint to which strangers are sent from every address alike.
    """

    name: SiteName
    settings: Settings
    given: SiteParts
    database: SiteDatabase
    entrance: str

    def template(self, name: str) -> str:
        """The name of this site's own template."""
        return f"{self.name}/{name}"
