"""Writing messages, again where the contact plan changed, and taking back untrue ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select, update

from casework.tasks.actions import open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_of
from courts.london_time import end_of_london_day, london_day
from ethical_walls.sessions import WalledSession
from ethical_walls.work import WorkKind, post_work
from notifications.calendar_invitations.actions import cancel_entry
from notifications.messages.addressing import to_whom
from notifications.messages.facts import (
    EarlierDate,
    HearingFacts,
    OfferFacts,
    Subject,
    VisitFacts,
    subject_of_hearing,
    subject_of_offers,
    subject_of_visit,
)
from notifications.messages.invitations import invitation_for, where_an_old_entry_is
from notifications.messages.models import Message
from notifications.messages.planning import (
    Addressee,
    Composed,
    Planned,
    Verdict,
    composed,
    planned,
    planned_booking,
    planned_reminders,
)
from notifications.messages.queries import last_told
from notifications.messages.rules import (
    AboutKind,
    Building,
    MessageKey,
    MessageState,
    earliest_allowed,
    needs_a_voice,
)
from notifications.messages.wording import language_written, template_version

SAID_OF = {
    AboutKind.VISIT: "their visit",
    AboutKind.HEARING: "the date at court",
    AboutKind.LINK: "their link",
}
OLD_ENTRY = "the e-mail that it came by is not agreed any more"
BY_VOICE_TOO = "a discreet message is not enough for a first date or a new building"


@dataclass(frozen=True)
class TakenBack:
    """What became of the messages about a date that is no longer true.

    Attributes:
        superseded: How many will not go.
        already_going_out: Those that had passed the point of no return: they need a correction.
    """

    superseded: int
    already_going_out: tuple[UUID, ...]


def plan_visit_messages(session: WalledSession, facts: VisitFacts, *, now: datetime) -> None:
    """Tell of a visit just booked, with its invitation and its reminders."""
    _write_all(session, planned_booking(facts, to_whom(session, facts.witness_id), now), now=now)


def tell_of_offers(session: WalledSession, facts: OfferFacts, *, now: datetime) -> None:
    """Tell of places that are held for a witness to choose among."""
    about, to = subject_of_offers(facts), to_whom(session, facts.witness_id)
    _write_all(session, [planned(MessageKey.VISIT_OFFERED, about, to, now)], now=now)


def tell_visit_moved(session: WalledSession, facts: VisitFacts, *, now: datetime) -> None:
    """Take back what the visit's messages said, and tell of its new time.

    Moved and moved back before anyone was told tells nobody; the reminders are planned anew.
    """
    supersede_messages_about(session, facts.visit_id, "The visit has moved", now=now)
    about, to = subject_of_visit(facts), to_whom(session, facts.witness_id)
    if not _is_believed(session, about):
        _write_all(session, [planned(MessageKey.VISIT_MOVED, about, to, now)], now=now)
    _write_all(session, planned_reminders(facts, to, now), now=now)


def tell_visit_cancelled(session: WalledSession, facts: VisitFacts, *, now: datetime) -> None:
    """Take back what the visit's messages said, and tell that it is off."""
    supersede_messages_about(session, facts.visit_id, "The visit is off", now=now)
    cancel_entry(session, facts.witness_id, facts.visit_id, now=now)
    about, to = subject_of_visit(facts), to_whom(session, facts.witness_id)
    _write_all(session, [planned(MessageKey.VISIT_CANCELLED, about, to, now)], now=now)


def tell_visit_stands(session: WalledSession, facts: VisitFacts, *, now: datetime) -> None:
    """Let a visit's messages rest on the hearing's newer version, since the visit stands.

    What was taken back while it was in doubt is planned again. Who was told of this time is not
    told again; who never was, since the hearing moved too soon, is.
    """
    session.execute(
        update(Message)
        .where(Message.about_id == facts.visit_id, Message.state == MessageState.PENDING)
        .values(hearing_version=facts.hearing_version),
        execution_options={"synchronize_session": "fetch"},
    )
    about, to = subject_of_visit(facts), to_whom(session, facts.witness_id)
    if not _is_believed(session, about):
        key = MessageKey.VISIT_MOVED if facts.earlier else MessageKey.VISIT_BOOKED
        _write_all(session, [planned(key, about, to, now)], now=now)
    _write_all(session, planned_reminders(facts, to, now), now=now)


def plan_hearing_messages(
    session: WalledSession, key: MessageKey, facts: HearingFacts, *, now: datetime
) -> None:
    """Tell one witness of a hearing that is listed, moved or off.

    A date the person already believes is not told again.
    """
    about = subject_of_hearing(facts)
    own = (Message.about_id == facts.hearing_id) & (Message.witness_id == facts.witness_id)
    _supersede(session, own, "The listing has changed", now=now)
    if key is not MessageKey.HEARING_VACATED and _is_known(session, facts, about):
        return
    to = to_whom(session, facts.witness_id)
    _write_all(session, [planned(key, about, to, now)], now=now)


def write_message(session: WalledSession, plan: Planned, *, now: datetime) -> Message:
    """Record one message, to leave when it is due or to be told by voice instead.

    The same message about the same version of the same date is recorded once. One that waits for
    its day is recorded as pending even where it could not leave today: the person may confirm
    their contact plan before then, and everything is looked at again when it is due.
    """
    witness = witness_of(session, plan.subject.witness_id)
    known = _known(session, plan)
    if known is not None:
        return known
    message = _row(witness, plan, now)
    session.add(message)
    session.flush()
    _ask_about_an_old_entry(session, message, plan.addressee, now=now)
    if plan.verdict is Verdict.RUNG_INSTEAD and plan.wanted_at <= now:
        give_to_a_person(session, message, MessageState.NOT_SENT, plan.reason, now=now)
        return message
    if plan.verdict is Verdict.WRITTEN_AND_RUNG:
        _ask_to_ring(session, message, TaskKind.TELL_WITNESS, BY_VOICE_TOO, now=now)
    message.invitation_ics = invitation_for(session, message, plan.addressee, now=now)
    post_work(
        session,
        WorkKind.DISPATCH,
        max(message.due_at, now),
        compartment_id=message.compartment_id,
    )
    session.flush()
    return message


def write_again(session: WalledSession, message: Message, *, now: datetime) -> Composed:
    """Make a pending message again from the contact plan as it stands now.

    Its number, address, wording and hours are always those last confirmed; a change of plan
    between writing and leaving is never overlooked.
    """
    to = to_whom(session, message.witness_id)
    again = composed(message.key, message.fields, to)
    _fill(message, again, to)
    message.due_at = earliest_allowed(message.due_at, to.hours)
    where = Building(message.fields["building"])
    if again.hindrance is None and needs_a_voice(message.key, to.wording, where):
        _ask_to_ring(session, message, TaskKind.TELL_WITNESS, BY_VOICE_TOO, now=now)
    message.invitation_ics = invitation_for(session, message, to, now=now)
    session.flush()
    return again


def write_pending_again(session: WalledSession, witness_id: UUID, *, now: datetime) -> None:
    """Make every pending message to a witness again, since their contact plan has changed."""
    pending = session.scalars(
        select(Message)
        .where(Message.witness_id == witness_id, Message.state == MessageState.PENDING)
        .order_by(Message.due_at, Message.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    for message in pending.all():
        write_again(session, message, now=now)


def supersede_messages_about(
    session: WalledSession, about_id: UUID, reason: str, *, now: datetime
) -> TakenBack:
    """Take back every waiting message about a date that is no longer true.

    A message being claimed at this moment is waited for: it is either taken back or found to be
    going out, never both (design section 6).
    """
    return _supersede(session, Message.about_id == about_id, reason, now=now)


def supersede_messages_to(
    session: WalledSession, witness_id: UUID, about_id: UUID, reason: str, *, now: datetime
) -> TakenBack:
    """Take back every waiting message to one witness about a date."""
    own = (Message.about_id == about_id) & (Message.witness_id == witness_id)
    return _supersede(session, own, reason, now=now)


def supersede_messages_of_hearing(
    session: WalledSession, hearing_id: UUID, version: int, *, now: datetime
) -> TakenBack:
    """Take back every waiting message that rests on an older version of a hearing.

    That a visit is off stays true whatever the hearing does.
    """
    rests_on_older = (
        (Message.hearing_id == hearing_id)
        & (Message.hearing_version < version)
        & (Message.key != MessageKey.VISIT_CANCELLED)
    )
    return _supersede(session, rests_on_older, "The hearing has changed", now=now)


def give_to_a_person(
    session: WalledSession, message: Message, state: MessageState, reason: str, *, now: datetime
) -> None:
    """Settle a message that will not be delivered by itself, and ask its caseworker to ring."""
    message.state, message.reason, message.settled_at = state, reason, now
    session.flush()
    _ask_to_ring(session, message, TaskKind.MESSAGE_NOT_SENT, reason, now=now)


def _supersede(
    session: WalledSession, which: ColumnElement[bool], reason: str, *, now: datetime
) -> TakenBack:
    taken = session.scalars(
        update(Message)
        .where(which, Message.state == MessageState.PENDING)
        .values(state=MessageState.SUPERSEDED, reason=reason, settled_at=now)
        .returning(Message.id),
        execution_options={"synchronize_session": "fetch"},
    ).all()
    going = session.scalars(
        select(Message.id).where(which, Message.state == MessageState.SENDING)
    ).all()
    return TakenBack(len(taken), tuple(going))


def _write_all(session: WalledSession, plans: Iterable[Planned], *, now: datetime) -> None:
    for plan in plans:
        write_message(session, plan, now=now)


def _is_believed(session: WalledSession, about: Subject) -> bool:
    told = last_told(session, about.witness_id, about.about_id)
    if told is None or told.key in {MessageKey.VISIT_CANCELLED, MessageKey.HEARING_VACATED}:
        return False
    return all(told.fields[said] == about.fields[said] for said in ("when", "court"))


def _is_known(session: WalledSession, facts: HearingFacts, about: Subject) -> bool:
    """Whether a witness knows a listing: told by us, or the one that stood when they came to us."""
    if last_told(session, about.witness_id, about.about_id) is not None or facts.earlier is None:
        return _is_believed(session, about)
    return facts.earlier == EarlierDate(about.fields["when"], about.fields["court"])


def _known(session: WalledSession, plan: Planned) -> Message | None:
    about = plan.subject
    return session.scalars(
        select(Message).where(
            Message.witness_id == about.witness_id,
            Message.key == plan.key,
            Message.about_id == about.about_id,
            Message.about_version == about.about_version,
            Message.hearing_version.is_not_distinct_from(about.hearing_version),
        )
    ).first()


def _row(witness: Witness, plan: Planned, now: datetime) -> Message:
    about = plan.subject
    message = Message(
        compartment_id=witness.compartment_id,
        witness_id=witness.id,
        key=plan.key,
        from_address=about.voice.from_address,
        about_kind=about.about_kind,
        about_id=about.about_id,
        about_version=about.about_version,
        hearing_id=about.hearing_id,
        hearing_version=about.hearing_version,
        recorded_at=now,
        due_at=plan.due_at,
        expires_at=plan.expires_at,
        over_at=about.over_at,
        state=MessageState.PENDING,
    )
    _fill(message, plan.composed, plan.addressee)
    return message


def _fill(message: Message, words: Composed, to: Addressee) -> None:
    message.template_version = template_version(message.key)
    message.language = language_written(to.language)
    message.wording = to.wording
    message.channel = to.channel
    message.contact_plan_version = to.plan_version
    message.to_address = to.address
    message.subject, message.text = words.words.subject, words.words.text
    message.fields = words.fields


def _ask_about_an_old_entry(
    session: WalledSession, message: Message, to: Addressee, *, now: datetime
) -> None:
    """Ask the caseworker to say it where a calendar holds the old time and we cannot reach it."""
    if where_an_old_entry_is(session, message, to) is None:
        return
    task = NewTask(
        witness_id=message.witness_id,
        kind=TaskKind.TELL_WITNESS,
        title=f"Tell {to.initials} to take the old time out of their calendar: {OLD_ENTRY}",
        cause=f"calendar {message.id}",
        due_at=max(now, min(end_of_london_day(london_day(now)), message.expires_at)),
        hearing_id=message.hearing_id,
    )
    open_task(session, task, now=now)


def _ask_to_ring(
    session: WalledSession, message: Message, kind: TaskKind, reason: str, *, now: datetime
) -> None:
    to = to_whom(session, message.witness_id)
    by = end_of_london_day(london_day(earliest_allowed(now, to.hours)))
    why = reason[0].lower() + reason[1:]
    task = NewTask(
        witness_id=message.witness_id,
        kind=kind,
        title=f"Ring {to.initials} about {SAID_OF[message.about_kind]}: {why}",
        cause=f"message {message.id}",
        due_at=max(now, min(by, message.expires_at)),
        hearing_id=message.hearing_id,
    )
    open_task(session, task, now=now)
