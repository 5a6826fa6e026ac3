"""Referrals on their way in: written once by whoever typed them, read by one side's job alone."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from ethical_walls.sessions import WalledSession


@dataclass(frozen=True)
class IntakeItem:
    """One referral as it was typed."""

    id: uuid.UUID
    request_id: uuid.UUID
    group_id: uuid.UUID
    party: str
    payload: dict[str, Any]
    typed_by: uuid.UUID
    received_at: datetime


@dataclass(frozen=True)
class TypedReferral:
    """A referral as somebody typed it.

    Attributes:
        request_id: Made with the form; the same request twice is one referral.
        identifier_value: The case's identifier, normalised.
        party: Who calls the witness (`courts.cases.rules`).
        payload: What was typed, as JSON-able values.
    """

    request_id: uuid.UUID
    identifier_value: str
    party: str
    payload: dict[str, Any]


def receive_referral(session: WalledSession, typed: TypedReferral, *, now: datetime) -> None:
    """Take a referral and answer nothing, whatever is known of its case.

    Args:
        session: The writer's own; typing makes them belong to the party for ever.
        typed: The referral.
        now: When it was received.
    """
    session.execute(
        text(
            "SELECT wall.receive_referral"
            "(:request_id, :identifier, :party, cast(:payload AS jsonb), :now)"
        ),
        {
            "request_id": typed.request_id,
            "identifier": typed.identifier_value,
            "party": typed.party,
            "payload": json.dumps(typed.payload),
            "now": now,
        },
    )


def items_for(session: WalledSession) -> list[IntakeItem]:
    """The referrals waiting in the compartment of this job's session, locked until it commits."""
    rows = session.execute(text("SELECT * FROM wall.intake_items()"))
    return [
        IntakeItem(
            id=row.id,
            request_id=row.request_id,
            group_id=row.group_id,
            party=row.party,
            payload=row.payload,
            typed_by=row.typed_by,
            received_at=row.received_at,
        )
        for row in rows
    ]


def taken_in(session: WalledSession, item: IntakeItem, *, now: datetime) -> None:
    """Say that a referral has become a witness's record; what was typed leaves the intake."""
    session.execute(text("SELECT wall.taken_in(:item, :now)"), {"item": item.id, "now": now})


@dataclass(frozen=True)
class CaseworkerWanted:
    """A compartment that needs a caseworker, who would be natural, and who has declined."""

    group_id: uuid.UUID
    party: str
    first_choice: uuid.UUID | None
    passing_over: tuple[uuid.UUID, ...] = ()


def propose_caseworker(
    session: WalledSession, wanted: CaseworkerWanted, *, now: datetime
) -> uuid.UUID | None:
    """One caseworker who may serve this job's compartment, made to belong to it, or None.

    None says only that nobody is free: a conflict and a full team look alike (design section 3).
    """
    found: uuid.UUID | None = session.scalar(
        text(
            "SELECT wall.propose_caseworker"
            "(:group_id, :party, :first_choice, cast(:passing_over AS uuid[]), :now)"
        ),
        {
            "group_id": wanted.group_id,
            "party": wanted.party,
            "first_choice": wanted.first_choice,
            "passing_over": list(wanted.passing_over),
            "now": now,
        },
    )
    return found


def end_clearance(session: WalledSession, account_id: uuid.UUID, *, now: datetime) -> None:
    """Let an account look into this job's compartment no longer; its allegiance stands."""
    session.execute(
        text("SELECT wall.end_clearance(:account, :now)"), {"account": account_id, "now": now}
    )
