"""Stopping texts to an address, at the person's word or the carrier's, and starting them again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select, update

from casework.contact_plans.rules import Channel
from casework.tasks.actions import open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.witnesses.queries import witness_of
from ethical_walls.sessions import WalledSession
from notifications.opt_outs.models import OptOut
from notifications.opt_outs.rules import SaidBy, next_working_day_ends_at


@dataclass(frozen=True)
class Stop:
    """Whose texts stop, at which number, and who said so."""

    witness_id: UUID
    number: str
    said_by: SaidBy


def stop_texts(session: WalledSession, stop: Stop, *, now: datetime) -> OptOut:
    """Let nothing more go to this number, and ask the caseworker to agree another way.

    Said twice it is one opt-out and one task. What waits is looked at when it is due: by then
    another way may be agreed; else it is not sent, and says why.
    """
    standing = session.scalars(
        select(OptOut).where(_in_force(stop.witness_id, stop.number))
    ).one_or_none()
    if standing is not None:
        return standing
    witness = witness_of(session, stop.witness_id)
    opt_out = OptOut(
        compartment_id=witness.compartment_id,
        witness_id=witness.id,
        channel=Channel.SMS,
        address=stop.number,
        said_by=stop.said_by,
        stopped_at=now,
    )
    session.add(opt_out)
    session.flush()
    task = NewTask(
        witness_id=witness.id,
        kind=TaskKind.CHANGE_CHANNEL,
        title=f"Agree another way to reach {witness.initials}: they want no more texts",
        cause=f"opt-out {opt_out.id}",
        due_at=next_working_day_ends_at(now),
    )
    open_task(session, task, now=now)
    return opt_out


def start_texts(session: WalledSession, witness_id: UUID, number: str, *, now: datetime) -> None:
    """Let texts go to this number again, as the person has asked."""
    session.execute(
        update(OptOut).where(_in_force(witness_id, number)).values(ended_at=now),
        execution_options={"synchronize_session": "fetch"},
    )


def _in_force(witness_id: UUID, number: str) -> ColumnElement[bool]:
    return (
        (OptOut.witness_id == witness_id)
        & (OptOut.channel == Channel.SMS)
        & (OptOut.address == number)
        & OptOut.ended_at.is_(None)
    )
