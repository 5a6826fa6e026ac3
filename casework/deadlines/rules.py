"""Which duties have a time limit, where the limit comes from, and when it falls due."""

from datetime import time
from enum import StrEnum

END_OF_DAY = time(23, 59)


class Basis(StrEnum):
    """What kind of promise a deadline is."""

    CODE_DUTY = "code_duty"
    COURT_RULE = "court_rule"
    CONTRACT = "contract"
    OWN_STANDARD = "own_standard"


class DeadlineKind(StrEnum):
    """The duties with a limit."""

    FIRST_CONTACT = "first_contact"
    SHORT_WAY_CONTACT = "short_way_contact"
    CASEWORKER_NAMED = "caseworker_named"
    CASEWORKER_FOUND = "caseworker_found"
    NEEDS_TALKED_THROUGH = "needs_talked_through"
    VISIT_BEFORE_TRIAL = "visit_before_trial"
