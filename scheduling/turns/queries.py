"""Whose half-days are whose, from what is published of a case."""

from datetime import datetime

from casework.witnesses.models import Witness
from courts.cases.models import PublishedCase
from courts.cases.queries import case_of_group, changes_of_parties, hold_parties, parties
from ethical_walls.sessions import WalledSession
from scheduling.turns.changes import Change, Share, share_of
from scheduling.visits.rules import NOTICE, HearingNotPublished


def published_case_of(session: WalledSession, witness: Witness) -> PublishedCase:
    """The published case of a witness.

    Raises:
        HearingNotPublished: No court has published it yet.
    """
    case = case_of_group(session, witness.group_id)
    if case is None:
        raise HearingNotPublished(witness.id)
    return case


def share_of_witness(session: WalledSession, witness: Witness, now: datetime) -> Share:
    """The half-days of the witness's party, by what is published of the case.

    Raises:
        HearingNotPublished: The case, or the party in it, is not published.
    """
    case = published_case_of(session, witness)
    named = parties(session, case.id)
    ordinals = [p.ordinal for p in named if p.party == witness.party]
    if not ordinals:
        raise HearingNotPublished(witness.id)
    changes = [
        Change(change.parties_before, change.changed_at, change.answered_at)
        for change in changes_of_parties(session, case.id)
    ]
    return share_of((len(named), ordinals[0], case.group_id), changes, NOTICE, now)


def hold_turns(session: WalledSession, witness: Witness) -> None:
    """Let whose half-days are whose stand still until this transaction ends.

    Whoever takes a place holds them first: a change of the case's parties then comes before, and
    is seen, or after, and its jobs see the place that was taken.

    Raises:
        HearingNotPublished: No court has published the witness's case yet.
    """
    held = None
    case = published_case_of(session, witness)
    while held != case.id:
        held = case.id
        hold_parties(session, held)
        session.refresh(case)
        case = published_case_of(session, witness)
