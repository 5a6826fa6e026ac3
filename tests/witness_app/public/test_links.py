"""A witness's link: what opens it, what never does, and what it shows of everybody else."""

import uuid
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select, text
from sqlalchemy.exc import ProgrammingError

from casework.answers.actions import say
from casework.answers.models import WitnessAnswer
from casework.answers.rules import Answer, AnswerKind
from casework.tasks.models import Task
from casework.witnesses.models import Witness
from ethical_walls.accounts.models import Role
from ethical_walls.accounts.service import link_viewer
from ethical_walls.links.actions import revoke_link
from ethical_walls.links.queries import link_of
from ethical_walls.records import Kind, tables_of
from tests.builders.casework import Case, MadeWitness, Person, Side, a_published_trial, a_witness
from tests.builders.links import WORD, a_link
from tests.builders.scheduling import a_court_with_windows
from tests.moment import NOW
from tests.staff_client import Page, StaffClient
from tests.staff_site import FIRM, let_in
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.jobs import Means, tick
from witness_app.perform import perform
from witness_app.site.current import SITE


@pytest.fixture
def sam(world: World) -> MadeWitness:
    return a_witness(world, side=Side.DEFENCE, person=Person(name="Sam Oduya"))


def opened(stranger: StaffClient, token: uuid.UUID, word: str = WORD) -> Page:
    return stranger.get(f"/open/{token}").send("Open", {"word": word})


def test_a_link_opens_with_its_word_whatever_its_capitals_and_spaces(
    stranger: StaffClient, world: World, sam: MadeWitness
) -> None:
    page = opened(stranger, a_link(world, sam), " bluebell7")
    assert page.path == "/my-page"
    assert page.heading == "Hello Sam."


def test_it_can_be_opened_again_until_it_ends(
    public: Flask, world: World, sam: MadeWitness, clock: FixedClock
) -> None:
    token = a_link(world, sam)
    for _ in range(2):
        assert opened(StaffClient(public), token).heading == "Hello Sam."
    clock.advance(timedelta(days=91))
    assert opened(StaffClient(public), token).heading == "Open your page"


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_mail_scanner_changes_nothing_and_learns_nothing(
    stranger: StaffClient, world: World, sam: MadeWitness, method: str
) -> None:
    token, before = a_link(world, sam), None
    for one in (token, uuid.uuid4()):
        answer = stranger.raw.open(
            f"/open/{one}", method=method, headers={"Purpose": "prefetch"}, buffered=True
        )
        seen = (answer.status_code, len(answer.get_data()))
        before = before or seen
        assert seen == before
    with world.owner() as owner:
        tried = owner.execute(text("SELECT tries, opened_at, locked_at FROM sealed.subject_link"))
        assert tuple(tried.one()) == (0, None, None)


def test_every_refusal_is_one_page_at_one_cost(
    public: Flask, world: World, sam: MadeWitness, clock: FixedClock
) -> None:
    nothing = refusal(public, uuid.uuid4(), WORD)
    earlier = a_link(world, sam)
    token = a_link(world, sam)
    refused = {"made again": refusal(public, earlier, WORD)}
    refused["wrong word"] = refusal(public, token, "Foxglove")
    lock = "UPDATE sealed.subject_link SET tries = {}, locked_at = {} WHERE revoked_at IS NULL"
    for tries, locked_at in ((5, "made_at"), (0, "NULL")):
        with world.owner() as owner:
            owner.execute(text(lock.format(tries, locked_at)))
            owner.commit()
        if tries:
            refused["locked"] = refusal(public, token, WORD)
    with world.session(sam.caseworker) as session:
        perform(session, revoke_link, sam.id, now=NOW)
    refused["revoked"] = refusal(public, token, WORD)
    token = a_link(world, sam)
    clock.advance(timedelta(days=91))
    refused["ended"] = refusal(public, token, WORD)
    assert refused == dict.fromkeys(refused, nothing)


def refusal(public: Flask, token: uuid.UUID, word: str) -> tuple[object, ...]:
    """A refusal's status, its words without chance, and its statements."""
    statements: list[str] = []
    with public.app_context():
        engine = public.extensions[SITE].database.engine

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    page = opened(StaffClient(public), token, word)
    event.remove(engine, "before_cursor_execute", note)
    return page.status, page.title, page.text, page.problems, tuple(statements)


def test_five_wrong_words_lock_it_and_tell_the_caseworker(
    public: Flask, world: World, sam: MadeWitness, clock: FixedClock
) -> None:
    token = a_link(world, sam)
    for _ in range(4):
        opened(StaffClient(public), token, "Foxglove")
    assert opened(StaffClient(public), token).heading == "Hello Sam.", "four may be mistyped"
    client = StaffClient(public)
    opened(client, token)
    for _ in range(5):
        opened(StaffClient(public), token, "Foxglove")
    assert opened(StaffClient(public), token).heading == "Open your page"
    assert client.get("/my-page").path.startswith("/closed"), "an open page closes too"
    tick(Means(world.database, {}, clock))
    with world.session(sam.caseworker) as session:
        titles = session.scalars(select(Task.title).where(Task.done_at.is_(None))).all()
    assert [t for t in titles if "locked after five wrong words" in t]


def test_a_page_closes_by_itself_after_twenty_minutes(
    stranger: StaffClient, world: World, sam: MadeWitness, clock: FixedClock
) -> None:
    opened(stranger, a_link(world, sam))
    clock.advance(timedelta(minutes=19))
    assert stranger.get("/my-page").heading == "Hello Sam."
    clock.advance(timedelta(minutes=21))
    assert stranger.get("/my-page").path.startswith("/closed")


def test_a_page_is_over_after_twelve_hours_however_often_it_is_asked_for(
    stranger: StaffClient, world: World, sam: MadeWitness, clock: FixedClock
) -> None:
    opened(stranger, a_link(world, sam))
    for _ in range(37):
        clock.advance(timedelta(minutes=19))
        assert stranger.get("/my-page").heading == "Hello Sam."
    clock.advance(timedelta(minutes=19))
    assert stranger.get("/my-page").path.startswith("/closed")


def test_exit_this_page_ends_every_copy_of_the_cookie_and_no_other_browser(
    public: Flask, stranger: StaffClient, world: World, sam: MadeWitness
) -> None:
    token = a_link(world, sam)
    elsewhere, thief = StaffClient(public), StaffClient(public)
    opened(stranger, token)
    opened(elsewhere, token)
    copied = stranger.raw.get_cookie("public")
    assert copied is not None
    thief.raw.set_cookie("public", copied.value)
    assert thief.get("/my-page").heading == "Hello Sam."
    for _ in range(2):
        assert stranger.raw.get("/leave").status_code == 303
    assert thief.get("/my-page").path.startswith("/closed")
    assert elsewhere.get("/my-page").heading == "Hello Sam."


def test_exit_this_page_signs_a_solicitor_out_too(public: Flask, world: World) -> None:
    let_in(world, "rae@example.org", Role.SOLICITOR, employer=FIRM)
    client, thief = StaffClient(public), StaffClient(public)
    client.sign_in("rae@example.org")
    copied = client.raw.get_cookie("public")
    assert copied is not None
    thief.raw.set_cookie("public", copied.value)
    assert client.get("/referred").path == "/referred"
    client.raw.get("/leave")
    assert thief.get("/referred").path.startswith("/closed")


def test_exit_this_page_forgets_who_was_here(
    stranger: StaffClient, world: World, sam: MadeWitness
) -> None:
    opened(stranger, a_link(world, sam))
    stranger.raw.get("/leave")
    assert stranger.get("/my-page").path.startswith("/closed")


def test_whoever_came_by_a_link_meets_rows_of_that_one_witness_alone(
    world: World, sam: MadeWitness
) -> None:
    a_court_with_windows(world)
    same_side = a_witness(world, side=Side.DEFENCE, caseworker=sam.caseworker, case=Case())
    a_witness(world, side=Side.PROSECUTION)
    assert same_side.compartment_id == sam.compartment_id
    with world.session(link_viewer(sam.id)) as session:
        for table in tables_of(Kind.WALLED):
            column = table.info["link_column"]
            rows = session.execute(select(table)).all()
            assert not rows or column, f"{table.name} shows rows to somebody with a link"
            assert {getattr(row, str(column)) for row in rows} <= {sam.id}
        assert session.scalars(select(Witness.id)).all() == [sam.id]


def test_nobody_speaks_for_another_witness_of_their_own_side(
    world: World, sam: MadeWitness
) -> None:
    other = a_witness(world, side=Side.DEFENCE, caseworker=sam.caseworker)
    with world.session(link_viewer(sam.id)) as session:
        answer = say(session, Answer(uuid.uuid4(), AnswerKind.NEED_TO_TALK), now=NOW)
        assert answer.witness_id == sam.id
        session.commit()
    with world.session(link_viewer(sam.id)) as session:
        session.add(
            WitnessAnswer(
                compartment_id=other.compartment_id,
                witness_id=other.id,
                request_id=uuid.uuid4(),
                kind=AnswerKind.CAN_COME,
                words="",
                said_at=NOW,
            )
        )
        with pytest.raises(ProgrammingError, match="policy"):
            session.flush()


def test_nobody_gives_away_a_link_of_a_witness_who_is_not_theirs(
    world: World, sam: MadeWitness
) -> None:
    theirs = a_witness(world, side=Side.PROSECUTION)
    make = text(
        "SELECT wall.make_link('witness', :subject, :compartment, '\\x00', 'hash', :now, :now)"
    )
    for compartment in (sam.compartment_id, theirs.compartment_id):
        with (
            world.session(sam.caseworker) as session,
            pytest.raises(ProgrammingError, match="allowed"),
        ):
            session.execute(make, {"subject": theirs.id, "compartment": compartment, "now": NOW})


def test_a_link_lasts_as_long_as_a_trial_that_moves(world: World, sam: MadeWitness) -> None:
    a_published_trial(world, Case(), NOW.date() + timedelta(weeks=20))
    a_link(world, sam)
    a_published_trial(world, Case(), NOW.date() + timedelta(weeks=30))
    tick(Means(world.database, {}, FixedClock(NOW + timedelta(hours=3))))
    with world.session(sam.caseworker) as session:
        standing = link_of(session, sam.id)
    assert standing is not None
    assert standing.lasts_until > NOW + timedelta(weeks=32)
