"""Plays made at random: steps of four parties and a court, and all that one party can obtain."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import select

from casework.access_needs.actions import agree_needs
from casework.access_needs.rules import AccessNeedKind, AgreedNeeds
from casework.allocations.actions import accept_witness, decline_witness
from casework.contact_plans.actions import confirm_contact_plan
from casework.contact_plans.queries import live_plan
from casework.contact_plans.rules import Channel
from casework.referrals.actions import refer_witness
from casework.tasks.actions import finish_task
from casework.tasks.models import Task
from casework.witnesses.models import Witness
from casework.witnesses.rules import InterpreterNeed
from courts.cases.rules import PROSECUTION, read_identifier
from courts.hearings.actions import HearingToRecord, record_hearing
from courts.hearings.rules import Certainty, HearingKind, Listing
from ethical_walls.records import Kind, tables_of
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Viewer
from notifications.carriers.recording import RecordingCarrier
from scheduling.replans.actions import confirm_replan
from scheduling.replans.queries import open_replans, preview_replan
from scheduling.visits.actions import book_visit, cancel_visit
from scheduling.visits.models import Visit
from scheduling.visits.queries import find_times
from scheduling.visits.rules import CancelReason
from tests.builders.casework import Side, a_contact_plan, a_referral
from tests.builders.courts import CourtDetails
from tests.builders.scheduling import a_court_with_windows, in_six_weeks
from tests.moment import NOW
from tests.two_worlds.transcripts import IDENTIFIER, REFERENCE, Transcript
from tests.world import World
from witness_app.care import care_of
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform

CASE = "T20267001"
DEFENDANTS = ("Jordan Reed", "Riley Stone")
NAMED_LATER = "Alex Moss"
LATE = "late"
PARTIES = MappingProxyType(
    {
        "observer": PROSECUTION,
        "first": "defendant:jordan reed",
        "second": "defendant:riley stone",
        LATE: "defendant:alex moss",
    }
)
NAMES = ("Sam Carter", "Alex Moore", "Mia Brooks")
NEEDS = (AccessNeedKind.BREAKS, AccessNeedKind.LARGE_PRINT)


@dataclass(frozen=True)
class Step:
    """One thing that somebody does; `choice` picks among whatever there is to pick from."""

    who: str
    act: str
    choice: int


@dataclass
class Play:
    """One world in which steps are taken, and what the observer obtains after each.

    Three parties are published from the start; the court may name the fourth later.
    """

    world: World
    observer: str = "observer"
    defendants: tuple[str, ...] = DEFENDANTS
    weeks_later: int = 0
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOW))
    transcript: Transcript = field(default_factory=Transcript)

    def __post_init__(self) -> None:
        details = CourtDetails(name="Invented Crown Court", number=1)
        self.court_id = a_court_with_windows(self.world, details=details)
        self.operator = self.world.a_list_operator()
        self.people = {who: self.world.a_caseworker(f"{who.title()} Caseworker") for who in PARTIES}
        carriers = {channel: RecordingCarrier() for channel in (Channel.SMS, Channel.EMAIL)}
        self.means = Means(self.world.database, carriers, self.clock)
        self.publish(0)

    def take(self, steps: Iterable[Step], cast: frozenset[str]) -> Transcript:
        """Take the steps of the court and of whoever is in this world."""
        for step in steps:
            if step.act == "name":
                self.name_another()
            elif step.who == "court":
                self.publish(step.choice % 4)
            elif step.who == "time":
                self.clock.advance(timedelta(hours=1 + step.choice % 72))
            elif step.who in cast:
                self.act(step)
            tick(self.means)
            self.observe(step)
        return self.transcript

    def publish(self, weeks_later: int) -> None:
        """The court lists the trial on one of four days."""
        self.weeks_later = weeks_later
        self.clock.advance(timedelta(minutes=1))
        recorded = HearingToRecord(
            identifier=read_identifier(CASE),
            defendants=self.defendants,
            kind=HearingKind.TRIAL,
            description="For Trial",
            listing=Listing(
                court_id=self.court_id,
                certainty=Certainty.FIXTURE,
                starts_on=in_six_weeks() + timedelta(weeks=weeks_later),
                published_at=self.clock.now(),
            ),
        )
        with self.world.session(self.operator) as session:
            perform(session, record_hearing, recorded, now=self.clock.now())

    def name_another(self) -> None:
        """The court names a fourth party in the case, the trial as it was."""
        self.defendants = (*DEFENDANTS, NAMED_LATER)
        self.publish(self.weeks_later)

    def act(self, step: Step) -> None:
        """Somebody tries something; a refusal is an answer too."""
        with self.world.session(self.people[step.who]) as session:
            try:
                said = ACTS[step.act](self, session, step)
            except Exception as refused:  # noqa: BLE001 - whatever is raised is what they learn
                session.rollback()
                said = f"{type(refused).__name__}: {refused}"
        if step.who == self.observer:
            self.transcript.answers.append(self.transcript.without_chance(f"{step.act}: {said}"))

    def perform(self, session: WalledSession, action: Callable[..., Any], *given: Any) -> str:  # noqa: ANN401
        """Perform an action as the one who acts."""
        perform(session, action, *given, now=self.clock.now())
        return "done"

    def observe(self, step: Step) -> None:
        """Everything that the observer can obtain now: every walled row, and what pages ask."""
        viewer = self.people[self.observer]
        with self.world.session(viewer) as session:
            seen = [f"after {step}", *_rows(session), *self._answers(session, viewer)]
        self.transcript.answers.append(self.transcript.without_chance("\n".join(seen)))

    def _answers(self, session: WalledSession, viewer: Viewer) -> Iterable[str]:
        witnesses = _witnesses(session)
        for care in care_of(session, witnesses, now=self.clock.now()):
            # Of two tasks alike in every word, chance says whose id the next step carries.
            step = IDENTIFIER.sub("an identifier", str(care.step))
            yield f"{viewer.name} {care.witness.name} {care.caseworker} {step} {care.hearing}"
        for witness in witnesses:
            try:
                yield str(find_times(session, witness.id, now=self.clock.now()))
            except Exception as refused:  # noqa: BLE001 - the same
                yield f"{type(refused).__name__}: {refused}"


def _rows(session: WalledSession) -> Iterable[str]:
    """Every row of every walled table that a session shows, in an order that is not chance."""
    for table in tables_of(Kind.WALLED):
        columns = [c for c in table.columns if c.type.python_type is not uuid.UUID]
        rows = (str(tuple(row)) for row in session.execute(select(*columns)))
        found = sorted(
            REFERENCE.sub("a reference", IDENTIFIER.sub("an identifier", row)) for row in rows
        )
        yield f"{table.name} {len(found)}"
        yield from found


def _witnesses(session: WalledSession) -> list[Witness]:
    return list(session.scalars(select(Witness).order_by(Witness.name)))


def _one(things: list[Any], choice: int) -> Any:  # noqa: ANN401 - one of whatever was given
    return things[choice % len(things)]


def _refer(play: Play, session: WalledSession, step: Step) -> str:
    referral = replace(
        a_referral(Side.PROSECUTION),
        request_id=uuid.uuid4(),
        identifier=CASE,
        party=PARTIES[step.who],
        name=f"{NAMES[step.choice % len(NAMES)]} {step.choice}",
        address=f"+4477009002{step.choice:02}",
    )
    return play.perform(session, refer_witness, referral)


def _accept(play: Play, session: WalledSession, step: Step) -> str:
    return play.perform(session, accept_witness, _one(_witnesses(session), step.choice).id)


def _decline(play: Play, session: WalledSession, step: Step) -> str:
    return play.perform(session, decline_witness, _one(_witnesses(session), step.choice).id)


def _plan(play: Play, session: WalledSession, step: Step) -> str:
    witness = _one(_witnesses(session), step.choice)
    version = live_plan(session, witness.id).version  # type: ignore[union-attr]
    return play.perform(session, confirm_contact_plan, witness.id, version, a_contact_plan())


def _needs(play: Play, session: WalledSession, step: Step) -> str:
    witness = _one(_witnesses(session), step.choice)
    agreed = AgreedNeeds("en", InterpreterNeed.NOT_NEEDED, NEEDS[: step.choice % 3], "")
    return play.perform(session, agree_needs, witness.id, witness.needs_version, agreed)


def _book(play: Play, session: WalledSession, step: Step) -> str:
    witness = _one(_witnesses(session), step.choice)
    times = find_times(session, witness.id, now=play.clock.now()).times
    slot = _one(list(times), step.choice).slot_id
    return play.perform(session, book_visit, witness.id, slot, uuid.uuid4())


def _cancel(play: Play, session: WalledSession, step: Step) -> str:
    visits = list(session.scalars(select(Visit).order_by(Visit.starts_at, Visit.booked_at)))
    visit = _one(visits, step.choice)
    reason = next(iter(CancelReason))
    return play.perform(session, cancel_visit, visit.id, visit.version, reason)


def _finish(play: Play, session: WalledSession, step: Step) -> str:
    tasks = list(session.scalars(select(Task).order_by(Task.title, Task.opened_at)))
    return play.perform(session, finish_task, _one(tasks, step.choice).id)


def _replan(play: Play, session: WalledSession, step: Step) -> str:
    replan = _one(open_replans(session), step.choice)
    preview = preview_replan(session, replan.id, now=play.clock.now())
    return play.perform(session, confirm_replan, replan.id, preview.digest)


ACTS: dict[str, Callable[[Play, WalledSession, Step], str]] = {
    "refer": _refer,
    "accept": _accept,
    "decline": _decline,
    "plan": _plan,
    "needs": _needs,
    "book": _book,
    "cancel": _cancel,
    "finish": _finish,
    "replan": _replan,
}

a_choice = st.integers(0, 11)
a_step = st.one_of(
    st.builds(Step, st.sampled_from(sorted(PARTIES)), st.sampled_from(sorted(ACTS)), a_choice),
    st.builds(Step, st.sampled_from(["court", "time"]), st.just(""), a_choice),
    st.builds(Step, st.just("court"), st.just("name"), a_choice),
)

OPENING = [
    Step(who, act, 0) for act in ("refer", "accept", "plan", "book") for who in sorted(PARTIES)
]
"""How every play begins, so that there is somebody to keep apart from the first step on."""
