"""Enquiries for tests: what a caseworker asks, and the colleague who answers."""

import uuid
from datetime import datetime

from casework.enquiries.actions import ask_case_progression, ask_separation_desk, send_concern
from casework.enquiries.rules import (
    ConcernToSend,
    HowSoon,
    SafeguardingRisk,
    StageToAsk,
    Wanted,
)
from ethical_walls.accounts.models import Role
from ethical_walls.enquiries.actions import DESK_OF_ROLE
from ethical_walls.enquiries.models import Desk
from ethical_walls.sessions import WalledSession
from ethical_walls.viewers import Viewer
from tests.builders.accounts import an_account
from tests.world import World
from witness_app.perform import perform
from witness_app.separation import separation_facts

ROLE_OF_DESK = {desk: role for role, desk in DESK_OF_ROLE.items()}


def a_concern(
    words: str = "Please ring after four", how_soon: HowSoon = HowSoon.TODAY
) -> ConcernToSend:
    """A concern that is like any other."""
    return ConcernToSend(uuid.uuid4(), SafeguardingRisk.ADULT, how_soon, words)


def ask_desk(session: WalledSession, witness_id: uuid.UUID, desk: Desk, *, now: datetime) -> None:
    """Ask one desk about a witness."""
    if desk is Desk.SAFEGUARDING:
        perform(session, send_concern, witness_id, a_concern(), now=now)
    elif desk is Desk.CASE_PROGRESSION:
        stage = StageToAsk(uuid.uuid4(), Wanted.TRIAL_DATE, "The court office knows")
        perform(session, ask_case_progression, witness_id, stage, now=now)
    else:
        facts = separation_facts(session, witness_id, uuid.uuid4(), now=now)
        perform(session, ask_separation_desk, witness_id, facts, now=now)


def somebody_at(world: World, desk: Desk, *others: Role) -> Viewer:
    """A colleague on neither side who answers at a desk."""
    with world.owner() as owner:
        name = f"{desk.value.replace('_', ' ').title()} Colleague"
        return an_account(owner, ROLE_OF_DESK[desk], *others, name=name)
