"""Who works here, and what the wall is made of."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "service",
                "courts_list_office",
                "witness_care_unit",
                name="organisation_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )
    op.create_table(
        "allegiance",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("since_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "group_id", name=op.f("pk_allegiance")),
        schema="sealed",
    )
    op.create_table(
        "clearance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("audience_id", sa.Uuid(), nullable=True),
        sa.Column("began_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance")),
        schema="sealed",
    )
    op.create_index(
        "uq_clearance_live",
        "clearance",
        ["account_id", "compartment_id"],
        unique=True,
        schema="sealed",
        postgresql_where="ended_at IS NULL",
    )
    op.create_table(
        "conflict",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("held_party", sa.Text(), nullable=False),
        sa.Column("met_party", sa.Text(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
        schema="sealed",
    )
    op.create_table(
        "group_alias",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("canonical_group_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_group_alias")),
        schema="sealed",
    )
    op.create_index(
        op.f("ix_group_alias_canonical_group_id"),
        "group_alias",
        ["canonical_group_id"],
        unique=False,
        schema="sealed",
    )
    op.create_table(
        "intake",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("typed_by", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("received_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("taken_in_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
        sa.UniqueConstraint("typed_by", "request_id", name=op.f("uq_intake_typed_by_request_id")),
        schema="sealed",
    )
    op.create_index(
        "ix_intake_compartment_id", "intake", ["compartment_id"], unique=False, schema="sealed"
    )
    op.create_table(
        "look",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "shown",
                "refused",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look")),
        schema="sealed",
    )
    op.create_index("ix_look_account_id", "look", ["account_id"], unique=False, schema="sealed")
    op.create_index("ix_look_subject_id", "look", ["subject_id"], unique=False, schema="sealed")
    op.create_table(
        "wall_key",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column(
            "use",
            sa.Enum(
                "viewer",
                "identity",
                name="key_use",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("inner_pad", sa.LargeBinary(), nullable=False),
        sa.Column("outer_pad", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wall_key")),
        schema="sealed",
    )
    op.create_table(
        "work",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "intake",
                "allocate",
                "replan",
                "dispatch",
                name="work_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("compartment_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("subject_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
        schema="sealed",
    )
    op.create_index(
        "ix_work_kind_due_at", "work", ["kind", "due_at"], unique=False, schema="sealed"
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "person",
                "service",
                name="account_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("telephone", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_account_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "caseworker",
                "list_operator",
                "register_keeper",
                "conflicts_officer",
                "witness_care_unit_officer",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("began_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_membership_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    op.create_index(
        "uq_membership_live",
        "membership",
        ["account_id", "role"],
        unique=True,
        postgresql_where="ended_at IS NULL",
    )
    op.create_table(
        "credential",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_credential_account_id")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_credential")),
        sa.UniqueConstraint("email", name=op.f("uq_credential_email")),
        schema="sealed",
    )


def downgrade() -> None:
    op.drop_table("credential", schema="sealed")
    op.drop_index(
        "uq_membership_live", table_name="membership", postgresql_where="ended_at IS NULL"
    )
    op.drop_table("membership")
    op.drop_table("account")
    op.drop_index("ix_work_kind_due_at", table_name="work", schema="sealed")
    op.drop_table("work", schema="sealed")
    op.drop_table("wall_key", schema="sealed")
    op.drop_index("ix_look_subject_id", table_name="look", schema="sealed")
    op.drop_index("ix_look_account_id", table_name="look", schema="sealed")
    op.drop_table("look", schema="sealed")
    op.drop_index("ix_intake_compartment_id", table_name="intake", schema="sealed")
    op.drop_table("intake", schema="sealed")
    op.drop_index(
        op.f("ix_group_alias_canonical_group_id"), table_name="group_alias", schema="sealed"
    )
    op.drop_table("group_alias", schema="sealed")
    op.drop_table("conflict", schema="sealed")
    op.drop_index(
        "uq_clearance_live",
        table_name="clearance",
        schema="sealed",
        postgresql_where="ended_at IS NULL",
    )
    op.drop_table("clearance", schema="sealed")
    op.drop_table("allegiance", schema="sealed")
    op.drop_table("organisation")
