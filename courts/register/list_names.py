"""Which building a court list means: the one where the trial sits, or why nobody can say."""

import enum
import uuid
from dataclasses import dataclass

from courts.register.rules import CourtStatus, Sitting

SITTING_AT = " sitting at "
WORDS_OF_EVERY_COURT = frozenset({"crown", "court", "centre", "combined", "magistrates", "at"})


class HowFound(enum.StrEnum):
    """What told the building."""

    TOLD = "told"
    NAME = "name"
    SATELLITE = "satellite"
    CODE = "code"


class WhyNoBuilding(enum.StrEnum):
    """Why the building is not known."""

    NOTHING_GIVEN = "nothing_given"
    NAME_NOT_KNOWN = "name_not_known"
    CODE_NOT_KNOWN = "code_not_known"
    CODE_IS_SHARED = "code_is_shared"
    NAME_AND_CODE_DISAGREE = "name_and_code_disagree"
    BUILDING_IS_NOT_A_COURT = "building_is_not_a_court"
    COURT_CLOSED = "court_closed"
    NOT_SITTING = "not_sitting"
    SITTING_UNKNOWN = "sitting_unknown"


@dataclass(frozen=True)
class KnownCourt:
    """What the register holds of a court that a list may mean."""

    court_id: uuid.UUID
    name: str
    folded: str
    crown_code: int | None
    status: CourtStatus
    sitting: Sitting
    is_in_london: bool


@dataclass(frozen=True)
class KnownSatellite:
    """Another building in which a court has sat."""

    venue: str
    parent: KnownCourt
    host: KnownCourt | None


@dataclass(frozen=True)
class ListMention:
    """What a list says of its court, and what the register holds under those words.

    Attributes:
        words: The name as folded; empty where the list gives none.
        crown_code: The Crown Court's number in the list.
        told: The building a person once said these words and this code mean.
        named: The court of this name or organisation unit code.
        satellite: The other building of this name.
        sat_at: The court whose name follows "sitting at".
        coded: The courts of this code.
    """

    words: str
    crown_code: int | None
    told: KnownCourt | None = None
    named: KnownCourt | None = None
    satellite: KnownSatellite | None = None
    sat_at: KnownCourt | None = None
    coded: tuple[KnownCourt, ...] = ()


@dataclass(frozen=True)
class BuildingFound:
    """The building where the trial sits."""

    court_id: uuid.UUID
    name: str
    is_in_london: bool
    how: HowFound


@dataclass(frozen=True)
class BuildingNotKnown:
    """Why the building cannot be said, and the courts that a person may choose from first."""

    why: WhyNoBuilding
    maybe: tuple[KnownCourt, ...] = ()


def building_of(mention: ListMention) -> BuildingFound | BuildingNotKnown:
    """The building that a list means: a visit is booked where the trial sits, never by guess.

    What a person said before comes first, then another building by its name, the court's own
    name, and last the code alone. A name that is not known is never overruled by its code: the
    case's court and the trial's building may differ (`shared/courts`).
    """
    if mention.told is not None:
        return _of_told(mention.told)
    if not mention.words and mention.crown_code is None:
        return BuildingNotKnown(WhyNoBuilding.NOTHING_GIVEN)
    if mention.satellite is not None:
        return _of_satellite(mention, mention.satellite)
    if SITTING_AT in mention.words:
        return _of_sitting_at(mention)
    if mention.named is not None:
        return _of_name(mention, mention.named)
    return _of_code(mention)


def _found(court: KnownCourt, how: HowFound) -> BuildingFound:
    return BuildingFound(court.court_id, court.name, court.is_in_london, how)


def _if_it_sits(court: KnownCourt, how: HowFound) -> BuildingFound | BuildingNotKnown:
    if court.status is CourtStatus.CLOSED:
        return BuildingNotKnown(WhyNoBuilding.COURT_CLOSED, (court,))
    if court.sitting is Sitting.NOT_SITTING:
        return BuildingNotKnown(WhyNoBuilding.NOT_SITTING, (court,))
    if court.sitting is Sitting.UNKNOWN:
        return BuildingNotKnown(WhyNoBuilding.SITTING_UNKNOWN, (court,))
    return _found(court, how)


def _of_told(told: KnownCourt) -> BuildingFound | BuildingNotKnown:
    """A person's word stands against "not known", but not against a building since shut."""
    found = _if_it_sits(told, HowFound.TOLD)
    if isinstance(found, BuildingNotKnown) and found.why is WhyNoBuilding.SITTING_UNKNOWN:
        return _found(told, HowFound.TOLD)
    return found


def _of_satellite(
    mention: ListMention, satellite: KnownSatellite
) -> BuildingFound | BuildingNotKnown:
    if mention.crown_code not in (None, satellite.parent.crown_code):
        return BuildingNotKnown(
            WhyNoBuilding.NAME_AND_CODE_DISAGREE, (satellite.parent, *mention.coded)
        )
    if satellite.host is None:
        return BuildingNotKnown(WhyNoBuilding.BUILDING_IS_NOT_A_COURT, (satellite.parent,))
    return _if_it_sits(satellite.host, HowFound.SATELLITE)


def _of_sitting_at(mention: ListMention) -> BuildingFound | BuildingNotKnown:
    if mention.sat_at is None:
        return BuildingNotKnown(WhyNoBuilding.NAME_NOT_KNOWN, mention.coded)
    return _if_it_sits(mention.sat_at, HowFound.SATELLITE)


def _of_name(mention: ListMention, named: KnownCourt) -> BuildingFound | BuildingNotKnown:
    agrees = named.crown_code is None or mention.crown_code in (None, named.crown_code)
    if not agrees:
        return BuildingNotKnown(WhyNoBuilding.NAME_AND_CODE_DISAGREE, (named, *mention.coded))
    return _if_it_sits(named, HowFound.NAME)


def _of_code(mention: ListMention) -> BuildingFound | BuildingNotKnown:
    if mention.crown_code is None:
        return BuildingNotKnown(WhyNoBuilding.NAME_NOT_KNOWN)
    if not mention.coded:
        return BuildingNotKnown(WhyNoBuilding.CODE_NOT_KNOWN)
    if len(mention.coded) > 1:
        return BuildingNotKnown(WhyNoBuilding.CODE_IS_SHARED, mention.coded)
    (court,) = mention.coded
    if not _could_be_short_for(mention.words, court.folded):
        return BuildingNotKnown(WhyNoBuilding.NAME_NOT_KNOWN, mention.coded)
    return _if_it_sits(court, HowFound.CODE)


def _could_be_short_for(words: str, name: str) -> bool:
    """Whether every telling word of a short name stands in the full one: "SNARESBROOK"."""
    return set(words.split()) - WORDS_OF_EVERY_COURT <= set(name.split())
