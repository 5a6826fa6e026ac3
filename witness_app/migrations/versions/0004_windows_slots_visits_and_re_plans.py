"""Windows, slots, visits and re-plans."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "replan",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("hearing_id", sa.Uuid(), nullable=False),
        sa.Column("hearing_version", sa.Integer(), nullable=False),
        sa.Column("parties", sa.Integer(), nullable=False),
        sa.Column(
            "cause",
            sa.Enum(
                "hearing_moved",
                "hearing_vacated",
                "parties_changed",
                name="replan_cause",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "confirmed",
                "nothing_to_do",
                "superseded",
                name="replan_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("opened_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_digest", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["account.id"], name=op.f("fk_replan_confirmed_by")
        ),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_replan_hearing_id")),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_replan")),
    )
    op.create_index(
        op.f("ix_replan_audience_id"),
        "replan",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_replan_compartment_id_hearing_id_hearing_version"),
        "replan",
        ["compartment_id", "hearing_id", "hearing_version"],
        unique=False,
    )
    op.create_index(op.f("ix_replan_id"), "replan", ["id"], unique=False)
    op.create_index(
        op.f("ix_replan_unit_id"),
        "replan",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.create_index(
        "uq_replan_one_open",
        "replan",
        ["compartment_id", "hearing_id"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "half_day",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "half",
            sa.Enum("am", "pm", name="half", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("phase", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("phase BETWEEN 0 AND 59", name=op.f("ck_half_day_phase_is_in_the_plan")),
        sa.ForeignKeyConstraint(["court_id"], ["court.id"], name=op.f("fk_half_day_court_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_half_day")),
        sa.UniqueConstraint("court_id", "day", "half", name=op.f("uq_half_day_court_id_day_half")),
        sa.UniqueConstraint("court_id", "id", name=op.f("uq_half_day_court_id_id")),
        sa.UniqueConstraint("court_id", "turn", name=op.f("uq_half_day_court_id_turn")),
    )
    op.create_table(
        "visit_window",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("facilities", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "access",
            sa.Enum(
                "standing",
                "on_request",
                name="access",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_visit_window_has_a_place")),
        sa.CheckConstraint("every_weeks > 0", name=op.f("ck_visit_window_comes_round")),
        sa.CheckConstraint(
            "starts_at < ends_at", name=op.f("ck_visit_window_ends_after_it_begins")
        ),
        sa.CheckConstraint(
            "valid_until >= valid_from", name=op.f("ck_visit_window_ends_after_it_is_valid")
        ),
        sa.CheckConstraint(
            "weekday BETWEEN 0 AND 6", name=op.f("ck_visit_window_weekday_is_a_day")
        ),
        sa.ForeignKeyConstraint(["court_id"], ["court.id"], name=op.f("fk_visit_window_court_id")),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["account.id"], name=op.f("fk_visit_window_ended_by")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_visit_window_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["visit_window.id"], name=op.f("fk_visit_window_replaces_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_window")),
    )
    op.create_index(
        op.f("ix_visit_window_court_id_weekday"),
        "visit_window",
        ["court_id", "weekday"],
        unique=False,
    )
    op.create_table(
        "slot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("window_id", sa.Uuid(), nullable=False),
        sa.Column("half_day_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "half",
            sa.Enum("am", "pm", name="half", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("starts_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ends_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("phase", sa.SmallInteger(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_slot_ends_after_it_begins")),
        sa.CheckConstraint(
            "taken >= 0 AND taken <= capacity", name=op.f("ck_slot_never_overbooked")
        ),
        sa.ForeignKeyConstraint(
            ["court_id", "half_day_id"],
            ["half_day.court_id", "half_day.id"],
            name=op.f("fk_slot_court_id_half_day_id"),
        ),
        sa.ForeignKeyConstraint(["court_id"], ["court.id"], name=op.f("fk_slot_court_id")),
        sa.ForeignKeyConstraint(["window_id"], ["visit_window.id"], name=op.f("fk_slot_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sa.UniqueConstraint("window_id", "day", name=op.f("uq_slot_window_id_day")),
    )
    op.create_index(op.f("ix_slot_court_id_day"), "slot", ["court_id", "day"], unique=False)
    op.create_index(
        "ix_slot_free",
        "slot",
        ["starts_at", "court_id"],
        unique=False,
        postgresql_where=sa.text("open AND taken < capacity"),
    )
    op.create_index(
        "ix_slot_free_at_court",
        "slot",
        ["court_id", "starts_at"],
        unique=False,
        postgresql_where=sa.text("open AND taken < capacity"),
    )
    op.create_table(
        "window_exception",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("window_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "removed",
                "replaced",
                "added",
                name="exception_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("ends_at", sa.Time(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_window_exception_recorded_by")
        ),
        sa.ForeignKeyConstraint(
            ["window_id"], ["visit_window.id"], name=op.f("fk_window_exception_window_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_window_exception")),
        sa.UniqueConstraint("window_id", "day", name=op.f("uq_window_exception_window_id_day")),
    )
    op.create_table(
        "visit",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("slot_id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ends_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "lasts",
            postgresql.TSTZRANGE(),
            sa.Computed("tstzrange(starts_at, ends_at)", persisted=True),
            nullable=False,
        ),
        sa.Column("padded", postgresql.TSTZRANGE(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "booked",
                "confirmed",
                "cancelled",
                "done",
                name="visit_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("caseworker_id", sa.Uuid(), nullable=True),
        sa.Column("hearing_id", sa.Uuid(), nullable=False),
        sa.Column("hearing_version", sa.Integer(), nullable=False),
        sa.Column("needs", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("booked_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("booked_by", sa.Uuid(), nullable=False),
        sa.Column("moved_from_slot_id", sa.Uuid(), nullable=True),
        sa.Column("moved_from_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column(
            "cancelled_reason",
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
        postgresql.ExcludeConstraint(
            (sa.column("caseworker_id"), "="),
            (sa.column("lasts"), "&&"),
            where=sa.text("state IN ('booked', 'confirmed')"),
            deferrable="True",
            initially="IMMEDIATE",
            using="gist",
            name="visit_caseworker_in_one_place",
        ),
        postgresql.ExcludeConstraint(
            (sa.column("group_id"), "="),
            (sa.column("court_id"), "="),
            (sa.column("compartment_id"), "<>"),
            (sa.column("padded"), "&&"),
            where=sa.text("state IN ('booked', 'confirmed')"),
            deferrable="True",
            initially="IMMEDIATE",
            using="gist",
            name="visit_kept_apart",
        ),
        postgresql.ExcludeConstraint(
            (sa.column("witness_id"), "="),
            (sa.column("compartment_id"), "="),
            (sa.column("lasts"), "&&"),
            where=sa.text("state IN ('booked', 'confirmed')"),
            deferrable="True",
            initially="IMMEDIATE",
            using="gist",
            name="visit_one_at_a_time",
        ),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancelled_at IS NOT NULL)",
            name=op.f("ck_visit_cancelled_has_its_time"),
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_visit_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["booked_by"], ["account.id"], name=op.f("fk_visit_booked_by")),
        sa.ForeignKeyConstraint(
            ["caseworker_id"], ["account.id"], name=op.f("fk_visit_caseworker_id")
        ),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_visit_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(["court_id"], ["court.id"], name=op.f("fk_visit_court_id")),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_visit_hearing_id")),
        sa.ForeignKeyConstraint(
            ["moved_from_slot_id"], ["slot.id"], name=op.f("fk_visit_moved_from_slot_id")
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_visit_slot_id")),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_visit")),
        sa.UniqueConstraint(
            "compartment_id", "request_id", name=op.f("uq_visit_compartment_id_request_id")
        ),
    )
    op.create_index(
        op.f("ix_visit_audience_id"),
        "visit",
        ["audience_id"],
        unique=False,
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_visit_compartment_id_witness_id"),
        "visit",
        ["compartment_id", "witness_id"],
        unique=False,
    )
    op.create_index(op.f("ix_visit_id"), "visit", ["id"], unique=False)
    op.create_index(
        "ix_visit_live_of_hearing",
        "visit",
        ["compartment_id", "hearing_id"],
        unique=False,
        postgresql_where=sa.text("state IN ('booked', 'confirmed')"),
    )
    op.create_index(
        op.f("ix_visit_unit_id"),
        "visit",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        op.f("ix_visit_unit_id"),
        table_name="visit",
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.drop_index(
        "ix_visit_live_of_hearing",
        table_name="visit",
        postgresql_where=sa.text("state IN ('booked', 'confirmed')"),
    )
    op.drop_index(op.f("ix_visit_id"), table_name="visit")
    op.drop_index(op.f("ix_visit_compartment_id_witness_id"), table_name="visit")
    op.drop_index(
        op.f("ix_visit_audience_id"),
        table_name="visit",
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.drop_table("visit")
    op.drop_table("window_exception")
    op.drop_index(
        "ix_slot_free_at_court",
        table_name="slot",
        postgresql_where=sa.text("open AND taken < capacity"),
    )
    op.drop_index(
        "ix_slot_free", table_name="slot", postgresql_where=sa.text("open AND taken < capacity")
    )
    op.drop_index(op.f("ix_slot_court_id_day"), table_name="slot")
    op.drop_table("slot")
    op.drop_index(op.f("ix_visit_window_court_id_weekday"), table_name="visit_window")
    op.drop_table("visit_window")
    op.drop_table("half_day")
    op.drop_index(
        "uq_replan_one_open", table_name="replan", postgresql_where=sa.text("state = 'open'")
    )
    op.drop_index(
        op.f("ix_replan_unit_id"),
        table_name="replan",
        postgresql_where=sa.text("unit_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_replan_id"), table_name="replan")
    op.drop_index(op.f("ix_replan_compartment_id_hearing_id_hearing_version"), table_name="replan")
    op.drop_index(
        op.f("ix_replan_audience_id"),
        table_name="replan",
        postgresql_where=sa.text("audience_id IS NOT NULL"),
    )
    op.drop_table("replan")
