"""Days at court in the demo: one of which it was said what became, and one that is asked about."""

import uuid
from datetime import datetime

from casework.court_days.actions import tell_of_day
from casework.court_days.queries import court_days
from casework.court_days.rules import Became, DaySays
from casework.tasks.actions import finish_task
from casework.tasks.queries import open_tasks
from courts.london_time import london_day
from ethical_walls.work import post_work_of_the_day
from scheduling.visit_records.actions import record_visit
from scheduling.visit_records.rules import EvidenceTalk, Happened, Shown, VisitFormat, WasThere
from scheduling.visits.queries import visits_of
from witness_app.demo.endings import Case, book
from witness_app.demo.stage import Life, Stage
from witness_app.perform import perform

DAYS_LOOKED_AT = 4


def new_days(stage: Stage) -> Life:
    """What the ticker does as each of the last days begins."""
    for days_ago in range(DAYS_LOOKED_AT, 0, -1):
        yield stage.day(days_ago, 7)
        begin_day(stage)
    yield stage.ago(minutes=2)
    begin_day(stage)


def begin_day(stage: Stage) -> None:
    """Every party looks at its days at court, and counts."""
    with stage.means.database.service_session() as session:
        perform(session, post_work_of_the_day, now=stage.clock.now())


def visited_then_at_court(case: Case) -> Life:
    """They saw the court in time; of their trial on the last working day nobody has said more."""
    yield case.stage.day(case.invented.since - 3, 15)
    book(case)
    with case.looking() as session:
        (visit,) = visits_of(session, [case.witness_id])
    yield visit.ends_at
    case.act(record_visit, visit.visit_id, as_planned(case.stage.clock.now()))


def as_planned(now: datetime) -> Happened:
    """A visit in the format that was agreed, at which the evidence did not come up."""
    return Happened(
        format=VisitFormat.IN_COURTROOM,
        approved_by="The resident judge",
        approved_on=london_day(now),
        there=frozenset({WasThere.COURT_STAFF, WasThere.WITNESS_SERVICE}),
        room="Court 4",
        shown=frozenset({Shown.COURTROOM, Shown.WITNESS_BOX, Shown.WAITING_ROOM}),
        evidence=EvidenceTalk.NOT_DISCUSSED,
    )


def gave_evidence(case: Case) -> Life:
    """Whoever called them says that they came and gave evidence; they are thanked the day after."""
    yield case.stage.day(4, 17)
    partner = case.invented.referrer
    with case.stage.looking(partner) as session:
        (day,) = (one for one in court_days(session) if one.witness_id == case.witness_id)
    case.stage.act(partner, tell_of_day, day.id, DaySays(uuid.uuid4(), Became.GAVE_EVIDENCE))
    yield case.stage.day(3, 10)
    with case.looking() as session:
        waiting = [t.id for t in open_tasks(session, [case.witness_id]) if "court day" in t.cause]
    for task_id in waiting:
        case.act(finish_task, task_id)
