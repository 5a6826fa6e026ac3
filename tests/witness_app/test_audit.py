"""The access log sealed, published, tampered with by a superuser, and verified."""

import uuid
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

from ethical_walls.access_log.actions import Subject, looked, seal_looks
from ethical_walls.access_log.models import Outcome
from ethical_walls.access_log.queries import every_seal, every_sealed_look, heads_after
from ethical_walls.access_log.rules import by_seal, leaf, merkle_root
from tests.moment import NOW
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.commands.audit import group
from witness_app.jobs import DayKeeper, Means
from witness_app.perform import perform
from witness_app.sealing import publish, seal_and_publish
from witness_app.settings import Settings

BATCHES = (1, 7, 4)
CHANGE = "UPDATE sealed.look SET {change} WHERE id = 5"
SWAP = (
    "UPDATE sealed.look l SET {what} = o.{what} FROM sealed.look o"
    " WHERE l.id IN (3, 4) AND o.id = 7 - l.id"
)
COPY = (
    "INSERT INTO sealed.look (id, at, account_id, act, subject_id, outcome, salt, xid)"
    " OVERRIDING SYSTEM VALUE SELECT {new}, at, account_id, act, subject_id, outcome, salt, xid"
    " FROM sealed.look WHERE id = {old}"
)
FORGE = (
    "INSERT INTO sealed.look (id, at, act, outcome, xid) OVERRIDING SYSTEM VALUE"
    " VALUES (-1, now(), 'x', 'shown', 3)"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "audit-heads.log"


@pytest.fixture
def settings(world: World, file: Path) -> Settings:
    return Settings(
        environment="development",
        instance=file.parent,
        database_url=world.database.app_url,
        owner_database_url=world.database.owner_url,
        staff_secret="a secret that only tests hold",
        public_secret="another secret that only tests hold",
        second_factor_key=b"a key that only tests hold, 32 b",
        wall_key=world.database.signer.key,
        heads_file=str(file),
    )


def look(world: World, times: int = 1) -> None:
    caseworker = world.a_caseworker()
    for _ in range(times):
        with world.session(caseworker) as session:
            looked(session, "witnesses.show", Subject(uuid.uuid4()), Outcome.SHOWN, now=NOW)


def settle(world: World) -> None:
    """Wait for transactions of other tests on this server: while one is open nothing settles."""
    settled = (
        "SELECT pg_sleep(0.01), coalesce(max(xid), 0)"
        " < pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM sealed.look"
    )
    with world.owner() as owner:
        for _ in range(6000):
            if owner.execute(text(settled)).one()[1]:
                return
            owner.rollback()
    raise AssertionError("a transaction stayed open for a minute")


def sealed_round(world: World, clock: FixedClock, file: Path) -> None:
    settle(world)
    seal_and_publish(world.database, clock, file)


@pytest.fixture
def sealed(world: World, file: Path, clock: FixedClock) -> World:
    """Three seals over twelve looks, published."""
    for times in BATCHES:
        look(world, times)
        sealed_round(world, clock, file)
    return world


def tamper(world: World, *statements: str) -> None:
    """What a superuser can do, with the triggers off."""
    admin = create_engine(world.database.admin_url, poolclass=NullPool)
    with admin.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            connection.execute(text(statement))


def verified(settings: Settings) -> Result:
    return CliRunner().invoke(group, ["verify"], obj=settings)


def test_an_untouched_log_verifies_and_says_what_is_not_sealed_yet(
    sealed: World, settings: Settings
) -> None:
    look(sealed, 2)
    result = verified(settings)
    assert result.exit_code == 0
    assert "12 looks under 3 seals were checked." in result.output
    assert "2 looks are not sealed yet." in result.output
    assert "0 seals are not published yet" in result.output


def test_a_log_that_nobody_has_sealed_verifies(world: World, settings: Settings) -> None:
    look(world)
    result = verified(settings)
    assert (result.exit_code, "1 looks are not sealed yet." in result.output) == (0, True)


@pytest.mark.parametrize(
    "change",
    [
        "act = 'about.home'",
        "at = at + interval '1 microsecond'",
        "account_id = NULL",
        "subject_id = gen_random_uuid()",
        "outcome = 'refused'",
        "compartment_id = gen_random_uuid()",
        "salt = gen_random_uuid()",
    ],
)
def test_a_change_of_any_column_of_a_sealed_look_is_found(
    sealed: World, settings: Settings, change: str
) -> None:
    tamper(sealed, CHANGE.format(change=change))
    result = verified(settings)
    assert result.exit_code == 1
    assert (
        "was changed, exchanged or put in another order under seal 2 (looks 2 to 8)"
        in result.output
    )
    assert "seal 1 " not in result.output
    assert "seal 3 " not in result.output


TAMPERED = {
    "a look taken out of the middle": (
        ["DELETE FROM sealed.look WHERE id = 5"],
        "1 missing under seal 2",
    ),
    "the only look of a seal taken out": (
        ["DELETE FROM sealed.look WHERE id = 1"],
        "1 missing under seal 1",
    ),
    "the newest look taken out": (
        ["DELETE FROM sealed.look WHERE id = 12"],
        "1 missing under seal 3",
    ),
    "a look put in": ([COPY.format(new=100, old=5)], "1 put in under seal 2"),
    "a look put in before the first": ([FORGE], "1 put in under seal 1"),
    "one look put in another's place": (
        ["DELETE FROM sealed.look WHERE id = 5", COPY.format(new=5, old=6)],
        "put in another order under seal 2",
    ),
    "two looks in another order": ([SWAP.format(what="subject_id")], "another order under seal 2"),
    "two looks that changed their times": (
        ["UPDATE sealed.look SET at = at - interval '1 hour' WHERE id = 4", SWAP.format(what="at")],
        "another order under seal 2",
    ),
    "a look moved to a later seal": (
        ["UPDATE sealed.look SET xid = (SELECT xid FROM sealed.look WHERE id = 9) WHERE id = 8"],
        "1 put in under seal 3",
    ),
    "a look moved out of every seal": (
        ["UPDATE sealed.look SET xid = 9000000000 WHERE id = 8"],
        "1 missing under seal 2",
    ),
    "a seal changed": (
        ["UPDATE sealed.look_seal SET looks = 6 WHERE number = 2"],
        "Seal 2 was changed",
    ),
    "a seal dated back": (
        ["UPDATE sealed.look_seal SET sealed_at = sealed_at - interval '1 day' WHERE number = 3"],
        "Seal 3 was changed",
    ),
    "a seal and its looks taken out": (
        [
            "DELETE FROM sealed.look WHERE id BETWEEN 2 AND 8",
            "DELETE FROM sealed.look_seal WHERE number = 2",
        ],
        "Seals are missing between 1 and 3",
    ),
    "the first seal taken out": (
        ["DELETE FROM sealed.look WHERE id = 1", "DELETE FROM sealed.look_seal WHERE number = 1"],
        "The chain does not begin at its beginning, but at seal 2",
    ),
    "the newest seal and its looks taken out": (
        [
            "DELETE FROM sealed.look WHERE id > 8",
            "DELETE FROM sealed.look_seal WHERE number = 3",
        ],
        "Seal 3 was published, and is not in the database",
    ),
    "the whole log emptied": (
        ["DELETE FROM sealed.look", "DELETE FROM sealed.look_seal"],
        "Seal 1 was published, and is not in the database",
    ),
    "two seals exchanged": (
        [
            "UPDATE sealed.look_seal SET number = -number WHERE number > 1",
            "UPDATE sealed.look_seal SET number = 5 + number WHERE number < 0",
        ],
        "was changed: its head is not what its fields give",
    ),
    "a chain broken": (
        ["UPDATE sealed.look_seal SET previous_head = root WHERE number = 3"],
        "The chain is broken: seal 3 does not follow seal 2",
    ),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_whatever_a_superuser_does_to_what_is_sealed_is_found_and_said_where(
    sealed: World, settings: Settings, how: str
) -> None:
    statements, said = TAMPERED[how]
    tamper(sealed, *statements)
    result = verified(settings)
    assert result.exit_code == 1
    assert said in result.output, result.output


def test_a_log_rewritten_and_sealed_again_is_not_the_one_that_was_published(
    sealed: World, settings: Settings, clock: FixedClock
) -> None:
    tamper(sealed, "DELETE FROM sealed.look WHERE id = 5", "DELETE FROM sealed.look_seal")
    settle(sealed)
    seal(sealed, clock)
    result = verified(settings)
    assert result.exit_code == 1
    assert "Seal 1 is not the one that was published." in result.output
    assert "under seal" not in result.output


PUBLISHED = {
    "a head changed": (lambda lines: [lines[0].replace(" 1 ", " 2 "), *lines[1:]], "Seal 1 is not"),
    "a head taken out": (
        lambda lines: [lines[0], lines[2]],
        "Seal 2 is missing from the published",
    ),
    "every head taken out": (lambda _lines: [], "No head is in the published file"),
    "two heads exchanged": (lambda lines: [lines[1], lines[0], lines[2]], "out of order at seal 1"),
    "a line that is none": (lambda lines: [lines[0], "rubbish", *lines[1:]], "Line 2"),
}


@pytest.mark.parametrize("how", PUBLISHED)
def test_a_published_file_that_differs_is_found(
    sealed: World, settings: Settings, file: Path, how: str
) -> None:
    assert sealed
    change, said = PUBLISHED[how]
    file.write_text("".join(f"{line}\n" for line in change(file.read_text().splitlines())))
    result = verified(settings)
    assert result.exit_code == 1
    assert said in result.output, result.output


def seal(world: World, clock: FixedClock) -> int:
    with world.job() as session:
        return perform(session, seal_looks, now=clock.now())


@pytest.mark.parametrize("looks", [1, 2, 3, 4, 5, 8, 9, 21])
def test_the_database_and_the_rules_work_out_one_root(
    world: World, clock: FixedClock, looks: int
) -> None:
    look(world, looks)
    settle(world)
    assert seal(world, clock) == looks
    with world.owner() as owner:
        seals = every_seal(owner)
        ((found, under),) = by_seal(seals, every_sealed_look(owner, seals))
    assert found.root == merkle_root([leaf(one) for one in under])
    assert (found.first_look_id, found.last_look_id, found.looks) == (1, looks, looks)


def test_nothing_new_adds_no_seal(sealed: World, clock: FixedClock, file: Path) -> None:
    before = file.read_text()
    assert seal(sealed, clock) == 0
    seal_and_publish(sealed.database, clock, file)
    assert file.read_text() == before
    assert len(before.splitlines()) == len(BATCHES)


def test_a_look_that_commits_late_waits_for_a_later_seal(
    world: World, settings: Settings, clock: FixedClock, file: Path
) -> None:
    late = world.database.engine.connect()
    with late, world.session(world.a_caseworker()) as session:
        noted = text("SELECT wall.note_look(:viewer, 'late', NULL, NULL, 'shown', now())")
        late.execute(noted, {"viewer": session.signed_viewer(late)})
        look(world, 2)
        assert seal(world, clock) == 0
        late.commit()
    sealed_round(world, clock, file)
    with world.owner() as owner:
        (found,) = every_seal(owner)
    assert found.looks == 3
    assert verified(settings).exit_code == 0


def test_two_looks_of_one_log_have_their_own_salt(sealed: World) -> None:
    with sealed.owner() as owner:
        salts = [one.salt for one in every_sealed_look(owner, every_seal(owner))]
    assert len(set(salts)) == sum(BATCHES)


def test_only_the_ticker_between_its_jobs_may_seal_or_ask_for_heads(world: World) -> None:
    look(world)
    for session in (
        world.session(world.a_caseworker()),
        world.session(world.a_list_operator()),
        world.job(uuid.uuid4()),
    ):
        for door in ("wall.seal_looks(now())", "wall.look_heads(0)"):
            with session, pytest.raises(DBAPIError, match="not allowed"):
                session.execute(text(f"SELECT {door}"))
    with world.database.engine.connect() as nobody, pytest.raises(DBAPIError, match="not allowed"):
        nobody.execute(text("SELECT wall.seal_looks(now())"))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sealed.look_seal SET looks = 0",
        "DELETE FROM sealed.look_seal",
        "TRUNCATE sealed.look_seal",
    ],
)
def test_a_seal_is_never_changed_also_by_its_owner(sealed: World, change: str) -> None:
    with sealed.owner() as owner, pytest.raises(DBAPIError, match="never changed"):
        owner.execute(text(change))


def test_a_head_that_could_not_be_published_is_logged_and_published_next_round(
    world: World, clock: FixedClock, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.mkdir(parents=True)
    for _ in range(2):
        look(world)
        sealed_round(world, clock, file)
    assert "publishing heads of the access log failed: IsADirectoryError" in caplog.text
    file.rmdir()
    seal_and_publish(world.database, clock, file)
    with world.job() as session:
        assert file.read_text().splitlines() == [h.line for h in heads_after(session, 0)]
    assert len(file.read_text().splitlines()) == 2


def test_a_line_cut_off_is_written_again_whole(
    sealed: World, settings: Settings, file: Path
) -> None:
    file.write_text(file.read_text()[:-30])
    publish(sealed.database, file)
    assert verified(settings).exit_code == 0
    assert len(file.read_text().splitlines()) == len(BATCHES) + 1


def test_sealing_that_fails_is_logged_and_stops_no_round(
    sealed: World, clock: FixedClock, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tamper(sealed, "UPDATE sealed.look_seal SET until_xid = 9000000000 WHERE number = 3")
    look(sealed)
    DayKeeper(Means(sealed.database, {}, clock, audit_heads=file)).keep_and_tick()
    assert "sealing the access log failed" in caplog.text


def test_a_round_of_the_ticker_seals_and_publishes(
    world: World, clock: FixedClock, file: Path, settings: Settings
) -> None:
    look(world, 3)
    settle(world)
    DayKeeper(Means(world.database, {}, clock, audit_heads=file)).keep_and_tick()
    assert len(file.read_text().splitlines()) == 1
    assert "3 looks under 1 seals were checked." in verified(settings).output
