"""The dates that witnesses are owed, as each of their tellers sees them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from casework.court_days.rules import is_required
from casework.partners.models import ReferredWitness
from casework.tellings.models import TellerChoice, Telling, TellingWord
from casework.tellings.rules import About, Said, Teller, teller_for
from courts.hearings.rules import HearingKind
from ethical_walls.sessions import WalledSession


@dataclass(frozen=True)
class DateOwed:
    """One date that one witness is owed: who tells it, by when, and whether they have.

    Attributes:
        words_before: What the witness knew before, or what stood before; empty where nothing did.
        is_seen: Whether whoever looks has said that they saw it.
    """

    id: UUID
    witness_id: UUID
    about: About
    about_id: UUID
    about_version: int
    kind: HearingKind
    starts_on: date
    words: str
    words_before: str
    teller: Teller
    received_at: datetime
    due_at: datetime
    told_at: datetime | None
    told_by: UUID | None
    is_seen: bool


@dataclass(frozen=True)
class DateShown:
    """A date that a witness was told; `stands` is false once another was put to be told."""

    about: About
    about_id: UUID
    about_version: int
    starts_on: date
    received_at: datetime
    stands: bool


def dates_owed(
    session: WalledSession, witness_ids: Collection[UUID] | None = None
) -> list[DateOwed]:
    """Every date that stands for the witnesses in view, the soonest limit first."""
    asked = select(Telling).where(Telling.superseded_at.is_(None))
    if witness_ids is not None:
        asked = asked.where(Telling.witness_id.in_(witness_ids))
    rows = session.scalars(asked.order_by(Telling.due_at, Telling.starts_on, Telling.id)).all()
    words = _words_of(session, [row.id for row in rows])
    me = session.viewer.account_id
    return [_owed(row, words.get(row.id, []), me) for row in rows]


def tellings_of(session: WalledSession, witness_id: UUID) -> list[DateOwed]:
    """Everything that was ever put to be told to one witness, for the diary."""
    rows = session.scalars(
        select(Telling)
        .where(Telling.witness_id == witness_id)
        .order_by(Telling.received_at, Telling.about_version, Telling.id)
    ).all()
    words = _words_of(session, [row.id for row in rows])
    return [_owed(row, words.get(row.id, []), None) for row in rows]


def chosen_teller(session: WalledSession, witness_id: UUID) -> Teller | None:
    """Whom a witness wants to hear dates from, as they said last."""
    return session.scalars(
        select(TellerChoice.teller)
        .where(TellerChoice.witness_id == witness_id)
        .order_by(TellerChoice.chosen_at.desc(), TellerChoice.id)
        .limit(1)
    ).one_or_none()


def partners_of(session: WalledSession, witness_id: UUID) -> int:
    """How many units or firms call a witness: none or one."""
    marked = func.coalesce(ReferredWitness.unit_id, ReferredWitness.audience_id)
    return session.scalars(
        select(func.count(marked)).where(ReferredWitness.witness_id == witness_id)
    ).one()


def teller_now(session: WalledSession, witness_id: UUID) -> Teller:
    """Who tells a witness the next date that comes."""
    chosen = chosen_teller(session, witness_id)
    return teller_for(chosen, partners_of(session, witness_id))


def whom_partners_tell(session: WalledSession, hearing_id: UUID, version: int) -> set[UUID]:
    """The witnesses in view to whom a unit or firm, and nobody else, tells a hearing's version."""
    return set(
        session.scalars(
            select(Telling.witness_id).where(
                Telling.about_id == hearing_id,
                Telling.about_version == version,
                Telling.teller == Teller.PARTNER,
            )
        )
    )


def is_date_told(session: WalledSession, witness_id: UUID, hearing_id: UUID, version: int) -> bool:
    """Whether a hearing's version may be spoken of: nobody else is to tell it, or they have."""
    owed = [
        date
        for date in dates_owed(session, [witness_id])
        if (date.about_id, date.about_version) == (hearing_id, version)
    ]
    return all(date.teller is not Teller.PARTNER or date.told_at for date in owed)


def is_needed_at_court(session: WalledSession, witness_id: UUID) -> bool:
    """Whether nobody who calls a witness has said that they need not come."""
    said = session.scalars(
        select(ReferredWitness.attendance).where(ReferredWitness.witness_id == witness_id)
    ).one_or_none()
    return said is None or is_required(said)


def dates_shown_to(session: WalledSession, witness_id: UUID) -> list[DateShown]:
    """The dates that a witness was told, as their own page may say them, the latest told last."""
    rows = session.scalars(
        select(Telling)
        .where(Telling.shown_to == witness_id)
        .order_by(Telling.received_at, Telling.about_version, Telling.id)
    )
    return [
        DateShown(
            row.about,
            row.about_id,
            row.about_version,
            row.starts_on,
            row.received_at,
            row.superseded_at is None,
        )
        for row in rows
    ]


def _words_of(
    session: WalledSession, telling_ids: Collection[UUID]
) -> dict[UUID, list[TellingWord]]:
    found: dict[UUID, list[TellingWord]] = {}
    asked = select(TellingWord).where(TellingWord.telling_id.in_(telling_ids))
    for word in session.scalars(asked.order_by(TellingWord.said_at, TellingWord.id)):
        found.setdefault(word.telling_id, []).append(word)
    return found


def _owed(row: Telling, words: Iterable[TellingWord], me: UUID | None) -> DateOwed:
    """A date; told as soon as its own teller says so, before any job has run."""
    said = [word for word in words if word.witness_id == row.witness_id]
    told = [word for word in said if word.kind is Said.TOLD and row.teller is Teller.PARTNER]
    return DateOwed(
        id=row.id,
        witness_id=row.witness_id,
        about=row.about,
        about_id=row.about_id,
        about_version=row.about_version,
        kind=row.hearing_kind,
        starts_on=row.starts_on,
        words=row.words,
        words_before=row.words_before,
        teller=row.teller,
        received_at=row.received_at,
        due_at=row.due_at,
        told_at=row.told_at or (told[0].said_at if told else None),
        told_by=row.told_by or (told[0].said_by if told else None),
        is_seen=any(word.kind is Said.SEEN and word.said_by == me for word in said),
    )
