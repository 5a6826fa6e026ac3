"""Who may ask for what, said a second time: whoever is not named here may not."""

import pytest

from ethical_walls.accounts.models import Role
from ethical_walls.accounts.service import LINK_ACCOUNT_ID, SERVICE_ACCOUNT_ID
from ethical_walls.permissions import POLICY, Permission, permits, permits_once_trained
from ethical_walls.viewers import NOBODY, Viewer
from tests.moment import NOW

TRAINED = "trained caseworker"
PARTNERS = {Role.SOLICITOR, Role.WITNESS_CARE_UNIT_OFFICER}
COURT_TEAMS = {Role.IN_COURT_WITNESS_SERVICE, Role.COURT_VISITS_CONTACT}
EVERYBODY = {"nobody", "service", "link", TRAINED, *Role}
SOMEBODY = EVERYBODY - {"nobody"}
CASEWORKERS = {Role.CASEWORKER, TRAINED}
MAY: dict[Permission, set[str]] = {
    Permission.ANYONE: EVERYBODY,
    Permission.SIGNED_IN: SOMEBODY,
    Permission.OPEN_OWN_PAGE: {"link"},
    Permission.READ_REGISTER: SOMEBODY,
    Permission.KEEP_REGISTER: {Role.REGISTER_KEEPER},
    Permission.IMPORT_LISTS: {Role.LIST_OPERATOR},
    Permission.REFER_WITNESS: {TRAINED},
    Permission.READ_WITNESS: CASEWORKERS,
    Permission.SUPPORT_WITNESS: {TRAINED},
    Permission.BOOK_VISIT: {TRAINED},
    Permission.KEEP_WINDOWS: {Role.REGISTER_KEEPER},
    Permission.CONFIRM_REPLAN: {TRAINED},
    Permission.READ_MESSAGES: CASEWORKERS,
    Permission.ANSWER_SHARED_NUMBERS: {Role.CONFLICTS_OFFICER},
    Permission.REFER_AS_PARTNER: PARTNERS,
    Permission.FOLLOW_AS_PARTNER: PARTNERS,
    Permission.LEAD_TEAM: {Role.TEAM_LEADER},
    Permission.READ_COUNTS: {Role.SERVICE_MANAGER},
    Permission.PASS_ON_MESSAGE: {TRAINED, *Role} - PARTNERS - COURT_TEAMS,
    Permission.PLACE_MESSAGES: {Role.DUTY_CASEWORKER},
    Permission.ANSWER_ENQUIRIES: {
        Role.SAFEGUARDING_LEAD,
        Role.CASE_PROGRESSION_OFFICER,
        Role.SEPARATION_DESK,
    },
    Permission.HOST_AT_COURT: COURT_TEAMS,
}
"""A new permission needs its line here, and whoever it admits is named twice."""


def viewer(who: str) -> Viewer:
    """Somebody with one role, or one of those who have none."""
    without_roles = {
        "nobody": NOBODY,
        "service": Viewer(account_id=SERVICE_ACCOUNT_ID),
        "link": Viewer(account_id=LINK_ACCOUNT_ID, subject_id=SERVICE_ACCOUNT_ID),
    }
    if who in without_roles:
        return without_roles[who]
    role = Role.CASEWORKER if who == TRAINED else Role(who)
    until = NOW.date() if who == TRAINED else None
    return Viewer(account_id=SERVICE_ACCOUNT_ID, roles=frozenset({role}), trained_until=until)


@pytest.mark.parametrize("permission", Permission)
def test_a_permission_admits_whom_it_names_and_nobody_else(permission: Permission) -> None:
    assert {who for who in EVERYBODY if permits(viewer(who), permission)} == MAY[permission]


def test_every_permission_is_said_in_both_places() -> None:
    assert set(MAY) == set(POLICY) == set(Permission)


@pytest.mark.parametrize("permission", Permission)
def test_once_trained_a_caseworker_may_what_a_trained_one_may_and_nobody_else_gains(
    permission: Permission,
) -> None:
    gaining = {Role.CASEWORKER} if TRAINED in MAY[permission] else set[str]()
    may = {who for who in EVERYBODY if permits_once_trained(viewer(who), permission)}
    assert may == MAY[permission] | gaining
