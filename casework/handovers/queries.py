"""Finding handovers, with what was agreed and what was answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from casework.handovers.models import Handover, HandoverAnswer, HandoverField
from casework.handovers.rules import (
    OPEN_STATES,
    PACKS,
    TELL_RECEIVER,
    AnswerKind,
    HandoverKind,
    HandoverNotFound,
    HandoverState,
    PackField,
    cause_of_task,
    may_be_handed_over,
)
from casework.tasks.models import Task
from courts.cases.queries import case_of_group
from courts.hearings.queries import HearingSummary, hearings_of_case
from ethical_walls.sessions import WalledSession


@dataclass(frozen=True)
class Answered:
    """One answer of a receiver."""

    kind: AnswerKind
    name: str
    words: str
    said_at: datetime


@dataclass(frozen=True)
class HandoverSummary:
    """A handover as a page shows it; its fields are those that the viewer may see."""

    id: UUID
    witness_id: UUID
    reference: str
    kind: HandoverKind
    receiver: str
    court_id: UUID | None
    day_on: date | None
    state: HandoverState
    offered_at: datetime
    offered_by: UUID
    answer_due_at: datetime
    chased_at: datetime | None
    answered_at: datetime | None
    fields: tuple[tuple[PackField, str], ...]
    answers: tuple[Answered, ...]

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for the receiver's answer."""
        return self.state in OPEN_STATES and not self.is_being_acted_on

    @property
    def is_being_acted_on(self) -> bool:
        """Whether the last answer was given and has not been acted on yet."""
        latest = self.answers[-1].said_at if self.answers else None
        return latest is not None and (self.answered_at is None or self.answered_at < latest)


def handovers_of(session: WalledSession, witness_id: UUID) -> list[HandoverSummary]:
    """Every handover of one witness, latest first."""
    rows = session.scalars(
        select(Handover)
        .where(Handover.witness_id == witness_id)
        .order_by(Handover.offered_at.desc(), Handover.id)
    )
    return [_summary(session, row) for row in rows]


def hearings_to_hand_over(
    session: WalledSession, group_id: UUID, today: date
) -> list[HearingSummary]:
    """The published hearings of a group's case of which a day may be handed over, in their order.

    Args:
        session: Of somebody who looks after the witness.
        group_id: The witness's separation group.
        today: The day it is asked on, London.
    """
    case = case_of_group(session, group_id)
    hearings = hearings_of_case(session, case.id) if case else []
    return [one for one in hearings if may_be_handed_over(one.kind, one.listing, today)]


def receivers_to_ring(
    session: WalledSession, compartment_id: UUID, hearing_id: UUID
) -> list[Handover]:
    """The handovers of an old day of this hearing whose receivers nobody has rung about it yet."""
    of_hearing = session.scalars(
        select(Handover)
        .where(Handover.compartment_id == compartment_id, Handover.hearing_id == hearing_id)
        .order_by(Handover.receiver, Handover.id)
    ).all()
    causes = {cause_of_task(one.id, TELL_RECEIVER): one for one in of_hearing}
    waiting = session.scalars(
        select(Task.cause).where(
            Task.compartment_id == compartment_id, Task.cause.in_(causes), Task.done_at.is_(None)
        )
    ).all()
    return [one for cause, one in causes.items() if cause in waiting]


def handovers_at_courts(
    session: WalledSession, court_ids: Collection[UUID], first: date, last: date
) -> list[HandoverSummary]:
    """The handovers of some days at some courts, as the court's own team may see them.

    Args:
        session: Of somebody of those courts' in-court Witness Service.
        court_ids: The courts.
        first: The first of the days.
        last: The last of them.
    """
    rows = session.scalars(
        select(Handover)
        .where(Handover.court_id.in_(court_ids), Handover.day_on.between(first, last))
        .order_by(Handover.day_on, Handover.offered_at, Handover.id)
    )
    return [_summary(session, row) for row in rows]


def days_handed_over(
    session: WalledSession, court_ids: Collection[UUID], first: date, last: date
) -> list[date]:
    """The day of each handover that stands, offered or accepted, of some days at some courts."""
    return list(
        session.scalars(
            select(Handover.day_on)
            .where(
                Handover.court_id.in_(court_ids),
                Handover.day_on.between(first, last),
                Handover.state.in_([*OPEN_STATES, HandoverState.ACCEPTED]),
            )
            .order_by(Handover.day_on)
        )
    )


def handover_in_sight(session: WalledSession, handover_id: UUID) -> HandoverSummary:
    """One handover as this viewer may see it.

    Raises:
        HandoverNotFound: There is none that this viewer may see.
    """
    return _summary(session, handover_row(session, handover_id))


def handover_row(session: WalledSession, handover_id: UUID) -> Handover:
    """The row itself, for an action.

    Raises:
        HandoverNotFound: There is none that this viewer may see.
    """
    found = session.scalars(select(Handover).where(Handover.id == handover_id)).one_or_none()
    if found is None:
        raise HandoverNotFound(handover_id)
    return found


def fields_of(session: WalledSession, handover_id: UUID) -> list[HandoverField]:
    """What was agreed to be handed over, as far as this viewer may see it."""
    return list(
        session.scalars(select(HandoverField).where(HandoverField.handover_id == handover_id))
    )


def _summary(session: WalledSession, row: Handover) -> HandoverSummary:
    words = {found.field: found.words for found in fields_of(session, row.id)}
    answers = session.scalars(
        select(HandoverAnswer)
        .where(HandoverAnswer.handover_id == row.id)
        .order_by(HandoverAnswer.said_at, HandoverAnswer.id)
    )
    return HandoverSummary(
        id=row.id,
        witness_id=row.witness_id,
        reference=row.reference,
        kind=row.kind,
        receiver=row.receiver,
        court_id=row.court_id,
        day_on=row.day_on,
        state=row.state,
        offered_at=row.offered_at,
        offered_by=row.offered_by,
        answer_due_at=row.answer_due_at,
        chased_at=row.chased_at,
        answered_at=row.answered_at,
        fields=tuple((field, words[field]) for field in PACKS[row.kind] if field in words),
        answers=tuple(Answered(a.kind, a.name, a.words, a.said_at) for a in answers),
    )
