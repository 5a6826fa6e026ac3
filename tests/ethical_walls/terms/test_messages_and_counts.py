"""Left messages and counts: what meets every term of a door, and what fails one alone."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy.exc import ProgrammingError

from ethical_walls.accounts.models import Role
from ethical_walls.accounts.service import service_viewer
from ethical_walls.viewers import NOBODY, Viewer
from tests.builders.sealed import STANDS, Behind, Rows, new
from tests.moment import NOW
from tests.world import World

# Messages that were left --------------------------------------------------------------------------


def test_a_message_waits_for_whoever_is_on_duty_once_nobody_has_work_with_it(
    behind: Behind,
) -> None:
    asked = "SELECT sealed.is_unplaced(:message, :who)"
    message, who = new(), new()
    behind.put("sealed.left_message", id=message, looked_at=NOW)
    behind.put("sealed.work", kind="match", subject_id=message)
    behind.put("sealed.work", kind="passed_message", subject_id=new())
    assert behind.answers(asked, message=message, who=who) == [True]
    behind.put("sealed.work", kind="passed_message", subject_id=message)
    assert behind.answers(asked, message=message, who=who) == [False]


# Counts ---------------------------------------------------------------------------


def test_what_is_late_for_somebody_is_the_last_days_count_of_their_own_late_things(
    world: World, behind: Behind
) -> None:
    leader = a_leader(world)
    asha = world.a_caseworker()
    today = NOW.date()
    late = {"counted_on": today, "measure": "late", "account_id": asha.account_id, "number": 11}
    others = {
        "somebody else's": {"account_id": new(), "number": 100},
        "another thing": {"measure": "open", "number": 200},
        "of another day": {"counted_on": today - timedelta(days=1), "number": 300},
    }
    behind.rows("sealed.tally", late, others)
    question = "SELECT late FROM wall.team(:now) WHERE account_id = :who"
    assert behind.asked_by(leader, question, who=asha.account_id, now=NOW) == [10]


def a_leader(world: World) -> Viewer:
    return world.somebody(Role.TEAM_LEADER, "Lou Marsh")


@pytest.fixture
def messages(behind: Behind) -> Rows:
    return behind.rows(
        "sealed.left_message",
        {
            "left_by": new(),
            "about": "r-1",
            "caseworker_id": None,
            "looked_at": NOW,
            "delivered_at": None,
            "settled_at": None,
        },
        {
            "another": {},
            "not looked at": {"looked_at": None},
            "delivered": {"delivered_at": NOW},
            "settled": {"settled_at": NOW},
            "settled before": {"looked_at": None, "settled_at": NOW},
        },
    )


@pytest.fixture
def on_duty(world: World) -> Viewer:
    return world.somebody(Role.DUTY_CASEWORKER, "Dee Orr")


TRY_AGAIN = "SELECT wall.try_message_again(:message, 'r-2', NULL, :now)"
SETTLE = "SELECT wall.settle_message(:message, :now)"


def test_whoever_is_on_duty_reads_and_settles_what_nobody_took(
    behind: Behind, messages: Rows, on_duty: Viewer
) -> None:
    waiting = {STANDS, "another"}
    read = behind.asked_by(on_duty, "SELECT id FROM wall.unplaced_messages()")
    assert messages.named("id", read) == waiting
    for act in (TRY_AGAIN, SETTLE):
        behind.say(
            "UPDATE sealed.left_message SET looked_at = :n WHERE id = ANY(:m)", n=NOW, m=read
        )
        for name, row in messages.by_name.items():
            told = {"message": row["id"], "now": NOW}
            changed = messages.changed_by(
                lambda do=act, given=told: behind.asked_by(on_duty, do, **given)
            )
            assert changed == {name} & waiting, (act, name)


def test_whoever_left_it_or_belongs_to_a_side_is_shown_nothing(
    world: World, behind: Behind, messages: Rows, on_duty: Viewer
) -> None:
    asked = "SELECT id FROM wall.unplaced_messages()"
    assert len(behind.asked_by(on_duty, asked)) == len(("the one", "another"))
    leave = "UPDATE sealed.left_message SET left_by = :who"
    behind.say(leave, who=on_duty.account_id)
    assert behind.asked_by(on_duty, asked) == []
    behind.say(leave, who=world.a_caseworker().account_id)
    behind.put("sealed.allegiance", account_id=new())
    assert messages.value("id") in behind.asked_by(on_duty, asked)
    behind.put("sealed.allegiance", account_id=on_duty.account_id)
    assert behind.asked_by(on_duty, asked) == []


def test_a_round_asks_those_of_the_reference_and_those_the_named_caseworker_looks_into(
    behind: Behind, messages: Rows, here: uuid.UUID
) -> None:
    asha, elsewhere = new(), new()
    behind.put("sealed.case_reference", reference="R-1", compartment_id=here)
    behind.put("sealed.case_reference", reference="R-9", compartment_id=new())
    behind.put("sealed.clearance", account_id=asha, compartment_id=elsewhere, ended_at=None)
    behind.put("sealed.clearance", account_id=asha, ended_at=NOW)
    behind.put("sealed.clearance", account_id=new(), ended_at=None)
    named = behind.put(
        "sealed.left_message", about="Sam", caseworker_id=asha, looked_at=None, settled_at=None
    )
    ask_round = "SELECT wall.take_messages_round(:now)"
    looked = messages.changed_by(
        lambda: behind.asked_by(service_viewer(None), ask_round, now=NOW + timedelta(hours=1))
    )
    assert looked == {"not looked at"}
    work = "SELECT (kind, compartment_id, subject_id)::text FROM sealed.work"
    fresh = messages.value("id", "not looked at")
    assert set(behind.answers(work)) == {
        f"(passed_message,{here},{fresh})",
        f"(passed_message,{elsewhere},{named['id']})",
    }


def test_a_job_is_given_and_delivers_what_its_own_compartment_was_asked_about(
    behind: Behind, messages: Rows, here: uuid.UUID
) -> None:
    job, soon = service_viewer(here), NOW + timedelta(hours=1)
    asked = {"kind": "passed_message", "compartment_id": here, "due_at": NOW}
    not_asked = [
        behind.put("sealed.left_message", delivered_at=None, settled_at=None)["id"]
        for _ in range(4)
    ]
    others: list[dict[str, object]] = [
        {"kind": "match"},
        {"compartment_id": new()},
        {"due_at": soon},
    ]
    for message, other in zip(not_asked, others, strict=False):
        behind.put("sealed.work", **asked | {"subject_id": message} | other)
    for row in messages.by_name.values():
        behind.put("sealed.work", **asked, subject_id=row["id"])
    given = behind.asked_by(job, "SELECT id FROM wall.messages_at_work(:now)", now=NOW)
    assert messages.named("id", given) == {STANDS, "another", "not looked at"}
    assert not set(given) & set(not_asked)
    deliver = "SELECT wall.message_delivered(:message, :now)"
    for name, row in messages.by_name.items():
        told = {"message": row["id"], "now": soon}
        changed = messages.changed_by(lambda g=told: behind.asked_by(job, deliver, **g))
        assert changed == ({name} if name != "delivered" else set()), name
    for message in (*not_asked[:2], not_asked[3]):
        behind.asked_by(job, deliver, message=message, now=soon)
    left = "SELECT id FROM sealed.left_message WHERE delivered_at IS NULL"
    assert set(behind.answers(left)) == set(not_asked)


def test_the_service_leaves_no_message_and_a_partner_none(world: World, behind: Behind) -> None:
    leave = "SELECT wall.pass_on_message(:request, 'Sam', NULL, 'Please ring', :now)"
    for viewer in (NOBODY, service_viewer(None), world.a_solicitor(), world.a_unit_officer()):
        with pytest.raises(ProgrammingError, match="not allowed"):
            behind.asked_by(viewer, leave, request=new(), now=NOW)
    behind.asked_by(world.a_caseworker(), leave, request=new(), now=NOW)


def test_a_days_first_count_stands_and_five_weeks_are_kept(behind: Behind, here: uuid.UUID) -> None:
    day = NOW.date()
    rows = behind.rows(
        "sealed.tally",
        {"compartment_id": here, "counted_on": day - timedelta(days=36)},
        {
            "theirs": {"compartment_id": new()},
            "five weeks": {"counted_on": day - timedelta(days=35)},
        },
    )
    count = "SELECT wall.keep_count(:day, 'late', :who, :n)"
    who = new()
    told = {"day": day, "who": who}
    gone = rows.changed_by(lambda: behind.asked_by(service_viewer(here), count, n=7, **told))
    assert gone == {STANDS}
    behind.asked_by(service_viewer(here), count, n=9, **told)
    kept = "SELECT number FROM sealed.tally WHERE account_id = :who"
    assert behind.answers(kept, who=who) == [7]


def test_sums_are_of_that_day_and_told_to_a_manager_on_no_side(
    world: World, behind: Behind
) -> None:
    manager = world.somebody(Role.SERVICE_MANAGER, "Mo Orr")
    day = NOW.date()
    behind.rows(
        "sealed.tally",
        {"counted_on": day, "measure": "late", "number": 12},
        {"of another day": {"counted_on": day - timedelta(days=1), "number": 100}},
    )
    asked = "SELECT number FROM wall.sums(:day)"
    assert behind.asked_by(manager, asked, day=day) == [10]
    behind.put("sealed.allegiance", account_id=manager.account_id)
    assert behind.asked_by(manager, asked, day=day) == []
    with pytest.raises(ProgrammingError, match="not allowed"):
        behind.asked_by(world.a_caseworker(), asked, day=day)


def test_a_sum_is_told_as_the_fives_it_holds(behind: Behind) -> None:
    told = [behind.answers("SELECT sealed.unless_small(:n)", n=n)[0] for n in (4, 5, 9, 10)]
    assert told == [None, 5, 5, 10]
