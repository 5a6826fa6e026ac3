"""What is asked of imported lists: their counts, their rows, what became of each."""

from collections import Counter
from uuid import UUID

from sqlalchemy import func, select

from courts.lists.models import ListImportRow
from courts.lists.rules import RowState
from ethical_walls.sessions import WalledSession


def counts_of(session: WalledSession, import_id: UUID) -> Counter[str]:
    """How many rows of a list are new, moved, held, unreadable and so on."""
    return _counts(session, [import_id])[import_id]


def _counts(session: WalledSession, import_ids: list[UUID]) -> dict[UUID, Counter[str]]:
    """The counts of several lists; rows with a difference by it, the others by their state."""
    rows = session.execute(
        select(
            ListImportRow.import_id,
            ListImportRow.state,
            ListImportRow.difference,
            func.count(),
        )
        .where(ListImportRow.import_id.in_(import_ids))
        .group_by(ListImportRow.import_id, ListImportRow.state, ListImportRow.difference)
    )
    found: dict[UUID, Counter[str]] = {import_id: Counter() for import_id in import_ids}
    for import_id, state, difference, number in rows:
        has_difference = state in (RowState.READY, RowState.APPLIED)
        found[import_id][str(difference) if has_difference else str(state)] += number
    return found
