"""What is asked of colleagues on neither side: the enquiry, and its copy at a desk."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0025"
down_revision: str | None = "0024"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "sent_enquiry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "desk",
            sa.Enum(
                "separation",
                "safeguarding",
                "case_progression",
                name="desk",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("asked", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("chased", sa.Text(), nullable=True),
        sa.Column("chased_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("taken_in_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["account.id"], name=op.f("fk_sent_enquiry_answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["account.id"], name=op.f("fk_sent_enquiry_asked_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_enquiry")),
        schema="sealed",
    )
    op.create_index(
        "ix_sent_enquiry_compartment_id",
        "sent_enquiry",
        ["compartment_id"],
        unique=False,
        schema="sealed",
    )
    op.create_table(
        "enquiry",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("sent_id", sa.Uuid(), nullable=False),
        sa.Column(
            "desk",
            sa.Enum(
                "separation",
                "safeguarding",
                "case_progression",
                name="desk",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "risk",
            sa.Enum(
                "adult",
                "child",
                "domestic_abuse",
                "self_harm",
                "threat",
                "exploitation",
                "other",
                name="safeguarding_risk",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "how_soon",
            sa.Enum(
                "danger_now",
                "today",
                "this_week",
                name="how_soon",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "wanted",
            sa.Enum(
                "trial_date",
                "plea_or_outcome",
                "special_measures",
                "sentence",
                "other_stage",
                name="wanted",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("hearing_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "chased",
            sa.Enum(
                "cps",
                "court",
                "police",
                "other",
                name="agency",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("chased_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answer_words", sa.Text(), nullable=False),
        sa.Column(
            "authority",
            sa.Enum(
                "police_now",
                "police",
                "adult_social_care",
                "childrens_services",
                "marac",
                "health",
                "other",
                "none_needed",
                name="authority",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("told_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("stage_on", sa.Date(), nullable=True),
        sa.Column(
            "suggestion",
            sa.Enum(
                "another_court",
                "times_later",
                "by_video",
                "by_telephone",
                "in_photographs",
                "ring_me",
                name="suggestion",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("court_id", sa.Uuid(), nullable=True),
        sa.Column("times_from", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(desk = 'safeguarding') = (risk IS NOT NULL) AND (desk = 'safeguarding') = (how_soon IS NOT NULL) AND (desk = 'case_progression') = (wanted IS NOT NULL)",
            name=op.f("ck_enquiry_asks_what_its_desk_is_asked"),
        ),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)",
            name=op.f("ck_enquiry_answered_by_whom_and_when"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["account.id"], name=op.f("fk_enquiry_answered_by")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_enquiry_asked_by")),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_enquiry_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(["court_id"], ["court.id"], name=op.f("fk_enquiry_court_id")),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_enquiry_hearing_id")),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_enquiry")),
        sa.UniqueConstraint(
            "compartment_id", "request_id", name=op.f("uq_enquiry_compartment_id_request_id")
        ),
        sa.UniqueConstraint(
            "compartment_id", "sent_id", name=op.f("uq_enquiry_compartment_id_sent_id")
        ),
    )
    op.create_index(
        op.f("ix_enquiry_audience_id"),
        "enquiry",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_enquiry_id"), "enquiry", ["id"], unique=False)
    op.create_index(
        op.f("ix_enquiry_unit_id"),
        "enquiry",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_enquiry_witness_id"), "enquiry", ["witness_id"], unique=False)
    op.create_index(
        "uq_enquiry_separation_open",
        "enquiry",
        ["compartment_id", "witness_id"],
        unique=True,
        postgresql_where="desk = 'separation' AND answered_at IS NULL",
    )


def downgrade() -> None:
    op.drop_table("enquiry")
    op.drop_table("sent_enquiry", schema="sealed")
