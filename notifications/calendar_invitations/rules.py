"""How an invitation, its change and its cancellation are written for a calendar."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID, uuid5

import icalendar

NEUTRAL_SUMMARY = "Appointment"
PRODUCT = "-//Appointments//EN"


class Method(StrEnum):
    """What a calendar is asked to do; the mail's header says the same word."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class Entry:
    """One calendar entry as it stands.

    Attributes:
        uid: The same for the life of the entry, holding no case number and nobody's id.
        sequence: Rises with every change; the highest wins (RFC 5546, 2.1.5).
        organizer: The address the mail comes from, exactly.
        attendee: The one person invited: an entry never shows a second (NO LEAK).
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    organizer: str
    attendee: str


@dataclass(frozen=True)
class ReadEntry:
    """What an invitation says, for people who look at it."""

    method: str
    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str


def written(entry: Entry, method: Method, *, now: datetime) -> str:
    """The calendar object: UTC times, one attendee, a summary that says nothing (RFC 5546).

    No place, no description, no alarm: calendars are shared with families, cars and work
    (notifications 4.5). Times are UTC, since a generated time zone is misread by an hour in
    summer by common calendars (notifications 4.3). Lines end in CRLF and hold 75 bytes at most.
    """
    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", NEUTRAL_SUMMARY)
    event.add("status", "CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    event.add("organizer", icalendar.vCalAddress(f"mailto:{entry.organizer}"))
    event.add("attendee", _invited(entry.attendee))
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content.decode()


def uid_of(about_id: UUID, witness_id: UUID) -> str:
    """The UID of a date in one witness's calendar, however it comes there: by e-mail or by hand.

    So that the one replaces the other, and a cancellation takes out both. It is worked out from
    two random ids, and shows neither.
    """
    return str(uuid5(about_id, f"calendar of {witness_id}"))


@dataclass(frozen=True)
class OwnEntry:
    """A visit that somebody puts into their own calendar from their own page."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime


def written_for_oneself(entry: OwnEntry, *, now: datetime) -> str:
    """A file for one's own calendar: nobody invites, nobody is invited, and no word says what for.

    It names no METHOD, since every one asks for an organizer (RFC 5546, 3.2) and this is nobody's
    message: it is an entry, as RFC 5545 writes one.
    """
    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", NEUTRAL_SUMMARY)
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content.decode()


def read(invitation: str) -> ReadEntry:
    """What a written invitation says."""
    calendar = icalendar.Calendar.from_ical(invitation)
    (event,) = calendar.walk("VEVENT")
    return ReadEntry(
        method=str(calendar["METHOD"]),
        uid=str(event["UID"]),
        sequence=event.decoded("SEQUENCE"),
        starts_at=event.decoded("DTSTART"),
        ends_at=event.decoded("DTEND"),
        summary=str(event["SUMMARY"]),
    )


def _invited(address: str) -> icalendar.vCalAddress:
    attendee = icalendar.vCalAddress(f"mailto:{address}")
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = "NEEDS-ACTION"
    attendee.params["RSVP"] = "FALSE"
    return attendee
