"""A small map drawn from coordinates: one court among the other courts of London."""

import math
from dataclasses import dataclass

from courts.register.summaries import Place

WIDTH = 480
MARGIN = 24
KM_A_DEGREE = 111.32
SCALE_BAR_KM = 5
NEAREST = 3
WINDS = (
    "north",
    "north-east",
    "east",
    "south-east",
    "south",
    "south-west",
    "west",
    "north-west",
)
CHARING_CROSS = Place("", "Charing Cross", 51.5074, -0.1278)
"""From where distances in London are measured."""


@dataclass(frozen=True)
class Dot:
    """A place on the map, in its own units."""

    x: float
    y: float


@dataclass(frozen=True)
class Near:
    """Another court, and how far off it is as the crow flies."""

    slug: str
    name: str
    km: float

    @property
    def distance(self) -> str:
        """The distance in words: metres under a kilometre, else kilometres."""
        return f"{round(self.km * 10) * 100} m" if self.km < 1 else f"{self.km:.1f} km"


@dataclass(frozen=True)
class CourtMap:
    """One court among the others: dots to draw, and the same in words."""

    width: int
    height: int
    here: Dot
    others: tuple[Dot, ...]
    centre: Dot
    scale_bar: float
    where: str
    nearest: tuple[Near, ...]


def map_of(here: Place, courts: tuple[Place, ...]) -> CourtMap:
    """The map of one court among others, north at the top, true in scale across London."""
    others = tuple(place for place in courts if place.slug != here.slug)
    shown = (here, CHARING_CROSS, *others)
    west, north = min(p.longitude for p in shown), max(p.latitude for p in shown)
    east, south = max(p.longitude for p in shown), min(p.latitude for p in shown)
    squeeze = math.cos(math.radians((north + south) / 2))
    unit = (WIDTH - 2 * MARGIN) / max((east - west) * squeeze, 0.01)

    def dot(place: Place) -> Dot:
        x = MARGIN + (place.longitude - west) * squeeze * unit
        y = MARGIN + (north - place.latitude) * unit
        return Dot(round(x, 1), round(y, 1))

    return CourtMap(
        width=WIDTH,
        height=round((north - south) * unit) + 2 * MARGIN,
        here=dot(here),
        others=tuple(dot(place) for place in others),
        centre=dot(CHARING_CROSS),
        scale_bar=round(SCALE_BAR_KM / KM_A_DEGREE * unit, 1),
        where=where_from_the_centre(here),
        nearest=nearest_to(here, others),
    )


def where_from_the_centre(place: Place) -> str:
    """Where a place is, in words: "11 km north-east of Charing Cross"."""
    east, north = _km_between(CHARING_CROSS, place)
    turn = round(math.degrees(math.atan2(east, north)) / 45) % len(WINDS)
    return f"{math.hypot(east, north):.0f} km {WINDS[turn]} of {CHARING_CROSS.name}"


def nearest_to(here: Place, others: tuple[Place, ...]) -> tuple[Near, ...]:
    """The nearest few of the other courts, nearest first."""
    near = [Near(place.slug, place.name, math.hypot(*_km_between(here, place))) for place in others]
    return tuple(sorted(near, key=lambda court: court.km)[:NEAREST])


def _km_between(start: Place, end: Place) -> tuple[float, float]:
    """How far east and how far north one place is of another: flat, which London is enough."""
    squeeze = math.cos(math.radians((start.latitude + end.latitude) / 2))
    east = (end.longitude - start.longitude) * squeeze * KM_A_DEGREE
    return east, (end.latitude - start.latitude) * KM_A_DEGREE
