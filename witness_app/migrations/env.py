"""Alembic's way in: the owner's address, every model, the public and the sealed schema."""

from alembic import context
from sqlalchemy import NullPool, create_engine

from ethical_walls.records import SEALED_SCHEMA, Record
from witness_app.models import import_every_model

import_every_model()


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Look at our two schemas only."""
    return kind != "schema" or name in {None, SEALED_SCHEMA}


engine = create_engine(context.config.attributes["url"], poolclass=NullPool)
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Record.metadata,
        include_schemas=True,
        include_name=include_name,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
