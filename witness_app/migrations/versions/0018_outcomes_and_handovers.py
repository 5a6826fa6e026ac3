"""How cases end, and handing witnesses over."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


DEADLINES_BEFORE = (
    "first_contact",
    "short_way_contact",
    "caseworker_named",
    "needs_assessed",
    "caseworker_after_assessment",
    "plan_agreed",
    "case_team_told",
    "visit_before_trial",
)
DEADLINES_AFTER = (*DEADLINES_BEFORE, "scheme_referred", "scheme_contacted")


def admit(kinds: tuple[str, ...]) -> None:
    name = op.f("ck_deadline_deadline_kind")
    op.drop_constraint(name, "deadline", type_="check")
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(name, "deadline", f"kind IN ({listed})")


def upgrade() -> None:
    admit(DEADLINES_AFTER)
    op.create_table(
        "case_outcome",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "convicted",
                "acquitted",
                "discontinued",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column(
            "offence",
            sa.Enum(
                "violent",
                "sexual",
                "terrorism",
                "other",
                name="offence_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "sentence",
            sa.Enum(
                "life_or_pleasure",
                "imprisonment",
                "youth_detention",
                "suspended",
                "hospital_order",
                "hospital_and_limitation",
                "community_or_other",
                name="sentence_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("said_by", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_case_outcome_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(["said_by"], ["account.id"], name=op.f("fk_case_outcome_said_by")),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_case_outcome")),
        sa.UniqueConstraint(
            "compartment_id",
            "witness_id",
            "request_id",
            name=op.f("uq_case_outcome_compartment_id_witness_id_request_id"),
        ),
    )
    op.create_index(
        op.f("ix_case_outcome_audience_id"),
        "case_outcome",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_case_outcome_id"), "case_outcome", ["id"], unique=False)
    op.create_index(
        op.f("ix_case_outcome_unit_id"),
        "case_outcome",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_case_outcome_witness_id"), "case_outcome", ["witness_id"], unique=False
    )
    op.create_table(
        "handover",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "in_court_service",
                "victim_contact_scheme",
                name="handover_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=True),
        sa.Column("day_on", sa.Date(), nullable=True),
        sa.Column("hearing_id", sa.Uuid(), nullable=True),
        sa.Column("hearing_version", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "offered",
                "accepted",
                "queried",
                "refused",
                "lapsed",
                "taken_back",
                name="handover_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("offered_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("offered_by", sa.Uuid(), nullable=False),
        sa.Column("answer_due_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("lapses_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("chased_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_handover_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(["court_id"], ["court.id"], name=op.f("fk_handover_court_id")),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["hearing.id"], name=op.f("fk_handover_hearing_id")
        ),
        sa.ForeignKeyConstraint(
            ["offered_by"], ["account.id"], name=op.f("fk_handover_offered_by")
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_handover")),
        sa.UniqueConstraint(
            "compartment_id", "request_id", name=op.f("uq_handover_compartment_id_request_id")
        ),
    )
    op.create_index(
        op.f("ix_handover_audience_id"),
        "handover",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_handover_id"), "handover", ["id"], unique=False)
    op.create_index(
        op.f("ix_handover_unit_id"),
        "handover",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_handover_witness_id"), "handover", ["witness_id"], unique=False)
    op.create_table(
        "handover_field",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column(
            "field",
            sa.Enum(
                "name",
                "called_by",
                "reach",
                "language",
                "access_needs",
                "measures",
                "arrival",
                "companion",
                "sentence",
                "case_number",
                name="pack_field",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("shown_to", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["compartment_id", "handover_id"],
            ["handover.compartment_id", "handover.id"],
            name=op.f("fk_handover_field_compartment_id_handover_id"),
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_handover_field")),
        sa.UniqueConstraint(
            "compartment_id",
            "handover_id",
            "field",
            name=op.f("uq_handover_field_compartment_id_handover_id_field"),
        ),
    )
    op.create_index(
        op.f("ix_handover_field_audience_id"),
        "handover_field",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_handover_field_id"), "handover_field", ["id"], unique=False)
    op.create_index(
        op.f("ix_handover_field_unit_id"),
        "handover_field",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_table(
        "handover_answer",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "accepted",
                "queried",
                "refused",
                name="answer_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["compartment_id", "handover_id"],
            ["handover.compartment_id", "handover.id"],
            name=op.f("fk_handover_answer_compartment_id_handover_id"),
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_handover_answer")),
        sa.UniqueConstraint(
            "compartment_id",
            "handover_id",
            "request_id",
            name=op.f("uq_handover_answer_compartment_id_handover_id_request_id"),
        ),
    )
    op.create_index(
        op.f("ix_handover_answer_audience_id"),
        "handover_answer",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_handover_answer_id"), "handover_answer", ["id"], unique=False)
    op.create_index(
        op.f("ix_handover_answer_unit_id"),
        "handover_answer",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("handover_answer")
    op.drop_table("handover_field")
    op.drop_table("handover")
    op.drop_table("case_outcome")
    op.execute("ALTER TABLE deadline NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM deadline WHERE kind IN ('scheme_referred', 'scheme_contacted')")
    op.execute("ALTER TABLE deadline FORCE ROW LEVEL SECURITY")
    admit(DEADLINES_BEFORE)
