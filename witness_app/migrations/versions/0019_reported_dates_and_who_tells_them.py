"""Dates that a unit or a firm reports, and who tells each date."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "reported_hearing",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "trial",
                "newton",
                "appeal",
                "sentence",
                "ptph",
                "pre_trial_review",
                "future_trial_review",
                "further_case_management",
                "ground_rules",
                "section_28",
                "committal_for_sentence",
                "custody_time_limit",
                "confiscation",
                "first_hearing",
                "application",
                "verdict",
                "mention",
                "remand",
                "plea",
                "bail",
                "other",
                name="hearing_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "certainty",
            sa.Enum(
                "fixture",
                "warned_list",
                "floater",
                "backer",
                "part_heard",
                "vacated",
                name="certainty",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("starts_at_time", sa.Time(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("said_by", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_reported_hearing_ends_after_it_starts"),
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_reported_hearing_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(
            ["court_id"], ["court.id"], name=op.f("fk_reported_hearing_court_id")
        ),
        sa.ForeignKeyConstraint(
            ["said_by"], ["account.id"], name=op.f("fk_reported_hearing_said_by")
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_reported_hearing")),
        sa.UniqueConstraint(
            "compartment_id",
            "request_id",
            name=op.f("uq_reported_hearing_compartment_id_request_id"),
        ),
    )
    op.create_index(
        op.f("ix_reported_hearing_audience_id"),
        "reported_hearing",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_reported_hearing_id"), "reported_hearing", ["id"], unique=False)
    op.create_index(
        op.f("ix_reported_hearing_unit_id"),
        "reported_hearing",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_reported_hearing_witness_id"), "reported_hearing", ["witness_id"], unique=False
    )
    op.create_table(
        "teller_choice",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column(
            "teller",
            sa.Enum(
                "partner",
                "caseworker",
                name="teller",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("chosen_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_teller_choice_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_teller_choice_recorded_by")
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_teller_choice")),
    )
    op.create_index(
        op.f("ix_teller_choice_audience_id"),
        "teller_choice",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_teller_choice_id"), "teller_choice", ["id"], unique=False)
    op.create_index(
        op.f("ix_teller_choice_unit_id"),
        "teller_choice",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_teller_choice_witness_id"), "teller_choice", ["witness_id"], unique=False
    )
    op.create_table(
        "telling",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column(
            "about",
            sa.Enum(
                "published",
                "reported",
                name="about",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("about_version", sa.Integer(), nullable=False),
        sa.Column(
            "hearing_kind",
            sa.Enum(
                "trial",
                "newton",
                "appeal",
                "sentence",
                "ptph",
                "pre_trial_review",
                "future_trial_review",
                "further_case_management",
                "ground_rules",
                "section_28",
                "committal_for_sentence",
                "custody_time_limit",
                "confiscation",
                "first_hearing",
                "application",
                "verdict",
                "mention",
                "remand",
                "plea",
                "bail",
                "other",
                name="hearing_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("words_before", sa.Text(), nullable=False),
        sa.Column(
            "teller",
            sa.Enum(
                "partner",
                "caseworker",
                name="teller",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("received_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("told_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("told_by", sa.Uuid(), nullable=True),
        sa.Column("superseded_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_telling_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(["told_by"], ["account.id"], name=op.f("fk_telling_told_by")),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_telling")),
        sa.UniqueConstraint(
            "compartment_id",
            "witness_id",
            "about_id",
            "about_version",
            name=op.f("uq_telling_compartment_id_witness_id_about_id_about_version"),
        ),
    )
    op.create_index(
        op.f("ix_telling_audience_id"),
        "telling",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_telling_id"), "telling", ["id"], unique=False)
    op.create_index(
        op.f("ix_telling_unit_id"),
        "telling",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_telling_witness_id"), "telling", ["witness_id"], unique=False)
    op.create_table(
        "telling_word",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("telling_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "told", "seen", name="said", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("said_by", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["compartment_id", "telling_id"],
            ["telling.compartment_id", "telling.id"],
            name=op.f("fk_telling_word_compartment_id_telling_id"),
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_telling_word_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(["said_by"], ["account.id"], name=op.f("fk_telling_word_said_by")),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_telling_word")),
        sa.UniqueConstraint(
            "compartment_id",
            "telling_id",
            "kind",
            "said_by",
            name=op.f("uq_telling_word_compartment_id_telling_id_kind_said_by"),
        ),
    )
    op.create_index(
        op.f("ix_telling_word_audience_id"),
        "telling_word",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_telling_word_id"), "telling_word", ["id"], unique=False)
    op.create_index(
        op.f("ix_telling_word_unit_id"),
        "telling_word",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_telling_word_witness_id"), "telling_word", ["witness_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("telling_word")
    op.drop_table("telling")
    op.drop_table("teller_choice")
    op.drop_table("reported_hearing")
