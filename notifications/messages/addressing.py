"""Whom a message would reach and how, as the contact plan, any opt-out and any hold stand now."""

from uuid import UUID

from casework.contact_plans.queries import live_plan
from casework.witnesses.queries import witness_of
from ethical_walls.sessions import WalledSession
from notifications.messages.planning import Addressee, addressee
from notifications.opt_outs.queries import opt_out_in_force
from notifications.replies.queries import hold_in_force


def to_whom(session: WalledSession, witness_id: UUID) -> Addressee:
    """One witness as messages reach them now.

    Raises:
        WitnessNotFound: There is no such witness in view.
    """
    plan = live_plan(session, witness_id)
    stopped = opt_out_in_force(session, plan)
    held_by = hold_in_force(session, plan)
    return addressee(witness_of(session, witness_id), plan, stopped, held_by)
