"""What is done, one compartment at a time, with what carriers said."""

from datetime import datetime

from casework.tasks.actions import open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.queries import witness_of
from ethical_walls.carrier_words.actions import carrier_words_taken_in
from ethical_walls.sessions import WalledSession
from ethical_walls.work import WorkKind, subjects_of_work
from notifications.dispatch.receipts import take_in_receipts
from notifications.opt_outs.rules import next_working_day_ends_at
from notifications.replies.actions import take_in_texts


def take_in_carrier_words(session: WalledSession, *, now: datetime) -> None:
    """Take in this compartment's receipts, then its texts, so that a yes finds what it answers."""
    take_in_receipts(session, now=now)
    take_in_texts(session, now=now)
    carrier_words_taken_in(session, now=now)


def agree_contact_again(session: WalledSession, *, now: datetime) -> None:
    """Ask for each witness named to this job that their contact plan be agreed again.

    The conflicts officer has found their number shared; the task says nothing of that, and looks
    like any other time that it is good to ask again (docs, What may cross).
    """
    for subject in subjects_of_work(session, WorkKind.AGREE_AGAIN, now):
        witness = witness_of(session, subject.id)
        task = NewTask(
            witness_id=witness.id,
            kind=TaskKind.CHANGE_CHANNEL,
            title=f"Ask {witness.initials} again how they may be reached, and by which number",
            cause=f"asked again on {now:%Y-%m-%d}",
            due_at=next_working_day_ends_at(now),
        )
        open_task(session, task, now=now)
