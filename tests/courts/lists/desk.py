"""A list operator at work on a real database, and the lists they are given."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from courts.cases.models import PublishedCase
from courts.cases.queries import case_of_identifier
from courts.cases.rules import read_identifier
from courts.lists.actions import (
    ListFile,
    apply_list,
    preview_list,
)
from courts.lists.models import ListImport
from courts.lists.queries import counts_of
from courts.lists.rules import (
    counts_in_words,
)
from ethical_walls.sessions import WalledSession
from tests.builders.lists import (
    Accused,
    CourtHouse,
    Json,
    Listed,
    a_crown_daily_list,
    a_crown_warned_list,
    as_file,
)
from tests.moment import NOW

LATER = NOW + timedelta(hours=3)
THURSDAY, FRIDAY, MONDAY = date(2026, 10, 8), date(2026, 10, 9), date(2026, 10, 12)
FORTNIGHT = (date(2026, 10, 5), date(2026, 10, 16))
SNARESBROOK, WOOD_GREEN = CourtHouse(453, "Snaresbrook"), CourtHouse(469, "Wood Green")
REED = Accused("Jordan Reed", urn="01AB1234526")
KHAN = Accused("Ali Khan", urn="01AB7654326")


@dataclass(frozen=True)
class Desk:
    """A list operator at work: a session, and what was announced since last asked."""

    session: WalledSession
    snaresbrook: UUID
    wood_green: UUID

    def preview(self, court_list: Json, now: datetime = NOW) -> UUID:
        import_id = preview_list(self.session, ListFile("list.json", as_file(court_list)), now=now)
        self.session.flush()
        return import_id

    def apply(self, import_id: UUID, now: datetime = NOW) -> int:
        number = self.session.get_one(ListImport, import_id).preview_number
        return apply_list(self.session, import_id, preview_number=number, now=now)

    def take_in(self, court_list: Json, now: datetime = NOW) -> str:
        import_id = self.preview(court_list, now)
        said = self.counts(import_id)
        self.apply(import_id, now)
        return said

    def counts(self, import_id: UUID) -> str:
        return counts_in_words(counts_of(self.session, import_id))

    def case(self, number: str) -> PublishedCase:
        found = case_of_identifier(self.session, read_identifier(number))
        assert found is not None
        return found

    def count(self, model: type[object]) -> int:
        return self.session.scalar(select(func.count()).select_from(model)) or 0


def warned(
    *cases: Listed, published: datetime = NOW, period: tuple[date, date] = FORTNIGHT
) -> Json:
    return a_crown_warned_list(period, published, cases, court=SNARESBROOK)


def daily(*cases: Listed, day: date = THURSDAY, published: datetime = NOW) -> Json:
    return a_crown_daily_list(day, published, cases, court=SNARESBROOK)


def fixture(number: str = "T20260001", day: date = THURSDAY, accused: Accused = REED) -> Listed:
    return Listed(number, [accused], fixed_on=day)
