"""Plays made at random: steps of four parties and a court, and all that one party can obtain."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from hypothesis import strategies as st
from sqlalchemy import select

from casework.contact_plans.rules import Channel
from courts.cases.rules import read_identifier
from courts.hearings.actions import HearingToRecord, Vacating, record_hearing, vacate_hearing
from courts.hearings.rules import Certainty, HearingKind, Listing, VacatedReason
from courts.london_time import london_day
from ethical_walls.accounts.models import Account, Organisation
from ethical_walls.accounts.service import link_viewer
from ethical_walls.viewers import Viewer
from ethical_walls.work import post_work_of_the_day
from notifications.carriers.recording import RecordingCarrier
from scheduling.slots.models import Slot
from tests.builders.courts import CourtDetails
from tests.builders.hosting import let_host
from tests.builders.scheduling import a_court_with_windows, in_six_weeks
from tests.moment import NOW
from tests.two_worlds.acts_outside import ACTS
from tests.two_worlds.due import do_what_is_due
from tests.two_worlds.hands import Hand, Trial
from tests.two_worlds.parties import (
    CASE,
    DEFENDANTS,
    LATE,
    NAMED_LATER,
    PARTIES,
    People,
    people_of,
)
from tests.two_worlds.seen import (
    Labels,
    day_seen,
    labels_of,
    partner_sees,
    records_seen,
    rows_seen,
    times_seen,
    without_chance,
    witnesses_of,
)
from tests.two_worlds.transcripts import Transcript
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means
from witness_app.perform import perform

OURS = ("casework", "courts", "ethical_walls", "notifications", "scheduling", "tests")
FORBIDDEN = "InsufficientPrivilege"
"""What the database raises for what a viewer may not do."""


@dataclass(frozen=True)
class Step:
    """One thing that somebody does; `choice` picks among whatever there is to pick from."""

    who: str
    act: str
    choice: int


@dataclass(frozen=True)
class Setting:
    """What is there before anybody does anything: a court, its list operator, and everybody."""

    world: World
    court_id: object
    operator: Viewer
    people: dict[str, People]
    labels: Labels


def a_setting(world: World) -> Setting:
    """A court with windows, and the people of four parties."""
    details = CourtDetails(name="Invented Crown Court", number=1)
    court_id = a_court_with_windows(world, details=details)
    operator = world.a_list_operator()
    people = {who: people_of(world, who) for who in PARTIES}
    let_host(world, people[LATE].host, [court_id])
    with world.owner() as owner:
        known = [
            *owner.execute(select(Account.id, Account.name)),
            *owner.execute(select(Organisation.id, Organisation.name)),
            *((slot.id, f"slot of {slot.starts_at}") for slot in owner.scalars(select(Slot))),
            (court_id, "court"),
        ]
    return Setting(world, court_id, operator, people, labels_of(known))


@dataclass
class Play:
    """One world in which steps are taken, and what those who are watched obtain after each.

    Three parties are published from the start; the court may name the fourth later.
    """

    setting: Setting
    watched: tuple[str, ...] = ("observer",)
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    defendants: tuple[str, ...] = DEFENDANTS
    weeks_later: int = 0
    referred: Counter[str] = field(default_factory=Counter)
    trial: Trial | None = None
    transcripts: dict[str, Transcript] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.world = self.setting.world
        carriers = {channel: RecordingCarrier() for channel in (Channel.SMS, Channel.EMAIL)}
        self.means = Means(self.world.database, carriers, self.clock)
        self.transcripts = {who: Transcript() for who in self.watched}
        self.seen: dict[str, list[str]] = {}
        if self.trial is None:
            self.publish(0)

    def again(self, who: str) -> "Play":
        """The same world, from here on, in the eyes of one party alone."""
        clock, referred = FixedClock(self.clock.now()), Counter(self.referred)
        return replace(self, watched=(who,), clock=clock, referred=referred, done=Counter())

    def take(self, steps: Iterable[Step], cast: frozenset[str]) -> None:
        """Take the steps of the court, of time, and of whoever is in this world."""
        for step in steps:
            is_taken = self.step(step, cast)
            is_stirred = do_what_is_due(self.world, self.means)
            self.observe(step, is_changed=is_taken or is_stirred)
        self.look_at_everything()

    def take_unseen(self, steps: Iterable[Step], cast: frozenset[str]) -> None:
        """The same, with nobody looking until it is over."""
        for step in steps:
            self.step(step, cast)
            do_what_is_due(self.world, self.means)
        self.look_at_everything()

    def step(self, step: Step, cast: frozenset[str]) -> bool:
        """Take one step; false where it is somebody's who is not in this world."""
        if step.who == "time":
            hours = {"": 1 + step.choice % 72, "weeks": 24 * 7 * (1 + step.choice % 3)}[step.act]
            self.clock.advance(timedelta(hours=hours))
            with self.world.database.service_session() as session:
                perform(session, post_work_of_the_day, now=self.clock.now())
        elif step.who == "court":
            self.court_acts(step)
        elif step.who in cast:
            self.act(step)
        else:
            return False
        return True

    def court_acts(self, step: Step) -> None:
        """The court lists the trial, or the sentence, takes the trial out, or names a party."""
        if step.act == "name":
            self.name_another()
        elif step.act == "vacate":
            self.vacate()
        elif step.act == "sentence":
            self.publish(6 + step.choice % 4, HearingKind.SENTENCE)
        else:
            self.publish(
                step.choice % 4,
                certainty=(Certainty.FIXTURE, Certainty.WARNED_LIST)[step.choice > 8],
            )

    def name_another(self) -> None:
        """The court names a fourth party in the case, the trial as it was."""
        self.defendants = (*DEFENDANTS, NAMED_LATER)
        self.publish(self.weeks_later)

    def publish(
        self,
        weeks_later: int,
        kind: HearingKind = HearingKind.TRIAL,
        certainty: Certainty = Certainty.FIXTURE,
    ) -> None:
        """The court lists the trial on one of four days, or a sentence after it.

        A day that is past is the same weekday as many weeks from now.
        """
        self.clock.advance(timedelta(minutes=1))
        day = in_six_weeks() + timedelta(weeks=weeks_later)
        while day <= london_day(self.clock.now()):
            day += timedelta(weeks=4)
        is_period = certainty is Certainty.WARNED_LIST
        recorded = HearingToRecord(
            identifier=read_identifier(CASE),
            defendants=self.defendants,
            kind=kind,
            description="For Trial" if kind is HearingKind.TRIAL else "For Sentence",
            listing=Listing(
                court_id=self.setting.court_id,
                certainty=certainty,
                starts_on=day,
                ends_on=day + timedelta(days=4) if is_period else None,
                published_at=self.clock.now(),
            ),
        )
        with self.world.session(self.setting.operator) as session:
            change = perform(session, record_hearing, recorded, now=self.clock.now())
        if kind is HearingKind.TRIAL:
            self.weeks_later = weeks_later
            after = change.after
            court_id, on = self.setting.court_id, after.listing.starts_on
            self.trial = Trial(court_id, after.hearing_id, after.number, on)

    def vacate(self) -> None:
        """The court takes the trial out of the list, unless it cannot any more."""
        self.clock.advance(timedelta(minutes=1))
        vacating = Vacating(VacatedReason.OTHER, london_day(self.clock.now()))
        trial = self.trial
        assert trial is not None
        with self.world.session(self.setting.operator) as session:
            try:
                perform(
                    session,
                    vacate_hearing,
                    trial.hearing_id,
                    vacating,
                    version=trial.version,
                    now=self.clock.now(),
                )
            except Exception as refused:
                if not is_refusal(refused):
                    raise
                return
        self.trial = replace(trial, version=trial.version + 1)

    def act(self, step: Step) -> str:
        """Somebody tries something; a refusal is an answer too, and what they learn."""
        hand = self.hand_of(step)
        act = ACTS[step.act]
        try:
            with self.world.session(act.by(hand)) as session:
                said = act.does(hand, session)
        except Exception as refused:
            if not is_refusal(refused):
                raise
            said = f"{type(refused).__name__}: {refused}"
        if said == "done":
            self.done[step.act] += 1
        self.note(step.who, f"{step.act}: {without_chance(said, self.setting.labels)}")
        return said

    def hand_of(self, step: Step) -> Hand:
        """The hand that takes a step."""
        self.referred[step.who] += 1
        trial, people = self.trial, self.setting.people[step.who]
        assert trial is not None
        return Hand(
            self.world,
            people,
            step.who,
            step.choice,
            self.clock.now(),
            trial,
            self.referred[step.who],
            self.watched,
        )

    def note(self, who: str, said: str) -> None:
        """Keep what somebody was answered, if they are watched."""
        if who in self.watched:
            self.transcripts[who].answers.append(said)

    def observe(self, step: Step, *, is_changed: bool) -> None:
        """Everything that those who are watched can obtain now.

        Every walled row, and the times that can be had, after each step; what pages of the day ask
        after each of their own; what pages of each witness ask at the end, for they tell what has
        been. Where nothing was done in this world since somebody looked, they would see the same.
        """
        for who in self.watched:
            if is_changed or who not in self.seen:
                self.seen[who] = list(self.at_a_glance(who))
            day = self.in_a_day(who) if step.who == who else ()
            self.note(who, "\n".join([f"after {step}", *self.seen[who], *day]))

    def look_at_everything(self) -> None:
        """The last look, with nothing taken from an earlier one."""
        for who in self.watched:
            seen = (*self.at_a_glance(who), *self.in_a_day(who), *self.on_record(who))
            self.note(who, "\n".join(["at last", *seen]))

    def at_a_glance(self, who: str) -> Iterable[str]:
        """What the two caseworkers of a party see in every table, and the times they can have."""
        people, labels = self.setting.people[who], self.setting.labels
        with self.world.session(people.caseworker) as session:
            rows = rows_seen(session, labels)
            yield from rows
            yield from times_seen(session, self.clock, labels)
        with self.world.session(people.colleague) as session:
            theirs = rows_seen(session, labels)
        yield "their colleague sees the same" if theirs == rows else "\n".join(theirs)

    def in_a_day(self, who: str) -> Iterable[str]:
        """What the pages of a day ask, and all that a partner and a witness by their link see."""
        people, labels = self.setting.people[who], self.setting.labels
        ids = []
        for person in (people.caseworker, people.colleague):
            with self.world.session(person) as session:
                yield from day_seen(session, self.clock, labels)
                ids.extend(witness.id for witness in witnesses_of(session)[:1])
        with self.world.session(people.partner) as session:
            yield from rows_seen(session, labels)
            yield from partner_sees(session, labels)
        for witness_id in ids[:1]:
            with self.world.session(link_viewer(witness_id)) as session:
                yield from rows_seen(session, labels)

    def on_record(self, who: str) -> Iterable[str]:
        """What the pages about each witness ask."""
        people = self.setting.people[who]
        for person in (people.caseworker, people.colleague):
            with self.world.session(person) as session:
                yield from records_seen(session, self.clock, self.setting.labels)


def is_refusal(raised: Exception) -> bool:
    """Whether it is one of the product's own refusals; anything else raised is a fault."""
    is_ours = type(raised).__module__.partition(".")[0] in OURS
    return is_ours or type(getattr(raised, "orig", None)).__name__ == FORBIDDEN


MOVES = [
    *((who, act) for who in sorted(PARTIES) for act in sorted(ACTS)),
    *[("time", "")] * 40,
    *[("time", "weeks")] * 15,
    *[("court", "")] * 20,
    *[("court", "sentence")] * 5,
    *[("court", "vacate")] * 5,
    *[("court", "name")] * 5,
]
"""Who may do what next: mostly one of the parties, else the court, or time passes."""
a_step = st.builds(
    lambda move, choice: Step(*move, choice), st.sampled_from(MOVES), st.integers(0, 11)
)

OPENING = [
    Step(who, act, 0)
    for act in ("refer", "accept", "plan", "book", "partner_refers", "accept")
    for who in sorted(PARTIES)
]
"""How every play begins, so that there is somebody to keep apart from the first step on."""
