"""What a court's own teams are told of a visit: gathered here, and kept true with the visit."""

from datetime import datetime
from uuid import UUID

from casework.assessments.day import Companion
from casework.assessments.events import AssessmentRefusedByWitness, NeedsAssessed
from casework.assessments.queries import live_assessment
from casework.partners.events import NeedsShared
from casework.partners.queries import needs_that_partners_see
from ethical_walls.sessions import WalledSession
from scheduling.hosted_visits.actions import (
    keep_hosted,
    keep_those_of_hearing,
    keep_those_of_witness,
)
from scheduling.hosted_visits.rules import Brought, brought_with
from scheduling.replans.events import ReplanConfirmed
from scheduling.replans.models import Replan
from scheduling.visit_records.events import VisitDone, VisitNotHeld
from scheduling.visits.events import (
    VisitBooked,
    VisitCancelled,
    VisitConfirmed,
    VisitMoved,
    VisitReleased,
)

VisitChange = (
    VisitBooked
    | VisitConfirmed
    | VisitMoved
    | VisitReleased
    | VisitCancelled
    | VisitDone
    | VisitNotHeld
)
ONE_MORE = frozenset({Companion.FAMILY_OR_FRIEND, Companion.CARER, Companion.SUPPORT_WORKER})
"""Companions who come beside the witness and the caseworker."""


def tell_its_hosts(session: WalledSession, event: VisitChange, *, now: datetime) -> None:
    """What the court's teams read of a visit is true again in the act that changes it."""
    keep_hosted(session, event.visit_id, brought_by(session, event.witness_id), now=now)


def tell_hosts_what_is_brought(
    session: WalledSession,
    event: NeedsShared | NeedsAssessed | AssessmentRefusedByWitness,
    *,
    now: datetime,
) -> None:
    """Who comes along, or what the court may know of the witness's needs, is settled anew."""
    brought = brought_by(session, event.witness_id)
    keep_those_of_witness(session, event.witness_id, brought, now=now)


def tell_hosts_that_visits_stand(
    session: WalledSession,
    event: ReplanConfirmed,
    *,
    now: datetime,  # noqa: ARG001 - every reaction is told the time
) -> None:
    """Visits that the re-plan kept serve the hearing's newest version, so they are expected."""
    replan = session.get_one(Replan, event.replan_id)
    keep_those_of_hearing(session, replan.compartment_id, event.hearing_id)


def brought_by(session: WalledSession, witness_id: UUID) -> Brought:
    """Who and what comes with a witness to a visit, as far as the court may know it."""
    assessment = live_assessment(session, witness_id)
    companion = assessment.companion if assessment else None
    shared = needs_that_partners_see(session, witness_id)
    return brought_with(shared, companions=1 if companion in ONE_MORE else 0)
