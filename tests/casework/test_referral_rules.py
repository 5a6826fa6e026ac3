"""Which way a referral goes and what it asks of us besides support."""

import json
from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest

from casework.access_needs.rules import AccessNeedKind
from casework.contact_plans.rules import Channel
from casework.referrals.rules import (
    AgeAtOffence,
    HomeAtReferral,
    LanguageNotKnown,
    NameMissing,
    NoteTooLong,
    ReferralDetails,
    ReferralRefused,
    ReferralRoute,
    ReferralSource,
    Urgency,
    check_details,
    first_tasks,
    opened_form,
    route_of,
    sealed_form,
)
from casework.tasks.rules import TaskDatePast, TaskKind, due_on_day
from casework.witnesses.rules import InterpreterNeed, WitnessRole, first_name_of, initials_of
from courts.london_time import london_instant

TODAY = date(2026, 9, 14)
DETAILS = ReferralDetails(
    request_id=UUID(int=7),
    identifier="01AB1234519",
    party="defendant:jordan reed",
    party_label="Defence of Jordan Reed",
    name="Ada Yeo",
    role=WitnessRole.WITNESS,
    language="en",
    interpreter=InterpreterNeed.NOT_NEEDED,
    channel=Channel.SMS,
    address="+447700900123",
    needs=(AccessNeedKind.STEP_FREE, AccessNeedKind.BREAKS),
    practical_note="Works nights.",
    source=ReferralSource.SOLICITOR,
    urgency=Urgency.ORDINARY,
    home=HomeAtReferral.LONDON,
    age=AgeAtOffence.ADULT,
)


@pytest.mark.parametrize(
    ("urgency", "days_to_trial", "route"),
    [
        (Urgency.ORDINARY, None, ReferralRoute.ORDINARY),
        (Urgency.WITHIN_A_WEEK, None, ReferralRoute.SHORT_WAY),
        (Urgency.ORDINARY, 8, ReferralRoute.ORDINARY),
        (Urgency.WITHIN_A_WEEK, 8, ReferralRoute.ORDINARY),
        (Urgency.ORDINARY, 7, ReferralRoute.SHORT_WAY),
        (Urgency.ORDINARY, 1, ReferralRoute.SHORT_WAY),
        (Urgency.ORDINARY, 0, ReferralRoute.IN_COURT_SERVICE),
        (Urgency.WITHIN_A_WEEK, -1, ReferralRoute.IN_COURT_SERVICE),
    ],
)
def test_the_last_week_goes_the_short_way_and_the_day_of_trial_to_the_in_court_service(
    urgency: Urgency, days_to_trial: int | None, route: ReferralRoute
) -> None:
    trial_on = None if days_to_trial is None else TODAY + timedelta(days=days_to_trial)
    assert route_of(urgency, trial_on, TODAY) is route


@pytest.mark.parametrize(
    ("change", "route", "kinds"),
    [
        ({}, ReferralRoute.ORDINARY, []),
        ({}, ReferralRoute.SHORT_WAY, [TaskKind.SHORT_WAY]),
        ({}, ReferralRoute.IN_COURT_SERVICE, [TaskKind.GO_TO_IN_COURT_SERVICE]),
        ({"home": HomeAtReferral.ELSEWHERE}, ReferralRoute.ORDINARY, [TaskKind.REFER_ON]),
        ({"home": HomeAtReferral.NOT_KNOWN}, ReferralRoute.ORDINARY, [TaskKind.ASK_REFERRER]),
        (
            {"age": AgeAtOffence.UNDER_18, "home": HomeAtReferral.ELSEWHERE},
            ReferralRoute.SHORT_WAY,
            [TaskKind.SHORT_WAY, TaskKind.REFER_ON, TaskKind.INVOLVE_CHILDRENS_SERVICE],
        ),
        ({"age": AgeAtOffence.NOT_KNOWN}, ReferralRoute.ORDINARY, []),
    ],
)
def test_what_a_referral_asks_besides_support_becomes_tasks_and_never_a_refusal(
    change: dict[str, object], route: ReferralRoute, kinds: list[TaskKind]
) -> None:
    details = replace(DETAILS, **change)  # type: ignore[arg-type]
    assert [task.kind for task in first_tasks(details, route)] == kinds


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"name": " 12 "}, NameMissing),
        ({"language": "xx"}, LanguageNotKnown),
        ({"practical_note": "x" * 501}, NoteTooLong),
    ],
)
def test_a_referral_that_cannot_stand_says_what_is_wrong(
    change: dict[str, object], refusal: type[ReferralRefused]
) -> None:
    with pytest.raises(refusal):
        check_details(replace(DETAILS, **change))  # type: ignore[arg-type]


def test_a_sealed_referral_opens_as_it_was_typed() -> None:
    check_details(DETAILS)
    sealed = json.loads(json.dumps(sealed_form(DETAILS)))
    assert opened_form(DETAILS.request_id, DETAILS.party, sealed) == DETAILS


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ada Yeo", "A.Y."),
        ("ada  mary yeo-park", "A.M.Y.P."),
        ("Édouard", "É."),
        ("  ", ""),
        ("7 of 9", "O."),
    ],
)
def test_a_name_is_shortened_to_its_initials(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_a_task_is_due_by_the_end_of_its_london_day_and_never_on_a_day_past() -> None:
    now = london_instant(TODAY, time(9))
    assert due_on_day(TODAY, now) == london_instant(TODAY, time(23, 59))
    with pytest.raises(TaskDatePast):
        due_on_day(TODAY - timedelta(days=1), now)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Sam Oduya", "Sam"),
        ("Mrs Amina Yusuf", "Amina"),
        ("Dr. Ada Yeo", "Ada"),
        ("Rev Dr Kim Ashe", "Kim"),
        ("Mrs Yusuf", "Mrs Yusuf"),
        ("PC Rowe", "PC Rowe"),
        ("Amina", "Amina"),
        ("Miss", "Miss"),
    ],
)
def test_nobody_is_greeted_by_their_title(name: str, first: str) -> None:
    assert first_name_of(name) == first
