"""Places put to a witness, to choose among within two working days."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

KEY = "ck_message_message_key"
KEYS = (
    "visit_booked",
    "visit_moved",
    "visit_cancelled",
    "visit_reminder_7_days",
    "visit_reminder_3_days",
    "visit_reminder_1_day",
    "hearing_listed",
    "hearing_moved",
    "hearing_vacated",
)


def upgrade() -> None:
    op.create_table(
        "visit_offer",
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("together_id", sa.Uuid(), nullable=False),
        sa.Column("slot_id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ends_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "held",
                "taken",
                "freed",
                "declined",
                "lapsed",
                name="offer_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("offered_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("offered_by", sa.Uuid(), nullable=False),
        sa.Column("lapses_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("settled_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state = 'held') = (settled_at IS NULL)",
            name=op.f("ck_visit_offer_settled_has_its_time"),
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_visit_offer_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(["court_id"], ["court.id"], name=op.f("fk_visit_offer_court_id")),
        sa.ForeignKeyConstraint(
            ["offered_by"], ["account.id"], name=op.f("fk_visit_offer_offered_by")
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_visit_offer_slot_id")),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_visit_offer")),
        sa.UniqueConstraint(
            "compartment_id",
            "together_id",
            "slot_id",
            name=op.f("uq_visit_offer_compartment_id_together_id_slot_id"),
        ),
    )
    op.create_index(op.f("ix_visit_offer_id"), "visit_offer", ["id"], unique=False)
    op.create_index(
        op.f("ix_visit_offer_compartment_id_witness_id"),
        "visit_offer",
        ["compartment_id", "witness_id"],
        unique=False,
    )
    for column in ("audience_id", "unit_id"):
        op.create_index(
            op.f(f"ix_visit_offer_{column}"),
            "visit_offer",
            [column],
            unique=False,
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
    _admit((*KEYS, "visit_offered"))


def downgrade() -> None:
    _admit(KEYS)
    op.drop_table("visit_offer")


def _admit(keys: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(KEY), "message", type_="check")
    listed = ", ".join(f"'{key}'" for key in keys)
    op.create_check_constraint(op.f(KEY), "message", f"key IN ({listed})")
