"""What became of each day at court: the day, its versions, and what partners say of it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

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
    "keep_engaged",
    "tell_dates",
    "review_plan",
    "tell_case_team",
    "read_message",
    "other",
)
TASKS_AFTER = (*TASKS_BEFORE, "court_day")


def admit(kinds: tuple[str, ...]) -> None:
    name = op.f("ck_task_task_kind")
    op.drop_constraint(name, "task", type_="check")
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(name, "task", f"kind IN ({listed})")


def upgrade() -> None:
    admit(TASKS_AFTER)
    op.create_table(
        "court_day",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("hearing_id", sa.Uuid(), nullable=False),
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
        sa.Column("day_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("drafted_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "became",
            sa.Enum(
                "gave_evidence",
                "not_called",
                "stood_down",
                "cracked",
                "put_off",
                "did_not_attend",
                name="became",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("taken_back_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_court_day_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["hearing.id"], name=op.f("fk_court_day_hearing_id")
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_court_day")),
        sa.UniqueConstraint(
            "compartment_id",
            "witness_id",
            "hearing_id",
            "day_on",
            name=op.f("uq_court_day_compartment_id_witness_id_hearing_id_day_on"),
        ),
    )
    op.create_index(
        op.f("ix_court_day_audience_id"),
        "court_day",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_court_day_id"), "court_day", ["id"], unique=False)
    op.create_index(
        op.f("ix_court_day_unit_id"),
        "court_day",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_court_day_witness_id"), "court_day", ["witness_id"], unique=False)
    op.create_table(
        "court_day_version",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("court_day_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column(
            "became",
            sa.Enum(
                "gave_evidence",
                "not_called",
                "stood_down",
                "cracked",
                "put_off",
                "did_not_attend",
                name="became",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "unwell",
                "afraid",
                "not_told_in_time",
                "travel",
                "work_or_care",
                "would_not",
                "not_reached",
                "not_known",
                name="why_absent",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(became = 'did_not_attend') = (reason IS NOT NULL)",
            name=op.f("ck_court_day_version_reason_of_absence"),
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "court_day_id"],
            ["court_day.compartment_id", "court_day.id"],
            name=op.f("fk_court_day_version_compartment_id_court_day_id"),
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_court_day_version_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(
            ["said_by"], ["account.id"], name=op.f("fk_court_day_version_said_by")
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_court_day_version")),
        sa.UniqueConstraint(
            "compartment_id",
            "court_day_id",
            "number",
            name=op.f("uq_court_day_version_compartment_id_court_day_id_number"),
        ),
    )
    op.create_index(
        op.f("ix_court_day_version_audience_id"),
        "court_day_version",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_court_day_version_id"), "court_day_version", ["id"], unique=False)
    op.create_index(
        op.f("ix_court_day_version_unit_id"),
        "court_day_version",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_court_day_version_witness_id"), "court_day_version", ["witness_id"], unique=False
    )
    op.create_table(
        "court_day_word",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("court_day_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column(
            "became",
            sa.Enum(
                "gave_evidence",
                "not_called",
                "stood_down",
                "cracked",
                "put_off",
                "did_not_attend",
                name="became",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "unwell",
                "afraid",
                "not_told_in_time",
                "travel",
                "work_or_care",
                "would_not",
                "not_reached",
                "not_known",
                name="why_absent",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_by", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(became = 'did_not_attend') = (reason IS NOT NULL)",
            name=op.f("ck_court_day_word_reason_of_absence"),
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "court_day_id"],
            ["court_day.compartment_id", "court_day.id"],
            name=op.f("fk_court_day_word_compartment_id_court_day_id"),
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_court_day_word_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(
            ["said_by"], ["account.id"], name=op.f("fk_court_day_word_said_by")
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_court_day_word")),
        sa.UniqueConstraint(
            "compartment_id",
            "court_day_id",
            "request_id",
            name=op.f("uq_court_day_word_compartment_id_court_day_id_request_id"),
        ),
    )
    op.create_index(
        op.f("ix_court_day_word_audience_id"),
        "court_day_word",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_court_day_word_id"), "court_day_word", ["id"], unique=False)
    op.create_index(
        op.f("ix_court_day_word_unit_id"),
        "court_day_word",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_court_day_word_witness_id"), "court_day_word", ["witness_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("court_day_word")
    op.drop_table("court_day_version")
    op.drop_table("court_day")
    op.execute("DELETE FROM sealed.work WHERE kind IN ('court_days', 'court_day_word')")
    op.execute("ALTER TABLE task NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM task WHERE kind = 'court_day'")
    op.execute("ALTER TABLE task FORCE ROW LEVEL SECURITY")
    admit(TASKS_BEFORE)
