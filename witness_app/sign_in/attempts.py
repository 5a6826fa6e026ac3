"""What is counted when somebody tries to sign in, and by what it is counted."""

import hashlib
import uuid

from ethical_walls.sign_in.actions import Counted
from ethical_walls.sign_in.rules import (
    ASKED_FOR_HELP,
    CODES,
    CODES_A_DAY,
    PER_ADDRESS,
    PER_MACHINE,
)


def of_a_password(machine: str, email: str) -> tuple[Counted, ...]:
    """A password tried for an address, known or unknown, from one machine."""
    return (
        Counted(_key("machine", machine), PER_MACHINE),
        Counted(_key("address", email.strip().casefold()), PER_ADDRESS),
    )


def of_a_code(machine: str, account_id: uuid.UUID) -> tuple[Counted, ...]:
    """A code tried by somebody who has proved the password."""
    return (
        Counted(_key("machine", machine), PER_MACHINE),
        Counted(_key("code", str(account_id)), CODES),
        Counted(_key("code in a day", str(account_id)), CODES_A_DAY),
    )


def of_ones_own_password(account_id: uuid.UUID) -> tuple[Counted, ...]:
    """One's own password, asked again before something of one's sign-in is changed."""
    return (Counted(_key("own password", str(account_id)), PER_ADDRESS),)


def of_asking_for_help(machine: str) -> tuple[Counted, ...]:
    """A referral of oneself, sent from one machine; none is given back."""
    return (Counted(_key("asked for help", machine), ASKED_FOR_HELP),)


def _key(what: str, whose: str) -> bytes:
    return hashlib.sha256(f"{what}|{whose}".encode()).digest()
