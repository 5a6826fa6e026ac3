"""The next published hearing of each witness's case: the trial where one is listed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from courts.cases.queries import cases_of_groups
from courts.hearings.changes import KnownHearing
from courts.hearings.queries import known_hearings
from courts.hearings.rules import Certainty, HearingKind, spoken_listing
from courts.register.models import Court
from ethical_walls.sessions import WalledSession

CERTAINTY_WORDS = {
    Certainty.FIXTURE: "Fixture",
    Certainty.WARNED_LIST: "Warned list",
    Certainty.FLOATER: "Floater",
    Certainty.BACKER: "Backer",
    Certainty.PART_HEARD: "Part heard",
    Certainty.VACATED: "Vacated",
}


@dataclass(frozen=True)
class HearingAhead:
    """A hearing as published now: `words` say when and where, `certainty` how surely."""

    hearing_id: UUID
    version: int
    kind: HearingKind
    starts_on: date
    words: str
    certainty: str

    @property
    def is_trial(self) -> bool:
        """Whether it is the trial that the witness prepares for."""
        return self.kind is HearingKind.TRIAL


def hearings_ahead(
    session: WalledSession, group_ids: Collection[UUID], today: date
) -> dict[UUID, HearingAhead]:
    """The next hearing of each group from today on: the next trial, else whatever comes first."""
    cases = cases_of_groups(session, group_ids)
    known = known_hearings(session, set(cases.values()))
    live = {
        case_id: [hearing for hearing in hearings if _is_ahead(hearing, today)]
        for case_id, hearings in known.items()
    }
    names = _court_names(session, {h.listing.court_id for some in live.values() for h in some})
    return {
        group_id: _first(live[case_id], names)
        for group_id, case_id in cases.items()
        if live.get(case_id)
    }


def _is_ahead(hearing: KnownHearing, today: date) -> bool:
    listing = hearing.listing
    return listing.certainty is not Certainty.VACATED and listing.last_on >= today


def _first(hearings: list[KnownHearing], court_names: dict[UUID, str]) -> HearingAhead:
    chosen = min(hearings, key=lambda h: (h.kind is not HearingKind.TRIAL, h.listing.starts_on))
    return HearingAhead(
        hearing_id=chosen.hearing_id,
        version=chosen.number,
        kind=chosen.kind,
        starts_on=chosen.listing.starts_on,
        words=spoken_listing(chosen.listing, court_names[chosen.listing.court_id]),
        certainty=CERTAINTY_WORDS[chosen.listing.certainty],
    )


def _court_names(session: WalledSession, court_ids: Collection[UUID]) -> dict[UUID, str]:
    rows = session.execute(select(Court.id, Court.name).where(Court.id.in_(court_ids)))
    return {row.id: row.name for row in rows}
