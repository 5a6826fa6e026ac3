"""What the separation desk is told when a caseworker asks: worked out in their own eyes."""

from datetime import datetime
from uuid import UUID

from casework.access_needs.queries import live_needs
from casework.assessments.day import Companion
from casework.assessments.queries import live_assessment
from casework.enquiries.rules import CourtTimes, SeparationFacts
from ethical_walls.sessions import WalledSession
from scheduling.visits.elsewhere import OwnTimes, own_times
from scheduling.visits.rules import HearingNotPublished

ENOUGH_TIMES = 2
"""With fewer lawful times than this the desk may be asked (design section 5)."""
COMES_TOO = frozenset({Companion.FAMILY_OR_FRIEND, Companion.CARER, Companion.SUPPORT_WORKER})


def separation_facts(
    session: WalledSession, witness_id: UUID, request_id: UUID, *, now: datetime
) -> SeparationFacts:
    """Structure and times, by what is published and what this party has; nobody is named.

    Raises:
        WitnessNotFound: There is no such witness in view.
    """
    found = _own_times(session, witness_id, now)
    assessment = live_assessment(session, witness_id)
    is_accompanied = assessment is not None and assessment.companion in COMES_TOO
    return SeparationFacts(
        request_id=request_id,
        hearing_id=found.hearing_id if found else None,
        parties=found.parties if found else 0,
        court_name=found.court_name if found else "",
        until=found.until if found else None,
        people=1 + is_accompanied,
        needs=tuple(sorted(need.need.value for need in live_needs(session, witness_id))),
        courts=tuple(
            CourtTimes(court.court_id, court.court_name, court.times)
            for court in (found.courts if found else ())
        ),
    )


def _own_times(session: WalledSession, witness_id: UUID, now: datetime) -> OwnTimes | None:
    try:
        return own_times(session, witness_id, now)
    except HearingNotPublished:
        return None
