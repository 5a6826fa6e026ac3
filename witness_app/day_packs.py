"""The practical facts of one witness's day at court: where, when, whom to ask; never the case."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from casework.access_needs.queries import live_needs
from casework.access_needs.rules import ACCESS_NEED_WORDS
from casework.languages import language_name
from casework.tellings.queries import is_date_told
from casework.witnesses.models import Witness
from casework.witnesses.rules import InterpreterNeed, first_name_of
from courts.cases.queries import cases_of_groups
from courts.hearings.queries import next_trial
from courts.hearings.rules import Certainty, Listing
from courts.london_time import london_day, spoken_time
from courts.register.models import Court
from courts.register.queries import address_lines
from ethical_walls.accounts.models import Account
from ethical_walls.sessions import WalledSession
from notifications.messages.day import send_day
from notifications.messages.facts import HearingFacts, said_listing
from witness_app.reactions.facts import hearing_as_it_stands, hearing_facts, voice_to

BEFORE_THE_START = timedelta(minutes=30)
"""How long before the time that the court published a witness comes (our own standard)."""
USUAL_TIME = time(9, 30)
"""When a witness comes where no time is published: courts mostly sit from ten."""
NOT_TOLD = "Whoever tells them the date has not said yet that they did"
NO_DATE = "No trial is published yet"
ANY_DAY = frozenset({Certainty.WARNED_LIST, Certainty.FLOATER, Certainty.BACKER})


@dataclass(frozen=True)
class DayPack:
    """What somebody holds in their hand on the way to court, in words.

    Attributes:
        hearing: The hearing and the version that these words rest on.
        may_change: Whether the court may still call another day or another time.
        told_us: What they said they need, a line each.
    """

    hearing: tuple[UUID, int]
    first_name: str
    when: str
    come: str
    may_change: bool
    court_name: str
    address: tuple[str, ...]
    nearest_station: str
    entrance: str
    opening_hours: str
    caseworker: str
    telephone: str
    told_us: tuple[str, ...]


def come_at(listing: Listing) -> time:
    """The time to come: half an hour before the published one, else half past nine.

    Half an hour is for the search at the door and to find the in-court service (our own standard).
    """
    if listing.starts_at_time is None:
        return USUAL_TIME
    starts = datetime.combine(date.min + timedelta(days=1), listing.starts_at_time)
    return (starts - BEFORE_THE_START).time()


def come_words(listing: Listing) -> str:
    """When to come, as it is said to a witness: "Please come at 9:30am"."""
    if listing.certainty is Certainty.WARNED_LIST:
        return "We ring you the working day before, with the day and the time"
    return f"Please come at {spoken_time(come_at(listing))}"


def day_pack(session: WalledSession, witness: Witness, *, now: datetime) -> DayPack | None:
    """The facts of the next published trial; None while none is ahead.

    Args:
        session: Of somebody who looks after the witness.
        witness: For whom.
        now: The instant of reading.
    """
    case_id = cases_of_groups(session, [witness.group_id]).get(witness.group_id)
    trial = next_trial(session, case_id, london_day(now)) if case_id else None
    if trial is None:
        return None
    court = session.get_one(Court, trial.court_id)
    caseworker = session.get(Account, witness.caseworker_id) if witness.caseworker_id else None
    return DayPack(
        hearing=(trial.hearing_id, trial.number),
        first_name=first_name_of(witness.name),
        when=said_listing(trial.listing),
        come=come_words(trial.listing),
        may_change=trial.listing.certainty in ANY_DAY or trial.listing.starts_at_time is None,
        court_name=court.name,
        address=address_lines(court),
        nearest_station=court.nearest_station,
        entrance=court.entrance,
        opening_hours=court.opening_hours,
        caseworker=caseworker.name if caseworker else "",
        telephone=voice_to(session, witness.id).ring,
        told_us=_told_us(session, witness),
    )


def _told_us(session: WalledSession, witness: Witness) -> tuple[str, ...]:
    """What they told us they need, so that they can see that it was heard."""
    found = [ACCESS_NEED_WORDS[need.need] for need in live_needs(session, witness.id)]
    if witness.interpreter_needed is InterpreterNeed.NEEDED:
        found.append(f"An interpreter: {language_name(witness.language)}")
    return tuple(found)


def send_pack(session: WalledSession, witness: Witness, *, now: datetime) -> str | None:
    """Send the facts of the next trial; why not, where they may not go by themselves."""
    pack = day_pack(session, witness, now=now)
    why_not = why_not_sent(session, witness, pack)
    if pack is None or why_not is not None:
        return why_not
    return send_day(session, facts_of(session, pack, witness.id), pack.come, now=now)


def why_not_sent(session: WalledSession, witness: Witness, pack: DayPack | None) -> str | None:
    """What keeps the facts from being sent whatever the contact plan says."""
    if pack is None:
        return NO_DATE
    hearing_id, version = pack.hearing
    is_told = is_date_told(session, witness.id, hearing_id, version)
    return None if is_told else NOT_TOLD


def facts_of(session: WalledSession, pack: DayPack, witness_id: UUID) -> HearingFacts:
    """The hearing of a pack, as messages speak of it."""
    hearing_id, _version = pack.hearing
    return hearing_facts(session, hearing_as_it_stands(session, hearing_id), witness_id)
