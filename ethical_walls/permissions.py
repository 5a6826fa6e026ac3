"""Which act by what kind of person: the whole policy on one screen. It never mentions a side."""

import enum
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from ethical_walls.accounts.models import Role
from ethical_walls.viewers import Viewer

Predicate = Callable[[Viewer], bool]

PARTNERS = frozenset({Role.SOLICITOR, Role.WITNESS_CARE_UNIT_OFFICER})
COURT_TEAMS = frozenset({Role.IN_COURT_WITNESS_SERVICE, Role.COURT_VISITS_CONTACT})
NEUTRAL = frozenset({Role.SAFEGUARDING_LEAD, Role.CASE_PROGRESSION_OFFICER, Role.SEPARATION_DESK})


class Permission(enum.StrEnum):
    """Something a person may be allowed to ask for; which rows answer is the policies' business."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    OPEN_OWN_PAGE = "open_own_page"
    READ_REGISTER = "read_register"
    KEEP_REGISTER = "keep_register"
    IMPORT_LISTS = "import_lists"
    REFER_WITNESS = "refer_witness"
    READ_WITNESS = "read_witness"
    SUPPORT_WITNESS = "support_witness"
    BOOK_VISIT = "book_visit"
    KEEP_WINDOWS = "keep_windows"
    CONFIRM_REPLAN = "confirm_replan"
    READ_MESSAGES = "read_messages"
    ANSWER_SHARED_NUMBERS = "answer_shared_numbers"
    REFER_AS_PARTNER = "refer_as_partner"
    FOLLOW_AS_PARTNER = "follow_as_partner"
    LEAD_TEAM = "lead_team"
    READ_COUNTS = "read_counts"
    PASS_ON_MESSAGE = "pass_on_message"  # noqa: S105 - to pass on, not a password
    PLACE_MESSAGES = "place_messages"
    ANSWER_ENQUIRIES = "answer_enquiries"
    HOST_AT_COURT = "host_at_court"


def anyone(_viewer: Viewer) -> bool:
    """Whoever asks, signed in or not."""
    return True


def somebody(viewer: Viewer) -> bool:
    """Any account that has signed in."""
    return viewer.is_somebody


def came_by_link(viewer: Viewer) -> bool:
    """Opened a link of their own: they meet the one record that it is of."""
    return viewer.subject_id is not None


def caseworker(viewer: Viewer) -> bool:
    """Supports witnesses."""
    return Role.CASEWORKER in viewer.roles


def trained_caseworker(viewer: Viewer) -> bool:
    """Supports witnesses, trained in the integrity of evidence (requirements PT-03, SV-05)."""
    return caseworker(viewer) and viewer.trained_until is not None


def partner(viewer: Viewer) -> bool:
    """Refers witnesses for a solicitors' firm or a Witness Care Unit, and follows them."""
    return bool(viewer.roles & PARTNERS)


def list_operator(viewer: Viewer) -> bool:
    """Enters what courts publish, and is on neither side of anything."""
    return Role.LIST_OPERATOR in viewer.roles


def conflicts_officer(viewer: Viewer) -> bool:
    """Keeps the sides apart: sees structure and times, never whose they are or what they say."""
    return Role.CONFLICTS_OFFICER in viewer.roles


def register_keeper(viewer: Viewer) -> bool:
    """Keeps the register of courts and their windows of visits."""
    return Role.REGISTER_KEEPER in viewer.roles


def colleague(viewer: Viewer) -> bool:
    """Works for the service or the courts' list office: for no party, and for no court's team."""
    return bool(viewer.roles - PARTNERS - COURT_TEAMS)


def duty_caseworker(viewer: Viewer) -> bool:
    """Is on duty: answers what found nobody else."""
    return Role.DUTY_CASEWORKER in viewer.roles


def team_leader(viewer: Viewer) -> bool:
    """Leads caseworkers: has somebody cover for whoever is away."""
    return Role.TEAM_LEADER in viewer.roles


def service_manager(viewer: Viewer) -> bool:
    """Manages the service by counts that are not small."""
    return Role.SERVICE_MANAGER in viewer.roles


def neutral_colleague(viewer: Viewer) -> bool:
    """Answers what caseworkers ask of safeguarding, case progression or the separation desk."""
    return bool(viewer.roles & NEUTRAL)


def court_host(viewer: Viewer) -> bool:
    """Receives visitors at one court, whoever calls them: its visits contact or Witness Service."""
    return bool(viewer.roles & COURT_TEAMS)


POLICY: dict[Permission, tuple[Predicate, ...]] = {
    Permission.ANYONE: (anyone,),
    Permission.SIGNED_IN: (somebody,),
    Permission.OPEN_OWN_PAGE: (came_by_link,),
    Permission.READ_REGISTER: (somebody,),
    Permission.KEEP_REGISTER: (register_keeper,),
    Permission.IMPORT_LISTS: (list_operator,),
    Permission.REFER_WITNESS: (trained_caseworker,),
    Permission.READ_WITNESS: (caseworker,),
    Permission.SUPPORT_WITNESS: (trained_caseworker,),
    Permission.BOOK_VISIT: (trained_caseworker,),
    Permission.KEEP_WINDOWS: (register_keeper,),
    Permission.CONFIRM_REPLAN: (trained_caseworker,),
    Permission.READ_MESSAGES: (caseworker,),
    Permission.ANSWER_SHARED_NUMBERS: (conflicts_officer,),
    Permission.REFER_AS_PARTNER: (partner,),
    Permission.FOLLOW_AS_PARTNER: (partner,),
    Permission.LEAD_TEAM: (team_leader,),
    Permission.READ_COUNTS: (service_manager,),
    Permission.PASS_ON_MESSAGE: (colleague,),
    Permission.PLACE_MESSAGES: (duty_caseworker,),
    Permission.ANSWER_ENQUIRIES: (neutral_colleague,),
    Permission.HOST_AT_COURT: (court_host,),
}


def permits(viewer: Viewer, permission: Permission) -> bool:
    """Whether any clause of the policy lets this viewer ask for it."""
    return any(predicate(viewer) for predicate in POLICY[permission])


def permits_once_trained(viewer: Viewer, permission: Permission) -> bool:
    """Whether this viewer lacks nothing but training that is in force."""
    return permits(replace(viewer, trained_until=date.max), permission)
