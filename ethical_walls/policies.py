"""The wall in the database, generated from the models' declarations and applied, not migrated."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Table, text

from ethical_walls.records import SEALED_SCHEMA, Kind, Partners, Writers, tables_of
from ethical_walls.viewers import prepared_pads

DOORS = Path(__file__).parent / "doors"
SET_BY_DOORS = {"audience_id", "unit_id"}
FIXED_FOR_LIFE = {"compartment_id", "id", *SET_BY_DOORS}

MAY_WRITE = "compartment_id = ANY((SELECT wall.compartments())::uuid[])"
AS_PARTNER = (
    "audience_id = ANY((SELECT wall.audiences())::uuid[])"
    " OR unit_id = ANY((SELECT wall.units())::uuid[])"
)
WORKS_HERE = "(SELECT wall.works_here())"


@dataclass(frozen=True)
class Policy:
    """One row-security policy: a table, a command, and the SQL of its two conditions."""

    table: str
    command: str
    using: str | None
    check: str | None

    @property
    def name(self) -> str:
        """The policy's name in the database."""
        return f"wall_{self.command.lower()}"

    @property
    def digest(self) -> str:
        """A fingerprint kept as the policy's comment, so that a difference is found."""
        parts = f"{self.table}|{self.command}|{self.using}|{self.check}"
        return hashlib.sha256(parts.encode()).hexdigest()[:32]

    def create(self) -> str:
        """The statement that makes the policy."""
        using = f" USING ({self.using})" if self.using else ""
        check = f" WITH CHECK ({self.check})" if self.check else ""
        return f"CREATE POLICY {self.name} ON {self.table} FOR {self.command}{using}{check}"


def policies() -> list[Policy]:
    """Every policy that the declarations ask for, one a table and command."""
    found: list[Policy] = []
    for table in tables_of(Kind.WALLED):
        found += [
            Policy(table.name, "SELECT", may_see(table), None),
            Policy(table.name, "INSERT", None, may_add(table)),
            Policy(table.name, "UPDATE", MAY_WRITE, MAY_WRITE),
        ]
    for table in tables_of(Kind.OPEN):
        found.append(Policy(table.name, "SELECT", "true", None))
        if table.info["writers"] is Writers.VIEWERS:
            found += [
                Policy(table.name, "INSERT", None, WORKS_HERE),
                Policy(table.name, "UPDATE", WORKS_HERE, WORKS_HERE),
            ]
    return found


def may_see(table: Table) -> str:
    """Who reads a walled row: its compartment, the partner it is marked for, the link it is of."""
    clauses = [MAY_WRITE, AS_PARTNER]
    if table.info["link_column"]:
        clauses.append(_by_link(table))
    return " OR ".join(clauses)


def may_add(table: Table) -> str:
    """Who adds a walled row: its compartment, and those outside whom the table lets speak."""
    clauses = [MAY_WRITE]
    if table.info["partners"] is Partners.SAY:
        clauses.append(AS_PARTNER)
    if table.info["link_says"]:
        clauses.append(_by_link(table))
    return " OR ".join(clauses)


def _by_link(table: Table) -> str:
    return f"{table.info['link_column']} = (SELECT wall.subject())"


def triggers(table: Table) -> dict[str, str]:
    """The triggers that a walled table's declaration asks for, by name, with what each does.

    One marks new and changed rows with the partner who referred their witness; one posts work for
    the compartment's job when somebody outside has said something; one keeps whose a number is.
    """
    found = {}
    if table.info["partners"] is not Partners.NOTHING:
        found["wall_partners"] = (
            f"BEFORE INSERT OR UPDATE ON {table.name}"
            " FOR EACH ROW EXECUTE FUNCTION sealed.mark_partners()"
        )
    if table.info["said_as"]:
        found["wall_said"] = (
            f"AFTER INSERT ON {table.name}"
            f" FOR EACH ROW EXECUTE FUNCTION sealed.post_said('{table.info['said_as']}')"
        )
    if table.info["tells_numbers"]:
        found["wall_reachable"] = (
            f"AFTER INSERT OR UPDATE ON {table.name}"
            " FOR EACH ROW EXECUTE FUNCTION sealed.keep_reachable()"
        )
    return found


def grants(table: Table, app_role: str) -> list[str]:
    """What the serving process may do with a table: never delete, never move a row across."""
    name, role = table.name, f'"{app_role}"'
    statements = [f"REVOKE ALL ON {name} FROM {role}", f"GRANT SELECT ON {name} TO {role}"]
    if table.info["wall"] is Kind.OPEN and table.info["writers"] is Writers.OWNER:
        return statements
    set_by_doors = SET_BY_DOORS if table.info["wall"] is Kind.WALLED else set()
    fixed = FIXED_FOR_LIFE if table.info["wall"] is Kind.WALLED else {"id"}
    inserted = _columns(table, set_by_doors)
    updated = _columns(table, fixed)
    statements.append(f"GRANT INSERT ({inserted}) ON {name} TO {role}")
    if updated:
        statements.append(f"GRANT UPDATE ({updated}) ON {name} TO {role}")
    return statements


def _columns(table: Table, without: set[str]) -> str:
    return ", ".join(f'"{c.name}"' for c in table.columns if c.name not in without)


def apply_wall(connection: Connection, app_role: str) -> list[str]:
    """Make the database's wall equal the declarations; run by the owner after migrations.

    Args:
        connection: The owner's connection, in a transaction.
        app_role: The role of the serving process.

    Returns:
        The policies that had to be made or replaced, as `table: policy`.
    """
    execute = connection.exec_driver_sql
    execute("CREATE SCHEMA IF NOT EXISTS wall")
    for file in sorted(DOORS.glob("*.sql")):
        execute(file.read_text())
    execute(f'REVOKE ALL ON SCHEMA {SEALED_SCHEMA} FROM PUBLIC, "{app_role}"')
    execute(f'REVOKE ALL ON ALL TABLES IN SCHEMA {SEALED_SCHEMA} FROM PUBLIC, "{app_role}"')
    execute(f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {SEALED_SCHEMA} FROM PUBLIC")
    execute("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA wall FROM PUBLIC")
    execute(f'GRANT USAGE ON SCHEMA wall TO "{app_role}"')
    execute(f'GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA wall TO "{app_role}"')
    for table in (*tables_of(Kind.WALLED), *tables_of(Kind.OPEN)):
        execute(f"ALTER TABLE {table.name} ENABLE ROW LEVEL SECURITY")
        execute(f"ALTER TABLE {table.name} FORCE ROW LEVEL SECURITY")
        for statement in grants(table, app_role):
            execute(statement)
    put_triggers(connection)
    return replace_what_differs(connection)


def put_triggers(connection: Connection) -> None:
    """Make the wall's triggers those that the declarations ask for."""
    for table in tables_of(Kind.WALLED):
        wanted = triggers(table)
        for name in ("wall_partners", "wall_said", "wall_reachable"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {table.name}")
            if name in wanted:
                connection.exec_driver_sql(f"CREATE TRIGGER {name} {wanted[name]}")


def standing_triggers(connection: Connection) -> set[tuple[str, str]]:
    """The wall's triggers in the database, enabled ones only, by table and name."""
    rows = connection.execute(
        text(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND NOT t.tgisinternal AND t.tgenabled = 'O'"
        )
    )
    return {(table, name) for table, name in rows}


def replace_what_differs(connection: Connection) -> list[str]:
    """Drop policies that nobody declared and make those that are missing or changed."""
    standing = standing_policies(connection)
    wanted = {(p.table, p.name): p for p in policies()}
    for (table, name), digest in standing.items():
        if (table, name) not in wanted or wanted[table, name].digest != digest:
            connection.exec_driver_sql(f'DROP POLICY "{name}" ON {table}')
    made = []
    for key, policy in wanted.items():
        if standing.get(key) != policy.digest:
            connection.exec_driver_sql(policy.create())
            connection.exec_driver_sql(
                f"COMMENT ON POLICY {policy.name} ON {policy.table} IS '{policy.digest}'"
            )
            made.append(f"{policy.table}: {policy.name}")
    return made


def standing_policies(connection: Connection) -> dict[tuple[str, str], str]:
    """The policies in the database, by table and name, with the digest each was made from."""
    rows = connection.execute(
        text(
            "SELECT c.relname, p.polname, coalesce(obj_description(p.oid, 'pg_policy'), '')"
            " FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid"
            " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'"
        )
    )
    return {(table, name): digest for table, name, digest in rows}


def install_keys(connection: Connection, viewer_key: tuple[str, bytes], identity: bytes) -> None:
    """Put the wall's keys where only its functions can read them.

    The identity key is made once and never replaced: ids of groups and compartments come from
    it. The viewer key may be changed at any time; the serving process must hold the same.
    """
    insert = text(
        "INSERT INTO sealed.wall_key (id, use, inner_pad, outer_pad)"
        " VALUES (:id, :use, :inner, :outer) ON CONFLICT (id) DO UPDATE"
        " SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad"
        " WHERE wall_key.use = 'viewer'"
    )
    for use, (key_id, key) in {"viewer": viewer_key, "identity": ("identity", identity)}.items():
        inner, outer = prepared_pads(key)
        connection.execute(insert, {"id": key_id, "use": use, "inner": inner, "outer": outer})


def make_schemas(connection: Connection) -> None:
    """The schemas and extensions that the tables stand on; the owner may create both."""
    connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {SEALED_SCHEMA}")
    connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS btree_gist")
    connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
