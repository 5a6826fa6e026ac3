"""What is asked of published cases: which case a number or a group means, and its parties."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, any_, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute

from courts.cases.models import CaseIdentifier, Defendant, PartiesChange, PublishedCase
from courts.cases.rules import (
    PROSECUTION,
    PROSECUTION_LABEL,
    Identifier,
    IdentifierKind,
    defence_label,
)
from ethical_walls.sessions import WalledSession

T = TypeVar("T")
AT_ONCE = 5_000


@dataclass(frozen=True)
class PartySummary:
    """A party of a case: the prosecution is 0, the defendants follow in published order."""

    ordinal: int
    party: str
    label: str


@dataclass(frozen=True)
class CaseSummary:
    """A published case in a line."""

    case_id: UUID
    group_id: UUID
    title: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class CaseParties:
    """The separation group of a case and all its parties, the prosecution first."""

    group_id: UUID
    parties: tuple[str, ...]


@dataclass(frozen=True)
class NumberHeld:
    """A number already published, and whose it is."""

    case_id: UUID
    value: str
    root: str


def case_of_group(session: WalledSession, group_id: UUID) -> PublishedCase | None:
    """The published case of a separation group, also of one that was joined to another since."""
    found = session.scalars(
        select(PublishedCase)
        .outerjoin(CaseIdentifier, CaseIdentifier.case_id == PublishedCase.id)
        .where(or_(PublishedCase.group_id == group_id, CaseIdentifier.group_id == group_id))
        .order_by(PublishedCase.joined_to_id.is_not(None))
        .limit(1)
    ).first()
    while found is not None and found.joined_to_id is not None:
        found = session.get(PublishedCase, found.joined_to_id)
    return found


def cases_of_groups(session: WalledSession, group_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The published case of each separation group that has one, also where cases were joined."""
    by_own_group = session.execute(
        select(
            PublishedCase.group_id, func.coalesce(PublishedCase.joined_to_id, PublishedCase.id)
        ).where(PublishedCase.group_id.in_(group_ids))
    )
    by_number = session.execute(
        select(CaseIdentifier.group_id, CaseIdentifier.case_id).where(
            CaseIdentifier.group_id.in_(group_ids)
        )
    )
    rows = (*by_own_group, *by_number)
    return {row[0]: row[1] for row in rows}


def case_of_identifier(session: WalledSession, identifier: Identifier) -> PublishedCase | None:
    """The published case that goes by a number, whichever part of a split case it is."""
    return session.scalars(
        select(PublishedCase)
        .join(CaseIdentifier, CaseIdentifier.case_id == PublishedCase.id)
        .where(CaseIdentifier.root == identifier.value)
        .limit(1)
    ).first()


def case_summary(session: WalledSession, case_id: UUID) -> CaseSummary | None:
    """A case in a line, its Crown Court numbers first."""
    case = session.get(PublishedCase, case_id)
    if case is None:
        return None
    numbers = session.execute(
        select(CaseIdentifier.value, CaseIdentifier.kind)
        .where(CaseIdentifier.case_id == case_id)
        .order_by(CaseIdentifier.value)
    ).all()
    ordered = sorted(numbers, key=lambda number: number.kind is not IdentifierKind.CROWN)
    return CaseSummary(case.id, case.group_id, case.title, tuple(n.value for n in ordered))


def parties(session: WalledSession, case_id: UUID) -> list[PartySummary]:
    """The parties of a case: the prosecution, then each defendant in published order."""
    defendants = session.scalars(
        select(Defendant).where(Defendant.case_id == case_id).order_by(Defendant.ordinal)
    )
    return [
        PartySummary(0, PROSECUTION, PROSECUTION_LABEL),
        *(PartySummary(d.ordinal, d.party, defence_label(d.name)) for d in defendants),
    ]


def changes_of_parties(session: WalledSession, case_id: UUID) -> list[PartiesChange]:
    """Each time a case had other parties since it was first published, oldest first."""
    return list(
        session.scalars(
            select(PartiesChange)
            .where(PartiesChange.case_id == case_id)
            .order_by(PartiesChange.changed_at, PartiesChange.id)
        )
    )


def unanswered_changes(session: WalledSession) -> list[PartiesChange]:
    """The changes of parties that some party's job has still to answer."""
    return list(
        session.scalars(
            select(PartiesChange)
            .where(PartiesChange.answered_at.is_(None))
            .order_by(PartiesChange.changed_at, PartiesChange.id)
        )
    )


def hold_parties(session: WalledSession, case_id: UUID) -> None:
    """Let nobody change the parties of a case until this transaction ends.

    Any number of transactions may hold them at once, and none waits for another; the court's next
    change waits for all, so that whatever they wrote is seen by the jobs that answer it.
    """
    session.execute(
        select(PublishedCase.id)
        .where(PublishedCase.id == case_id)
        .with_for_update(read=True, key_share=True)
    )


def numbers_held(session: WalledSession, roots: Iterable[str]) -> list[NumberHeld]:
    """Which of these numbers are published, with every part of a split case."""
    columns = select(CaseIdentifier.case_id, CaseIdentifier.value, CaseIdentifier.root)
    return [
        NumberHeld(*row)
        for some in in_chunks(roots)
        for row in session.execute(columns.where(among(CaseIdentifier.root, some)))
    ]


def defendants_of(
    session: WalledSession, case_ids: Iterable[UUID]
) -> dict[UUID, list[tuple[str, str]]]:
    """The (party, name) pairs of many cases in published order."""
    columns = select(Defendant.case_id, Defendant.party, Defendant.name)
    found: dict[UUID, list[tuple[str, str]]] = {}
    for some in in_chunks(case_ids):
        rows = session.execute(
            columns.where(among(Defendant.case_id, some)).order_by(Defendant.ordinal)
        )
        for case_id, party, name in rows:
            found.setdefault(case_id, []).append((party, name))
    return found


def everyone_in(session: WalledSession, case_ids: Iterable[UUID]) -> dict[UUID, CaseParties]:
    """The group and all the parties of many cases, in few questions."""
    asked = list(dict.fromkeys(case_ids))
    defendants = defendants_of(session, asked)
    columns = select(PublishedCase.id, PublishedCase.group_id)
    return {
        case_id: CaseParties(
            group_id, (PROSECUTION, *(party for party, _name in defendants.get(case_id, [])))
        )
        for some in in_chunks(asked)
        for case_id, group_id in session.execute(columns.where(among(PublishedCase.id, some)))
    }


def lock_cases(session: WalledSession, case_ids: Iterable[UUID]) -> None:
    """Holds cases until the transaction ends: one writer at a time records what is published.

    Always in the order of the ids, so that two writers wait for each other and never for ever.
    """
    for some in in_chunks(sorted(set(case_ids))):
        session.execute(
            select(PublishedCase.id)
            .where(among(PublishedCase.id, some))
            .order_by(PublishedCase.id)
            .with_for_update()
        )


def in_chunks(things: Iterable[T]) -> Iterator[list[T]]:
    """The different ones of many things, a few thousand at a time."""
    distinct = list(dict.fromkeys(things))
    for start in range(0, len(distinct), AT_ONCE):
        yield distinct[start : start + AT_ONCE]


def among(column: InstrumentedAttribute[T], values: Iterable[T]) -> ColumnElement[bool]:
    """The column holds one of many values: sent as one array, however many they are."""
    return column == any_(literal(list(values), ARRAY(column.type)))
