"""A link sent as a message: one more message, about one more kind of thing."""

from collections.abc import Sequence

from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"
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
)
KIND = "ck_message_about_kind"
KINDS = ("visit", "hearing")


def upgrade() -> None:
    _admit(KEY, "key", (*KEYS, "your_link"))
    _admit(KIND, "about_kind", (*KINDS, "link"))


def downgrade() -> None:
    _admit(KEY, "key", KEYS)
    _admit(KIND, "about_kind", KINDS)


def _admit(name: str, column: str, values: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(name), "message", type_="check")
    listed = ", ".join(f"'{value}'" for value in values)
    op.create_check_constraint(op.f(name), "message", f"{column} IN ({listed})")
