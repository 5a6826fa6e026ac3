"""Partners of a witness, people who come by a link, and their roles.

Going down forgets whoever comes by a link, and is refused while an organisation or a membership of the
new kinds is kept.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

WORK_KINDS = "kind IN ('intake', 'allocate', 'replan', 'dispatch')"
CHECKS = {
    ("account", "ck_account_account_kind", "kind"): (
        ("person", "service"),
        ("link",),
    ),
    ("organisation", "ck_organisation_organisation_kind", "kind"): (
        ("service", "courts_list_office", "witness_care_unit"),
        ("solicitors_firm",),
    ),
    ("membership", "ck_membership_role", "role"): (
        (
            "caseworker",
            "list_operator",
            "register_keeper",
            "conflicts_officer",
            "witness_care_unit_officer",
        ),
        ("duty_caseworker", "team_leader", "service_manager", "solicitor"),
    ),
}


def upgrade() -> None:
    for (table, name, column), (before, added) in CHECKS.items():
        _check(table, name, column, (*before, *added))
    op.drop_constraint(op.f("ck_work_work_kind"), "work", schema="sealed", type_="check")
    op.alter_column("work", "kind", type_=sa.Text(), schema="sealed")
    op.drop_column("clearance", "audience_id", schema="sealed")
    op.create_table(
        "share",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("shared_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("compartment_id", "witness_id", name=op.f("pk_share")),
        schema="sealed",
    )


def downgrade() -> None:
    op.drop_table("share", schema="sealed")
    op.add_column("clearance", sa.Column("audience_id", sa.Uuid(), nullable=True), schema="sealed")
    op.execute(f"DELETE FROM sealed.work WHERE NOT ({WORK_KINDS})")  # noqa: S608 - our own words
    op.alter_column("work", "kind", type_=sa.String(40), schema="sealed")
    op.create_check_constraint(op.f("ck_work_work_kind"), "work", WORK_KINDS, schema="sealed")
    op.execute("ALTER TABLE account NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM account WHERE kind = 'link'")
    op.execute("ALTER TABLE account FORCE ROW LEVEL SECURITY")
    for (table, name, column), (before, _added) in CHECKS.items():
        _check(table, name, column, before)


def _check(table: str, name: str, column: str, values: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(name), table, type_="check")
    listed = ", ".join(f"'{value}'" for value in values)
    op.create_check_constraint(op.f(name), table, f"{column} IN ({listed})")
