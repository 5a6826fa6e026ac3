"""The parties of the case that plays are about, and the people of each."""

import uuid
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import text

from courts.cases.rules import PROSECUTION, read_identifier
from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.enquiries.actions import DESK_OF_ROLE
from ethical_walls.viewers import Viewer
from tests.builders.accounts import Employer, an_account
from tests.moment import NOW
from tests.world import World

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
EVERYBODY = frozenset(PARTIES)
PARTNERS = MappingProxyType(
    {
        who: (
            (Role.WITNESS_CARE_UNIT_OFFICER, OrganisationKind.WITNESS_CARE_UNIT)
            if party == PROSECUTION
            else (Role.SOLICITOR, OrganisationKind.SOLICITORS_FIRM)
        )
        for who, party in PARTIES.items()
    }
)


HOSTS = Employer("Court team", OrganisationKind.COURT_TEAM)


@dataclass(frozen=True)
class People:
    """Who works for one party: two caseworkers, their leader, and the unit or firm that calls.

    `desk` is on neither side, and in a play answers this party alone.
    The host is of the court's own team, on no side: whom it answers of is all that differs.
    """

    caseworker: Viewer
    colleague: Viewer
    leader: Viewer
    partner: Viewer
    desk: Viewer
    host: Viewer


def people_of(world: World, who: str) -> People:
    """The people of one party.

    Each party has a team of its own, and its caseworkers belong to it before a play begins: so
    nobody is ever passed over for serving another, which is one of the four interferences that
    are admitted (a conflict found) and is seen by tests of its own.
    """
    name = who.title()
    team = Employer(f"{name} team", OrganisationKind.SERVICE)
    role, kind = PARTNERS[who]
    with world.owner() as owner:
        people = People(
            an_account(owner, Role.CASEWORKER, name=f"{name} Caseworker", employer=team),
            an_account(owner, Role.CASEWORKER, name=f"{name} Colleague", employer=team),
            an_account(owner, Role.TEAM_LEADER, name=f"{name} Leader", employer=team),
            an_account(
                owner, role, name=f"{name} Partner", employer=Employer(f"{name} firm", kind)
            ),
            an_account(owner, *DESK_OF_ROLE, name=f"{name} Desk"),
            an_account(
                owner, Role.IN_COURT_WITNESS_SERVICE, name=f"Host of the {who}", employer=HOSTS
            ),
        )
    for person in (people.caseworker, people.colleague):
        _belongs(world, person.account_id, PARTIES[who])
    return people


def _belongs(world: World, account_id: uuid.UUID | None, party: str) -> None:
    pledged = text("SELECT sealed.pledge(:account, sealed.canonical_group(:case), :party, :now)")
    case = read_identifier(CASE).value
    with world.owner() as owner:
        owner.execute(pledged, {"account": account_id, "case": case, "party": party, "now": NOW})
        owner.commit()
