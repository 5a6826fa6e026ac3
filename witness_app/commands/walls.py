"""`witness-app walls explain`: why somebody sees a row or does not, and never what is in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import click
from sqlalchemy import NullPool, Row, Table, create_engine, null, select, text

from courts.london_time import spoken
from ethical_walls.accounts.models import Role
from ethical_walls.accounts.queries import viewer_of
from ethical_walls.compartments.models import Hosting
from ethical_walls.permissions import COURT_TEAMS, POLICY, Permission, Predicate
from ethical_walls.records import CourtHosts, Kind, tables_of
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Viewer
from witness_app.database import addresses
from witness_app.models import import_every_model
from witness_app.settings import Settings


@dataclass(frozen=True)
class Place:
    """Where a row lies behind the wall: nothing of what is in it."""

    compartment_id: UUID
    audience_id: UUID | None
    unit_id: UUID | None
    court_id: UUID | None
    hosts: CourtHosts


@click.group("walls")
def group() -> None:
    """The wall between the sides."""


@group.command("explain")
@click.argument("viewer")
@click.argument("permission", type=click.Choice([p.value for p in Permission]))
@click.argument("subject")
@click.pass_obj
def explain(settings: Settings, viewer: str, permission: str, subject: str) -> None:
    """Say whether VIEWER (e-mail or id) may ask for PERMISSION, and would see SUBJECT (table:id).

    Run it where the owner's address is known: no serving process can read what it reads. Its
    answer says who belongs to which party, so it is for the administrator's eyes alone.
    """
    owner_url = addresses(settings).owner_url
    if not owner_url:
        raise click.UsageError("Set OWNER_DATABASE_URL: only the owner can see through the wall.")
    import_every_model()
    table, row_id = _subject(subject)
    engine = create_engine(owner_url, poolclass=NullPool, hide_parameters=True)
    with WalledSession(engine) as owner:
        who = viewer_of(owner, _account_id(owner, viewer))
        for line in (
            _who_it_is(who),
            _permission_in_words(who, Permission(permission)),
            *_sight_in_words(owner, who, table, row_id),
        ):
            click.echo(line)


def _subject(subject: str) -> tuple[Table, UUID]:
    """The walled table and the id that were asked about."""
    name, _, row_id = subject.partition(":")
    walled = {table.name: table for table in tables_of(Kind.WALLED)}
    if name not in walled:
        raise click.UsageError(f"Name a walled table and an id, like witness:…; {sorted(walled)}")
    try:
        return walled[name], UUID(row_id)
    except ValueError as wrong:
        raise click.UsageError(f"{row_id or 'Nothing'} is not an id.") from wrong


def _account_id(owner: WalledSession, viewer: str) -> UUID:
    """The account of an e-mail address or an id."""
    known = "SELECT account_id FROM sealed.credential WHERE email = lower(:viewer)"
    try:
        return UUID(viewer)
    except ValueError:
        found: UUID | None = owner.scalar(text(known), {"viewer": viewer})
    if found is None:
        raise click.ClickException(f"Nobody signs in with {viewer}.")
    return found


def _who_it_is(who: Viewer) -> str:
    if not who.is_somebody:
        return "The account is not there or has ended: it may ask for nothing and sees nothing."
    roles = ", ".join(sorted(who.roles)) or "no role"
    return f"{who.name} ({roles}), account {who.account_id}."


def _permission_in_words(who: Viewer, permission: Permission) -> str:
    """Whether the policy lets them ask, and by which predicate."""
    asked = POLICY[permission]
    letting = [predicate for predicate in asked if predicate(who)]
    if letting:
        return f"May ask for {permission}: {_in_words(letting)}"
    return f"May not ask for {permission}. Needed: {_in_words(asked)}"


def _in_words(predicates: list[Predicate] | tuple[Predicate, ...]) -> str:
    return " or ".join(f"{p.__name__} ({(p.__doc__ or '').strip()})" for p in predicates)


def _sight_in_words(owner: WalledSession, who: Viewer, table: Table, row_id: UUID) -> Iterator[str]:
    """Whether the wall shows them the row, and why."""
    place = _place(owner, table, row_id)
    if place is None:
        yield f"There is no {table.name} of that id."
        return
    sight = list(_sights(owner, who, place))
    yield (
        f"Would see this {table.name}: {sight[0]}."
        if sight
        else (f"Would not see this {table.name}: {_why_not(owner, who, place)}")
    )
    yield _allegiance(owner, who, table, row_id, place)


def _place(owner: WalledSession, table: Table, row_id: UUID) -> Place | None:
    columns = (table.c.compartment_id, table.c.audience_id, table.c.unit_id)
    court = table.c[table.info["court_column"]] if table.info["court_column"] else null()
    found = owner.execute(select(*columns, court).where(table.c.id == row_id)).first()
    return Place(*found, hosts=table.info["court_hosts"]) if found else None


PARTNER_SIGHTS = {
    Role.SOLICITOR: "a solicitor of the firm that it is marked for",
    Role.WITNESS_CARE_UNIT_OFFICER: "an officer of the Witness Care Unit that shares it",
}


HOSTS = {
    CourtHosts.EVERY_TEAM: COURT_TEAMS,
    CourtHosts.WITNESS_SERVICE: frozenset({Role.IN_COURT_WITNESS_SERVICE}),
}


def _sights(owner: WalledSession, who: Viewer, place: Place) -> Iterator[str]:
    """Every way in which the policies would show a row of this place."""
    for clearance in _clearances(owner, who, place):
        since = spoken(clearance.began_at)
        if clearance.ended_at is None:
            yield f"cleared for its compartment since {since}"
    marked_for = {
        Role.SOLICITOR: place.audience_id,
        Role.WITNESS_CARE_UNIT_OFFICER: place.unit_id,
    }
    for held in sorted(who.roles & marked_for.keys()):
        if marked_for[held] == who.organisation_id:
            yield PARTNER_SIGHTS[held]
    if who.roles & HOSTS[place.hosts] and _hosts(owner, who, place.court_id):
        yield "of the team that hosts the court of the row"


def _hosts(owner: WalledSession, who: Viewer, court_id: UUID | None) -> bool:
    """Whether somebody's team hosts a court."""
    is_theirs = (Hosting.organisation_id == who.organisation_id, Hosting.court_id == court_id)
    return owner.scalar(select(Hosting.began_at).where(*is_theirs)) is not None


def _why_not(owner: WalledSession, who: Viewer, place: Place) -> str:
    ended = [c.ended_at for c in _clearances(owner, who, place) if c.ended_at is not None]
    if ended:
        return f"the clearance for its compartment ended {spoken(max(ended))}."
    return "no clearance for its compartment, and none was ever given."


def _clearances(owner: WalledSession, who: Viewer, place: Place) -> list[Row[tuple[datetime]]]:
    """The clearances of an account for one compartment, ended ones too."""
    rows = owner.execute(
        text(
            "SELECT began_at, ended_at FROM sealed.clearance"
            " WHERE account_id = :who AND compartment_id = :compartment ORDER BY began_at"
        ),
        {"who": who.account_id, "compartment": place.compartment_id},
    )
    return list(rows)


def _allegiance(owner: WalledSession, who: Viewer, table: Table, row_id: UUID, place: Place) -> str:
    """To which party of the row's group they belong, where the row says its group."""
    if "group_id" not in table.c:
        return f"A {table.name} does not say its case: ask about its witness for the allegiance."
    group_id = owner.scalar(select(table.c.group_id).where(table.c.id == row_id))
    held = owner.execute(
        text(
            "SELECT l.party, l.since_at, sealed.compartment(l.group_id, l.party) = :compartment"
            " AS is_own FROM sealed.allegiance l WHERE l.account_id = :who AND l.group_id IN"
            " (SELECT :group UNION SELECT canonical_group_id FROM sealed.group_alias"
            "  WHERE group_id = :group)"
        ),
        {"who": who.account_id, "group": group_id, "compartment": place.compartment_id},
    ).first()
    if held is None:
        return "Belongs to no party of this case."
    side = "the party whose row it is" if held.is_own else "another party, so can never be cleared"
    return f"Belongs to {held.party} of this case since {spoken(held.since_at)}: {side}."
