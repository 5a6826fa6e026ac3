from pathlib import Path

import pytest
from click.testing import CliRunner

from witness_app.commands.serve import serve
from witness_app.database import addresses, embedded_cluster
from witness_app.settings import SettingMissing, read_settings, refuse_owner_address

SAFE = {
    "WITNESS_ENVIRONMENT": "production",
    "DATABASE_URL": "postgresql+psycopg://app:word@db.example.org/witness",
    "STAFF_SECRET": "s" * 40,
    "PUBLIC_SECRET": "p" * 40,
    "PUBLIC_URL": "https://my.example.org",
    "SECOND_FACTOR_KEY": "cd" * 32,
    "WALL_KEY": "ab" * 32,
    "MAIL_FROM": "appointments@example.org",
    "SERVICE_TELEPHONE": "020 7946 0000",
    "TRUSTED_PROXIES": "0",
    "OPERATOR_NAME": "An invented charity",
    "OPERATOR_ADDRESS": "1 Example Street, London",
    "DATA_PROTECTION_CONTACT": "dpo@example.org",
    "RECORDS_KEPT_FOR": "six years",
}


def test_development_needs_nothing_and_keeps_its_secrets(tmp_path: Path) -> None:
    told = {"WITNESS_INSTANCE": str(tmp_path)}
    first, second = read_settings(told), read_settings(told)
    assert first.staff_secret == second.staff_secret
    assert len(first.wall_key) == 32
    assert first.is_embedded
    kept = tmp_path / "secrets" / "wall_key"
    assert kept.stat().st_mode & 0o077 == 0


def test_safe_production_settings_are_taken(tmp_path: Path) -> None:
    settings = read_settings({**SAFE, "WITNESS_INSTANCE": str(tmp_path)})
    assert settings.is_production
    assert not settings.is_embedded
    assert addresses(settings).app_role == "app"


@pytest.mark.parametrize("name", [name for name in SAFE if name != "WITNESS_ENVIRONMENT"])
def test_a_value_missing_in_production_names_itself(tmp_path: Path, name: str) -> None:
    told = {**SAFE, "WITNESS_INSTANCE": str(tmp_path), name: ""}
    with pytest.raises(SettingMissing, match=name):
        read_settings(told)


UNSAFE = {
    "SECOND_FACTOR_KEY": "not hexadecimal digits, though long enough",
    "STAFF_SECRET": "short",
    "WITNESS_DEMO": "on",
    "SENDING": "perhaps",
    "STAFF_PORT": "eighty",
    "TRUSTED_PROXIES": "one",
    "PUBLIC_SECRET": "s" * 40,
    "PUBLIC_URL": "http://my.example.org",
    "WITNESS_ENVIRONMENT": "staging",
}


TWILIO = {
    "TWILIO_ACCOUNT_SID": "AC1",
    "TWILIO_API_KEY": "SK1",
    "TWILIO_API_SECRET": "a very secret word",
    "TWILIO_AUTH_TOKEN": "another secret word",
    "TWILIO_FROM": "+447700900999",
    "TWILIO_PUBLIC_URL": "https://my.example.org/",
}


def test_all_of_twilio_is_taken_and_none_of_its_secrets_shows(tmp_path: Path) -> None:
    settings = read_settings({**TWILIO, "WITNESS_INSTANCE": str(tmp_path)})
    assert settings.texts.come_back
    assert settings.texts.callback_url == "https://my.example.org"
    assert "secret word" not in repr(settings)


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        (("TWILIO_ACCOUNT_SID",), "TWILIO_ACCOUNT_SID"),
        (("TWILIO_FROM",), "TWILIO_FROM or TWILIO_MESSAGING_SERVICE"),
        (("TWILIO_API_SECRET", "TWILIO_AUTH_TOKEN"), "TWILIO_API_SECRET or TWILIO_AUTH_TOKEN"),
    ],
)
def test_half_of_twilio_names_what_is_missing(
    tmp_path: Path, missing: tuple[str, ...], named: str
) -> None:
    half = {name: said for name, said in TWILIO.items() if name not in missing}
    with pytest.raises(SettingMissing, match=named):
        read_settings({**half, "WITNESS_INSTANCE": str(tmp_path)})


@pytest.mark.parametrize("name", UNSAFE)
def test_an_unsafe_value_in_production_names_itself(tmp_path: Path, name: str) -> None:
    told = {**SAFE, "WITNESS_INSTANCE": str(tmp_path), name: UNSAFE[name]}
    with pytest.raises(SettingMissing, match=name):
        read_settings(told)


def test_a_process_that_serves_in_production_may_not_hold_the_owners_address(
    tmp_path: Path,
) -> None:
    owner = {"OWNER_DATABASE_URL": "postgresql+psycopg://owner@db.example.org/witness"}
    held = read_settings({**SAFE, **owner, "WITNESS_INSTANCE": str(tmp_path)})
    with pytest.raises(SettingMissing, match="OWNER_DATABASE_URL"):
        refuse_owner_address(held)
    refuse_owner_address(read_settings({**SAFE, "WITNESS_INSTANCE": str(tmp_path)}))
    answer = CliRunner().invoke(serve, obj=held)
    assert answer.exit_code == 1
    assert "OWNER_DATABASE_URL" in answer.output


def test_our_own_postgresql_is_refused_in_production(tmp_path: Path) -> None:
    settings = read_settings({**SAFE, "WITNESS_INSTANCE": str(tmp_path)})
    with pytest.raises(SettingMissing, match="DATABASE_URL"):
        embedded_cluster(settings)


def test_secrets_do_not_show_when_settings_are_printed(tmp_path: Path) -> None:
    shown = repr(read_settings({**SAFE, "WITNESS_INSTANCE": str(tmp_path)}))
    assert "ssss" not in shown
    assert "abab" not in shown
    assert "word" not in shown
