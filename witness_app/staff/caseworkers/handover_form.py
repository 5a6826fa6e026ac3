"""The consent screen of a handover: each thing in words, ticked or not, and the receiver's word."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import InputRequired

from casework.handovers.rules import LONGEST_WORDS, PACKS, Day, HandoverKind, Pack, PackField
from ethical_walls.links.rules import WordRefused
from witness_app.handover_days import HearingToAttend
from witness_app.packs import FIELD_WORDS, RECEIVERS
from witness_app.sign_in.links import hash_word
from witness_app.site.fields import a_day, a_line, one_of, typed
from witness_app.site.sent import request_id_in
from witness_app.staff.caseworkers.links import WHY_REFUSED

CONSENTS = {"yes": "Yes, to each thing ticked and to nothing else", "no": "No"}


@dataclass(frozen=True)
class FieldLine:
    """One thing that may be handed over: its words now, and whether it is ticked."""

    field: PackField
    label: str
    words: str
    is_ticked: bool
    error: str | None = None


class HandoverForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What is asked beside the things themselves."""

    request_id = HiddenField()
    receiver = a_line(
        "Whom do you hand over to?",
        InputRequired("Enter whom you hand over to"),
        hint="The team's name, as you would say it on the telephone.",
    )
    consent = one_of(CONSENTS, "Did they agree?", "Say whether they agreed")
    word = a_line(
        "A word for the receiver",
        InputRequired("Type a word for the receiver"),
        hint="At least 4 letters or numbers. You tell it by telephone, never with the link.",
        classes="govuk-input--width-20",
    )

    def begin(self, kind: HandoverKind) -> None:
        """Start a fresh form with what is known."""
        self.request_id.data = str(uuid4())
        self.receiver.data = RECEIVERS[kind]

    def hashed(self) -> str | None:
        """What is kept of the word; None, and the form says why, where it guards nothing."""
        try:
            return hash_word(typed(self.word), typed(self.receiver))
        except WordRefused as refused:
            self.word.errors = [WHY_REFUSED[type(refused)]]
            return None

    def pack(self, kind: HandoverKind, fields: dict[PackField, str]) -> Pack:
        """What a valid form offers."""
        return Pack(
            request_id=self.request(),
            kind=kind,
            receiver=typed(self.receiver),
            fields=fields,
            day=self.day(),
        )

    def day(self) -> Day | None:
        """The day it is for; none but a court's own people receive anybody for a day."""
        return None

    def request(self) -> UUID:
        """The id that makes this form, sent twice, one handover."""
        return request_id_in(self.request_id)


class DayHandoverForm(HandoverForm):
    """What is asked beside that where a court's own people receive somebody for a day."""

    hearing = one_of({}, "Which hearing is it for?", "Choose the hearing")
    on = a_day("On which day do they come to court?", "Enter the day they come to court")

    def offer(self, hearings: Sequence[HearingToAttend]) -> None:
        """Let one of these hearings be chosen."""
        self.shown = hearings
        self.hearing.choices = [(one.choice, one.words) for one in hearings]

    def begin(self, kind: HandoverKind) -> None:
        """Start with the first hearing, and with its day where it has one."""
        super().begin(kind)
        first = self.shown[0]
        self.hearing.data, self.on.data = first.choice, first.first_day

    def day(self) -> Day | None:
        """The day that was chosen, of the hearing as it was shown."""
        chosen = next((one for one in self.shown if one.choice == self.hearing.data), None)
        if chosen is None or self.on.data is None:
            return None
        return Day(chosen.court_id, self.on.data, chosen.hearing_id, chosen.version)


def lines(kind: HandoverKind, words: dict[PackField, str]) -> list[FieldLine]:
    """The things of a pack as the screen begins: the words that stand, and nothing ticked yet."""
    return [
        FieldLine(field, FIELD_WORDS[field], words.get(field, ""), is_ticked=False)
        for field in PACKS[kind]
    ]


def typed_lines(kind: HandoverKind, sent: dict[str, str]) -> list[FieldLine]:
    """The things of a pack as they were sent: what was typed is kept, ticked or not."""
    found = []
    for field in PACKS[kind]:
        words = " ".join(sent.get(f"words_{field}", "").split())
        ticked = f"tick_{field}" in sent
        found.append(FieldLine(field, FIELD_WORDS[field], words, ticked, _wrong(words, ticked)))
    return found


def _wrong(words: str, ticked: object) -> str | None:
    if len(words) > LONGEST_WORDS:
        return f"Use {LONGEST_WORDS} characters or fewer"
    return "Write it in words, or untick it" if ticked and not words else None


def agreed(found: list[FieldLine]) -> dict[PackField, str]:
    """The words of what was ticked."""
    return {line.field: line.words for line in found if line.is_ticked and line.words}
