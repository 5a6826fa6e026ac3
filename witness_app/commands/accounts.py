"""`witness-app accounts`: who may sign in, by links that the owner gives."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from sqlalchemy import NullPool, create_engine, func, select
from sqlalchemy.exc import IntegrityError

from courts.london_time import london_day, spoken, spoken_day
from courts.register.models import Court
from ethical_walls.accounts.actions import AccountDetails, ensure_organisation, open_account
from ethical_walls.accounts.models import (
    Account,
    AccountKind,
    Credential,
    Organisation,
    OrganisationKind,
    Role,
)
from ethical_walls.accounts.queries import viewer_of
from ethical_walls.hosting.actions import end_hosting, host_court
from ethical_walls.sessions import WalledSession
from ethical_walls.sign_in.actions import end_account, make_joining_link
from ethical_walls.sign_in.rules import ROLES_OF, STAFF, site_of
from ethical_walls.training.actions import record_course
from witness_app.clock import SystemClock
from witness_app.database import addresses
from witness_app.settings import Settings


@click.group("accounts")
def group() -> None:
    """Who may sign in."""


@group.command("invite")
@click.option("--name", required=True, help="As colleagues and witnesses know them.")
@click.option("--email", required=True, help="What they sign in with.")
@click.option("--organisation", required=True, help="Where they work; made where it is new.")
@click.option("--kind", type=click.Choice([k.value for k in OrganisationKind]), default="service")
@click.option(
    "--role", "roles", type=click.Choice([r.value for r in Role]), multiple=True, required=True
)
@click.pass_obj
def invite(settings: Settings, /, *, roles: tuple[str, ...], **who: str) -> None:
    """Open an account without a password, and print the link by which its person joins."""
    now, kind = SystemClock().now(), OrganisationKind(who["kind"])
    asked = tuple(Role(role) for role in roles)
    if not set(asked) <= ROLES_OF[kind]:
        raise click.UsageError(f"A {kind} has people who are: {', '.join(sorted(ROLES_OF[kind]))}.")
    with _owner(settings) as owner:
        details = AccountDetails(
            name=who["name"],
            email=who["email"].strip(),
            password_hash=None,
            organisation_id=ensure_organisation(owner, who["organisation"], kind),
            roles=asked,
        )
        _refuse_another_kind(owner, details.organisation_id, kind)
        try:
            account_id = open_account(owner, details, now=now)
        except IntegrityError as known:
            raise click.ClickException(f"{details.email} has an account already.") from known
        _say_link(settings, owner, account_id, now)


@group.command("reset-second-factor")
@click.argument("email")
@click.pass_obj
def reset_second_factor(settings: Settings, email: str) -> None:
    """Take password, phone and sessions from EMAIL's account, and print a new joining link.

    Make sure first, by a call to a number that you know, that it is they who ask.
    """
    with _owner(settings) as owner:
        _say_link(settings, owner, _account_id(owner, email), SystemClock().now())


@group.command("end")
@click.argument("email")
@click.pass_obj
def end(settings: Settings, email: str) -> None:
    """End EMAIL's account for good: its roles, its sessions and its way of signing in."""
    with _owner(settings) as owner:
        end_account(owner, _account_id(owner, email), now=SystemClock().now())
        owner.commit()
    click.echo(f"The account of {email} has ended. What they did stays in the records.")


@group.command("record-training")
@click.argument("email")
@click.pass_obj
def record_training(settings: Settings, email: str) -> None:
    """Record that EMAIL's person completed training in the integrity of evidence today."""
    now = SystemClock().now()
    with _owner(settings) as owner:
        account_id = _account_id(owner, email)
        record_course(owner, account_id, london_day(now), now=now)
        until = viewer_of(owner, account_id, london_day(now)).trained_until
        owner.commit()
    if until:
        click.echo(f"Recorded. Their training is in force until {spoken_day(until)}.")


@group.command("host")
@click.argument("organisation")
@click.argument("court")
@click.option("--end", "is_over", is_flag=True, help="The team hosts that court no longer.")
@click.pass_obj
def host(settings: Settings, organisation: str, court: str, *, is_over: bool) -> None:
    """Let the people of ORGANISATION, a court's team, see who is expected at COURT.

    COURT is the court's name or its Crown Court code in the register. They see times, numbers of
    people and needs that were shared; the in-court Witness Service also sees what is handed over.
    """
    with _owner(settings) as owner:
        team_id, found = _team_id(owner, organisation), _court(owner, court)
        if is_over:
            end_hosting(owner, team_id, found.id)
        else:
            host_court(owner, team_id, found.id, now=SystemClock().now())
        owner.commit()
        hosts = "hosts no longer" if is_over else "hosts"
        click.echo(f"{organisation} {hosts} {found.name}.")


@group.command("list")
@click.pass_obj
def show(settings: Settings) -> None:
    """Print every account that has not ended: who, what they do, and whether they can sign in."""
    today = london_day(SystemClock().now())
    with _owner(settings) as owner:
        for account, organisation, credential in _people(owner):
            viewer = viewer_of(owner, account.id, today)
            joined = "" if credential.password_hash else "; has not joined yet"
            trained = spoken_day(viewer.trained_until) if viewer.trained_until else "not in force"
            click.echo(f"{credential.email}  {account.name}, {organisation.name}")
            click.echo(f"    {', '.join(sorted(viewer.roles))}; training: {trained}{joined}")


def _people(owner: WalledSession) -> Iterator[tuple[Account, Organisation, Credential]]:
    rows = owner.execute(
        select(Account, Organisation, Credential)
        .join(Organisation, Organisation.id == Account.organisation_id)
        .join(Credential, Credential.account_id == Account.id)
        .where(Account.ended_at.is_(None), Account.kind == AccountKind.PERSON)
        .order_by(Organisation.name, func.lower(Account.name), Account.id)
    )
    return ((account, organisation, credential) for account, organisation, credential in rows)


@contextmanager
def _owner(settings: Settings) -> Iterator[WalledSession]:
    """A session of the owner: no serving process can do what these commands do."""
    owner_url = addresses(settings).owner_url
    if not owner_url:
        raise click.UsageError("Set OWNER_DATABASE_URL: only the owner may give or end accounts.")
    engine = create_engine(owner_url, poolclass=NullPool, hide_parameters=True)
    with WalledSession(engine) as owner:
        yield owner


def _account_id(owner: WalledSession, email: str) -> uuid.UUID:
    found = owner.scalar(
        select(Account.id)
        .join(Credential, Credential.account_id == Account.id)
        .where(Credential.email == email.strip().lower(), Account.ended_at.is_(None))
    )
    if found is None:
        raise click.ClickException(f"Nobody signs in with {email}.")
    return found


def _team_id(owner: WalledSession, name: str) -> uuid.UUID:
    found = owner.scalar(
        select(Organisation.id).where(
            Organisation.name == name, Organisation.kind == OrganisationKind.COURT_TEAM
        )
    )
    if found is None:
        raise click.ClickException(
            f"No court's team is called {name}. Invite its people first, with --kind court_team."
        )
    return found


def _court(owner: WalledSession, said: str) -> Court:
    """The one court of a name or of a Crown Court code."""
    is_it = func.lower(Court.name) == said.strip().lower()
    if said.isdecimal():
        is_it = Court.crown_code == int(said)
    found = owner.scalars(select(Court).where(is_it).order_by(Court.name)).all()
    if not found:
        raise click.ClickException(f"The register has no court {said}: see `courts list`.")
    if len(found) > 1:
        names = ", ".join(court.name for court in found)
        raise click.ClickException(f"Say which by its name: {names}.")
    return found[0]


def _refuse_another_kind(
    owner: WalledSession, organisation_id: uuid.UUID, kind: OrganisationKind
) -> None:
    known = owner.scalar(select(Organisation.kind).where(Organisation.id == organisation_id))
    if known is not kind:
        raise click.UsageError(f"That organisation is known as a {known}: say --kind {known}.")


def _say_link(
    settings: Settings, owner: WalledSession, account_id: uuid.UUID, now: datetime
) -> None:
    """Make the account's one joining link, and print it: it is kept nowhere."""
    link, viewer = uuid.uuid4(), viewer_of(owner, account_id)
    expires_at = make_joining_link(owner, account_id, str(link), now=now)
    owner.commit()
    kind = viewer.organisation_kind or OrganisationKind.SERVICE
    at = settings.staff_address if site_of(kind) == STAFF else settings.public_address
    click.echo(f"{viewer.name} joins by this link, once, until {spoken(expires_at)}:")
    click.echo(f"  {at}/join/{link}")
    click.echo("It is shown here only. Give it to nobody else, and by a way that you trust.")
