"""A witness's diary: what happened, who was told what, who did it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy import select

from casework.access_needs.models import AccessNeed
from casework.access_needs.rules import ACCESS_NEED_WORDS
from casework.allocations.queries import allocations_of, changes_of
from casework.answers.queries import answers_of
from casework.answers.rules import ANSWER_WORDS
from casework.assessments.queries import assessments_of, support_plans
from casework.assessments.rules import Consent
from casework.concerns.queries import concerns_of
from casework.contact_attempts.queries import attempts_of
from casework.contact_plans.queries import plan_versions
from casework.cover.queries import covers_of
from casework.deadlines.queries import deadlines_of
from casework.deadlines.rules import DUTIES
from casework.enquiries.queries import enquiries_of
from casework.enquiries.rules import DESK_WORDS
from casework.particulars.queries import particulars_versions
from casework.referrals.queries import referral_of
from casework.statements.queries import step_rows
from casework.tasks.queries import tasks_of
from casework.witnesses.models import Witness
from courts.london_time import spoken, spoken_day, spoken_time
from courts.register.models import Court
from ethical_walls.accounts.service import LINK_ACCOUNT_ID
from ethical_walls.sessions import WalledSession
from notifications.messages.queries import messages_of_witness
from notifications.opt_outs.queries import opt_outs_of
from notifications.opt_outs.rules import SaidBy
from notifications.replies.queries import replies_of
from scheduling.offers.queries import offer_rows
from scheduling.remote_visits.queries import remote_visits_of
from scheduling.visit_records.queries import records_of
from scheduling.visits.models import Visit
from witness_app.care import STATEMENT_WORDS
from witness_app.diary_at_court import (
    court_day_entries,
    handover_entries,
    hearing_entries,
    outcome_entries,
    partner_entries,
    reported_entries,
    telling_entries,
)
from witness_app.diary_entries import TimelineEntry
from witness_app.diary_words import (
    CAME_OF_WORDS,
    CHANNEL_WORDS,
    CONCERN_WORDS,
    LEVEL_WORDS,
    MESSAGE_WORDS,
    OFFER_WORDS,
    REMOTE_STATES,
    REMOTE_WORDS,
    REPLY_WORDS,
    ROUTE_WORDS,
    particulars_in_words,
)
from witness_app.names import names_of

THEMSELVES = "the witness themselves"


@dataclass(frozen=True)
class DiaryLine:
    """One line of the diary as a page shows it."""

    at: datetime
    what: str
    detail: str
    by: str
    message_id: UUID | None
    reply_id: UUID | None


def timeline(session: WalledSession, witness: Witness) -> list[DiaryLine]:
    """Everything that happened for one witness, newest first, composed from each noun's own rows.

    Messages that wait or were taken back are not in it: nobody was told them.
    """
    in_their_order = [
        _referral_entries(session, witness),
        _particulars_entries(session, witness.id),
        _allocation_entries(session, witness.id),
        _change_entries(session, witness.id),
        _cover_entries(session, witness),
        _attempt_entries(session, witness.id),
        _plan_entries(session, witness.id),
        _need_entries(session, witness.id),
        _assessment_entries(session, witness.id),
        _plan_agreed_entries(session, witness.id),
        _concern_entries(session, witness.id),
        _enquiry_entries(session, witness.id),
        _statement_entries(session, witness.id),
        _task_entries(session, witness.id),
        _deadline_entries(session, witness.id),
        _visit_entries(session, witness.id),
        _remote_visit_entries(session, witness.id),
        _offer_entries(session, witness.id),
        _message_entries(session, witness.id),
        _reply_entries(session, witness.id),
        _answer_entries(session, witness.id),
        handover_entries(session, witness.id),
        hearing_entries(session, witness.group_id),
        reported_entries(session, witness),
        partner_entries(session, witness.id),
        telling_entries(session, witness.id),
        court_day_entries(session, witness.id),
        outcome_entries(session, witness.id),
    ]
    ranked = [(rank, entry) for rank, some in enumerate(in_their_order) for entry in some]
    ranked.sort(key=lambda r: (r[1].at, r[0], r[1].what, r[1].detail), reverse=True)
    found = [entry for _, entry in ranked]
    names = names_of(session, (entry.by for entry in found)) | {LINK_ACCOUNT_ID: THEMSELVES}
    return [
        DiaryLine(
            at=entry.at,
            what=entry.what,
            detail=entry.detail,
            by=names.get(entry.by, "") if entry.by else "",
            message_id=entry.message_id,
            reply_id=entry.reply_id,
        )
        for entry in found
    ]


def _referral_entries(session: WalledSession, witness: Witness) -> Iterator[TimelineEntry]:
    referral = referral_of(session, witness)
    yield TimelineEntry(
        referral.received_at,
        "Referral received",
        " ".join(filter(None, (ROUTE_WORDS[referral.route], referral.practical_note))),
        referral.referred_by,
    )


def _particulars_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    for one in particulars_versions(session, witness_id):
        words = particulars_in_words(one)
        yield TimelineEntry(one.said_at, "Said who they are in the case", words, one.said_by)


def _answer_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    """What they said, never in their words: those stand on the page of replies, or are sealed."""
    for said in answers_of(session, witness_id):
        yield TimelineEntry(
            said.said_at,
            f"On their page: {ANSWER_WORDS[said.kind]}",
            "What it was about had changed by then." if said.was_too_late else "",
            reply_id=said.answer_id if said.has_words else None,
        )
        if said.sealed_at:
            what = "Words of their page sealed to the team leader"
            yield TimelineEntry(said.sealed_at, what, by=said.sealed_by)


def _allocation_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    for asked in allocations_of(session, witness_id):
        who = asked.caseworker_id
        yield TimelineEntry(asked.proposed_at, "Proposed as caseworker", by=who)
        if asked.accepted_at:
            yield TimelineEntry(asked.accepted_at, "Accepted the witness", by=who)
        if asked.declined_at:
            yield TimelineEntry(asked.declined_at, "Declined the witness", by=who)
        if asked.passed_on_at:
            yield TimelineEntry(asked.passed_on_at, "Not answered: somebody else asked", by=who)


def _change_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    for change in changes_of(session, witness_id):
        yield TimelineEntry(change.asked_at, "Asked for another caseworker", by=change.recorded_by)


def _cover_entries(session: WalledSession, witness: Witness) -> Iterator[TimelineEntry]:
    if witness.caseworker_id is None:
        return
    for cover in covers_of(session, witness.compartment_id, witness.caseworker_id):
        until = f"Until {spoken(cover.until_at)}"
        yield TimelineEntry(cover.from_at, "Covers for the caseworker", until, cover.cover_id)
        if cover.ended_at:
            yield TimelineEntry(cover.ended_at, "Cover ended", by=cover.cover_id)


def _attempt_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    for tried in attempts_of(session, witness_id):
        yield TimelineEntry(
            tried.tried_at, "Rang the witness", CAME_OF_WORDS[tried.came_of], tried.tried_by
        )


def _plan_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    for plan in plan_versions(session, witness_id):
        said = f"{CHANNEL_WORDS[plan.channel]}, {plan.wording.value}"
        if plan.confirmed_at is None:
            what, detail = "Provisional contact plan from the referrer", said
        else:
            hours = f"{spoken_time(plan.hours_from)} to {spoken_time(plan.hours_until)}"
            what = "Spoke with the witness; contact plan confirmed"
            detail = f"Version {plan.version}: {said}, {hours}"
        yield TimelineEntry(plan.recorded_at, what, detail, plan.recorded_by)


def _need_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    rows = session.scalars(
        select(AccessNeed)
        .where(AccessNeed.witness_id == witness_id)
        .order_by(AccessNeed.recorded_at, AccessNeed.need)
    ).all()
    for at, some in groupby(rows, key=lambda need: need.recorded_at):
        needs = list(some)
        words = ", ".join(ACCESS_NEED_WORDS[need.need] for need in needs)
        yield TimelineEntry(at, "Needs recorded", words, needs[0].recorded_by)
    for need in rows:
        if need.ended_at:
            yield TimelineEntry(need.ended_at, "No longer needed", ACCESS_NEED_WORDS[need.need])


def _assessment_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    for one in assessments_of(session, witness_id):
        if one.consent is Consent.REFUSED:
            what, detail = "Asked for a needs assessment; they did not agree", ""
        else:
            level = LEVEL_WORDS[one.level] if one.level else ""
            what, detail = "Needs assessed", f"Version {one.version}: {level}"
        yield TimelineEntry(one.assessed_at, what, detail, one.assessed_by)


def _plan_agreed_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    for plan in support_plans(session, witness_id):
        detail = f"Version {plan.version}, to be looked at again {spoken_day(plan.review_on)}"
        yield TimelineEntry(plan.agreed_at, "Plan agreed with the witness", detail, plan.agreed_by)


def _concern_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    for one in concerns_of(session, witness_id):
        kind = CONCERN_WORDS[one.kind]
        yield TimelineEntry(one.recorded_at, "The case team must know", kind, one.recorded_by)
        if one.told_at:
            told = f"{kind}: {one.told_whom}"
            yield TimelineEntry(one.told_at, "The case team was told", told, one.told_by)


def _enquiry_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    """Who was asked and who answered; the words stand on their own page."""
    for one in enquiries_of(session, witness_id):
        desk = DESK_WORDS[one.desk]
        yield TimelineEntry(one.asked_at, f"Asked the {desk}", by=one.asked_by)
        if one.answered_at:
            yield TimelineEntry(one.answered_at, f"The {desk} answered", by=one.answered_by)


def _statement_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    """Answers and moved dates; what was drafted and what an open answer carries on are no news."""
    told = set()
    for task in step_rows(session, witness_id):
        words = STATEMENT_WORDS[task.step]
        if task.answered_at and task.answer and (task.step, task.answered_at) not in told:
            told.add((task.step, task.answered_at))
            answer = task.answer.replace("_", " ")
            yield TimelineEntry(task.answered_at, words, answer, task.answered_by)
        if task.previous_due_at:
            now = f"is {spoken(task.due_at)}" if task.due_at else "has no date now"
            moved = f"{words}: was {spoken(task.previous_due_at)}, {now}"
            yield TimelineEntry(task.drafted_at, "Step of the statement moved", moved)


def _task_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    for task in tasks_of(session, witness_id):
        yield TimelineEntry(task.opened_at, "Task opened", task.title)
        if task.done_at:
            yield TimelineEntry(task.done_at, "Task done", task.title, task.done_by)


def _deadline_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    for deadline in deadlines_of(session, witness_id):
        words = DUTIES[deadline.kind].words
        if deadline.previous_due_at:
            moved = f"{words}: was {spoken(deadline.previous_due_at)}, is {spoken(deadline.due_at)}"
            yield TimelineEntry(deadline.received_at, "Deadline moved", moved)
        if deadline.met_at and deadline.met_at > deadline.due_at:
            yield TimelineEntry(deadline.met_at, "Deadline met late", words, deadline.met_by)


def _visit_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    rows = session.execute(
        select(Visit, Court.name)
        .join(Court, Court.id == Visit.court_id)
        .where(Visit.witness_id == witness_id)
        .order_by(Visit.booked_at, Visit.id)
    )
    for visit, court_name in rows:
        when = f"{spoken(visit.starts_at)}, {court_name}"
        yield TimelineEntry(visit.booked_at, "Court visit booked", when, visit.booked_by)
        if visit.cancelled_at:
            yield TimelineEntry(visit.cancelled_at, "Court visit cancelled", when)
    for record in records_of(session, witness_id):
        held = "did not take place" if record.not_held_because else "took place"
        what = f"Recorded: the court visit {held}"
        yield TimelineEntry(record.recorded_at, what, by=record.recorded_by)


def _remote_visit_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    for one in remote_visits_of(session, witness_id):
        way = REMOTE_WORDS[one.way]
        yield TimelineEntry(one.offered_at, f"Offered to show the court {way}", by=one.offered_by)
        if one.settled_at:
            day = f"On {spoken_day(one.done_on)}" if one.done_on else ""
            what = f"{REMOTE_STATES[one.state]} {way}"
            yield TimelineEntry(one.settled_at, what, day, one.settled_by)


def _offer_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    for _together, some in groupby(offer_rows(session, witness_id), key=lambda o: o.together_id):
        offers = list(some)
        when = "; ".join(spoken(offer.starts_at) for offer in offers)
        yield TimelineEntry(offers[0].offered_at, "Times offered", when, offers[0].offered_by)
        for state, words in OFFER_WORDS.items():
            settled = [offer for offer in offers if offer.state is state]
            if settled and settled[0].settled_at:
                yield TimelineEntry(settled[0].settled_at, words)


def _message_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    for message in messages_of_witness(session, witness_id):
        if message.state in MESSAGE_WORDS:
            yield TimelineEntry(
                message.sending_at or message.settled_at or message.recorded_at,
                MESSAGE_WORDS[message.state],
                message.subject or message.text,
                message_id=message.id,
            )


def _reply_entries(session: WalledSession, witness_id: UUID) -> Iterator[TimelineEntry]:
    """What they texted, never in their words: those stand on the page of replies, or are sealed."""
    for reply in replies_of(session, witness_id):
        yield TimelineEntry(reply.received_at, REPLY_WORDS[reply.kind], reply_id=reply.id)
        if reply.sealed_at:
            yield TimelineEntry(
                reply.sealed_at, "Words of a text sealed to the team leader", by=reply.sealed_by
            )
    for stopped in opt_outs_of(session, witness_id):
        if stopped.said_by is SaidBy.THE_CARRIER:
            yield TimelineEntry(stopped.stopped_at, "The network says they want no more texts")
