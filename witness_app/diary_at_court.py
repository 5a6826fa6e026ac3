"""What courts did, and what was passed on to and from them, for a witness's diary."""

from collections.abc import Iterator
from uuid import UUID

from casework.court_days.queries import court_days, versions_said
from casework.handovers.queries import handovers_of
from casework.outcomes.queries import as_said, outcomes_of
from casework.partners.queries import words_of
from casework.reported_hearings.queries import reported_of
from casework.tellings.queries import tellings_of
from casework.witnesses.models import Witness
from courts.cases.queries import cases_of_groups
from courts.hearings.queries import VersionSummary, hearings_of_case, versions_of
from courts.hearings.rules import Certainty, spoken_listing
from courts.london_time import spoken_day
from ethical_walls.sessions import WalledSession
from witness_app.diary_entries import TimelineEntry
from witness_app.diary_words import HANDOVER_ANSWERED
from witness_app.hearing_words import HEARING_WORDS
from witness_app.partners.words import in_words
from witness_app.site.court_day_form import said_in_words
from witness_app.site.outcome_form import outcome_in_words


def handover_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    """To whom they were handed over, for which day, and what each receiver answered."""
    for one in handovers_of(session, witness_id):
        day = f"for {spoken_day(one.day_on)}" if one.day_on else ""
        what = f"Handover offered to {one.receiver}"
        yield TimelineEntry(one.offered_at, what, day, one.offered_by)
        for answer in one.answers:
            yield TimelineEntry(answer.said_at, HANDOVER_ANSWERED[answer.kind], one.receiver)


def hearing_entries(session: WalledSession, group_id: UUID) -> Iterator[TimelineEntry]:
    """What the court did with each hearing of a case."""
    case_id = cases_of_groups(session, [group_id]).get(group_id)
    for hearing in hearings_of_case(session, case_id) if case_id else ():
        later = versions_of(session, hearing.hearing_id)
        for version, before in zip(later, [*later[1:], None], strict=True):
            yield TimelineEntry(
                version.received_at,
                f"{HEARING_WORDS[hearing.kind]} {_what_the_court_did(version, before)}",
                spoken_listing(version.listing, version.court_name),
            )


def reported_entries(session: WalledSession, witness: Witness) -> Iterator[TimelineEntry]:
    """The dates that a unit, a firm or a caseworker reported."""
    for one in reported_of(session, [witness]):
        what = f"{HEARING_WORDS[one.kind]} reported"
        yield TimelineEntry(one.said_at, what, one.words, one.said_by)


def partner_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    """What the unit or the firm that called them told, with its practical note."""
    for one in words_of(session, [witness_id]):
        yield TimelineEntry(one.said_at, f"Told us: {in_words(one)}", one.words, one.said_by)


def telling_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    """What somebody told; what our own messages told stands among the messages."""
    for one in tellings_of(session, witness_id):
        if one.told_at and one.told_by:
            yield TimelineEntry(one.told_at, "The witness was told", one.words, one.told_by)


def court_day_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    """What became of each day, corrections too; the practical note stands on its own page."""
    days = {day.id: day.words for day in court_days(session, [witness_id])}
    for one in versions_said(session, witness_id):
        words = f"{days[one.court_day_id]}: {said_in_words(one)}"
        yield TimelineEntry(one.said_at, "What became of the day at court", words, one.said_by)


def outcome_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    """How the case ended, each report of it."""
    for row in outcomes_of(session, witness_id):
        words = outcome_in_words(as_said(row))
        yield TimelineEntry(row.said_at, "How the case ended", words, row.said_by)


def _what_the_court_did(version: VersionSummary, before: VersionSummary | None) -> str:
    if version.listing.certainty is Certainty.VACATED:
        return "taken out of the list"
    if before is None:
        return "listed"
    return "listing added to" if version.number == before.number else "moved"
