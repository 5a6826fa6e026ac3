"""How one compartment answers what a court did: what stands, what is looked at, who is told."""

from datetime import datetime
from uuid import UUID

from casework.deadlines.actions import follow_trial
from casework.handovers.actions import take_back_for_hearing
from casework.referrals.nearing import hasten_for_trial
from casework.reported_hearings.actions import ask_about_clashes, owe_what_was_held
from casework.statements.actions import follow_courts
from courts.cases.queries import unanswered_changes
from courts.hearings.models import Hearing
from ethical_walls.sessions import WalledSession
from ethical_walls.work import Subject, WorkKind, is_answered, post_work, subjects_of_work
from scheduling.hosted_visits.actions import keep_those_of_hearing
from scheduling.offers.actions import free_ceded_offers
from scheduling.replans.actions import open_replan, open_replans_of_parties
from scheduling.replans.models import Replan
from scheduling.replans.rules import ReplanState
from scheduling.visits.ceding import release_ceded_visits
from witness_app.reactions.hearings import tell_of_hearing
from witness_app.reactions.tellings import owe_hearing
from witness_app.reactions.visits import tell_that_visits_stand
from witness_app.witness_links import let_links_follow_trial


def answer_the_court(session: WalledSession, *, now: datetime) -> None:
    """Look at everything that courts did to this job's compartment, oldest first.

    The limits of visits before a trial, and the steps of statements, follow it at once, the old
    dates kept; a trial that is near hastens what is owed before it. What was handed over for an
    old day is taken back, whoever has a visit or none.
    Where visits must be looked at, a person confirms before anybody is told a new date; where
    there are none, the witnesses are told at once. Each date has its one teller from here on.
    """
    for subject in subjects_of_work(session, WorkKind.REPLAN, now):
        for replan in _replans(session, subject.id, subject.version, now=now):
            take_back_for_hearing(session, replan.hearing_id, replan.hearing_version, now=now)
            follow_trial(session, replan.hearing_id, replan.compartment_id, now=now)
            hasten_for_trial(session, replan.hearing_id, replan.compartment_id, now=now)
            follow_courts(session, replan.compartment_id, now=now)
            owe_hearing(session, replan.hearing_id, replan.compartment_id, now=now)
            let_links_follow_trial(session, replan.compartment_id, now=now)
            ask_about_clashes(session, replan.compartment_id, now=now)
            owe_what_was_held(session, replan.compartment_id, now=now)
            tell_that_visits_stand(session, replan, now=now)
            keep_those_of_hearing(session, replan.compartment_id, replan.hearing_id)
            if replan.state is ReplanState.NOTHING_TO_DO:
                tell_of_hearing(session, replan.hearing_id, replan.compartment_id, now=now)


def give_back_what_was_ceded(session: WalledSession, *, now: datetime) -> None:
    """Release this compartment's visits, and places it holds, in half-days that are another's now.

    Where any was, the re-plan is asked for again, so that none waits unseen however late this is.
    """
    free_ceded_offers(session, now=now)
    for visit in release_ceded_visits(session, now=now):
        subject = Subject(visit.hearing_id, visit.hearing_version)
        post_work(
            session, WorkKind.REPLAN, now, compartment_id=visit.compartment_id, subject=subject
        )


def open_what_was_ceded(session: WalledSession, *, now: datetime) -> None:
    """Note each change of parties that the jobs of every party have answered.

    Only then, and not before its fixed time, may anybody book what it hands over.
    """
    for change in unanswered_changes(session):
        if is_answered(session, WorkKind.RELEASE, change.case_id):
            change.answered_at = now


def _replans(
    session: WalledSession, subject_id: UUID, version: int, *, now: datetime
) -> list[Replan]:
    """The re-plans of a hearing, or those that a change of a case's parties opens."""
    if session.get(Hearing, subject_id) is not None:
        return [open_replan(session, subject_id, version, now=now)]
    return open_replans_of_parties(session, subject_id, now=now)
