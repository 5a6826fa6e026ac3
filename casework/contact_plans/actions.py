"""Recording how a witness may be reached: provisionally at first, then as they confirm it."""

from datetime import datetime
from uuid import UUID

from casework.acting import acting_account
from casework.contact_attempts.actions import meet_first_contact
from casework.contact_plans.events import ContactPlanConfirmed
from casework.contact_plans.models import ContactPlan
from casework.contact_plans.queries import live_plan_to_change
from casework.contact_plans.rules import ContactPlanDetails, StaleContactPlan, check_details
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of
from ethical_walls.sessions import WalledSession

FIRST_VERSION = 1


def begin_contact_plan(
    session: WalledSession,
    witness: Witness,
    details: ContactPlanDetails,
    recorded_by: UUID,
    *,
    now: datetime,
) -> ContactPlan:
    """Record the provisional plan that came with the referral; the person has confirmed nothing."""
    plan = _plan_row(witness, FIRST_VERSION, details)
    plan.recorded_at, plan.recorded_by = now, recorded_by
    session.add(plan)
    session.flush()
    return plan


def confirm_contact_plan(
    session: WalledSession,
    witness_id: UUID,
    seen_version: int,
    details: ContactPlanDetails,
    *,
    now: datetime,
) -> ContactPlan:
    """Record how the person, in live contact, said they may be reached.

    The plan in force is superseded; first contact is met, unless an attempt had met it before, and
    the needs are to be assessed.

    Args:
        session: The viewer who spoke with the person.
        witness_id: Whose plan.
        seen_version: The version that was on the screen.
        details: What the person said.
        now: The instant of the contact.

    Raises:
        WitnessNotFound: There is no such witness in view.
        ContactPlanRefused: The plan is not safe, or a newer version was recorded meanwhile.
    """
    check_details(details)
    witness = witness_of(session, witness_id)
    in_force = live_plan_to_change(session, witness_id)
    if in_force is None or in_force.version != seen_version:
        raise StaleContactPlan(seen_version)
    in_force.superseded_at = now
    session.flush()
    plan = _plan_row(witness, seen_version + 1, details)
    plan.recorded_at = plan.confirmed_at = now
    plan.recorded_by = plan.confirmed_by = acting_account(session)
    session.add(plan)
    session.flush()
    meet_first_contact(session, witness, now=now)
    session.record(ContactPlanConfirmed(witness_id, plan.version))
    return plan


def _plan_row(witness: Witness, version: int, details: ContactPlanDetails) -> ContactPlan:
    return ContactPlan(
        compartment_id=witness.compartment_id,
        witness_id=witness.id,
        version=version,
        channel=details.channel,
        address=details.address,
        language=details.language,
        hours_from=details.hours_from,
        hours_until=details.hours_until,
        seen_by=details.seen_by,
        wording=details.wording,
        agreed_sender=details.agreed_sender,
        place_word=details.place_word,
        calendar_wanted=details.calendar_wanted,
    )
