from dataclasses import replace
from pathlib import Path

import pytest

from casework.contact_plans.rules import Channel
from notifications.carriers.recording import RecordingCarrier
from notifications.carriers.smtp import SmtpCarrier, SmtpSecurity
from notifications.carriers.twilio_sms import TwilioCarrier
from witness_app.carriers import carriers_of, said_at_the_start
from witness_app.settings import MailSettings, Settings, TextSettings


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


TEXTS = TextSettings(
    "AC1", "SK1", "a secret", "a token", "+447700900999", "", "https://my.example.org"
)


def test_texts_leave_through_twilio_by_its_key_and_say_where_receipts_go() -> None:
    told = replace(settings("production", MailSettings()), texts=TEXTS)
    carrier = carriers_of(told)[Channel.SMS]
    assert isinstance(carrier, TwilioCarrier)
    assert (carrier.account.username, carrier.account.password) == ("SK1", "a secret")
    assert carrier.statuses is not None
    assert carrier.statuses.public_url == "https://my.example.org"
    assert "secret" not in repr(carrier)


def test_without_a_key_the_accounts_own_token_is_used_and_without_it_nothing_comes_back() -> None:
    by_token = replace(TEXTS, api_key="", api_secret="")
    carrier = carriers_of(replace(settings("development", MailSettings()), texts=by_token))
    assert carrier[Channel.SMS].account.username == "AC1"  # type: ignore[attr-defined]
    assert carrier[Channel.SMS].account.password == "a token"  # type: ignore[attr-defined]
    by_key = replace(TEXTS, auth_token="")
    silent = carriers_of(replace(settings("development", MailSettings()), texts=by_key))
    assert silent[Channel.SMS].statuses is None  # type: ignore[attr-defined]


MAIL = MailSettings(host="mail.example.org")
RECORDED = "recorded and nothing leaves this machine."


@pytest.mark.parametrize(
    ("where", "mail", "texts", "said"),
    [
        (
            "development",
            MailSettings(),
            TextSettings(),
            f"No carrier is set up: messages are {RECORDED}",
        ),
        (
            "development",
            MAIL,
            TextSettings(),
            f"Nothing is set up to send texts: texts are {RECORDED}",
        ),
        ("production", MAIL, TextSettings(), "texts become calls for a person to make."),
        ("development", MailSettings(), TEXTS, f"No mail server is set up: e-mails are {RECORDED}"),
        (
            "production",
            MAIL,
            TEXTS,
            "Texts leave through Twilio, which answers to https://my.example.org.",
        ),
        (
            "production",
            MAIL,
            replace(TEXTS, auth_token=""),
            "set TWILIO_AUTH_TOKEN and TWILIO_PUBLIC_URL",
        ),
    ],
)
def test_the_start_says_how_messages_leave(
    where: str, mail: MailSettings, texts: TextSettings, said: str
) -> None:
    told = replace(settings(where, mail), texts=texts)
    assert said in " ".join(said_at_the_start(told))
