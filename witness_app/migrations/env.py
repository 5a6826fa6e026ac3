"""Alembic's way in: the owner's address, every model, the public and the sealed schema."""

from typing import Any

from alembic import context
from alembic.operations.ops import CreateTableOp, DropTableOp
from sqlalchemy import NullPool, create_engine

from ethical_walls.records import SEALED_SCHEMA, Record
from witness_app.models import import_every_model

import_every_model()


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Look at our two schemas only."""
    return kind != "schema" or name in {None, SEALED_SCHEMA}


def without_declarations(_context: object, _revision: object, directives: list[Any]) -> None:
    """Leave the wall's declarations out: policies are applied, not migrated."""
    for script in directives:
        for operation in script.upgrade_ops.ops + script.downgrade_ops.ops:
            if isinstance(operation, CreateTableOp | DropTableOp):
                operation.info = {}


engine = create_engine(context.config.attributes["url"], poolclass=NullPool)
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Record.metadata,
        include_schemas=True,
        include_name=include_name,
        include_object=context.config.attributes.get("include_object"),
        process_revision_directives=without_declarations,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
