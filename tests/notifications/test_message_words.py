import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from casework.contact_plans.rules import Channel, Wording
from notifications.messages.discretion import (
    ONE_TEXT,
    PLAIN_TEXT_LIMIT,
    Unfit,
    Words,
    building_without_its_kind,
    text_units,
    unfit_as_a_text,
    unfit_for_a_wrong_reader,
    unfit_for_anybody,
)
from notifications.messages.rules import CARRYING_A_LINK, Building, MessageKey
from notifications.messages.wording import (
    BLOCKS,
    TEMPLATES,
    language_written,
    template_version,
    write_words,
)

NAME = "Adaeze Yeo"
NOBODY_READS = "Nobody reads replies to this e-mail"
FIELDS = {
    "sender": "Sam",
    "when": "Wednesday 30 September 2026, 12:45pm",
    "day": "Wednesday 30 September 2026",
    "until": "1:15pm",
    "was": "Wednesday 23 September 2026, 12:45pm",
    "place": "the usual place",
    "ring": "020 7946 0123",
    "reply": "OK",
    "court": "Snaresbrook Crown Court",
    "address": "75 Hollybush Hill, London E11 1QW",
    "first_name": "Adaeze",
    "what": "trial",
    "choices": "Wednesday 30 September 2026, 12:45pm; Thursday 1 October 2026, 9am",
    "by": "Wednesday 16 September 2026",
    "building": Building.KNOWN,
    "come": "Please come at 12:15pm",
    "link": "https://people.standby-service.example.org/open/6f1d2c3b-8a90-4e5f-a1b2-c3d4e5f60718",
}
EVERY_KEY = list(MessageKey)
DATED = [key for key in MessageKey if key not in CARRYING_A_LINK]
BOTH_BUILDINGS = list(Building)


def words(key: MessageKey, channel: Channel, wording: Wording, **changes: str) -> Words:
    return write_words(key, channel, wording, "en", FIELDS | changes)


def test_there_is_one_file_a_message_and_no_file_without_one() -> None:
    assert {path.stem for path in TEMPLATES.iterdir()} == {key.value for key in MessageKey}


@pytest.mark.parametrize("key", EVERY_KEY)
def test_every_message_has_its_words_for_text_subject_and_body_both_discreet_and_plain(
    key: MessageKey,
) -> None:
    written = (TEMPLATES / f"{key.value}.txt").read_text()
    assert [block for block in BLOCKS if f"{{% block {block} %}}" not in written] == []


@pytest.mark.parametrize("building", BOTH_BUILDINGS)
@pytest.mark.parametrize("channel", [Channel.SMS, Channel.EMAIL])
@pytest.mark.parametrize("key", DATED)
def test_a_discreet_message_has_its_five_things_and_tells_a_wrong_reader_nothing(
    key: MessageKey, channel: Channel, building: Building
) -> None:
    said = words(key, channel, Wording.DISCREET, building=building)
    assert unfit_for_anybody(said) is None
    assert unfit_for_a_wrong_reader(said, (NAME, "Snaresbrook", FIELDS["address"])) is None
    goes_elsewhere = key in {MessageKey.VISIT_MOVED, MessageKey.HEARING_MOVED}
    place = "new place" if building is Building.NEW and goes_elsewhere else FIELDS["place"]
    four = [FIELDS["sender"], FIELDS["when"], place, FIELDS["ring"]]
    fifth = FIELDS["reply"] if channel is Channel.SMS else NOBODY_READS
    assert [thing for thing in (*four, fifth) if thing not in said.text] == []


@pytest.mark.parametrize("wording", list(Wording))
@pytest.mark.parametrize("key", EVERY_KEY)
def test_an_email_asks_for_nothing_that_its_mailbox_would_have_to_read(
    key: MessageKey, wording: Wording
) -> None:
    """Nothing reads what comes back to an e-mail: it says so, and what to do works without it."""
    said = words(key, Channel.EMAIL, wording, reply="SAY-THIS").text
    assert NOBODY_READS in said
    assert "SAY-THIS" not in said
    assert not re.search(r"\b(please |if you )reply\b", said, re.IGNORECASE)
    assert FIELDS["ring"] in said
    assert NOBODY_READS not in words(key, Channel.PHONE_CALL, wording).text


@pytest.mark.parametrize("wording", list(Wording))
def test_an_email_about_a_visit_names_the_answer_that_its_readers_own_page_has(
    wording: Wording,
) -> None:
    page = (TEMPLATES.parent / "public" / "witnesses" / "own_page.html").read_text()
    assert 'primary("Yes, I can come")' in page
    said = words(MessageKey.VISIT_BOOKED, Channel.EMAIL, wording).text
    assert "press Yes on your own page, if you have its link, or ring" in said


@pytest.mark.parametrize("building", BOTH_BUILDINGS)
@pytest.mark.parametrize("key", EVERY_KEY)
def test_a_discreet_text_is_one_text_long(key: MessageKey, building: Building) -> None:
    said = words(key, Channel.SMS, Wording.DISCREET, building=building)
    assert unfit_as_a_text(said.text, ONE_TEXT) is None
    assert said.subject == ""


@pytest.mark.parametrize("key", DATED)
def test_a_plain_text_is_two_texts_long_at_most_and_names_the_court(key: MessageKey) -> None:
    said = words(key, Channel.SMS, Wording.PLAIN)
    assert unfit_as_a_text(said.text, PLAIN_TEXT_LIMIT) is None
    assert FIELDS["court"] in said.text
    assert FIELDS["when"] in said.text


@pytest.mark.parametrize("wording", list(Wording))
@pytest.mark.parametrize("key", DATED)
def test_a_subject_is_one_line_and_says_the_weekday(key: MessageKey, wording: Wording) -> None:
    subject = words(key, Channel.EMAIL, wording).subject
    assert "\n" not in subject
    assert FIELDS["day"] in subject


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.EMAIL])
@pytest.mark.parametrize("wording", list(Wording))
def test_a_link_goes_in_plain_words_or_by_email_and_never_in_a_discreet_text(
    channel: Channel, wording: Wording
) -> None:
    said = words(MessageKey.YOUR_LINK, channel, wording)
    is_discreet_text = (channel, wording) == (Channel.SMS, Wording.DISCREET)
    assert said.text.count(FIELDS["link"]) == (0 if is_discreet_text else 1)
    assert FIELDS["link"] not in said.subject
    assert "\n" not in said.subject
    assert unfit_for_anybody(said) is None
    assert FIELDS["ring"] in said.text
    assert FIELDS["sender"] in said.text
    if channel is Channel.SMS:
        assert unfit_as_a_text(said.text, PLAIN_TEXT_LIMIT) is None


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.EMAIL])
def test_a_discreet_message_with_a_link_tells_a_wrong_reader_nothing_else(channel: Channel) -> None:
    said = words(MessageKey.YOUR_LINK, channel, Wording.DISCREET)
    assert unfit_for_a_wrong_reader(said, (NAME, "Snaresbrook"), FIELDS["link"]) is None


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.EMAIL])
@pytest.mark.parametrize("wording", list(Wording))
def test_a_message_with_a_link_never_names_the_sort_of_thing_that_opens_it(
    channel: Channel, wording: Wording
) -> None:
    said = words(MessageKey.YOUR_LINK, channel, wording)
    assert not re.search(
        r"\b(word|pin|password|code)\b", f"{said.subject} {said.text}", re.IGNORECASE
    )


@pytest.mark.parametrize("wording", list(Wording))
@pytest.mark.parametrize("key", EVERY_KEY)
def test_no_message_asks_for_a_word_that_networks_take_as_an_opt_out(
    key: MessageKey, wording: Wording
) -> None:
    for channel in (Channel.SMS, Channel.EMAIL):
        assert unfit_for_anybody(words(key, channel, wording)) is None


def test_a_message_that_lacks_a_field_is_an_error_and_not_a_gap() -> None:
    lacking = {name: value for name, value in FIELDS.items() if name != "ring"}
    with pytest.raises(UndefinedError, match="ring"):
        write_words(MessageKey.VISIT_BOOKED, Channel.SMS, Wording.DISCREET, "en", lacking)


def test_words_in_a_language_we_hold_no_translation_of_are_english_and_say_so() -> None:
    assert language_written("pl") == "en"
    assert (
        "your appointment"
        in write_words(MessageKey.VISIT_BOOKED, Channel.SMS, Wording.DISCREET, "pl", FIELDS).text
    )


def test_a_change_of_words_is_a_new_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = template_version(MessageKey.VISIT_BOOKED)
    monkeypatch.setattr("notifications.messages.wording.TEMPLATES", tmp_path)
    file = tmp_path / "visit_booked.txt"
    file.write_text((TEMPLATES / "visit_booked.txt").read_text())
    assert template_version(MessageKey.VISIT_BOOKED) == before
    file.write_text(file.read_text().replace("your appointment", "the appointment"))
    assert template_version(MessageKey.VISIT_BOOKED) != before


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("Sam: see you at court on Monday", Unfit.TELLING_WORD),
        ("Sam: the Witness Service will ring", Unfit.TELLING_WORD),
        ("Sam: your caseworker will ring", Unfit.TELLING_WORD),
        ("Sam: the police rang", Unfit.TELLING_WORD),
        ("Sam: look at www.example.org", Unfit.LINK),
        ("Sam: look at https://example.org/a", Unfit.LINK),
        ("Sam: look at example.org", Unfit.LINK),
        ("Dear adaeze yeo, see you on Monday", Unfit.NAME),
        ("Sam: see you at Snaresbrook on Monday", Unfit.NAME),
        ("Sam: your appointment is on Monday", None),
    ],
)
def test_a_discreet_message_never_says_what_it_is_about(said: str, why: Unfit | None) -> None:
    assert unfit_for_a_wrong_reader(Words("", said), (NAME, "Snaresbrook")) is why


@pytest.mark.parametrize(
    ("said", "carried", "why"),
    [
        ("Sam: it is at https://a.example.org/open/1", "https://a.example.org/open/1", None),
        ("Sam: see https://a.example.org/open/1", "https://b.example.org/open/1", Unfit.LINK),
        ("Sam: see https://a.org/1 or www.b.org", "https://a.org/1", Unfit.LINK),
        ("Sam: see https://witness.org/1", "https://witness.org/1", Unfit.TELLING_WORD),
    ],
)
def test_the_one_address_that_may_be_carried_tells_no_more_than_the_rest(
    said: str, carried: str, why: Unfit | None
) -> None:
    assert unfit_for_a_wrong_reader(Words("", said), (NAME,), carried) is why


def test_a_telling_subject_is_as_bad_as_a_telling_text() -> None:
    telling = Words("Your trial", "See you on Monday")
    assert unfit_for_a_wrong_reader(telling, ()) is Unfit.TELLING_WORD


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("abc", 3),
        ("£5 at Mr Müller's", 17),
        ("{x}", 5),
        ("costs 5€", 9),
        ("it\u2019s a curly quote", None),
        ("Llŷn", None),
        ("\N{SNOWMAN}", None),
    ],
)
def test_a_text_is_counted_as_the_network_counts_it(text: str, units: int | None) -> None:
    assert text_units(text) == units


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a" * 160, None),
        ("a" * 161, Unfit.TOO_LONG),
        ("a" * 159 + "€", Unfit.TOO_LONG),
        ("ŵ", Unfit.NOT_GSM_7),
    ],
)
def test_a_text_that_would_break_in_two_is_unfit(text: str, why: Unfit | None) -> None:
    assert unfit_as_a_text(text, ONE_TEXT) is why


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Words("", "Reply CANCEL to cancel"), Unfit.OPTS_OUT),
        (Words("", "reply stop if not"), Unfit.OPTS_OUT),
        (Words("One\nTwo", "Hello"), Unfit.SUBJECT_OF_MANY_LINES),
        (Words("", "  "), Unfit.NOTHING_TO_SAY),
        (Words("", "Reply OK"), None),
    ],
)
def test_some_words_are_fit_for_nobody(said: Words, why: Unfit | None) -> None:
    assert unfit_for_anybody(said) is why


@pytest.mark.parametrize(
    ("court", "left"),
    [
        ("Snaresbrook Crown Court", "Snaresbrook"),
        ("Inner London Crown Court", "Inner London"),
        ("Thames Magistrates' Court", "Thames"),
        ("The Central Criminal Court", ""),
        ("Crown Court at Kingston upon Thames", "Kingston upon Thames"),
    ],
)
def test_a_buildings_own_name_gives_it_away_without_its_kind(court: str, left: str) -> None:
    assert building_without_its_kind(court) == left
