"""What is done with what carriers said: handed in by anybody, taken in by one side's job."""

from datetime import datetime

from casework.tasks.actions import open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of
from courts.london_time import end_of_london_day, london_day, london_instant
from ethical_walls.carrier_words.actions import (
    HandedIn,
    SaidOfNumber,
    carrier_words_taken_in,
    receive_text,
)
from ethical_walls.sessions import WalledSession
from ethical_walls.work import WorkKind, subjects_of_work
from notifications.dispatch.receipts import take_in_receipts
from notifications.messages.facts import DOORS_OPEN
from notifications.messages.rules import point_of_use
from notifications.opt_outs.rules import next_working_day_ends_at
from notifications.replies.actions import take_in_texts
from notifications.replies.words import ReplyKind, read_reply
from scheduling.visits.queries import visits_of
from witness_app.hearings_ahead import hearings_ahead

A_TEXT_CAME = 1
"""The version of work to agree contact again that a text from a shared number has posted."""
OF_THE_NUMBER = {ReplyKind.STOP: SaidOfNumber.STOP, ReplyKind.START: SaidOfNumber.START}


def text_came(
    session: WalledSession, reference: str, number: str, words: str, *, now: datetime
) -> None:
    """Hand in a text that came, with what it says of its number, whoever holds that."""
    said = OF_THE_NUMBER.get(read_reply(words), SaidOfNumber.NEITHER)
    receive_text(session, HandedIn(reference, number, words, said), now=now)


def take_in_carrier_words(session: WalledSession, *, now: datetime) -> None:
    """Take in this compartment's receipts, then its texts, so that a yes finds what it answers."""
    take_in_receipts(session, now=now)
    take_in_texts(session, dates_ahead, now=now)
    carrier_words_taken_in(session, now=now)


def dates_ahead(session: WalledSession, witness: Witness, at: datetime) -> list[datetime]:
    """The points of use of a witness's visits to come and of their next hearing, none before `at`.

    Whoever texts later than that is answered at once: the date itself has not begun.
    """
    visits = visits_of(session, [witness.id])
    starts = [visit.starts_at for visit in visits if visit.is_live]
    ahead = hearings_ahead(session, [witness.group_id], london_day(at)).get(witness.group_id)
    if ahead is not None:
        starts.append(london_instant(ahead.starts_on, DOORS_OPEN))
    return [max(at, point_of_use(starts_at)) for starts_at in starts if starts_at > at]


def agree_contact_again(session: WalledSession, *, now: datetime) -> None:
    """Ask for each witness named to this job that their contact plan be agreed again.

    Their number was found shared; the task says nothing of that, and looks like any other time
    that it is good to ask again (docs, What may cross). Where a text has come from there, whoever
    sent it is rung that day by asking everybody who is reached there (decision 16).
    """
    for subject in subjects_of_work(session, WorkKind.AGREE_AGAIN, now):
        witness = witness_of(session, subject.id)
        task = NewTask(
            witness_id=witness.id,
            kind=TaskKind.CHANGE_CHANNEL,
            title=f"Ask {witness.initials} again how they may be reached, and by which number",
            cause=f"asked again on {now:%Y-%m-%d}",
            due_at=end_of_london_day(london_day(now))
            if subject.version == A_TEXT_CAME
            else next_working_day_ends_at(now),
        )
        open_task(session, task, now=now)
