"""A solicitor, and a witness by their link, at the public site: all that they are answered."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from casework.partners.models import ReferredWitness
from casework.witnesses.models import Witness
from ethical_walls.accounts.models import OrganisationKind, Role
from tests.builders.accounts import Employer
from tests.builders.links import WORD
from tests.staff_site import QUICK, let_in
from tests.two_worlds.people import ABSENT, ListeningClient
from tests.two_worlds.scenario import CASE, EMAILS, PARTIES, Stage
from tests.two_worlds.transcripts import Transcript
from witness_app.perform import perform
from witness_app.sign_in.links import hash_word
from witness_app.witness_links import give_link

OWN_PAGES = ("", "/another-time", "/talk", "/details", "/the-day", "/places", "/appointment.ics")


@dataclass
class Solicitor:
    """Somebody of a firm that defends one party."""

    stage: Stage
    who: str
    transcript: Transcript

    def __post_init__(self) -> None:
        email = f"solicitor-{EMAILS[self.who]}"
        firm = Employer(f"Firm of the {self.who}", OrganisationKind.SOLICITORS_FIRM)
        let_in(self.stage.world, email, Role.SOLICITOR, name="Noor Aziz", employer=firm)
        self.client = ListeningClient(self.stage.public, self.transcript)
        self.client.sign_in(email)

    def refer(self, name: str, client: str) -> None:
        """Refer a witness for their own client."""
        address = f"{name.split(maxsplit=1)[0].lower()}@example.org"
        typed = {"name": name, "reach": address, "identifier": CASE}
        typed |= {"victim": "witness", "urgency": "ordinary"}
        self.client.get("/refer").send("Send the referral", typed | {"client": client})

    def say_and_look(self, name: str) -> None:
        """Say that the witness is stood down, and open every page there is."""
        one = self.client.get("/referred").follow(name)
        one.send("Stood down", {})
        self.stage.later(minutes=1)
        for path in ("/referred", one.path, "/to-tell", f"{one.path}/dates", f"{one.path}/hearing"):
            self.client.get(path)

    def probe(self, record_id: UUID) -> None:
        """Try what would be another firm's, or nobody's."""
        for path in (f"/referred/{record_id}", f"/referred/{record_id}/dates"):
            assert self.client.get(path).status == ABSENT


def answer_by_link(stage: Stage, who: str, witness: str, transcript: Transcript) -> None:
    """A witness opens their link, asks to be rung, and opens every page of their own."""
    with stage.world.session(stage.accounts[who]) as session:
        word = hash_word(WORD, "Sam", QUICK)
        given = perform(
            session, give_link, UUID(witness.rpartition("/")[2]), word, now=stage.clock.now()
        )
    client = ListeningClient(stage.public, transcript)
    client.get(f"/open/{given}").send("Open", {"word": WORD})
    client.get("/my-page/talk").send("Yes, ring me", {"words": "About the bus"})
    stage.later(minutes=1)
    for page in OWN_PAGES:
        client.get(f"/my-page{page}")


def record_of_others(stage: Stage, party: str) -> UUID:
    """A record of another firm's where there is any, else the id of nothing."""
    theirs = select(ReferredWitness.id).join(Witness, Witness.id == ReferredWitness.witness_id)
    with stage.world.owner() as owner:
        found = owner.scalars(theirs.where(Witness.party != party).limit(1)).first()
    return found or UUID(int=7)


def play_outside(stage: Stage, others: tuple[str, ...], witness: str) -> Transcript:
    """What a solicitor of the observer's party, and its witness by link, are answered.

    Another firm of the case has referred somebody of its own before, where it is there.
    """
    transcript = Transcript()
    if "second" in others:
        Solicitor(stage, "second", Transcript()).refer("Other Client", "Riley Stone")
    stage.later(minutes=1)
    answer_by_link(stage, "observer", witness, transcript)
    solicitor = Solicitor(stage, "observer", transcript)
    solicitor.refer("Kim Ashe", "Jordan Reed")
    stage.later(minutes=1)
    solicitor.say_and_look("Kim Ashe")
    solicitor.probe(record_of_others(stage, PARTIES["observer"]))
    return transcript
