"""What PostgreSQL lets everybody do, by which a role could see or disturb its neighbours."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, text

RIGHTS = """
    SELECT 'large objects' AS what, 'EXECUTE ON FUNCTION ' || p.oid::regprocedure AS right,
        has_function_privilege(:role, p.oid, 'EXECUTE') AS is_held
    FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace
      AND (p.proname ~ '^lo_' OR p.proname IN ('loread', 'lowrite'))
    UNION ALL SELECT 'advisory locks', 'EXECUTE ON FUNCTION ' || p.oid::regprocedure,
        has_function_privilege(:role, p.oid, 'EXECUTE')
    FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace
      AND p.proname ~ '^pg_(try_)?advisory_'
    UNION ALL SELECT 'statistics', 'EXECUTE ON FUNCTION ' || p.oid::regprocedure,
        has_function_privilege(:role, p.oid, 'EXECUTE')
    FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace
      AND p.proname ~ '^pg_stat_get'
    UNION ALL SELECT 'statistics', 'ALL ON ' || c.oid::regclass,
        has_table_privilege(:role, c.oid, 'SELECT')
    FROM pg_class c WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'v'
      AND c.relname ~ '^pg_stat'
    UNION ALL SELECT 'ending what others do', 'EXECUTE ON FUNCTION ' || p.oid::regprocedure,
        has_function_privilege(:role, p.oid, 'EXECUTE')
    FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace
      AND p.proname IN ('pg_terminate_backend', 'pg_cancel_backend')
    UNION ALL SELECT 'temporary tables', format('TEMPORARY ON DATABASE %I', current_database()),
        has_database_privilege(:role, current_database(), 'TEMPORARY')
    UNION ALL SELECT 'the public schema', 'CREATE ON SCHEMA public',
        has_schema_privilege(:role, 'public', 'CREATE')
    ORDER BY 1, 2"""


@dataclass(frozen=True)
class Right:
    """Something that everybody may do unless it is taken from them.

    Attributes:
        what: What it is about, in two words.
        right: The right and its object, as REVOKE and GRANT take them.
        is_held: Whether the serving role has it.
    """

    what: str
    right: str
    is_held: bool


def rights_over_neighbours(connection: Connection, app_role: str) -> list[Right]:
    """Every such right, and whether a role has it, by whatever way it came to it."""
    rows = connection.execute(text(RIGHTS), {"role": app_role})
    return [Right(row.what, row.right, row.is_held) for row in rows]


def what_is_left(connection: Connection, app_role: str) -> str:
    """What the serving role may still do to its neighbours, in a sentence; empty for nothing."""
    held = [right for right in rights_over_neighbours(connection, app_role) if right.is_held]
    if not held:
        return ""
    return (
        f"The serving role {app_role} may still reach {_counted(held)} of its neighbours. Run"
        " `witness-app db harden` with an administrator's address."
    )


def harden(connection: Connection, app_role: str, owner_role: str) -> str:
    """Take from everybody what would show or disturb the neighbours (design section 3).

    Args:
        connection: An administrator's, who owns what PostgreSQL itself made.
        app_role: The role of the serving process.
        owner_role: The role that owns the tables.

    Returns:
        What was taken, in words; empty where nothing was left to take.
    """
    held = [right for right in rights_over_neighbours(connection, app_role) if right.is_held]
    for right in held:
        connection.exec_driver_sql(f'REVOKE {right.right} FROM PUBLIC, "{app_role}"')
    connection.exec_driver_sql("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    connection.exec_driver_sql(f'GRANT USAGE ON SCHEMA public TO "{app_role}"')
    connection.exec_driver_sql(f'GRANT ALL ON SCHEMA public TO "{owner_role}"')
    return _counted(held)


def _counted(rights: list[Right]) -> str:
    return ", ".join(f"{what} ({n})" for what, n in Counter(r.what for r in rights).items())
