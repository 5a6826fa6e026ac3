"""Cover, messages passed on, daily counts, changes of caseworker and records of visits."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"
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
    "other",
)
TASKS_AFTER = (*TASKS_BEFORE, "read_message")


def admit(kinds: tuple[str, ...]) -> None:
    name = op.f("ck_task_task_kind")
    op.drop_constraint(name, "task", type_="check")
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(name, "task", f"kind IN ({listed})")


def upgrade() -> None:
    admit(TASKS_AFTER)
    op.create_table(
        "absence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("first_choice", sa.Uuid(), nullable=True),
        sa.Column("from_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("until_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_absence_account_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_absence_asked_by")),
        sa.ForeignKeyConstraint(
            ["first_choice"], ["account.id"], name=op.f("fk_absence_first_choice")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        schema="sealed",
    )
    op.create_index(
        op.f("ix_absence_account_id_until_at"),
        "absence",
        ["account_id", "until_at"],
        unique=False,
        schema="sealed",
    )
    op.create_table(
        "tally",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "compartment_id", "counted_on", "measure", "account_id", name=op.f("pk_tally")
        ),
        schema="sealed",
    )
    op.create_index(
        op.f("ix_tally_account_id_measure_counted_on"),
        "tally",
        ["account_id", "measure", "counted_on"],
        unique=False,
        schema="sealed",
    )
    op.create_table(
        "cover",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("absence_id", sa.Uuid(), nullable=False),
        sa.Column("absent_id", sa.Uuid(), nullable=False),
        sa.Column("cover_id", sa.Uuid(), nullable=False),
        sa.Column("from_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("until_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["absent_id"], ["account.id"], name=op.f("fk_cover_absent_id")),
        sa.ForeignKeyConstraint(["cover_id"], ["account.id"], name=op.f("fk_cover_cover_id")),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_cover")),
    )
    op.create_index(
        op.f("ix_cover_audience_id"),
        "cover",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_cover_cover_id"), "cover", ["cover_id"], unique=False)
    op.create_index(op.f("ix_cover_id"), "cover", ["id"], unique=False)
    op.create_index(
        op.f("ix_cover_unit_id"),
        "cover",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        "uq_cover_one_live",
        "cover",
        ["compartment_id", "absent_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "left_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("left_by", sa.Uuid(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("caseworker_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("left_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("looked_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("settled_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["caseworker_id"], ["account.id"], name=op.f("fk_left_message_caseworker_id")
        ),
        sa.ForeignKeyConstraint(["left_by"], ["account.id"], name=op.f("fk_left_message_left_by")),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["account.id"], name=op.f("fk_left_message_settled_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_left_message")),
        schema="sealed",
    )
    op.create_table(
        "case_reference",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("reference", "compartment_id", name=op.f("pk_case_reference")),
        schema="sealed",
    )
    op.create_table(
        "passed_message",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("left_message_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("left_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("left_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_passed_message_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(
            ["left_by"], ["account.id"], name=op.f("fk_passed_message_left_by")
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_passed_message")),
        sa.UniqueConstraint(
            "compartment_id",
            "left_message_id",
            name=op.f("uq_passed_message_compartment_id_left_message_id"),
        ),
    )
    op.create_index(
        op.f("ix_passed_message_audience_id"),
        "passed_message",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_passed_message_id"), "passed_message", ["id"], unique=False)
    op.create_index(
        op.f("ix_passed_message_unit_id"),
        "passed_message",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_passed_message_witness_id"), "passed_message", ["witness_id"], unique=False
    )
    op.create_table(
        "visit_record",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column(
            "not_held_because",
            sa.Enum(
                "witness_cannot_come",
                "witness_does_not_want_it",
                "caseworker_cannot_come",
                "court_cannot_have_us",
                "no_longer_needed",
                "hearing_changed",
                name="cancel_reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "format",
            sa.Enum(
                "in_courtroom",
                "building_only",
                "video",
                name="visit_format",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("there", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("shown", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "evidence",
            sa.Enum(
                "not_discussed",
                "stopped_and_warned",
                name="evidence_talk",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("warned_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(evidence = 'stopped_and_warned') = (warned_at IS NOT NULL)",
            name=op.f("ck_visit_record_warned_when"),
        ),
        sa.CheckConstraint(
            "not_held_because IS NULL OR format IS NULL", name=op.f("ck_visit_record_held_or_not")
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "visit_id"],
            ["visit.compartment_id", "visit.id"],
            name=op.f("fk_visit_record_compartment_id_visit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_visit_record_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_visit_record_recorded_by")
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_visit_record")),
        sa.UniqueConstraint(
            "compartment_id", "visit_id", name=op.f("uq_visit_record_compartment_id_visit_id")
        ),
    )
    op.create_index(
        op.f("ix_visit_record_audience_id"),
        "visit_record",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_visit_record_id"), "visit_record", ["id"], unique=False)
    op.create_index(
        op.f("ix_visit_record_unit_id"),
        "visit_record",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_visit_record_witness_id"), "visit_record", ["witness_id"], unique=False
    )
    op.create_table(
        "caseworker_change",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("present_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("settled_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_caseworker_change_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(
            ["present_id"], ["account.id"], name=op.f("fk_caseworker_change_present_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_caseworker_change_recorded_by")
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_caseworker_change")),
    )
    op.create_index(
        op.f("ix_caseworker_change_audience_id"),
        "caseworker_change",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_caseworker_change_id"), "caseworker_change", ["id"], unique=False)
    op.create_index(
        op.f("ix_caseworker_change_unit_id"),
        "caseworker_change",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_caseworker_change_witness_id"), "caseworker_change", ["witness_id"], unique=False
    )
    op.create_index(
        "uq_caseworker_change_one_open",
        "caseworker_change",
        ["compartment_id", "witness_id"],
        unique=True,
        postgresql_where=sa.text("settled_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("caseworker_change")
    op.drop_table("visit_record")
    op.drop_table("passed_message")
    op.drop_table("case_reference", schema="sealed")
    op.drop_table("left_message", schema="sealed")
    op.drop_table("cover")
    op.drop_table("tally", schema="sealed")
    op.drop_table("absence", schema="sealed")
    op.execute("DELETE FROM sealed.work WHERE kind IN ('cover', 'count', 'passed_message')")
    op.execute("ALTER TABLE task NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM task WHERE kind = 'read_message'")
    op.execute("ALTER TABLE task FORCE ROW LEVEL SECURITY")
    admit(TASKS_BEFORE)
