from datetime import UTC, datetime, timedelta

import pytest

from casework.contact_plans.rules import Channel
from notifications.carriers.outgoing import Accepted, Answer, Fault, Refused, Unknown
from notifications.dispatch.rules import Fate, fate, rests_on_hearing, try_again_at
from notifications.messages.rules import MessageKey

NOW = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("channel", "answer", "becomes"),
    [
        (Channel.SMS, Accepted("1"), Fate.SENT),
        (Channel.EMAIL, Accepted("1"), Fate.SENT),
        (Channel.SMS, Refused(Fault.PASSING, "busy"), Fate.TRY_AGAIN),
        (Channel.EMAIL, Refused(Fault.PASSING, "busy"), Fate.TRY_AGAIN),
        (Channel.EMAIL, Refused(Fault.OURS, "who are you"), Fate.TRY_AGAIN),
        (Channel.SMS, Refused(Fault.ADDRESS, "nobody"), Fate.ASK_PERSON),
        (Channel.EMAIL, Refused(Fault.ADDRESS, "nobody"), Fate.ASK_PERSON),
        (Channel.SMS, Unknown("dropped"), Fate.NOBODY_KNOWS),
        (Channel.EMAIL, Unknown("dropped"), Fate.TRY_AGAIN),
    ],
)
def test_only_an_email_goes_again_when_nobody_knows_whether_it_went(
    channel: Channel, answer: Answer, becomes: Fate
) -> None:
    assert fate(channel, answer) is becomes


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (50, 60)]
)
def test_each_refusal_is_waited_out_twice_as_long_up_to_an_hour(
    attempts: int, minutes: int
) -> None:
    assert try_again_at(attempts, NOW) == NOW + timedelta(minutes=minutes)


def test_every_message_but_a_cancellation_rests_on_the_hearing_as_it_stands() -> None:
    standing = {key for key in MessageKey if not rests_on_hearing(key)}
    assert standing == {MessageKey.VISIT_CANCELLED}
