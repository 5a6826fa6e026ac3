"""How looks are sealed, worked out a second time: spelling, Merkle root, chain, published heads."""

import hashlib
import struct
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

BEFORE_THE_FIRST = bytes(32)
POSTGRES_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
LEAF, NODE = b"\x00", b"\x01"


@dataclass(frozen=True)
class SealedLook:
    """One look as the log holds it."""

    id: int
    xid: int
    salt: uuid.UUID
    at: datetime
    account_id: uuid.UUID | None
    act: str
    subject_id: uuid.UUID | None
    outcome: str
    compartment_id: uuid.UUID | None


@dataclass(frozen=True)
class Seal:
    """One seal as the log holds it."""

    number: int
    until_xid: int
    first_look_id: int
    last_look_id: int
    looks: int
    root: bytes
    previous_head: bytes
    head: bytes
    sealed_at: datetime

    @property
    def where(self) -> str:
        """Which looks it covers, in words."""
        return f"seal {self.number} (looks {self.first_look_id} to {self.last_look_id})"


@dataclass(frozen=True)
class Head:
    """What is published of one seal."""

    number: int
    looks: int
    head: bytes
    sealed_at: datetime

    @property
    def line(self) -> str:
        """The line of the published file, without its end."""
        at = self.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
        return f"{self.number} {self.looks} {self.head.hex()} {at}"


def leaf(look: SealedLook) -> bytes:
    """The salted digest of one look (RFC 6962, 2.1: a leaf begins with 0)."""
    spelling = [
        look.salt.bytes,
        _number(look.id),
        _number(look.xid),
        _instant(look.at),
        _spelt(_id(look.account_id)),
        _spelt(look.act.encode()),
        _spelt(_id(look.subject_id)),
        _spelt(look.outcome.encode()),
        _spelt(_id(look.compartment_id)),
    ]
    return hashlib.sha256(LEAF + b"".join(spelling)).digest()


def merkle_root(leaves: list[bytes]) -> bytes:
    """The root over leaf digests, as RFC 6962 says it: the left part is the largest power of two.

    The database works it out level by level; the two must agree.
    """
    if len(leaves) == 1:
        return leaves[0]
    left = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(NODE + merkle_root(leaves[:left]) + merkle_root(leaves[left:])).digest()


def head_of(seal: Seal) -> bytes:
    """The head that a seal's own fields give."""
    return hashlib.sha256(
        seal.previous_head
        + seal.root
        + _number(seal.number)
        + _number(seal.until_xid)
        + _number(seal.first_look_id)
        + _number(seal.last_look_id)
        + _number(seal.looks)
        + _instant(seal.sealed_at)
    ).digest()


def faults_of_looks(seal: Seal, looks: list[SealedLook]) -> Iterator[str]:
    """How the looks that a seal covers differ from those that were sealed."""
    ordered = sorted(looks, key=lambda look: look.id)
    if len(looks) < seal.looks:
        yield f"{seal.looks - len(looks)} missing under {seal.where}: it sealed {seal.looks}."
    elif len(looks) > seal.looks:
        yield f"{len(looks) - seal.looks} put in under {seal.where}: it sealed {seal.looks}."
    elif merkle_root([leaf(look) for look in ordered]) != seal.root:
        yield f"A look was changed, exchanged or put in another order under {seal.where}."


def faults_of_chain(seals: list[Seal]) -> Iterator[str]:
    """Where seals were changed, taken out, put in or exchanged."""
    for seal in seals:
        if head_of(seal) != seal.head:
            yield f"Seal {seal.number} was changed: its head is not what its fields give."
    if seals and (seals[0].number, seals[0].previous_head) != (1, BEFORE_THE_FIRST):
        yield f"The chain does not begin at its beginning, but at seal {seals[0].number}."
    for before, seal in pairwise(seals):
        if seal.number != before.number + 1:
            yield f"Seals are missing between {before.number} and {seal.number}."
        elif seal.previous_head != before.head or seal.until_xid <= before.until_xid:
            yield f"The chain is broken: seal {seal.number} does not follow seal {before.number}."


def faults_of_publication(seals: list[Seal], published: list[Head]) -> Iterator[str]:
    """Where the published heads and the seals say different things."""
    sealed = {
        seal.number: Head(seal.number, seal.looks, seal.head, seal.sealed_at) for seal in seals
    }
    for head in published:
        if head.number not in sealed:
            yield f"Seal {head.number} was published, and is not in the database."
        elif head != sealed[head.number]:
            yield f"Seal {head.number} is not the one that was published."
    last = published[-1].number if published else 0
    missing = sorted(n for n in sealed.keys() - {h.number for h in published} if n < last)
    yield from (f"Seal {number} is missing from the published file." for number in missing)
    if sealed and not published:
        yield "No head is in the published file, though looks were sealed."


def read_heads(text: str) -> tuple[list[Head], list[str]]:
    """The heads of a published file, and what is wrong with its lines.

    A line cut off by a crash is no fault where it is the last, or the next line says it whole.
    """
    lines = text.split("\n")
    heads, faults = [], []
    for place, (line, after) in enumerate(zip(lines, [*lines[1:], None], strict=True), start=1):
        head = _read_head(line) if after is not None else None
        if head is not None:
            heads.append(head)
        elif after is not None and not after.startswith(line):
            faults.append(f"Line {place} of the published file cannot be read.")
    faults += [
        f"The published file is out of order at seal {later.number}."
        for former, later in pairwise(heads)
        if later.number <= former.number
    ]
    return heads, faults


def _read_head(line: str) -> Head | None:
    try:
        number, looks, head, at = line.split(" ")
        read = Head(int(number), int(looks), bytes.fromhex(head), datetime.fromisoformat(at))
    except ValueError:
        return None
    return read if read.line == line else None


def by_seal(
    seals: list[Seal], looks: Iterable[SealedLook]
) -> Iterator[tuple[Seal, list[SealedLook]]]:
    """The looks under each seal, by their transactions; looks come in the order of transactions."""
    coming = iter(looks)
    look = next(coming, None)
    for seal in seals:
        under = []
        while look is not None and look.xid < seal.until_xid:
            under.append(look)
            look = next(coming, None)
        yield seal, under


def _id(value: uuid.UUID | None) -> bytes | None:
    return value.bytes if value else None


def _number(value: int) -> bytes:
    return struct.pack(">q", value)


def _instant(value: datetime) -> bytes:
    return _number((value - POSTGRES_EPOCH) // timedelta(microseconds=1))


def _spelt(value: bytes | None) -> bytes:
    return struct.pack(">i", -1) if value is None else struct.pack(">i", len(value)) + value
