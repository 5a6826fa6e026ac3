"""Needs assessments and plans, the steps of statements, and what the case team must know.

Going down is refused while a deadline or a task of the new kinds is kept.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

DEADLINES_BEFORE = (
    "first_contact",
    "short_way_contact",
    "caseworker_named",
    "needs_talked_through",
    "visit_before_trial",
)
DEADLINES_AFTER = (
    "first_contact",
    "short_way_contact",
    "caseworker_named",
    "needs_assessed",
    "caseworker_after_assessment",
    "plan_agreed",
    "case_team_told",
    "visit_before_trial",
)
TASKS_BEFORE = (
    "contact_witness",
    "change_channel",
    "place_visit",
    "message_not_sent",
    "tell_witness",
    "short_way",
    "go_to_in_court_service",
    "refer_on",
    "involve_childrens_service",
    "ask_referrer",
    "other",
)
TASKS_AFTER = (
    *TASKS_BEFORE,
    "keep_engaged",
    "tell_dates",
    "review_plan",
    "tell_case_team",
)


def admit(table: str, constraint: str, values: Sequence[str]) -> None:
    """Let the column `kind` hold these values and no others."""
    admitted = ", ".join(f"'{value}'" for value in values)
    op.create_check_constraint(op.f(constraint), table, f"kind IN ({admitted})")


def call_needs_deadlines(before: str, after: str) -> None:
    """Give the one duty its other name, past the wall that the owner keeps standing."""
    op.execute("ALTER TABLE deadline NO FORCE ROW LEVEL SECURITY")
    op.execute(f"UPDATE deadline SET kind = '{after}' WHERE kind = '{before}'")  # noqa: S608
    op.execute("ALTER TABLE deadline FORCE ROW LEVEL SECURITY")


def upgrade() -> None:
    op.drop_constraint(op.f("ck_deadline_deadline_kind"), "deadline", type_="check")
    op.drop_constraint(op.f("ck_task_task_kind"), "task", type_="check")
    call_needs_deadlines("needs_talked_through", "needs_assessed")
    admit("deadline", "ck_deadline_deadline_kind", DEADLINES_AFTER)
    admit("task", "ck_task_task_kind", TASKS_AFTER)
    op.create_table(
        "needs_assessment",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column(
            "consent",
            sa.Enum(
                "given",
                "refused",
                name="consent",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("assessed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("assessed_by", sa.Uuid(), nullable=False),
        sa.Column("superseded_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("risks", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "domestic_risk",
            sa.Enum(
                "not_domestic",
                "standard",
                "medium",
                "high",
                name="domestic_risk",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("offences", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "targeting",
            sa.Enum(
                "not_persistent",
                "campaign",
                "three_in_a_year",
                name="targeting",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("conditions", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "effect",
            sa.Enum(
                "likely",
                "not_likely",
                "not_known",
                name="effect",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("feelings", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("factors", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "wish",
            sa.Enum(
                "wanted",
                "not_wanted",
                "not_decided",
                name="wish",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "vulnerable_found",
            sa.Enum(
                "automatic",
                "court_decides",
                "not_shown",
                name="vulnerable_found",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("vulnerable_grounds", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "vulnerable_decision",
            sa.Enum(
                "as_worked_out",
                "belongs",
                "does_not",
                name="vulnerable_decision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "vulnerable_reason",
            sa.Enum(
                "witness_care_unit_or_solicitor",
                "health_or_support",
                "witness_says_so",
                "court_decided",
                "judgement",
                name="vulnerable_reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "intimidated_found",
            sa.Enum(
                "automatic",
                "court_decides",
                "not_shown",
                name="intimidated_found",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("intimidated_grounds", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "intimidated_decision",
            sa.Enum(
                "as_worked_out",
                "belongs",
                "does_not",
                name="intimidated_decision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "intimidated_reason",
            sa.Enum(
                "witness_care_unit_or_solicitor",
                "health_or_support",
                "witness_says_so",
                "court_decided",
                "judgement",
                name="intimidated_reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("priorities", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "level_found",
            sa.Enum(
                "idva",
                "vulnerable",
                "enhanced",
                "standard",
                name="level_found",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "idva",
                "vulnerable",
                "enhanced",
                "standard",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "level_reason",
            sa.Enum(
                "witness_care_unit_or_solicitor",
                "health_or_support",
                "witness_says_so",
                "court_decided",
                "judgement",
                name="level_reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "attendance_risk",
            sa.Enum(
                "low",
                "some",
                "high",
                name="attendance_risk",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("attendance_reasons", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("attendance_actions", sa.ARRAY(sa.Text()), nullable=False),
        sa.CheckConstraint(
            "consent = 'given' OR (born_on IS NULL AND level IS NULL AND domestic_risk IS NULL AND attendance_risk IS NULL AND cardinality(risks) = 0 AND cardinality(offences) = 0 AND cardinality(conditions) = 0 AND cardinality(feelings) = 0 AND cardinality(factors) = 0 AND cardinality(attendance_reasons) = 0)",
            name=op.f("ck_needs_assessment_nothing_kept_without_consent"),
        ),
        sa.ForeignKeyConstraint(
            ["assessed_by"], ["account.id"], name=op.f("fk_needs_assessment_assessed_by")
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_needs_assessment_compartment_id_witness_id"),
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_needs_assessment")),
        sa.UniqueConstraint(
            "compartment_id",
            "request_id",
            name=op.f("uq_needs_assessment_compartment_id_request_id"),
        ),
        sa.UniqueConstraint(
            "compartment_id",
            "witness_id",
            "version",
            name=op.f("uq_needs_assessment_compartment_id_witness_id_version"),
        ),
    )
    op.create_index(
        op.f("ix_needs_assessment_audience_id"),
        "needs_assessment",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_needs_assessment_id"), "needs_assessment", ["id"], unique=False)
    op.create_index(
        op.f("ix_needs_assessment_unit_id"),
        "needs_assessment",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        "uq_needs_assessment_one_live",
        "needs_assessment",
        ["compartment_id", "witness_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "date_to_avoid",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "from_on <= until_on", name=op.f("ck_date_to_avoid_ends_after_it_begins")
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_date_to_avoid_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_date_to_avoid_recorded_by")
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_date_to_avoid")),
    )
    op.create_index(
        op.f("ix_date_to_avoid_audience_id"),
        "date_to_avoid",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_date_to_avoid_compartment_id_witness_id"),
        "date_to_avoid",
        ["compartment_id", "witness_id"],
        unique=False,
    )
    op.create_index(op.f("ix_date_to_avoid_id"), "date_to_avoid", ["id"], unique=False)
    op.create_index(
        op.f("ix_date_to_avoid_unit_id"),
        "date_to_avoid",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_table(
        "support_plan",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("assessment_version", sa.Integer(), nullable=False),
        sa.Column("items", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("agreed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreed_by"], ["account.id"], name=op.f("fk_support_plan_agreed_by")
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_support_plan_compartment_id_witness_id"),
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_support_plan")),
        sa.UniqueConstraint(
            "compartment_id", "request_id", name=op.f("uq_support_plan_compartment_id_request_id")
        ),
        sa.UniqueConstraint(
            "compartment_id",
            "witness_id",
            "version",
            name=op.f("uq_support_plan_compartment_id_witness_id_version"),
        ),
    )
    op.create_index(
        op.f("ix_support_plan_audience_id"),
        "support_plan",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_support_plan_id"), "support_plan", ["id"], unique=False)
    op.create_index(
        op.f("ix_support_plan_unit_id"),
        "support_plan",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_table(
        "equality_answers",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("said_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("compartment_id", "witness_id", name=op.f("pk_equality_answers")),
        schema="sealed",
    )
    op.create_table(
        "concern",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "wants_to_withdraw",
                "threatened_or_approached",
                "spoke_of_evidence",
                name="concern_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "danger",
            sa.Enum(
                "now",
                "not_now",
                name="danger",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "team",
            sa.Enum(
                "witness_care_unit",
                "solicitor",
                name="case_team",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("learnt_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("told_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("told_whom", sa.Text(), nullable=True),
        sa.Column(
            "told_how",
            sa.Enum(
                "phone",
                "secure_email",
                "in_person",
                name="told_how",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("told_recorded_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("told_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(told_at IS NULL) = (told_whom IS NULL) AND (told_at IS NULL) = (told_how IS NULL)",
            name=op.f("ck_concern_told_whom_how_and_when_together"),
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_concern_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_concern_recorded_by")
        ),
        sa.ForeignKeyConstraint(["told_by"], ["account.id"], name=op.f("fk_concern_told_by")),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_concern")),
        sa.UniqueConstraint(
            "compartment_id", "request_id", name=op.f("uq_concern_compartment_id_request_id")
        ),
    )
    op.create_index(
        op.f("ix_concern_audience_id"),
        "concern",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_concern_id"), "concern", ["id"], unique=False)
    op.create_index(
        op.f("ix_concern_unit_id"),
        "concern",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_table(
        "statement_task",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "offer",
                "support",
                "review",
                "update",
                "read",
                name="statement_step",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("hearing_id", sa.Uuid(), nullable=True),
        sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("previous_due_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column(
            "waits_for",
            sa.Enum(
                "trial",
                "sentence",
                "bank_holidays",
                name="waits_for",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("drafted_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "wants_to",
                "made_already",
                "later",
                "does_not_want",
                "police_asked",
                "made",
                "stands",
                "wants_to_add",
                "added",
                "no_statement",
                "asked",
                "cps_has_it",
                name="statement_answer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("again_on", sa.Date(), nullable=True),
        sa.Column(
            "reading",
            sa.Enum(
                "themselves",
                "prosecutor",
                "somebody_close",
                "recording",
                "not_read",
                name="reading",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("superseded_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column(
            "ended_because",
            sa.Enum(
                "not_wanted",
                "made_already",
                "sentenced",
                name="ended_because",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_on IS NULL)",
            name=op.f("ck_statement_task_answered_has_its_day"),
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_because IS NULL)",
            name=op.f("ck_statement_task_ended_says_why"),
        ),
        sa.CheckConstraint(
            "due_at IS NULL OR waits_for IS NULL",
            name=op.f("ck_statement_task_waits_or_has_a_date"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["account.id"], name=op.f("fk_statement_task_answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_statement_task_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["hearing.id"], name=op.f("fk_statement_task_hearing_id")
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_statement_task")),
    )
    op.create_index(
        op.f("ix_statement_task_audience_id"),
        "statement_task",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_statement_task_id"), "statement_task", ["id"], unique=False)
    op.create_index(
        op.f("ix_statement_task_unit_id"),
        "statement_task",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        "uq_statement_task_one_live",
        "statement_task",
        ["compartment_id", "witness_id", "step"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("statement_task")
    op.drop_table("concern")
    op.drop_table("equality_answers", schema="sealed")
    op.drop_table("support_plan")
    op.drop_table("date_to_avoid")
    op.drop_table("needs_assessment")
    op.drop_constraint(op.f("ck_task_task_kind"), "task", type_="check")
    op.drop_constraint(op.f("ck_deadline_deadline_kind"), "deadline", type_="check")
    call_needs_deadlines("needs_assessed", "needs_talked_through")
    admit("deadline", "ck_deadline_deadline_kind", DEADLINES_BEFORE)
    admit("task", "ck_task_task_kind", TASKS_BEFORE)
