"""Ways through the doors: the few functions that may do what a viewer may not."""

import json
import uuid

from ethical_walls.accounts.service import service_viewer
from tests.battery.ground import LATER, Attempt, refused, tells

PROSECUTION = "prosecution"


@tells
def work_posted_to_a_compartment(a: Attempt) -> object:
    return a.sql("SELECT wall.post_work('dispatch', :compartment_id, :at, NULL, 0)", at=LATER)


@refused
def where_work_is_due(a: Attempt) -> object:
    return a.sql("SELECT * FROM wall.compartments_with_work('intake', :at)", at=LATER)


@refused
def every_party_told(a: Attempt) -> object:
    acts = [{"the_group": str(a.target.compartment_id), "parties": [PROSECUTION], "version": 1}]
    return a.sql(
        "SELECT wall.post_work_to_parties('replan', cast(:acts AS jsonb), :at)",
        acts=json.dumps(acts),
        at=LATER,
    )


@refused
def work_taken_off_the_list(a: Attempt) -> object:
    return a.sql("SELECT wall.finish_work('intake', 9999999, :at)", at=LATER)


@refused
def the_subjects_of_work(a: Attempt) -> object:
    return a.sql("SELECT * FROM wall.subjects_of_work('replan', :at)", at=LATER)


@refused
def whether_every_party_has_answered(a: Attempt) -> object:
    return a.sql("SELECT wall.is_answered('release', :compartment_id)")


@refused
def referrals_that_wait(a: Attempt) -> object:
    return a.sql("SELECT * FROM wall.intake_items()")


@refused
def a_referral_marked_as_taken_in(a: Attempt) -> object:
    item = intake_of(a, a.target.request_id)
    return a.sql("SELECT wall.taken_in(:item, :at)", item=item, at=LATER)


@refused
def somebodys_clearance_ended(a: Attempt) -> object:
    return a.sql("SELECT wall.end_clearance(:caseworker_id, :at)", at=LATER)


@refused
def somebodys_clearance_ended_by_a_job_elsewhere(a: Attempt) -> object:
    with a.world.session(service_viewer(uuid.uuid4())) as session:
        Attempt(a.ground, session, a.target).sql(
            "SELECT wall.end_clearance(:caseworker_id, :at)", at=LATER
        )
        session.commit()
    return "done"


@refused
def a_caseworker_asked_for_elsewhere(a: Attempt) -> object:
    return a.sql(
        "SELECT wall.propose_caseworker(:compartment_id, :party, NULL, '{}', :at)",
        party=PROSECUTION,
        at=LATER,
    )


@refused
def groups_joined_by_somebody_who_may_not(a: Attempt) -> object:
    lists = json.dumps([["T20267001", "T20267099"]])
    return a.sql(
        "SELECT * FROM wall.publish_groups(cast(:lists AS jsonb), :at)", lists=lists, at=LATER
    )


@refused
def the_same_request_typed_by_another(a: Attempt) -> object:
    found = a.sql(
        "SELECT wall.receive_referral(:request_id, 'T20267777', :party,"
        " cast(:words AS jsonb), :at)",
        party=PROSECUTION,
        words=json.dumps({}),
        at=LATER,
    )
    a.session.rollback()
    return found


@tells
def a_compartment_among_ones_own(a: Attempt) -> object:
    return a.sql("SELECT cast(:compartment_id AS uuid) = ANY(wall.compartments())")


@refused
def the_units_of_others(a: Attempt) -> object:
    return a.sql("SELECT wall.units(), wall.audiences()")


@tells
def an_enquiry_sent_for_a_compartment(a: Attempt) -> object:
    return a.sql(
        "SELECT wall.send_enquiry(gen_random_uuid(), 'safeguarding', :compartment_id,"
        " cast(:words AS jsonb), :at, :at)",
        words=json.dumps({}),
        at=LATER,
    )


@refused
def what_a_desk_was_asked(a: Attempt) -> object:
    return a.sql("SELECT * FROM wall.enquiries_for_desk('safeguarding', :at)", at=LATER)


@refused
def an_enquiry_answered(a: Attempt) -> object:
    return a.sql(
        "SELECT wall.answer_enquiry(:sent, cast(:words AS jsonb), :at)",
        sent=sent_by(a, a.target.compartment_id),
        words=json.dumps({}),
        at=LATER,
    )


@refused
def an_enquiry_chased(a: Attempt) -> object:
    sent = sent_by(a, a.target.compartment_id)
    return a.sql("SELECT wall.note_chased(:sent, 'cps', :at, :at)", sent=sent, at=LATER)


@refused
def what_desks_answered(a: Attempt) -> object:
    return a.sql("SELECT * FROM wall.enquiry_news()")


@refused
def an_answer_taken_in_elsewhere(a: Attempt) -> object:
    sent = sent_by(a, a.target.compartment_id)
    with a.world.session(service_viewer(uuid.uuid4())) as session:
        Attempt(a.ground, session, a.target).sql(
            "SELECT wall.enquiry_taken_in(:sent, :at)", sent=sent, at=LATER
        )
        session.commit()
    return "done"


def sent_by(a: Attempt, compartment_id: uuid.UUID) -> uuid.UUID:
    """The id of a compartment's enquiry at its desk, as if it had got out; else one of nothing."""
    with a.world.owner() as owner:
        found = Attempt(a.ground, owner, a.target).sql(
            "SELECT id FROM sealed.sent_enquiry WHERE compartment_id = :one ORDER BY id LIMIT 1",
            one=compartment_id,
        )
    return found[0][0] if found else uuid.uuid4()


def intake_of(a: Attempt, request_id: uuid.UUID) -> uuid.UUID:
    """The id of a referral in the sealed intake, as if it had got out; else one of nothing."""
    with a.world.owner() as owner:
        found = Attempt(a.ground, owner, a.target).sql(
            "SELECT id FROM sealed.intake WHERE request_id = :one", one=request_id
        )
    return found[0][0] if found else uuid.uuid4()
