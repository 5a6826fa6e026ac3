"""An index by the witness alone: through the wall a reader's compartments do not lead to the rows."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

OF_A_WITNESS = sa.text(
    "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = 'public' AND c.relkind = 'r' AND 2 = (SELECT count(*) FROM pg_attribute a"
    " WHERE a.attrelid = c.oid AND a.attname IN ('compartment_id', 'witness_id')"
    " AND NOT a.attisdropped) ORDER BY c.relname"
)


def upgrade() -> None:
    for table in op.get_bind().scalars(OF_A_WITNESS).all():
        op.create_index(op.f(f"ix_{table}_witness_id"), table, ["witness_id"])


def downgrade() -> None:
    for table in op.get_bind().scalars(OF_A_WITNESS).all():
        op.drop_index(op.f(f"ix_{table}_witness_id"), table_name=table)
