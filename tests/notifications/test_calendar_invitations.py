from datetime import UTC, datetime

import icalendar
import pytest

from notifications.calendar_invitations.rules import Entry, Method, ReadEntry, read, written

NOW = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
ENTRY = Entry(
    uid="5b6f5d0a-3a39-4d58-9a54-0d4f3c1a2b6e",
    sequence=3,
    starts_at=datetime(2026, 9, 30, 11, 45, tzinfo=UTC),
    ends_at=datetime(2026, 9, 30, 12, 15, tzinfo=UTC),
    organizer="appointments@standby.example.org",
    attendee="adaeze.yeo.with.a.very.long.address.that.has.to.be.folded@mail.example.org",
)
BOTH = [Method.REQUEST, Method.CANCEL]


def event_of(method: Method) -> icalendar.Event:
    (event,) = icalendar.Calendar.from_ical(written(ENTRY, method, now=NOW)).walk("VEVENT")
    return event


@pytest.mark.parametrize("method", BOTH)
def test_an_invitation_says_what_it_was_made_from(method: Method) -> None:
    assert read(written(ENTRY, method, now=NOW)) == ReadEntry(
        method=method.value,
        uid=ENTRY.uid,
        sequence=3,
        starts_at=ENTRY.starts_at,
        ends_at=ENTRY.ends_at,
        summary="Appointment",
    )


@pytest.mark.parametrize("method", BOTH)
def test_lines_end_as_the_standard_says_and_hold_75_bytes_at_most(method: Method) -> None:
    content = written(ENTRY, method, now=NOW).encode()
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


@pytest.mark.parametrize("method", BOTH)
def test_times_are_utc_so_that_no_calendar_misreads_a_time_zone(method: Method) -> None:
    content = written(ENTRY, method, now=NOW)
    assert "DTSTART:20260930T114500Z" in content
    assert "DTEND:20260930T121500Z" in content
    assert "VTIMEZONE" not in content


@pytest.mark.parametrize("method", BOTH)
def test_an_invitation_shows_one_person_and_nothing_but_a_time(method: Method) -> None:
    event = event_of(method)
    assert set(event) == {
        *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"),
        *("STATUS", "ORGANIZER", "ATTENDEE"),
    }
    assert isinstance(event["ATTENDEE"], icalendar.vCalAddress)
    assert str(event["ATTENDEE"]) == f"mailto:{ENTRY.attendee}"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"


def test_who_invites_is_the_bare_address_that_the_mail_comes_from() -> None:
    assert str(event_of(Method.REQUEST)["ORGANIZER"]) == f"mailto:{ENTRY.organizer}"


def test_a_cancellation_says_so_in_its_method_and_in_its_status() -> None:
    assert event_of(Method.CANCEL)["STATUS"] == "CANCELLED"
    assert event_of(Method.REQUEST)["STATUS"] == "CONFIRMED"
