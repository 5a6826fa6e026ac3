"""Saying something as a witness, and asking of the caseworker what it needs."""

from datetime import datetime
from uuid import UUID

from casework.acting import acting_account
from casework.answers.models import WitnessAnswer
from casework.answers.queries import answer_by_request, answer_to_change, answers_of
from casework.answers.rules import (
    ASKS,
    Answer,
    Asked,
    NoLinkOpened,
    NoWordsToSeal,
    check_answer,
)
from casework.opening_hours import rung_by
from casework.tasks.actions import open_task
from casework.tasks.models import Task
from casework.tasks.queries import open_tasks
from casework.tasks.rules import NewTask
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of
from courts.london_time import spoken
from ethical_walls.carrier_words.actions import SaidIn, seal_words
from ethical_walls.sessions import WalledSession

ASKED_AGAIN = ". Asked again "
OF_AN_ANSWER = "answer:"


def say(session: WalledSession, answer: Answer, *, now: datetime) -> WitnessAnswer:
    """Keep what the witness says; their compartment's job acts on it at once.

    Args:
        session: Of whoever opened the witness's link: it sees that one witness.
        answer: What they say. The same request again is the same answer.
        now: When.

    Raises:
        AnswerRefused: It is longer than practical matters need.
        NoLinkOpened: The session is of no witness.
    """
    check_answer(answer)
    witness = witness_of_link(session)
    known = answer_by_request(session, witness.id, answer.request_id)
    if known is not None:
        return known
    row = WitnessAnswer(
        compartment_id=witness.compartment_id,
        witness_id=witness.id,
        request_id=answer.request_id,
        kind=answer.kind,
        about_id=answer.about_id,
        about_version=answer.about_version,
        place_id=answer.place_id,
        words=answer.words,
        said_at=now,
    )
    session.add(row)
    session.flush()
    return row


def witness_of_link(session: WalledSession) -> Witness:
    """The one witness that whoever opened a link may see.

    Raises:
        NoLinkOpened: The viewer came by no link.
        WitnessNotFound: The link is of something else.
    """
    subject_id = session.viewer.subject_id
    if subject_id is None:
        raise NoLinkOpened
    return witness_of(session, subject_id)


def ask_caseworker(session: WalledSession, answer: WitnessAnswer, *, now: datetime) -> None:
    """Open the task that an answer asks for, due by when they can be rung.

    Where the same was asked before and still waits, that task says that it was asked again.
    """
    asked = ASKS.get(answer.kind)
    if asked is None:
        return
    waiting = _waiting_task(session, answer, asked)
    if waiting is not None:
        title = waiting.title.partition(ASKED_AGAIN)[0]
        waiting.title = f"{title}{ASKED_AGAIN}{spoken(answer.said_at)}"
        return
    task = NewTask(
        witness_id=answer.witness_id,
        kind=asked.kind,
        title=f"{asked.title}{'. Their words are under Replies' if answer.words else ''}",
        cause=f"{OF_AN_ANSWER}{answer.id}",
        due_at=rung_by(answer.said_at),
    )
    open_task(session, task, now=now)


def _waiting_task(session: WalledSession, answer: WitnessAnswer, asked: Asked) -> Task | None:
    """The open task that an earlier answer of the same kind asked for."""
    earlier = {
        f"{OF_AN_ANSWER}{said.answer_id}"
        for said in answers_of(session, answer.witness_id)
        if said.kind is answer.kind
    }
    tasks = open_tasks(session, [answer.witness_id])
    return next((t for t in tasks if t.kind is asked.kind and t.cause in earlier), None)


def seal_answer(session: WalledSession, answer_id: UUID, *, now: datetime) -> WitnessAnswer:
    """Take an answer's words off the page: only a team leader of that side reads them from then on.

    Raises:
        AnswerNotFound: There is no such answer in view.
        NoWordsToSeal: It has no words, or they are sealed already.
    """
    answer = answer_to_change(session, answer_id)
    if answer.sealed_at is not None or not answer.words:
        raise NoWordsToSeal(answer_id)
    said_in = SaidIn(WitnessAnswer.__tablename__, answer.compartment_id, answer.id)
    seal_words(session, said_in, answer.words, now=now)
    answer.words, answer.sealed_at, answer.sealed_by = "", now, acting_account(session)
    session.flush()
    return answer
