"""A report of chosen looks that opens them alone: what an outsider needs to hold them to a head."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from ethical_walls.access_log.rules import (
    NODE,
    Head,
    Seal,
    SealedLook,
    head_of,
    leaf,
    merkle_root,
)

READERS: dict[Any, Any] = {
    bytes: bytes.fromhex,
    datetime: datetime.fromisoformat,
    int: int,
    str: str,
}


class NotAReport(ValueError):
    """A file is no report of looks, or was cut off."""


@dataclass(frozen=True)
class Proof:
    """One look laid open, its place under its seal, and the digests beside its way to the root."""

    look: SealedLook
    seal: Seal
    place: int
    path: tuple[bytes, ...]


def proofs_of(
    seal: Seal, looks: list[SealedLook], subject_ids: Iterable[uuid.UUID]
) -> Iterator[Proof]:
    """The proofs of the looks at some records among all that a seal covers."""
    ordered = sorted(looks, key=lambda look: look.id)
    leaves = [leaf(look) for look in ordered]
    wanted = set(subject_ids)
    for place, look in enumerate(ordered):
        if look.subject_id in wanted:
            yield Proof(look, seal, place, tuple(audit_path(leaves, place)))


def audit_path(leaves: list[bytes], place: int) -> list[bytes]:
    """The digests beside the way from one leaf to the root, the lowest first (RFC 6962, 2.1.1)."""
    if len(leaves) == 1:
        return []
    left = _left_of(len(leaves))
    if place < left:
        return [*audit_path(leaves[:left], place), merkle_root(leaves[left:])]
    return [*audit_path(leaves[left:], place - left), merkle_root(leaves[:left])]


def root_by(digest: bytes, place: int, size: int, path: tuple[bytes, ...]) -> bytes | None:
    """The root that a leaf's digest and its path give; none where they fit no tree so large."""
    if size == 1 or not path:
        return digest if (size, place, len(path)) == (1, 0, 0) else None
    left, beside = _left_of(size), path[-1]
    if place < left:
        inner = root_by(digest, place, left, path[:-1])
        return inner and hashlib.sha256(NODE + inner + beside).digest()
    inner = root_by(digest, place - left, size - left, path[:-1])
    return inner and hashlib.sha256(NODE + beside + inner).digest()


def faults_of_proofs(proofs: list[Proof], published: list[Head]) -> Iterator[str]:
    """Where a report says something else than what was published; needs no database."""
    heads = {head.number: head for head in published}
    for proof in proofs:
        look, seal = proof.look, proof.seal
        if root_by(leaf(look), proof.place, seal.looks, proof.path) != seal.root:
            yield f"Look {look.id} is not the one that was sealed under seal {seal.number}."
        elif seal.number not in heads:
            yield f"Seal {seal.number}, which look {look.id} is under, was not published."
        elif heads[seal.number] != Head(seal.number, seal.looks, head_of(seal), seal.sealed_at):
            yield f"Seal {seal.number}, which look {look.id} is under, is not the published one."


def written(proofs: list[Proof]) -> str:
    """A report as text, for `read_report`."""
    return json.dumps([asdict(proof) for proof in proofs], default=_spelt, indent=1) + "\n"


def read_report(text: str) -> list[Proof]:
    """The proofs of a report.

    Raises:
        NotAReport: The text is none.
    """
    try:
        said_all = json.loads(text)
        if not isinstance(said_all, list):
            raise NotAReport("it is no list")
        return [
            Proof(
                _made(SealedLook, said["look"]),
                _made(Seal, said["seal"]),
                int(said["place"]),
                tuple(bytes.fromhex(digest) for digest in said["path"]),
            )
            for said in said_all
        ]
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise NotAReport(str(wrong)) from wrong


def _made(kind: Any, said: dict[str, Any]) -> Any:  # noqa: ANN401 - a look or a seal
    return kind(**{field.name: _read(field.type, said[field.name]) for field in fields(kind)})


def _read(kind: Any, said: Any) -> Any:  # noqa: ANN401 - a value of that field's type
    if said is None and type(None) in getattr(kind, "__args__", ()):
        return None
    if kind in {uuid.UUID, uuid.UUID | None}:
        return uuid.UUID(said)
    return READERS[kind](said)


def _spelt(value: object) -> str:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _left_of(size: int) -> int:
    """How many leaves are in the left part: the largest power of two below the whole."""
    return 1 << (size - 1).bit_length() - 1
