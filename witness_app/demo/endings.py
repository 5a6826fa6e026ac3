"""What a caseworker of the demo does for a witness: visits, links, handovers, outcomes."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.answers.actions import say
from casework.answers.rules import Answer, AnswerKind
from casework.handovers.actions import answer_handover
from casework.handovers.queries import handovers_of
from casework.handovers.rules import PACKS, Day, HandoverKind, Pack, PackField
from casework.handovers.rules import AnswerKind as HandoverAnswerKind
from casework.outcomes.actions import report_outcome
from casework.outcomes.rules import OffenceKind, Outcome, OutcomeSays, SentenceKind
from casework.witnesses.queries import witness_of
from courts.cases.queries import case_of_group
from courts.hearings.queries import next_trial
from courts.london_time import london_day
from ethical_walls.sessions import WalledSession
from scheduling.offers.actions import offer_places
from scheduling.offers.queries import find_places_to_offer
from scheduling.visits.actions import book_visit
from scheduling.visits.queries import find_times, visits_of
from witness_app.demo.cases import MERCER, REED_AND_STONE, Calendar
from witness_app.demo.people import Colleague
from witness_app.demo.stage import GivenLink, Stage
from witness_app.demo.witnesses import InventedWitness
from witness_app.handover_links import offer_with_link
from witness_app.packs import RECEIVERS, suggested
from witness_app.sign_in.links import hash_word
from witness_app.witness_links import give_link

WITNESSES_WORD, RECEIVERS_WORD = "Bluebell 7", "Teasel 42"
PLACES_OFFERED = 3
MONTHS = 36


TRIALS_THAT_MOVE = frozenset({REED_AND_STONE, MERCER})


@dataclass(frozen=True)
class Case:
    """One invented witness in the care of their caseworker."""

    stage: Stage
    invented: InventedWitness
    caseworker: Colleague
    witness_id: uuid.UUID

    def act(
        self,
        action: Callable[..., Any],
        *given: Any,  # noqa: ANN401 - whatever the action takes
        **named: Any,  # noqa: ANN401 - the same
    ) -> Any:  # noqa: ANN401 - whatever the action gives
        """Their caseworker does one thing."""
        return self.stage.act(self.caseworker, action, *given, **named)

    def looking(self) -> WalledSession:
        """A session of their caseworker."""
        return self.stage.looking(self.caseworker)


def book(case: Case) -> None:
    """Book the first lawful time from a day that a caseworker would choose."""
    with case.looking() as session:
        found = find_times(session, case.witness_id, now=_would_choose_from(case), limit=1)
    (slot,) = found.times
    case.act(book_visit, case.witness_id, slot.slot_id, uuid.uuid4())


def _would_choose_from(case: Case) -> datetime:
    """In the last week before a trial that will move, so that the visit is in its way."""
    now = case.stage.now
    if case.invented.case not in TRIALS_THAT_MOVE:
        return case.stage.clock.now()
    return now + (Calendar(london_day(now)).visits_from - london_day(now))


def offer_times(case: Case) -> None:
    """Put three places to them."""
    with case.looking() as session:
        found = find_places_to_offer(session, case.witness_id, now=case.stage.clock.now())
    slots = tuple(place.slot_id for place in found.times[:PLACES_OFFERED])
    case.act(offer_places, case.witness_id, slots, uuid.uuid4())


def give_them_their_link(case: Case) -> None:
    """Make their link, with a word that they chose."""
    word_hash = hash_word(WITNESSES_WORD, case.invented.name)
    token = case.act(give_link, case.witness_id, word_hash)
    whose = f"{case.invented.name}, a witness"
    case.stage.given.append(GivenLink(whose, f"/open/{token}", WITNESSES_WORD))


def say_that_they_can_come(case: Case) -> None:
    """On their own page they press yes."""
    with case.looking() as session:
        (visit,) = visits_of(session, [case.witness_id])
    answer = Answer(uuid.uuid4(), AnswerKind.CAN_COME, visit.visit_id, visit.version)
    case.stage.act_by_link(case.witness_id, say, answer)


def report_the_sentence(case: Case) -> None:
    """The court sentenced; the caseworker enters it, and what follows is owed."""
    with case.looking() as session:
        witness = witness_of(session, case.witness_id)
        place = (witness.compartment_id, witness.id)
    says = OutcomeSays(
        request_id=uuid.uuid4(),
        outcome=Outcome.CONVICTED,
        decided_on=london_day(case.stage.clock.now()),
        offence=OffenceKind.VIOLENT,
        sentence=SentenceKind.IMPRISONMENT,
        months=MONTHS,
    )
    case.act(report_outcome, place, says)


def offer_the_scheme(case: Case) -> None:
    """They want it: what they agreed to is offered, and its link given to the receiver."""
    token = _offer(case, HandoverKind.VICTIM_CONTACT_SCHEME, None)
    whose = f"The Victim Contact Scheme, asked to take {case.invented.name} on"
    case.stage.given.append(GivenLink(whose, f"/open/{token}", RECEIVERS_WORD))


def hand_over_for_the_day(case: Case) -> None:
    """For the day of the trial they are offered to the in-court service of that court."""
    with case.looking() as session:
        witness = witness_of(session, case.witness_id)
        published = case_of_group(session, witness.group_id)
        trial = next_trial(session, published.id, london_day(case.stage.now))  # type: ignore[union-attr]
    day = Day(trial.court_id, trial.starts_on, trial.hearing_id, trial.number)  # type: ignore[union-attr]
    _offer(case, HandoverKind.IN_COURT_SERVICE, day)


def accept_at_court(case: Case) -> None:
    """The in-court service accepts."""
    with case.looking() as session:
        (handover,) = handovers_of(session, case.witness_id)
    said = (uuid.uuid4(), HandoverAnswerKind.ACCEPTED)
    case.stage.act_by_link(handover.id, answer_handover, said, ("Jo Lindgren", ""))


def _offer(case: Case, kind: HandoverKind, day: Day | None) -> uuid.UUID:
    with case.looking() as session:
        known = suggested(session, witness_of(session, case.witness_id))
    arrival = {PackField.ARRIVAL: "9am, by the side entrance"} if day else {}
    fields = {field: words for field, words in (known | arrival).items() if words}
    agreed = {field: fields[field] for field in PACKS[kind] if field in fields}
    pack = Pack(uuid.uuid4(), kind, RECEIVERS[kind], agreed, day)
    word_hash = hash_word(RECEIVERS_WORD, case.invented.name)
    token: uuid.UUID = case.act(offer_with_link, case.witness_id, pack, word_hash)
    return token
