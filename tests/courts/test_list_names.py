"""Which building a list means, or why nobody can say."""

import uuid
from dataclasses import replace

import pytest

from courts.register.list_names import (
    BuildingFound,
    BuildingNotKnown,
    HowFound,
    KnownCourt,
    KnownSatellite,
    ListMention,
    WhyNoBuilding,
    building_of,
)
from courts.register.rules import CourtStatus, Sitting, folded


def known(name: str, crown_code: int | None = None) -> KnownCourt:
    return KnownCourt(
        court_id=uuid.uuid5(uuid.NAMESPACE_DNS, name),
        name=name,
        folded=folded(name),
        crown_code=crown_code,
        status=CourtStatus.OPEN,
        sitting=Sitting.SITTING,
        is_in_london=True,
    )


SNARESBROOK = known("Snaresbrook Crown Court", 453)
SOUTHWARK = known("Southwark Crown Court", 471)
HENDON = known("Hendon Magistrates' Court")
WOOD_GREEN = known("Wood Green Crown Court", 469)
HARROW = replace(known("Harrow Crown Court", 468), sitting=Sitting.UNKNOWN)
SHUT = replace(known("Shut Crown Court", 460), sitting=Sitting.NOT_SITTING)
BLACKFRIARS = replace(known("Blackfriars Crown Court", 428), status=CourtStatus.CLOSED)
AT_HENDON = KnownSatellite("Harrow Crown Court sitting at Hendon MC", HARROW, HENDON)
AT_HARROW = KnownSatellite("Wood Green Crown Court sitting at Harrow CC", WOOD_GREEN, HARROW)
PROSPERO = KnownSatellite("Prospero House", SOUTHWARK, None)

FOUND = [
    ("snaresbrook crown court", 453, {"named": SNARESBROOK}, SNARESBROOK, HowFound.NAME),
    ("snaresbrook crown court", None, {"named": SNARESBROOK}, SNARESBROOK, HowFound.NAME),
    ("snaresbrook", 453, {"coded": (SNARESBROOK,)}, SNARESBROOK, HowFound.CODE),
    ("", 453, {"coded": (SNARESBROOK,)}, SNARESBROOK, HowFound.CODE),
    ("hendon magistrates court", 469, {"named": HENDON}, HENDON, HowFound.NAME),
    ("at hendon", 468, {"satellite": AT_HENDON}, HENDON, HowFound.SATELLITE),
    ("at hendon", None, {"satellite": AT_HENDON}, HENDON, HowFound.SATELLITE),
    (
        "harrow crown court sitting at southwark crown court",
        468,
        {"sat_at": SOUTHWARK, "coded": (HARROW,)},
        SOUTHWARK,
        HowFound.SATELLITE,
    ),
    ("court 9", 1234, {"told": SOUTHWARK}, SOUTHWARK, HowFound.TOLD),
    ("harrow crown court", 468, {"told": HARROW, "named": HARROW}, HARROW, HowFound.TOLD),
]


@pytest.mark.parametrize(("words", "code", "held", "court", "how"), FOUND)
def test_a_list_means_the_building_where_the_trial_sits(
    words: str, code: int | None, held: dict[str, object], court: KnownCourt, how: HowFound
) -> None:
    found = building_of(ListMention(words, code, **held))  # type: ignore[arg-type]
    assert found == BuildingFound(court.court_id, court.name, court.is_in_london, how)


NOT_FOUND = [
    ("", None, {}, WhyNoBuilding.NOTHING_GIVEN),
    ("court of nowhere", None, {}, WhyNoBuilding.NAME_NOT_KNOWN),
    ("", 1234, {}, WhyNoBuilding.CODE_NOT_KNOWN),
    ("testcourthousename", 1234, {}, WhyNoBuilding.CODE_NOT_KNOWN),
    ("annex at nowhere", 453, {"coded": (SNARESBROOK,)}, WhyNoBuilding.NAME_NOT_KNOWN),
    (
        "snaresbrook crown court sitting at nowhere",
        453,
        {"coded": (SNARESBROOK,)},
        WhyNoBuilding.NAME_NOT_KNOWN,
    ),
    ("", 448, {"coded": (SNARESBROOK, SOUTHWARK)}, WhyNoBuilding.CODE_IS_SHARED),
    (
        "snaresbrook crown court",
        471,
        {"named": SNARESBROOK, "coded": (SOUTHWARK,)},
        WhyNoBuilding.NAME_AND_CODE_DISAGREE,
    ),
    ("at hendon", 453, {"satellite": AT_HENDON}, WhyNoBuilding.NAME_AND_CODE_DISAGREE),
    ("prospero house", 471, {"satellite": PROSPERO}, WhyNoBuilding.BUILDING_IS_NOT_A_COURT),
    ("harrow crown court", 468, {"named": HARROW}, WhyNoBuilding.SITTING_UNKNOWN),
    ("", 468, {"coded": (HARROW,)}, WhyNoBuilding.SITTING_UNKNOWN),
    ("at harrow", 469, {"satellite": AT_HARROW}, WhyNoBuilding.SITTING_UNKNOWN),
    ("blackfriars crown court", 428, {"named": BLACKFRIARS}, WhyNoBuilding.COURT_CLOSED),
    ("shut crown court", 460, {"named": SHUT}, WhyNoBuilding.NOT_SITTING),
    ("court 9", 1234, {"told": BLACKFRIARS}, WhyNoBuilding.COURT_CLOSED),
    ("court 9", 1234, {"told": SHUT}, WhyNoBuilding.NOT_SITTING),
]


@pytest.mark.parametrize(("words", "code", "held", "why"), NOT_FOUND)
def test_a_building_is_never_guessed(
    words: str, code: int | None, held: dict[str, object], why: WhyNoBuilding
) -> None:
    found = building_of(ListMention(words, code, **held))  # type: ignore[arg-type]
    assert isinstance(found, BuildingNotKnown)
    assert found.why is why


def test_the_courts_that_a_list_may_mean_are_offered_for_choosing() -> None:
    found = building_of(ListMention("snaresbrook annex", 453, coded=(SNARESBROOK,)))
    assert found == BuildingNotKnown(WhyNoBuilding.NAME_NOT_KNOWN, (SNARESBROOK,))
