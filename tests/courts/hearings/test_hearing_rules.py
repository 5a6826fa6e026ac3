"""What a newer listing changes about a hearing, as tables of what was known and what was seen."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest

from courts.hearings.changes import KnownHearing, SeenHearing, matching
from courts.hearings.rules import (
    Certainty,
    Difference,
    HearingKind,
    Listing,
    difference,
    is_part_heard,
    kind_of,
    merged,
    spoken_listing,
)

SNARESBROOK, WOOD_GREEN = UUID(int=1), UUID(int=2)
THURSDAY_8, FRIDAY_9, MONDAY_12 = date(2026, 10, 8), date(2026, 10, 9), date(2026, 10, 12)
THURSDAY_15, FRIDAY_16 = date(2026, 10, 15), date(2026, 10, 16)
SEPTEMBER = datetime(2026, 9, 14, 8, tzinfo=UTC)
TRIAL = HearingKind.TRIAL


def published(day: int, month: int = 10) -> datetime:
    return datetime(2026, month, day, 15, tzinfo=UTC)


FIXTURE = Listing(SNARESBROOK, Certainty.FIXTURE, THURSDAY_8, SEPTEMBER)
WARNED = Listing(
    SNARESBROOK, Certainty.WARNED_LIST, THURSDAY_8, SEPTEMBER, ends_on=date(2026, 10, 21)
)
FLOATER = replace(FIXTURE, certainty=Certainty.FLOATER)
PART_HEARD = replace(FIXTURE, certainty=Certainty.PART_HEARD, ends_on=FRIDAY_9)
VACATED = replace(FIXTURE, certainty=Certainty.VACATED)
DAILY = replace(FIXTURE, published_at=published(7), courtroom="3", starts_at_time=time(10))


@pytest.mark.parametrize(
    ("current", "seen", "expected"),
    [
        (None, FIXTURE, Difference.NEW),
        (FIXTURE, FIXTURE, Difference.SAME),
        (FIXTURE, replace(FIXTURE, published_at=published(1)), Difference.SAME),
        (FIXTURE, replace(FIXTURE, starts_on=MONDAY_12), Difference.MOVED),
        (
            FIXTURE,
            replace(FIXTURE, starts_on=MONDAY_12, published_at=published(1, 9)),
            Difference.OLDER,
        ),
        (FIXTURE, replace(FIXTURE, court_id=WOOD_GREEN), Difference.OTHER_BUILDING),
        (
            FIXTURE,
            replace(FIXTURE, court_id=WOOD_GREEN, starts_on=MONDAY_12),
            Difference.MOVED,
        ),
        (FIXTURE, replace(FLOATER, published_at=published(7)), Difference.CERTAINTY_CHANGED),
        (FIXTURE, DAILY, Difference.DETAILS),
        (DAILY, replace(DAILY, courtroom="5"), Difference.DETAILS),
        (DAILY, replace(DAILY, courtroom=None, starts_at_time=None), Difference.SAME),
        (DAILY, replace(DAILY, starts_at_time=time(14)), Difference.MOVED),
        (WARNED, replace(FIXTURE, starts_on=THURSDAY_15), Difference.MOVED),
        (WARNED, replace(FIXTURE, published_at=published(1)), Difference.MOVED),
        (WARNED, replace(WARNED, ends_on=FRIDAY_16), Difference.MOVED),
        (WARNED, replace(WARNED, ends_on=None), Difference.SAME),
        (FIXTURE, replace(WARNED, published_at=published(1)), Difference.MOVED),
        (VACATED, replace(FIXTURE, published_at=published(1)), Difference.MOVED),
        (VACATED, replace(FIXTURE, published_at=published(1, 9)), Difference.OLDER),
        (VACATED, VACATED, Difference.SAME),
        (FIXTURE, replace(DAILY, starts_on=FRIDAY_9, published_at=published(8)), "continues"),
        (
            replace(FIXTURE, starts_on=FRIDAY_9),
            replace(DAILY, starts_on=MONDAY_12, published_at=published(9)),
            Difference.CONTINUES,
        ),
        (
            replace(FIXTURE, ends_on=THURSDAY_15),
            replace(DAILY, starts_on=MONDAY_12, published_at=published(9)),
            Difference.CONTINUES,
        ),
        (
            replace(FIXTURE, ends_on=THURSDAY_15),
            replace(FIXTURE, starts_on=FRIDAY_9, published_at=published(1)),
            Difference.MOVED,
        ),
        (FIXTURE, replace(DAILY, starts_on=FRIDAY_9, published_at=published(7)), Difference.MOVED),
        (FIXTURE, replace(DAILY, starts_on=MONDAY_12, published_at=published(8)), "moved"),
        (FLOATER, replace(DAILY, starts_on=FRIDAY_9, published_at=published(8)), Difference.MOVED),
        (
            FLOATER,
            replace(PART_HEARD, starts_on=FRIDAY_9, ends_on=None, published_at=published(8)),
            Difference.CONTINUES,
        ),
        (
            PART_HEARD,
            replace(DAILY, starts_on=THURSDAY_15, published_at=published(14)),
            Difference.CONTINUES,
        ),
        (
            PART_HEARD,
            replace(DAILY, starts_on=FRIDAY_9, published_at=published(9)),
            Difference.CONTINUES,
        ),
        (
            replace(PART_HEARD, courtroom="3"),
            replace(DAILY, starts_on=FRIDAY_9, published_at=published(9)),
            Difference.SAME,
        ),
        (
            PART_HEARD,
            replace(FIXTURE, starts_on=date(2026, 11, 2), published_at=published(20)),
            Difference.MOVED,
        ),
        (
            PART_HEARD,
            replace(WARNED, starts_on=THURSDAY_15, published_at=published(9)),
            Difference.MOVED,
        ),
    ],
)
def test_what_a_listing_changes_about_a_trial(
    current: Listing | None, seen: Listing, expected: str
) -> None:
    assert difference(TRIAL, current, seen) == expected


def test_only_a_trial_goes_on_another_day() -> None:
    next_day = replace(DAILY, starts_on=FRIDAY_9, published_at=published(8))
    assert difference(HearingKind.SENTENCE, FIXTURE, next_day) is Difference.MOVED


def test_a_trial_that_goes_on_keeps_its_first_day_and_gains_a_last() -> None:
    stands = merged(TRIAL, DAILY, replace(DAILY, starts_on=FRIDAY_9, published_at=published(8)))
    assert (stands.starts_on, stands.ends_on) == (THURSDAY_8, FRIDAY_9)
    assert stands.certainty is Certainty.PART_HEARD
    assert stands.starts_at_time == time(10)


def test_what_a_newer_list_leaves_unsaid_still_holds() -> None:
    stands = merged(TRIAL, DAILY, replace(FIXTURE, published_at=published(8), ends_on=FRIDAY_9))
    assert (stands.courtroom, stands.starts_at_time) == ("3", time(10))
    assert (stands.ends_on, stands.published_at) == (FRIDAY_9, published(8))


def test_a_moved_hearing_keeps_nothing_of_the_day_it_left() -> None:
    stands = merged(TRIAL, DAILY, replace(FIXTURE, starts_on=MONDAY_12, published_at=published(7)))
    assert (stands.courtroom, stands.starts_at_time) == (None, None)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Trial", "trial"),
        ("FOR TRIAL", "trial"),
        ("Trial (Part Heard)", "trial"),
        ("Backer Trial", "trial"),
        ("Retrial", "trial"),
        ("Plea and Trial Preparation Hearing", "ptph"),
        ("PTPH", "ptph"),
        ("Pre-Trial Review", "pre_trial_review"),
        ("Future Trial Review", "future_trial_review"),
        ("Further Case Management", "further_case_management"),
        ("Ground Rules Hearing", "ground_rules"),
        ("S28 hearing", "section_28"),
        ("Section 28 recording", "section_28"),
        ("Sentence", "sentence"),
        ("For Sentencing", "sentence"),
        ("Committal for Sentence", "committal_for_sentence"),
        ("Newton Hearing", "newton"),
        ("Appeal against Conviction", "appeal"),
        ("Mention (Defendant to Attend)", "mention"),
        ("Mention to fix trial", "mention"),
        ("Bail Application", "bail"),
        ("Application", "application"),
        ("POCA", "confiscation"),
        ("CTL Extension", "custody_time_limit"),
        ("Plea", "plea"),
        ("Trial of an issue", "other"),
        ("TestHearingDescription", "other"),
        ("", "other"),
    ],
)
def test_a_lists_own_words_say_the_kind_and_unknown_words_are_other(words: str, kind: str) -> None:
    assert kind_of(words) == kind


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Trial (Part Heard)", True),
        ("TRIAL (P/H)", True),
        ("Part-heard trial", True),
        ("Trial", False),
    ],
)
def test_a_list_may_say_itself_that_a_trial_is_part_heard(words: str, *, expected: bool) -> None:
    assert is_part_heard(words) is expected


def known(number: int, kind: HearingKind, listed_as: str, listing: Listing) -> KnownHearing:
    sort = "crown" if listed_as.startswith("T") else "urn"
    return KnownHearing(UUID(int=number), kind, listed_as, sort, UUID(int=number), 1, 0, listing)


TRIAL_OF_T1 = known(1, TRIAL, "T20260001", FIXTURE)
TRIAL_OF_T2 = known(2, TRIAL, "T20260002", FIXTURE)
TRIAL_OF_URN = known(3, TRIAL, "01AB1234526", FIXTURE)
MENTION_OF_T1 = known(4, HearingKind.MENTION, "T20260001", FIXTURE)


@pytest.mark.parametrize(
    ("hearings", "kind", "listed_as", "starts_on", "expected"),
    [
        ([], TRIAL, "T20260001", THURSDAY_8, None),
        ([TRIAL_OF_T1, TRIAL_OF_T2], TRIAL, "T20260002", MONDAY_12, TRIAL_OF_T2),
        ([TRIAL_OF_T1], TRIAL, "T20260002", THURSDAY_8, None),
        ([TRIAL_OF_URN], TRIAL, "T20260002", MONDAY_12, TRIAL_OF_URN),
        ([TRIAL_OF_T1], TRIAL, "01AB1234526", MONDAY_12, TRIAL_OF_T1),
        ([TRIAL_OF_T1, TRIAL_OF_T2], TRIAL, "01AB1234526", MONDAY_12, None),
        ([TRIAL_OF_T1], HearingKind.SENTENCE, "T20260001", THURSDAY_8, None),
        ([MENTION_OF_T1], HearingKind.MENTION, "T20260001", THURSDAY_8, MENTION_OF_T1),
        ([MENTION_OF_T1], HearingKind.MENTION, "T20260001", MONDAY_12, None),
    ],
)
def test_which_hearing_a_listing_means(
    hearings: list[KnownHearing],
    kind: HearingKind,
    listed_as: str,
    starts_on: date,
    expected: KnownHearing | None,
) -> None:
    sort = "crown" if listed_as.startswith("T") else "urn"
    seen = SeenHearing(kind, "", listed_as, sort, replace(FIXTURE, starts_on=starts_on))
    assert matching(hearings, seen) == expected


@pytest.mark.parametrize(
    ("listing", "words"),
    [
        (FIXTURE, "Thursday 8 October 2026, Snaresbrook"),
        (DAILY, "Thursday 8 October 2026, 10am, court 3, Snaresbrook"),
        (
            WARNED,
            "warned list from Thursday 8 October 2026 to Wednesday 21 October 2026, Snaresbrook",
        ),
    ],
)
def test_a_listing_is_said_as_people_say_it(listing: Listing, words: str) -> None:
    assert spoken_listing(listing, "Snaresbrook") == words
