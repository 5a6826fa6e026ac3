"""A staff site on a test's own database, and people who can sign in to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from argon2 import PasswordHasher
from flask import Flask

from ethical_walls.accounts.actions import AccountDetails, ensure_organisation, open_account
from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.accounts.queries import viewer_of
from ethical_walls.training.actions import record_course
from ethical_walls.viewers import Viewer
from tests.builders.accounts import Employer
from tests.compiled_templates import CompiledTemplates
from tests.moment import NOW
from tests.signing_in import KEY, give_second_factor
from tests.world import TestDatabase, World
from witness_app.clock import Clock
from witness_app.settings import Settings
from witness_app.sign_in.passwords import hash_password
from witness_app.site import current
from witness_app.site.parts import do_nothing
from witness_app.staff import DemoSignIn, SiteParts, create_staff_site

PASSWORD = "a long enough password"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Tests sign in often and have nothing to guard: the cost is the product's, not theirs."""
COMPILED = CompiledTemplates()


@contextmanager
def a_staff_site(
    database: TestDatabase,
    clock: Clock,
    demo_sign_ins: tuple[DemoSignIn, ...] = (),
    after_commit: Callable[[], object] = do_nothing,
) -> Iterator[Flask]:
    """The staff site as the product makes it, on a test's database and clock."""
    parts = SiteParts(database.app_url, clock, demo_sign_ins, after_commit)
    site = create_staff_site(settings_for(database), parts)
    site.jinja_env.bytecode_cache = COMPILED
    try:
        yield site
    finally:
        current.close_site(site)


def settings_for(database: TestDatabase) -> Settings:
    """What either site is told, for a test's database."""
    return Settings(
        environment="development",
        instance=Path("instance"),
        database_url=database.app_url,
        owner_database_url="",
        staff_secret="a secret that only tests hold",
        public_secret="another secret that only tests hold",
        second_factor_key=KEY,
        wall_key=database.signer.key,
        wall_key_id=database.signer.key_id,
    )


SERVICE = Employer()
FIRM = Employer("Reed and Partners", OrganisationKind.SOLICITORS_FIRM)


def let_in(
    world: World, email: str, *roles: Role, name: str = "Priya Nair", employer: Employer = SERVICE
) -> Viewer:
    """An account that can sign in with this address, `PASSWORD` and the invented phone; trained."""
    with world.owner() as owner:
        details = AccountDetails(
            name=name,
            email=email,
            password_hash=hash_password(PASSWORD, QUICK),
            organisation_id=ensure_organisation(owner, employer.name, employer.kind),
            roles=roles,
        )
        account_id = open_account(owner, details, now=NOW)
        give_second_factor(owner, account_id)
        record_course(owner, account_id, NOW.date(), now=NOW)
        owner.commit()
        return viewer_of(owner, account_id)
