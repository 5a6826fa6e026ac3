"""Taking in the messages that are for somebody in one compartment; a job's act."""

from datetime import datetime

from sqlalchemy import select

from casework.partners.rules import reference_of
from casework.passed_messages.models import PassedMessage
from casework.tasks.actions import open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.models import Witness
from casework.witnesses.rules import WitnessState
from courts.london_time import end_of_london_day, london_day
from ethical_walls.left_messages.actions import WaitingMessage, messages_at_work, say_delivered
from ethical_walls.sessions import WalledSession


def take_in_messages(session: WalledSession, *, now: datetime) -> list[PassedMessage]:
    """Give each waiting message to the one witness here whom it names; others are left alone."""
    return [
        _take_in(session, message, witness, now)
        for message in messages_at_work(session, now)
        if (witness := _named_by(session, message)) is not None
    ]


def _named_by(session: WalledSession, message: WaitingMessage) -> Witness | None:
    """The witness of that reference, or the caseworker's only one of that very name."""
    here = session.scalars(select(Witness).where(Witness.state != WitnessState.CLOSED)).all()
    said = " ".join(message.about.split()).casefold()
    for witness in here:
        if reference_of(witness.request_id).casefold() == said:
            return witness
    named = [
        witness
        for witness in here
        if witness.caseworker_id is not None
        and witness.caseworker_id == message.caseworker_id
        and " ".join(witness.name.split()).casefold() == said
    ]
    return named[0] if len(named) == 1 else None


def _take_in(
    session: WalledSession, message: WaitingMessage, witness: Witness, now: datetime
) -> PassedMessage:
    passed = PassedMessage(
        compartment_id=witness.compartment_id,
        witness_id=witness.id,
        left_message_id=message.id,
        words=message.words,
        left_at=message.left_at,
        left_by=message.left_by,
    )
    session.add(passed)
    session.flush()
    task = NewTask(
        witness_id=witness.id,
        kind=TaskKind.READ_MESSAGE,
        title="A message was passed on: read it",
        cause=f"message:{message.id}",
        due_at=end_of_london_day(london_day(now)),
    )
    open_task(session, task, now=now)
    say_delivered(session, message.id, now=now)
    return passed
