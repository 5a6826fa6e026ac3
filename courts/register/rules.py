"""What the register's words mean: kinds, standings, and how a name is folded to be found."""

import enum
import re
import unicodedata
from dataclasses import dataclass
from datetime import date


class CourtKind(enum.StrEnum):
    """Which courts sit in a building."""

    CROWN = "crown"
    MAGISTRATES = "magistrates"
    COMBINED = "combined"
    UNSPECIFIED = "unspecified"


class CourtStatus(enum.StrEnum):
    """Whether the court exists still; closed ones are kept so that old papers are understood."""

    OPEN = "open"
    CLOSED = "closed"


class Sitting(enum.StrEnum):
    """Whether trials are heard in the building now; unknown is not offered until confirmed."""

    SITTING = "sitting"
    NOT_SITTING = "not_sitting"
    UNKNOWN = "unknown"


class NameKind(enum.StrEnum):
    """What a name of a court is."""

    OWN = "own"
    ALSO = "also"
    CODE = "code"


class SatelliteStanding(enum.StrEnum):
    """How sure we are that a court still sits in its other building."""

    SEEN_IN_USE = "seen_in_use"
    LISTED = "listed"
    PRESUMED_ENDED = "presumed_ended"
    CLOSURE_ANNOUNCED = "closure_announced"


class ContactPurpose(enum.StrEnum):
    """Whom a contact reaches."""

    ENQUIRIES = "enquiries"
    WITNESS_SERVICE = "witness_service"
    COURT_VISITS = "court_visits"


class Channel(enum.StrEnum):
    """How a contact is reached."""

    PHONE = "phone"
    EMAIL = "email"


class Facility(enum.StrEnum):
    """What a witness may need at a court."""

    STEP_FREE = "step_free"
    WITNESS_WAITING_ROOM = "witness_waiting_room"
    WITNESS_ENTRANCE = "witness_entrance"
    VIDEO_LINK = "video_link"
    ACCESSIBLE_TOILET = "accessible_toilet"
    ACCESSIBLE_PARKING = "accessible_parking"
    HEARING_LOOP = "hearing_loop"
    ASSISTANCE_DOGS = "assistance_dogs"
    SUNFLOWER_LANYARDS = "sunflower_lanyards"
    PRIVATE_WAITING_ROOMS = "private_waiting_rooms"
    INTERVIEW_ROOMS = "interview_rooms"
    PRAYER_ROOM = "prayer_room"
    CHILDRENS_ROOM = "childrens_room"
    BABY_CHANGING = "baby_changing"
    REFRESHMENTS = "refreshments"
    PARKING = "parking"
    WIFI = "wifi"
    SECURITY_SEARCH = "security_search"


class FacilityStanding(enum.StrEnum):
    """How sure we are of a facility; where nothing is stored it is "not listed"."""

    LISTED = "listed"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"


class FacilityTerms(enum.StrEnum):
    """On what terms a facility is there."""

    PROVIDED = "provided"
    ON_REQUEST = "on_request"
    NEARBY = "nearby"


class Half(enum.StrEnum):
    """Half of a court's day."""

    AM = "am"
    PM = "pm"


class Subject(enum.StrEnum):
    """What of a court an edit was about."""

    SITTING = "sitting"
    ENTRANCE = "entrance"
    CONTACT = "contact"
    FACILITY = "facility"
    CLOSURE = "closure"
    LIST_NAME = "list_name"


SHORT_WORDS = {
    "&": "and",
    "cc": "crown court",
    "mc": "magistrates court",
    "mags": "magistrates",
    "ct": "court",
    "jc": "justice centre",
}
CROWN_COURT_AT = re.compile(r"^(?:the )?crown court at (?P<place>.+)$")


def folded(name: str) -> str:
    """A name without what people write differently: case, accents, stops, short forms.

    "The Crown Court at SNARESBROOK", "Snaresbrook CC" and "Snaresbrook Crown Court" are one.
    """
    plain = unicodedata.normalize("NFKD", name).casefold().replace("&", " & ")
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    plain = re.sub(r"['\u2019\u2018`.]", "", plain)
    words = re.sub(r"[^a-z0-9&]+", " ", plain).split()
    spelt = " ".join(SHORT_WORDS.get(word, word) for word in words)
    at = CROWN_COURT_AT.match(spelt)
    if at is not None:
        spelt = f"{at['place']} crown court"
    return spelt.removeprefix("the ")


def may_be_offered(status: CourtStatus, sitting: Sitting) -> bool:
    """Visits are offered only where a court is known to sit (design section 4).

    Unknown is not yes: it is offered once somebody has confirmed it with the court.
    """
    return status is CourtStatus.OPEN and sitting is Sitting.SITTING


@dataclass(frozen=True)
class Closed:
    """A court's closure: from and until are both shut; a half shuts that half of each day."""

    from_on: date
    until_on: date
    half: Half | None
    reason: str
