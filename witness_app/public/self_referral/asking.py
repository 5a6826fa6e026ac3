"""What somebody has answered so far: kept in their own browser until they agree, then sent once."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

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

ASKING: Final = "asking"
REQUEST: Final = "asking_request"
SEEN: Final = "asking_seen"
IDLE: Final = timedelta(minutes=30)


def begin(now: datetime) -> None:
    """Begin with nothing answered; the id makes the same form sent twice one referral."""
    session.clear()
    session[ASKING] = {}
    session[REQUEST] = str(uuid4())
    session[SEEN] = now.timestamp()


def answers(now: datetime) -> dict[str, str] | None:
    """What was answered in this browser; None where nothing was begun, or it was left too long."""
    if ASKING not in session or now.timestamp() - session[SEEN] > IDLE.total_seconds():
        session.pop(ASKING, None)
        return None
    found: dict[str, str] = session[ASKING]
    return found


def keep(given: dict[str, str], now: datetime) -> None:
    """Keep an answer in the browser's own signed cookie; nothing is written anywhere else."""
    session[ASKING] = session[ASKING] | given
    session[SEEN] = now.timestamp()


def end() -> None:
    """It was sent: nothing stays in the browser."""
    session.clear()


def referral_of(said: dict[str, str], numbers: Numbers) -> ReferralDetails:
    """What was answered, as a referral; eligibility is plain facts, and none of them refuses.

    Raises:
        KeyError: A question was passed over.
    """
    party, label = party_named(said["who"], said.get("accused", ""))
    channel = Channel(said["channel"])
    return ReferralDetails(
        request_id=UUID(session[REQUEST]),
        identifier=said.get("number", ""),
        party=party,
        party_label=label,
        name=said["name"],
        role=WitnessRole.WITNESS,
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
