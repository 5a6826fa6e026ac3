"""Training in the integrity of evidence, without which nothing is done for a witness."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from ethical_walls.permissions import Permission, permits, permits_once_trained
from ethical_walls.training.models import Training, TrainingKind
from ethical_walls.training.rules import in_force, last_day_in_force
from ethical_walls.viewers import Viewer
from tests.staff_client import StaffClient
from tests.witness_app.staff.conftest import PRIYA
from tests.world import World
from witness_app.clock import FixedClock

CONFIRM = "I have read these rules and will keep to them"


@pytest.mark.parametrize(
    ("completed", "last"),
    [
        (date(2026, 9, 14), date(2027, 9, 13)),
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2028, 3, 1), date(2029, 2, 28)),
        (date(2027, 3, 1), date(2028, 2, 28)),
    ],
)
def test_training_lasts_twelve_months(completed: date, last: date) -> None:
    assert last_day_in_force(completed) == last
    assert in_force(completed, last) == last
    assert in_force(completed, last + timedelta(days=1)) is None
    assert in_force(completed, completed - timedelta(days=1)) is None
    assert in_force(None, completed) is None


@pytest.fixture
def untrained(client: StaffClient, world: World, priya: Viewer) -> StaffClient:
    """Priya's browser; she has never been trained."""
    with world.owner() as owner:
        owner.execute(text("DELETE FROM training WHERE account_id = :id"), {"id": priya.account_id})
        owner.commit()
    return client


def test_acts_for_witnesses_need_training_and_nothing_else_of_a_caseworker(priya: Viewer) -> None:
    lacking = Viewer(account_id=priya.account_id, roles=priya.roles)
    gated = {p for p in Permission if permits(priya, p) and not permits(lacking, p)}
    assert {
        Permission.REFER_WITNESS,
        Permission.SUPPORT_WITNESS,
        Permission.BOOK_VISIT,
        Permission.CONFIRM_REPLAN,
    } <= gated
    assert all(permits_once_trained(lacking, p) for p in gated)
    assert not permits_once_trained(lacking, Permission.KEEP_REGISTER)


def test_somebody_untrained_is_told_what_to_do_confirms_and_goes_on(
    untrained: StaffClient, world: World, priya: Viewer
) -> None:
    assert untrained.get("/day").status == 200
    page = untrained.get("/referrals/new")
    assert (page.status, page.heading) == (403, "Integrity of evidence")
    assert "Before you do anything for a witness" in page.text
    page = page.send(CONFIRM)
    assert page.path == "/referrals/new"
    assert "in force until Monday 13 September 2027" in page.done
    untrained.get("/integrity-of-evidence").send(CONFIRM)
    with world.owner() as owner:
        kept = owner.scalars(select(Training).where(Training.account_id == priya.account_id)).one()
        assert (kept.kind, kept.recorded_by) == (TrainingKind.RULES_CONFIRMED, priya.account_id)


def test_the_page_is_the_same_whatever_the_address_names(untrained: StaffClient) -> None:
    addresses = (
        "/witnesses/00000000-0000-4000-8000-000000000000/visits/book",
        "/witnesses/00000000-0000-4000-8000-000000000001/visits/book",
    )
    assert len({untrained.get(address).text for address in addresses}) == 1


def test_a_form_is_not_sent_by_somebody_untrained(untrained: StaffClient) -> None:
    token = untrained.get("/integrity-of-evidence").value_of("csrf_token")
    page = untrained.post("/referrals/new", {"csrf_token": token})
    assert page.status == 403
    assert page.send(CONFIRM).path == "/day"


def test_training_lapses_after_twelve_months(client: StaffClient, clock: FixedClock) -> None:
    assert client.get("/referrals/new").status == 200
    clock.advance(timedelta(days=365))
    client.sign_in(PRIYA)
    assert client.get("/referrals/new").status == 403
