"""What a witness writes on their own page can be sealed, as a text can."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0032"
down_revision: str | None = "0031"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

SEALED_BY = "fk_witness_answer_sealed_by"


def upgrade() -> None:
    op.add_column("witness_answer", sa.Column("sealed_at", sa.TIMESTAMP(timezone=True)))
    op.add_column("witness_answer", sa.Column("sealed_by", sa.Uuid()))
    op.create_foreign_key(op.f(SEALED_BY), "witness_answer", "account", ["sealed_by"], ["id"])


def downgrade() -> None:
    op.drop_constraint(op.f(SEALED_BY), "witness_answer", type_="foreignkey")
    op.drop_column("witness_answer", "sealed_by")
    op.drop_column("witness_answer", "sealed_at")
