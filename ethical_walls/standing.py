"""In what the wall that stands in a database differs from the wall that is declared."""

import enum
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Index, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import Constraint

from ethical_walls.catalogues import Catalogue, StandingDoor, StandingTable
from ethical_walls.door_files import BEHIND, OPENED, Door, door_triggers, doors
from ethical_walls.policies import Policy, Rights, grants, policies, rights, triggers
from ethical_walls.records import Kind, tables_of

PREPARER = postgresql.dialect().identifier_preparer  # type: ignore[no-untyped-call]
MAY_USE = {"public", OPENED}
SEVERAL = 4


class Mender(enum.StrEnum):
    """Who may put something right."""

    OWNER = "owner"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Difference:
    """One thing that is not as declared.

    Attributes:
        what: What it is, as a sentence without its full stop.
        mend: What puts it right; nothing where no statement alone does.
        by: Who may execute that.
    """

    what: str
    mend: tuple[str, ...] = ()
    by: Mender = Mender.OWNER


def differences(connection: Connection, app_role: str) -> list[Difference]:
    """Everything in which the wall that stands is not the one that is declared.

    Args:
        connection: The serving role's own, or the owner's.
        app_role: The serving role.

    Returns:
        What differs, the worst first: the role's own powers, then tables, policies and the rest.
    """
    standing = Catalogue(connection, app_role)
    return [difference for ask in ASKED for difference in ask(standing)]


def _of_role(standing: Catalogue) -> Iterator[Difference]:
    role, name = standing.standing_role(), standing.role
    if role is None:
        yield Difference(f"There is no database role {name}")
        return
    if role.rolsuper or role.rolbypassrls:
        yield Difference(
            f"The database role {name} passes through the wall (superuser or BYPASSRLS)",
            (f'ALTER ROLE "{name}" NOSUPERUSER NOBYPASSRLS',),
            Mender.ADMINISTRATOR,
        )
    if role.rolcreaterole or role.rolcreatedb or role.rolreplication:
        yield Difference(
            f"The database role {name} may make roles or databases, or copy them",
            (f'ALTER ROLE "{name}" NOCREATEROLE NOCREATEDB NOREPLICATION',),
            Mender.ADMINISTRATOR,
        )
    if role.roles:
        yield Difference(
            f"The database role {name} is a member of {_listed(role.roles)} and so may do what"
            " that may",
            tuple(f'REVOKE "{other}" FROM "{name}"' for other in role.roles),
            Mender.ADMINISTRATOR,
        )
    if role.owned:
        yield Difference(
            f"The database role {name} owns {role.owned} tables, functions or schemas and so could"
            " take the wall down"
        )
    if role.may_make_schemas:
        yield Difference(
            f"The database role {name} may make schemas in this database",
            (f'REVOKE CREATE ON DATABASE "{role.database}" FROM PUBLIC, "{name}"',),
        )


def _of_tables(standing: Catalogue) -> Iterator[Difference]:
    known = {table.fullname if table.schema else f"public.{table.name}": table for table in _all()}
    for name, table in known.items():
        found = standing.tables.get(name)
        if found is None or not found.is_table:
            yield Difference(f"Table {table.fullname} is not there")
            continue
        if table.info["wall"] is not Kind.SEALED and not found.is_forced:
            yield Difference(f"Table {table.fullname} is not walled", _forced(table))
        if found.rights != rights(table):
            yield Difference(
                f"The serving role may {_told(found.rights, rights(table))} {table.fullname},"
                " which is not as declared",
                tuple(grants(table, standing.role)),
            )
    for name, found in standing.tables.items():
        if name not in known and found.rights != Rights():
            yield Difference(
                f"{name} is in no model, and the serving role may"
                f" {_told(found.rights, Rights())} it",
                (_closed(found, standing.role),),
            )


def _all() -> list[Table]:
    return [table for kind in Kind for table in tables_of(kind)]


def _forced(table: Table) -> tuple[str, ...]:
    alter = f"ALTER TABLE {table.fullname}"
    return f"{alter} ENABLE ROW LEVEL SECURITY", f"{alter} FORCE ROW LEVEL SECURITY"


def _closed(found: StandingTable, role: str) -> str:
    return f'REVOKE ALL ON {found.written} FROM PUBLIC, "{role}"'


def _told(found: Rights, wanted: Rights) -> str:
    """What the serving role may and should not, or should and may not."""
    too_much = _named(found, wanted)
    return _listed(too_much) if too_much else f"not {_listed(_named(wanted, found))}"


def _named(some: Rights, without: Rights) -> list[str]:
    whole = sorted(some.whole - without.whole)
    columns = sorted(some.columns - without.columns)
    return [*whole, *(f"{right} {column} of" for right, column in columns if right not in whole)]


def _listed(names: Iterable[str]) -> str:
    first, others = list(names)[:SEVERAL], len(list(names)) - SEVERAL
    return ", ".join(first) + (f" and {others} more" if others > 0 else "")


def _of_policies(standing: Catalogue) -> Iterator[Difference]:
    wanted = {(f"public.{p.table}", p.name): p for p in policies()}
    tables = {table for table, _ in wanted}
    right = set()
    for row in standing.standing_policies():
        key = (row.table, row.name)
        declared = wanted.get(key)
        if declared and row.is_for_all and declared == _policy_of(row):
            right.add(key)
        elif declared or row.table in tables:
            made = (declared.create(),) if declared else ()
            right.add(key)
            yield Difference(
                f"Policy {row.name} of {row.table.removeprefix('public.')} is not as declared",
                (f'DROP POLICY "{row.name}" ON {row.table}', *made),
            )
    for key in wanted.keys() - right:
        policy = wanted[key]
        yield Difference(f"Policy {policy.name} of {policy.table} is missing", (policy.create(),))


def _policy_of(row: object) -> Policy:
    said = row._asdict()  # type: ignore[attr-defined]
    table = said["table"].removeprefix("public.")
    return Policy(table, said["command"], said["using"], said["check"])


def _of_doors(standing: Catalogue) -> Iterator[Difference]:
    wanted = {(door.schema, door.name): door for door in doors()}
    met = set()
    for found in sorted(standing.standing_doors(), key=lambda found: found.door not in doors()):
        key = (found.door.schema, found.door.name)
        declared = wanted.get(key)
        if declared is None or key in met:
            yield from _of_stranger(found, standing.role)
            continue
        met.add(key)
        yield from _of_door(found, declared, standing.role)
    for key in wanted.keys() - met:
        yield Difference(f"Door {'.'.join(key)} is missing", _made(wanted[key], standing.role))


def _of_stranger(found: StandingDoor, role: str) -> Iterator[Difference]:
    """A function that no file makes: in the wall's schemas, or a definer's that pages may call."""
    if found.door.schema in {OPENED, BEHIND}:
        yield Difference(
            f"Function {found.signature} is in no file of doors",
            (f"DROP ROUTINE {found.signature}",),
        )
    elif found.may_call:
        yield Difference(
            f"Function {found.signature} acts for its owner, is in no file of doors, and the"
            " serving role may call it",
            (f'REVOKE ALL ON ROUTINE {found.signature} FROM PUBLIC, "{role}"',),
        )


def _of_door(found: StandingDoor, declared: Door, role: str) -> Iterator[Difference]:
    if found.door != declared:
        yield Difference(
            f"Door {found.signature} is not as its file makes it", _made(declared, role)
        )
    if found.owner != found.keeper:
        yield Difference(
            f"Door {found.signature} is {found.owner}'s and not {found.keeper}'s",
            (f'ALTER FUNCTION {found.signature} OWNER TO "{found.keeper}"',),
            Mender.ADMINISTRATOR,
        )
    if found.may_call != declared.is_open or found.everybody_may_call:
        who = "Everybody" if found.everybody_may_call else "The serving role"
        may = "may call" if found.may_call else "may not call"
        yield Difference(
            f"{who} {may} {found.signature}, which is not as declared",
            _allowed(f"FUNCTION {found.signature}", declared, role),
        )


def _made(door: Door, role: str) -> tuple[str, ...]:
    return door.create, *_allowed(f"ALL FUNCTIONS IN SCHEMA {door.schema}", door, role)


def _allowed(what: str, door: Door, role: str) -> tuple[str, ...]:
    closed = f'REVOKE ALL ON {what} FROM PUBLIC, "{role}"'
    return (closed, f'GRANT EXECUTE ON {what} TO "{role}"') if door.is_open else (closed,)


def _of_triggers(standing: Catalogue) -> Iterator[Difference]:
    wanted = dict(door_triggers())
    for table in tables_of(Kind.WALLED):
        for name, said in triggers(table).items():
            wanted[f"public.{table.name}", name] = f"CREATE TRIGGER {name} {said}"
    ours = {table.fullname if table.schema else f"public.{table.name}" for table in _all()}
    right = set()
    for row in standing.standing_triggers():
        key = (row.table, row.name)
        if row.is_internal or row.table not in ours:
            if not row.is_enabled:
                mend = (f"ALTER TABLE {row.table} ENABLE TRIGGER ALL",)
                what = f"A trigger of {row.table} is switched off"
                yield Difference(what, mend, Mender.ADMINISTRATOR)
            continue
        right.add(key)
        if not row.is_enabled or row.written != wanted.get(key):
            made = (wanted[key],) if key in wanted else ()
            yield Difference(
                f"Trigger {row.name} of {row.table} is not as declared",
                (f'DROP TRIGGER "{row.name}" ON {row.table}', *made),
            )
    for key in wanted.keys() - right:
        yield Difference(f"Trigger {key[1]} of {key[0]} is missing", (wanted[key],))


def _of_rules(standing: Catalogue) -> Iterator[Difference]:
    for row in standing.standing_rules():
        yield Difference(
            f"Rule {row.name} rewrites what is asked of {row.table}",
            (f'DROP RULE "{row.name}" ON {row.table}',),
        )


def _of_schemas(standing: Catalogue) -> Iterator[Difference]:
    for row in standing.standing_schemas():
        on = f'SCHEMA "{row.name}"'
        if row.may_use and row.name not in MAY_USE:
            closed = f'REVOKE ALL ON {on} FROM PUBLIC, "{standing.role}"'
            yield Difference(f"The serving role may look into schema {row.name}", (closed,))
        if not row.may_use and row.name in MAY_USE:
            opened = f'GRANT USAGE ON {on} TO "{standing.role}"'
            yield Difference(f"The serving role may not use schema {row.name}", (opened,))
        if row.may_make:
            kept = f'REVOKE CREATE ON {on} FROM PUBLIC, "{standing.role}"'
            yield Difference(f"The serving role may make things in schema {row.name}", (kept,))


def _of_constraints(standing: Catalogue) -> Iterator[Difference]:
    found = standing.standing_constraints()
    for table in _all():
        name = table.fullname if table.schema else f"public.{table.name}"
        for rule in constraints_of(table):
            if (name, name_of(rule)) not in found:
                yield Difference(f"Constraint {name_of(rule)} of {table.fullname} is missing")


def constraints_of(table: Table) -> list[Constraint | Index]:
    """Everything that a table declares its rows may not be."""
    said = [c for c in table.constraints if getattr(c, "_create_rule", None) is None or c.name]
    return [*said, *(index for index in table.indexes if index.unique)]


def name_of(rule: Constraint | Index) -> str:
    """What the database calls a constraint or a unique index."""
    said = (
        PREPARER.format_index(rule) if isinstance(rule, Index) else PREPARER.format_constraint(rule)
    )
    return str(said).strip('"')


ASKED: tuple[Callable[[Catalogue], Iterator[Difference]], ...] = (
    _of_role,
    _of_tables,
    _of_policies,
    _of_triggers,
    _of_doors,
    _of_rules,
    _of_schemas,
    _of_constraints,
)
