"""Giving a witness their link: how long it lasts, and that it lasts as long as their dates."""

from datetime import datetime
from uuid import UUID

from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of, witnesses_of_compartment
from courts.cases.queries import case_of_group
from courts.hearings.queries import next_trial
from courts.london_time import end_of_london_day, london_day
from ethical_walls.links.actions import NewLink, extend_link, make_link
from ethical_walls.links.rules import lasts_until, new_token
from ethical_walls.sessions import WalledSession
from scheduling.visits.events import VisitBooked, VisitMoved
from scheduling.visits.queries import visits_of


def give_link(session: WalledSession, witness_id: UUID, word_hash: str, *, now: datetime) -> UUID:
    """Make a witness's link anew; the one before opens no more.

    Args:
        session: Of somebody who looks after the witness.
        witness_id: Whose.
        word_hash: Argon2id of the word that they agreed.
        now: When.

    Returns:
        What stands in the link's address: shown once, kept nowhere.

    Raises:
        WitnessNotFound: There is no such witness in view.
    """
    witness = witness_of(session, witness_id)
    token = new_token()
    new = NewLink(
        table=Witness.__tablename__,
        subject_id=witness.id,
        compartment_id=witness.compartment_id,
        token=token,
        word_hash=word_hash,
        lasts_until=link_lasts_until(session, witness, now),
    )
    make_link(session, new, now=now)
    return token


def link_lasts_until(session: WalledSession, witness: Witness, now: datetime) -> datetime:
    """The end of the London day on which a witness's link opens last, whatever the clocks do."""
    last = lasts_until(last_date_of(session, witness, now), now)
    return end_of_london_day(london_day(last))


def last_date_of(session: WalledSession, witness: Witness, now: datetime) -> datetime | None:
    """The end of the last visit or trial that is known for a witness; None where none is ahead."""
    case = case_of_group(session, witness.group_id)
    trial = next_trial(session, case.id, london_day(now)) if case else None
    ends = [visit.ends_at for visit in visits_of(session, [witness.id]) if visit.is_to_come]
    if trial is not None:
        ends.append(end_of_london_day(trial.ends_on or trial.starts_on))
    return max(ends, default=None)


def let_link_last(
    session: WalledSession, event: VisitBooked | VisitMoved, *, now: datetime
) -> None:
    """A later date is known: the witness's link lasts until 14 days after it."""
    witness = witness_of(session, event.witness_id)
    extend_link(session, witness.id, link_lasts_until(session, witness, now))


def let_links_follow_trial(session: WalledSession, compartment_id: UUID, *, now: datetime) -> None:
    """The court listed or moved the trial: each link of its witnesses lasts as long as it asks."""
    for witness in witnesses_of_compartment(session, compartment_id):
        extend_link(session, witness.id, link_lasts_until(session, witness, now))
