"""Messages and calendar invitations."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "calendar_invitation",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ends_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_calendar_invitation_compartment_id_witness_id"),
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_calendar_invitation")),
        sa.UniqueConstraint(
            "compartment_id", "uid", name=op.f("uq_calendar_invitation_compartment_id_uid")
        ),
        sa.UniqueConstraint(
            "compartment_id",
            "witness_id",
            "about_id",
            name=op.f("uq_calendar_invitation_compartment_id_witness_id_about_id"),
        ),
    )
    op.create_index(
        op.f("ix_calendar_invitation_audience_id"),
        "calendar_invitation",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_calendar_invitation_id"), "calendar_invitation", ["id"], unique=False)
    op.create_index(
        op.f("ix_calendar_invitation_unit_id"),
        "calendar_invitation",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_table(
        "message",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column(
            "key",
            sa.Enum(
                "visit_booked",
                "visit_moved",
                "visit_cancelled",
                "visit_reminder_7_days",
                "visit_reminder_3_days",
                "visit_reminder_1_day",
                "hearing_listed",
                "hearing_moved",
                "hearing_vacated",
                name="message_key",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("template_version", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
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
        sa.Column("contact_plan_version", sa.Integer(), nullable=False),
        sa.Column("from_address", sa.Text(), nullable=False),
        sa.Column("to_address", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("fields", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "about_kind",
            sa.Enum(
                "visit",
                "hearing",
                name="about_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("about_version", sa.Integer(), nullable=False),
        sa.Column("hearing_id", sa.Uuid(), nullable=True),
        sa.Column("hearing_version", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("over_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "sending",
                "sent",
                "ambiguous",
                "needs_person",
                "superseded",
                "expired",
                "not_sent",
                name="message_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=True),
        sa.Column("sending_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("settled_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("carrier_reference", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("invitation_ics", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_message_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_message_hearing_id")),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_message")),
        sa.UniqueConstraint(
            "compartment_id",
            "witness_id",
            "key",
            "about_id",
            "about_version",
            "hearing_version",
            "channel",
            name=op.f(
                "uq_message_compartment_id_witness_id_key_about_id_about_version_hearing_version_channel"
            ),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(
        op.f("ix_message_audience_id"),
        "message",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_message_compartment_id_about_id"),
        "message",
        ["compartment_id", "about_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_message_compartment_id_due_at"),
        "message",
        ["compartment_id", "due_at"],
        unique=False,
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(op.f("ix_message_id"), "message", ["id"], unique=False)
    op.create_index(
        op.f("ix_message_recorded_at_due_at_id"),
        "message",
        ["recorded_at", "due_at", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_message_unit_id"),
        "message",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        op.f("ix_message_unit_id"),
        table_name="message",
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_message_recorded_at_due_at_id"), table_name="message")
    op.drop_index(op.f("ix_message_id"), table_name="message")
    op.drop_index(
        op.f("ix_message_compartment_id_due_at"),
        table_name="message",
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.drop_index(op.f("ix_message_compartment_id_about_id"), table_name="message")
    op.drop_index(
        op.f("ix_message_audience_id"),
        table_name="message",
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.drop_table("message")
    op.drop_index(
        op.f("ix_calendar_invitation_unit_id"),
        table_name="calendar_invitation",
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_calendar_invitation_id"), table_name="calendar_invitation")
    op.drop_index(
        op.f("ix_calendar_invitation_audience_id"),
        table_name="calendar_invitation",
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.drop_table("calendar_invitation")
