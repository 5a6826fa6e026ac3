"""What must be true of the database before the product serves anybody."""

from sqlalchemy import Connection, text

from ethical_walls.policies import policies, standing_policies, standing_triggers, triggers
from ethical_walls.records import Kind, tables_of


class WallNotStanding(RuntimeError):
    """The product refuses to start; the message names what is wrong and what to do."""


def refuse_to_start_without_the_wall(connection: Connection) -> None:
    """Check the serving process's own connection, before any viewer is set.

    Raises:
        WallNotStanding: The role owns tables, is superuser or may bypass row security; a walled
            table is not forced; a policy or trigger is missing or differs; a row shows without a
            viewer.
    """
    for check in (_role_is_powerless, _every_table_is_forced, _policies_stand, _nobody_sees):
        check(connection)


def _role_is_powerless(connection: Connection) -> None:
    role = connection.execute(
        text("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
    ).one()
    if role.rolsuper or role.rolbypassrls:
        raise WallNotStanding(
            f"The database role {role.rolname} passes through the wall (superuser or BYPASSRLS)."
            " Serve with the role made for the application."
        )
    owned = connection.scalar(
        text(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname IN ('public', 'sealed', 'wall') AND c.relowner ="
            " (SELECT oid FROM pg_roles WHERE rolname = current_user)"
        )
    )
    if owned:
        raise WallNotStanding(
            f"The database role {role.rolname} owns {owned} tables and so could take the wall"
            " down. Serve with the role made for the application."
        )


def _every_table_is_forced(connection: Connection) -> None:
    rows = connection.execute(
        text(
            "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relrowsecurity AND c.relforcerowsecurity"
        )
    )
    forced = {name for (name,) in rows}
    for table in tables_of(Kind.WALLED):
        if table.name not in forced:
            raise WallNotStanding(
                f"Table {table.name} is not walled. Run `witness-app db upgrade`."
            )


def _policies_stand(connection: Connection) -> None:
    standing = standing_policies(connection)
    for policy in policies():
        if standing.get((policy.table, policy.name)) != policy.digest:
            raise WallNotStanding(
                f"Policy {policy.name} of {policy.table} is missing or not as declared."
                " Run `witness-app db upgrade`."
            )
    marked = standing_triggers(connection)
    for table in tables_of(Kind.WALLED):
        for name in triggers(table):
            if (table.name, name) not in marked:
                raise WallNotStanding(
                    f"Trigger {name} of {table.name} is missing. Run `witness-app db upgrade`."
                )


def _nobody_sees(connection: Connection) -> None:
    connection.execute(text("SELECT set_config('wall.viewer', '', true)"))
    for table in tables_of(Kind.WALLED):
        if connection.execute(table.select().limit(1)).first() is not None:
            raise WallNotStanding(f"Table {table.name} shows rows to nobody in particular.")
