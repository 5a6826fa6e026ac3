"""What follows from each event: one table; every event has a row, and an empty row says why."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from casework.access_needs.events import AccessNeedsAgreed
from casework.allocations.events import (
    AnotherCaseworkerAskedFor,
    CaseworkerAccepted,
    CaseworkerDeclined,
)
from casework.assessments.events import (
    AssessmentRefusedByWitness,
    NeedsAssessed,
    SupportPlanAgreed,
)
from casework.concerns.events import CaseTeamTold, ConcernRaised
from casework.contact_attempts.events import ContactMade, WitnessRung
from casework.contact_plans.events import ContactPlanConfirmed
from casework.court_days.events import CourtDaySettled
from casework.cover.events import CoverBegan, CoverEnded
from casework.enquiries.events import EnquiryAnswered, EnquirySent
from casework.handovers.events import HandoverAnswered, HandoverOffered, HandoverTakenBack
from casework.outcomes.events import OutcomeReported
from casework.particulars.events import ParticularsSaid
from casework.partners.events import NeedsShared, PartnerSpoke
from casework.referrals.events import ReferralReceived
from casework.reported_hearings.events import ClashAnswered, HearingReported
from casework.statements.events import StatementStepAnswered
from casework.tasks.events import TaskDone, TaskOpened
from casework.tellings.events import TellerChosen, WitnessTold
from casework.witnesses.events import WitnessTakenIn
from courts.cases.events import PartiesChanged
from courts.hearings.events import HearingListed, HearingMoved, HearingRevised, HearingVacated
from courts.register.events import ClosureWithdrawn, CourtShut, SittingChanged
from scheduling.offers.events import OffersDeclined, OffersLapsed, OfferTaken, VisitOffered
from scheduling.remote_visits.events import (
    RemoteVisitDone,
    RemoteVisitNotWanted,
    RemoteVisitOffered,
)
from scheduling.replans.events import ReplanConfirmed, ReplanOpened
from scheduling.visit_records.events import VisitDone, VisitNotHeld
from scheduling.visits.events import (
    VisitBooked,
    VisitCancelled,
    VisitConfirmed,
    VisitMoved,
    VisitReleased,
)
from witness_app.reactions.closures import make_its_slots_again
from witness_app.reactions.deadlines import (
    visit_is_arranged,
    visit_is_made_up_for,
    visit_is_owed_again,
)
from witness_app.reactions.handovers import (
    handover_is_off,
    handover_was_accepted,
)
from witness_app.reactions.hearings import (
    ask_every_party,
    ask_parties_of_case,
    take_back_what_is_untrue,
    take_back_what_was_released,
    tell_once_confirmed,
)
from witness_app.reactions.hosts import (
    tell_hosts_that_visits_stand,
    tell_hosts_what_is_brought,
    tell_its_hosts,
)
from witness_app.reactions.offers import take_back_the_places, tell_of_places
from witness_app.reactions.particulars import let_the_end_follow, work_out_findings_again
from witness_app.reactions.partners import (
    contact_was_made,
    needs_that_ended_are_shared_no_longer,
    visit_is_booked_no_longer,
    visit_was_booked,
    visit_was_done,
    visit_was_offered,
)
from witness_app.reactions.replies import reply_is_answered
from witness_app.reactions.statements import draft_statement
from witness_app.reactions.tellings import (
    owe_what_is_published,
    show_dates_to_whoever_is_needed,
    tell_as_chosen,
    tell_what_is_right,
)
from witness_app.reactions.visits import (
    confirm_visits,
    tell_of_booking,
    tell_of_cancellation,
    tell_of_move,
    write_again_what_waits,
)
from witness_app.witness_links import let_link_last

Reaction = Callable[..., None]
"""A function `(session, event, *, now)`, run in the transaction of what was announced."""

TOGETHER: frozenset[Reaction] = frozenset({ask_every_party, ask_parties_of_case})
"""Reactions given every event announced in a row at once: a list of thousands is one statement."""

REACTIONS: dict[type[Any], tuple[Reaction, ...]] = {
    # What the courts publish.
    PartiesChanged: (ask_parties_of_case,),
    HearingListed: (ask_every_party,),
    HearingMoved: (ask_every_party,),
    HearingRevised: (),  # it spoils no plan, and nobody was told what it adds
    HearingVacated: (ask_every_party,),
    CourtShut: (make_its_slots_again,),
    ClosureWithdrawn: (make_its_slots_again,),
    SittingChanged: (),  # whether a court may be offered is read when visits are sought
    # What happens to a witness.
    ReferralReceived: (),  # the action has opened what is owed
    WitnessTakenIn: (draft_statement, owe_what_is_published),  # but no message yet
    ParticularsSaid: (draft_statement, work_out_findings_again, let_the_end_follow),
    CaseworkerAccepted: (confirm_visits,),
    AnotherCaseworkerAskedFor: (),  # the action has asked for the next proposal
    CaseworkerDeclined: (),  # the action has looked for the next one
    CoverBegan: (),  # the witnesses are on the covering day from the next look
    CoverEnded: (),  # and off it
    ContactPlanConfirmed: (write_again_what_waits,),
    ContactMade: (contact_was_made,),
    WitnessRung: (),  # it stands beside the number; a dead number has opened its task
    NeedsAssessed: (tell_hosts_what_is_brought,),  # the action has begun the clocks
    AssessmentRefusedByWitness: (tell_hosts_what_is_brought,),  # nothing else is kept of it
    SupportPlanAgreed: (),  # the action has opened the task of looking at it again
    ConcernRaised: (),  # the task is on its owner's day
    CaseTeamTold: (),  # it is off its owner's day
    EnquirySent: (),  # the action has put it to its desk, where it waits
    EnquiryAnswered: (),  # the task of reading it is on its owner's day
    StatementStepAnswered: (),  # the action has moved the other steps
    CourtDaySettled: (),  # the action has opened and ended its tasks
    OutcomeReported: (),  # the action has opened what is owed
    HandoverOffered: (),  # its link is given by hand; the day's clock is posted with it
    HandoverAnswered: (handover_was_accepted,),
    HandoverTakenBack: (handover_is_off,),
    PartnerSpoke: (show_dates_to_whoever_is_needed,),  # its task is open already
    HearingReported: (draft_statement,),  # the action has opened its task and put it to be told
    ClashAnswered: (tell_what_is_right, draft_statement),
    TellerChosen: (tell_as_chosen,),
    WitnessTold: (),  # it is off its teller's list
    AccessNeedsAgreed: (needs_that_ended_are_shared_no_longer,),
    NeedsShared: (tell_hosts_what_is_brought,),
    TaskOpened: (),  # it is on its owner's day
    TaskDone: (reply_is_answered,),
    # Visits, and what the courts' changes ask of them.
    VisitBooked: (
        visit_is_arranged,
        visit_was_booked,
        tell_of_booking,
        let_link_last,
        tell_its_hosts,
    ),
    VisitConfirmed: (tell_its_hosts,),  # time and place are as they were told the witness
    VisitReleased: (take_back_what_was_released, visit_is_booked_no_longer, tell_its_hosts),
    VisitOffered: (visit_was_offered, tell_of_places),
    OfferTaken: (take_back_the_places,),  # the visit that was booked tells of itself
    OffersDeclined: (take_back_the_places,),
    OffersLapsed: (take_back_the_places,),
    VisitMoved: (visit_was_booked, tell_of_move, let_link_last, tell_its_hosts),
    VisitCancelled: (
        visit_is_owed_again,
        visit_is_booked_no_longer,
        tell_of_cancellation,
        tell_its_hosts,
    ),
    VisitDone: (visit_was_done, tell_its_hosts),
    VisitNotHeld: (visit_is_owed_again, visit_is_booked_no_longer, tell_its_hosts),
    RemoteVisitOffered: (),  # it is said in the call itself
    RemoteVisitDone: (visit_is_made_up_for,),
    RemoteVisitNotWanted: (),  # it may be offered again
    ReplanOpened: (take_back_what_is_untrue,),
    ReplanConfirmed: (tell_once_confirmed, tell_hosts_that_visits_stand),
}


def in_turn(announced: Iterable[object]) -> Iterator[tuple[Reaction, object]]:
    """Each reaction that follows, and what it is given: an event, or a run of them together."""
    for row, run in groupby(announced, key=lambda event: REACTIONS[type(event)]):
        if TOGETHER.issuperset(row):
            events = list(run)
            yield from ((reaction, events) for reaction in row)
        else:
            yield from ((reaction, event) for event in run for reaction in row)
