"""What others may know of a court, as plain frozen data: a line in a list, or its whole page."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from courts.register.rules import (
    Channel,
    ContactPurpose,
    CourtKind,
    CourtStatus,
    Facility,
    FacilityStanding,
    FacilityTerms,
    Half,
    SatelliteStanding,
    Sitting,
    Subject,
    may_be_offered,
)


@dataclass(frozen=True)
class CourtSummary:
    """A court in a line."""

    court_id: uuid.UUID
    slug: str
    name: str
    kind: CourtKind
    status: CourtStatus
    sitting: Sitting
    is_in_london: bool
    address: str
    town: str
    postcode: str
    borough: str
    region: str
    crown_code: int | None
    visit_gap_minutes: int

    @property
    def may_be_offered(self) -> bool:
        """Whether visits may be offered here."""
        return may_be_offered(self.status, self.sitting)


@dataclass(frozen=True)
class Checked:
    """When a fact was recorded, and when and by whom it was last checked, if ever."""

    recorded_on: date | None
    checked_on: date | None
    checked_by: str


@dataclass(frozen=True)
class ContactLine:
    """One way to reach somebody at a court."""

    contact_id: uuid.UUID
    purpose: ContactPurpose
    channel: Channel
    value: str
    note: str
    checked: Checked


@dataclass(frozen=True)
class FacilityLine:
    """One facility: a standing of None means "not listed", never "not there"."""

    facility: Facility
    standing: FacilityStanding | None
    terms: FacilityTerms
    checked: Checked


@dataclass(frozen=True)
class SatelliteLine:
    """Another building, seen from either of its two courts."""

    venue: str
    parent_name: str
    parent_slug: str
    host_name: str | None
    host_slug: str | None
    address_hint: str
    status: SatelliteStanding
    evidence_on: date | None
    note: str


@dataclass(frozen=True)
class ClosureLine:
    """Days on which a court is shut."""

    closure_id: uuid.UUID
    from_on: date
    until_on: date
    half: Half | None
    reason: str


@dataclass(frozen=True)
class ToldNameLine:
    """A name or code in a list that a person said means this building."""

    name: str
    crown_code: int | None
    told_at: datetime
    told_by: str


@dataclass(frozen=True)
class ChangeLine:
    """One edit of the register."""

    subject: Subject
    was: str
    became: str
    how_known: str
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True)
class Place:
    """Where a court stands on the map."""

    slug: str
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class CourtFacts:
    """What the register says of a court beside its line."""

    address_lines: tuple[str, ...]
    place: Place | None
    status_note: str
    sitting_note: str
    sitting_checked: Checked
    entrance: str
    entrance_checked: Checked
    cps_area: str
    magistrates_code: str
    ou_code: str
    register_code: str
    common_platform_id: str
    justice_area: str
    courtrooms: int | None
    opening_hours: str
    nearest_station: str
    note: str
    source: str
    checked: Checked


@dataclass(frozen=True)
class CourtPage:
    """Everything the register says of one court."""

    court: CourtSummary
    facts: CourtFacts
    also_known_as: tuple[str, ...]
    contacts: tuple[ContactLine, ...]
    facilities: tuple[FacilityLine, ...]
    satellites: tuple[SatelliteLine, ...]
    hosted: tuple[SatelliteLine, ...]
    closures: tuple[ClosureLine, ...]
    told_names: tuple[ToldNameLine, ...]
    changes: tuple[ChangeLine, ...]
