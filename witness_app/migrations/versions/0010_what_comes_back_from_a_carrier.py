"""What comes back from a carrier: receipts, replies, opt-outs, and whose a number is.

Going down is refused while a message stands as delivered, or as not delivered.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

STATE = "ck_message_message_state"
BEFORE = (
    "pending",
    "sending",
    "sent",
    "ambiguous",
    "needs_person",
    "superseded",
    "expired",
    "not_sent",
)
ADDED = ("delivered", "undelivered")
SEALED = (
    "sealed_words",
    "receipt",
    "carrier_reference",
    "sending_attempt",
    "inbound_text",
    "unknown_text",
    "shared_number",
    "reachable",
)


def upgrade() -> None:
    _states((*BEFORE, *ADDED))
    op.add_column("message", sa.Column("delivered_at", sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column(
        "message", sa.Column("looks", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    op.alter_column("message", "looks", server_default=None)
    op.create_index(op.f("ix_message_attempt_id"), "message", ["attempt_id"])
    op.create_table(
        "opt_out",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
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
        sa.Column(
            "said_by",
            sa.Enum(
                "the_person",
                "the_carrier",
                name="said_by",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("stopped_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_opt_out_compartment_id_witness_id"),
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_opt_out")),
    )
    op.create_index(
        op.f("ix_opt_out_audience_id"),
        "opt_out",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_opt_out_id"), "opt_out", ["id"], unique=False)
    op.create_index(
        op.f("ix_opt_out_unit_id"),
        "opt_out",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        "uq_opt_out_one_in_force",
        "opt_out",
        ["compartment_id", "witness_id", "channel", "address"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "reply",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "yes",
                "no",
                "words",
                "stop",
                "start",
                "help",
                "unsure",
                name="reply_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("received_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("carrier_reference", sa.Text(), nullable=False),
        sa.Column("answer_by", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("sealed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("sealed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_reply_answered_by")),
        sa.ForeignKeyConstraint(
            ["compartment_id", "message_id"],
            ["message.compartment_id", "message.id"],
            name=op.f("fk_reply_compartment_id_message_id"),
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "task_id"],
            ["task.compartment_id", "task.id"],
            name=op.f("fk_reply_compartment_id_task_id"),
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_reply_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(["sealed_by"], ["account.id"], name=op.f("fk_reply_sealed_by")),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_reply")),
        sa.UniqueConstraint(
            "compartment_id",
            "witness_id",
            "carrier_reference",
            name=op.f("uq_reply_compartment_id_witness_id_carrier_reference"),
        ),
    )
    op.create_index(
        op.f("ix_reply_audience_id"),
        "reply",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_reply_compartment_id_message_id"),
        "reply",
        ["compartment_id", "message_id"],
        unique=False,
    )
    op.create_index(op.f("ix_reply_id"), "reply", ["id"], unique=False)
    op.create_index(
        op.f("ix_reply_unit_id"),
        "reply",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_table(
        "reachable",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_reachable")),
        schema="sealed",
    )
    op.create_index("ix_reachable_number", "reachable", ["number"], unique=False, schema="sealed")
    op.create_table(
        "shared_number",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("compartments", sa.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("found_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("answered_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_number")),
        schema="sealed",
    )
    op.create_table(
        "unknown_text",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_unknown_text")),
        schema="sealed",
    )
    op.create_table(
        "inbound_text",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("witness_ids", sa.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("received_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("taken_in_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_inbound_text")),
        schema="sealed",
    )
    op.create_index(
        "ix_inbound_text_compartment_id",
        "inbound_text",
        ["compartment_id"],
        unique=False,
        schema="sealed",
    )
    op.create_table(
        "sending_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sending_attempt")),
        schema="sealed",
    )
    op.create_table(
        "carrier_reference",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_carrier_reference")),
        schema="sealed",
    )
    op.create_table(
        "receipt",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("received_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("taken_in_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("attempt_id", "standing", name=op.f("pk_receipt")),
        schema="sealed",
    )
    op.create_index(
        "ix_receipt_compartment_id", "receipt", ["compartment_id"], unique=False, schema="sealed"
    )
    op.create_table(
        "sealed_words",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("sealed_by", sa.Uuid(), nullable=False),
        sa.Column("sealed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_sealed_words")),
        schema="sealed",
    )

    _note_numbers_in_use()


def downgrade() -> None:
    for table in SEALED:
        op.drop_table(table, schema="sealed")
    op.drop_table("reply")
    op.drop_table("opt_out")
    op.drop_index(op.f("ix_message_attempt_id"), "message")
    op.drop_column("message", "looks")
    op.drop_column("message", "delivered_at")
    _states(BEFORE)
    op.execute("DROP TRIGGER IF EXISTS wall_reachable ON contact_plan")


def _states(values: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(STATE), "message", type_="check")
    listed = ", ".join(f"'{value}'" for value in values)
    op.create_check_constraint(op.f(STATE), "message", f"state IN ({listed})")


def _note_numbers_in_use() -> None:
    """Plans that stand already have been written without the trigger that keeps their numbers."""
    op.execute("ALTER TABLE contact_plan NO FORCE ROW LEVEL SECURITY")
    op.execute(
        "INSERT INTO sealed.reachable (plan_id, compartment_id, witness_id, number)"
        " SELECT id, compartment_id, witness_id, address FROM contact_plan"
        " WHERE superseded_at IS NULL AND channel IN ('sms', 'phone_call')"
    )
    op.execute("ALTER TABLE contact_plan FORCE ROW LEVEL SECURITY")
