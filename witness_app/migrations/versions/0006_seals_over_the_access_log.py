"""Seals over the access log."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "look_seal",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("until_xid", sa.BigInteger(), nullable=False),
        sa.Column("first_look_id", sa.BigInteger(), nullable=False),
        sa.Column("last_look_id", sa.BigInteger(), nullable=False),
        sa.Column("looks", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("previous_head", sa.LargeBinary(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_look_seal")),
        schema="sealed",
    )
    op.add_column("look", sa.Column("compartment_id", sa.Uuid(), nullable=True), schema="sealed")
    op.add_column(
        "look",
        sa.Column("salt", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        schema="sealed",
    )
    op.add_column(
        "look",
        sa.Column(
            "xid",
            sa.BigInteger(),
            server_default=sa.text("((pg_current_xact_id())::text)::bigint"),
            nullable=False,
        ),
        schema="sealed",
    )
    op.create_index("ix_look_xid", "look", ["xid"], unique=False, schema="sealed")


def downgrade() -> None:
    op.drop_index("ix_look_xid", table_name="look", schema="sealed")
    op.drop_column("look", "xid", schema="sealed")
    op.drop_column("look", "salt", schema="sealed")
    op.drop_column("look", "compartment_id", schema="sealed")
    op.drop_table("look_seal", schema="sealed")
