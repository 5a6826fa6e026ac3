"""What the words of a text mean: the few that are read by us, and what makes the others press."""

import re
from enum import StrEnum


class ReplyKind(StrEnum):
    """What a text says, as far as words do.

    `PRESSING` and `HOLDING` are words for a person like `WORDS`: the one is read the same day, and
    after the other no text goes to that number until somebody has read it. `UNSURE` is from a
    phone that two people share.
    """

    YES = "yes"
    NO = "no"
    WORDS = "words"
    PRESSING = "pressing"
    HOLDING = "holding"
    STOP = "stop"
    START = "start"
    HELP = "help"
    UNSURE = "unsure"


MEANS: dict[ReplyKind, frozenset[str]] = {
    ReplyKind.YES: frozenset(
        {
            *("yes", "y", "ok", "okay", "yep", "yeah", "yup", "sure"),
            *("yes please", "yes thanks", "yes thank you", "ok thanks", "ok thank you"),
            *("yes i can", "yes i can come", "yes i will be there"),
        }
    ),
    ReplyKind.NO: frozenset(
        {
            *("no", "n", "nope", "nah", "no thanks", "no thank you", "no sorry", "sorry no"),
            *("no i cant", "i cant", "cant", "no i cannot", "i cannot", "cannot", "no cant"),
            *("cant come", "i cant come", "no i cant come", "cannot come", "i cannot come"),
            *("cant make it", "i cant make it", "no i cant make it", "sorry i cant come"),
        }
    ),
    ReplyKind.STOP: frozenset(
        {
            *("stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit", "revoke"),
            *("optout", "opt out", "please stop", "stop please", "stop it", "stop now"),
            *("stop texting me", "stop texting", "please stop texting me", "please stop texting"),
            *("stop messaging me", "please stop messaging me", "no more texts", "no texts"),
        }
    ),
    ReplyKind.START: frozenset({"start", "unstop"}),
    ReplyKind.HELP: frozenset({"help", "info", "help me", "please help", "help please"}),
}
"""Whole texts, without case, stops, apostrophes or pictures. Networks act on some of the words for
stop and start by themselves, so we follow those and never ask for one (notifications 3.7)."""

_HOLDS = re.compile(
    r"\b("
    r"stop\w*|unsubscribe\w*|opt(ing)? (me )?out|leave me alone|no more (texts?|messages?)"
    r"|(dont|do not|never) (text|contact|message|send|write)"
    r"|wrong (number|person|phone)|who is this|whos this|who are you|not (my|her|his|their) phone"
    r"|not (her|him|them|that person)|(isnt|not) (my|her|his) (number|phone)"
    r"|(has|have|took|got) my phone"
    r"|(his|her|their) phone|(checks?|reads?|reading|looks? at|sees?) my (phone|texts?|messages?)"
    r"|danger\w*|threat\w*|unsafe|not safe|found out|hurt me|kill\w*"
    r")\b"
)
"""Somebody may want no more, somebody else may hold the phone, or a text may put them in danger."""
_PRESSES = re.compile(
    r"\b("
    r"help|urgent\w*|emergency|cant|cannot|can not|couldnt|unable|no|nope|not|wont|dont"
    r"|cancel|late|lost|ill|sick|hospital|scared|afraid|frightened|worried"
    r")\b"
)


def read_reply(words: str) -> ReplyKind:
    """What a text means: one of the known words alone, else words for a person to read.

    No word inside a longer text is taken for an answer. One that may be a wish for no more, or
    come from other hands, holds what waits for that number: a text too few can be rung instead.
    """
    together = re.sub(r"['\N{RIGHT SINGLE QUOTATION MARK}\u02bc\u2018`\u00b4]", "", words)
    said = " ".join(re.findall(r"[^\W_]+", together.casefold()))
    alone = next((kind for kind, means in MEANS.items() if said in means), None)
    if alone is not None:
        return alone
    if _HOLDS.search(said):
        return ReplyKind.HOLDING
    return ReplyKind.PRESSING if _PRESSES.search(said) else ReplyKind.WORDS
