"""Ways of people outside who came by a link, of a witness or of a handover."""

from sqlalchemy import Table, insert, text

from casework.answers.models import WitnessAnswer
from casework.handovers.models import HandoverAnswer, HandoverField
from casework.witnesses.models import Witness
from ethical_walls.accounts.service import link_viewer
from ethical_walls.records import Kind, Record, tables_of
from tests.battery.outsiders import Reach, Who, reads, refused, tells
from tests.builders.rows import a_row_of

QUIET = "Asked for nothing."
WRONG = "Foxglove 3"


def added(a: Reach, model: type[Record], **given: object) -> object:
    """What adding a row about the target's witness or handover comes to."""
    table = model.__table__
    assert isinstance(table, Table)
    row = a_row_of(table, **{"compartment_id": a.target.compartment_id, **given})
    count = a.session.execute(insert(table).inline().values(row)).rowcount  # type: ignore[attr-defined]
    a.session.rollback()
    return count


def every_row_of(a: Reach, *columns: str) -> object:
    """Every row of every walled table with one of these columns naming the target's witness."""
    return [
        a.sql(f"SELECT * FROM {table.name} WHERE {name} = :witness_id")  # noqa: S608
        for table in tables_of(Kind.WALLED)
        for name in columns
        if name in table.c
    ]


@reads(Who.LINK)
def every_row_of_a_witness_by_a_link(a: Reach) -> object:
    return every_row_of(a, "id", "witness_id")


@reads(Who.LINK)
def a_witness_object_by_a_link(a: Reach) -> object:
    return a.session.get(Witness, a.target.witness_id)


@reads(Who.LINK)
def a_link_viewer_forged_for_another_subject(a: Reach) -> object:
    a.sql(
        "SELECT set_config('wall.viewer', replace(current_setting('wall.viewer'), :mine, :theirs),"
        " true)",
        mine=str(a.own.witness_id),
        theirs=str(a.target.witness_id),
    )
    return a.sql("SELECT name FROM witness WHERE id = :witness_id")


@refused(Who.LINK)
def a_link_viewer_replayed_from_another_connection(a: Reach) -> object:
    with a.outsider.world.session(link_viewer(a.target.witness_id)) as theirs:
        value = theirs.scalar(text("SELECT current_setting('wall.viewer')"))
        a.sql("SELECT set_config('wall.viewer', :value, true)", value=value)
        return a.sql("SELECT name FROM witness WHERE id = :witness_id")


@refused(Who.LINK)
def tables_that_no_link_opens(a: Reach) -> object:
    closed = [table for table in tables_of(Kind.WALLED) if not table.info["link_column"]]
    return [a.sql(f"SELECT * FROM {table.name}") for table in closed]  # noqa: S608


@tells(Who.LINK)
def an_answer_added_by_a_link(a: Reach) -> object:
    return added(a, WitnessAnswer, witness_id=a.target.witness_id)


@tells(Who.LINK)
def an_answer_of_a_known_request(a: Reach) -> object:
    return added(
        a,
        WitnessAnswer,
        compartment_id=a.own.compartment_id,
        witness_id=a.own.witness_id,
        request_id=a.target.answered_id,
    )


@refused(Who.LINK)
def an_answer_put_into_another_compartment(a: Reach) -> object:
    if a.target.compartment_id == a.own.compartment_id:
        return in_another(a)
    return added(a, WitnessAnswer, witness_id=a.own.witness_id)


def in_another(a: Reach) -> object:
    """The same where the target's compartment is one's own: into one that is not there."""
    return added(
        a,
        WitnessAnswer,
        witness_id=a.own.witness_id,
        compartment_id=a.outsider.absent.compartment_id,
    )


@refused(Who.LINK)
def rows_changed_by_a_link(a: Reach) -> object:
    return [
        a.sql("UPDATE witness SET needs_note = :note WHERE id = :witness_id", note=QUIET),
        a.sql("UPDATE visit SET version = 7 WHERE witness_id = :witness_id"),
        a.sql("UPDATE witness_answer SET words = :note WHERE witness_id = :witness_id", note=QUIET),
        a.sql("UPDATE contact_plan SET address = :note WHERE witness_id = :witness_id", note=QUIET),
    ]


@refused(Who.LINK)
def a_link_made_by_a_link(a: Reach) -> object:
    return a.sql(
        "SELECT wall.make_link('witness', :witness_id, :compartment_id, '\\x00', 'hash', :at, :at)"
    )


@refused(Who.LINK)
def a_link_looked_up_lengthened_and_revoked(a: Reach) -> object:
    return [
        a.sql("SELECT * FROM wall.link_of(:witness_id)"),
        a.sql("SELECT wall.extend_link(:witness_id, :at)"),
        a.sql("SELECT wall.revoke_link(:witness_id, :at)"),
        a.sql("SELECT * FROM wall.link_of(:witness_id)"),
    ]


@refused(Who.LINK)
def a_subject_asked_for_by_every_id(a: Reach) -> object:
    ask = "SELECT wall.subject_of_opening(sha256(cast(cast({} AS text) AS bytea)), :at)"
    return [a.sql(ask.format(f":{name}")) for name in ("link_token", "witness_id", "visit_id")]


@refused(Who.LINK)
def a_link_opened_with_a_wrong_word(a: Reach) -> object:
    return a.sent(f"/open/{a.target.link_token}", word=WRONG)


@refused(Who.LINK)
def a_link_looked_at_in_every_way(a: Reach) -> object:
    path = f"/open/{a.target.link_token}"
    answers = [a.outsider.browser.ask(method, path) for method in ("GET", "HEAD", "OPTIONS", "PUT")]
    return [answer.likeness() for answer in answers]


@refused(Who.LINK)
def ids_added_to_ones_own_page(a: Reach) -> object:
    asked = f"witness_id={a.target.witness_id}&subject={a.target.witness_id}"
    return a.page(f"/my-page?{asked}&link={a.target.link_token}&visit={a.target.visit_id}")


@refused(Who.LINK)
def a_visit_of_somebody_else_agreed_to(a: Reach) -> object:
    if a.is_own:
        return "not tried"
    return a.sent("/my-page/can-come", visit=a.target.visit_id, version=1)


@refused(Who.LINK)
def a_place_of_somebody_else_taken(a: Reach) -> object:
    return a.sent("/my-page/places", place=a.target.visit_id, request_id=a.target.answered_id)


@refused(Who.LINK)
def pages_of_partners_by_a_link(a: Reach) -> object:
    return a.page(f"/referred/{a.target.record_id}"), a.page(f"/refer/{a.target.draft_id}")


@reads(Who.RECEIVER)
def a_handover_by_its_link(a: Reach) -> object:
    return a.sql("SELECT * FROM handover WHERE id = :handover_id")


@refused(Who.RECEIVER)
def what_was_agreed_before_it_is_accepted(a: Reach) -> object:
    return a.sql("SELECT * FROM handover_field WHERE handover_id = :handover_id")


@refused(Who.RECEIVER)
def what_was_agreed_shown_to_oneself(a: Reach) -> object:
    return a.sql(
        "UPDATE handover_field SET shown_to = :mine WHERE handover_id = :handover_id",
        mine=a.own.handover_id,
    )


@refused(Who.RECEIVER)
def a_handover_accepted_by_its_row(a: Reach) -> object:
    return a.sql("UPDATE handover SET state = 'accepted' WHERE id = :handover_id")


@refused(Who.RECEIVER)
def a_field_added_to_a_handover(a: Reach) -> object:
    given = {"handover_id": a.target.handover_id, "shown_to": a.own.handover_id}
    return added(a, HandoverField, **given)


@tells(Who.RECEIVER)
def an_answer_to_a_handover(a: Reach) -> object:
    return added(a, HandoverAnswer, handover_id=a.target.handover_id)


@refused(Who.RECEIVER)
def an_answer_to_ones_own_with_a_known_request(a: Reach) -> object:
    return added(
        a,
        HandoverAnswer,
        compartment_id=a.own.compartment_id,
        handover_id=a.own.handover_id,
        request_id=a.outsider.absent.received_id if a.is_own else a.target.received_id,
    )


@refused(Who.RECEIVER)
def the_witness_of_a_handover(a: Reach) -> object:
    return every_row_of(a, "id") + a.sql("SELECT * FROM visit WHERE witness_id = :witness_id")  # type: ignore[operator]


@reads(Who.RECEIVER)
def a_receiver_forged_for_another_handover(a: Reach) -> object:
    a.sql(
        "SELECT set_config('wall.viewer', replace(current_setting('wall.viewer'), :mine, :theirs),"
        " true)",
        mine=str(a.own.handover_id),
        theirs=str(a.target.handover_id),
    )
    return a.sql("SELECT receiver FROM handover WHERE id = :handover_id")


@refused(Who.RECEIVER)
def a_receiver_forged_for_the_witness(a: Reach) -> object:
    a.sql(
        "SELECT set_config('wall.viewer', replace(current_setting('wall.viewer'), :mine, :theirs),"
        " true)",
        mine=str(a.own.handover_id),
        theirs=str(a.target.witness_id),
    )
    return a.sql("SELECT name FROM witness WHERE id = :witness_id")


@refused(Who.RECEIVER)
def ids_added_to_the_page_of_a_handover(a: Reach) -> object:
    asked = f"handover={a.target.handover_id}&handover_id={a.target.handover_id}"
    return a.page(f"/handover?{asked}"), a.page(f"/my-page?witness={a.target.witness_id}")
