"""Each browser in which a link was opened, so that it can be ended; dates that a witness was told."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0029"
down_revision: str | None = "0028"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "opened_link",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ends_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["link_id"], ["sealed.subject_link.id"], name=op.f("fk_opened_link_link_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_opened_link")),
        schema="sealed",
    )
    op.create_index("ix_opened_link_link_id", "opened_link", ["link_id"], schema="sealed")
    op.add_column("telling", sa.Column("shown_to", sa.Uuid(), nullable=True))
    op.execute("ALTER TABLE telling NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE telling SET shown_to = witness_id WHERE told_at IS NOT NULL")
    op.execute("ALTER TABLE telling FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.execute("ALTER TABLE telling DROP COLUMN shown_to CASCADE")  # its policies stand on it
    op.drop_table("opened_link", schema="sealed")
