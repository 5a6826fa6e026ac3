"""What must be true of the database before the product serves anybody."""

from sqlalchemy import Connection, text

from ethical_walls.records import Kind, tables_of
from ethical_walls.standing import Mender, differences

TO_DO = {
    Mender.OWNER: "Run `witness-app db upgrade`.",
    Mender.ADMINISTRATOR: "Run `witness-app db harden` with an administrator's address.",
}


class WallNotStanding(RuntimeError):
    """The product refuses to start; the message names what is wrong and what to do."""


def refuse_to_start_without_the_wall(connection: Connection) -> None:
    """Check the serving process's own connection, before any viewer is set.

    Raises:
        WallNotStanding: The wall that stands differs in anything from the one that is declared; the
            role is not the one that signed in, or looks for tables elsewhere; a row shows without a
            viewer.
    """
    _names_mean_what_they_say(connection)
    _nothing_differs(connection)
    _nobody_sees(connection)


def _names_mean_what_they_say(connection: Connection) -> None:
    role, session, schemas = connection.execute(
        text("SELECT current_user, session_user, current_schemas(false)::text[]")
    ).one()
    if role != session or schemas != ["public"]:
        raise WallNotStanding(
            f"The database role {session} acts as {role} and looks for tables in"
            f" {', '.join(schemas)}: it must act as itself, in public alone. An administrator must"
            f" take the setting of role or search_path from it (ALTER ROLE {session} RESET ALL)."
        )


def _nothing_differs(connection: Connection) -> None:
    found = differences(connection, connection.execute(text("SELECT current_user")).scalar_one())
    if not found:
        return
    first, others = found[0], len(found) - 1
    more = f" ({others} more things differ)" if others else ""
    todo = TO_DO[first.by] if first.mend else "docs/how-to/mend-the-wall.md says what to do."
    raise WallNotStanding(f"{first.what}{more}. {todo}")


def _nobody_sees(connection: Connection) -> None:
    connection.execute(text("SELECT set_config('wall.viewer', '', true)"))
    for table in tables_of(Kind.WALLED):
        if connection.execute(table.select().limit(1)).first() is not None:
            raise WallNotStanding(f"Table {table.name} shows rows to nobody in particular.")
