"""The tables' history: Alembic run by the owner, then the wall put back over what changed."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, NullPool, create_engine

from ethical_walls.applying import Applied, apply_wall, make_schemas

HERE = Path(__file__).parent


def configuration(owner_url: str) -> Config:
    """Alembic's configuration for one database, by its owner's address."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["url"] = owner_url
    return config


def upgrade(owner_url: str, app_role: str, revision: str = "head") -> Applied:
    """Bring the tables to a revision and the wall to the declarations.

    Args:
        owner_url: The owner's address; the serving role can do none of this.
        app_role: The serving role, which the wall is made for.
        revision: Alembic's name of where to go.

    Returns:
        What of the wall was mended, and what the owner could not mend.
    """
    engine = upgrade_tables(owner_url, revision)
    with engine.begin() as connection:
        return apply_wall(connection, app_role)


def upgrade_tables(owner_url: str, revision: str = "head") -> Engine:
    """Bring the tables alone to a revision: doors may speak of one that is not migrated yet."""
    engine = create_engine(owner_url, poolclass=NullPool)
    with engine.begin() as connection:
        make_schemas(connection)
    command.upgrade(configuration(owner_url), revision)
    return engine
