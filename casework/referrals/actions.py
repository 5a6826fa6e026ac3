"""Referring a witness, which answers nothing, and taking the referral in, which a job does."""

from datetime import date, datetime, timedelta
from uuid import UUID

from casework.access_needs.actions import record_needs
from casework.allocations.actions import propose_for
from casework.contact_plans.actions import begin_contact_plan
from casework.contact_plans.rules import provisional
from casework.deadlines.actions import begin_deadline, expect_visit_before
from casework.deadlines.rules import ONWARD_WITHIN, DeadlineKind, due_after
from casework.partners.actions import open_partner_record
from casework.referrals.events import ReferralReceived
from casework.referrals.models import Referral
from casework.referrals.queries import witness_by_request
from casework.referrals.rules import (
    NO_NUMBER,
    ReferralDetails,
    ReferralRoute,
    check_details,
    first_tasks,
    is_placed,
    opened_form,
    route_of,
    sealed_form,
)
from casework.tasks.actions import open_task
from casework.tasks.rules import REFERRING_ON, NewTask
from casework.witnesses.events import WitnessTakenIn
from casework.witnesses.models import Witness
from casework.witnesses.rules import WitnessState, initials_of
from courts.cases.queries import case_of_group
from courts.cases.rules import read_identifier
from courts.hearings.models import HearingVersion
from courts.hearings.queries import next_trial
from courts.london_time import london_day
from ethical_walls.intake import (
    IntakeItem,
    TypedReferral,
    items_for,
    receive_referral,
    taken_in,
)
from ethical_walls.sessions import WalledSession
from ethical_walls.sharing import share_with_referrer

CONTACT_BY_ROUTE = {
    ReferralRoute.ORDINARY: (DeadlineKind.FIRST_CONTACT,),
    ReferralRoute.SHORT_WAY: (DeadlineKind.FIRST_CONTACT, DeadlineKind.SHORT_WAY_CONTACT),
    ReferralRoute.IN_COURT_SERVICE: (DeadlineKind.FIRST_CONTACT, DeadlineKind.SHORT_WAY_CONTACT),
}


def refer_witness(session: WalledSession, details: ReferralDetails, *, now: datetime) -> None:
    """Put a referral into the sealed intake; whatever is known of the case, nothing is answered.

    Raises:
        IdentifierNotRecognised: The case's number is not one.
        ReferralRefused: Something typed cannot stand, and says what.
    """
    check_details(details)
    typed = TypedReferral(
        request_id=details.request_id,
        identifier_value=read_identifier(details.identifier).value,
        party=details.party,
        payload=sealed_form(details),
    )
    receive_referral(session, typed, now=now)


def refer_oneself(session: WalledSession, details: ReferralDetails, *, now: datetime) -> None:
    """Put somebody's own referral into the sealed intake; nothing is answered to them either.

    Where they know the number of the case and who asked them, it goes to that party like any other.
    Where they do not, it is a group of its own until their caseworker says which case it is.

    Args:
        session: The account of nobody in particular.
        details: What they typed; an empty identifier where they know none.
        now: When.

    Raises:
        IdentifierNotRecognised: The case's number is not one.
        ReferralRefused: Something typed cannot stand, and says what.
    """
    check_details(details)
    typed = TypedReferral(
        request_id=details.request_id,
        identifier_value=read_identifier(details.identifier).value
        if is_placed(details.identifier, details.party)
        else f"unplaced {details.request_id}",
        party=details.party,
        payload=sealed_form(details),
    )
    receive_referral(session, typed, now=now)


def take_in_referral(session: WalledSession, item: IntakeItem, *, now: datetime) -> Witness:
    """Make a referral into a witness in our care; a job's act, in the referral's compartment.

    Clocks start when the referral was received, not when the job ran. A request taken in before
    is not taken in again (NOTHING LOST, NOTHING TWICE).

    Args:
        session: The service's, in the one compartment of the referral.
        item: The referral as it was typed.
        now: When it is taken in.
    """
    known = witness_by_request(session, item.request_id)
    if known is not None:
        taken_in(session, item, now=now)
        return known
    details = opened_form(item.request_id, item.party, item.payload)
    trial = _published_trial(session, item.group_id, london_day(item.received_at))
    referral = _referral_row(session, item, details, trial)
    session.add(referral)
    session.flush()
    witness = _witness_row(referral, details)
    session.add(witness)
    session.flush()
    share_with_referrer(session, item, witness.id, now=now)
    open_partner_record(session, witness, referral.identifier_value, now=item.received_at)
    plan = provisional(details.channel, details.address, details.language)
    begin_contact_plan(session, witness, plan, item.typed_by, now=item.received_at)
    record_needs(session, witness, details.needs, item.typed_by, now=item.received_at)
    _begin_duties(session, witness, referral, details, trial)
    taken_in(session, item, now=now)
    propose_for(session, witness.id, now=now)
    session.record(ReferralReceived(referral.id))
    session.record(WitnessTakenIn(witness.id))
    return witness


def take_in_waiting(session: WalledSession, *, now: datetime) -> list[Witness]:
    """Take in every referral that waits in this job's compartment, oldest first."""
    return [take_in_referral(session, item, now=now) for item in items_for(session)]


def _published_trial(session: WalledSession, group_id: UUID, today: date) -> HearingVersion | None:
    case = case_of_group(session, group_id)
    return next_trial(session, case.id, today) if case else None


def _referral_row(
    session: WalledSession,
    item: IntakeItem,
    details: ReferralDetails,
    trial: HearingVersion | None,
) -> Referral:
    kind, number = _number_of(details)
    trial_on = trial.starts_on if trial else None
    return Referral(
        compartment_id=session.viewer.compartment_id,
        request_id=item.request_id,
        group_id=item.group_id,
        received_at=item.received_at,
        source=details.source,
        urgency=details.urgency,
        route=route_of(details.urgency, trial_on, london_day(item.received_at)),
        home=details.home,
        age=details.age,
        identifier_kind=kind,
        identifier_value=number,
        party=item.party,
        referred_by=item.typed_by,
        practical_note=details.practical_note,
    )


def _number_of(details: ReferralDetails) -> tuple[str, str]:
    """The kind and the number of the case as recorded; who refers themselves may know none."""
    if not details.identifier:
        return NO_NUMBER, ""
    identifier = read_identifier(details.identifier)
    return identifier.kind.value, identifier.written


def _witness_row(referral: Referral, details: ReferralDetails) -> Witness:
    return Witness(
        compartment_id=referral.compartment_id,
        referral_id=referral.id,
        request_id=referral.request_id,
        group_id=referral.group_id,
        party=referral.party,
        party_label=details.party_label,
        name=details.name,
        initials=initials_of(details.name),
        role=details.role,
        language=details.language,
        interpreter_needed=details.interpreter,
        caseworker_id=None,
        state=WitnessState.CASEWORKER_BEING_FOUND,
        needs_note="",
        needs_version=0,
    )


def _begin_duties(
    session: WalledSession,
    witness: Witness,
    referral: Referral,
    details: ReferralDetails,
    trial: HearingVersion | None,
) -> None:
    """What is owed from receipt; who is referred on is so within 24 hours of first contact.

    Until somebody has spoken with them that is 24 hours from the limit of first contact; the
    contact itself brings it forward (requirements EL-06).
    """
    received_at = referral.received_at
    contacts = CONTACT_BY_ROUTE[referral.route]
    for kind in (*contacts, DeadlineKind.CASEWORKER_NAMED):
        begin_deadline(session, witness, kind, "referral", now=received_at)
    if trial is not None:
        expect_visit_before(session, witness, trial.hearing_id, trial.starts_on, now=received_at)
    limit = due_after(contacts[-1], received_at)
    for task in first_tasks(details, referral.route):
        later = ONWARD_WITHIN if task.kind in REFERRING_ON else timedelta()
        new = NewTask(
            witness_id=witness.id,
            kind=task.kind,
            title=task.title,
            cause=task.cause,
            due_at=limit + later,
        )
        open_task(session, new, now=received_at)
