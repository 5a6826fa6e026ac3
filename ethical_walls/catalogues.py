"""What PostgreSQL's catalogues say of the wall as it stands: nothing is judged here."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, Row, text

from ethical_walls.door_files import Door
from ethical_walls.policies import Rights

OURS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
ON_TABLES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
SINCE_17 = ("MAINTAIN",)
ON_COLUMNS = ("SELECT", "INSERT", "UPDATE", "REFERENCES")
VERSION_17 = 170000

TABLES = f"""
    SELECT n.nspname || '.' || c.relname AS name, c.oid::regclass::text AS written,
        c.relkind::text AS kind, c.relrowsecurity AND c.relforcerowsecurity AS is_forced,
        CASE WHEN c.relkind <> 'S' THEN
            (SELECT array_agg(p) FROM unnest(CAST(:rights AS text[])) p
             WHERE has_table_privilege(:role, c.oid, p))
            WHEN has_sequence_privilege(:role, c.oid, 'USAGE, SELECT, UPDATE')
            THEN ARRAY['count by'] END AS rights
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND {OURS}
    ORDER BY 1"""  # noqa: S608 - our own words
COLUMNS = f"""
    SELECT n.nspname || '.' || c.relname AS name, a.attname AS column, p AS right
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    CROSS JOIN unnest(CAST(:rights AS text[])) p
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND {OURS}
      AND has_column_privilege(:role, c.oid, a.attnum, p)"""  # noqa: S608 - our own words
POLICIES = f"""
    SELECT n.nspname || '.' || c.relname AS table, p.polname AS name,
        CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
            WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command,
        pg_get_expr(p.polqual, p.polrelid) AS using,
        pg_get_expr(p.polwithcheck, p.polrelid) AS check,
        p.polpermissive AND p.polroles = ARRAY[0]::oid[] AS is_for_all
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OURS} ORDER BY 1, 2"""  # noqa: S608 - our own words
FUNCTIONS = f"""
    SELECT n.nspname AS schema, p.proname AS name, p.prosrc AS body,
        coalesce(pg_get_function_arguments(p.oid), '') AS arguments,
        coalesce(pg_get_function_result(p.oid), '') AS result,
        array_remove(ARRAY[l.lanname::text,
            CASE p.provolatile WHEN 's' THEN 'STABLE' WHEN 'i' THEN 'IMMUTABLE' END,
            CASE p.proparallel WHEN 'r' THEN 'PARALLEL RESTRICTED' WHEN 's' THEN 'PARALLEL SAFE' END,
            CASE WHEN p.prosecdef THEN 'SECURITY DEFINER' END,
            CASE WHEN p.proisstrict THEN 'STRICT' END,
            CASE WHEN p.proleakproof THEN 'LEAKPROOF' END], NULL)
            || coalesce(p.proconfig, CAST(ARRAY[] AS text[])) AS traits,
        p.oid::regprocedure::text AS signature, pg_get_userbyid(p.proowner) AS owner,
        pg_get_userbyid(n.nspowner) AS keeper,
        has_function_privilege(:role, p.oid, 'EXECUTE') AS may_call,
        has_function_privilege('public', p.oid, 'EXECUTE') AS everybody_may_call
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    JOIN pg_language l ON l.oid = p.prolang
    WHERE {OURS} AND (n.nspname IN ('wall', 'sealed') OR p.prosecdef) ORDER BY 1, 2"""  # noqa: S608, E501 - our own words
TRIGGERS = f"""
    SELECT n.nspname || '.' || c.relname AS table, t.tgname AS name,
        pg_get_triggerdef(t.oid) AS written, t.tgenabled = 'O' AS is_enabled,
        t.tgisinternal AS is_internal
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OURS} ORDER BY 1, 2"""  # noqa: S608 - our own words
RULES = f"""
    SELECT n.nspname || '.' || c.relname AS table, r.rulename AS name
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE r.rulename <> '_RETURN' AND {OURS} ORDER BY 1, 2"""  # noqa: S608 - our own words
SCHEMAS = f"""
    SELECT n.nspname AS name, has_schema_privilege(:role, n.oid, 'USAGE') AS may_use,
        has_schema_privilege(:role, n.oid, 'CREATE') AS may_make
    FROM pg_namespace n WHERE {OURS} ORDER BY 1"""  # noqa: S608 - our own words
ROLE = """
    SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
        (SELECT array_agg(pg_get_userbyid(m.roleid)::text ORDER BY 1) FROM pg_auth_members m
         WHERE m.member = r.oid) AS roles,
        (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relowner = r.oid AND n.nspname !~ '^pg_')
        + (SELECT count(*) FROM pg_proc p WHERE p.proowner = r.oid)
        + (SELECT count(*) FROM pg_namespace s WHERE s.nspowner = r.oid AND s.nspname !~ '^pg_')
            AS owned,
        has_database_privilege(r.oid, current_database(), 'CREATE') AS may_make_schemas,
        current_database() AS database
    FROM pg_roles r WHERE rolname = :role"""
RULES_OF_TABLES = f"""
    SELECT n.nspname || '.' || c.relname AS table, k.conname AS name
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OURS} AND k.convalidated
    UNION SELECT n.nspname || '.' || c.relname, x.relname
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE {OURS} AND i.indisunique AND i.indisvalid"""  # noqa: S608 - our own words


@dataclass(frozen=True)
class StandingTable:
    """A table, view or sequence of any schema but PostgreSQL's own.

    Attributes:
        written: Its name as a statement may say it.
        is_table: Whether it is a table that holds rows of its own.
        is_forced: Whether row security is enabled and forced.
        rights: What the serving role may do with it, by whatever way it came to that.
    """

    written: str
    is_table: bool
    is_forced: bool
    rights: Rights


@dataclass(frozen=True)
class StandingDoor:
    """A function as it stands, beside what no file says of it."""

    door: Door
    signature: str
    owner: str
    keeper: str
    may_call: bool
    everybody_may_call: bool


@dataclass
class Catalogue:
    """The catalogues of one database, seen for one serving role.

    Attributes:
        connection: Anybody's: what is asked, everybody may know.
        role: The serving role.
    """

    connection: Connection
    role: str
    tables: dict[str, StandingTable] = field(init=False)

    def __post_init__(self) -> None:
        self.tables = self._tables()

    def _tables(self) -> dict[str, StandingTable]:
        columns: dict[str, set[tuple[str, str]]] = {}
        for row in self._ask(COLUMNS, rights=list(ON_COLUMNS)):
            columns.setdefault(row.name, set()).add((row.right, row.column))
        version = self.connection.execute(text("SHOW server_version_num")).scalar_one()
        asked = [*ON_TABLES, *(SINCE_17 if int(version) >= VERSION_17 else ())]
        return {
            row.name: StandingTable(
                row.written,
                row.kind in {"r", "p"},
                row.is_forced,
                Rights(frozenset(row.rights or ()), frozenset(columns.get(row.name, ()))),
            )
            for row in self._ask(TABLES, rights=asked)
        }

    def standing_policies(self) -> list[Row[tuple[object, ...]]]:
        """Every policy, with its conditions as PostgreSQL writes them back."""
        return self._ask(POLICIES)

    def standing_doors(self) -> Iterator[StandingDoor]:
        """Every function of the wall's schemas, and every definer's function of any other."""
        for row in self._ask(FUNCTIONS):
            traits = frozenset(row.traits)
            door = Door(row.schema, row.name, row.arguments, row.result, traits, row.body)
            calls = (row.may_call, row.everybody_may_call)
            yield StandingDoor(door, row.signature, row.owner, row.keeper, *calls)

    def standing_triggers(self) -> list[Row[tuple[object, ...]]]:
        """Every trigger, those that keep foreign keys too."""
        return self._ask(TRIGGERS)

    def standing_rules(self) -> list[Row[tuple[object, ...]]]:
        """Every rule that rewrites statements; views have theirs, tables none."""
        return self._ask(RULES)

    def standing_schemas(self) -> list[Row[tuple[object, ...]]]:
        """Every schema, and what the serving role may do there."""
        return self._ask(SCHEMAS)

    def standing_constraints(self) -> set[tuple[str, str]]:
        """Every constraint and unique index that rows are held to, by table and name."""
        return {(row.table, row.name) for row in self._ask(RULES_OF_TABLES)}

    def standing_role(self) -> Row[tuple[object, ...]] | None:
        """The serving role's own powers; nothing where there is no such role."""
        found = self._ask(ROLE)
        return found[0] if found else None

    def _ask(self, question: str, **values: object) -> list[Row[tuple[object, ...]]]:
        wanted = {**values, "role": self.role} if ":role" in question else values
        return list(self.connection.execute(text(question), wanted))
