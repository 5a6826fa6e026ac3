"""What happens to a court that others must answer."""

import uuid
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class CourtShut:
    """A closure was entered: no visit can be at the court on these days."""

    court_id: uuid.UUID
    closure_id: uuid.UUID
    from_on: date
    until_on: date


@dataclass(frozen=True)
class ClosureWithdrawn:
    """A closure turned out not to be: the days are as if it had never been entered."""

    court_id: uuid.UUID
    closure_id: uuid.UUID
    from_on: date
    until_on: date


@dataclass(frozen=True)
class SittingChanged:
    """A person found out whether a court sits: visits may be offered there now, or no longer."""

    court_id: uuid.UUID
    may_be_offered: bool
