"""A public site on a test's own database, and the strict client at its door."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask

from tests.compiled_templates import CompiledTemplates
from tests.staff_site import settings_for
from tests.world import TestDatabase
from witness_app.clock import Clock
from witness_app.public import SiteParts, create_public_site
from witness_app.site import current
from witness_app.site.parts import do_nothing

COMPILED = CompiledTemplates()


@contextmanager
def a_public_site(
    database: TestDatabase,
    clock: Clock,
    after_commit: Callable[[], object] = do_nothing,
) -> Iterator[Flask]:
    """The public site as the product makes it, on a test's database and clock.

    Read it with `StaffClient(site)`, the strict client of both sites.
    """
    parts = SiteParts(database.app_url, clock, (), after_commit)
    site = create_public_site(settings_for(database), parts)
    site.jinja_env.bytecode_cache = COMPILED
    try:
        yield site
    finally:
        current.close_site(site)
