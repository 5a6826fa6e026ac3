"""What the words of a text mean, in the many ways in which people say them."""

import pytest

from notifications.replies.words import ReplyKind, read_reply

YES, NO, WORDS = ReplyKind.YES, ReplyKind.NO, ReplyKind.WORDS
STOP, START, HELP = ReplyKind.STOP, ReplyKind.START, ReplyKind.HELP
PRESSING, HOLDING = ReplyKind.PRESSING, ReplyKind.HOLDING
CURLY = "\N{RIGHT SINGLE QUOTATION MARK}"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("YES", YES),
        (" yes. ", YES),
        ("Yes.", YES),
        ("yes please", YES),
        ("Yes, please!", YES),
        ("Yes \N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-5}", YES),
        ("Ok", YES),
        ("ok", YES),
        ("OK, thanks", YES),
        ("Y", YES),
        ("Yeah", YES),
        ("yes i can", YES),
        ("No", NO),
        ("NO THANKS", NO),
        ("sorry, no", NO),
        ("Nope", NO),
        ("No I can't", NO),
        (f"No I can{CURLY}t", NO),
        ("no i cant", NO),
        ("can't come", NO),
        (f"Can{CURLY}t come.", NO),
        ("I cannot come", NO),
        ("STOP", STOP),
        ("STOP!!", STOP),
        ("Stop.", STOP),
        ("Stop texting me", STOP),
        ("please stop", STOP),
        ("Please STOP texting me!", STOP),
        ("no more texts", STOP),
        ("Cancel", STOP),
        ("opt-out", STOP),
        ("start", START),
        ("HELP", HELP),
        ("help me!", HELP),
    ],
)
def test_a_known_word_by_itself_is_read_by_us(words: str, kind: ReplyKind) -> None:
    assert read_reply(words) is kind


@pytest.mark.parametrize(
    "words",
    [
        "",
        "\N{THUMBS UP SIGN}",
        "\N{WEARY FACE}",
        "Yes but can my son come?",
        "Can I bring my sister?",
        "Which door is it?",
        "I will see you at nine",
        "I know the way",
        "Nothing to add",
    ],
)
def test_other_words_are_for_a_person_to_read(words: str) -> None:
    assert read_reply(words) is WORDS


@pytest.mark.parametrize(
    "words",
    [
        "I cant make it tomorrow",
        "I can't make it tomorrow",
        f"I can{CURLY}t make it tomorrow",
        "Cannot do Wednesday",
        "Yes but not at nine",
        "No idea where it is",
        "help me find the door",
        "I am in hospital",
        "Cancel my visit",
        "I'm running late",
        "too scared to come",
    ],
)
def test_words_that_may_not_wait_are_read_the_same_day(words: str) -> None:
    assert read_reply(words) is PRESSING


@pytest.mark.parametrize(
    "words",
    [
        "he has my phone help me",
        "please stop by at nine",
        "Will you stop this now please",
        "I want to unsubscribe from these",
        "don't text me here",
        f"Don{CURLY}t contact me",
        "do not message this number",
        "wrong number mate",
        "Who is this?",
        "You have the wrong person",
        "this isn't her phone",
        "this is not my number any more",
        "this is his phone now",
        "he reads my texts",
        "I am in danger",
        "they threatened me",
        "leave me alone",
        "she found out",
    ],
)
def test_words_that_may_be_a_wish_for_no_more_or_come_from_other_hands_hold_what_waits(
    words: str,
) -> None:
    assert read_reply(words) is HOLDING


@pytest.mark.parametrize("kind", [YES, NO, STOP, START, HELP])
def test_no_word_inside_a_longer_text_is_taken_for_an_answer(kind: ReplyKind) -> None:
    assert read_reply(f"he said {kind.value} to me about that") in {WORDS, PRESSING, HOLDING}
