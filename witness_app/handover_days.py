"""The hearings for a day of which a witness may be handed over to a court's own people."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from casework.handovers.rules import HANDED_OVER_FOR
from courts.cases.queries import cases_of_groups
from courts.hearings.queries import HearingSummary, hearings_of_case
from courts.hearings.rules import CONTINUES_WITHIN, Certainty, spoken_listing
from ethical_walls.sessions import WalledSession
from witness_app.hearing_words import HEARING_WORDS


@dataclass(frozen=True)
class HearingToAttend:
    """A hearing as it stands now; `first_day` is none where its day is not known yet."""

    hearing_id: UUID
    version: int
    court_id: UUID
    words: str
    first_day: date | None

    @property
    def choice(self) -> str:
        """What a form sends of it: a hearing that has moved since is another."""
        return f"{self.hearing_id}.{self.version}"


def hearings_to_attend(
    session: WalledSession, group_id: UUID, today: date
) -> list[HearingToAttend]:
    """What is published and not over of one group's case, the earliest first.

    Args:
        session: Of somebody who looks after the witness.
        group_id: The witness's separation group.
        today: The day it is asked on, London.
    """
    case_id = cases_of_groups(session, [group_id]).get(group_id)
    hearings = hearings_of_case(session, case_id) if case_id else []
    return [_to_attend(one, today) for one in hearings if _may_be_attended(one, today)]


def _may_be_attended(hearing: HearingSummary, today: date) -> bool:
    listing = hearing.listing
    goes_on = CONTINUES_WITHIN if listing.certainty is Certainty.PART_HEARD else timedelta(0)
    return (
        hearing.kind in HANDED_OVER_FOR
        and listing.certainty is not Certainty.VACATED
        and listing.last_on + goes_on >= today
    )


def _to_attend(hearing: HearingSummary, today: date) -> HearingToAttend:
    listing = hearing.listing
    has_its_day = listing.certainty is not Certainty.WARNED_LIST
    return HearingToAttend(
        hearing_id=hearing.hearing_id,
        version=hearing.version,
        court_id=hearing.court_id,
        words=f"{HEARING_WORDS[hearing.kind]}: {spoken_listing(listing, hearing.court_name)}",
        first_day=max(listing.starts_on, today) if has_its_day else None,
    )
