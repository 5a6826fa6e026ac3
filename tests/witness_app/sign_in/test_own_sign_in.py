"""Where one is signed in, and changing how one signs in."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from ethical_walls.accounts.models import Role
from ethical_walls.sign_in.actions import Counted, give_back_attempt, take_attempt
from ethical_walls.sign_in.models import LiveSession
from ethical_walls.sign_in.rules import PER_MACHINE, Limit
from ethical_walls.viewers import NOBODY
from tests.moment import NOW
from tests.signing_in import code_on_the_phone
from tests.staff_client import StaffClient
from tests.staff_site import PASSWORD, let_in
from tests.witness_app.staff.conftest import PRIYA
from tests.world import World
from witness_app.clock import FixedClock
from witness_app.sign_in.second_factor import code_at, step_at

OLA = "ola@example.org"
NEW = "kettle moor lantern 9"


@pytest.fixture
def elsewhere(client: StaffClient) -> StaffClient:
    """Another browser in which Priya is signed in."""
    other = StaffClient(client.site)
    other.sign_in(PRIYA)
    return other


def test_the_page_lists_ones_own_browsers_this_one_first(
    client: StaffClient, elsewhere: StaffClient, world: World
) -> None:
    let_in(world, OLA, Role.CASEWORKER, name="Ola Prince")
    StaffClient(client.site).sign_in(OLA)
    rows = client.get("/your-sign-in").rows()
    assert [row["End"].startswith("This one") for row in rows] == [True, False]
    assert rows[0]["Since"] == "Monday 14 September 2026, 9am"
    assert elsewhere.get("/day").status == 200


def test_one_browser_is_ended_and_the_other_stays(
    client: StaffClient, elsewhere: StaffClient
) -> None:
    page = client.get("/your-sign-in")
    button = page.soup.select_one("button.app-link-button")
    assert button
    page = page.send(" ".join(button.get_text(" ", strip=True).split()))
    assert page.done == "Done You are signed out there. Its next page will ask to sign in."
    assert len(page.rows()) == 1
    assert elsewhere.get("/day").heading == "Sign in"


def test_every_other_browser_is_ended_at_once(client: StaffClient, elsewhere: StaffClient) -> None:
    page = client.get("/your-sign-in").send("Sign out everywhere else")
    assert "signed out of 1 other browser" in page.done
    assert elsewhere.get("/day").heading == "Sign in"


def test_nobody_ends_a_session_of_somebody_else(client: StaffClient, world: World) -> None:
    let_in(world, OLA, Role.CASEWORKER, name="Ola Prince")
    ola = StaffClient(client.site)
    ola.sign_in(OLA)
    with world.owner() as owner:
        sessions = owner.scalars(select(LiveSession).order_by(LiveSession.began_at))
        theirs = [one.id for one in sessions if one.account_id != _account(world, PRIYA)]
    token = client.get("/your-sign-in").value_of("csrf_token")
    for which in (theirs[0], "00000000-0000-4000-8000-000000000000"):
        page = client.post(f"/your-sign-in/{which}/end", {"csrf_token": token})
        assert page.status == 404
    assert ola.get("/day").status == 200


def test_a_new_password_is_taken_and_ends_every_other_browser(
    client: StaffClient, elsewhere: StaffClient
) -> None:
    page = client.get("/your-sign-in").follow("Change password")
    wrong = page.send("Change password", {"password": "not it at all", "new_password": NEW})
    assert (wrong.status, wrong.problems) == (422, ["This is not your password"])
    page = wrong.send("Change password", {"password": PASSWORD, "new_password": NEW})
    assert page.path == "/your-sign-in"
    assert elsewhere.get("/day").heading == "Sign in"
    assert StaffClient(client.site).try_password(PRIYA, PASSWORD).status == 422
    assert StaffClient(client.site).try_password(PRIYA, NEW).heading == "Enter your code"


def test_a_new_phone_is_taken_with_its_first_code_and_the_old_one_is_no_good(
    client: StaffClient, elsewhere: StaffClient, clock: FixedClock
) -> None:
    page = client.get("/your-sign-in").follow("Change phone")
    shown = page.soup.select_one("main .app-demo__typed")
    assert shown
    key = shown.get_text(strip=True).replace(" ", "")
    wrong = page.send("Use this phone", {"password": PASSWORD, "code": code_on_the_phone(clock)})
    assert wrong.status == 422
    code = code_at(key, step_at(clock.now()))
    assert page.send("Use this phone", {"password": PASSWORD, "code": code}).status == 200
    assert elsewhere.get("/day").heading == "Sign in"
    clock.advance(timedelta(minutes=5))
    page = StaffClient(client.site).try_password(PRIYA, PASSWORD)
    assert page.send("Continue", {"code": code_on_the_phone(clock)}).status == 422
    assert page.send("Continue", {"code": code_at(key, step_at(clock.now()))}).path == "/day"


def test_a_new_set_of_recovery_codes_takes_the_place_of_the_former(client: StaffClient) -> None:
    sets = []
    for _ in range(2):
        page = client.get("/your-sign-in/recovery-codes")
        page = page.send("Make new codes", {"password": PASSWORD})
        sets.append([li.get_text(strip=True) for li in page.soup.select(".app-codes li")])
    other = StaffClient(client.site)
    assert other.sign_in_by_typing(PRIYA, PASSWORD, sets[0][0]).status == 422
    assert other.sign_in_by_typing(PRIYA, PASSWORD, sets[1][0]).path == "/day"


CHANGES: dict[str, dict[str, str]] = {
    "Change password": {"new_password": NEW},
    "Use this phone": {"code": "123456"},
    "Make new codes": {},
}
PLACES = dict(zip(CHANGES, ("password", "phone", "recovery-codes"), strict=True))


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_is_changed_without_ones_own_password(
    client: StaffClient, elsewhere: StaffClient, change: str
) -> None:
    """Also where all else is right: whoever sits down at an open browser takes nothing over."""
    page = client.get(f"/your-sign-in/{PLACES[change]}")
    shown = page.soup.select_one("main .app-demo__typed")
    words = dict(CHANGES[change])
    if shown:
        key = shown.get_text(strip=True).replace(" ", "")
        words["code"] = code_at(key, step_at(NOW))
    for password, problem in (
        ("not it at all", "This is not your password"),
        ("", "Enter your password"),
    ):
        page = page.send(change, {**words, "password": password})
        assert (page.status, page.problems) == (422, [problem])
    assert elsewhere.get("/day").status == 200
    assert page.send(change, {**words, "password": PASSWORD}).status == 200


@pytest.mark.parametrize("change", CHANGES)
def test_a_guess_too_many_is_a_page_of_its_own_wherever_it_is_made(
    client: StaffClient, change: str
) -> None:
    words = CHANGES[change] | {"password": "a guess at it"}
    page = client.get(f"/your-sign-in/{PLACES[change]}")
    for _ in range(5):
        assert page.send(change, words).status == 422
    assert page.send(change, words).status == 429


def test_the_sixth_wrong_guess_at_ones_own_password_is_not_tried(client: StaffClient) -> None:
    page = client.get("/your-sign-in/recovery-codes")
    for _ in range(5):
        assert page.send("Make new codes", {"password": "a guess at it"}).status == 422
    assert page.send("Make new codes", {"password": PASSWORD}).status == 429


def test_being_seen_is_noted_once_a_minute_at_most(
    client: StaffClient, world: World, clock: FixedClock
) -> None:
    seen = []
    for seconds in (30, 31, 30):
        clock.advance(timedelta(seconds=seconds))
        client.get("/day")
        with world.owner() as owner:
            seen.append(owner.scalars(select(LiveSession.seen_at)).one() - NOW)
    assert [one.total_seconds() for one in seen] == [0, 61, 61]


def test_the_database_keeps_no_token_that_a_cookie_carries(
    client: StaffClient, world: World
) -> None:
    with client.raw.session_transaction() as session:
        token = session["token"]
    with world.owner() as owner:
        kept = owner.scalars(select(LiveSession.token_hash)).one()
    assert token.encode() not in kept


def test_attempts_are_counted_before_they_are_tried_under_every_key_or_none(world: World) -> None:
    machine, address = Counted(b"m", PER_MACHINE), Counted(b"a", Limit(2, timedelta(minutes=15)))
    with world.session(NOBODY) as session:
        taken = [take_attempt(session, [machine, address], now=NOW) for _ in range(4)]
        assert taken == [True, True, False, False]
        assert [take_attempt(session, [machine], now=NOW) for _ in range(18)] == [True] * 18
        assert not take_attempt(session, [machine], now=NOW)
        give_back_attempt(session, [address], now=NOW)
        assert take_attempt(session, [address], now=NOW)
        later = NOW + timedelta(minutes=15)
        assert take_attempt(session, [machine, address], now=later)


def test_no_door_of_signing_in_does_anything_for_nobody(world: World) -> None:
    asked = {
        "SELECT count(*) FROM wall.second_factor()": 0,
        "SELECT wall.use_step(99999999999)": False,
        "SELECT wall.use_recovery_code('x', now())": False,
        "SELECT wall.recovery_codes_left()": 0,
        "SELECT count(*) FROM wall.own_sessions('x', '-infinity', '-infinity')": 0,
        "SELECT wall.end_other_sessions('x', now())": 0,
        "SELECT wall.own_password_hash()": None,
    }
    let_in(world, OLA, Role.CASEWORKER)
    with world.session(NOBODY) as session:
        assert {sql: session.execute(text(sql)).scalar() for sql in asked} == asked
    for refused in (
        "SELECT wall.begin_session('x', 'staff', 'x', now())",
        "SELECT wall.replace_recovery_codes('{}', now())",
        "SELECT wall.confirm_rules(current_date, now())",
    ):
        with world.session(NOBODY) as session, pytest.raises(Exception, match="not allowed"):
            session.execute(text(refused))


def _account(world: World, email: str) -> object:
    with world.owner() as owner:
        return owner.scalar(
            text("SELECT account_id FROM sealed.credential WHERE email = :email"), {"email": email}
        )
