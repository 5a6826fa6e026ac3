"""What a witness's own page says: their visit, who looks after them, and what they told us."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from casework.answers.actions import witness_of_link
from casework.answers.queries import answers_of
from casework.answers.rules import ABOUT_OFFERED_PLACES, AnswerKind, Said
from casework.opening_hours import WHEN_TO_RING, rung_by
from casework.witnesses.rules import first_name_of
from courts.london_time import in_london, london_day, spoken_time
from courts.register.models import Court
from ethical_walls.accounts.models import Account
from ethical_walls.sessions import WalledSession
from scheduling.offers.queries import open_offers_of
from scheduling.visits.queries import VisitSummary, visits_of
from witness_app.public.witnesses.needed_day import NeededDay, needed_day
from witness_app.site.telephones import as_dialled

WORDS: Final = {
    AnswerKind.CAN_COME: "yes, you can come",
    AnswerKind.CANNOT_COME: "you cannot come",
    AnswerKind.ANOTHER_TIME: "you need another time",
    AnswerKind.NEED_TO_TALK: "you need to talk",
    AnswerKind.CHOOSE_PLACE: "which time suits you",
    AnswerKind.NONE_SUIT: "none of the times suits you",
    AnswerKind.CHANGE_DETAILS: "you want to change how we reach you",
}
WHAT_FOLLOWS: Final = {
    AnswerKind.CAN_COME: "We will see you there.",
    AnswerKind.CANNOT_COME: "We will ring you to agree what to do instead.",
    AnswerKind.ANOTHER_TIME: "We will find other times and tell you. Nothing is changed yet.",
    AnswerKind.NEED_TO_TALK: "We will ring you, in the hours that you gave us.",
    AnswerKind.CHOOSE_PLACE: "We book it at once. You see it above when it is sure.",
    AnswerKind.NONE_SUIT: "We will look for other times and tell you.",
    AnswerKind.CHANGE_DETAILS: "We will ring you to agree it. Until then nothing is changed.",
}


@dataclass(frozen=True)
class SaidLine:
    """Something the witness told us: the words, when, and what follows."""

    words: str
    when: str
    what_follows: str


@dataclass(frozen=True)
class OwnVisit:
    """The next visit as its witness sees it.

    `is_sure` is false while the court's changes are looked at; the time shown may then change.
    """

    visit_id: UUID
    version: int
    court_name: str
    address: tuple[str, ...]
    nearest_station: str
    starts_at: datetime
    ends_at: datetime
    is_sure: bool
    said: SaidLine | None
    has_said_yes: bool


@dataclass(frozen=True)
class OwnPlace:
    """A place that is kept for the witness, to choose or not."""

    offer_id: UUID
    starts_at: datetime
    court_name: str
    kept_until: datetime


@dataclass(frozen=True)
class OwnPage:
    """The witness's own page."""

    first_name: str
    caseworker: str | None
    places: tuple[OwnPlace, ...]
    telephone: str
    when_to_ring: str
    rung_on: str
    visit: OwnVisit | None
    needed: NeededDay | None
    said: tuple[SaidLine, ...]


def own_page(session: WalledSession, telephone: str, now: datetime) -> OwnPage:
    """The page of whoever opened their link.

    Args:
        session: Theirs.
        telephone: The number to ring where their caseworker has none, or is not there yet.
        now: When it is read.
    """
    witness = witness_of_link(session)
    caseworker = session.get(Account, witness.caseworker_id) if witness.caseworker_id else None
    answers = answers_of(session, witness.id)
    visit = next_visit(session, witness.id, now)
    places = () if _has_chosen(answers) else places_of(session, witness.id, now)
    about = {visit.visit_id} if visit else set()
    return OwnPage(
        first_name=first_name_of(witness.name),
        caseworker=caseworker.name if caseworker else None,
        places=places,
        telephone=as_dialled((caseworker.telephone if caseworker else None) or telephone),
        when_to_ring=WHEN_TO_RING,
        rung_on="today" if london_day(rung_by(now)) == london_day(now) else "tomorrow",
        visit=_shown(session, visit, answers, now) if visit else None,
        needed=needed_day(session, witness.id, now),
        said=tuple(said_line(one, now) for one in answers if one.about_id not in about)[:3],
    )


def places_of(session: WalledSession, witness_id: UUID, now: datetime) -> tuple[OwnPlace, ...]:
    """The places that the witness may choose among now, soonest first."""
    held = open_offers_of(session, witness_id, now=now)
    return tuple(
        OwnPlace(offer.offer_id, offer.starts_at, offer.court_name, offer.lapses_at)
        for offer in sorted(held, key=lambda offer: offer.starts_at)
    )


def _has_chosen(answers: list[Said]) -> bool:
    """Whether a choice among places is on its way: the page does not ask again meanwhile."""
    return any(one.kind in ABOUT_OFFERED_PLACES and one.acted_on_at is None for one in answers)


def next_visit(session: WalledSession, witness_id: UUID, now: datetime) -> VisitSummary | None:
    """The witness's next visit that is still to be."""
    visits = [v for v in visits_of(session, [witness_id]) if v.is_to_come and v.ends_at > now]
    return min(visits, key=lambda visit: visit.starts_at, default=None)


def _shown(
    session: WalledSession, visit: VisitSummary, answers: list[Said], now: datetime
) -> OwnVisit:
    court = session.get_one(Court, visit.court_id)
    last = next(
        (
            one
            for one in answers
            if (one.about_id, one.about_version) == (visit.visit_id, visit.version)
            and not one.was_too_late
        ),
        None,
    )
    return OwnVisit(
        visit_id=visit.visit_id,
        version=visit.version,
        court_name=visit.court_name,
        address=address_of(court),
        nearest_station=court.nearest_station,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        is_sure=not visit.is_under_review,
        said=said_line(last, now) if last else None,
        has_said_yes=last is not None and last.kind is AnswerKind.CAN_COME,
    )


def address_of(court: Court) -> tuple[str, ...]:
    """A court's address, line by line."""
    lines = (court.address_line_1, court.address_line_2, court.town, court.postcode)
    return tuple(line for line in lines if line)


def said_line(one: Said, now: datetime) -> SaidLine:
    """An answer in a line: "yes, you can come", "today at 10:02am", and what follows."""
    follows = (
        "This had changed when your answer reached us. Look again, or ring us."
        if one.was_too_late
        else WHAT_FOLLOWS[one.kind]
    )
    return SaidLine(WORDS[one.kind], said_when(one.said_at, now), follows)


def said_when(instant: datetime, now: datetime) -> str:
    """When something was said: "today at 10:02am", else "on Friday 27 November"."""
    local = in_london(instant)
    if london_day(now) == local.date():
        return f"today at {spoken_time(local.time())}"
    return f"on {local:%A} {local.day} {local:%B}"
