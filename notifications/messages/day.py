"""Sending a witness the practical facts of their day at court, once for each listing."""

from dataclasses import replace
from datetime import datetime

from ethical_walls.sessions import WalledSession
from notifications.messages.actions import write_message
from notifications.messages.addressing import to_whom
from notifications.messages.facts import HearingFacts, subject_of_hearing
from notifications.messages.planning import Planned, Verdict, planned
from notifications.messages.rules import MessageKey


def message_of_day(
    session: WalledSession, facts: HearingFacts, come: str, *, now: datetime
) -> Planned:
    """What sending the facts of the day now would send; nothing is recorded.

    Args:
        session: Of somebody who looks after the witness.
        facts: The hearing that the day is for.
        come: When to come, in words that begin a sentence.
        now: The instant of sending.
    """
    about = subject_of_hearing(facts)
    about = replace(about, fields=about.fields | {"come": come})
    return planned(MessageKey.YOUR_DAY, about, to_whom(session, facts.witness_id), now)


def send_day(
    session: WalledSession, facts: HearingFacts, come: str, *, now: datetime
) -> str | None:
    """Write the message that carries the facts of the day.

    Returns:
        Why a voice or paper must do it instead; None where it will leave by itself.
    """
    plan = message_of_day(session, facts, come, now=now)
    if plan.verdict is Verdict.RUNG_INSTEAD:
        return plan.reason
    write_message(session, plan, now=now)
    return None
