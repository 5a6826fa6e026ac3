"""The day on which a witness is needed at court, as they were told it, and how sure it is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from casework.tellings.queries import DateShown, dates_shown_to
from casework.tellings.rules import About
from courts.hearings.models import Hearing, HearingVersion
from courts.hearings.rules import Certainty, Listing
from courts.london_time import london_day, spoken_day
from courts.register.models import Court
from ethical_walls.sessions import WalledSession

HOW_SURE: Final = {
    Certainty.FIXTURE: "The court has set this day. It can still change. If it does, we tell you.",
    Certainty.WARNED_LIST: "The court has not chosen the day yet. It can be any working day of "
    "this time, and you may hear only the working day before. Keep these days free if you can.",
    Certainty.FLOATER: "The court finds a room on the day. You may have to wait, or to come back.",
    Certainty.BACKER: "The court may not get to you that day. We tell you what we know before it.",
    Certainty.PART_HEARD: "The court has begun and goes on that day.",
}
ONLY_REPORTED: Final = (
    "Whoever asked you to come told you this day. The court has not published it yet, so it can "
    "still change. If it does, we tell you."
)


@dataclass(frozen=True)
class NeededDay:
    """When a witness is needed, in plain words; nothing of it says what the case is.

    Attributes:
        when: The day, or the time of a warned list.
        starts_on: Its first day.
        has_begun: Whether that day is over, and the hearing is not.
        is_near: Whether it is today or tomorrow, or has begun.
        how_sure: What may still happen to it.
        court_name: Which building; empty where only a party has said the day.
        is_under_review: Whether something changed since they were told.
    """

    when: str
    starts_on: date
    has_begun: bool
    is_near: bool
    how_sure: str
    court_name: str
    is_under_review: bool


def needed_day(session: WalledSession, witness_id: UUID, now: datetime) -> NeededDay | None:
    """The next day that a witness was told of; None where they were told none that is to come."""
    today = london_day(now)
    told = [_day(session, one, today) for one in _latest(dates_shown_to(session, witness_id))]
    return min((day for day in told if day), key=lambda day: day.starts_on, default=None)


def when_said(listing: Listing) -> str:
    """When a hearing is, as a witness needs it: a day, or the time in which any day may be it."""
    if listing.certainty is not Certainty.WARNED_LIST:
        return spoken_day(listing.starts_on)
    if listing.ends_on is None:
        return f"Some day from {spoken_day(listing.starts_on)} on"
    return f"Some day from {spoken_day(listing.starts_on)} to {spoken_day(listing.ends_on)}"


def _latest(told: list[DateShown]) -> list[DateShown]:
    """Of each hearing what was told last; a reported date only while nothing took its place."""
    by_hearing = {one.about_id: one for one in told}
    published = [one.received_at for one in by_hearing.values() if one.about is About.PUBLISHED]
    return [
        one
        for one in by_hearing.values()
        if one.stands
        or one.about is About.PUBLISHED
        or not any(later >= one.received_at for later in published)
    ]


def _day(session: WalledSession, told: DateShown, today: date) -> NeededDay | None:
    if told.about is About.REPORTED:
        return _reported(told, today)
    version = _version_told(session, told)
    if version is None or version.certainty is Certainty.VACATED:
        return None
    listing = version.listing
    if listing.last_on < today:
        return None
    hearing = session.get_one(Hearing, told.about_id)
    return NeededDay(
        when=when_said(listing),
        starts_on=listing.starts_on,
        has_begun=listing.starts_on < today,
        is_near=(listing.starts_on - today).days <= 1,
        how_sure=HOW_SURE[listing.certainty],
        court_name=session.get_one(Court, listing.court_id).name,
        is_under_review=not told.stands or hearing.current_version != told.about_version,
    )


def _reported(told: DateShown, today: date) -> NeededDay | None:
    if told.starts_on < today:
        return None
    return NeededDay(
        when=spoken_day(told.starts_on),
        starts_on=told.starts_on,
        has_begun=False,
        is_near=(told.starts_on - today).days <= 1,
        how_sure=ONLY_REPORTED,
        court_name="",
        is_under_review=not told.stands,
    )


def _version_told(session: WalledSession, told: DateShown) -> HearingVersion | None:
    """The version as it was when it was put to be told: what was added since they do not know."""
    versions = session.scalars(
        select(HearingVersion)
        .where(
            HearingVersion.hearing_id == told.about_id,
            HearingVersion.number == told.about_version,
        )
        .order_by(HearingVersion.revision)
    ).all()
    known = [one for one in versions if one.received_at <= told.received_at]
    return next(iter([*reversed(known), *versions]), None)
