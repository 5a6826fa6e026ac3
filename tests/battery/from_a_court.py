"""Ways of a court's own team: at a handover that is not for its court, and at what is no team's."""

import uuid
from datetime import timedelta

from sqlalchemy import text

from casework.handovers.models import HandoverAnswer
from ethical_walls.records import Kind, tables_of
from tests.battery.from_outside import added
from tests.battery.ground import LATER
from tests.battery.outsiders import Reach, Who, reads, refused, tells

NOBODYS_COURT = uuid.UUID(int=9)


def own_court(a: Reach) -> uuid.UUID:
    """The court that the team hosts."""
    (court_id,) = a.session.execute(text("SELECT wall.courts_served()")).scalar_one()
    found: uuid.UUID = court_id
    return found


@reads(Who.HOST)
def a_handover_as_a_team(a: Reach) -> object:
    return a.sql("SELECT * FROM handover WHERE id = :handover_id")


@reads(Who.HOST)
def what_was_agreed_as_a_team(a: Reach) -> object:
    return a.sql("SELECT * FROM handover_field WHERE handover_id = :handover_id")


@reads(Who.HOST)
def a_handover_by_its_address_as_a_team(a: Reach) -> object:
    return a.page(f"/at-court/handovers/{a.target.handover_id}")


@tells(Who.HOST)
def an_answer_added_as_a_team(a: Reach) -> object:
    given = {"handover_id": a.target.handover_id, "court_id": own_court(a)}
    return added(a, HandoverAnswer, **given)


@refused(Who.HOST)
def an_answer_for_a_court_that_is_not_ones_own(a: Reach) -> object:
    given = {"handover_id": a.target.handover_id, "court_id": NOBODYS_COURT}
    return added(a, HandoverAnswer, **given)


@refused(Who.HOST)
def an_answer_that_names_no_court(a: Reach) -> object:
    return added(a, HandoverAnswer, handover_id=a.target.handover_id)


@refused(Who.HOST)
def an_answer_sent_by_address_as_a_team(a: Reach) -> object:
    if a.is_own:
        return "not tried"
    here = f"/at-court/handovers/{a.target.handover_id}"
    return a.sent(here, kind="accepted", request_id=uuid.UUID(int=2))


@refused(Who.HOST)
def tables_that_no_team_reads(a: Reach) -> object:
    closed = [table for table in tables_of(Kind.WALLED) if not table.info["court_column"]]
    return [a.sql(f"SELECT * FROM {table.name}") for table in closed]  # noqa: S608


@refused(Who.HOST)
def rows_changed_as_a_team(a: Reach) -> object:
    return [
        a.sql("UPDATE handover SET state = 'accepted' WHERE id = :handover_id"),
        a.sql("UPDATE handover_field SET shown_at_court = NULL WHERE handover_id = :handover_id"),
        a.sql("UPDATE hosted_visit SET companions = 7 WHERE visit_id = :visit_id"),
        a.sql("UPDATE visit SET version = 7 WHERE id = :visit_id"),
        a.sql("UPDATE court SET name = 'Another'"),
    ]


@refused(Who.HOST)
def a_hearing_said_of_a_visit_as_a_team(a: Reach) -> object:
    said = "SELECT wall.note_hosted_for(:compartment_id, :visit_id, :court, :hearing, 1)"
    return a.sql(said, court=own_court(a), hearing=NOBODYS_COURT)


@refused(Who.HOST)
def another_court_taken_by_a_team(a: Reach) -> object:
    mine = a.outsider.viewer.organisation_id
    return a.sql("INSERT INTO sealed.hosting VALUES (:mine, :court, :at)", mine=mine, court=mine)


@refused(Who.HOST)
def the_hearings_of_visits_read_as_a_team(a: Reach) -> object:
    return a.sql("SELECT hearing_id FROM sealed.hosted_for WHERE visit_id = :visit_id")


@refused(Who.HOST)
def a_referral_typed_as_a_team(a: Reach) -> object:
    typed = "SELECT wall.receive_referral(:request, 'T20267001', 'prosecution', '{}', :at)"
    return a.sql(typed, request=a.target.answered_id)


@refused(Who.HOST)
def a_clearance_ended_or_work_posted_as_a_team(a: Reach) -> object:
    return a.sql(
        "SELECT wall.post_work('intake', :compartment_id, :later, :visit_id, 0)",
        later=LATER + timedelta(days=1),
    )


@refused(Who.HOST)
def pages_of_others_as_a_team(a: Reach) -> object:
    asked = (
        f"/witnesses/{a.target.witness_id}",
        f"/visits/{a.target.visit_id}/cancel",
        f"/referred/{a.target.record_id}",
        f"/days-at-court/{a.target.court_day_id}",
    )
    return [a.page(path) for path in asked]
