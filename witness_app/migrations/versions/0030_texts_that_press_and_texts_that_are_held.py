"""Texts that press, those that hold what waits for their number, and numbers that are nobody's."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0030"
down_revision: str | None = "0029"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

AT = sa.TIMESTAMP(timezone=True)
KEY = "pk_inbound_text"
KIND = "ck_reply_reply_kind"
KINDS = ("yes", "no", "words", "stop", "start", "help", "unsure")
KINDS_ADDED = ("pressing", "holding")


def upgrade() -> None:
    _admit((*KINDS, *KINDS_ADDED))
    op.add_column("reply", sa.Column("holds", sa.Text(), nullable=False, server_default=""))
    op.alter_column("reply", "holds", server_default=None)
    op.add_column("reachable", sa.Column("until", AT, nullable=True), schema="sealed")
    op.create_table(
        "stopped_number",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("stopped_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_stopped_number")),
        schema="sealed",
    )
    op.drop_table("unknown_text", schema="sealed")
    _tell_apart(("reference", "compartment_id"))


def downgrade() -> None:
    # An older version knows one compartment for each text: the first keeps it.
    op.execute(
        "DELETE FROM sealed.inbound_text t USING sealed.inbound_text o"
        " WHERE o.reference = t.reference AND o.compartment_id < t.compartment_id"
    )
    _tell_apart(("reference",))
    op.create_table(
        "unknown_text",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_unknown_text")),
        schema="sealed",
    )
    op.drop_table("stopped_number", schema="sealed")
    op.execute("DELETE FROM sealed.reachable WHERE until IS NOT NULL")
    op.drop_column("reachable", "until", schema="sealed")
    op.drop_column("reply", "holds")
    # An older version knows them as words for a person to read, which they are.
    op.execute("ALTER TABLE reply NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE reply SET kind = 'words' WHERE kind IN ('pressing', 'holding')")
    op.execute("ALTER TABLE reply FORCE ROW LEVEL SECURITY")
    _admit(KINDS)


def _tell_apart(columns: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(KEY), "inbound_text", schema="sealed", type_="primary")
    op.create_primary_key(op.f(KEY), "inbound_text", list(columns), schema="sealed")


def _admit(values: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(KIND), "reply", type_="check")
    listed = ", ".join(f"'{value}'" for value in values)
    op.create_check_constraint(op.f(KIND), "reply", f"kind IN ({listed})")
