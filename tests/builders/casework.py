"""Witnesses for tests, made by the product's own actions: referred, taken in, accepted."""

import itertools
import uuid
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import func, select

from casework.access_needs.rules import AccessNeedKind
from casework.allocations.actions import accept_witness
from casework.contact_plans.actions import confirm_contact_plan
from casework.contact_plans.rules import (
    CalendarWanted,
    Channel,
    ContactPlanDetails,
    SeenBy,
    Wording,
)
from casework.particulars.actions import say_who_they_are
from casework.particulars.queries import particulars_now
from casework.referrals.actions import refer_witness, take_in_waiting
from casework.referrals.queries import referral_of
from casework.referrals.rules import (
    AgeAtOffence,
    HomeAtReferral,
    ReferralDetails,
    ReferralSource,
    Urgency,
)
from casework.witnesses.queries import witness_of
from casework.witnesses.rules import InterpreterNeed, WitnessRole
from courts.cases.rules import (
    PROSECUTION,
    PROSECUTION_LABEL,
    defence_label,
    party_of,
    read_identifier,
)
from courts.hearings.actions import HearingToRecord, record_hearing
from courts.hearings.models import HearingVersion
from courts.hearings.rules import Certainty, HearingKind, Listing
from courts.register.models import Court
from ethical_walls.compartments.queries import group_of
from ethical_walls.viewers import Viewer
from tests.builders.courts import a_court
from tests.moment import NOW
from tests.world import World
from witness_app.perform import perform

_numbers = itertools.count(100)


class Side(StrEnum):
    """Which side of a case calls a witness; a test always says which."""

    PROSECUTION = "prosecution"
    DEFENCE = "defence"


@dataclass(frozen=True)
class Case:
    """The case a witness belongs to, by its number and the defendant whose defence may call."""

    number: str = "01AB1234519"
    defendant: str = "Jordan Reed"

    def party(self, side: Side) -> tuple[str, str]:
        """The party of a side, and its label."""
        return {
            Side.PROSECUTION: (PROSECUTION, PROSECUTION_LABEL),
            Side.DEFENCE: (party_of(self.defendant), defence_label(self.defendant)),
        }[side]


@dataclass(frozen=True)
class Person:
    """What a test may care about in a witness; the rest is made up."""

    name: str = "Ada Yeo"
    address: str = ""
    channel: Channel = Channel.SMS
    language: str = "en"
    needs: tuple[AccessNeedKind, ...] = ()
    urgency: Urgency = Urgency.ORDINARY
    home: HomeAtReferral = HomeAtReferral.LONDON
    age: AgeAtOffence = AgeAtOffence.ADULT
    role: WitnessRole = WitnessRole.WITNESS
    practical_note: str = ""
    request_id: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True)
class MadeWitness:
    """A witness as tests speak of them."""

    id: uuid.UUID
    compartment_id: uuid.UUID
    group_id: uuid.UUID
    party: str
    caseworker: Viewer


def a_referral(side: Side, case: Case = Case(), person: Person = Person()) -> ReferralDetails:
    """A referral as a caseworker types it."""
    party, label = case.party(side)
    return ReferralDetails(
        request_id=person.request_id,
        identifier=case.number,
        party=party,
        party_label=label,
        name=person.name,
        role=person.role,
        language=person.language,
        interpreter=InterpreterNeed.NOT_NEEDED,
        channel=person.channel,
        address=person.address or _address(person.channel),
        needs=person.needs,
        practical_note=person.practical_note,
        source=ReferralSource.WITNESS_CARE_UNIT,
        urgency=person.urgency,
        home=person.home,
        age=person.age,
    )


def a_referred_witness(
    world: World,
    *,
    side: Side,
    typed_by: Viewer | None = None,
    case: Case = Case(),
    person: Person | None = None,
) -> MadeWitness:
    """A witness taken in and proposed to whoever typed the referral, who has not answered yet."""
    writer = typed_by or world.a_caseworker(name=f"Caseworker of the {side}")
    details = a_referral(side, case, person or Person())
    with world.session(writer) as session:
        refer_witness(session, details, now=NOW)
        group_id = group_of(session, read_identifier(case.number).value)
        session.commit()
    compartment_id = world.compartment(group_id, details.party)
    with world.job(compartment_id) as session:
        (witness,) = take_in_waiting(session, now=NOW)
        made = MadeWitness(witness.id, compartment_id, group_id, details.party, writer)
        session.commit()
    return made


def a_witness(
    world: World,
    *,
    side: Side,
    caseworker: Viewer | None = None,
    case: Case = Case(),
    person: Person | None = None,
) -> MadeWitness:
    """A witness whose caseworker has accepted; their contact plan is still provisional."""
    made = a_referred_witness(world, side=side, typed_by=caseworker, case=case, person=person)
    accepted_by(world, made.caseworker, made)
    return made


def accepted_by(world: World, caseworker: Viewer, made: MadeWitness) -> None:
    """Whoever was proposed accepts, so that the witness is passed on to nobody else."""
    with world.session(caseworker) as session:
        accept_witness(session, made.id, now=NOW)
        session.commit()


def put_right(world: World, made: MadeWitness, *, now: datetime = NOW, **change: object) -> None:
    """The witness's caseworker says who they are in the case, by the product's own action."""
    with world.session(made.caseworker) as session:
        witness = witness_of(session, made.id)
        stand = particulars_now(witness, referral_of(session, witness))
        said = replace(stand, **change)  # type: ignore[arg-type]  # one of its own facts
        perform(session, say_who_they_are, made.id, stand, said, now=now)


def a_contact_plan(**change: object) -> ContactPlanDetails:
    """A safe plan by e-mail with a calendar, but for what a test changes."""
    said: dict[str, object] = {
        "channel": Channel.EMAIL,
        "address": "sam@example.org",
        "language": "en",
        "hours_from": time(9),
        "hours_until": time(18),
        "seen_by": SeenBy.NOBODY,
        "wording": Wording.DISCREET,
        "agreed_sender": "Mel",
        "place_word": "the usual place",
        "calendar_wanted": CalendarWanted.YES,
    }
    return ContactPlanDetails(**(said | change))  # type: ignore[arg-type]


def a_witness_to_contact(
    world: World,
    *,
    side: Side,
    plan: ContactPlanDetails | None = None,
    caseworker: Viewer | None = None,
    case: Case = Case(),
) -> MadeWitness:
    """A witness with a caseworker and a confirmed contact plan."""
    made = a_witness(world, side=side, caseworker=caseworker, case=case)
    with world.session(made.caseworker) as session:
        confirm_contact_plan(session, made.id, 1, plan or a_contact_plan(), now=NOW)
        session.commit()
    return made


def a_published_trial(world: World, case: Case, on: date) -> uuid.UUID:
    """The trial of a case, published by a list operator for a day at one invented court.

    Called again with another day it is the same trial, moved. Each is published a minute after
    the last of this world.
    """
    operator = world.a_list_operator()
    with world.session(operator) as session:
        published_before = session.scalars(select(func.count(HearingVersion.id))).one()
        court = session.scalars(select(Court).limit(1)).first() or a_court(session)
        listing = Listing(
            court_id=court.id,
            certainty=Certainty.FIXTURE,
            starts_on=on,
            published_at=NOW + timedelta(minutes=published_before),
        )
        recorded = HearingToRecord(
            identifier=read_identifier(case.number),
            defendants=(case.defendant,),
            kind=HearingKind.TRIAL,
            description="For Trial",
            listing=listing,
        )
        change = perform(session, record_hearing, recorded, now=listing.published_at)
        return change.after.hearing_id


def _address(channel: Channel) -> str:
    number = next(_numbers)
    return f"sam.{number}@example.org" if channel is Channel.EMAIL else f"+447700900{number}"
