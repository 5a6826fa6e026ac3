"""Recording what a witness needs, first from the referrer, then as talked through with them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from casework.access_needs.events import AccessNeedsAgreed
from casework.access_needs.models import AccessNeed
from casework.access_needs.queries import live_needs
from casework.access_needs.rules import AccessNeedKind, AgreedNeeds, StaleNeeds, check_agreed
from casework.acting import acting_account
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_to_change
from ethical_walls.sessions import WalledSession


def record_needs(
    session: WalledSession,
    witness: Witness,
    needs: Iterable[AccessNeedKind],
    recorded_by: UUID,
    *,
    now: datetime,
) -> None:
    """Record needs that the witness did not have before."""
    for need in needs:
        session.add(
            AccessNeed(
                compartment_id=witness.compartment_id,
                witness_id=witness.id,
                need=need,
                recorded_at=now,
                recorded_by=recorded_by,
            )
        )
    session.flush()


def agree_needs(
    session: WalledSession,
    witness_id: UUID,
    seen_version: int,
    agreed: AgreedNeeds,
    *,
    now: datetime,
) -> None:
    """Record the needs as talked through with the witness (requirements PT-02).

    A need that passed is ended, a new one begins, one that stands keeps its date.

    Args:
        session: The viewer who talked with the witness.
        witness_id: Whose needs.
        seen_version: The version that was on the screen.
        agreed: What the witness said.
        now: The instant of the talk.

    Raises:
        WitnessNotFound: There is no such witness in view.
        StaleNeeds: Somebody recorded them meanwhile.
        NeedsNoteTooLong: The practical note is too long.
    """
    check_agreed(agreed)
    witness = witness_to_change(session, witness_id)
    if witness.needs_version != seen_version:
        raise StaleNeeds(witness.needs_version)
    standing = live_needs(session, witness_id)
    for need in standing:
        if need.need not in agreed.needs:
            need.ended_at = now
    session.flush()
    new = set(agreed.needs) - {need.need for need in standing}
    record_needs(session, witness, sorted(new), acting_account(session), now=now)
    witness.language, witness.interpreter_needed = agreed.language, agreed.interpreter
    witness.needs_note, witness.needs_version = agreed.note, seen_version + 1
    session.flush()
    session.record(AccessNeedsAgreed(witness_id, witness.needs_version))
