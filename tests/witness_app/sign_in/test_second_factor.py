"""Codes, keys and recovery codes, as values; and what a browser is called."""

import uuid

import pytest
from argon2 import PasswordHasher
from cryptography.exceptions import InvalidTag

from tests.moment import NOW
from tests.signing_in import KEY, SECRET
from witness_app.sign_in.devices import device_words
from witness_app.sign_in.passwords import PasswordRefused, hash_password
from witness_app.sign_in.second_factor import (
    Keeper,
    code_at,
    in_words,
    matching_step,
    new_recovery_codes,
    picture_of,
    step_at,
    unused_code,
)
from witness_app.sign_in.steps import OUR_ADDRESS

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
HERE = step_at(NOW)
SOMEBODY, ANOTHER = uuid.uuid4(), uuid.uuid4()


def test_codes_are_those_of_the_standard() -> None:
    # RFC 6238, appendix B: SHA-1 at 59 seconds, the last six of its eight digits.
    assert code_at("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 1) == "287082"


@pytest.mark.parametrize(
    ("off", "after", "taken"),
    [
        (-2, 0, False),
        (-1, 0, True),
        (0, 0, True),
        (1, 0, True),
        (2, 0, False),
        (0, HERE, False),
        (-1, HERE, False),
        (1, HERE, True),
    ],
)
def test_a_code_may_be_one_step_off_and_must_be_newer_than_the_last(
    off: int,
    after: int,
    taken: bool,  # noqa: FBT001 - a value of the table
) -> None:
    code = code_at(SECRET, HERE + off)
    step = matching_step(SECRET, f"{code[:3]} {code[3:]}", after=after, now=NOW)
    assert step == (HERE + off if taken else None)


def test_a_demonstration_shows_a_code_that_would_be_taken() -> None:
    for after in (0, HERE - 1, HERE):
        code = unused_code(SECRET, after=after, now=NOW)
        assert matching_step(SECRET, code, after=after, now=NOW)


def test_a_sealed_secret_opens_with_its_key_for_its_account_alone() -> None:
    keeper = Keeper(KEY)
    sealed = keeper.seal(SOMEBODY, SECRET)
    assert SECRET.encode() not in sealed
    assert keeper.open(SOMEBODY, sealed) == SECRET
    for other, whose in ((keeper, ANOTHER), (Keeper(b"another key" * 3), SOMEBODY)):
        with pytest.raises(InvalidTag):
            other.open(whose, sealed)


def test_an_occasion_offers_the_same_secret_again_and_another_a_different_one() -> None:
    keeper = Keeper(KEY)
    assert keeper.secret_for("one") == keeper.secret_for("one") != keeper.secret_for("two")
    assert len(in_words(keeper.secret_for("one")).split()) == 8


def test_ten_recovery_codes_none_alike_each_of_sixteen_digits() -> None:
    codes = new_recovery_codes()
    assert len(set(codes)) == 10
    assert {len(code.replace(" ", "")) for code in codes} == {16}


def test_a_recovery_code_is_digested_for_its_account_however_it_is_typed() -> None:
    keeper = Keeper(KEY)
    digest = keeper.recovery_digest(SOMEBODY, "1234 5678 9012 3456")
    assert digest == keeper.recovery_digest(SOMEBODY, "1234-567890123456 ")
    assert digest != keeper.recovery_digest(ANOTHER, "1234 5678 9012 3456")


def test_the_picture_carries_no_style_and_no_script() -> None:
    drawn = picture_of(SECRET, 'a"b<c@example.org')
    assert drawn.startswith("<svg")
    assert not any(word in drawn for word in ("style", "script", "<c@", "http:"))


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("eleven chars"[:11], "at least 12"),
        ("x" * 201, "200 characters"),
        ("Password1234", "one of the first"),
        ("Correct Horse Battery Staple", "one of the first"),
        ("ssssssssssssss", "one of the first"),
    ],
)
def test_a_password_that_is_short_endless_or_common_is_refused(password: str, why: str) -> None:
    with pytest.raises(PasswordRefused, match=why):
        hash_password(password, QUICK)


def test_twelve_characters_of_ones_own_are_taken() -> None:
    assert QUICK.verify(hash_password("kettle moor 9", QUICK), "kettle moor 9")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537.36 Edg/120", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU) Version/17 Mobile Safari/604.1", "Safari on an iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile", "Chrome on an Android device"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:121) Firefox/121.0", "Firefox on Linux"),
        ("<script>", "A browser on a device that we do not know"),
    ],
)
def test_a_browser_is_called_by_coarse_words(sent: str, said: str) -> None:
    assert device_words(sent) == said


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com", "/\\example.com", "x", "/\t/example.com"]
)
def test_an_address_of_another_site_is_none_of_ours(elsewhere: str) -> None:
    assert not OUR_ADDRESS.fullmatch(elsewhere)
