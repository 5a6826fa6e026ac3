"""Changes of a case's parties, visits released by them, and opposing parties told apart by name."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

STATE = "ck_visit_visit_state"
BEFORE = "state IN ('booked', 'confirmed', 'cancelled', 'done')"
AFTER = "state IN ('booked', 'confirmed', 'released', 'cancelled', 'done')"


def upgrade() -> None:
    op.create_table(
        "parties_change",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("parties_before", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["published_case.id"], name=op.f("fk_parties_change_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties_change")),
    )
    op.create_index(op.f("ix_parties_change_case_id"), "parties_change", ["case_id"], unique=False)
    op.create_index(
        "ix_parties_change_unanswered",
        "parties_change",
        ["changed_at"],
        unique=False,
        postgresql_where=sa.text("answered_at IS NULL"),
    )
    op.drop_constraint(op.f(STATE), "visit", type_="check")
    op.create_check_constraint(op.f(STATE), "visit", AFTER)
    _keep_apart("party")


def downgrade() -> None:
    _keep_apart("compartment_id")
    op.drop_constraint(op.f(STATE), "visit", type_="check")
    op.create_check_constraint(op.f(STATE), "visit", BEFORE)
    op.drop_table("parties_change")


def _keep_apart(by: str) -> None:
    op.drop_constraint("visit_kept_apart", "visit")
    op.create_exclude_constraint(
        "visit_kept_apart",
        "visit",
        ("group_id", "="),
        ("court_id", "="),
        (by, "<>"),
        ("padded", "&&"),
        using="gist",
        where=sa.text("state IN ('booked', 'confirmed')"),
        deferrable=True,
        initially="IMMEDIATE",
    )
