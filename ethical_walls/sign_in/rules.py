"""How long a sign-in lasts, which site an organisation's people sign in at, what may be tried."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ethical_walls.accounts.models import OrganisationKind, Role

LASTS: Final = timedelta(hours=12)
IDLE: Final = timedelta(hours=1)
NOTED_EVERY: Final = timedelta(minutes=1)
LINK_LASTS: Final = timedelta(days=3)

STAFF: Final = "staff"
PUBLIC: Final = "public"

ROLES_OF: Final[dict[OrganisationKind, frozenset[Role]]] = {
    OrganisationKind.SERVICE: frozenset(
        {
            Role.CASEWORKER,
            Role.DUTY_CASEWORKER,
            Role.TEAM_LEADER,
            Role.SAFEGUARDING_LEAD,
            Role.CASE_PROGRESSION_OFFICER,
            Role.SERVICE_MANAGER,
            Role.REGISTER_KEEPER,
            Role.CONFLICTS_OFFICER,
            Role.SEPARATION_DESK,
        }
    ),
    OrganisationKind.COURTS_LIST_OFFICE: frozenset({Role.LIST_OPERATOR}),
    OrganisationKind.WITNESS_CARE_UNIT: frozenset({Role.WITNESS_CARE_UNIT_OFFICER}),
    OrganisationKind.SOLICITORS_FIRM: frozenset({Role.SOLICITOR}),
    OrganisationKind.COURT_TEAM: frozenset(
        {Role.IN_COURT_WITNESS_SERVICE, Role.COURT_VISITS_CONTACT}
    ),
}
"""Which roles the people of an organisation may be given (design section 3)."""


@dataclass(frozen=True)
class Limit:
    """How often something may be tried in a time."""

    at_most: int
    within: timedelta


PER_MACHINE: Final = Limit(20, timedelta(minutes=15))
PER_ADDRESS: Final = Limit(5, timedelta(minutes=15))
ASKED_FOR_HELP: Final = Limit(10, timedelta(hours=1))
"""Referrals of oneself from one machine: a refuge or a library may send several (own standard)."""
CODES: Final = Limit(5, timedelta(minutes=15))
CODES_A_DAY: Final = Limit(20, timedelta(days=1))
"""Twenty guesses a day, each of three codes in a million: one chance in sixteen thousand."""


@dataclass(frozen=True)
class Alive:
    """From when on a session must have begun and been seen to be alive now."""

    began_after: datetime
    seen_after: datetime
    noted_before: datetime


def alive_at(now: datetime) -> Alive:
    """A session ends twelve hours after it began, or an hour after its last page."""
    return Alive(now - LASTS, now - IDLE, now - NOTED_EVERY)


def site_of(kind: OrganisationKind) -> str:
    """The one site at which the people of an organisation sign in (design section 8)."""
    return PUBLIC if kind is OrganisationKind.SOLICITORS_FIRM else STAFF
