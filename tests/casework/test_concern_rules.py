"""By when the case team is told, and who they are."""

from datetime import UTC, datetime

import pytest

from casework.concerns.rules import (
    CaseTeam,
    Danger,
    TimeNotPossible,
    case_team_of,
    check_not_before,
    told_by,
)
from courts.cases.rules import PROSECUTION, party_of


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("danger", "learnt", "due"),
    [
        pytest.param(Danger.NOT_NOW, "2026-09-14T08:00", "2026-09-14T22:59", id="a Monday"),
        pytest.param(Danger.NOT_NOW, "2026-09-14T22:30", "2026-09-14T22:59", id="late that day"),
        pytest.param(Danger.NOT_NOW, "2026-09-14T23:30", "2026-09-15T22:59", id="after midnight"),
        pytest.param(Danger.NOT_NOW, "2026-06-06T10:00", "2026-06-08T22:59", id="a Saturday"),
        pytest.param(Danger.NOT_NOW, "2026-08-28T10:00", "2026-08-28T22:59", id="a Friday"),
        pytest.param(Danger.NOT_NOW, "2026-08-30T10:00", "2026-09-01T22:59", id="bank holiday eve"),
        pytest.param(Danger.NOT_NOW, "2026-04-03T10:00", "2026-04-07T22:59", id="Good Friday"),
        pytest.param(Danger.NOT_NOW, "2026-12-25T10:00", "2026-12-29T23:59", id="Christmas"),
        pytest.param(Danger.NOW, "2026-12-25T10:00", "2026-12-25T10:00", id="danger, at once"),
        pytest.param(Danger.NOW, "2026-09-14T08:00", "2026-09-14T08:00", id="danger, a Monday"),
    ],
)
def test_the_case_team_is_told_the_same_working_day_and_at_once_in_danger(
    danger: Danger, learnt: str, due: str
) -> None:
    assert told_by(danger, utc(learnt)) == utc(due)


@pytest.mark.parametrize(
    ("party", "team"),
    [
        (PROSECUTION, CaseTeam.WITNESS_CARE_UNIT),
        (party_of("Jordan Reed"), CaseTeam.SOLICITOR),
        (party_of("Prosecution"), CaseTeam.SOLICITOR),
    ],
)
def test_a_concern_goes_to_whoever_calls_the_witness(party: str, team: CaseTeam) -> None:
    assert case_team_of(party) is team


@pytest.mark.parametrize(("at", "possible"), [(7, False), (8, True), (9, True), (10, False)])
def test_a_time_given_lies_after_what_it_follows_and_has_come(
    at: int,
    possible: bool,  # noqa: FBT001
) -> None:
    given = utc(f"2026-09-14T{at:02}:00")
    earliest, now = utc("2026-09-14T08:00"), utc("2026-09-14T09:00")
    if possible:
        check_not_before(given, earliest, now)
        return
    with pytest.raises(TimeNotPossible):
        check_not_before(given, earliest, now)
