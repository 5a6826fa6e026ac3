"""Finding what is to be done."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from casework.tasks.models import Task
from casework.tasks.rules import TaskNotFound
from ethical_walls.sessions import WalledSession


def task_to_change(session: WalledSession, task_id: UUID) -> Task:
    """One task, locked until the transaction ends, as it stands now.

    Raises:
        TaskNotFound: There is none that this viewer may see.
    """
    found = session.scalars(
        select(Task)
        .where(Task.id == task_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise TaskNotFound(task_id)
    return found


def open_tasks(session: WalledSession, witness_ids: Collection[UUID]) -> list[Task]:
    """What is still to be done for these witnesses, soonest first."""
    return list(
        session.scalars(
            select(Task)
            .where(Task.witness_id.in_(witness_ids), Task.done_at.is_(None))
            .order_by(Task.due_at, Task.opened_at, Task.title, Task.id)
        )
    )


def tasks_of(session: WalledSession, witness_id: UUID) -> list[Task]:
    """Every task of a witness, done ones too, oldest first."""
    return list(
        session.scalars(
            select(Task)
            .where(Task.witness_id == witness_id)
            .order_by(Task.opened_at, Task.title, Task.id)
        )
    )
