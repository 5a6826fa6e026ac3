"""Loading the register from its files: adds and corrects, leaves alone what people confirmed."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from courts.register import published
from courts.register.models import Court, CourtContact, CourtFacility, CourtName, Satellite
from courts.register.published import Row
from courts.register.rules import NameKind, folded
from ethical_walls.records import Open
from ethical_walls.sessions import WalledSession

NOTHING: frozenset[str] = frozenset()
SITTING = frozenset({"sitting", "sitting_note"})


@dataclass(frozen=True)
class RegisterLoaded:
    """What a load did, counted in rows of every kind."""

    added: int = 0
    corrected: int = 0
    left_alone: int = 0
    unchanged: int = 0

    def __add__(self, other: "RegisterLoaded") -> "RegisterLoaded":
        """Two loads counted as one."""
        return RegisterLoaded(
            self.added + other.added,
            self.corrected + other.corrected,
            self.left_alone + other.left_alone,
            self.unchanged + other.unchanged,
        )


def load_register(session: WalledSession, *, now: datetime) -> RegisterLoaded:
    """Put the files' facts into the register; a second load changes nothing.

    What a person confirmed or corrected is never overwritten, and what they ended stays ended.
    """
    done = _load_courts(session, now)
    session.flush()
    ids = {row.slug: row.id for row in session.execute(select(Court.slug, Court.id))}
    done += _load_names(session, ids)
    done += _load_satellites(session, ids)
    done += _load_contacts(session, ids)
    done += _load_facilities(session, ids)
    session.flush()
    return done


def _settle(stored: Open, row: Row, confirmed: frozenset[str]) -> RegisterLoaded:
    """Correct a stored row where the files differ, but for the columns a person confirmed."""
    differs = {column for column, value in row.items() if getattr(stored, column) != value}
    if not differs:
        return RegisterLoaded(unchanged=1)
    if not differs - confirmed:
        return RegisterLoaded(left_alone=1)
    for column in differs - confirmed:
        setattr(stored, column, row[column])
    return RegisterLoaded(corrected=1)


def _add(session: WalledSession, fact: Open) -> RegisterLoaded:
    session.add(fact)
    return RegisterLoaded(added=1)


def _load_courts(session: WalledSession, now: datetime) -> RegisterLoaded:
    stored = {court.slug: court for court in session.scalars(select(Court))}
    also = published.names()
    done = RegisterLoaded()
    for facts in published.courts():
        row = facts | {"search_words": _search_words(facts, also)}
        court = stored.get(str(facts["slug"]))
        done += (
            _add(session, Court(**row, loaded_at=now))
            if court is None
            else _settle(court, row, _confirmed_of_court(court, row))
        )
    return done


def _confirmed_of_court(court: Court, row: Row) -> frozenset[str]:
    if court.checked_on is not None:
        return frozenset(row)
    return NOTHING if court.sitting_checked_on is None else SITTING


def _search_words(facts: Row, also: list[Row]) -> str:
    """Everything a court is looked for by, folded, each word after a space."""
    postcode = str(facts["postcode"])
    codes = ("crown_code", "magistrates_code", "ou_code", "register_code", "borough", "town")
    texts = [str(facts["name"]), postcode, postcode.replace(" ", "")]
    texts += [str(facts[column] or "") for column in codes]
    texts += [str(name["name"]) for name in also if name["court"] == facts["slug"]]
    words = dict.fromkeys(word for text in texts for word in folded(text).split())
    return "".join(f" {word}" for word in words)


def _load_names(session: WalledSession, ids: dict[str, uuid.UUID]) -> RegisterLoaded:
    stored = {name.folded: name for name in session.scalars(select(CourtName))}
    own = [
        {"court": row["slug"], "name": row["name"], "kind": NameKind.OWN}
        for row in published.courts()
    ]
    done = RegisterLoaded()
    for facts in own + published.names():
        spelt = folded(str(facts["name"]))
        row = {
            "court_id": ids[str(facts["court"])],
            "name": facts["name"],
            "folded": spelt,
            "kind": facts["kind"],
        }
        name = stored.get(spelt)
        done += _add(session, CourtName(**row)) if name is None else _settle(name, row, NOTHING)
    return done


def _load_satellites(session: WalledSession, ids: dict[str, uuid.UUID]) -> RegisterLoaded:
    stored = {venue.folded: venue for venue in session.scalars(select(Satellite))}
    done = RegisterLoaded()
    for facts in published.satellites():
        spelt = folded(str(facts["venue"]))
        row = {column: facts[column] for column in facts if column not in {"parent", "host"}} | {
            "folded": spelt,
            "parent_court_id": ids[str(facts["parent"])],
            "host_court_id": ids[str(facts["host"])] if facts["host"] else None,
        }
        venue = stored.get(spelt)
        done += _add(session, Satellite(**row)) if venue is None else _settle(venue, row, NOTHING)
    return done


def _load_contacts(session: WalledSession, ids: dict[str, uuid.UUID]) -> RegisterLoaded:
    stored: dict[tuple[object, ...], CourtContact] = {
        (contact.court_id, contact.purpose, contact.channel, contact.value): contact
        for contact in session.scalars(select(CourtContact))
    }
    done = RegisterLoaded()
    for facts in published.contacts():
        row = {"court_id": ids[str(facts["court"])]} | _without_court(facts)
        key = (row["court_id"], row["purpose"], row["channel"], row["value"])
        contact = stored.get(key)
        done += (
            _add(session, CourtContact(**row))
            if contact is None
            else _settle(contact, row, _confirmed_of_contact(contact, row))
        )
    return done


def _confirmed_of_contact(contact: CourtContact, row: Row) -> frozenset[str]:
    is_a_persons = contact.checked_on is not None or contact.ended_on is not None
    return frozenset(row) if is_a_persons else NOTHING


def _load_facilities(session: WalledSession, ids: dict[str, uuid.UUID]) -> RegisterLoaded:
    stored: dict[tuple[object, ...], CourtFacility] = {
        (facility.court_id, facility.facility): facility
        for facility in session.scalars(select(CourtFacility))
    }
    done = RegisterLoaded()
    for facts in published.facilities():
        row = {"court_id": ids[str(facts["court"])]} | _without_court(facts)
        key = (row["court_id"], row["facility"])
        facility = stored.get(key)
        done += (
            _add(session, CourtFacility(**row))
            if facility is None
            else _settle(facility, row, _confirmed_of_facility(facility, row))
        )
    return done


def _confirmed_of_facility(facility: CourtFacility, row: Row) -> frozenset[str]:
    return NOTHING if facility.confirmed_on is None else frozenset(row)


def _without_court(facts: Row) -> Row:
    return {column: value for column, value in facts.items() if column != "court"}
