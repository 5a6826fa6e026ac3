"""Recording what courts publish of cases: numbers shown together, defendants named."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, update

from courts.cases.events import PartiesChanged
from courts.cases.models import CaseIdentifier, Defendant, PartiesChange, PublishedCase
from courts.cases.queries import among, defendants_of, lock_cases, numbers_held
from courts.cases.rules import Identifier, case_title, newly_named, shown_together
from courts.many_rows import insert_rows, update_rows
from ethical_walls.compartments.queries import groups_of, publish_groups
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


@dataclass
class _Known:
    """What was published of these cases before."""

    case_of_root: dict[str, UUID]
    values: set[str]
    defendants: dict[UUID, list[tuple[str, str]]]


@dataclass
class _Cluster:
    """Publications that are of one case, and the cases that are known of it: none, one or more."""

    cases: tuple[UUID, ...]
    roots: tuple[str, ...]
    fresh: tuple[Identifier, ...]
    publications: tuple[CasePublication, ...]
    group_id: UUID | None = None


@dataclass
class _Writing:
    """The rows to write, many in one statement, and what else follows."""

    rows: dict[type[Open], list[dict[str, Any]]] = field(default_factory=dict)
    joined: dict[UUID, UUID] = field(default_factory=dict)
    changed: dict[UUID, None] = field(default_factory=dict)
    titles: dict[UUID, str] = field(default_factory=dict)

    def add(self, model: type[Open], **columns: object) -> None:
        """Keeps one row to be written."""
        self.rows.setdefault(model, []).append({"id": uuid4(), **columns})


def publish_cases(
    session: WalledSession, publications: Iterable[CasePublication], *, now: datetime
) -> CasesPublished:
    """Takes in what a list says of its cases, and announces each whose parties changed.

    Numbers published together are one separation group and one case (design section 3). A list
    adds numbers and defendants, and takes none away. The cases stay locked until the transaction
    ends, so that one writer at a time records what is published of them.
    """
    publications = list(publications)
    known = _known(session, publications)
    clusters = _clusters(known, publications)
    alone = _join_groups(session, clusters, now)
    writing = _Writing()
    case_of_root: dict[str, UUID] = {}
    for cluster in clusters:
        case_id = _one_case(session, writing, cluster, now)
        case_of_root.update(dict.fromkeys(cluster.roots, case_id))
        _add_numbers(writing, case_id, cluster.fresh, alone)
        _add_defendants(writing, case_id, cluster, known)
        _note_change(writing, case_id, cluster, (known, now))
    _write(session, writing)
    for case_id in writing.changed:
        session.record(PartiesChanged(case_id))
    case_ids = tuple(case_of_root[each.numbers[0].value] for each in publications)
    return CasesPublished(case_ids, writing.joined)


def _known(session: WalledSession, publications: list[CasePublication]) -> _Known:
    roots = [number.value for each in publications for number in each.numbers]
    lock_cases(session, (held.case_id for held in numbers_held(session, roots)))
    held = numbers_held(session, roots)
    return _Known(
        case_of_root={number.root: number.case_id for number in held},
        values={number.value for number in held},
        defendants=defendants_of(session, (number.case_id for number in held)),
    )


def _clusters(known: _Known, publications: list[CasePublication]) -> list[_Cluster]:
    of_each = [tuple(number.value for number in each.numbers) for each in publications]
    found = []
    for members in shown_together(of_each, known.case_of_root):
        ours = tuple(publications[at] for at in members)
        numbers = tuple(dict.fromkeys(number for each in ours for number in each.numbers))
        roots = tuple(dict.fromkeys(number.value for number in numbers))
        held = [known.case_of_root[root] for root in roots if root in known.case_of_root]
        found.append(
            _Cluster(
                cases=tuple(dict.fromkeys(held)),
                roots=tuple(sorted(roots, key=lambda root: root not in known.case_of_root)),
                fresh=tuple(number for number in numbers if number.written not in known.values),
                publications=ours,
            )
        )
    return found


def _join_groups(
    session: WalledSession, clusters: list[_Cluster], now: datetime
) -> dict[str, UUID]:
    """Joins the separation groups of numbers published together.

    Returns:
        The group that each fresh number had until now: rows made before know the case by it.
    """
    grown = [cluster for cluster in clusters if cluster.fresh or len(cluster.cases) > 1]
    alone = groups_of(session, [number.value for each in grown for number in each.fresh])
    joined = publish_groups(session, [list(cluster.roots) for cluster in grown], now=now)
    for cluster, group_id in zip(grown, joined, strict=True):
        cluster.group_id = group_id
    return alone


def _one_case(session: WalledSession, writing: _Writing, cluster: _Cluster, now: datetime) -> UUID:
    """The case of a cluster: the one there is, a new one, or the one that takes the others in."""
    if len(cluster.cases) == 1:
        return cluster.cases[0]
    if cluster.cases:
        return _joined_case(session, writing, cluster)
    case_id = uuid4()
    writing.rows.setdefault(PublishedCase, []).append(
        {"id": case_id, "group_id": cluster.group_id, "title": "", "first_published_at": now}
    )
    writing.changed[case_id] = None
    return case_id


def _joined_case(session: WalledSession, writing: _Writing, cluster: _Cluster) -> UUID:
    kept = session.scalar(
        select(PublishedCase.id).where(
            among(PublishedCase.id, cluster.cases), PublishedCase.group_id == cluster.group_id
        )
    )
    into = kept or cluster.cases[0]
    others = [case_id for case_id in cluster.cases if case_id != into]
    session.execute(
        update(CaseIdentifier).where(among(CaseIdentifier.case_id, others)).values(case_id=into)
    )
    session.execute(
        update(PublishedCase).where(among(PublishedCase.id, others)).values(joined_to_id=into)
    )
    writing.joined.update(dict.fromkeys(others, into))
    writing.changed[into] = None
    return into


def _add_numbers(
    writing: _Writing, case_id: UUID, fresh: tuple[Identifier, ...], alone: dict[str, UUID]
) -> None:
    for number in fresh:
        writing.add(
            CaseIdentifier,
            case_id=case_id,
            group_id=alone[number.value],
            kind=number.kind,
            value=number.written,
            root=number.value,
        )


def _add_defendants(writing: _Writing, case_id: UUID, cluster: _Cluster, known: _Known) -> None:
    ours = list(known.defendants.get(case_id, []))
    before = len(ours)
    for other in cluster.cases:
        had = {party for party, _name in ours}
        ours += [pair for pair in known.defendants.get(other, []) if pair[0] not in had]
    for publication in cluster.publications:
        ours += newly_named([party for party, _name in ours], publication.names)
    for ordinal, (party, name) in enumerate(ours[before:], before + 1):
        writing.add(Defendant, case_id=case_id, ordinal=ordinal, name=name, party=party)
    if len(ours) > before:
        writing.changed[case_id] = None
    if len(ours) > before or not cluster.cases:
        writing.titles[case_id] = case_title([name for _party, name in ours])


def _note_change(
    writing: _Writing, case_id: UUID, cluster: _Cluster, at: tuple[_Known, datetime]
) -> None:
    """Keeps that the parties of a known case changed, and how many it had until now."""
    known, now = at
    if cluster.cases and case_id in writing.changed:
        before = 1 + len(known.defendants.get(case_id, []))
        writing.add(
            PartiesChange,
            case_id=case_id,
            parties_before=before,
            changed_at=now,
            answered_at=None,
        )


def _write(session: WalledSession, writing: _Writing) -> None:
    """Writes everything, cases before what belongs to them, and their titles."""
    for case in writing.rows.get(PublishedCase, []):
        case["title"] = writing.titles.pop(case["id"])
    for model in (PublishedCase, CaseIdentifier, Defendant, PartiesChange):
        insert_rows(session, model, writing.rows.get(model, []))
    titles = [{"id": case_id, "title": title} for case_id, title in writing.titles.items()]
    update_rows(session, PublishedCase, titles)
