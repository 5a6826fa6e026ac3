"""Saying later which case a self-referral belongs to: it becomes an ordinary referral there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from casework.access_needs.queries import live_needs
from casework.contact_plans.queries import live_plan
from casework.deadlines.queries import open_deadlines
from casework.referrals.actions import refer_witness
from casework.referrals.models import Referral
from casework.referrals.queries import referral_of
from casework.referrals.rules import ReferralDetails, ReferralSource, is_placed
from casework.tasks.actions import finish_task
from casework.tasks.queries import open_tasks
from casework.tasks.rules import DONE_ON_ITS_OWN_PAGE
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_to_change
from casework.witnesses.rules import WitnessState
from ethical_walls.links.actions import revoke_link
from ethical_walls.sessions import WalledSession


@dataclass(frozen=True)
class CaseFound:
    """The case that a self-referral turned out to belong to, and who asked the person to come."""

    identifier: str
    party: str
    party_label: str


@dataclass(eq=False)
class PlacedAlready(ValueError):
    """The referral says which case it is, or somebody has said so since."""

    witness_id: UUID


def is_placed_referral(session: WalledSession, witness: Witness) -> bool:
    """Whether a witness's referral says which case it is; one that was closed needs none."""
    referral = referral_of(session, witness)
    closed = witness.state is WitnessState.CLOSED
    return closed or is_placed(referral.identifier_value, referral.party)


def say_which_case(
    session: WalledSession, witness_id: UUID, found: CaseFound, *, now: datetime
) -> None:
    """Refer the person again, into the party that asked them, and close what stood by itself.

    Clocks run on from when they first asked. Like every referral it answers nothing: whoever says
    which case it is may find that somebody else looks after the person there.

    Raises:
        WitnessNotFound: There is no such witness in view.
        PlacedAlready: It is said already.
        IdentifierNotRecognised: The case's number is not one.
    """
    witness = witness_to_change(session, witness_id)
    if is_placed_referral(session, witness):
        raise PlacedAlready(witness_id)
    referral = referral_of(session, witness)
    details = _details(session, witness, referral, found)
    refer_witness(session, details, now=referral.received_at)
    for task in open_tasks(session, [witness_id]):
        if task.kind not in DONE_ON_ITS_OWN_PAGE:
            finish_task(session, task.id, now=now)
    for deadline in open_deadlines(session, [witness_id]):
        deadline.superseded_at = now
    witness.state = WitnessState.CLOSED
    revoke_link(session, witness_id, now=now)
    session.flush()


def _details(
    session: WalledSession, witness: Witness, referral: Referral, found: CaseFound
) -> ReferralDetails:
    plan = live_plan(session, witness.id)
    if plan is None:
        raise PlacedAlready(witness.id)
    return ReferralDetails(
        request_id=uuid5(witness.id, "which case"),
        identifier=found.identifier,
        party=found.party,
        party_label=found.party_label,
        name=witness.name,
        role=witness.role,
        language=witness.language,
        interpreter=witness.interpreter_needed,
        channel=plan.channel,
        address=plan.address,
        needs=tuple(need.need for need in live_needs(session, witness.id)),
        practical_note=referral.practical_note,
        source=ReferralSource.WITNESS,
        urgency=referral.urgency,
        home=referral.home,
        age=referral.age,
    )
