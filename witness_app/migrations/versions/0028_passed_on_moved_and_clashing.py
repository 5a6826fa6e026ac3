"""Proposals that nobody answers are passed on; a report says which hearing it moves; clashes are answered."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0028"
down_revision: str | None = "0027"
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
    say_what_is_moved()
    keep_answers_to_clashes()


def say_what_is_moved() -> None:
    op.add_column("reported_hearing", sa.Column("replaces_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f(REPLACES),
        "reported_hearing",
        "reported_hearing",
        ["compartment_id", "replaces_id"],
        ["compartment_id", "id"],
    )


def keep_answers_to_clashes() -> None:
    op.create_table(
        "clash_answer",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column(
            "right",
            sa.Enum(
                "published",
                "reported",
                name="right",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("against", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_clash_answer_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "report_id"],
            ["reported_hearing.compartment_id", "reported_hearing.id"],
            name=op.f("fk_clash_answer_compartment_id_report_id"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["account.id"], name=op.f("fk_clash_answer_answered_by")
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_clash_answer")),
    )
    for column in ("audience_id", "unit_id"):
        op.create_index(
            op.f(f"ix_clash_answer_{column}"),
            "clash_answer",
            [column],
            unique=False,
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
    for column in ("id", "witness_id"):
        op.create_index(op.f(f"ix_clash_answer_{column}"), "clash_answer", [column], unique=False)


def downgrade() -> None:
    op.drop_table("clash_answer")
    op.drop_constraint(op.f(REPLACES), "reported_hearing", type_="foreignkey")
    op.drop_column("reported_hearing", "replaces_id")
    # A proposal that was passed on becomes one that was declined: the older schema knows no other end.
    op.execute("UPDATE allocation SET declined_at = passed_on_at WHERE passed_on_at IS NOT NULL")
    one_open(OPEN_BEFORE)
    op.drop_column("allocation", "passed_on_at")
