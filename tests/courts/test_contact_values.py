"""How a court's telephone numbers and e-mail addresses are read and written."""

import pytest

from courts.register.contact_values import ContactNotUnderstood, read_contact
from courts.register.rules import Channel


@pytest.mark.parametrize(
    ("channel", "typed", "written"),
    [
        (Channel.PHONE, "02079460000", "020 7946 0000"),
        (Channel.PHONE, "+44 20 7946 0000", "020 7946 0000"),
        (Channel.PHONE, "0300 303 0645", "0300 303 0645"),
        (Channel.PHONE, "07700 900123", "07700 900123"),
        (Channel.EMAIL, "Office@Example.org", "Office@example.org"),
    ],
)
def test_one_contact_is_written_in_one_way(channel: Channel, typed: str, written: str) -> None:
    assert read_contact(channel, typed) == written


@pytest.mark.parametrize(
    ("channel", "typed"),
    [
        (Channel.PHONE, "ring the office"),
        (Channel.PHONE, "020 79"),
        (Channel.PHONE, ""),
        (Channel.EMAIL, "office"),
        (Channel.EMAIL, "office@"),
        (Channel.EMAIL, ""),
    ],
)
def test_what_cannot_be_rung_or_written_to_is_refused_with_what_to_do(
    channel: Channel, typed: str
) -> None:
    with pytest.raises(ContactNotUnderstood, match="Enter"):
        read_contact(channel, typed)
