"""The invented people who work in the demo world, and how to sign in as each."""

from dataclasses import dataclass

from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.sign_in.rules import site_of
from witness_app.site.parts import DemoSignIn, SiteName

PASSWORD = "an invented demo phrase"  # noqa: S105 - shown on the demo's own sign-in page


@dataclass(frozen=True)
class Colleague:
    """Somebody of the demo world."""

    name: str
    who_they_are: str
    email: str
    roles: tuple[Role, ...]
    telephone: str
    employer: str = "London pre-trial service (demo)"
    employer_kind: OrganisationKind = OrganisationKind.SERVICE


ASHA = Colleague(
    "Asha Rowe",
    "Caseworker; supports prosecution witnesses at Snaresbrook",
    "asha@example.org",
    (Role.CASEWORKER,),
    "+447700900101",
)
DANIEL = Colleague(
    "Daniel Osei",
    "Caseworker; supports Jordan Reed's defence witnesses in the same case",
    "daniel@example.org",
    (Role.CASEWORKER,),
    "+447700900102",
)
MEERA = Colleague(
    "Meera Shah",
    "Caseworker; supports Riley Stone's defence witnesses, a co-defendant",
    "meera@example.org",
    (Role.CASEWORKER,),
    "+447700900103",
)
LEE = Colleague(
    "Lee Park",
    "List operator; enters what courts publish, on neither side",
    "lee@example.org",
    (Role.LIST_OPERATOR,),
    "+447700900104",
    "Court lists office (demo)",
    OrganisationKind.COURTS_LIST_OFFICE,
)
KIT = Colleague(
    "Kit Mensah",
    "Keeps the register of courts and their times for visits",
    "kit@example.org",
    (Role.REGISTER_KEEPER,),
    "+447700900105",
)
COLLEAGUES = (ASHA, DANIEL, MEERA, LEE, KIT)


def demo_sign_ins() -> tuple[DemoSignIn, ...]:
    """What the sign-in page of a demo shows."""
    return tuple(
        DemoSignIn(c.name, c.who_they_are, c.email, PASSWORD, SiteName(site_of(c.employer_kind)))
        for c in COLLEAGUES
    )
