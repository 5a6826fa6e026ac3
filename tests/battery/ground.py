"""Two sides of one case, and how an attempt of one at the other is made and judged."""

import enum
import re
import uuid
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import Flask
from sqlalchemy import Row, inspect, select, text
from sqlalchemy.exc import DBAPIError, LegacyAPIWarning

from casework.referrals.models import Referral
from casework.tasks.models import Task
from casework.witnesses.models import Witness
from ethical_walls.records import Record
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Viewer
from notifications.messages.models import Message
from scheduling.visits.models import Visit
from tests.crawl.asking import Asker
from tests.crawl.attempts import contents
from tests.crawl.canaries import Canaries, ids_in
from tests.crawl.parties import PARTIES, Parties, three_parties
from tests.moment import NOW
from tests.world import World

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

OWN, OTHER = PARTIES[0], PARTIES[1]


class Kind(enum.StrEnum):
    """What a way does where no wall stands in it."""

    READS = "reads"
    TELLS = "tells"
    REFUSED = "refused"


@dataclass(frozen=True)
class Target:
    """What somebody who should not know it is taken to know of one side: everything but content."""

    compartment_id: uuid.UUID
    witness_id: uuid.UUID
    visit_id: uuid.UUID
    task_id: uuid.UUID
    message_id: uuid.UUID
    referral_id: uuid.UUID
    request_id: uuid.UUID
    caseworker_id: uuid.UUID
    name: str


@dataclass
class Attempt:
    """One attempt: who makes it, through which session, at what."""

    ground: "Ground"
    session: WalledSession
    target: Target

    @property
    def world(self) -> World:
        """The world it is made in."""
        return self.ground.world

    def sql(self, statement: str, **values: object) -> list[Row[Any]]:
        """Run a statement with the target's own facts as its values."""
        known = {
            name: value for name, value in asdict(self.target).items() if f":{name}" in statement
        }
        result = self.session.execute(text(statement), {**known, **values})
        return list(result) if result.returns_rows else [result.rowcount]  # type: ignore[attr-defined,list-item]


Way = Callable[[Attempt], object]


@dataclass
class Ground:
    """The world, the people of one side, and what is known of each side."""

    parties: Parties
    mine: Viewer
    own: Target
    foreign: Target
    absent: Target
    asker: Asker
    held: Mapping[str, frozenset[tuple[object, ...]]] = field(default_factory=dict)

    @property
    def world(self) -> World:
        """The world."""
        return self.parties.world

    @property
    def canaries(self) -> Canaries:
        """The words of each side."""
        return self.parties.canaries

    @property
    def site(self) -> Flask:
        """The staff site."""
        return self.parties.site

    def outcome(self, way: Way, target: Target, *, keep: bool = False) -> str:
        """What an attempt came to, in words.

        Only an attempt at another side is kept, to see whether it changed anything there.
        """
        with self.world.session(self.mine) as session, warnings.catch_warnings():
            warnings.simplefilter("ignore", LegacyAPIWarning)
            try:
                came_to = shown(way(Attempt(self, session, target)))
                if keep:
                    session.commit()
            except Exception as refused:  # noqa: BLE001 - whatever it is, it is the outcome
                came_to = in_words(refused)
        return came_to

    def foreign_is_untouched(self) -> bool:
        """Whether the other sides hold what they held when the ground was made."""
        now = contents(self.world, self.canaries)
        return all(now.get(t) == rows for t, rows in self.held.items() if t[0] != OWN.tag)

    def words_in(self, came_to: str, target: Target) -> set[str]:
        """The letters of the sides whose words stand in an outcome, ids that were known apart."""
        return {s.tag for s in self.canaries.seen_in(came_to, ids_in(str(asdict(target))))}


def shown(result: object) -> str:
    """Everything that a result can show, its rows' and objects' values included."""
    if isinstance(result, Record):
        return str({a.key: a.value for a in inspect(result).attrs})
    if isinstance(result, str | int | float | None):
        return str(result)
    if isinstance(result, Mapping):
        return str({str(k): shown(v) for k, v in result.items()})
    try:
        return str([shown(each) for each in result])  # type: ignore[attr-defined]
    except TypeError:
        return str(result)


def in_words(refused: BaseException) -> str:
    """What a refusal says to whoever met it: its type, code and the server's own words."""
    if isinstance(refused, DBAPIError) and refused.orig is not None:
        refused = refused.orig
    diagnosis = getattr(refused, "diag", None)
    said = (
        (diagnosis.sqlstate, diagnosis.message_primary, diagnosis.message_detail)
        if diagnosis
        else (str(refused),)
    )
    return f"{type(refused).__name__}: {said}"


def without(came_to: str, target: "DataclassInstance") -> str:
    """An outcome without what was known of the target before, and without memory's addresses."""
    for name, value in asdict(target).items():
        came_to = came_to.replace(str(value), f"<{name}>")
    return re.sub(r"0x[0-9a-f]+", "address", came_to)


def target_of(owner: WalledSession, compartment_id: uuid.UUID) -> Target:
    """What is to be known of the witness of one compartment who has a visit."""
    visit = owner.scalars(
        select(Visit).where(Visit.compartment_id == compartment_id).order_by(Visit.id)
    ).first()
    assert visit
    witness = owner.get_one(Witness, visit.witness_id)
    of_witness = select(Task.id).where(Task.witness_id == witness.id).order_by(Task.id)
    message = select(Message.id).where(Message.about_id == visit.id).order_by(Message.id)
    assert owner.get(Referral, witness.referral_id)
    return Target(
        compartment_id=compartment_id,
        witness_id=witness.id,
        visit_id=visit.id,
        task_id=owner.scalars(of_witness).first(),  # type: ignore[arg-type]
        message_id=owner.scalars(message).first(),  # type: ignore[arg-type]
        referral_id=witness.referral_id,
        request_id=witness.request_id,
        caseworker_id=witness.caseworker_id,  # type: ignore[arg-type]
        name=witness.name,
    )


def nothing() -> Target:
    """A target that is not there."""
    ids = {name: uuid.uuid4() for name in Target.__dataclass_fields__ if name != "name"}
    return Target(**ids, name="zqyxnobodyofthisnamexqz")


@contextmanager
def the_ground(world: World) -> Iterator[Ground]:
    """The world of three parties, seen from the first."""
    with three_parties(world) as parties:
        by_tag = {tag: compartment for compartment, tag in parties.canaries.tags.items()}
        with world.owner() as owner:
            own, foreign = (target_of(owner, by_tag[p.tag]) for p in (OWN, OTHER))
        ground = Ground(
            parties,
            parties.accounts[OWN.email],
            own,
            foreign,
            nothing(),
            Asker(parties.site, OWN.email),
        )
        ground.held = contents(world, parties.canaries)
        yield ground


WAYS: dict[str, tuple[Kind, Way]] = {}


def _register(kind: Kind) -> Callable[[Way], Way]:
    def register(way: Way) -> Way:
        name = way.__name__.replace("_", " ")
        assert name not in WAYS, f"two ways are called {name!r}"
        WAYS[name] = (kind, way)
        return way

    return register


reads = _register(Kind.READS)
"""Shows the words of one's own side, so would show another's if nothing stopped it."""
tells = _register(Kind.TELLS)
"""Comes to something else on one's own side than on nothing, so would on another's."""
refused = _register(Kind.REFUSED)
"""Comes to nothing whatever it is tried on."""

RESIDUES: dict[str, Way] = {}
"""What is known to tell something to SQL of the serving role, and stands in docs/walls.md."""


def residue(way: Way) -> Way:
    """A way that is known to tell; it shows no words, and it may not be reached from a page."""
    RESIDUES[way.__name__.replace("_", " ")] = way
    return way


LATER = NOW + timedelta(days=1)
