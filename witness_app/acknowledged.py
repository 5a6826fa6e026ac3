"""Whether each visit is acknowledged by its witness: by text, or on their own page."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from casework.answers.models import WitnessAnswer
from casework.answers.rules import ABOUT_A_VISIT, AnswerKind
from ethical_walls.sessions import WalledSession
from notifications.replies.queries import acknowledgements
from notifications.replies.rules import Acknowledgement
from scheduling.visits.queries import VisitSummary

WORDS = {
    Acknowledgement.ACKNOWLEDGED: "Acknowledged",
    Acknowledgement.CANNOT_COME: "Cannot come",
    Acknowledgement.NOT_YET: "No answer yet: ring",
}
SAID_ON_THEIR_PAGE = {
    AnswerKind.CAN_COME: "Acknowledged",
    AnswerKind.CANNOT_COME: "Cannot come",
    AnswerKind.ANOTHER_TIME: "Asked for another time",
}
"""The tags of `witness_app.site.states`, by what they stand for."""


def acknowledged(session: WalledSession, visits: Sequence[VisitSummary]) -> dict[UUID, str]:
    """What each live visit's witness has answered last, in the tag's words.

    A visit that nobody has been written to about has none: somebody rings about it anyway.
    """
    live = {visit.visit_id: visit for visit in visits if visit.is_live}
    texted = acknowledgements(session, live)
    found = {visit_id: WORDS[answered.standing] for visit_id, answered in texted.items()}
    for answer in _answers(session, live):
        before = texted[answer.about_id].at if answer.about_id in texted else None
        if answer.about_id and (before is None or before < answer.said_at):
            found[answer.about_id] = SAID_ON_THEIR_PAGE[answer.kind]
    return found


def _answers(session: WalledSession, live: dict[UUID, VisitSummary]) -> list[WitnessAnswer]:
    answers = session.scalars(
        select(WitnessAnswer)
        .where(
            WitnessAnswer.about_id.in_(live),
            WitnessAnswer.kind.in_(ABOUT_A_VISIT),
            WitnessAnswer.too_late_at.is_(None),
        )
        .order_by(WitnessAnswer.said_at, WitnessAnswer.id)
    )
    return [a for a in answers if a.about_id and a.about_version == live[a.about_id].version]
