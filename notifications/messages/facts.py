"""What a message may be told of a visit or a hearing, as plain data handed in by whoever knows."""

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from courts.hearings.rules import ATTENDED_BY_WITNESSES, Certainty, HearingKind, Listing
from courts.london_time import (
    london_day,
    london_instant,
    london_time,
    spoken,
    spoken_day,
    spoken_time,
)
from notifications.messages.rules import LINK_USEFUL_FOR, AboutKind, Building, point_of_use

STARTS_AT, ENDS_AT = "starts_at", "ends_at"
LINK, MADE_AT = "link", "made_at"
DOORS_OPEN = time(9)
SAID_OF_KIND = {
    HearingKind.TRIAL: "trial",
    HearingKind.NEWTON: "Newton hearing",
    HearingKind.APPEAL: "appeal",
}


@dataclass(frozen=True)
class Voice:
    """Who speaks to the witness: the number to ring, which they hold already, and the mailbox."""

    ring: str
    from_address: str


@dataclass(frozen=True)
class Place:
    """The building, as it would be said and found. `address` is one line."""

    court_name: str
    address: str


NOWHERE = Place("", "")
"""Of what is told of no building."""


@dataclass(frozen=True)
class EarlierDate:
    """What was so before: when, in words, and in which building."""

    said: str
    court_name: str


@dataclass(frozen=True)
class VisitFacts:
    """A visit as it stands at one version; `earlier` is how it stood before it moved."""

    visit_id: UUID
    witness_id: UUID
    version: int
    hearing_id: UUID | None
    hearing_version: int | None
    starts_at: datetime
    ends_at: datetime
    place: Place
    voice: Voice
    earlier: EarlierDate | None = None


@dataclass(frozen=True)
class OfferFacts:
    """Places put to a witness together, soonest first, and until when they may choose."""

    together_id: UUID
    witness_id: UUID
    hearing_id: UUID | None
    hearing_version: int | None
    times: tuple[datetime, ...]
    lapses_at: datetime
    place: Place
    voice: Voice


@dataclass(frozen=True)
class HearingFacts:
    """A hearing as it is listed at one version; `earlier` is how it was listed before."""

    hearing_id: UUID
    witness_id: UUID
    version: int
    kind: HearingKind
    listing: Listing
    place: Place
    voice: Voice
    earlier: EarlierDate | None = None


@dataclass(frozen=True)
class LinkFacts:
    """A witness's link, just made: its address, which nothing else keeps, never what opens it."""

    witness_id: UUID
    address: str
    made_at: datetime
    lasts_until: datetime
    voice: Voice


@dataclass(frozen=True)
class Subject:
    """What one message is about, whichever it is: its version, its fields, its last useful minute.

    Attributes:
        fields: What the words may say, apart from what the contact plan agrees.
        useful_until: The point of use; a message not gone by then is told by voice.
        over_at: When the date itself begins, after which there is nothing left to tell.
    """

    about_kind: AboutKind
    about_id: UUID
    about_version: int
    witness_id: UUID
    hearing_id: UUID | None
    hearing_version: int | None
    fields: dict[str, str]
    useful_until: datetime
    over_at: datetime
    voice: Voice


def is_told_to_witnesses(kind: HearingKind) -> bool:
    """Witnesses are told of the hearings they may have to attend, not of the case's others."""
    return kind in ATTENDED_BY_WITNESSES


def building(place: Place, earlier: EarlierDate | None) -> Building:
    """Whether the person knows the building: it is new where the earlier date was elsewhere."""
    if earlier is not None and earlier.court_name != place.court_name:
        return Building.NEW
    return Building.KNOWN


def said_listing(listing: Listing) -> str:
    """When a hearing is listed, as a witness is told: a warned list is a window and not a day."""
    if listing.certainty is Certainty.WARNED_LIST and listing.ends_on is not None:
        first, last = listing.starts_on, listing.ends_on
        began = spoken_day(first).removesuffix(f" {last.year}")
        return f"between {began} and {spoken_day(last)}"
    if listing.starts_at_time is None:
        return f"{spoken_day(listing.starts_on)}, time to follow"
    return f"{spoken_day(listing.starts_on)}, {spoken_time(listing.starts_at_time)}"


def subject_of_visit(facts: VisitFacts) -> Subject:
    """A visit, as a message would speak of it."""
    fields = {
        "when": spoken(facts.starts_at),
        "day": spoken_day(london_day(facts.starts_at)),
        "until": spoken_time(london_time(facts.ends_at)),
        STARTS_AT: facts.starts_at.isoformat(),
        ENDS_AT: facts.ends_at.isoformat(),
        **_place_and_past(facts.place, facts.voice, facts.earlier),
    }
    return Subject(
        about_kind=AboutKind.VISIT,
        about_id=facts.visit_id,
        about_version=facts.version,
        witness_id=facts.witness_id,
        hearing_id=facts.hearing_id,
        hearing_version=facts.hearing_version,
        fields=fields,
        useful_until=point_of_use(facts.starts_at),
        over_at=facts.starts_at,
        voice=facts.voice,
    )


def subject_of_offers(facts: OfferFacts) -> Subject:
    """Places to choose among, as a message would speak of them."""
    fields = {
        "when": spoken(facts.times[0]),
        "day": spoken_day(london_day(facts.times[0])),
        "choices": "; ".join(map(spoken, facts.times)),
        "by": spoken_day(london_day(facts.lapses_at)),
        **_place_and_past(facts.place, facts.voice, None),
    }
    return Subject(
        about_kind=AboutKind.VISIT,
        about_id=facts.together_id,
        about_version=1,
        witness_id=facts.witness_id,
        hearing_id=facts.hearing_id,
        hearing_version=facts.hearing_version,
        fields=fields,
        useful_until=facts.lapses_at,
        over_at=facts.lapses_at,
        voice=facts.voice,
    )


def subject_of_link(facts: LinkFacts, how_many: int) -> Subject:
    """A witness's link, as a message would speak of it: about the witness, who may get several."""
    fields = {
        LINK: facts.address,
        MADE_AT: facts.made_at.isoformat(),
        **_place_and_past(NOWHERE, facts.voice, None),
    }
    return Subject(
        about_kind=AboutKind.LINK,
        about_id=facts.witness_id,
        about_version=how_many,
        witness_id=facts.witness_id,
        hearing_id=None,
        hearing_version=None,
        fields=fields,
        useful_until=facts.made_at + LINK_USEFUL_FOR,
        over_at=facts.lasts_until,
        voice=facts.voice,
    )


def subject_of_hearing(facts: HearingFacts) -> Subject:
    """A hearing, as a message would speak of it."""
    starts_at = _starts_at(facts.listing)
    said = said_listing(facts.listing)
    is_window = facts.listing.certainty is Certainty.WARNED_LIST
    fields = {
        "when": said,
        "day": said if is_window else spoken_day(facts.listing.starts_on),
        "what": SAID_OF_KIND.get(facts.kind, "hearing"),
        **_place_and_past(facts.place, facts.voice, facts.earlier),
    }
    return Subject(
        about_kind=AboutKind.HEARING,
        about_id=facts.hearing_id,
        about_version=facts.version,
        witness_id=facts.witness_id,
        hearing_id=facts.hearing_id,
        hearing_version=facts.version,
        fields=fields,
        useful_until=point_of_use(starts_at),
        over_at=starts_at,
        voice=facts.voice,
    )


def _starts_at(listing: Listing) -> datetime:
    """The first moment somebody may be needed; courts open their doors at nine."""
    if listing.starts_at_time is not None:
        return london_instant(listing.starts_on, listing.starts_at_time)
    return london_instant(listing.starts_on, DOORS_OPEN)


def _place_and_past(place: Place, voice: Voice, earlier: EarlierDate | None) -> dict[str, str]:
    return {
        "court": place.court_name,
        "address": place.address,
        "building": building(place, earlier).value,
        "was": earlier.said if earlier else "",
        "ring": voice.ring,
    }
