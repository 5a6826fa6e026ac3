"""From what happens to a visit or a hearing to what a witness reads, through the site's jobs."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from casework.contact_plans.actions import confirm_contact_plan
from casework.contact_plans.rules import Channel, Wording
from courts.cases.rules import read_identifier
from courts.hearings.actions import HearingToRecord, Vacating, record_hearing, vacate_hearing
from courts.hearings.models import Hearing
from courts.hearings.rules import Certainty, HearingKind, Listing, VacatedReason
from courts.london_time import london_day
from ethical_walls.accounts.models import Account
from ethical_walls.work import WorkItem, WorkKind
from notifications.calendar_invitations.rules import ReadEntry, read
from notifications.messages.models import Message
from notifications.messages.rules import MessageKey, MessageState
from scheduling.replans.actions import confirm_replan
from scheduling.replans.queries import open_replans, preview_replan
from scheduling.visits.actions import book_visit, cancel_visit
from scheduling.visits.models import Visit
from scheduling.visits.queries import find_times, visit_summary
from scheduling.visits.rules import CancelReason, VisitState
from tests.builders.casework import (
    MadeWitness,
    Side,
    a_contact_plan,
    a_witness,
    a_witness_to_contact,
)
from tests.builders.courts import CourtDetails
from tests.builders.notifications import ObedientCarrier
from tests.builders.scheduling import a_court_with_windows, in_six_weeks
from tests.moment import NOW
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, send_messages, tick
from witness_app.perform import perform

NUMBER = "01AB1234519"
PLAIN = a_contact_plan(wording=Wording.PLAIN)
TEN_DAYS = timedelta(days=10)
LATER = in_six_weeks() + timedelta(weeks=2)
SENT, PENDING = MessageState.SENT, MessageState.PENDING
SUPERSEDED = MessageState.SUPERSEDED
REMINDERS = [
    MessageKey.VISIT_REMINDER_7_DAYS,
    MessageKey.VISIT_REMINDER_3_DAYS,
    MessageKey.VISIT_REMINDER_1_DAY,
]


@dataclass
class Story:
    """A court with windows, its list office, the site's jobs, and the clock they share."""

    world: World
    clock: FixedClock
    court_id: UUID
    carrier: ObedientCarrier = field(default_factory=ObedientCarrier)

    def __post_init__(self) -> None:
        self.operator = self.world.a_list_operator()
        taking = {Channel.SMS: self.carrier, Channel.EMAIL: self.carrier}
        self.means = Means(self.world.database, taking, self.clock)

    def publish(self, on: date, kind: HearingKind = HearingKind.TRIAL) -> None:
        """The court publishes its hearing, or publishes it again on another day."""
        self.clock.advance(timedelta(minutes=1))
        listing = Listing(
            court_id=self.court_id,
            certainty=Certainty.FIXTURE,
            starts_on=on,
            published_at=self.clock.now(),
            starts_at_time=time(10),
        )
        recorded = HearingToRecord(
            identifier=read_identifier(NUMBER),
            defendants=("Jordan Reed",),
            kind=kind,
            description="For Trial",
            listing=listing,
        )
        with self.world.session(self.operator) as session:
            perform(session, record_hearing, recorded, now=self.clock.now())

    def vacate(self) -> None:
        """The court takes the trial out of its list."""
        self.clock.advance(timedelta(minutes=1))
        with self.world.session(self.operator) as session:
            hearing = session.scalars(select(Hearing)).one()
            vacating = Vacating(VacatedReason.GUILTY_PLEA, london_day(self.clock.now()))
            perform(
                session,
                vacate_hearing,
                hearing.id,
                vacating,
                version=hearing.current_version,
                now=self.clock.now(),
            )

    def tick(self) -> list[str]:
        """Let a minute pass and the jobs run; the texts that left meanwhile."""
        self.clock.advance(timedelta(minutes=1))
        before = len(self.carrier.handed)
        tick(self.means)
        return [handed.text for handed in self.carrier.handed[before:]]

    def book(self, witness: MadeWitness, *, last: bool = False) -> UUID:
        """The witness's caseworker books a time ten days ahead, or the last before the trial."""
        with self.world.session(witness.caseworker) as session:
            now = self.clock.now()
            found = find_times(session, witness.id, now=now, limit=200).times
            times = [offered for offered in found if offered.starts_at > now + TEN_DAYS]
            slot_id = times[-1 if last else 0].slot_id
            booked = perform(
                session, book_visit, witness.id, slot_id, uuid4(), now=self.clock.now()
            )
            return booked.id

    def cancel(self, witness: MadeWitness, visit_id: UUID) -> None:
        """The witness's caseworker cancels."""
        with self.world.session(witness.caseworker) as session:
            why = CancelReason.WITNESS_CANNOT_COME
            version = visit_summary(session, visit_id).version
            perform(session, cancel_visit, visit_id, version, why, now=self.clock.now())

    def confirm_replan(self, witness: MadeWitness) -> None:
        """The witness's caseworker previews the open re-plan and confirms it."""
        with self.world.session(witness.caseworker) as session:
            (replan,) = open_replans(session)
            shown = preview_replan(session, replan.replan_id, now=self.clock.now())
            perform(session, confirm_replan, replan.replan_id, shown.digest, now=self.clock.now())

    def messages(self, witness: MadeWitness) -> list[Message]:
        """What was written to a witness, as their caseworker sees it."""
        with self.world.session(witness.caseworker) as session:
            found = session.scalars(
                select(Message)
                .where(Message.witness_id == witness.id)
                .order_by(Message.recorded_at, Message.due_at, Message.id)
            ).all()
            session.expunge_all()
            return list(found)

    def said(self, witness: MadeWitness, *states: MessageState) -> list[MessageKey]:
        """Which messages to a witness are in these states."""
        return [m.key for m in self.messages(witness) if m.state in states]

    def invitations(self, witness: MadeWitness) -> list[ReadEntry]:
        """The calendar objects that have left for a witness."""
        return [
            read(m.invitation_ics)
            for m in self.messages(witness)
            if m.state is SENT and m.invitation_ics
        ]

    def visit(self, visit_id: UUID) -> Visit:
        """A visit as it stands."""
        with self.world.owner() as owner:
            found = owner.get_one(Visit, visit_id)
            owner.expunge_all()
            return found


@pytest.fixture
def story(world: World, clock: FixedClock) -> Story:
    court_id = a_court_with_windows(world, details=CourtDetails(name="Elmbridge Crown Court"))
    told = Story(world, clock, court_id)
    told.publish(in_six_weeks())
    told.tick()
    return told


@pytest.fixture
def witness(story: Story) -> MadeWitness:
    return a_witness_to_contact(story.world, side=Side.PROSECUTION, plan=PLAIN)


def test_a_visit_booked_is_told_at_once_with_its_invitation(
    story: Story, witness: MadeWitness
) -> None:
    visit = story.visit(story.book(witness))
    (text,) = story.tick()
    assert "Your visit to Elmbridge Crown Court is booked for" in text
    assert "ring 07700 900100" in text
    (entry,) = story.invitations(witness)
    assert (entry.method, entry.sequence) == ("REQUEST", 0)
    assert (entry.starts_at, entry.ends_at) == (visit.starts_at, visit.ends_at)
    assert story.said(witness, PENDING) == REMINDERS


def test_a_visit_cancelled_is_told_and_its_reminders_never_leave(
    story: Story, witness: MadeWitness
) -> None:
    visit_id = story.book(witness)
    story.tick()
    story.cancel(witness, visit_id)
    (text,) = story.tick()
    assert "is off" in text
    assert [(e.method, e.sequence) for e in story.invitations(witness)] == [
        ("REQUEST", 0),
        ("CANCEL", 1),
    ]
    story.clock.advance(timedelta(days=60))
    assert story.tick() == []


def test_a_trial_that_moves_takes_the_visit_and_every_word_of_it_along(
    story: Story, witness: MadeWitness
) -> None:
    visit_id = story.book(witness, last=True)
    story.tick()
    was = story.visit(visit_id).starts_at
    story.publish(in_six_weeks() - timedelta(weeks=2))
    assert story.tick() == []
    assert story.said(witness, PENDING) == []
    assert story.said(witness, SUPERSEDED) == REMINDERS
    story.confirm_replan(witness)
    texts = story.tick()
    becomes = story.visit(visit_id).starts_at
    assert becomes < was
    assert sorted(story.said(witness, SENT)) == [
        MessageKey.HEARING_MOVED,
        MessageKey.VISIT_BOOKED,
        MessageKey.VISIT_MOVED,
    ]
    assert len(texts) == 2
    first, second = story.invitations(witness)
    assert (first.sequence, second.sequence) == (0, 1)
    assert first.uid == second.uid
    assert (first.starts_at, second.starts_at) == (was, becomes)
    pending = [m for m in story.messages(witness) if m.state is PENDING]
    assert [m.key for m in pending] == REMINDERS
    assert all(m.due_at < becomes for m in pending)


def test_a_visit_that_a_moved_trial_leaves_in_place_is_reminded_of_all_the_same(
    story: Story, witness: MadeWitness
) -> None:
    visit_id = story.book(witness)
    story.tick()
    kept_at = story.visit(visit_id).starts_at
    story.publish(LATER)
    story.tick()
    story.confirm_replan(witness)
    assert story.visit(visit_id).starts_at == kept_at
    (text,) = story.tick()
    assert "The trial listed" in text
    assert story.said(witness, SENT) == [MessageKey.VISIT_BOOKED, MessageKey.HEARING_MOVED]
    assert story.said(witness, PENDING) == REMINDERS
    assert len(story.invitations(witness)) == 1


def test_a_trial_moved_and_moved_back_before_anybody_confirmed_tells_nobody(
    story: Story, witness: MadeWitness
) -> None:
    story.book(witness)
    story.tick()
    story.publish(LATER)
    assert story.tick() == []
    story.publish(in_six_weeks())
    assert story.tick() == []
    assert story.said(witness, PENDING) == REMINDERS
    assert story.said(witness, SENT) == [MessageKey.VISIT_BOOKED]


def test_a_trial_that_will_not_be_ends_the_visit_and_says_so_of_both(
    story: Story, witness: MadeWitness
) -> None:
    visit_id = story.book(witness)
    story.tick()
    story.vacate()
    assert story.tick() == []
    story.confirm_replan(witness)
    texts = story.tick()
    assert story.visit(visit_id).state is VisitState.CANCELLED
    assert sorted("will not go ahead" in text for text in texts) == [False, True]
    assert [(e.method, e.sequence) for e in story.invitations(witness)] == [
        ("REQUEST", 0),
        ("CANCEL", 1),
    ]
    assert story.said(witness, PENDING) == []


def test_a_witness_without_a_visit_is_told_of_a_moved_trial_at_once(
    story: Story, witness: MadeWitness
) -> None:
    story.publish(LATER)
    (text,) = story.tick()
    assert "The trial listed Monday 26 October 2026, 10am has moved" in text
    assert story.said(witness, SENT) == [MessageKey.HEARING_MOVED]


def test_two_witnesses_of_one_party_are_both_told_of_a_moved_trial(
    story: Story, witness: MadeWitness
) -> None:
    second = a_witness_to_contact(
        story.world, side=Side.PROSECUTION, plan=PLAIN, caseworker=witness.caseworker
    )
    story.publish(LATER)
    story.tick()
    for told in (witness, second):
        assert story.said(told, SENT) == [MessageKey.HEARING_MOVED]


def test_a_hearing_that_witnesses_do_not_attend_is_told_to_nobody(
    story: Story, witness: MadeWitness
) -> None:
    story.publish(in_six_weeks() - timedelta(weeks=3), HearingKind.PRE_TRIAL_REVIEW)
    assert story.tick() == []
    assert story.messages(witness) == []


def test_both_sides_are_told_of_one_act_of_the_court_each_by_its_own_job(
    story: Story, witness: MadeWitness
) -> None:
    other = a_witness_to_contact(story.world, side=Side.DEFENCE, plan=PLAIN)
    story.publish(LATER)
    assert len(story.tick()) == 2
    assert story.said(witness, SENT) == story.said(other, SENT) == [MessageKey.HEARING_MOVED]
    with story.world.session(other.caseworker) as session:
        assert {m.witness_id for m in session.scalars(select(Message))} == {other.id}


def test_a_message_claimed_before_the_courts_change_was_looked_at_does_not_leave(
    story: Story, witness: MadeWitness
) -> None:
    """The reminder is due, the trial has just moved, and the re-plan's job has not run yet."""
    story.book(witness)
    story.tick()
    (reminder, *_) = [m for m in story.messages(witness) if m.state is PENDING]
    story.clock.at = reminder.due_at
    story.publish(LATER)

    before = len(story.carrier.handed)
    send_messages(story.means, WorkItem(WorkKind.DISPATCH, witness.compartment_id, 0))
    assert len(story.carrier.handed) == before
    assert story.said(witness, SUPERSEDED) == [MessageKey.VISIT_REMINDER_7_DAYS]


def test_a_reminder_that_slipped_past_a_cancellation_does_not_leave(
    story: Story, witness: MadeWitness
) -> None:
    """The visit is off, and for whatever reason its message is still pending."""
    visit_id = story.book(witness)
    with story.world.owner() as owner:
        owner.execute(
            update(Visit)
            .where(Visit.id == visit_id)
            .values(state=VisitState.CANCELLED, cancelled_at=NOW)
        )
        owner.commit()
    assert story.tick() == []
    assert story.said(witness, SUPERSEDED) == [MessageKey.VISIT_BOOKED]


def test_a_plan_confirmed_after_the_booking_carries_the_reminders(
    story: Story, clock: FixedClock
) -> None:
    witness = a_witness(story.world, side=Side.PROSECUTION)
    story.book(witness)
    assert story.tick() == []
    assert story.said(witness, MessageState.NOT_SENT) == [MessageKey.VISIT_BOOKED]
    with story.world.session(witness.caseworker) as session:
        perform(session, confirm_contact_plan, witness.id, 1, PLAIN, now=clock.now())
    pending = [m for m in story.messages(witness) if m.state is PENDING]
    assert {m.to_address for m in pending} == {PLAIN.address}
    clock.at = pending[0].due_at
    (text,) = story.tick()
    assert "This is to remind you of your visit" in text


def test_where_the_caseworker_has_no_number_the_services_own_is_given(
    story: Story, witness: MadeWitness
) -> None:
    with story.world.owner() as owner:
        owner.execute(update(Account).values(telephone=None))
        owner.commit()
    story.book(witness)
    (text,) = story.tick()
    assert "ring 020 7946 0100" in text
