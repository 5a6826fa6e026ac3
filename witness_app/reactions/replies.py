"""What follows for what a witness wrote to us."""

from datetime import datetime

from casework.tasks.events import TaskDone
from ethical_walls.sessions import WalledSession
from notifications.replies.actions import mark_answered


def reply_is_answered(session: WalledSession, event: TaskDone, *, now: datetime) -> None:
    """Whoever has done the task of answering a reply has answered it."""
    mark_answered(session, event.task_id, now=now)
