"""Magistrates' standard lists are read. Going down is refused while one is kept."""

from collections.abc import Sequence

from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

NAME = "ck_list_import_document_type"
BEFORE = "document_type IN ('crown_daily', 'crown_warned')"
AFTER = "document_type IN ('crown_daily', 'crown_warned', 'magistrates_standard')"


def upgrade() -> None:
    op.drop_constraint(op.f(NAME), "list_import", type_="check")
    op.create_check_constraint(op.f(NAME), "list_import", AFTER)


def downgrade() -> None:
    op.drop_constraint(op.f(NAME), "list_import", type_="check")
    op.create_check_constraint(op.f(NAME), "list_import", BEFORE)
