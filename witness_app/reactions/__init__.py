"""What follows from each event: one table; every event has a row, and an empty row says why."""

from collections.abc import Callable
from typing import Any

from casework.access_needs.events import AccessNeedsAgreed
from casework.allocations.events import CaseworkerAccepted, CaseworkerDeclined
from casework.contact_plans.events import ContactPlanConfirmed
from casework.referrals.events import ReferralReceived
from casework.tasks.events import TaskDone, TaskOpened
from casework.witnesses.events import WitnessTakenIn
from courts.cases.events import PartiesChanged
from courts.hearings.events import HearingListed, HearingMoved, HearingRevised, HearingVacated
from courts.register.events import ClosureWithdrawn, CourtShut, SittingChanged

Reaction = Callable[..., None]
"""A function `(session, event, *, now)`, run in the transaction of what was announced."""

REACTIONS: dict[type[Any], tuple[Reaction, ...]] = {
    # What the courts publish.
    PartiesChanged: (),
    HearingListed: (),
    HearingMoved: (),
    HearingRevised: (),  # it spoils no plan, and nobody was told what it adds
    HearingVacated: (),
    CourtShut: (),
    ClosureWithdrawn: (),
    SittingChanged: (),  # whether a court may be offered is read when visits are sought
    # What happens to a witness.
    ReferralReceived: (),  # the action has opened what is owed
    WitnessTakenIn: (),  # nothing is written to anyone before the plan is confirmed
    CaseworkerAccepted: (),  # the action has given the tasks their owner
    CaseworkerDeclined: (),  # the action has looked for the next one
    ContactPlanConfirmed: (),
    AccessNeedsAgreed: (),  # read when the next visit is booked
    TaskOpened: (),  # it is on its owner's day
    TaskDone: (),  # it is off its owner's day
}
