"""Links given to witnesses, and what witnesses answer through them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ANSWERS = (
    "can_come",
    "cannot_come",
    "another_time",
    "need_to_talk",
    "choose_place",
    "none_suit",
    "change_details",
)


def upgrade() -> None:
    op.create_table(
        "subject_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("word_hash", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("lasts_until", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("locked_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_subject_link_token_hash")),
        schema="sealed",
    )
    op.create_index(
        "uq_subject_link_one_live",
        "subject_link",
        ["subject_id"],
        unique=True,
        schema="sealed",
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_table(
        "witness_answer",
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                *ANSWERS, name="answer_kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("about_version", sa.Integer(), nullable=True),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("acted_on_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("too_late_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_witness_answer_compartment_id_witness_id"),
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_witness_answer")),
        sa.UniqueConstraint(
            "compartment_id",
            "witness_id",
            "request_id",
            name=op.f("uq_witness_answer_compartment_id_witness_id_request_id"),
        ),
    )
    op.create_index(
        op.f("ix_witness_answer_compartment_id_witness_id"),
        "witness_answer",
        ["compartment_id", "witness_id"],
    )
    op.create_index(op.f("ix_witness_answer_id"), "witness_answer", ["id"])
    for mark in ("audience_id", "unit_id"):
        op.create_index(
            op.f(f"ix_witness_answer_{mark}"),
            "witness_answer",
            [mark],
            postgresql_where=sa.text(f"{mark} IS NOT NULL"),
        )


def downgrade() -> None:
    op.execute("DELETE FROM sealed.work WHERE kind IN ('witness_answer', 'link_locked')")
    op.drop_table("witness_answer")
    op.drop_table("subject_link", schema="sealed")
