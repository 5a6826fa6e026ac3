"""Who has looked at one witness's record: times, names and pages, from the access log."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, union_all

from casework.answers.models import WitnessAnswer
from casework.concerns.models import Concern
from casework.court_days.models import CourtDay
from casework.handovers.models import Handover
from casework.partners.models import ReferredWitness
from casework.reported_hearings.models import ReportedHearing
from casework.statements.models import StatementTask
from casework.tasks.models import Task
from casework.tellings.models import Telling
from ethical_walls.access_log.queries import looks_at
from ethical_walls.sessions import WalledSession
from notifications.messages.models import Message
from notifications.replies.models import Reply
from scheduling.remote_visits.models import RemoteVisit
from scheduling.visits.models import Visit
from witness_app.names import names_of

PAGE = 50
BELONGING = (
    Concern,
    CourtDay,
    Handover,
    Message,
    ReferredWitness,
    RemoteVisit,
    Reply,
    ReportedHearing,
    StatementTask,
    Task,
    Telling,
    Visit,
    WitnessAnswer,
)
"""What of a witness has a page of its own: a look at it is a look at their record."""


@dataclass(frozen=True)
class SeenBy:
    """One look: when, by whom, and at which page by the name of its endpoint."""

    at: datetime
    who: str
    act: str


def who_looked(session: WalledSession, witness_id: UUID, number: int) -> tuple[list[SeenBy], bool]:
    """One page of the looks at a witness whom the viewer sees, newest first.

    Args:
        session: The viewer's.
        witness_id: A witness read through this session.
        number: Which page, from 1.

    Returns:
        The looks, and whether there are older ones.
    """
    ids = union_all(*(select(m.id).where(m.witness_id == witness_id) for m in BELONGING))
    subjects = [witness_id, *session.scalars(ids)]
    found = looks_at(session, subjects, passing_over=(number - 1) * PAGE, at_most=PAGE + 1)
    names = names_of(session, (line.account_id for line in found))
    lines = [
        SeenBy(line.at, names.get(line.account_id, "") if line.account_id else "", line.act)
        for line in found[:PAGE]
    ]
    return lines, len(found) > PAGE
