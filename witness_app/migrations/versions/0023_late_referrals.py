"""Attempts to reach somebody, other ways to see a court, and who comes with them and how."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0023"
down_revision: str | None = "0022"
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
    "visit_offered",
    "your_link",
)
CONSENTED = "ck_needs_assessment_nothing_kept_without_consent"
KEPT_BEFORE = (
    "consent = 'given' OR (born_on IS NULL AND level IS NULL AND domestic_risk IS NULL"
    " AND attendance_risk IS NULL AND cardinality(risks) = 0 AND cardinality(offences) = 0"
    " AND cardinality(conditions) = 0 AND cardinality(feelings) = 0"
    " AND cardinality(factors) = 0 AND cardinality(attendance_reasons) = 0"
)
KEPT_NOW = " AND cardinality(measures_asked) = 0 AND companion IS NULL AND travel IS NULL"
COMPANIONS = (
    "nobody",
    "family_or_friend",
    "carer",
    "support_worker",
    "our_service",
    "not_settled",
)
TRAVELS = (
    "public_transport",
    "own_vehicle",
    "driven",
    "on_foot",
    "needs_taxi",
    "needs_help",
    "not_settled",
)


def one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def admit(keys: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(KEY), "message", type_="check")
    listed = ", ".join(f"'{key}'" for key in keys)
    op.create_check_constraint(op.f(KEY), "message", f"key IN ({listed})")


def beginning() -> tuple[sa.Column, ...]:  # type: ignore[type-arg]
    return (
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
    )


def keys(table: str, *accounts: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f(f"fk_{table}_compartment_id_witness_id"),
        ),
        *(
            sa.ForeignKeyConstraint([column], ["account.id"], name=op.f(f"fk_{table}_{column}"))
            for column in accounts
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "compartment_id", "request_id", name=op.f(f"uq_{table}_compartment_id_request_id")
        ),
    )


def index(table: str) -> None:
    for column in ("audience_id", "unit_id"):
        op.create_index(
            op.f(f"ix_{table}_{column}"),
            table,
            [column],
            unique=False,
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
    for column in ("id", "witness_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def upgrade() -> None:
    admit((*KEYS, "your_day"))
    op.create_table(
        "contact_attempt",
        *beginning(),
        sa.Column(
            "came_of",
            one_of(
                "came_of",
                "spoke",
                "not_a_good_time",
                "no_answer",
                "somebody_else",
                "number_dead",
            ),
            nullable=False,
        ),
        sa.Column("tried_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("tried_by", sa.Uuid(), nullable=False),
        *keys("contact_attempt", "tried_by"),
    )
    index("contact_attempt")
    op.create_table(
        "remote_visit",
        *beginning(),
        sa.Column("way", one_of("remote_way", "video", "phone", "photographs"), nullable=False),
        sa.Column("state", one_of("remote_state", "offered", "done", "not_wanted"), nullable=False),
        sa.Column("offered_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("offered_by", sa.Uuid(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("shown", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("rule_read_by", sa.Uuid(), nullable=True),
        sa.Column(
            "evidence",
            one_of("evidence_talk", "not_discussed", "stopped_and_warned"),
            nullable=True,
        ),
        sa.Column("warned_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("settled_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state = 'offered') = (settled_at IS NULL)", name=op.f("ck_remote_visit_settled_when")
        ),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settled_by IS NULL)",
            name=op.f("ck_remote_visit_settled_by_whom"),
        ),
        sa.CheckConstraint(
            "(state = 'done') = (done_on IS NOT NULL) AND (state = 'done') = (evidence IS NOT NULL)"
            " AND (state = 'done') = (rule_read_by IS NOT NULL)"
            " AND (state = 'done') = (cardinality(shown) > 0)",
            name=op.f("ck_remote_visit_done_is_told_whole"),
        ),
        sa.CheckConstraint(
            "coalesce(evidence = 'stopped_and_warned', false) = (warned_at IS NOT NULL)",
            name=op.f("ck_remote_visit_warned_when"),
        ),
        *keys("remote_visit", "offered_by", "rule_read_by", "settled_by"),
    )
    index("remote_visit")
    op.add_column(
        "needs_assessment",
        sa.Column("measures_asked", sa.ARRAY(sa.Text()), nullable=False, server_default="{}"),
    )
    op.alter_column("needs_assessment", "measures_asked", server_default=None)
    for column, values in (("companion", COMPANIONS), ("travel", TRAVELS)):
        op.add_column("needs_assessment", sa.Column(column, one_of(column, *values), nullable=True))
    op.drop_constraint(op.f(CONSENTED), "needs_assessment", type_="check")
    op.create_check_constraint(op.f(CONSENTED), "needs_assessment", f"{KEPT_BEFORE}{KEPT_NOW})")


def downgrade() -> None:
    op.drop_constraint(op.f(CONSENTED), "needs_assessment", type_="check")
    op.create_check_constraint(op.f(CONSENTED), "needs_assessment", f"{KEPT_BEFORE})")
    for column in ("travel", "companion", "measures_asked"):
        op.drop_column("needs_assessment", column)
    op.drop_table("remote_visit")
    op.drop_table("contact_attempt")
    admit(KEYS)
