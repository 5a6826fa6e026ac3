"""Case numbers are read in every way they are typed, and refused in words a person can act on."""

import pytest

from courts.cases.rules import (
    Identifier,
    IdentifierKind,
    IdentifierNotRecognised,
    case_title,
    newly_named,
    parties_of,
    party_of,
    read_identifier,
)

URN, CROWN, MAGISTRATES = IdentifierKind.URN, IdentifierKind.CROWN, IdentifierKind.MAGISTRATES


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("01AB1234519", Identifier(URN, "01AB1234519")),
        ("01ZD0304208", Identifier(URN, "01ZD0304208")),
        (" 01 ab 12345 19 ", Identifier(URN, "01AB1234519")),
        ("01/AB/12345/19", Identifier(URN, "01AB1234519")),
        ("01AB1234519S", Identifier(URN, "01AB1234519", "S")),
        ("01AB1234519(S)", Identifier(URN, "01AB1234519", "S")),
        ("01ab1234519 (m)", Identifier(URN, "01AB1234519", "M")),
        ("01AB1234519/1", Identifier(URN, "01AB1234519", "/1")),
        ("01/AB/12345/19/12", Identifier(URN, "01AB1234519", "/12")),
        ("01AB1234519S/2", Identifier(URN, "01AB1234519", "S/2")),
        ("\uff10\uff11AB1234519", Identifier(URN, "01AB1234519")),
        ("48121234519", Identifier(URN, "48121234519")),
        ("T20197123", Identifier(CROWN, "T20197123")),
        ("t2024 7000", Identifier(CROWN, "T20247000")),
        ("S19990001", Identifier(CROWN, "S19990001")),
        ("97/1626/008395Q", Identifier(MAGISTRATES, "97/1626/008395Q")),
        ("971626008395q", Identifier(MAGISTRATES, "97/1626/008395Q")),
    ],
)
def test_a_case_number_is_read_however_it_was_typed(typed: str, expected: Identifier) -> None:
    assert read_identifier(typed) == expected


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter a case number"),
        ("   ", "Enter a case number"),
        ("01AB123451", "this one has 10"),
        ("01AB12345199", "this one has 12"),
        ("01AB12345I9", "letter I typed as a one"),
        ("01/AB/1234/19", "this one has 10"),
        ("01AB1234519/123", "this one has 14"),
        ("T2019712", "this one has 7 digits after the letter"),
        ("T201971234", "this one has 9 digits after the letter"),
        ("T00112233", "0011 is not a year"),
        ("X20197123", "not a case number we recognise"),
        ("TestURN", "not a case number we recognise"),
        ("05/9876/123456R", "should end in"),
        ("01AB-1234519", "this one has “-”"),
        ("01AB1234519; DROP", "this one has “;”"),
        ("1" * 41, "too long"),
        ("\u0660\u0661AB1234519", "this one has “\u0660”"),
    ],
)
def test_a_wrong_case_number_is_refused_with_what_is_wrong(typed: str, words: str) -> None:
    with pytest.raises(IdentifierNotRecognised) as refused:
        read_identifier(typed)
    assert words in str(refused.value)
    assert refused.value.text == typed


def test_the_parts_of_a_split_case_share_the_number_their_wall_is_found_by() -> None:
    first, second = read_identifier("01AB1234519/1"), read_identifier("01AB1234519/2")
    assert first.value == second.value
    assert (first.written, second.written) == ("01AB1234519/1", "01AB1234519/2")


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Jordan Reed", "defendant:jordan reed"),
        ("  JORDAN   Reed ", "defendant:jordan reed"),
        ("Jose\u0301 Straße", "defendant:jos\u00e9 strasse"),
    ],
)
def test_a_defendants_party_is_spelt_alike_by_every_list(name: str, party: str) -> None:
    assert party_of(name) == party


def test_two_defendants_of_one_name_are_two_parties() -> None:
    assert parties_of(["Sam Lee", "Ali Khan", "SAM LEE"]) == [
        "defendant:sam lee",
        "defendant:ali khan",
        "defendant:sam lee#2",
    ]


@pytest.mark.parametrize(
    ("known", "listed", "added"),
    [
        ([], ["Sam Lee"], [("defendant:sam lee", "Sam Lee")]),
        (["defendant:sam lee"], ["SAM LEE"], []),
        (["defendant:sam lee"], [], []),
        (["defendant:sam lee", "defendant:ali khan"], ["Ali Khan"], []),
        (["defendant:sam lee"], ["Sam Lee", "Sam Lee"], [("defendant:sam lee#2", "Sam Lee")]),
    ],
)
def test_a_list_adds_defendants_and_takes_none_away(
    known: list[str], listed: list[str], added: list[tuple[str, str]]
) -> None:
    assert newly_named(known, listed) == added


@pytest.mark.parametrize(
    ("names", "title"),
    [
        ([], "R v (no defendant named)"),
        (["Sam Lee"], "R v Sam Lee"),
        (["Sam Lee", "Ali Khan"], "R v Sam Lee and 1 other"),
        (["Sam Lee", "Ali Khan", "Jo Day"], "R v Sam Lee and 2 others"),
    ],
)
def test_a_case_is_called_by_its_first_defendant(names: list[str], title: str) -> None:
    assert case_title(names) == title
