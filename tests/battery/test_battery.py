"""Each way tried on one's own side, the other and nothing: 0 reads, 0 writes, 0 oracles."""

import re
from collections.abc import Iterator

import pytest

import tests.battery.asking_pages
import tests.battery.doors
import tests.battery.from_a_court
import tests.battery.from_a_firm
import tests.battery.from_outside
import tests.battery.reading_objects
import tests.battery.reading_sql
import tests.battery.refusing
import tests.battery.remembering
import tests.battery.writing  # noqa: F401 - each module adds its ways to the table
from ethical_walls.policies import MAY_WRITE, policies
from tests.battery.every_door import answers_that_differ, every_door, whoever_asks
from tests.battery.ground import OTHER, OWN, RESIDUES, WAYS, Ground, Kind, the_ground, without
from tests.battery.outsiders import OUTSIDE, Outsider, Who, the_outsiders
from tests.databases import a_database
from tests.world import World
from witness_app.embedded_postgres import Cluster
from witness_app.settings import CHECKOUT

pytestmark = pytest.mark.xdist_group("battery")
A_HUNDRED = 100
STOPPED_BY_KEYS = [
    "a compartment among ones own",
    "a conflict that does nothing",
    "a constraint put off",
    "a key changed to a row of anothers",
    "a key to a row of anothers",
    "a posted key followed after a flush",
    "a request that is known",
    "a savepoint that hides a refusal",
    "an enquiry sent for a compartment",
    "an id that is taken",
    "work posted to a compartment",
]
"""Ways that composite keys, signed viewers and doors stop even where every policy is open."""


MISTAKES = re.compile(
    r"(Undefined(Function|Column|Parameter)|SyntaxError|DatatypeMismatch|IndeterminateDatatype"
    r"|AssertionError|AttributeError|KeyError|IndexError|NameError|TypeError): |.{0,3} 500\\n"
)
"""What an outcome begins with where a way is refused because it is written wrongly."""


def is_a_mistake(came_to: str) -> bool:
    """Whether a way came to nothing by its own fault, and so proves nothing."""
    return MISTAKES.match(came_to) is not None


@pytest.fixture(scope="module")
def ground(cluster: Cluster, template: str) -> Iterator[Ground]:
    with a_database(cluster, template) as database, the_ground(World(database)) as made:
        yield made


@pytest.mark.parametrize("name", WAYS)
def test_a_way_shows_nothing_changes_nothing_and_tells_nothing_of_the_other_side(
    ground: Ground, name: str
) -> None:
    kind, way = WAYS[name]
    foreign = ground.outcome(way, ground.foreign, keep=True)
    absent = ground.outcome(way, ground.absent, keep=True)
    assert ground.words_in(foreign, ground.foreign) <= {OWN.tag}
    assert ground.foreign_is_untouched()
    assert without(foreign, ground.foreign) == without(absent, ground.absent)
    own = ground.outcome(way, ground.own)
    assert not is_a_mistake(own), f"the way itself is broken: {own}"
    assert not is_a_mistake(absent), f"the way itself is broken: {absent}"
    if kind is Kind.READS:
        assert OWN.tag in ground.words_in(own, ground.own), f"shows nothing of one's own: {own}"
    if kind is Kind.TELLS:
        assert own != absent, f"comes to the same on one's own: {own}"


def test_every_door_answers_about_another_side_as_about_nothing(ground: Ground) -> None:
    assert len(every_door(ground.world)) > A_HUNDRED - 20
    differing = {
        who: found
        for who, viewer in whoever_asks(ground).items()
        if (found := list(answers_that_differ(ground, viewer)))
    }
    assert differing == {}
    assert ground.foreign_is_untouched()


@pytest.mark.parametrize("name", RESIDUES)
def test_what_is_known_to_tell_is_still_the_whole_of_it(ground: Ground, name: str) -> None:
    outcomes = [ground.outcome(RESIDUES[name], t) for t in (ground.foreign, ground.absent)]
    assert outcomes[0] != outcomes[1], "it tells no longer: take it off the list, and off the page"
    assert ground.words_in(outcomes[0], ground.foreign) <= {OWN.tag}


def test_there_are_more_than_a_hundred_ways() -> None:
    assert len(WAYS) > A_HUNDRED


def test_no_source_keeps_a_cursor_for_the_next_on_its_connection_or_asks_for_plans() -> None:
    """Both would tell the next viewer something (docs/walls.md, what SQL could still tell)."""
    packages = ("ethical_walls", "courts", "casework", "scheduling", "notifications", "witness_app")
    sources = [
        f for p in packages for kind in ("*.py", "*.sql") for f in (CHECKOUT / p).rglob(kind)
    ]
    asks = r"explain\s+(\(|analy[sz]e\b|verbose\b|select\b|insert\b|update\b|delete\b)"
    telling = re.compile(rf"with hold\b|withhold\s*=|\b{asks}", re.IGNORECASE)
    assert len(sources) > A_HUNDRED
    assert [f.name for f in sources if telling.search(f.read_text())] == []


@pytest.fixture(scope="module")
def opened(cluster: Cluster, template: str) -> Iterator[Ground]:
    """The same ground with every policy of the walled tables opened to everybody."""
    with a_database(cluster, template) as database, the_ground(World(database)) as made:
        with database.owner_engine.begin() as owner:
            for policy in (p for p in policies() if MAY_WRITE in f"{p.using} {p.check}"):
                using = " USING (true)" if policy.using else ""
                check = " WITH CHECK (true)" if policy.check else ""
                owner.exec_driver_sql(f"ALTER POLICY {policy.name} ON {policy.table}{using}{check}")
        yield made


def test_with_the_wall_opened_every_way_that_reads_shows_the_other_side(opened: Ground) -> None:
    reading = {name: way for name, (kind, way) in WAYS.items() if kind is Kind.READS}
    missed = [
        name
        for name, way in reading.items()
        if OTHER.tag not in opened.words_in(opened.outcome(way, opened.foreign), opened.foreign)
    ]
    assert missed == []


def test_with_the_wall_opened_every_other_way_but_these_tells_of_the_other_side(
    opened: Ground,
) -> None:
    telling = {name: way for name, (kind, way) in WAYS.items() if kind is Kind.TELLS}
    stopped_by_keys = [
        name
        for name, way in telling.items()
        if without(opened.outcome(way, opened.foreign), opened.foreign)
        == without(opened.outcome(way, opened.absent), opened.absent)
    ]
    assert sorted(stopped_by_keys) == sorted(STOPPED_BY_KEYS)


@pytest.fixture(scope="module")
def outsiders(ground: Ground) -> dict[Who, Outsider]:
    return the_outsiders(ground)


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_way_from_outside_shows_changes_and_tells_nothing_of_anybody_else(
    outsiders: dict[Who, Outsider], name: str
) -> None:
    who, kind, way = OUTSIDE[name]
    outsider = outsiders[who]
    held = outsider.held_by_others()
    nothing = outsider.outcome(way, outsider.absent, keep=True)
    for other in outsider.others:
        came_to = outsider.outcome(way, other, keep=True)
        assert outsider.marks_in(came_to, other) <= {outsider.mark}
        assert without(came_to, other) == without(nothing, outsider.absent)
    assert outsider.held_by_others() == held
    own = outsider.outcome(way, outsider.own)
    assert not is_a_mistake(own), f"the way itself is broken: {own}"
    assert outsider.marks_in(own, outsider.own) <= {outsider.mark, outsider.mark[0]}
    if kind is Kind.READS:
        assert outsider.mark in outsider.marks_in(own, outsider.own), f"shows nothing: {own}"
    if kind is Kind.TELLS:
        assert without(own, outsider.own) != without(nothing, outsider.absent), f"the same: {own}"


def test_with_the_wall_opened_every_way_from_outside_that_reads_shows_somebody_else(
    opened: Ground,
) -> None:
    outsiders = the_outsiders(opened)
    missed = []
    for name, (who, kind, way) in OUTSIDE.items():
        outsider, foreign = outsiders[who], outsiders[who].others[-1]
        met = outsider.marks_in(outsider.outcome(way, foreign), foreign)
        if kind is Kind.READS and not met - {outsider.mark}:
            missed.append(name)
    assert missed == []
