"""Putting a date to be told, noting that it was, and choosing who tells."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from casework.acting import acting_account
from casework.tasks.actions import finish_task_of, open_task
from casework.tasks.rules import NewTask, TaskKind
from casework.tellings.events import TellerChosen, WitnessTold
from casework.tellings.models import TellerChoice, Telling, TellingWord
from casework.tellings.queries import dates_owed, is_needed_at_court, partners_of, teller_now
from casework.tellings.rules import (
    DateToTell,
    NoPartnerToTell,
    NotYoursToTell,
    Owed,
    Said,
    Teller,
    believed,
    due_from,
    is_no_news,
)
from casework.witnesses.models import Witness
from casework.witnesses.queries import witness_to_change
from courts.london_time import end_of_london_day, london_day
from courts.working_days import add_working_days
from ethical_walls.sessions import WalledSession
from ethical_walls.work import Subject, WorkKind, post_work, subjects_of_work


def put_to_be_told(
    session: WalledSession, witness: Witness, date: DateToTell, *, now: datetime
) -> Telling:
    """Owe a witness a date, with its one teller; the same date is owed once.

    It takes the place of what stood of the same hearing before, and of the reports of that hearing
    which it names; the dates of any other hearing stand. The very words that they were told already
    are not told again.
    """
    known = session.scalars(
        select(Telling).where(
            Telling.witness_id == witness.id,
            Telling.about_id == date.about_id,
            Telling.about_version == date.about_version,
        )
    ).one_or_none()
    if known is not None:
        return known
    line = _line_before(session, witness, date)
    before = believed([Owed(t.words, t.told_at, t.told_by) for t in line])
    _supersede(line, now)
    telling = Telling(
        compartment_id=witness.compartment_id,
        witness_id=witness.id,
        about=date.about,
        about_id=date.about_id,
        about_version=date.about_version,
        hearing_kind=date.kind,
        starts_on=date.starts_on,
        words=date.words,
        words_before=before.words if before else "",
        teller=teller_now(session, witness.id),
        received_at=date.received_at,
        due_at=due_from(date.received_at),
    )
    if before is not None and is_no_news(date.words, before):
        telling.told_at, telling.told_by = before.told_at, before.told_by
        telling.shown_to = witness.id if is_needed_at_court(session, witness.id) else None
    session.add(telling)
    session.flush()
    _wait_for_partner(session, telling)
    return telling


def put_again(
    session: WalledSession, witness: Witness, date: DateToTell, *, now: datetime
) -> Telling:
    """Owe a witness a date that another had taken the place of: it was found to be the right one.

    One that stands is left as it is. Its limit runs from now; the very words that they were told
    last are not told again.
    """
    known = session.scalars(
        select(Telling)
        .where(
            Telling.witness_id == witness.id,
            Telling.about_id == date.about_id,
            Telling.about_version == date.about_version,
        )
        .with_for_update()
    ).one_or_none()
    if known is None:
        return put_to_be_told(session, witness, date, now=now)
    line = [one for one in _line_before(session, witness, date) if one.id != known.id]
    _supersede(line, now)
    if known.superseded_at is not None:
        _stand_again(session, known, line, date)
    session.flush()
    return known


def say_told(session: WalledSession, telling_id: UUID, *, now: datetime) -> None:
    """A partner says that the witness was told a date; pressed twice it is said once.

    Raises:
        NotYoursToTell: There is no such date in view, somebody else tells it, or another stands.
    """
    owed = next((owed for owed in dates_owed(session) if owed.id == telling_id), None)
    if owed is None or owed.teller is not Teller.PARTNER:
        raise NotYoursToTell(telling_id)
    if owed.told_at is None:
        _say(session, telling_id, Said.TOLD, now)


def say_seen(session: WalledSession, telling_ids: Iterable[UUID], *, now: datetime) -> None:
    """A partner's person has seen what changed; what is not theirs is passed over."""
    unseen = {owed.id for owed in dates_owed(session) if not owed.is_seen}
    for telling_id in unseen & set(telling_ids):
        _say(session, telling_id, Said.SEEN, now)


def note_told(session: WalledSession, telling_id: UUID, *, now: datetime) -> Telling:
    """The caseworker has told the witness a date that is theirs to tell.

    Raises:
        NotYoursToTell: There is no such date in view, a unit or firm tells it, or another stands.
    """
    telling = _to_change(session, telling_id)
    if telling is None or telling.teller is not Teller.CASEWORKER or telling.superseded_at:
        raise NotYoursToTell(telling_id)
    if telling.told_at is None:
        _note(session, telling, now, acting_account(session))
    return telling


def note_told_by_message(session: WalledSession, telling: Telling, at: datetime) -> None:
    """Our own message has told a date, and so nobody else does."""
    if telling.told_at is None:
        telling.teller = Teller.CASEWORKER
        _note(session, telling, at, None)


def show_what_a_message_told(
    session: WalledSession, witness_id: UUID, about_id: UUID, version: int
) -> None:
    """Our own message of a date has left: the witness's own page may say it too."""
    telling = session.scalars(
        select(Telling).where(
            Telling.witness_id == witness_id,
            Telling.about_id == about_id,
            Telling.about_version == version,
        )
    ).one_or_none()
    if telling is not None and is_needed_at_court(session, witness_id):
        telling.shown_to = witness_id
        session.flush()


def show_told_dates_as_needed(session: WalledSession, witness_id: UUID) -> None:
    """Whoever is needed at court no more reads no day on their page; needed again, they do."""
    is_needed = is_needed_at_court(session, witness_id)
    rows = session.scalars(select(Telling).where(Telling.witness_id == witness_id))
    for telling in rows.all():
        if telling.told_at is not None or telling.shown_to is not None:
            telling.shown_to = witness_id if is_needed else None
    session.flush()


def take_in_telling_words(session: WalledSession, *, now: datetime) -> None:
    """Note what partners told in this job's compartment, oldest first."""
    for subject in subjects_of_work(session, WorkKind.TELLING_WORD, now):
        word = session.scalars(select(TellingWord).where(TellingWord.id == subject.id)).one()
        telling = _to_change(session, word.telling_id)
        if telling is not None and _is_told_by(telling, word):
            _note(session, telling, word.said_at, word.said_by)
            cause = f"telling {telling.id}"
            finish_task_of(session, telling.witness_id, TaskKind.TELL_WITNESS, cause, now=now)


def chase_tellings(session: WalledSession, *, now: datetime) -> None:
    """Where the limit has passed and a partner has not said that it told, a caseworker must ask."""
    for subject in subjects_of_work(session, WorkKind.TELLING_DUE, now):
        telling = _to_change(session, subject.id)
        if telling is None or not _is_awaited(telling):
            continue
        task = NewTask(
            witness_id=telling.witness_id,
            kind=TaskKind.TELL_WITNESS,
            title=f"Ask whether they were told: {telling.words}",
            cause=f"telling {telling.id}",
            due_at=end_of_london_day(add_working_days(london_day(now), 1)),
        )
        open_task(session, task, now=now)


def choose_teller(
    session: WalledSession, witness_id: UUID, teller: Teller, *, now: datetime
) -> None:
    """Record whom the witness wants to hear dates from; what is not told yet follows at once.

    Raises:
        WitnessNotFound: There is no such witness in view.
        NoPartnerToTell: They have neither unit nor firm.
    """
    witness = witness_to_change(session, witness_id)
    if teller is Teller.PARTNER and not partners_of(session, witness_id):
        raise NoPartnerToTell(witness_id)
    session.add(
        TellerChoice(
            compartment_id=witness.compartment_id,
            witness_id=witness_id,
            teller=teller,
            chosen_at=now,
            recorded_by=acting_account(session),
        )
    )
    untold = {owed.id for owed in dates_owed(session, [witness_id]) if owed.told_at is None}
    for telling in _rows(session, untold):
        telling.teller = teller
        session.flush()
        _wait_for_partner(session, telling)
    session.flush()
    session.record(TellerChosen(witness_id, teller))


def _line_before(session: WalledSession, witness: Witness, date: DateToTell) -> list[Telling]:
    """What was put to be told of the same hearing before, the oldest first."""
    return list(
        session.scalars(
            select(Telling)
            .where(
                Telling.witness_id == witness.id,
                Telling.about_id.in_([date.about_id, *date.in_place_of]),
            )
            .order_by(Telling.received_at, Telling.about_version, Telling.id)
            .with_for_update()
        )
    )


def _stand_again(
    session: WalledSession, known: Telling, line: list[Telling], date: DateToTell
) -> None:
    before = believed([Owed(t.words, t.told_at, t.told_by) for t in line])
    is_known = before is None or before.told_at is None or before.words == known.words
    known.superseded_at = None
    known.received_at, known.due_at = date.received_at, due_from(date.received_at)
    known.teller = teller_now(session, known.witness_id)
    if not is_known:
        known.told_at = known.told_by = None
        known.words_before = before.words if before else ""
    session.flush()
    _wait_for_partner(session, known)


def _supersede(line: Iterable[Telling], now: datetime) -> None:
    for telling in line:
        telling.superseded_at = telling.superseded_at or now


def _wait_for_partner(session: WalledSession, telling: Telling) -> None:
    if _is_awaited(telling):
        post_work(
            session,
            WorkKind.TELLING_DUE,
            telling.due_at,
            compartment_id=telling.compartment_id,
            subject=Subject(telling.id),
        )


def _is_awaited(telling: Telling) -> bool:
    stands = telling.told_at is None and telling.superseded_at is None
    return stands and telling.teller is Teller.PARTNER


def _is_told_by(telling: Telling, word: TellingWord) -> bool:
    is_theirs = telling.witness_id == word.witness_id and telling.teller is Teller.PARTNER
    return is_theirs and word.kind is Said.TOLD and telling.told_at is None


def _say(session: WalledSession, telling_id: UUID, said: Said, now: datetime) -> None:
    telling = session.scalars(select(Telling).where(Telling.id == telling_id)).one()
    me = acting_account(session)
    session.add(
        TellingWord(
            compartment_id=telling.compartment_id,
            witness_id=telling.witness_id,
            telling_id=telling_id,
            kind=said,
            said_by=me,
            said_at=now,
        )
    )
    session.flush()


def _note(session: WalledSession, telling: Telling, at: datetime, by: UUID | None) -> None:
    telling.told_at, telling.told_by = at, by
    if is_needed_at_court(session, telling.witness_id):
        telling.shown_to = telling.witness_id
    session.flush()
    session.record(WitnessTold(telling.witness_id, telling.id))


def _to_change(session: WalledSession, telling_id: UUID) -> Telling | None:
    return next(iter(_rows(session, {telling_id})), None)


def _rows(session: WalledSession, telling_ids: Iterable[UUID]) -> list[Telling]:
    return list(
        session.scalars(
            select(Telling)
            .where(Telling.id.in_(list(telling_ids)))
            .order_by(Telling.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )
