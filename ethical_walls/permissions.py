"""Which act by what kind of person: the whole policy on one screen. It never mentions a side."""

import enum
from collections.abc import Callable

from ethical_walls.accounts.models import Role
from ethical_walls.viewers import Viewer

Predicate = Callable[[Viewer], bool]


class Permission(enum.StrEnum):
    """Something a person may be allowed to ask for; which rows answer is the policies' business."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
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


def anyone(_viewer: Viewer) -> bool:
    """Whoever asks, signed in or not."""
    return True


def somebody(viewer: Viewer) -> bool:
    """Any account that has signed in."""
    return viewer.is_somebody


def caseworker(viewer: Viewer) -> bool:
    """Supports witnesses."""
    return Role.CASEWORKER in viewer.roles


def list_operator(viewer: Viewer) -> bool:
    """Enters what courts publish, and is on neither side of anything."""
    return Role.LIST_OPERATOR in viewer.roles


def register_keeper(viewer: Viewer) -> bool:
    """Keeps the register of courts and their windows of visits."""
    return Role.REGISTER_KEEPER in viewer.roles


POLICY: dict[Permission, tuple[Predicate, ...]] = {
    Permission.ANYONE: (anyone,),
    Permission.SIGNED_IN: (somebody,),
    Permission.READ_REGISTER: (somebody,),
    Permission.KEEP_REGISTER: (register_keeper,),
    Permission.IMPORT_LISTS: (list_operator,),
    Permission.REFER_WITNESS: (caseworker,),
    Permission.READ_WITNESS: (caseworker,),
    Permission.SUPPORT_WITNESS: (caseworker,),
    Permission.BOOK_VISIT: (caseworker,),
    Permission.KEEP_WINDOWS: (register_keeper,),
    Permission.CONFIRM_REPLAN: (caseworker,),
    Permission.READ_MESSAGES: (caseworker,),
}


def permits(viewer: Viewer, permission: Permission) -> bool:
    """Whether any clause of the policy lets this viewer ask for it."""
    return any(predicate(viewer) for predicate in POLICY[permission])
