"""The hearings for a day of which a witness may be handed over, as a screen lets one be chosen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.handovers.queries import hearings_to_hand_over
from casework.handovers.rules import suggested_day
from courts.hearings.queries import HearingSummary
from courts.hearings.rules import spoken_listing
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
    """What may be chosen for the witnesses of one group, the earliest first."""
    return [_to_attend(one, today) for one in hearings_to_hand_over(session, group_id, today)]


def _to_attend(hearing: HearingSummary, today: date) -> HearingToAttend:
    listed = spoken_listing(hearing.listing, hearing.court_name)
    return HearingToAttend(
        hearing_id=hearing.hearing_id,
        version=hearing.version,
        court_id=hearing.court_id,
        words=f"{HEARING_WORDS[hearing.kind]}: {listed}",
        first_day=suggested_day(hearing.listing, today),
    )
