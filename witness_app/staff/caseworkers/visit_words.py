"""How the pages of visits say states and reasons."""

from courts.london_time import spoken
from scheduling.replans.rules import Outcome, ReplanCause
from scheduling.visits.rules import CancelReason, Found, WhyNot

WHY_NOT = {
    WhyNot.NO_HEARING: "There is no hearing ahead to prepare for.",
    WhyNot.COURT_DOES_NOT_SIT: "Nobody has confirmed that trials are heard in this building now, "
    "so visits are not offered there.",
    WhyNot.NEEDS_NOT_LISTED: "The court is not known to have what the witness needs. Ring the "
    "court, then say on the court's page what it has.",
    WhyNot.HEARING_TOO_SOON: "The hearing is too soon: a visit needs a full day's notice, and a "
    "working day between it and the hearing.",
    WhyNot.NO_WINDOWS: "The court offers no visits in the days before the hearing.",
    WhyNot.OWN_VISIT_THEN: "The witness or the caseworker is elsewhere at every time that is left.",
    WhyNot.TIMES_NOT_OPEN: "The court has changed who is in this case, so some times change hands.",
    WhyNot.NONE_LEFT: "No place is left in this party's times before the hearing. Offer the "
    "in-court service, a call or a video tour, or ask the separation desk.",
}

LOOK_AGAIN = "They are not open yet. Look again later today."


def why_nothing(found: Found) -> tuple[str, ...]:
    """Why no time was found, and when times open where that is known."""
    said = tuple(WHY_NOT[why] for why in found.why_not)
    if WhyNot.TIMES_NOT_OPEN not in found.why_not:
        return said
    if found.opens_at is None:
        return (*said, LOOK_AGAIN)
    return (*said, f"They open for everybody on {spoken(found.opens_at)}.")


CANCEL_REASONS = {
    CancelReason.WITNESS_CANNOT_COME: "The witness cannot come then",
    CancelReason.WITNESS_DOES_NOT_WANT_IT: "The witness does not want a visit",
    CancelReason.CASEWORKER_CANNOT_COME: "The caseworker cannot come then",
    CancelReason.COURT_CANNOT_HAVE_US: "The court cannot have us then",
    CancelReason.NO_LONGER_NEEDED: "It is no longer needed",
}

NOT_HELD_REASONS = {
    CancelReason.WITNESS_CANNOT_COME: "The witness could not come",
    CancelReason.WITNESS_DOES_NOT_WANT_IT: "The witness did not want it",
    CancelReason.CASEWORKER_CANNOT_COME: "The caseworker could not come",
    CancelReason.COURT_CANNOT_HAVE_US: "The court could not have us",
    CancelReason.NO_LONGER_NEEDED: "It was no longer needed",
}

OUTCOMES = {
    Outcome.KEPT: "Unchanged",
    Outcome.MOVED: "Moved",
    Outcome.CANNOT_BE_PLACED: "Cancelled",
}

CAUSES = {
    ReplanCause.HEARING_MOVED: "The court has moved the hearing",
    ReplanCause.HEARING_VACATED: "The court has taken the hearing out of its list",
    ReplanCause.PARTIES_CHANGED: "The plan of times for this case has changed",
}
