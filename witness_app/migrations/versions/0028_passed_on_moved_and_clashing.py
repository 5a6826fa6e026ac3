"""Proposals that nobody answers are passed on; a report says which hearing it moves."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0028"
down_revision: str | None = "0024"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ONE_OPEN = "uq_allocation_one_open"
OPEN_BEFORE = "accepted_at IS NULL AND declined_at IS NULL"
OPEN_NOW = f"{OPEN_BEFORE} AND passed_on_at IS NULL"
REPLACES = "fk_reported_hearing_compartment_id_replaces_id"


def one_open(condition: str) -> None:
    op.drop_index(ONE_OPEN, table_name="allocation")
    op.create_index(
        ONE_OPEN,
        "allocation",
        ["compartment_id", "witness_id"],
        unique=True,
        postgresql_where=sa.text(condition),
    )


def upgrade() -> None:
    op.add_column(
        "allocation", sa.Column("passed_on_at", sa.TIMESTAMP(timezone=True), nullable=True)
    )
    one_open(OPEN_NOW)
    op.add_column("reported_hearing", sa.Column("replaces_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f(REPLACES),
        "reported_hearing",
        "reported_hearing",
        ["compartment_id", "replaces_id"],
        ["compartment_id", "id"],
    )


def downgrade() -> None:
    op.drop_constraint(op.f(REPLACES), "reported_hearing", type_="foreignkey")
    op.drop_column("reported_hearing", "replaces_id")
    # A proposal that was passed on becomes one that was declined: the older schema knows no other end.
    op.execute("UPDATE allocation SET declined_at = passed_on_at WHERE passed_on_at IS NOT NULL")
    one_open(OPEN_BEFORE)
    op.drop_column("allocation", "passed_on_at")
