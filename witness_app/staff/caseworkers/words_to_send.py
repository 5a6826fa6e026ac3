"""The exact words that an act would send, gathered before it is confirmed; nothing is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casework.contact_plans.rules import Channel
from courts.london_time import spoken
from ethical_walls.sessions import WalledSession
from notifications.messages.addressing import to_whom
from notifications.messages.day import message_of_day
from notifications.messages.facts import (
    EarlierDate,
    HearingFacts,
    OfferFacts,
    VisitFacts,
    subject_of_offers,
    subject_of_visit,
)
from notifications.messages.planning import (
    Planned,
    Verdict,
    planned,
    planned_booking,
)
from notifications.messages.rules import MessageKey
from scheduling.offers.rules import lapses_at
from scheduling.visits.models import Visit
from scheduling.visits.rules import OfferedTime
from witness_app.reactions.facts import place_of, visit_facts, voice_to
from witness_app.site.message_words import WHAT
from witness_app.staff.caseworkers.choices import CHANNELS_IN_A_WORD


@dataclass(frozen=True)
class WordsToSend:
    """One message as its reader would see it, when it leaves, or why somebody rings instead."""

    what: str
    how: str
    leaves_at: datetime
    subject: str
    text: str
    is_rung: bool
    why_rung: str


def words_of_booking(
    session: WalledSession, witness_id: UUID, time: OfferedTime, *, now: datetime
) -> tuple[WordsToSend, ...]:
    """What booking this time would send, in the order it would leave."""
    facts = VisitFacts(
        visit_id=time.slot_id,
        witness_id=witness_id,
        version=1,
        hearing_id=None,
        hearing_version=None,
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        place=place_of(session, time.court_id),
        voice=voice_to(session, witness_id),
    )
    to = to_whom(session, witness_id)
    return _words(planned_booking(facts, to, now))


def words_of_offering(
    session: WalledSession, witness_id: UUID, times: tuple[OfferedTime, ...], *, now: datetime
) -> tuple[WordsToSend, ...]:
    """What putting these times to a witness would send."""
    facts = OfferFacts(
        together_id=times[0].slot_id,
        witness_id=witness_id,
        hearing_id=None,
        hearing_version=None,
        times=tuple(time.starts_at for time in times),
        lapses_at=lapses_at(now),
        place=place_of(session, times[0].court_id),
        voice=voice_to(session, witness_id),
    )
    to = to_whom(session, witness_id)
    return _words([planned(MessageKey.VISIT_OFFERED, subject_of_offers(facts), to, now)])


def words_of_move(
    session: WalledSession, visit_id: UUID, becomes: OfferedTime, *, now: datetime
) -> tuple[WordsToSend, ...]:
    """What moving a visit would send at once; its reminders follow."""
    visit = session.get_one(Visit, visit_id)
    facts = VisitFacts(
        visit_id=visit.id,
        witness_id=visit.witness_id,
        version=visit.version + 1,
        hearing_id=visit.hearing_id,
        hearing_version=visit.hearing_version,
        starts_at=becomes.starts_at,
        ends_at=becomes.ends_at,
        place=place_of(session, becomes.court_id),
        voice=voice_to(session, visit.witness_id),
        earlier=EarlierDate(spoken(visit.starts_at), place_of(session, visit.court_id).court_name),
    )
    return _one(session, MessageKey.VISIT_MOVED, facts, now)


def words_of_cancelling(
    session: WalledSession, visit_id: UUID, *, now: datetime
) -> tuple[WordsToSend, ...]:
    """What cancelling a visit would send."""
    return _one(session, MessageKey.VISIT_CANCELLED, visit_facts(session, visit_id), now)


def words_of_day(
    session: WalledSession, facts: HearingFacts, come: str, *, now: datetime
) -> tuple[WordsToSend, ...]:
    """What sending the facts of a day at court would send."""
    return _words([message_of_day(session, facts, come, now=now)])


def _one(
    session: WalledSession, key: MessageKey, facts: VisitFacts, now: datetime
) -> tuple[WordsToSend, ...]:
    to = to_whom(session, facts.witness_id)
    return _words([planned(key, subject_of_visit(facts), to, now)])


def _words(messages: Iterable[Planned]) -> tuple[WordsToSend, ...]:
    return tuple(
        WordsToSend(
            what=WHAT[message.key],
            how=CHANNELS_IN_A_WORD[message.addressee.channel],
            leaves_at=message.due_at,
            subject=message.composed.words.subject,
            text=message.composed.words.text,
            is_rung=message.verdict is Verdict.RUNG_INSTEAD
            or message.addressee.channel is Channel.PHONE_CALL,
            why_rung=message.reason,
        )
        for message in messages
    )
