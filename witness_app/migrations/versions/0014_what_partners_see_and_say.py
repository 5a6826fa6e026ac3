"""What the firm or unit that referred a witness sees of them, and what it says."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "referred_witness",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("called_by", sa.Text(), nullable=False),
        sa.Column("identifier", sa.Text(), nullable=False),
        sa.Column("received_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("contact_made_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("visit_offered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("visit_booked_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("visit_done_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column(
            "attendance",
            sa.Enum(
                "not_said",
                "required",
                "not_required",
                "stood_down",
                name="attendance",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("attendance_said_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("handed_over_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("needs_shared", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_referred_witness_compartment_id_witness_id"),
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_referred_witness")),
        sa.UniqueConstraint(
            "compartment_id",
            "witness_id",
            name=op.f("uq_referred_witness_compartment_id_witness_id"),
        ),
    )
    op.create_index(
        op.f("ix_referred_witness_audience_id"),
        "referred_witness",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_referred_witness_id"), "referred_witness", ["id"], unique=False)
    op.create_index(
        op.f("ix_referred_witness_unit_id"),
        "referred_witness",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_table(
        "partner_word",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "required",
                "not_required",
                "stood_down",
                "dates_to_avoid",
                "measure_applied_for",
                "measure_granted",
                "measure_refused",
                name="word_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column(
            "measure",
            sa.Enum(
                "screens",
                "live_link",
                "evidence_in_private",
                "wigs_and_gowns_off",
                "recorded_interview",
                "recorded_cross_examination",
                "intermediary",
                "aids_to_communication",
                name="measure",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_partner_word_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(["said_by"], ["account.id"], name=op.f("fk_partner_word_said_by")),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_partner_word")),
        sa.UniqueConstraint(
            "compartment_id",
            "witness_id",
            "request_id",
            name=op.f("uq_partner_word_compartment_id_witness_id_request_id"),
        ),
    )
    op.create_index(
        op.f("ix_partner_word_audience_id"),
        "partner_word",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_partner_word_id"), "partner_word", ["id"], unique=False)
    op.create_index(
        op.f("ix_partner_word_unit_id"),
        "partner_word",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("partner_word")
    op.drop_table("referred_witness")
