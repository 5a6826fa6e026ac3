"""The invented people who work in the demo world, and how to sign in as each."""

from dataclasses import dataclass

from ethical_walls.accounts.models import OrganisationKind, Role
from ethical_walls.sign_in.rules import site_of
from witness_app.site.parts import DemoSignIn, SiteName

PASSWORD = "an invented demo phrase"  # noqa: S105 - shown on the demo's own sign-in page


@dataclass(frozen=True)
class Employer:
    """An organisation of the demo world."""

    name: str
    kind: OrganisationKind


SERVICE = Employer("London pre-trial service (demo)", OrganisationKind.SERVICE)
LIST_OFFICE = Employer("Court lists office (demo)", OrganisationKind.COURTS_LIST_OFFICE)
UNIT = Employer("North London Witness Care Unit (demo)", OrganisationKind.WITNESS_CARE_UNIT)
AZIZ_AND_WEBB = Employer("Aziz and Webb, solicitors (demo)", OrganisationKind.SOLICITORS_FIRM)
SNARESBROOK_TEAM = Employer("Snaresbrook court team (demo)", OrganisationKind.COURT_TEAM)
ORR_AND_SON = Employer("Orr and Son, solicitors (demo)", OrganisationKind.SOLICITORS_FIRM)


@dataclass(frozen=True)
class Colleague:
    """Somebody of the demo world."""

    name: str
    who_they_are: str
    email: str
    roles: tuple[Role, ...]
    telephone: str
    employer: Employer = SERVICE


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
    LIST_OFFICE,
)
KIT = Colleague(
    "Kit Mensah",
    "Keeps the register of courts and their times for visits",
    "kit@example.org",
    (Role.REGISTER_KEEPER,),
    "+447700900105",
)
TOMAS = Colleague(
    "Tomas Varga",
    "Caseworker; joined last, and takes on who is referred now",
    "tomas@example.org",
    (Role.CASEWORKER,),
    "+447700900106",
)
NIA = Colleague(
    "Nia Boateng",
    "Conflicts officer; keeps the sides apart, and reads nothing of either",
    "nia@example.org",
    (Role.CONFLICTS_OFFICER,),
    "+447700900107",
)
BEA = Colleague(
    "Bea Lindqvist",
    "Witness Care Unit officer; refers prosecution witnesses and follows them",
    "bea@example.org",
    (Role.WITNESS_CARE_UNIT_OFFICER,),
    "+447700900108",
    UNIT,
)
NOOR = Colleague(
    "Noor Aziz",
    "Solicitor of Jordan Reed and others; refers defence witnesses and follows them",
    "noor@example.org",
    (Role.SOLICITOR,),
    "+447700900109",
    AZIZ_AND_WEBB,
)
RUTH = Colleague(
    "Ruth Orr",
    "Solicitor of Riley Stone, at another firm",
    "ruth@example.org",
    (Role.SOLICITOR,),
    "+447700900110",
    ORR_AND_SON,
)
IMANI = Colleague(
    "Imani Cole",
    "Team leader; has somebody cover for whoever is away, and reads nobody's cases",
    "imani@example.org",
    (Role.TEAM_LEADER,),
    "+447700900111",
)
RHYS = Colleague(
    "Rhys Vaughan",
    "Duty caseworker; places the messages that found nobody, and is on no side of any case",
    "rhys@example.org",
    (Role.DUTY_CASEWORKER,),
    "+447700900112",
)
GWEN = Colleague(
    "Gwen Adeyemi",
    "Caseworker; began last week, and covers for colleagues who are away",
    "gwen@example.org",
    (Role.CASEWORKER,),
    "+447700900119",
)
NADIA = Colleague(
    "Nadia Karim",
    "Service manager; reads counts, and no count that is small",
    "nadia@example.org",
    (Role.SERVICE_MANAGER,),
    "+447700900113",
)
INES = Colleague(
    "Ines Duarte",
    "Safeguarding lead; acts on concerns that caseworkers send, and learns no witness's name",
    "ines@example.org",
    (Role.SAFEGUARDING_LEAD,),
    "+447700900114",
)
OWEN = Colleague(
    "Owen Price",
    "Case-progression officer; asks agencies how cases stand, for neither side",
    "owen@example.org",
    (Role.CASE_PROGRESSION_OFFICER,),
    "+447700900115",
)
PILAR = Colleague(
    "Pilar Quist",
    "Separation desk; says what to do where too few times fit, and reads nothing of either side",
    "pilar@example.org",
    (Role.SEPARATION_DESK,),
    "+447700900116",
)
NEUTRAL = (INES, OWEN, PILAR)
PEARL = Colleague(
    "Pearl Abara",
    "In-court Witness Service at Snaresbrook, volunteer coordinator; receives both sides alike",
    "pearl@example.org",
    (Role.IN_COURT_WITNESS_SERVICE,),
    "+447700900117",
    SNARESBROOK_TEAM,
)
COLIN = Colleague(
    "Colin Frost",
    "Court visits contact at Snaresbrook; sees times, numbers and needs, and no names",
    "colin@example.org",
    (Role.COURT_VISITS_CONTACT,),
    "+447700900118",
    SNARESBROOK_TEAM,
)
COURT_TEAM = (PEARL, COLIN)
COLLEAGUES = (
    *(ASHA, DANIEL, MEERA, LEE, KIT, IMANI, RHYS, NADIA, TOMAS, GWEN, NIA),
    *NEUTRAL,
    *(BEA, NOOR, RUTH),
    *COURT_TEAM,
)
CASEWORKERS = (ASHA, DANIEL, MEERA, TOMAS, GWEN)


def demo_sign_ins() -> tuple[DemoSignIn, ...]:
    """What the sign-in page of a demo shows."""
    return tuple(
        DemoSignIn(c.name, c.who_they_are, c.email, PASSWORD, SiteName(site_of(c.employer.kind)))
        for c in COLLEAGUES
    )
