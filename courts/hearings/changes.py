"""Which hearing a listing means, and what is written when it is taken in."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from courts.hearings.rules import (
    LISTED_ONCE,
    NOTHING_TO_DO,
    REVISIONS,
    Difference,
    HearingKind,
    Listing,
    difference,
    merged,
)


@dataclass(frozen=True)
class SeenHearing:
    """A hearing as one publication shows it; `listed_as` is the case number it stands under."""

    kind: HearingKind
    description: str
    listed_as: str
    listed_kind: str
    listing: Listing


@dataclass(frozen=True)
class KnownHearing:
    """A hearing as it stands: its newest version, and the newest publication that spoke of it."""

    hearing_id: UUID
    kind: HearingKind
    listed_as: str
    listed_kind: str
    version_id: UUID
    number: int
    revision: int
    listing: Listing


@dataclass(frozen=True)
class HearingChange:
    """What taking a listing in would do to one hearing, `before` it and `after`."""

    seen: SeenHearing
    difference: Difference
    before: KnownHearing | None
    after: KnownHearing


def matching(known: list[KnownHearing], seen: SeenHearing) -> KnownHearing | None:
    """The hearing a listing means, of those known of its case; none where it is a new one.

    It is one of the same kind listed under the same number; failing that, the only one listed
    under a number of another sort (a case listed by its URN, then by its Crown Court number).
    Kinds a case may have several of are the same only on the same day.
    """
    day = seen.listing.starts_on
    same_kind = [
        hearing
        for hearing in known
        if hearing.kind is seen.kind
        and (seen.kind in LISTED_ONCE or hearing.listing.starts_on == day)
    ]
    same_number = [hearing for hearing in same_kind if hearing.listed_as == seen.listed_as]
    if same_number:
        return max(same_number, key=lambda hearing: hearing.listing.starts_on)
    renamed = [hearing for hearing in same_kind if hearing.listed_kind != seen.listed_kind]
    return renamed[0] if len(renamed) == 1 else None


def change_of(known: list[KnownHearing], seen: SeenHearing) -> HearingChange:
    """What a listing changes, given the hearings known of its case."""
    before = matching(known, seen)
    if before is None:
        return HearingChange(seen, Difference.NEW, None, _after(seen, None, Difference.NEW))
    found = difference(seen.kind, before.listing, seen.listing)
    return HearingChange(seen, found, before, _after(seen, before, found))


def _after(seen: SeenHearing, before: KnownHearing | None, found: Difference) -> KnownHearing:
    """The hearing once the listing is taken in: a new number where plans must be looked at."""
    if before is None:
        number, revision, hearing_id = 1, 0, uuid4()
    elif found in REVISIONS:
        number, revision, hearing_id = before.number, before.revision + 1, before.hearing_id
    else:
        number, revision, hearing_id = before.number + 1, 0, before.hearing_id
    if before is not None and found in NOTHING_TO_DO:
        return before
    return KnownHearing(
        hearing_id=hearing_id,
        kind=seen.kind,
        listed_as=before.listed_as if before else seen.listed_as,
        listed_kind=before.listed_kind if before else seen.listed_kind,
        version_id=uuid4(),
        number=number,
        revision=revision,
        listing=merged(seen.kind, before.listing if before else None, seen.listing),
    )
