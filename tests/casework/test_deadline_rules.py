"""When duties fall due, through weekends and clock changes."""

from datetime import UTC, date, datetime

import pytest

from casework.deadlines.rules import (
    DUTIES,
    Basis,
    DeadlineKind,
    DutyHasNoHours,
    Standing,
    due_after,
    standing,
    visit_due_at,
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "started", "due"),
    [
        (DeadlineKind.FIRST_CONTACT, "2026-09-14T08:00", "2026-09-17T08:00"),
        (DeadlineKind.FIRST_CONTACT, "2026-09-11T16:59", "2026-09-14T16:59"),
        (DeadlineKind.FIRST_CONTACT, "2026-12-24T12:00", "2026-12-27T12:00"),
        (DeadlineKind.FIRST_CONTACT, "2026-10-23T20:00", "2026-10-26T20:00"),
        (DeadlineKind.SHORT_WAY_CONTACT, "2026-09-12T09:00", "2026-09-13T09:00"),
        (DeadlineKind.CASEWORKER_NAMED, "2026-03-28T20:00", "2026-03-29T20:00"),
        (DeadlineKind.NEEDS_ASSESSED, "2026-09-14T08:00", "2026-09-15T08:00"),
        (DeadlineKind.NEEDS_ASSESSED, "2026-10-24T12:00", "2026-10-25T12:00"),
        (DeadlineKind.CASEWORKER_AFTER_ASSESSMENT, "2026-04-03T09:00", "2026-04-04T09:00"),
        (DeadlineKind.PLAN_AGREED, "2026-04-02T16:00", "2026-04-05T16:00"),
        (DeadlineKind.PLAN_AGREED, "2026-03-27T23:30", "2026-03-30T23:30"),
    ],
)
def test_hours_are_elapsed_through_weekends_holidays_and_clock_changes(
    kind: DeadlineKind, started: str, due: str
) -> None:
    assert due_after(kind, utc(started)) == utc(due)


def test_a_duty_that_runs_to_a_day_has_no_hours() -> None:
    with pytest.raises(DutyHasNoHours) as refused:
        due_after(DeadlineKind.VISIT_BEFORE_TRIAL, utc("2026-09-14T08:00"))
    assert refused.value.kind is DeadlineKind.VISIT_BEFORE_TRIAL


@pytest.mark.parametrize(
    ("trial_on", "started", "due"),
    [
        pytest.param(date(2026, 11, 2), "2026-09-14T08:00", "2026-10-19T22:59", id="summer"),
        pytest.param(date(2026, 11, 9), "2026-09-14T08:00", "2026-10-26T23:59", id="winter"),
        pytest.param(date(2026, 9, 28), "2026-09-14T08:00", "2026-09-14T22:59", id="just"),
        pytest.param(date(2026, 9, 27), "2026-09-14T08:00", "2026-09-26T22:59", id="passed"),
        pytest.param(date(2026, 9, 15), "2026-09-14T08:00", "2026-09-14T22:59", id="eve"),
        pytest.param(date(2026, 9, 14), "2026-09-14T08:00", "2026-09-14T22:59", id="the day"),
        pytest.param(date(2026, 9, 1), "2026-09-14T08:00", "2026-09-14T22:59", id="begun"),
        pytest.param(date(2026, 7, 17), "2026-07-02T23:30", "2026-07-03T22:59", id="midnight"),
        pytest.param(date(2030, 5, 20), "2026-09-14T08:00", "2030-05-06T22:59", id="far"),
    ],
)
def test_a_visit_is_arranged_a_fortnight_before_the_trial_else_by_its_eve_never_in_the_past(
    trial_on: date, started: str, due: str
) -> None:
    assert visit_due_at(trial_on, utc(started)) == utc(due)


@pytest.mark.parametrize(
    ("due", "met", "expected"),
    [
        ("2026-09-14T07:59", None, Standing.LATE),
        ("2026-09-14T08:00", None, Standing.DUE_TODAY),
        ("2026-09-14T22:59", None, Standing.DUE_TODAY),
        ("2026-09-14T23:01", None, Standing.TO_COME),
        ("2026-09-13T07:59", "2026-09-14T07:00", Standing.MET),
    ],
)
def test_a_deadline_is_late_due_today_to_come_or_met(
    due: str, met: str | None, expected: Standing
) -> None:
    met_at = utc(met) if met else None
    assert standing(utc(due), met_at, utc("2026-09-14T08:00")) is expected


def test_every_duty_says_what_kind_of_promise_it_is_and_where_it_is_written() -> None:
    assert set(DUTIES) == set(DeadlineKind)
    of_the_contract = {kind for kind, duty in DUTIES.items() if duty.basis is Basis.CONTRACT}
    assert of_the_contract == {
        DeadlineKind.FIRST_CONTACT,
        DeadlineKind.NEEDS_ASSESSED,
        DeadlineKind.CASEWORKER_AFTER_ASSESSMENT,
        DeadlineKind.PLAN_AGREED,
        DeadlineKind.CASE_TEAM_TOLD,
    }
    for duty in DUTIES.values():
        assert duty.source.startswith(("requirements ", "CrimPR ", "Code "))
        assert duty.words
