from datetime import UTC, datetime, time, timedelta

import pytest

from casework.contact_plans.rules import Channel, Wording
from courts.london_time import LONDON
from notifications.messages.rules import (
    Building,
    Hours,
    MessageKey,
    PlanStanding,
    earliest_allowed,
    is_overtaken,
    needs_a_voice,
    point_of_use,
    reminders_to_come,
    why_nothing_may_be_written,
)

WORKING = Hours(time(9), time(18, 30))
SEVEN = MessageKey.VISIT_REMINDER_7_DAYS
THREE = MessageKey.VISIT_REMINDER_3_DAYS
ONE = MessageKey.VISIT_REMINDER_1_DAY


def london(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("wanted_at", "leaves_at"),
    [
        (london(9, 14, 8, 59), london(9, 14, 9)),
        (london(9, 14, 9), london(9, 14, 9)),
        (london(9, 14, 12, 17), london(9, 14, 12, 17)),
        (london(9, 14, 18, 30), london(9, 14, 18, 30)),
        (london(9, 14, 18, 31), london(9, 15, 9)),
        (london(9, 14, 0, 0), london(9, 14, 9)),
        # Into and out of summer time: nine o'clock stays nine o'clock on her kitchen wall.
        (london(3, 28, 20), datetime(2026, 3, 29, 8, tzinfo=UTC)),
        (london(10, 24, 20), datetime(2026, 10, 25, 9, tzinfo=UTC)),
    ],
)
def test_a_message_waits_for_the_hours_the_person_gave(
    wanted_at: datetime, leaves_at: datetime
) -> None:
    assert earliest_allowed(wanted_at, WORKING) == leaves_at


def test_reminders_go_seven_three_and_one_days_before_as_the_persons_hours_begin() -> None:
    planned = reminders_to_come(london(9, 30, 12, 45), WORKING, now=london(9, 14, 9))
    assert [(reminder.key, reminder.due_at) for reminder in planned] == [
        (SEVEN, london(9, 23, 9)),
        (THREE, london(9, 27, 9)),
        (ONE, london(9, 29, 9)),
    ]


@pytest.mark.parametrize(
    ("now", "still_to_come"),
    [
        (london(9, 23, 8, 59), [SEVEN, THREE, ONE]),
        (london(9, 23, 9), [THREE, ONE]),
        (london(9, 28, 10), [ONE]),
        (london(9, 29, 9, 1), []),
        (london(10, 1, 9), []),
    ],
)
def test_a_reminder_already_overdue_when_the_visit_is_booked_is_not_planned(
    now: datetime, still_to_come: list[MessageKey]
) -> None:
    planned = reminders_to_come(london(9, 30, 12, 45), WORKING, now)
    assert [reminder.key for reminder in planned] == still_to_come


def test_no_reminder_is_due_after_its_point_of_use() -> None:
    """Hours that begin at 11pm: one day before an early visit is already too late."""
    starts_at = london(9, 30, 0, 30)
    planned = reminders_to_come(starts_at, Hours(time(23), time(23, 30)), now=london(9, 1, 9))
    assert [reminder.key for reminder in planned] == [SEVEN, THREE]
    assert all(reminder.due_at < point_of_use(starts_at) for reminder in planned)


def test_a_reminder_keeps_its_london_hour_across_the_end_of_summer_time() -> None:
    planned = reminders_to_come(london(10, 27, 9), WORKING, now=london(10, 1, 9))
    assert [reminder.due_at.hour for reminder in planned] == [8, 8, 9]


def test_news_is_of_use_until_two_hours_before() -> None:
    starts_at = london(9, 30, 9)
    assert point_of_use(starts_at) == starts_at - timedelta(hours=2)


@pytest.mark.parametrize(
    ("key", "others_due", "overtaken"),
    [
        (SEVEN, [THREE], True),
        (SEVEN, [ONE], True),
        (THREE, [SEVEN], False),
        (THREE, [SEVEN, ONE], True),
        (ONE, [SEVEN, THREE], False),
        (ONE, [], False),
        (SEVEN, [MessageKey.VISIT_MOVED], False),
        (MessageKey.VISIT_BOOKED, [ONE], False),
        (MessageKey.VISIT_CANCELLED, [ONE], False),
    ],
)
def test_after_a_pause_only_the_nearest_reminder_goes(
    key: MessageKey, others_due: list[MessageKey], *, overtaken: bool
) -> None:
    assert is_overtaken(key, others_due) is overtaken


@pytest.mark.parametrize(
    ("key", "wording", "building", "rung"),
    [
        (MessageKey.VISIT_BOOKED, Wording.DISCREET, Building.KNOWN, True),
        (MessageKey.VISIT_BOOKED, Wording.PLAIN, Building.KNOWN, False),
        (MessageKey.HEARING_LISTED, Wording.DISCREET, Building.KNOWN, True),
        (MessageKey.VISIT_MOVED, Wording.DISCREET, Building.KNOWN, False),
        (MessageKey.VISIT_MOVED, Wording.DISCREET, Building.NEW, True),
        (MessageKey.VISIT_MOVED, Wording.PLAIN, Building.NEW, False),
        (MessageKey.HEARING_MOVED, Wording.DISCREET, Building.NEW, True),
        (ONE, Wording.DISCREET, Building.KNOWN, False),
        (ONE, Wording.DISCREET, Building.NEW, False),
        (MessageKey.VISIT_CANCELLED, Wording.DISCREET, Building.KNOWN, False),
    ],
)
def test_a_first_date_or_a_new_building_is_never_carried_by_a_discreet_text_alone(
    key: MessageKey, wording: Wording, building: Building, *, rung: bool
) -> None:
    assert needs_a_voice(key, wording, building) is rung


@pytest.mark.parametrize(
    ("standing", "channel", "may_write"),
    [
        (PlanStanding.CONFIRMED, Channel.SMS, True),
        (PlanStanding.CONFIRMED, Channel.EMAIL, True),
        (PlanStanding.CONFIRMED, Channel.PHONE_CALL, False),
        (PlanStanding.PROVISIONAL, Channel.SMS, False),
        (PlanStanding.PROVISIONAL, Channel.EMAIL, False),
        (PlanStanding.NONE, Channel.PHONE_CALL, False),
    ],
)
def test_nothing_is_written_to_a_plan_the_person_has_not_confirmed(
    standing: PlanStanding, channel: Channel, *, may_write: bool
) -> None:
    assert (why_nothing_may_be_written(standing, channel) is None) is may_write
