"""Which dates are put to be told to whom, and what our own messages have told of them."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from casework.partners.events import PartnerSpoke
from casework.reported_hearings.events import ClashAnswered
from casework.reported_hearings.queries import reports_of
from casework.reported_hearings.rules import spoken_of_by
from casework.tellings.actions import (
    note_told_by_message,
    put_to_be_told,
    show_told_dates_as_needed,
)
from casework.tellings.events import TellerChosen
from casework.tellings.models import Telling
from casework.tellings.queries import DateOwed
from casework.tellings.rules import About, DateToTell, Teller
from casework.witnesses.events import WitnessTakenIn
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of, witnesses_of_compartment
from courts.cases.queries import case_of_group
from courts.hearings.queries import HearingSummary, hearings_of_case
from courts.hearings.rules import Certainty, spoken_listing
from courts.london_time import london_day
from ethical_walls.sessions import WalledSession
from notifications.messages.actions import supersede_messages_to
from notifications.messages.facts import is_told_to_witnesses
from notifications.messages.models import Message
from notifications.messages.rules import OUT
from scheduling.replans.models import Replan
from scheduling.replans.rules import ReplanState
from witness_app.reactions.facts import hearing_as_it_stands
from witness_app.reactions.hearings import tell_one_of_hearing


def owe_hearing(
    session: WalledSession, hearing_id: UUID, compartment_id: UUID, *, now: datetime
) -> None:
    """Put a hearing as it stands now to be told to each witness of one compartment.

    One that is off is owed to those who were owed it before, and to nobody else.
    """
    hearing = hearing_as_it_stands(session, hearing_id)
    if not is_told_to_witnesses(hearing.kind):
        return
    owed_before = _owed_before(session, hearing)
    is_off = hearing.listing.certainty is Certainty.VACATED
    for witness in witnesses_of_compartment(session, compartment_id):
        if not is_off or witness.id in owed_before:
            put_to_be_told(session, witness, _date(session, witness, hearing, now), now=now)


def owe_what_is_published(session: WalledSession, event: WitnessTakenIn, *, now: datetime) -> None:
    """A witness who comes to us is owed the dates that their case has already."""
    witness = witness_of(session, event.witness_id)
    for hearing in _to_come(session, witness, now):
        put_to_be_told(session, witness, _date(session, witness, hearing, now), now=now)


def tell_as_chosen(session: WalledSession, event: TellerChosen, *, now: datetime) -> None:
    """What is not told yet is told by whom the witness chose, and by nobody else."""
    FOLLOWING[event.teller](session, event.witness_id, now)


def tell_what_is_right(session: WalledSession, event: ClashAnswered, *, now: datetime) -> None:
    """Once a clash is answered, no message of ours tells a date that is not the right one."""
    for hearing_id in event.set_aside:
        reason = "Another date was found to be right"
        supersede_messages_to(session, event.witness_id, hearing_id, reason, now=now)


def leave_it_to_them(session: WalledSession, witness_id: UUID, now: datetime) -> None:
    """What our messages told already stays told; what waits is taken back, for another tells it."""
    for telling in _untold(session, witness_id):
        reason = "Somebody else tells this date"
        supersede_messages_to(session, witness_id, telling.about_id, reason, now=now)
        message = message_that_told(session, telling)
        if message is not None:
            note_told_by_message(session, telling, message.sending_at or now)


def tell_it_ourselves(session: WalledSession, witness_id: UUID, now: datetime) -> None:
    """Write of each date to the witness, but of one that a person must look at first."""
    for telling in _untold(session, witness_id):
        if not _is_looked_at(session, telling):
            tell_one_of_hearing(session, telling.about_id, witness_id, now=now)


def show_dates_to_whoever_is_needed(
    session: WalledSession,
    event: PartnerSpoke,
    *,
    now: datetime,  # noqa: ARG001 - every reaction is told
) -> None:
    """Whoever is stood down, or not required, reads no day of theirs on their own page."""
    show_told_dates_as_needed(session, event.witness_id)


FOLLOWING: dict[Teller, Callable[[WalledSession, UUID, datetime], None]] = {
    Teller.PARTNER: leave_it_to_them,
    Teller.CASEWORKER: tell_it_ourselves,
}


def message_that_told(session: WalledSession, telling: Telling | DateOwed) -> Message | None:
    """Our own message of a date that has left, or may have."""
    return session.scalars(
        select(Message)
        .where(
            Message.witness_id == telling.witness_id,
            Message.about_id == telling.about_id,
            Message.about_version == telling.about_version,
            Message.state.in_(OUT),
        )
        .order_by(Message.recorded_at, Message.id)
        .limit(1)
    ).one_or_none()


def _is_looked_at(session: WalledSession, telling: Telling) -> bool:
    """Whether somebody must confirm the re-plan before anybody of ours tells the date."""
    return (
        session.scalar(
            select(Replan.id)
            .where(
                Replan.compartment_id == telling.compartment_id,
                Replan.hearing_id == telling.about_id,
                Replan.state == ReplanState.OPEN,
            )
            .limit(1)
        )
        is not None
    )


def _owed_before(session: WalledSession, hearing: HearingSummary) -> set[UUID]:
    return set(
        session.scalars(select(Telling.witness_id).where(Telling.about_id == hearing.hearing_id))
    )


def _to_come(session: WalledSession, witness: Witness, now: datetime) -> list[HearingSummary]:
    case = case_of_group(session, witness.group_id)
    hearings = hearings_of_case(session, case.id) if case else []
    return [
        hearing
        for hearing in hearings
        if is_told_to_witnesses(hearing.kind)
        and hearing.listing.certainty is not Certainty.VACATED
        and hearing.listing.last_on >= london_day(now)
    ]


def _date(
    session: WalledSession, witness: Witness, hearing: HearingSummary, now: datetime
) -> DateToTell:
    """A hearing as it is put to be told; its limit runs from now, when its party receives it."""
    reports = reports_of(session, witness.id)
    listed = spoken_listing(hearing.listing, hearing.court_name)
    is_off = hearing.listing.certainty is Certainty.VACATED
    return DateToTell(
        about=About.PUBLISHED,
        about_id=hearing.hearing_id,
        about_version=hearing.version,
        kind=hearing.kind,
        starts_on=hearing.listing.starts_on,
        words=f"Taken out of the list: {listed}" if is_off else listed,
        received_at=now,
        in_place_of=spoken_of_by(hearing.kind, hearing.listing, reports),
    )


def _untold(session: WalledSession, witness_id: UUID) -> list[Telling]:
    """The published dates that stand and nobody has told one witness."""
    return list(
        session.scalars(
            select(Telling)
            .where(
                Telling.witness_id == witness_id,
                Telling.about == About.PUBLISHED,
                Telling.superseded_at.is_(None),
                Telling.told_at.is_(None),
            )
            .order_by(Telling.id)
        )
    )
