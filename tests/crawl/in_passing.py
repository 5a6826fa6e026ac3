"""Words of each side where no query reads them: in sealed tables, on their way or for good.

They stand nowhere else, so a mark that is met came through a door. A draft is its writer's. What
was passed on and found nobody is for whoever is on duty, and for nobody else, its writer included.
What was sealed, answered for figures alone, or not taken in yet is for nobody who looks.
"""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import JSON, Connection, Enum, String, Table, select, update

from casework.answers.actions import say, seal_answer
from casework.answers.models import WitnessAnswer
from casework.answers.rules import Answer
from casework.answers.rules import AnswerKind as WitnessSays
from ethical_walls.accounts.service import link_viewer
from ethical_walls.carrier_words.actions import HandedIn, SaidOfNumber, receive_text
from ethical_walls.drafts.actions import keep_draft
from ethical_walls.intake import TypedReferral, receive_referral
from ethical_walls.left_messages.actions import MessageToPass, pass_on_message
from ethical_walls.records import Kind, Record, tables_of
from tests.crawl.canaries import UNUSED, mark
from witness_app.models import import_every_model
from witness_app.perform import perform

if TYPE_CHECKING:
    from tests.crawl.parties import Parties, Party

import_every_model()
ON_DUTY = "y"
"""Marks what found nobody: for whoever is on duty alone."""
_NO_WORDS = {
    "a party of the court's case": (
        "allegiance.party",
        "conflict.held_party",
        "conflict.met_party",
        "intake.party",
    ),
    "a number of a carrier's, and what it says of it": (
        "carrier_reference.reference",
        "inbound_text.reference",
        "receipt.code",
        "receipt.reference",
        "receipt.standing",
    ),
    "a telephone number, which walled tables hold and every answer is searched for": (
        "inbound_text.number",
        "reachable.number",
        "shared_number.number",
        "stopped_number.number",
    ),
    "how somebody signs in, or a digest": (
        "credential.email",
        "credential.password_hash",
        "joining_link.password_hash",
        "live_session.device",
        "live_session.site",
        "subject_link.word_hash",
        "wall_key.id",
    ),
    "one of a fixed list": (
        "equality_answers.scheme",
        "look.act",
        "tally.measure",
        "work.kind",
    ),
    "what a desk is told to read: nothing of anybody, as tests/crawl/enquiries.py says": (
        "sent_enquiry.answer",
        "sent_enquiry.asked",
        "sent_enquiry.chased",
    ),
    "a reference, which every address that looks one up is asked for": (
        "case_reference.reference",
        "left_message.about",
    ),
}
WITHOUT_WORDS = {where: why for why, places in _NO_WORDS.items() for where in places}
"""Columns of sealed tables in which nobody's words stand, each with what stands there."""


def texts_of_sealed_tables() -> set[str]:
    """Every column of a sealed table in which words can stand."""
    return {
        f"{table.name}.{column.name}"
        for table in tables_of(Kind.SEALED)
        for column in table.columns
        if isinstance(column.type, JSON | String) and not isinstance(column.type, Enum)
    }


def leave_for_duty(made: "Parties", parties: Iterable["Party"]) -> None:
    """Somebody of each party passes on a message about nobody who is known."""
    for party in parties:
        _leave_for_duty(made, party)


def leave_in_passing(made: "Parties", parties: Iterable["Party"]) -> None:
    """What each party's people say that is in no table that anybody's queries read."""
    for party in parties:
        _leave_in_passing(made, party)


def _leave_for_duty(made: "Parties", party: "Party") -> None:
    words = f"Please ring {_word(made, party.tag, 'left_message.words', ON_DUTY)}"
    with made.world.session(made.accounts[party.email]) as session:
        passed = MessageToPass(uuid.uuid4(), f"Nobody Known{party.tag}", None, words)
        perform(session, pass_on_message, passed, now=made.means.clock.now())


def _leave_in_passing(made: "Parties", party: "Party") -> None:
    now, tag = made.means.clock.now(), party.tag
    with made.world.session(made.accounts[party.email]) as session:
        draft = {"name": f"Draft {_word(made, tag, 'draft.payload', tag)}"}
        perform(session, keep_draft, uuid.uuid4(), draft, now=now)
        payload = {"name": f"Somebody {_word(made, tag, 'intake.payload', UNUSED)}"}
        of, _ = party.case.party(party.side)
        typed = TypedReferral(uuid.uuid4(), party.case.number, of, payload)
        perform(session, receive_referral, typed, now=now)
    _seal_words(made, party)
    with made.world.database.owner_engine.begin() as owner:
        sender = _number_of(owner, made.canaries.compartment(tag))
        _answer_equality(made, party, owner)
    came = f"Late {_word(made, tag, 'inbound_text.words', UNUSED)}"
    with made.world.job() as session:
        handed_in = HandedIn(f"text of {tag}", sender, came, SaidOfNumber.NEITHER)
        perform(session, receive_text, handed_in, now=now)


def _number_of(owner: Connection, compartment_id: uuid.UUID) -> str:
    reachable = _sealed("reachable")
    of_party = select(reachable.c.number).where(reachable.c.compartment_id == compartment_id)
    return owner.scalars(of_party.limit(1)).one()


def _seal_words(made: "Parties", party: "Party") -> None:
    """The first witness says something by their link, and their caseworker seals it."""
    now, canaries = made.means.clock.now(), made.canaries
    words = f"Said {_word(made, party.tag, 'sealed_words.words', UNUSED)}"
    witnesses = canaries.of_compartment[canaries.compartment(party.tag)]
    first = next(one for one in witnesses if canaries.witnesses[one] == "0")
    answer = Answer(uuid.uuid4(), WitnessSays.NEED_TO_TALK, words=words)
    with made.world.session(link_viewer(first)) as theirs:
        perform(theirs, say, answer, now=now)
    said = select(WitnessAnswer.id).where(WitnessAnswer.request_id == answer.request_id)
    with made.world.session(made.accounts[party.email]) as session:
        perform(session, seal_answer, session.scalars(said).one(), now=now)


def _answer_equality(made: "Parties", party: "Party", owner: Connection) -> None:
    answers = _sealed("equality_answers")
    word = _word(made, party.tag, "equality_answers.answers", UNUSED)
    owner.execute(
        update(answers)
        .where(answers.c.compartment_id == made.canaries.compartment(party.tag))
        .values(answers={"sex": f"in their words {word}"})
    )


def _word(made: "Parties", tag: str, where: str, whose: str) -> str:
    """The word that marks one party's text of a sealed table; `whose` says who may meet it."""
    table, column = where.split(".")
    made.canaries.passing.add((tag, where))
    return mark(whose, _sealed(table), column)


def _sealed(name: str) -> Table:
    return Record.metadata.tables[f"sealed.{name}"]
