"""Visits as a court's teams read them, and days handed over to the court's own team."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision: str = "0026"
down_revision: str | None = "0025"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

STATES = ("expected", "under_review", "moved", "off", "done")
HANDOVER = ("compartment_id", "id", "court_id")
DAY_HAS_THE_COURT = "ck_handover_day_has_the_court"
LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"

# A visit that stands already is said to its court as it stands; its needs are said once somebody
# settles anew what the court may know, for until now only whoever calls the witness was named.
STANDING_VISITS = """
INSERT INTO hosted_visit (compartment_id, id, visit_id, slot_id, reference, court_id, starts_at,
    ends_at, companions, needs, equipment, state, changed_at)
SELECT v.compartment_id, gen_random_uuid(), v.id, v.slot_id,
    (SELECT substr(said.eight, 1, 4) || '-' || substr(said.eight, 5)
     FROM (SELECT string_agg(substr(:letters, 1 + mod(get_byte(b.bytes, n), 26), 1), '') AS eight
           FROM (SELECT uuid_send(gen_random_uuid()) AS bytes WHERE v.id IS NOT NULL) b,
                unnest(ARRAY[0, 1, 2, 3, 4, 5, 9, 10]) n) said),
    v.court_id, v.starts_at, v.ends_at, 0, '', '',
    CASE v.state WHEN 'released' THEN 'under_review' WHEN 'cancelled' THEN 'off'
        WHEN 'done' THEN 'done' ELSE 'expected' END, v.booked_at
FROM visit v
"""
STANDING_HEARINGS = """
INSERT INTO sealed.hosted_for (compartment_id, visit_id, court_id, hearing_id, hearing_version)
SELECT v.compartment_id, v.id, v.court_id, v.hearing_id, v.hearing_version FROM visit v
"""
OPENED_ALREADY = """
UPDATE handover_field f SET shown_at_court = h.court_id FROM handover h
WHERE h.compartment_id = f.compartment_id AND h.id = f.handover_id AND f.shown_to IS NOT NULL
"""


def upgrade() -> None:
    op.create_table(
        "hosted_for",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("hearing_id", sa.Uuid(), nullable=False),
        sa.Column("hearing_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("compartment_id", "visit_id", name=op.f("pk_hosted_for")),
        schema="sealed",
    )
    op.create_index(op.f("ix_hosted_for_court_id"), "hosted_for", ["court_id"], schema="sealed")
    op.create_table(
        "hosted_visit",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("slot_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ends_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("companions", sa.Integer(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("equipment", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                *STATES,
                name="hosted_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("changed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("companions >= 0", name=op.f("ck_hosted_visit_companions_are_counted")),
        sa.ForeignKeyConstraint(
            ["compartment_id", "visit_id"],
            ["visit.compartment_id", "visit.id"],
            name=op.f("fk_hosted_visit_compartment_id_visit_id"),
        ),
        sa.ForeignKeyConstraint(["court_id"], ["court.id"], name=op.f("fk_hosted_visit_court_id")),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_hosted_visit_slot_id")),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_hosted_visit")),
        sa.UniqueConstraint(
            "compartment_id",
            "visit_id",
            "slot_id",
            name=op.f("uq_hosted_visit_compartment_id_visit_id_slot_id"),
        ),
    )
    op.create_index(op.f("ix_hosted_visit_id"), "hosted_visit", ["id"])
    for column in ("audience_id", "unit_id", "court_id"):
        _index("hosted_visit", column)
    _index("handover", "court_id")
    op.create_unique_constraint(
        op.f("uq_handover_compartment_id_id_court_id"), "handover", list(HANDOVER)
    )
    _name_the_court("handover_answer", "court_id")
    _ask_for_the_court_first()
    _name_the_court("handover_field", "shown_at_court")
    with _not_forced("visit", "hosted_visit", "handover", "handover_field"):
        op.get_bind().execute(sa.text(STANDING_VISITS), {"letters": LETTERS})
        op.execute(STANDING_HEARINGS)
        op.execute("UPDATE handover SET court_id = NULL WHERE kind <> 'in_court_service'")
        op.execute(OPENED_ALREADY)
    op.create_check_constraint(
        op.f(DAY_HAS_THE_COURT), "handover", "kind = 'in_court_service' OR court_id IS NULL"
    )


def downgrade() -> None:
    op.drop_constraint(op.f(DAY_HAS_THE_COURT), "handover", type_="check")
    for table, column in (("handover_field", "shown_at_court"), ("handover_answer", "court_id")):
        for policy in ("wall_select", "wall_insert"):  # an older version makes its own again
            op.execute(f"DROP POLICY IF EXISTS {policy} ON {table}")
        op.drop_constraint(_key(table, column), table, type_="foreignkey")
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
        op.drop_column(table, column)
    op.drop_constraint(op.f("uq_handover_compartment_id_id_court_id"), "handover", type_="unique")
    op.drop_index(op.f("ix_handover_court_id"), table_name="handover")
    op.drop_table("hosted_visit")
    op.drop_table("hosted_for", schema="sealed")


def _name_the_court(table: str, column: str) -> None:
    op.add_column(table, sa.Column(column, sa.Uuid(), nullable=True))
    _index(table, column)
    local = ["compartment_id", "handover_id", column]
    op.create_foreign_key(_key(table, column), table, "handover", local, list(HANDOVER))


def _ask_for_the_court_first() -> None:
    """Keys are asked in the order in which they were made: the court's comes before the handover's.

    So an answer to a handover that is not for the team's court and one to no handover at all are
    refused by one key, in the same words.
    """
    name = op.f("fk_handover_answer_compartment_id_handover_id")
    op.drop_constraint(name, "handover_answer", type_="foreignkey")
    local = ["compartment_id", "handover_id"]
    op.create_foreign_key(name, "handover_answer", "handover", local, list(HANDOVER[:2]))


def _key(table: str, column: str) -> str:
    return op.f(f"fk_{table}_compartment_id_handover_id_{column}")


def _index(table: str, column: str) -> None:
    where = sa.text(f"{column} IS NOT NULL")
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column], postgresql_where=where)


@contextmanager
def _not_forced(*tables: str) -> Iterator[None]:
    """Let the owner meet every row while it mends them, where it may not pass row security."""
    for table in tables:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    yield
    for table in tables:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
