"""How cases end, for tests: reported by who looks after the witness, and taken in by the job."""

import uuid
from dataclasses import replace
from datetime import date, datetime

from casework.outcomes.actions import report_outcome, take_in_outcomes
from casework.outcomes.rules import OffenceKind, Outcome, OutcomeSays, SentenceKind
from casework.witnesses.queries import witness_of
from casework.witnesses.rules import WitnessRole
from courts.london_time import london_day
from ethical_walls.sessions import WalledSession
from tests.builders.casework import MadeWitness, put_right
from tests.moment import NOW
from tests.world import World
from witness_app.perform import perform

TODAY = NOW.date()


def two_years(on: date = TODAY, **change: object) -> OutcomeSays:
    """A conviction with a sentence that the Victim Contact Scheme covers, but for a change."""
    says = OutcomeSays(
        request_id=uuid.uuid4(),
        outcome=Outcome.CONVICTED,
        decided_on=on,
        offence=OffenceKind.VIOLENT,
        sentence=SentenceKind.IMPRISONMENT,
        months=24,
    )
    return replace(says, **change)  # type: ignore[arg-type]  # one of its own fields


def convicted(on: date = TODAY) -> OutcomeSays:
    """A conviction whose sentence is still to come."""
    return OutcomeSays(uuid.uuid4(), Outcome.CONVICTED, on)


def acquitted(on: date = TODAY) -> OutcomeSays:
    """An acquittal."""
    return OutcomeSays(uuid.uuid4(), Outcome.ACQUITTED, on)


def reported(world: World, made: MadeWitness, says: OutcomeSays, at: datetime = NOW) -> None:
    """The caseworker reports an outcome, and its job takes it in."""
    with world.session(made.caseworker) as session:
        perform(session, report_outcome, (made.compartment_id, made.id), says, now=at)
    with world.job(made.compartment_id) as session:
        perform(session, take_in_outcomes, now=at)


def a_victim_after_sentence(world: World, made: MadeWitness) -> None:
    """Make a witness somebody to whom the Victim Contact Scheme may be offered."""
    put_right(world, made, role=WitnessRole.COMPLAINANT)
    reported(world, made, two_years())


def say_they_were_sentenced(session: WalledSession, witness_id: uuid.UUID, now: datetime) -> None:
    """Whoever looks after a witness reports the sentence; the job takes it in when it runs."""
    place = (witness_of(session, witness_id).compartment_id, witness_id)
    perform(session, report_outcome, place, two_years(london_day(now)), now=now)
