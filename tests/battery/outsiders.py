"""People outside, by a link or as partners: what each is taken to know, and what they come to."""

import enum
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Row, select, text

from casework.answers.models import WitnessAnswer
from casework.court_days.models import CourtDay
from casework.handovers.models import HandoverAnswer
from casework.partners.models import ReferredWitness
from casework.tellings.models import Telling
from casework.witnesses.models import Witness
from ethical_walls.accounts.service import link_viewer
from ethical_walls.drafts.actions import keep_draft
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Viewer
from scheduling.visits.models import Visit
from tests.battery.ground import LATER, Ground, Kind, in_words, shown
from tests.crawl.asking import Asker
from tests.crawl.at_court import SERVED_HERE
from tests.crawl.attempts import contents
from tests.crawl.canaries import ids_in
from tests.crawl.parties import SOLICITORS
from tests.world import World


class Who(enum.StrEnum):
    """Somebody outside, of whom each way is a way."""

    LINK = "the witness a0"
    RECEIVER = "who was offered b0"
    PARTNER = SOLICITORS[0]
    HOST = SERVED_HERE


@dataclass(frozen=True)
class Known:
    """What is known of one witness by somebody who should not know it: every id, never a word."""

    compartment_id: uuid.UUID
    witness_id: uuid.UUID
    visit_id: uuid.UUID
    record_id: uuid.UUID
    telling_id: uuid.UUID
    court_day_id: uuid.UUID
    handover_id: uuid.UUID
    link_token: uuid.UUID
    answered_id: uuid.UUID
    received_id: uuid.UUID
    organisation_id: uuid.UUID
    draft_id: uuid.UUID


@dataclass(frozen=True)
class Marks:
    """Whose words are one's own, another's of the same side, and the other side's."""

    own: str
    beside: str
    foreign: str


MARKS = {
    Who.LINK: Marks("a0", "a1", "b0"),
    Who.RECEIVER: Marks("b0h", "b1", "a0h"),
    Who.PARTNER: Marks("b3", "b0", "c3"),
    Who.HOST: Marks("a0kh", "a1", "b0h"),
}


@dataclass
class Outsider:
    """One person outside, with what is known of their own, of others, and of nothing."""

    ground: Ground
    viewer: Viewer
    browser: Asker
    mark: str
    own: Known
    others: tuple[Known, ...]
    absent: Known

    @property
    def world(self) -> World:
        """The world."""
        return self.ground.world

    def outcome(self, way: "Way", target: Known, *, keep: bool = False) -> str:
        """What an attempt came to, in words; only one at somebody else is kept."""
        with self.world.session(self.viewer) as session:
            try:
                came_to = shown(way(Reach(self, session, target)))
                if keep:
                    session.commit()
            except Exception as refused:  # noqa: BLE001 - whatever it is, it is the outcome
                came_to = in_words(refused)
        return came_to

    def marks_in(self, came_to: str, target: Known) -> set[str]:
        """Whose words stand in an outcome, ids that were known apart."""
        seen = self.ground.canaries.seen_in(came_to, ids_in(f"{asdict(target)} {asdict(self.own)}"))
        return {sighting.whose for sighting in seen}

    def held_by_others(self) -> dict[str, frozenset[tuple[object, ...]]]:
        """Everything that is anybody else's."""
        every = contents(self.world, self.ground.canaries)
        return {whose: rows for whose, rows in every.items() if not whose.startswith(self.mark)}


@dataclass
class Reach:
    """One attempt from outside: by whom, through which session, at what."""

    outsider: Outsider
    session: WalledSession
    target: Known

    @property
    def own(self) -> Known:
        """What is the outsider's own."""
        return self.outsider.own

    @property
    def is_own(self) -> bool:
        """Whether it is an attempt at what is theirs."""
        return self.target == self.own

    def sql(self, statement: str, **values: object) -> list[Row[Any]]:
        """Run a statement with the target's ids as its values, and `at` a time to come."""
        known = {**asdict(self.target), "at": LATER, **values}
        named = {name: value for name, value in known.items() if f":{name}" in statement}
        result = self.session.execute(text(statement), named)
        return list(result) if result.returns_rows else [result.rowcount]  # type: ignore[attr-defined,list-item]

    def page(self, path: str) -> object:
        """What a page answers."""
        return self.outsider.browser.ask("GET", path).likeness()

    def sent(self, path: str, **values: object) -> object:
        """What a form answers."""
        typed = {name: str(value) for name, value in values.items()}
        return self.outsider.browser.post(path, typed).likeness()


Way = Callable[[Reach], object]
OUTSIDE: dict[str, tuple[Who, Kind, Way]] = {}


def _register(who: Who, kind: Kind) -> Callable[[Way], Way]:
    def register(way: Way) -> Way:
        name = way.__name__.replace("_", " ")
        assert name not in OUTSIDE, f"two ways are called {name!r}"
        OUTSIDE[name] = (who, kind, way)
        return way

    return register


def reads(who: Who) -> Callable[[Way], Way]:
    """Shows the words of one's own, so would show another's if nothing stopped it."""
    return _register(who, Kind.READS)


def tells(who: Who) -> Callable[[Way], Way]:
    """Comes to something else on one's own than on nothing, so would on another's."""
    return _register(who, Kind.TELLS)


def refused(who: Who) -> Callable[[Way], Way]:
    """Comes to nothing whatever it is tried on, one's own too."""
    return _register(who, Kind.REFUSED)


def the_outsiders(ground: Ground) -> dict[Who, Outsider]:
    """Everybody outside who tries; each solicitor has begun a referral."""
    return {who: _outsider(ground, who) for who in Who}


def _outsider(ground: Ground, who: Who) -> Outsider:
    marks = MARKS[who]
    own, beside, foreign = (
        _known(ground, mark) for mark in (marks.own, marks.beside, marks.foreign)
    )
    if who is Who.PARTNER:
        own, foreign = (
            replace(known, draft_id=_draft(ground, email), organisation_id=_firm(ground, email))
            for known, email in zip((own, foreign), SOLICITORS, strict=True)
        )
    if who is Who.HOST:
        own = replace(own, handover_id=ground.parties.days[marks.own[0]])
    viewers = {
        Who.LINK: link_viewer(own.witness_id),
        Who.RECEIVER: link_viewer(own.handover_id),
        Who.PARTNER: ground.parties.accounts[Who.PARTNER],
        Who.HOST: ground.parties.accounts[Who.HOST],
    }
    browser = ground.parties.browser_of(who)
    absent = nothing()
    return Outsider(ground, viewers[who], browser, marks.own, own, (beside, foreign), absent)


def nothing() -> Known:
    """What is not there."""
    return Known(**{name: uuid.uuid4() for name in Known.__dataclass_fields__})


def _known(ground: Ground, mark: str) -> Known:
    """Everything that there is of one witness; where there is nothing, the id of nothing."""
    compartments = {tag: one for one, tag in ground.canaries.tags.items()}
    with ground.world.owner() as owner:
        witness_id = next(
            one
            for one in owner.scalars(
                select(Witness.id).where(Witness.compartment_id == compartments[mark[0]])
            )
            if ground.canaries.witnesses[one] == mark[1]
        )
        handover_id = ground.parties.handovers[mark[0]] if mark[1] == "0" else uuid.uuid4()
        found = {
            "visit_id": select(Visit.id).where(Visit.witness_id == witness_id),
            "record_id": select(ReferredWitness.id).where(ReferredWitness.witness_id == witness_id),
            "telling_id": select(Telling.id).where(Telling.witness_id == witness_id),
            "court_day_id": select(CourtDay.id).where(CourtDay.witness_id == witness_id),
            "answered_id": select(WitnessAnswer.request_id).where(
                WitnessAnswer.witness_id == witness_id
            ),
            "received_id": select(HandoverAnswer.request_id).where(
                HandoverAnswer.handover_id == handover_id
            ),
        }
        ids = {name: owner.scalars(one.limit(1)).first() for name, one in found.items()}
    return replace(
        nothing(),
        **{name: one for name, one in ids.items() if one},
        compartment_id=compartments[mark[0]],
        witness_id=witness_id,
        handover_id=handover_id,
        link_token=ground.parties.links.get(mark, uuid.uuid4()),
    )


def _draft(ground: Ground, email: str) -> uuid.UUID:
    draft_id = uuid.uuid4()
    with ground.world.session(ground.parties.accounts[email]) as session:
        keep_draft(session, draft_id, {"name": "Lin Park"}, now=LATER)
        session.commit()
    return draft_id


def _firm(ground: Ground, email: str) -> uuid.UUID:
    organisation_id = ground.parties.accounts[email].organisation_id
    assert organisation_id
    return organisation_id
