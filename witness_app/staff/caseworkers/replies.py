"""What a witness wrote to us: answered, or sealed where evidence slipped in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from casework.answers.actions import seal_answer
from casework.answers.models import WitnessAnswer
from casework.answers.queries import answers_of
from casework.answers.rules import ANSWER_WORDS, AnswerNotFound, NoWordsToSeal, Said
from casework.tasks.rules import TaskAlreadyDone
from courts.london_time import spoken
from ethical_walls.carrier_words.actions import SaidIn, sealed_words
from ethical_walls.permissions import Permission
from ethical_walls.sessions import WalledSession
from notifications.replies.actions import answer_reply, seal_reply
from notifications.replies.models import Reply
from notifications.replies.queries import replies_of
from notifications.replies.rules import NothingToSeal, ReplyNotFound
from witness_app.diary_words import REPLY_WORDS
from witness_app.names import names_of
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.notices import say_done, say_note
from witness_app.staff.caseworkers.strip import strip_in_view

pages = Blueprint("replies", __name__)


@dataclass(frozen=True)
class ReplyLine:
    """One text, or words of their own page, as shown; `sealed_words` is for a team leader alone.

    `holds`: no text goes to its number before it is answered.
    """

    reply_id: UUID
    what: str
    words: str
    received_at: datetime
    message_id: UUID | None
    holds: bool
    answer_by: datetime | None
    answered_at: datetime | None
    answered_by: str
    sealed_at: datetime | None
    sealed_words: str | None
    seal_address: str

    @property
    def waits(self) -> bool:
        """Whether somebody still owes an answer."""
        return self.answer_by is not None and self.answered_at is None


@pages.get("/witnesses/<uuid:witness_id>/replies")
@permits(Permission.READ_WITNESS)
def show_replies(witness_id: UUID) -> str:
    """Everything one witness texted to us or wrote on their page, newest first."""
    return render_template(
        "staff/caseworkers/witness_replies.html",
        strip=strip_in_view(witness_id),
        replies=written_lines(current.session(), witness_id),
    )


@pages.post("/replies/<uuid:reply_id>/answered")
@permits(Permission.SUPPORT_WITNESS)
def answer(reply_id: UUID) -> Response:
    """Say that a text was answered."""
    try:
        reply = current.perform(answer_reply, reply_id)
    except ReplyNotFound:
        abort(404)
    except TaskAlreadyDone as done:
        say_note(f"This text was answered already, {spoken(done.done_at)}.", "Nothing was changed.")
        return redirect(url_for("day.show_day"))
    say_done("The text is answered.", "Its task is off your day, and the diary says so.")
    return redirect(url_for(".show_replies", witness_id=reply.witness_id))


@pages.post("/replies/<uuid:reply_id>/seal")
@permits(Permission.SUPPORT_WITNESS)
def seal(reply_id: UUID) -> Response:
    """Take the words of a text off the page."""
    try:
        reply = current.perform(seal_reply, reply_id)
    except ReplyNotFound:
        abort(404)
    except NothingToSeal:
        return _nothing_to_seal()
    return _sealed(reply.witness_id)


@pages.post("/answers/<uuid:witness_answer_id>/seal")
@permits(Permission.SUPPORT_WITNESS)
def seal_own_words(witness_answer_id: UUID) -> Response:
    """Take the words that a witness wrote on their own page off ours."""
    try:
        answered = current.perform(seal_answer, witness_answer_id)
    except AnswerNotFound:
        abort(404)
    except NoWordsToSeal:
        return _nothing_to_seal()
    return _sealed(answered.witness_id)


def _nothing_to_seal() -> Response:
    say_note("There are no words to seal, or they are sealed already.", "Nothing was changed.")
    return redirect(url_for("day.show_day"))


def _sealed(witness_id: UUID) -> Response:
    say_done("The words are sealed.", "Only a team leader who looks after this side can read them.")
    return redirect(url_for(".show_replies", witness_id=witness_id))


def written_lines(session: WalledSession, witness_id: UUID) -> list[ReplyLine]:
    """Texts, and words of the witness's own page, newest first."""
    own = [_own_line(session, said) for said in answers_of(session, witness_id) if said.has_words]
    lines = [*reply_lines(session, witness_id), *own]
    return sorted(lines, key=lambda line: line.received_at, reverse=True)


def reply_lines(session: WalledSession, witness_id: UUID) -> list[ReplyLine]:
    """The texts of a witness as the page shows them."""
    rows = replies_of(session, witness_id)
    names = names_of(session, (reply.answered_by for reply in rows))
    return [_line(session, reply, names) for reply in rows]


def _line(session: WalledSession, reply: Reply, names: dict[UUID, str]) -> ReplyLine:
    said_in = SaidIn(Reply.__tablename__, reply.compartment_id, reply.id)
    return ReplyLine(
        reply_id=reply.id,
        what=REPLY_WORDS[reply.kind],
        words=reply.words,
        received_at=reply.received_at,
        message_id=reply.message_id,
        holds=bool(reply.holds),
        answer_by=reply.answer_by,
        answered_at=reply.answered_at,
        answered_by=names.get(reply.answered_by, "") if reply.answered_by else "",
        sealed_at=reply.sealed_at,
        sealed_words=sealed_words(session, said_in) if reply.sealed_at else None,
        seal_address=url_for("replies.seal", reply_id=reply.id),
    )


def _own_line(session: WalledSession, said: Said) -> ReplyLine:
    """Words of their own page; what they ask for is a task, answered there."""
    said_in = SaidIn(WitnessAnswer.__tablename__, said.compartment_id, said.answer_id)
    return ReplyLine(
        reply_id=said.answer_id,
        what=f"On their page: {ANSWER_WORDS[said.kind]}",
        words=said.words,
        received_at=said.said_at,
        message_id=None,
        holds=False,
        answer_by=None,
        answered_at=None,
        answered_by="",
        sealed_at=said.sealed_at,
        sealed_words=sealed_words(session, said_in) if said.sealed_at else None,
        seal_address=url_for("replies.seal_own_words", witness_answer_id=said.answer_id),
    )
