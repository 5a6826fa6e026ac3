"""Who a witness is in the case, said and put right; how a case ends, and what ends with it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0027"
down_revision: str | None = "0026"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ROLES = ("witness", "complainant")
ROLES_ADDED = ("not_known",)
HOMES = ("london", "elsewhere", "not_known")
AGES = ("adult", "under_18", "not_known")
ENDS = ("not_wanted", "made_already", "sentenced")
ENDS_ADDED = ("case_ended", "no_trial_ahead", "no_victim")
WORDS = (
    "required",
    "not_required",
    "stood_down",
    "dates_to_avoid",
    "measure_applied_for",
    "measure_granted",
    "measure_refused",
)
WORDS_ADDED = ("referred_to_scheme",)
SCHEME_DAYS = ("scheme_refer_by", "scheme_referred_on")


def upgrade() -> None:
    _check("witness", "ck_witness_witness_role", "role", (*ROLES, *ROLES_ADDED))
    _check(
        "statement_task", "ck_statement_task_ended_because", "ended_because", (*ENDS, *ENDS_ADDED)
    )
    _check("partner_word", "ck_partner_word_word_kind", "kind", (*WORDS, *WORDS_ADDED))
    for column in SCHEME_DAYS:
        op.add_column("referred_witness", sa.Column(column, sa.Date(), nullable=True))
    _let_one_limit_of_the_scheme_stand()
    op.create_table(
        "particulars_version",
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), server_default=sa.FetchedValue(), nullable=True),
        sa.Column("witness_id", sa.Uuid(), nullable=False),
        sa.Column("role", _one_of("witness_role", *ROLES, *ROLES_ADDED), nullable=False),
        sa.Column("home", _one_of("home_at_referral", *HOMES), nullable=False),
        sa.Column("age", _one_of("age_at_offence", *AGES), nullable=False),
        sa.Column("previous_role", _one_of("previous_role", *ROLES, *ROLES_ADDED), nullable=False),
        sa.Column("previous_home", _one_of("previous_home", *HOMES), nullable=False),
        sa.Column("previous_age", _one_of("previous_age", *AGES), nullable=False),
        sa.Column("said_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("said_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["compartment_id", "witness_id"],
            ["witness.compartment_id", "witness.id"],
            name=op.f("fk_particulars_version_compartment_id_witness_id"),
        ),
        sa.ForeignKeyConstraint(
            ["said_by"], ["account.id"], name=op.f("fk_particulars_version_said_by")
        ),
        sa.PrimaryKeyConstraint("compartment_id", "id", name=op.f("pk_particulars_version")),
    )
    for column in ("audience_id", "unit_id"):
        op.create_index(
            op.f(f"ix_particulars_version_{column}"),
            "particulars_version",
            [column],
            unique=False,
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
    for column in ("id", "witness_id"):
        op.create_index(
            op.f(f"ix_particulars_version_{column}"), "particulars_version", [column], unique=False
        )


def downgrade() -> None:
    op.drop_table("particulars_version")
    for column in reversed(SCHEME_DAYS):
        op.drop_column("referred_witness", column)
    # An older version knows no word of the scheme: it stands as what asks nothing of anybody.
    _forget("partner_word", "kind", WORDS_ADDED, "required")
    _check("partner_word", "ck_partner_word_word_kind", "kind", WORDS)
    # An older version knows no step that ended so: it stands as one that was not wanted.
    _forget("statement_task", "ended_because", ENDS_ADDED, "not_wanted")
    _check("statement_task", "ck_statement_task_ended_because", "ended_because", ENDS)
    # Whoever is not known to be a victim is supported as a witness, as before.
    _forget("witness", "role", ROLES_ADDED, "witness")
    _check("witness", "ck_witness_witness_role", "role", ROLES)


def _let_one_limit_of_the_scheme_stand() -> None:
    """A corrected day of sentence left two limits of a kind live; the latest is what is owed."""
    op.execute("ALTER TABLE deadline NO FORCE ROW LEVEL SECURITY")
    op.execute(
        "UPDATE deadline AS earlier SET superseded_at = later.received_at FROM deadline AS later"
        " WHERE earlier.kind IN ('scheme_referred', 'scheme_contacted')"
        " AND earlier.superseded_at IS NULL AND later.superseded_at IS NULL"
        " AND (later.compartment_id, later.witness_id, later.kind)"
        " = (earlier.compartment_id, earlier.witness_id, earlier.kind)"
        " AND (later.received_at, later.id) > (earlier.received_at, earlier.id)"
    )
    op.execute("ALTER TABLE deadline FORCE ROW LEVEL SECURITY")


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _forget(table: str, column: str, values: tuple[str, ...], instead: str) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(f"UPDATE {table} SET {column} = '{instead}' WHERE {column} IN ({listed})")  # noqa: S608 - our own words
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _check(table: str, name: str, column: str, values: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(name), table, type_="check")
    listed = ", ".join(f"'{value}'" for value in values)
    op.create_check_constraint(op.f(name), table, f"{column} IN ({listed})")
