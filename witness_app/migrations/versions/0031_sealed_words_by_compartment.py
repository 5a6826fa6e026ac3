"""Words are sealed in one compartment: its id comes first in their key."""

from collections.abc import Sequence

from alembic import op

revision: str = "0031"
down_revision: str | None = "0030"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

KEY = op.f("pk_sealed_words")


def upgrade() -> None:
    op.drop_constraint(KEY, "sealed_words", schema="sealed")
    op.create_primary_key(KEY, "sealed_words", ["compartment_id", "subject_id"], schema="sealed")


def downgrade() -> None:
    op.drop_constraint(KEY, "sealed_words", schema="sealed")
    op.create_primary_key(KEY, "sealed_words", ["subject_id"], schema="sealed")
