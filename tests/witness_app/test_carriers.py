from pathlib import Path

import pytest

from casework.contact_plans.rules import Channel
from notifications.carriers.recording import RecordingCarrier
from notifications.carriers.smtp import SmtpCarrier, SmtpSecurity
from witness_app.carriers import carriers_of
from witness_app.settings import MailSettings, Settings


def settings(environment: str, mail: MailSettings) -> Settings:
    return Settings(
        environment=environment,
        instance=Path(),
        database_url="",
        owner_database_url="",
        staff_secret="",
        public_secret="",
        second_factor_key=b"a key that only tests hold, 32 b",
        wall_key=b"",
        mail=mail,
    )


def test_nothing_leaves_a_machine_on_which_nothing_is_set_up() -> None:
    found = carriers_of(settings("development", MailSettings()))
    assert set(found) == {Channel.SMS, Channel.EMAIL}
    assert all(isinstance(carrier, RecordingCarrier) for carrier in found.values())


def test_in_production_a_channel_without_a_carrier_is_not_thought_to_have_one() -> None:
    assert carriers_of(settings("production", MailSettings())) == {}


@pytest.mark.parametrize("environment", ["development", "production"])
def test_a_mail_server_that_is_set_up_takes_the_email(environment: str) -> None:
    mail = MailSettings(host="mail.example.org", port=587, username="us", password="secret")
    carrier = carriers_of(settings(environment, mail))[Channel.EMAIL]
    assert isinstance(carrier, SmtpCarrier)
    assert (carrier.server.host, carrier.server.port) == ("mail.example.org", 587)
    assert carrier.server.security is SmtpSecurity.STARTTLS
    assert "secret" not in repr(carrier)
