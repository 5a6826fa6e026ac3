"""Texts that press, and those that hold what waits for their number."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0030"
down_revision: str | None = "0024"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

KIND = "ck_reply_reply_kind"
KINDS = ("yes", "no", "words", "stop", "start", "help", "unsure")
KINDS_ADDED = ("pressing", "holding")


def upgrade() -> None:
    _admit((*KINDS, *KINDS_ADDED))
    op.add_column("reply", sa.Column("holds", sa.Text(), nullable=False, server_default=""))
    op.alter_column("reply", "holds", server_default=None)


def downgrade() -> None:
    op.drop_column("reply", "holds")
    # An older version knows them as words for a person to read, which they are.
    op.execute("ALTER TABLE reply NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE reply SET kind = 'words' WHERE kind IN ('pressing', 'holding')")
    op.execute("ALTER TABLE reply FORCE ROW LEVEL SECURITY")
    _admit(KINDS)


def _admit(values: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(KIND), "reply", type_="check")
    listed = ", ".join(f"'{value}'" for value in values)
    op.create_check_constraint(op.f(KIND), "reply", f"kind IN ({listed})")
