"""Partners tell what a witness needs to be able to come to court."""

from collections.abc import Sequence

from alembic import op

revision: str = "0033"
down_revision: str | None = "0032"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

KIND = "ck_partner_word_word_kind"
KINDS = (
    "required",
    "not_required",
    "stood_down",
    "dates_to_avoid",
    "measure_applied_for",
    "measure_granted",
    "measure_refused",
    "referred_to_scheme",
)


def upgrade() -> None:
    _admit((*KINDS, "needs"))


def downgrade() -> None:
    # An older version knows no such word: it stands, with its own words, as what asks nothing.
    op.execute("ALTER TABLE partner_word NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE partner_word SET kind = 'required' WHERE kind = 'needs'")
    op.execute("ALTER TABLE partner_word FORCE ROW LEVEL SECURITY")
    _admit(KINDS)


def _admit(kinds: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(KIND), "partner_word", type_="check")
    admitted = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f(KIND), "partner_word", f"kind IN ({admitted})")
