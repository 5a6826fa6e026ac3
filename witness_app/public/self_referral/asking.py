"""What somebody has answered so far: locked in their own browser until they agree, then sent once.

The cookie is encrypted and opens for half an hour: whoever finds the telephone reads nothing in it.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4, uuid5

from flask import session

from casework.contact_plans.rules import Channel, Numbers, read_address
from casework.referrals.rules import (
    NOT_SURE,
    NOT_SURE_LABEL,
    AgeAtOffence,
    HomeAtReferral,
    ReferralDetails,
    ReferralSource,
    Urgency,
)
from casework.witnesses.rules import InterpreterNeed, WitnessRole
from courts.cases.rules import PROSECUTION, PROSECUTION_LABEL, defence_label, party_of
from witness_app.public.self_referral import questions
from witness_app.site.locked import locked, unlocked

ASKING: Final = "asking"
RECEIVED: Final = "received"
IDLE: Final = timedelta(minutes=30)


@dataclass(frozen=True)
class Asking:
    """What was answered so far, and the id of this asking."""

    request_id: str
    said: dict[str, str]


def begin(now: datetime) -> None:
    """Begin with nothing answered; the id makes the same words sent twice one referral."""
    session.clear()
    _carry(str(uuid4()), {}, now)


def asked(now: datetime) -> Asking | None:
    """What was answered in this browser; None where nothing was begun, or it was left too long."""
    found = unlocked(ASKING, session.get(ASKING, ""), now, within=IDLE)
    if found is None:
        session.pop(ASKING, None)
        return None
    return Asking(found["request_id"], found["said"])


def keep(asking: Asking, given: dict[str, str], now: datetime) -> None:
    """Keep an answer, locked, in the browser's own cookie; nothing is written anywhere else."""
    _carry(asking.request_id, asking.said | given, now)


def end(now: datetime) -> None:
    """It was sent: nothing that was typed stays in the browser, only when it was received."""
    session.pop(ASKING, None)
    session[RECEIVED] = now.timestamp()


def received_at(now: datetime) -> datetime | None:
    """When we received what was sent from this browser; None where nothing was, or long ago."""
    if RECEIVED not in session:
        return None
    at = datetime.fromtimestamp(session[RECEIVED], UTC)
    return at if now - at <= IDLE else None


def _carry(request_id: str, said: dict[str, str], now: datetime) -> None:
    session[ASKING] = locked(ASKING, {"request_id": request_id, "said": said}, now)


def referral_of(asking: Asking, numbers: Numbers) -> ReferralDetails:
    """What was answered, as a referral; eligibility is plain facts, and none of them refuses.

    The same words twice are one referral; words that were changed after a lost answer are another.

    Raises:
        KeyError: A question was passed over.
    """
    said = asking.said
    party, label = party_named(said["who"], said.get("accused", ""))
    channel = Channel(said["channel"])
    return ReferralDetails(
        request_id=uuid5(UUID(asking.request_id), json.dumps(said, sort_keys=True)),
        identifier=said.get("number", ""),
        party=party,
        party_label=label,
        name=said["name"],
        role=WitnessRole(said["victim"]),
        language=said["language"],
        interpreter=InterpreterNeed.NOT_NEEDED
        if said["language"] == "en"
        else InterpreterNeed.NEEDED,
        channel=channel,
        address=read_address(channel, said["address"], numbers),
        needs=(),
        practical_note=said.get("words", ""),
        source=ReferralSource.WITNESS,
        urgency=Urgency(said["urgency"]),
        home=HomeAtReferral(said["home"]),
        age=AgeAtOffence(said["age"]),
    )


def party_named(who: str, accused: str) -> tuple[str, str]:
    """The party of whoever asked them, and its label; without a name a defence is not known."""
    if who == questions.PROSECUTION:
        return PROSECUTION, PROSECUTION_LABEL
    if who == questions.DEFENCE and accused.strip():
        return party_of(accused), defence_label(accused.strip())
    return NOT_SURE, NOT_SURE_LABEL
