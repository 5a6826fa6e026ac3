"""By when each desk answers, and what it is told."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from casework.enquiries.rules import (
    Authority,
    ConcernToSend,
    CourtTimes,
    EnquiryAnswer,
    HowSoon,
    SafeguardingRisk,
    SeparationFacts,
    StageToAsk,
    Suggestion,
    Wanted,
    answer_read,
    concern_due_at,
    separation_due_at,
    stage_due_at,
)

MONDAY = datetime(2026, 9, 14, 8, tzinfo=UTC)
FRIDAY = datetime(2026, 9, 11, 15, 30, tzinfo=UTC)
SATURDAY_NIGHT = datetime(2026, 9, 12, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("how_soon", "sent_at", "due_at"),
    [
        (HowSoon.DANGER_NOW, MONDAY, MONDAY),
        (HowSoon.DANGER_NOW, SATURDAY_NIGHT, SATURDAY_NIGHT),
        (HowSoon.TODAY, MONDAY, datetime(2026, 9, 14, 22, 59, tzinfo=UTC)),
        (HowSoon.TODAY, SATURDAY_NIGHT, datetime(2026, 9, 13, 22, 59, tzinfo=UTC)),
        (HowSoon.THIS_WEEK, MONDAY, datetime(2026, 9, 21, 22, 59, tzinfo=UTC)),
        (HowSoon.THIS_WEEK, FRIDAY, datetime(2026, 9, 18, 22, 59, tzinfo=UTC)),
    ],
)
def test_a_concern_is_due_at_once_the_same_day_or_within_five_working_days(
    how_soon: HowSoon, sent_at: datetime, due_at: datetime
) -> None:
    assert concern_due_at(how_soon, sent_at) == due_at


@pytest.mark.parametrize(
    ("asked_at", "due_at"),
    [
        (MONDAY, datetime(2026, 9, 16, 22, 59, tzinfo=UTC)),
        (FRIDAY, datetime(2026, 9, 15, 22, 59, tzinfo=UTC)),
        (SATURDAY_NIGHT, datetime(2026, 9, 15, 22, 59, tzinfo=UTC)),
    ],
)
def test_how_a_case_stands_is_due_in_two_working_days(asked_at: datetime, due_at: datetime) -> None:
    assert stage_due_at(asked_at) == due_at


def test_the_separation_desk_has_two_working_hours() -> None:
    assert separation_due_at(MONDAY) == datetime(2026, 9, 14, 10, tzinfo=UTC)
    assert separation_due_at(FRIDAY) == datetime(2026, 9, 14, 9, 30, tzinfo=UTC)


def test_a_desk_is_told_no_more_than_its_facts() -> None:
    court_id = uuid4()
    concern = ConcernToSend(uuid4(), SafeguardingRisk.CHILD, HowSoon.TODAY, "Please ring")
    assert concern.facts() == {"risk": "child", "how_soon": "today", "words": "Please ring"}
    stage = StageToAsk(uuid4(), Wanted.SENTENCE)
    assert stage.facts("T20267001") == {"case": "T20267001", "wanted": "sentence", "words": ""}
    separation = SeparationFacts(
        request_id=uuid4(),
        hearing_id=uuid4(),
        parties=3,
        court_name="Snaresbrook",
        until=date(2026, 10, 22),
        people=2,
        needs=("step_free",),
        courts=(CourtTimes(court_id, "Harrow", 4),),
    )
    assert separation.facts() == {
        "parties": 3,
        "court": "Snaresbrook",
        "until": "2026-10-22",
        "people": 2,
        "needs": ["step_free"],
        "courts": [[str(court_id), "Harrow", 4]],
    }


@pytest.mark.parametrize(
    "answer",
    [
        EnquiryAnswer(),
        EnquiryAnswer("Rung at noon", Authority.MARAC, MONDAY),
        EnquiryAnswer("Adjourned", stage_on=date(2026, 10, 1)),
        EnquiryAnswer(suggestion=Suggestion.ANOTHER_COURT, court_id=uuid4()),
        EnquiryAnswer(suggestion=Suggestion.TIMES_LATER, times_from=date(2026, 10, 1)),
    ],
)
def test_an_answer_is_read_as_it_was_given(answer: EnquiryAnswer) -> None:
    assert answer_read(answer.facts()) == answer


def test_an_answer_whose_words_are_gone_is_still_read() -> None:
    facts = EnquiryAnswer("Gone", Authority.HEALTH, MONDAY).facts()
    del facts["words"]
    assert answer_read(facts) == EnquiryAnswer("", Authority.HEALTH, MONDAY)
