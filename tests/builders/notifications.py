"""Witnesses who can be written to, dates to tell them of, and carriers that do as they are told."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from casework.contact_plans.models import ContactPlan
from casework.contact_plans.rules import CalendarWanted, Channel, SeenBy, Wording
from casework.referrals.models import Referral
from casework.witnesses.models import Witness
from casework.witnesses.rules import InterpreterNeed, WitnessRole, WitnessState
from courts.cases.models import PublishedCase
from courts.hearings.models import Hearing
from courts.hearings.rules import HearingKind
from ethical_walls.accounts.service import SERVICE_ACCOUNT_ID
from ethical_walls.sessions import WalledSession
from notifications.carriers.outgoing import Accepted, Answer, OutgoingMessage
from notifications.dispatch.actions import Act, Checks
from notifications.messages.facts import Place, VisitFacts, Voice
from notifications.messages.models import Message
from tests.builders.rows import a_row_of
from tests.moment import NOW
from tests.world import World
from witness_app.perform import perform

_numbers = itertools.count(1)
SNARESBROOK = Place("Snaresbrook Crown Court", "75 Hollybush Hill, London E11 1QW")
SOUTHWARK = Place("Southwark Crown Court", "1 English Grounds, London SE1 2HU")
VOICE = Voice(ring="020 7946 0123", from_address="appointments@standby.example.org")
VISIT_AT = NOW + timedelta(days=16, hours=3, minutes=45)
"""Wednesday 30 September 2026, 12:45pm in London."""


@dataclass(frozen=True)
class Reached:
    """How an invented witness may be reached; by default a confirmed, discreet text message."""

    channel: Channel = Channel.SMS
    address: str = "+447700900123"
    wording: Wording = Wording.DISCREET
    calendar: CalendarWanted = CalendarWanted.NO
    hours: tuple[time, time] = (time(9), time(18))
    confirmed_at: datetime | None = NOW
    place_word: str = "the usual place"


BY_EMAIL = Reached(channel=Channel.EMAIL, address="adaeze@example.org", calendar=CalendarWanted.YES)
PLAIN_EMAIL = replace(BY_EMAIL, wording=Wording.PLAIN)


@dataclass(frozen=True)
class Told:
    """One witness in their own compartment, and a hearing that their visits rest on."""

    world: World
    compartment_id: UUID
    witness_id: UUID
    hearing_id: UUID

    def act(self) -> Act:
        """What runs one action in this compartment, as the service's jobs do."""

        def run(action: Callable[..., Any], *args: Any, now: datetime) -> Any:  # noqa: ANN401
            with self.world.job(self.compartment_id) as session:
                return perform(session, action, *args, now=now)

        return run

    def visit(self, starts_at: datetime = VISIT_AT, **changes: Any) -> VisitFacts:  # noqa: ANN401
        """A visit of this witness, by default on Wednesday 30 September 2026 at 12:45pm."""
        facts = VisitFacts(
            visit_id=uuid4(),
            witness_id=self.witness_id,
            version=1,
            hearing_id=self.hearing_id,
            hearing_version=1,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=30),
            place=SNARESBROOK,
            voice=VOICE,
        )
        return replace(facts, **changes)

    def messages(self) -> list[Message]:
        """Every message of this witness, in the order it is due."""
        with self.world.job(self.compartment_id) as session:
            found = session.scalars(
                select(Message)
                .where(Message.witness_id == self.witness_id)
                .order_by(Message.recorded_at, Message.due_at, Message.id)
            ).all()
            session.expunge_all()
            return list(found)

    def reached_now(self, reached: Reached, version: int) -> None:
        """Give the witness a new contact plan."""
        with self.world.job(self.compartment_id) as session:
            for plan in session.scalars(
                select(ContactPlan).where(
                    ContactPlan.witness_id == self.witness_id, ContactPlan.superseded_at.is_(None)
                )
            ):
                plan.superseded_at = NOW
            session.flush()
            session.add(a_plan(self.compartment_id, self.witness_id, reached, version))
            session.commit()

    def hearing_is_now(self, version: int) -> None:
        """Let the court publish a newer version of the hearing."""
        with self.world.owner() as owner:
            owner.get_one(Hearing, self.hearing_id).current_version = version
            owner.commit()


def a_told_witness(world: World, reached: Reached | None = None) -> Told:
    """A witness in a compartment of their own, with a contact plan, committed."""
    number = next(_numbers)
    group_id = uuid4()
    compartment_id = world.compartment(group_id, f"defendant:told {number}")
    with world.owner() as owner:
        hearing_id = a_bare_hearing(owner, group_id)
        owner.commit()
    with world.job(compartment_id) as session:
        witness_id = _a_witness(session, compartment_id, group_id)
        session.add(a_plan(compartment_id, witness_id, reached or Reached(), 1))
        session.commit()
    return Told(world, compartment_id, witness_id, hearing_id)


def a_plan(compartment_id: UUID, witness_id: UUID, reached: Reached, version: int) -> ContactPlan:
    """A contact plan, not yet added to a session."""
    return ContactPlan(
        compartment_id=compartment_id,
        witness_id=witness_id,
        version=version,
        channel=reached.channel,
        address=reached.address,
        language="en",
        hours_from=reached.hours[0],
        hours_until=reached.hours[1],
        seen_by=SeenBy.NOBODY,
        wording=reached.wording,
        agreed_sender="Sam",
        place_word=reached.place_word,
        calendar_wanted=reached.calendar,
        recorded_at=NOW,
        recorded_by=SERVICE_ACCOUNT_ID,
        confirmed_at=reached.confirmed_at,
        confirmed_by=SERVICE_ACCOUNT_ID if reached.confirmed_at else None,
    )


def a_bare_hearing(session: Session, group_id: UUID) -> UUID:
    """A trial of a case, at its first version; flushed, not committed."""
    case = PublishedCase(group_id=group_id, title="R v Told", first_published_at=NOW)
    session.add(case)
    session.flush()
    hearing = a_row_of(
        Hearing.__table__,
        id=uuid4(),
        case_id=case.id,
        kind=HearingKind.TRIAL.value,
        current_version=1,
    )
    session.execute(insert(Hearing.__table__).values(hearing))
    return hearing["id"]


def _a_witness(session: WalledSession, compartment_id: UUID, group_id: UUID) -> UUID:
    referral = a_row_of(
        Referral.__table__,
        compartment_id=compartment_id,
        group_id=group_id,
        referred_by=SERVICE_ACCOUNT_ID,
    )
    session.execute(insert(Referral.__table__).values(referral))
    witness = Witness(
        compartment_id=compartment_id,
        referral_id=referral["id"],
        request_id=uuid4(),
        group_id=group_id,
        party="defendant:told",
        party_label="Defence of Told",
        name="Adaeze Yeo",
        initials="A.Y.",
        role=WitnessRole.WITNESS,
        language="en",
        interpreter_needed=InterpreterNeed.NOT_NEEDED,
        caseworker_id=None,
        state=WitnessState.ACTIVE,
        needs_note="",
        needs_version=0,
    )
    session.add(witness)
    session.flush()
    return witness.id


@dataclass
class ObedientCarrier:
    """Answers as it is told to, and remembers what it was handed."""

    answer: Answer = field(default_factory=lambda: Accepted("taken"))
    name: str = "obedient"
    handed: list[OutgoingMessage] = field(default_factory=list)

    def send(self, outgoing: OutgoingMessage) -> Answer:
        """Take it, and answer."""
        self.handed.append(outgoing)
        return self.answer


class Killed(BaseException):
    """The process died here."""


@dataclass
class DyingCarrier:
    """Dies with the message in its hands."""

    name: str = "dying"
    handed: list[OutgoingMessage] = field(default_factory=list)

    def send(self, outgoing: OutgoingMessage) -> Answer:
        """Take it, and die."""
        self.handed.append(outgoing)
        raise Killed


EVERYTHING_HOLDS = Checks(
    is_still_true=lambda _session, _message: True,
    sending_is_on=lambda: True,
    channels=frozenset({Channel.SMS, Channel.EMAIL}),
)
