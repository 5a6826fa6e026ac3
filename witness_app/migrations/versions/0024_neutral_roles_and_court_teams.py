"""Colleagues on neither side (safeguarding, progression, separation) and the teams of a court."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0024"
down_revision: str | None = "0023"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

KINDS = (
    "service",
    "courts_list_office",
    "witness_care_unit",
    "solicitors_firm",
)
KINDS_ADDED = ("court_team",)
ROLES = (
    "caseworker",
    "duty_caseworker",
    "team_leader",
    "service_manager",
    "list_operator",
    "register_keeper",
    "conflicts_officer",
    "witness_care_unit_officer",
    "solicitor",
)
ROLES_ADDED = (
    "safeguarding_lead",
    "case_progression_officer",
    "separation_desk",
    "in_court_witness_service",
    "court_visits_contact",
)


def upgrade() -> None:
    _check("organisation", "ck_organisation_organisation_kind", "kind", (*KINDS, *KINDS_ADDED))
    _check("membership", "ck_membership_role", "role", (*ROLES, *ROLES_ADDED))
    op.create_table(
        "hosting",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "court_id", name=op.f("pk_hosting")),
        schema="sealed",
    )


def downgrade() -> None:
    op.drop_table("hosting", schema="sealed")
    _forget("membership", "role", ROLES_ADDED)
    _check("membership", "ck_membership_role", "role", ROLES)
    # An organisation that an older version does not know is taken for one whose people see least.
    op.execute("ALTER TABLE organisation NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE organisation SET kind = 'courts_list_office' WHERE kind = 'court_team'")
    op.execute("ALTER TABLE organisation FORCE ROW LEVEL SECURITY")
    _check("organisation", "ck_organisation_organisation_kind", "kind", KINDS)


def _forget(table: str, column: str, values: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(f"DELETE FROM {table} WHERE {column} IN ({listed})")  # noqa: S608 - our own words
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _check(table: str, name: str, column: str, values: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(name), table, type_="check")
    listed = ", ".join(f"'{value}'" for value in values)
    op.create_check_constraint(op.f(name), table, f"{column} IN ({listed})")
