"""What may be handed over of a witness, in the words that stand today, for the consent screen."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select

from casework.access_needs.queries import live_needs
from casework.access_needs.rules import ACCESS_NEED_WORDS
from casework.assessments.day import COMPANION_WORDS, TRAVEL_WORDS, Companion, Travel
from casework.assessments.queries import live_assessment
from casework.contact_plans.queries import live_plan
from casework.handovers.rules import HandoverKind, HandoverState, PackField
from casework.languages import language_name
from casework.outcomes.queries import standing_outcome
from casework.outcomes.rules import SENTENCE_WORDS
from casework.partners.models import ReferredWitness
from casework.partners.queries import words_of
from casework.partners.rules import MEASURE_WORDS, in_force
from casework.witnesses.models import Witness
from casework.witnesses.rules import InterpreterNeed
from courts.london_time import spoken_day
from ethical_walls.sessions import WalledSession
from witness_app.site.telephones import as_dialled

FIELD_WORDS = {
    PackField.NAME: "Name",
    PackField.CALLED_BY: "Who calls them",
    PackField.REACH: "How to reach them",
    PackField.LANGUAGE: "Language and interpreter",
    PackField.ACCESS_NEEDS: "What they need to be able to come",
    PackField.MEASURES: "Special measures granted",
    PackField.ARRIVAL: "When and by which way they arrive",
    PackField.COMPANION: "Who comes with them",
    PackField.SENTENCE: "The sentence",
    PackField.CASE_NUMBER: "Case number",
}
RECEIVERS = {
    HandoverKind.IN_COURT_SERVICE: "The in-court Witness Service",
    HandoverKind.VICTIM_CONTACT_SCHEME: "The Victim Contact Scheme (probation)",
}
HANDOVER_TAGS = {
    HandoverState.OFFERED: "Offered",
    HandoverState.ACCEPTED: "Accepted",
    HandoverState.QUERIED: "Queried",
    HandoverState.REFUSED: "Refused",
    HandoverState.LAPSED: "Lapsed",
    HandoverState.TAKEN_BACK: "Taken back",
}

UNSETTLED = frozenset({Companion.NOT_SETTLED, Travel.NOT_SETTLED})


def suggested(session: WalledSession, witness: Witness) -> dict[PackField, str]:
    """The words that the consent screen begins with; empty where nothing is known.

    Args:
        session: Of somebody who looks after the witness.
        witness: Whom.
    """
    assessment = live_assessment(session, witness.id)
    companion = assessment.companion if assessment else None
    travel = assessment.travel if assessment else None
    return {
        PackField.NAME: witness.name,
        PackField.CALLED_BY: witness.party_label,
        PackField.REACH: _reach(session, witness.id),
        PackField.LANGUAGE: _language(witness),
        PackField.ACCESS_NEEDS: ", ".join(
            ACCESS_NEED_WORDS[need.need] for need in live_needs(session, witness.id)
        ),
        PackField.MEASURES: _measures(session, witness.id),
        PackField.ARRIVAL: _of_the_day(travel, TRAVEL_WORDS),
        PackField.COMPANION: _of_the_day(companion, COMPANION_WORDS),
        PackField.SENTENCE: _sentence(session, witness.id),
        PackField.CASE_NUMBER: session.scalar(
            select(ReferredWitness.identifier).where(ReferredWitness.witness_id == witness.id)
        )
        or "",
    }


def _of_the_day(chosen: StrEnum | None, words: Mapping[Any, str]) -> str:
    """What they said of the day; empty where nobody asked, or where it is not settled."""
    return "" if chosen in UNSETTLED or chosen is None else words[chosen]


def _reach(session: WalledSession, witness_id: UUID) -> str:
    """The confirmed way to reach them; one that nobody confirmed is not handed on."""
    plan = live_plan(session, witness_id)
    return as_dialled(plan.address) if plan is not None and plan.confirmed_at is not None else ""


def _language(witness: Witness) -> str:
    interpreter = {InterpreterNeed.NEEDED: ", with an interpreter"}
    return language_name(witness.language) + interpreter.get(witness.interpreter_needed, "")


def _measures(session: WalledSession, witness_id: UUID) -> str:
    """What stands granted, by the court's latest word on each: what was refused since is gone."""
    said = [(word.kind, word.measure) for word in words_of(session, [witness_id])]
    return ", ".join(MEASURE_WORDS[measure] for measure in in_force(said))


def _sentence(session: WalledSession, witness_id: UUID) -> str:
    stands = standing_outcome(session, witness_id)
    if stands is None or stands.says.sentence is None:
        return ""
    says = stands.says
    term = f" of {says.months} months" if says.months else ""
    return f"{SENTENCE_WORDS[stands.says.sentence]}{term}, {_day(says.decided_on)}"


def _day(day: date) -> str:
    return spoken_day(day)
