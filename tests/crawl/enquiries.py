"""What each party of the crawl's world asks the desks; those of the first are answered.

A desk reads its own copies, and those alone: what it is told there it may read. So the words that
mark a side stand in the walled enquiries, where planting puts them, and never in the copies, which
say "Please ring after four" and nothing of anybody. A mark that a desk meets came through the wall.
"""

from typing import TYPE_CHECKING

from sqlalchemy import select

from casework.enquiries.rules import Authority, EnquiryAnswer, Suggestion
from casework.witnesses.models import Witness
from ethical_walls.enquiries.actions import answer_enquiry, desks_of, enquiries_for_desk
from ethical_walls.enquiries.models import Desk
from tests.builders.enquiries import ask_desk
from tests.moment import NOW
from witness_app.perform import perform

if TYPE_CHECKING:
    from tests.crawl.parties import Parties

ANSWERS = {
    Desk.SAFEGUARDING: EnquiryAnswer("The ward knows", Authority.HEALTH, NOW),
    Desk.CASE_PROGRESSION: EnquiryAnswer("It stands as listed"),
    Desk.SEPARATION: EnquiryAnswer(suggestion=Suggestion.BY_VIDEO),
}


def ask_the_desks(made: "Parties", caseworkers: list[str], neither: list[str]) -> None:
    """Each caseworker asks every desk about their first witness; the first are answered."""
    now = made.means.clock.now()
    for email in caseworkers:
        with made.world.session(made.accounts[email]) as session:
            first = session.scalars(select(Witness.id).order_by(Witness.name)).first()
            for desk in Desk if first else ():
                ask_desk(session, first, desk, now=now)
        if email == caseworkers[0]:
            _answer_all(made, neither)


def _answer_all(made: "Parties", neither: list[str]) -> None:
    now = made.means.clock.now()
    for viewer in (made.accounts[email] for email in neither if email in made.accounts):
        with made.world.session(viewer) as session:
            for desk in desks_of(viewer):
                for one in enquiries_for_desk(session, desk, now):
                    perform(session, answer_enquiry, one.id, ANSWERS[desk].facts(), now=now)
