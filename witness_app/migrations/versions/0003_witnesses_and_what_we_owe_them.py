"""Witnesses and what we owe them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "referral",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "witness_care_unit",
                "solicitor",
                "witness",
                "support_organisation",
                "other",
                name="referral_source",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "urgency",
            sa.Enum(
                "ordinary",
                "within_a_week",
                name="urgency",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "route",
            sa.Enum(
                "ordinary",
                "short_way",
                "in_court_service",
                name="referral_route",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "home",
            sa.Enum(
                "london",
                "elsewhere",
                "not_known",
                name="home_at_referral",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "age",
            sa.Enum(
                "adult",
                "under_18",
                "not_known",
                name="age_at_offence",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("identifier_kind", sa.Text(), nullable=False),
        sa.Column("identifier_value", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("referred_by", sa.Uuid(), nullable=False),
        sa.Column("practical_note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referred_by"], ["account.id"], name=op.f("fk_referral_referred_by")
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_referral")),
        sa.UniqueConstraint(
            "compartment_id", "request_id", name=op.f("uq_referral_compartment_id_request_id")
        ),
    )
    op.create_index(
        op.f("ix_referral_audience_id"),
        "referral",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_referral_id"), "referral", ["id"], unique=False)
    op.create_index(
        op.f("ix_referral_unit_id"),
        "referral",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_table(
        "witness",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("party_label", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "witness",
                "complainant",
                name="witness_role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column(
            "interpreter_needed",
            sa.Enum(
                "needed",
                "not_needed",
                name="interpreter_need",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("caseworker_id", sa.Uuid(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "caseworker_being_found",
                "active",
                "closed",
                name="witness_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("needs_note", sa.Text(), nullable=False),
        sa.Column("needs_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["caseworker_id"], ["account.id"], name=op.f("fk_witness_caseworker_id")
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "referral_id"],
            ["referral.compartment_id", "referral.id"],
            name=op.f("fk_witness_compartment_id_referral_id"),
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_witness")),
        sa.UniqueConstraint(
            "compartment_id", "request_id", name=op.f("uq_witness_compartment_id_request_id")
        ),
    )
    op.create_index(
        op.f("ix_witness_audience_id"),
        "witness",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_witness_caseworker_id_state"), "witness", ["caseworker_id", "state"], unique=False
    )
    op.create_index(
        op.f("ix_witness_compartment_id_state"),
        "witness",
        ["compartment_id", "state"],
        unique=False,
    )
    op.create_index(op.f("ix_witness_id"), "witness", ["id"], unique=False)
    op.create_index(
        op.f("ix_witness_unit_id"),
        "witness",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_table(
        "access_need",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column(
            "need",
            sa.Enum(
                "step_free",
                "hearing_loop",
                "assistance_dogs",
                "accessible_toilet",
                "accessible_parking",
                "private_waiting_rooms",
                "video_link",
                "separate_entrance",
                "sign_language",
                "large_print",
                "easy_read",
                "breaks",
                "quiet_place",
                "medication_times",
                "communication_support",
                "travel_help",
                "other",
                name="access_need_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("recorded_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_access_need_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_access_need_recorded_by")
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_access_need")),
    )
    op.create_index(
        op.f("ix_access_need_audience_id"),
        "access_need",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_access_need_id"), "access_need", ["id"], unique=False)
    op.create_index(
        op.f("ix_access_need_unit_id"),
        "access_need",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        "uq_access_need_one_live",
        "access_need",
        ["compartment_id", "witness_id", "need"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "allocation",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("caseworker_id", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("declined_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["caseworker_id"], ["account.id"], name=op.f("fk_allocation_caseworker_id")
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_allocation_compartment_id_witness_id"),
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_allocation")),
    )
    op.create_index(
        op.f("ix_allocation_audience_id"),
        "allocation",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_allocation_id"), "allocation", ["id"], unique=False)
    op.create_index(
        op.f("ix_allocation_unit_id"),
        "allocation",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        "uq_allocation_one_open",
        "allocation",
        ["compartment_id", "witness_id"],
        unique=True,
        postgresql_where=sa.text("accepted_at IS NULL AND declined_at IS NULL"),
    )
    op.create_table(
        "contact_plan",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "sms",
                "email",
                "phone_call",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("hours_from", sa.Time(), nullable=False),
        sa.Column("hours_until", sa.Time(), nullable=False),
        sa.Column(
            "seen_by",
            sa.Enum(
                "not_asked",
                "nobody",
                "people_who_know",
                "people_who_must_not_know",
                name="seen_by",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "wording",
            sa.Enum(
                "discreet",
                "plain",
                name="wording",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("agreed_sender", sa.Text(), nullable=False),
        sa.Column("place_word", sa.Text(), nullable=False),
        sa.Column(
            "calendar_wanted",
            sa.Enum(
                "yes",
                "no",
                name="calendar_wanted",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("recorded_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("confirmed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("superseded_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_contact_plan_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["account.id"], name=op.f("fk_contact_plan_confirmed_by")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_contact_plan_recorded_by")
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_contact_plan")),
        sa.UniqueConstraint(
            "compartment_id",
            "witness_id",
            "version",
            name=op.f("uq_contact_plan_compartment_id_witness_id_version"),
        ),
    )
    op.create_index(
        op.f("ix_contact_plan_audience_id"),
        "contact_plan",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_contact_plan_id"), "contact_plan", ["id"], unique=False)
    op.create_index(
        op.f("ix_contact_plan_unit_id"),
        "contact_plan",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        "uq_contact_plan_one_live",
        "contact_plan",
        ["compartment_id", "witness_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "deadline",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "first_contact",
                "short_way_contact",
                "caseworker_named",
                "needs_talked_through",
                "visit_before_trial",
                name="deadline_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "basis",
            sa.Enum(
                "code_duty",
                "court_rule",
                "contract",
                "own_standard",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("hearing_id", sa.Uuid(), nullable=True),
        sa.Column("received_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("previous_due_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("met_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("met_by", sa.Uuid(), nullable=True),
        sa.Column("superseded_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_deadline_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(
            ["hearing_id"], ["hearing.id"], name=op.f("fk_deadline_hearing_id")
        ),
        sa.ForeignKeyConstraint(["met_by"], ["account.id"], name=op.f("fk_deadline_met_by")),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_deadline")),
    )
    op.create_index(
        op.f("ix_deadline_audience_id"),
        "deadline",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_deadline_id"), "deadline", ["id"], unique=False)
    op.create_index(
        op.f("ix_deadline_unit_id"),
        "deadline",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        "uq_deadline_one_live_for_its_cause",
        "deadline",
        ["compartment_id", "witness_id", "kind", "cause"],
        unique=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "task",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
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
                name="task_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("hearing_id", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("done_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_task_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(["done_by"], ["account.id"], name=op.f("fk_task_done_by")),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_task_hearing_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], name=op.f("fk_task_owner_id")),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_task")),
        sa.UniqueConstraint(
            "compartment_id",
            "witness_id",
            "kind",
            "cause",
            name=op.f("uq_task_compartment_id_witness_id_kind_cause"),
        ),
    )
    op.create_index(
        op.f("ix_task_audience_id"),
        "task",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_task_id"), "task", ["id"], unique=False)
    op.create_index(
        op.f("ix_task_unit_id"),
        "task",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        op.f("ix_task_unit_id"), table_name="task", postgresql_where=sa.text("unit_id IS NOT NULL")
    )
    op.drop_index(op.f("ix_task_id"), table_name="task")
    op.drop_index(
        op.f("ix_task_audience_id"),
        table_name="task",
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.drop_table("task")
    op.drop_index(
        "uq_deadline_one_live_for_its_cause",
        table_name="deadline",
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.drop_index(
        op.f("ix_deadline_unit_id"),
        table_name="deadline",
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_deadline_id"), table_name="deadline")
    op.drop_index(
        op.f("ix_deadline_audience_id"),
        table_name="deadline",
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.drop_table("deadline")
    op.drop_index(
        "uq_contact_plan_one_live",
        table_name="contact_plan",
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.drop_index(
        op.f("ix_contact_plan_unit_id"),
        table_name="contact_plan",
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_contact_plan_id"), table_name="contact_plan")
    op.drop_index(
        op.f("ix_contact_plan_audience_id"),
        table_name="contact_plan",
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.drop_table("contact_plan")
    op.drop_index(
        "uq_allocation_one_open",
        table_name="allocation",
        postgresql_where=sa.text("accepted_at IS NULL AND declined_at IS NULL"),
    )
    op.drop_index(
        op.f("ix_allocation_unit_id"),
        table_name="allocation",
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_allocation_id"), table_name="allocation")
    op.drop_index(
        op.f("ix_allocation_audience_id"),
        table_name="allocation",
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.drop_table("allocation")
    op.drop_index(
        "uq_access_need_one_live",
        table_name="access_need",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(
        op.f("ix_access_need_unit_id"),
        table_name="access_need",
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_access_need_id"), table_name="access_need")
    op.drop_index(
        op.f("ix_access_need_audience_id"),
        table_name="access_need",
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.drop_table("access_need")
    op.drop_index(
        op.f("ix_witness_unit_id"),
        table_name="witness",
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_witness_id"), table_name="witness")
    op.drop_index(op.f("ix_witness_compartment_id_state"), table_name="witness")
    op.drop_index(op.f("ix_witness_caseworker_id_state"), table_name="witness")
    op.drop_index(
        op.f("ix_witness_audience_id"),
        table_name="witness",
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.drop_table("witness")
    op.drop_index(
        op.f("ix_referral_unit_id"),
        table_name="referral",
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_referral_id"), table_name="referral")
    op.drop_index(
        op.f("ix_referral_audience_id"),
        table_name="referral",
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.drop_table("referral")
