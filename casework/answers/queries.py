"""Finding what witnesses have said."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from casework.answers.models import WitnessAnswer
from casework.answers.rules import AnswerNotFound, Said
from ethical_walls.sessions import WalledSession


def answers_of(session: WalledSession, witness_id: UUID) -> list[Said]:
    """Everything that a witness said, newest first."""
    found = session.scalars(
        select(WitnessAnswer)
        .where(WitnessAnswer.witness_id == witness_id)
        .order_by(WitnessAnswer.said_at.desc(), WitnessAnswer.id)
    )
    return [said(answer) for answer in found]


def said(answer: WitnessAnswer) -> Said:
    """An answer as it is shown again."""
    return Said(
        answer_id=answer.id,
        compartment_id=answer.compartment_id,
        kind=answer.kind,
        about_id=answer.about_id,
        about_version=answer.about_version,
        words=answer.words,
        said_at=answer.said_at,
        acted_on_at=answer.acted_on_at,
        was_too_late=answer.too_late_at is not None,
        sealed_at=answer.sealed_at,
        sealed_by=answer.sealed_by,
    )


def answer_by_request(
    session: WalledSession, witness_id: UUID, request_id: UUID
) -> WitnessAnswer | None:
    """The answer that a request of one witness has given already: a double click finds it."""
    return session.scalars(
        select(WitnessAnswer).where(
            WitnessAnswer.witness_id == witness_id, WitnessAnswer.request_id == request_id
        )
    ).one_or_none()


def answer_to_change(session: WalledSession, answer_id: UUID) -> WitnessAnswer:
    """One answer, locked until the transaction ends, as it stands now.

    Raises:
        AnswerNotFound: There is none that this viewer may see.
    """
    found = session.scalars(
        select(WitnessAnswer)
        .where(WitnessAnswer.id == answer_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise AnswerNotFound(answer_id)
    return found


def answers_to_act_on(session: WalledSession, ids: Collection[UUID]) -> list[WitnessAnswer]:
    """The answers of these that nobody has acted on, oldest first, locked as they stand now."""
    return list(
        session.scalars(
            select(WitnessAnswer)
            .where(WitnessAnswer.id.in_(ids), WitnessAnswer.acted_on_at.is_(None))
            .order_by(WitnessAnswer.said_at, WitnessAnswer.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )
