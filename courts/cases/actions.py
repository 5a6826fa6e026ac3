"""Recording what courts publish of cases: numbers shown together, defendants named."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update

from courts.cases.events import PartiesChanged
from courts.cases.models import CaseIdentifier, Defendant, PublishedCase
from courts.cases.queries import defendants_of, lock_cases, numbers_held
from courts.cases.rules import Identifier, case_title, newly_named
from ethical_walls.compartments.queries import group_of, publish_group
from ethical_walls.records import Open
from ethical_walls.sessions import WalledSession


@dataclass(frozen=True)
class CasePublication:
    """What one row of a list says of its case: numbers shown together, defendants to be shown."""

    numbers: tuple[Identifier, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class CasesPublished:
    """The case of each publication, in order, and which cases were taken into which."""

    case_ids: tuple[UUID, ...]
    joined: dict[UUID, UUID]


@dataclass(frozen=True)
class _Naming:
    """What a new case would be made from."""

    group_id: UUID
    names: tuple[str, ...]
    now: datetime


@dataclass
class _Known:
    """The cases as they stand while publications are taken in one after the other."""

    case_of_root: dict[str, UUID]
    values: set[str]
    defendants: dict[UUID, list[tuple[str, str]]]
    joined: dict[UUID, UUID] = field(default_factory=dict)
    changed: dict[UUID, None] = field(default_factory=dict)
    made: set[UUID] = field(default_factory=set)
    unwritten: dict[type[Open], list[dict[str, object]]] = field(default_factory=dict)

    def add(self, model: type[Open], **columns: object) -> None:
        """Keeps a row until the next `_write`, so that many go in one statement."""
        self.unwritten.setdefault(model, []).append({"id": uuid4(), **columns})


def publish_cases(
    session: WalledSession, publications: Iterable[CasePublication], *, now: datetime
) -> CasesPublished:
    """Takes in what a list says of its cases, and announces each whose parties changed.

    Numbers published together are one separation group and one case (design section 3). A list
    adds numbers and defendants, and takes none away.
    """
    publications = list(publications)
    known = _known(session, publications)
    case_ids = [_publish(session, known, each, now) for each in publications]
    _write(session, known)
    _announce(session, known)
    return CasesPublished(tuple(_kept(known, case_id) for case_id in case_ids), known.joined)


def _known(session: WalledSession, publications: list[CasePublication]) -> _Known:
    roots = [number.value for each in publications for number in each.numbers]
    lock_cases(session, (held.case_id for held in numbers_held(session, roots)))
    held = numbers_held(session, roots)
    return _Known(
        case_of_root={number.root: number.case_id for number in held},
        values={number.value for number in held},
        defendants=defendants_of(session, (number.case_id for number in held)),
    )


def _publish(
    session: WalledSession, known: _Known, publication: CasePublication, now: datetime
) -> UUID:
    roots = list(dict.fromkeys(number.value for number in publication.numbers))
    cases = list(dict.fromkeys(known.case_of_root[r] for r in roots if r in known.case_of_root))
    fresh = [number for number in publication.numbers if number.written not in known.values]
    if len(cases) == 1 and not fresh:
        case_id = cases[0]
    else:
        alone = {number.value: group_of(session, number.value) for number in fresh}
        roots.sort(key=lambda root: root not in known.case_of_root)
        group_id = publish_group(session, roots, now=now)
        case_id = _one_case(session, known, cases, _Naming(group_id, publication.names, now))
        _add_numbers(known, case_id, fresh, alone)
    _add_defendants(known, case_id, publication.names)
    return case_id


def _one_case(session: WalledSession, known: _Known, cases: list[UUID], naming: _Naming) -> UUID:
    """The case of a group: the one there is, a new one, or the one that takes the others in."""
    if not cases:
        case_id = uuid4()
        known.add(
            PublishedCase,
            id=case_id,
            group_id=naming.group_id,
            title=case_title(list(naming.names)),
            first_published_at=naming.now,
        )
        known.changed[case_id] = None
        known.made.add(case_id)
        return case_id
    if len(cases) == 1:
        return cases[0]
    _write(session, known)
    kept = session.scalar(
        select(PublishedCase.id).where(
            PublishedCase.id.in_(cases), PublishedCase.group_id == naming.group_id
        )
    )
    into = kept or cases[0]
    for case_id in cases:
        if case_id != into:
            _join(session, known, case_id, into)
    return into


def _join(session: WalledSession, known: _Known, case_id: UUID, into: UUID) -> None:
    """One case takes another in: its numbers and the defendants it had not named itself."""
    session.execute(
        update(CaseIdentifier).where(CaseIdentifier.case_id == case_id).values(case_id=into)
    )
    session.execute(
        update(PublishedCase).where(PublishedCase.id == case_id).values(joined_to_id=into)
    )
    for root, held_by in list(known.case_of_root.items()):
        if held_by == case_id:
            known.case_of_root[root] = into
    had = {party for party, _name in known.defendants.get(into, [])}
    for party, name in known.defendants.pop(case_id, []):
        if party not in had:
            _add_defendant(known, into, party, name)
    known.joined[case_id] = into
    known.changed[into] = None


def _add_numbers(
    known: _Known, case_id: UUID, fresh: list[Identifier], alone: dict[str, UUID]
) -> None:
    for number in fresh:
        known.add(
            CaseIdentifier,
            case_id=case_id,
            group_id=alone[number.value],
            kind=number.kind,
            value=number.written,
            root=number.value,
        )
        known.values.add(number.written)
        known.case_of_root[number.value] = case_id


def _add_defendants(known: _Known, case_id: UUID, names: tuple[str, ...]) -> None:
    had = [party for party, _name in known.defendants.get(case_id, [])]
    for party, name in newly_named(had, names):
        _add_defendant(known, case_id, party, name)


def _add_defendant(known: _Known, case_id: UUID, party: str, name: str) -> None:
    ours = known.defendants.setdefault(case_id, [])
    ours.append((party, name))
    known.changed[case_id] = None
    known.add(Defendant, case_id=case_id, ordinal=len(ours), name=name, party=party)


def _write(session: WalledSession, known: _Known) -> None:
    """Writes the rows kept so far, cases before what belongs to them."""
    for model in (PublishedCase, CaseIdentifier, Defendant):
        rows = known.unwritten.pop(model, [])
        if rows:
            session.execute(insert(model), rows)


def _announce(session: WalledSession, known: _Known) -> None:
    for case_id in dict.fromkeys(_kept(known, case_id) for case_id in known.changed):
        if case_id not in known.made:
            title = case_title([name for _party, name in known.defendants.get(case_id, [])])
            session.execute(
                update(PublishedCase).where(PublishedCase.id == case_id).values(title=title)
            )
        session.record(PartiesChanged(case_id))


def _kept(known: _Known, case_id: UUID) -> UUID:
    while case_id in known.joined:
        case_id = known.joined[case_id]
    return case_id
