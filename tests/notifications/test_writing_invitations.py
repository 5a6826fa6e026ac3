"""Which messages carry an invitation, and how it changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import icalendar
import pytest

from casework.contact_plans.rules import CalendarWanted
from notifications.calendar_invitations.queries import own_entry
from notifications.calendar_invitations.rules import read, written_for_oneself
from notifications.messages.facts import VisitFacts
from notifications.messages.rules import MessageKey, MessageState
from tests.builders.notifications import (
    BY_EMAIL,
    VISIT_AT,
    Reached,
    Told,
    a_told_witness,
)
from tests.builders.telling import (
    BOOKED,
    LATER,
    MOVED,
    OFF,
    PLAIN,
    REMINDERS,
    book,
    cancel,
    in_state,
    move,
    moved,
    rung_about,
    send,
)
from tests.moment import NOW
from tests.world import World


def invitations(told: Told) -> list[tuple[MessageKey, str, int, datetime]]:
    found = [(m, read(m.invitation_ics)) for m in told.messages() if m.invitation_ics]
    return [(m.key, entry.method, entry.sequence, entry.starts_at) for m, entry in found]


def test_an_invitation_keeps_its_uid_and_raises_its_sequence_with_every_change(
    world: World,
) -> None:
    told = a_told_witness(world, BY_EMAIL)
    facts = told.visit()
    book(told, facts)
    send(told)
    move(told, moved(facts), now=NOW + timedelta(hours=1))
    send(told, now=NOW + timedelta(hours=1))
    last = replace(moved(facts), version=3)
    cancel(told, last, now=NOW + timedelta(hours=2))
    assert invitations(told) == [
        (BOOKED, "REQUEST", 0, VISIT_AT),
        (MOVED, "REQUEST", 1, LATER),
        (OFF, "CANCEL", 2, LATER),
    ]
    assert len({read(m.invitation_ics).uid for m in told.messages() if m.invitation_ics}) == 1


def test_two_witnesses_have_two_entries_that_share_nothing(world: World) -> None:
    one, other = a_told_witness(world, BY_EMAIL), a_told_witness(world, BY_EMAIL)
    visit = one.visit()
    book(one, visit)
    book(other, other.visit(visit_id=visit.visit_id))
    uids = {read(told.messages()[0].invitation_ics or "").uid for told in (one, other)}
    assert len(uids) == 2


def test_a_date_nobody_was_invited_to_is_not_cancelled_in_a_calendar(world: World) -> None:
    told = a_told_witness(world, BY_EMAIL)
    facts = told.visit()
    book(told, facts)
    cancel(told, replace(facts, version=2))
    assert [key for key, *_ in invitations(told)] == [BOOKED]
    assert in_state(told, MessageState.SUPERSEDED) == [BOOKED, *REMINDERS]


@pytest.mark.parametrize(
    "reached",
    [
        replace(BY_EMAIL, calendar=CalendarWanted.NO),
        Reached(calendar=CalendarWanted.YES),
        replace(BY_EMAIL, confirmed_at=None),
    ],
)
def test_nobody_is_invited_who_did_not_ask_for_it_by_email(world: World, reached: Reached) -> None:
    told = a_told_witness(world, reached)
    book(told, told.visit())
    assert invitations(told) == []


def test_a_file_for_oneself_is_the_very_entry_of_the_invitation(world: World) -> None:
    told = a_told_witness(world, BY_EMAIL)
    facts = told.visit()

    def own(at: VisitFacts) -> tuple[str, int, datetime]:
        with world.job(told.compartment_id) as session:
            entry = own_entry(session, told.witness_id, at.visit_id, at.starts_at, at.ends_at)
            calendar = icalendar.Calendar.from_ical(written_for_oneself(entry, now=NOW))
        (event,) = calendar.walk("VEVENT")
        assert "METHOD" not in calendar
        assert "ORGANIZER" not in event
        assert "ATTENDEE" not in event
        return str(event["UID"]), event.decoded("SEQUENCE"), event.decoded("DTSTART")

    before = own(facts)
    book(told, facts)
    invited = read(told.messages()[0].invitation_ics or "")
    assert before == own(facts) == (invited.uid, invited.sequence, VISIT_AT)
    assert str(facts.visit_id) not in invited.uid
    send(told)
    move(told, moved(facts), now=NOW + timedelta(hours=1))
    assert own(moved(facts)) == (invited.uid, 1, LATER)


OLD_TIME = (
    "Tell A.Y. to take the old time out of their calendar:"
    " the e-mail that it came by is not agreed any more"
)


@pytest.mark.parametrize("tell", [cancel, move])
@pytest.mark.parametrize(
    ("now_reached", "asked"),
    [
        (PLAIN, 1),
        (replace(BY_EMAIL, address="other@example.org"), 1),
        (BY_EMAIL, 0),
    ],
)
def test_a_calendar_that_no_message_reaches_any_more_is_asked_for_by_voice(
    world: World, tell: Callable[..., None], now_reached: Reached, asked: int
) -> None:
    told = a_told_witness(world, BY_EMAIL)
    facts = told.visit()
    book(told, facts)
    send(told)
    told.reached_now(now_reached, version=2)
    tell(told, moved(facts), now=NOW + timedelta(hours=1))
    assert rung_about(told).count(OLD_TIME) == asked


def test_nobody_is_asked_about_a_calendar_that_never_held_the_time(world: World) -> None:
    told = a_told_witness(world, BY_EMAIL)
    facts = told.visit()
    book(told, facts)
    told.reached_now(PLAIN, version=2)
    cancel(told, replace(facts, version=2))
    assert OLD_TIME not in rung_about(told)
