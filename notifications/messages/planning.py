"""What would be written to one person about one date, when it leaves, and when a voice must do."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from casework.contact_plans.models import ContactPlan
from casework.contact_plans.rules import CalendarWanted, Channel, Wording
from casework.witnesses.models import Witness
from casework.witnesses.rules import first_name_of
from notifications.messages.discretion import (
    ONE_TEXT,
    PLAIN_TEXT_LIMIT,
    Unfit,
    Words,
    building_without_its_kind,
    unfit_as_a_text,
    unfit_for_a_wrong_reader,
    unfit_for_anybody,
)
from notifications.messages.facts import LINK, Subject, VisitFacts, subject_of_visit
from notifications.messages.rules import (
    Building,
    Hours,
    MessageKey,
    PlanStanding,
    earliest_allowed,
    needs_a_voice,
    reminders_to_come,
    why_no_link_may_go,
    why_nothing_may_be_written,
)
from notifications.messages.wording import language_written, write_words
from notifications.opt_outs.models import OptOut
from notifications.replies.models import Reply

REPLY = "YES"
ORDINARY_HOURS = Hours(time(9), time(18))
NO_HOURS_LEFT = "None of the hours agreed is left before it is too late"


class Verdict(StrEnum):
    """How the person is told."""

    WRITTEN = "written"
    WRITTEN_AND_RUNG = "written_and_rung"
    RUNG_INSTEAD = "rung_instead"


@dataclass(frozen=True)
class Addressee:
    """One witness and how they may be reached, as their contact plan stands."""

    name: str
    initials: str
    standing: PlanStanding
    channel: Channel
    address: str
    wording: Wording
    language: str
    hours: Hours
    sender: str
    place_word: str
    calendar: CalendarWanted
    plan_version: int


@dataclass(frozen=True)
class Composed:
    """The words for one person and why they may not go by themselves, where they may not."""

    words: Words
    fields: dict[str, str]
    hindrance: str | None


@dataclass(frozen=True)
class Planned:
    """One message as it would be recorded."""

    key: MessageKey
    subject: Subject
    addressee: Addressee
    composed: Composed
    wanted_at: datetime
    due_at: datetime
    expires_at: datetime
    verdict: Verdict
    reason: str


def addressee(
    witness: Witness,
    plan: ContactPlan | None,
    stopped: OptOut | None = None,
    held_by: Reply | None = None,
) -> Addressee:
    """How a witness may be reached now; with no plan at all, by voice alone.

    Args:
        witness: Whom.
        plan: Their contact plan in force.
        stopped: What they asked for if they want no more messages at that plan's address.
        held_by: The text that holds that plan's number until somebody has read it, if one does.
    """
    if plan is None:
        return Addressee(
            name=witness.name,
            initials=witness.initials,
            standing=PlanStanding.NONE,
            channel=Channel.PHONE_CALL,
            address="",
            wording=Wording.DISCREET,
            language=witness.language,
            hours=ORDINARY_HOURS,
            sender="",
            place_word="",
            calendar=CalendarWanted.NO,
            plan_version=0,
        )
    return Addressee(
        name=witness.name,
        initials=witness.initials,
        standing=_standing(plan, stopped, held_by),
        channel=plan.channel,
        address=plan.address,
        wording=plan.wording,
        language=plan.language,
        hours=Hours(plan.hours_from, plan.hours_until),
        sender=plan.agreed_sender,
        place_word=plan.place_word,
        calendar=plan.calendar_wanted,
        plan_version=plan.version,
    )


def _standing(plan: ContactPlan, stopped: OptOut | None, held_by: Reply | None) -> PlanStanding:
    if plan.confirmed_at is None:
        return PlanStanding.PROVISIONAL
    if stopped:
        return PlanStanding.STOPPED
    return PlanStanding.HELD if held_by else PlanStanding.CONFIRMED


def composed(key: MessageKey, about: dict[str, str], to: Addressee) -> Composed:
    """The words of a message for one person, and what hinders them from going by themselves."""
    fields = about | {
        "sender": to.sender,
        "place": to.place_word,
        "reply": REPLY,
        "first_name": first_name_of(to.name),
    }
    words = write_words(key, to.channel, to.wording, language_written(to.language), fields)
    hindrance = (
        why_nothing_may_be_written(to.standing, to.channel)
        or why_no_link_may_go(key, to.channel, to.wording)
        or _unfit(words, fields, to)
    )
    return Composed(words, fields, hindrance)


def planned(key: MessageKey, about: Subject, to: Addressee, wanted_at: datetime) -> Planned:
    """One message: its words, its time within the person's hours, and whether it may go."""
    written = composed(key, about.fields, to)
    due_at = earliest_allowed(wanted_at, to.hours)
    expires_at = about.over_at if key in TOLD_TO_THE_LAST else about.useful_until
    hindrance = written.hindrance or (NO_HOURS_LEFT if due_at >= expires_at else None)
    return Planned(
        key=key,
        subject=about,
        addressee=to,
        composed=written,
        wanted_at=wanted_at,
        due_at=due_at,
        expires_at=expires_at,
        verdict=_verdict(key, to.wording, Building(about.fields["building"]), hindrance),
        reason=hindrance or "",
    )


def planned_reminders(facts: VisitFacts, to: Addressee, now: datetime) -> list[Planned]:
    """The reminders of a visit still to come."""
    about = subject_of_visit(facts)
    return [
        planned(reminder.key, about, to, reminder.due_at)
        for reminder in reminders_to_come(facts.starts_at, to.hours, now)
    ]


def planned_booking(facts: VisitFacts, to: Addressee, now: datetime) -> list[Planned]:
    """Everything that booking a visit will send, in the order it will leave."""
    booked = planned(MessageKey.VISIT_BOOKED, subject_of_visit(facts), to, now)
    return [booked, *planned_reminders(facts, to, now)]


TOLD_TO_THE_LAST = frozenset({MessageKey.VISIT_CANCELLED, MessageKey.HEARING_VACATED})
"""That a date is off is worth telling until it begins: the person may be on their way."""


def _verdict(key: MessageKey, wording: Wording, where: Building, hindrance: str | None) -> Verdict:
    if hindrance is not None:
        return Verdict.RUNG_INSTEAD
    if needs_a_voice(key, wording, where):
        return Verdict.WRITTEN_AND_RUNG
    return Verdict.WRITTEN


def _unfit(words: Words, fields: dict[str, str], to: Addressee) -> Unfit | None:
    is_discreet = to.wording is Wording.DISCREET
    hidden = (to.name, building_without_its_kind(fields["court"]))
    carried = fields.get(LINK, "")
    too_telling = unfit_for_a_wrong_reader(words, hidden, carried) if is_discreet else None
    limit = ONE_TEXT if is_discreet else PLAIN_TEXT_LIMIT
    too_long = unfit_as_a_text(words.text, limit) if to.channel is Channel.SMS else None
    return unfit_for_anybody(words) or too_telling or too_long
