"""Links for tests: given by a witness's own caseworker, with a word that everybody knows."""

import uuid

from tests.builders.casework import MadeWitness
from tests.moment import NOW
from tests.staff_site import QUICK
from tests.world import World
from witness_app.perform import perform
from witness_app.sign_in.links import hash_word
from witness_app.witness_links import give_link

WORD = "Bluebell 7"


def a_link(world: World, witness: MadeWitness, word: str = WORD) -> uuid.UUID:
    """A link of a witness; what stands in its address."""
    with world.session(witness.caseworker) as session:
        return perform(session, give_link, witness.id, hash_word(word, "Ada Yeo", QUICK), now=NOW)
