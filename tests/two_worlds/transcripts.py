"""Everything that one person can obtain, as it was answered, with only chance taken out of it.

Chance is what two runs of the very same world differ in: identifiers made at random, tokens,
nonces and digests of identifiers. Identifiers are replaced by the order in which this person first
met each one, so that a change in what they refer to, or in how many there are, still shows.
"""

import re
from dataclasses import dataclass, field

from werkzeug.test import TestResponse

IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
REFERENCE = re.compile(r"\b[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}\b")
TOKEN = re.compile(r'(name="csrf_token"[^>]*value=")[^"]+|(value=")[^"]+("[^>]*name="csrf_token")')
DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
NONCE = re.compile(r"nonce[-=]\"?[\w+/=-]+")
UNEQUAL_BY_CHANCE = {"Set-Cookie", "Date"}


@dataclass
class Transcript:
    """What one person was answered, in order."""

    answers: list[str] = field(default_factory=list)
    met: dict[str, str] = field(default_factory=dict)

    def note(self, path: str, response: TestResponse) -> None:
        """Keep one answer: its address, status, headers and every byte."""
        headers = sorted(
            f"{name}: {value}" for name, value in response.headers if name not in UNEQUAL_BY_CHANCE
        )
        cookies = sorted(c.split("=")[0] for c in response.headers.getlist("Set-Cookie"))
        body = response.get_data(as_text=True)
        whole = "\n".join([f"{path} {response.status_code}", *headers, *cookies, body])
        self.answers.append(self.without_chance(whole))

    def without_chance(self, text: str) -> str:
        """The same text in every run of the same world."""
        text = DIGEST.sub("digest", NONCE.sub("nonce", TOKEN.sub("token", text)))
        text = re.sub(r"Content-Length: \d+", "", text)
        for chance in (IDENTIFIER, REFERENCE):  # four digits twice may stand inside an identifier
            text = chance.sub(lambda found: self._name_of(found.group()), text)
        return text

    def _name_of(self, identifier: str) -> str:
        return self.met.setdefault(identifier, f"identifier-{len(self.met) + 1}")


def differences(here: Transcript, there: Transcript) -> list[str]:
    """Where two transcripts differ, each with the first lines that do."""
    found = []
    if len(here.answers) != len(there.answers):
        found.append(f"{len(here.answers)} answers against {len(there.answers)}")
    for one, other in zip(here.answers, there.answers, strict=False):
        if one != other:
            pairs = zip(one.splitlines(), other.splitlines(), strict=False)
            line = next(((a, b) for a, b in pairs if a != b), ("", "a different length"))
            found.append(f"{one.splitlines()[0]}: {line[0]!r} against {line[1]!r}")
    return found
