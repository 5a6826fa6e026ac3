"""Of which hearing a report speaks, whose place it takes, and how it stands."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from casework.reported_hearings.rules import (
    NoSuchReportToMove,
    Report,
    Reported,
    Standing,
    line_of,
    moved_by,
    spoken_of_by,
    standing,
    standing_reports,
)
from courts.hearings.rules import Certainty, HearingKind, Listing

TRIAL, OTHER = HearingKind.TRIAL, HearingKind.OTHER
COURT, ELSEWHERE = UUID(int=1), UUID(int=2)
A, B, C, NEW = (UUID(int=number) for number in (11, 12, 13, 14))
FIFTH, TWENTIETH, THIRTIETH = (date(2026, 10, day) for day in (5, 20, 30))


def listing(on: date, court: UUID = COURT) -> Listing:
    return Listing(court, Certainty.FIXTURE, on, datetime(2026, 9, 1, tzinfo=UTC))


def said(id_: UUID, kind: HearingKind, on: date, replaces: UUID | None = None) -> Reported:
    return Reported(id_, kind, replaces, listing(on))


def new(kind: HearingKind, on: date, moves: UUID | None = None) -> Report:
    return Report(NEW, COURT, kind, Certainty.FIXTURE, on, moves_id=moves)


@pytest.mark.parametrize(
    ("reports", "stand"),
    [
        ([], set()),
        ([said(A, OTHER, FIFTH), said(B, OTHER, TWENTIETH)], {A, B}),
        ([said(A, OTHER, FIFTH), said(B, OTHER, TWENTIETH, A)], {B}),
        ([said(A, OTHER, FIFTH), said(B, OTHER, TWENTIETH), said(C, OTHER, THIRTIETH, A)], {B, C}),
        ([said(A, TRIAL, FIFTH), said(B, TRIAL, TWENTIETH)], {B}),  # a case has one trial
        ([said(A, TRIAL, FIFTH), said(B, OTHER, TWENTIETH)], {A, B}),
        ([said(B, TRIAL, TWENTIETH, A), said(A, TRIAL, FIFTH)], {B}),  # both at one instant
    ],
)
def test_each_hearings_last_report_stands_and_another_hearing_takes_nothing_from_it(
    reports: list[Reported], stand: set[UUID]
) -> None:
    assert set(standing_reports(reports)) == stand


@pytest.mark.parametrize(
    ("report", "moved"),
    [
        (new(OTHER, TWENTIETH), None),  # another hearing
        (new(OTHER, TWENTIETH, A), A),
        (new(OTHER, FIFTH), A),  # the same day in the same building again
        (new(TRIAL, TWENTIETH), B),
        (new(HearingKind.SENTENCE, TWENTIETH), None),
    ],
)
def test_a_report_moves_what_it_says_it_moves_or_the_one_of_its_kind(
    report: Report, moved: UUID | None
) -> None:
    assert moved_by(report, [said(A, OTHER, FIFTH), said(B, TRIAL, FIFTH)]) == moved


def test_what_was_moved_already_or_is_another_witnesss_cannot_be_moved() -> None:
    reports = [said(A, OTHER, FIFTH), said(B, OTHER, TWENTIETH, A)]
    for gone in (A, C):
        with pytest.raises(NoSuchReportToMove):
            moved_by(new(OTHER, THIRTIETH, gone), reports)


def test_a_report_takes_the_place_of_its_own_hearings_reports_and_of_no_others() -> None:
    reports = [
        said(A, OTHER, FIFTH),
        said(B, OTHER, TWENTIETH),
        said(C, OTHER, THIRTIETH, A),
    ]
    assert line_of(C, reports) == {A}
    assert line_of(B, reports) == frozenset()
    trials = [said(A, TRIAL, FIFTH), said(B, TRIAL, TWENTIETH), said(C, OTHER, FIFTH)]
    assert line_of(B, trials) == {A}


def test_a_published_hearing_takes_the_place_of_what_was_reported_of_it() -> None:
    reports = [
        said(A, OTHER, FIFTH),
        said(B, OTHER, TWENTIETH),
        said(C, OTHER, THIRTIETH, A),
    ]
    assert spoken_of_by(OTHER, listing(THIRTIETH), reports) == {A, C}
    assert spoken_of_by(OTHER, listing(THIRTIETH, ELSEWHERE), reports) == frozenset()
    assert spoken_of_by(TRIAL, listing(FIFTH), reports) == frozenset()
    trials = [said(A, TRIAL, FIFTH), said(B, TRIAL, TWENTIETH, A)]
    assert spoken_of_by(TRIAL, listing(THIRTIETH), trials) == {A, B}


@pytest.mark.parametrize(
    ("kind", "published", "expected"),
    [
        (TRIAL, [], Standing.REPORTED),
        (TRIAL, [listing(FIFTH)], Standing.SETTLED),
        (TRIAL, [listing(FIFTH, ELSEWHERE)], Standing.CLASHES),
        (TRIAL, [listing(TWENTIETH)], Standing.CLASHES),
        (OTHER, [listing(TWENTIETH)], Standing.REPORTED),  # another hearing
        (OTHER, [listing(TWENTIETH), listing(FIFTH)], Standing.SETTLED),
    ],
)
def test_a_reported_date_is_published_or_clashes_or_stands_by_itself(
    kind: HearingKind, published: list[Listing], expected: Standing
) -> None:
    assert standing(kind, listing(FIFTH), published) is expected
