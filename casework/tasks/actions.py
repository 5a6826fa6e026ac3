"""Opening a task once for its cause, and marking it done."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from casework.acting import acting_account
from casework.tasks.events import TaskDone, TaskOpened
from casework.tasks.models import Task
from casework.tasks.queries import open_tasks, task_to_change
from casework.tasks.rules import (
    DONE_ON_ITS_OWN_PAGE,
    NewTask,
    TaskAlreadyDone,
    TaskHasItsOwnPage,
    TaskKind,
)
from casework.witnesses.queries import witness_to_change
from ethical_walls.sessions import WalledSession


def open_task(session: WalledSession, new: NewTask, *, now: datetime) -> Task:
    """Open a task; the same cause opens it once, however often it is announced.

    Without an owner it falls to the witness's caseworker.

    Raises:
        WitnessNotFound: There is no such witness in view.
    """
    witness = witness_to_change(session, new.witness_id)
    opened = session.scalars(
        select(Task).where(
            Task.witness_id == new.witness_id, Task.kind == new.kind, Task.cause == new.cause
        )
    ).one_or_none()
    if opened is not None:
        return opened
    task = Task(
        compartment_id=witness.compartment_id,
        witness_id=witness.id,
        kind=new.kind,
        title=new.title,
        cause=new.cause,
        due_at=new.due_at,
        owner_id=new.owner_id or witness.caseworker_id,
        hearing_id=new.hearing_id,
        opened_at=now,
    )
    session.add(task)
    session.flush()
    session.record(TaskOpened(task.id, witness.id))
    return task


def finish_task(session: WalledSession, task_id: UUID, *, now: datetime) -> Task:
    """Mark a task as done by the viewer.

    Raises:
        TaskNotFound: There is no such task in view.
        TaskAlreadyDone: Somebody was first.
        TaskHasItsOwnPage: What was done is recorded elsewhere, which ends the task.
    """
    task = task_to_change(session, task_id)
    if task.done_at is not None:
        raise TaskAlreadyDone(task_id, task.done_at)
    if task.kind in DONE_ON_ITS_OWN_PAGE:
        raise TaskHasItsOwnPage(task.witness_id, task.kind)
    return _done(session, task, now)


def finish_task_of(
    session: WalledSession, witness_id: UUID, kind: TaskKind, cause: str, *, now: datetime
) -> None:
    """What a task asked for was recorded on its own page, so the task is done."""
    waiting = session.scalars(
        select(Task)
        .where(
            Task.witness_id == witness_id,
            Task.kind == kind,
            Task.cause == cause,
            Task.done_at.is_(None),
        )
        .with_for_update()
    ).one_or_none()
    if waiting is not None:
        _done(session, waiting, now)


def _done(session: WalledSession, task: Task, now: datetime) -> Task:
    task.done_at, task.done_by = now, acting_account(session)
    session.flush()
    session.record(TaskDone(task.id, task.witness_id))
    return task


def end_tasks(
    session: WalledSession,
    witness_id: UUID,
    about: tuple[str, ...],
    wanted: Collection[str],
    *,
    now: datetime,
) -> None:
    """What open tasks asked for is so no longer: those of some causes end, but for the wanted.

    Args:
        session: The viewer's.
        witness_id: Whose tasks.
        about: How the causes begin that are meant.
        wanted: The causes that still are so.
        now: When it came out.
    """
    for task in open_tasks(session, [witness_id]):
        if task.cause.startswith(about) and task.cause not in wanted:
            finish_task_of(session, witness_id, task.kind, task.cause, now=now)


def hasten_tasks(
    session: WalledSession, witness_id: UUID, kinds: Collection[TaskKind], due_at: datetime
) -> None:
    """What is still to do of these kinds is due by an earlier time; one due sooner stays so."""
    for task in open_tasks(session, [witness_id]):
        if task.kind in kinds:
            task.due_at = min(task.due_at, due_at)
    session.flush()


def give_tasks_an_owner(session: WalledSession, witness_id: UUID, owner_id: UUID) -> None:
    """The tasks that fell to nobody fall to the caseworker who took the witness on."""
    for task in open_tasks(session, [witness_id]):
        if task.owner_id is None:
            task.owner_id = owner_id
    session.flush()


def hand_tasks_over(
    session: WalledSession, witness_id: UUID, former_id: UUID, owner_id: UUID
) -> None:
    """What a former caseworker still had to do for a witness falls to the new one."""
    for task in open_tasks(session, [witness_id]):
        if task.owner_id == former_id:
            task.owner_id = owner_id
    session.flush()
