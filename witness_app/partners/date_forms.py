"""What a partner types to report a date, or sends as a file of dates."""

from collections.abc import Mapping
from datetime import time
from typing import Any, cast
from uuid import UUID, uuid4, uuid5

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from govuk_frontend_wtf.wtforms_widgets import GovFileInput
from wtforms import Field, HiddenField
from wtforms.validators import InputRequired, ValidationError

from casework.reported_hearings.rules import (
    CERTAINTIES,
    ONE_AT_A_TIME,
    REPORTABLE,
    FileRow,
    PeriodBackward,
    PeriodMissing,
    Report,
    ReportedDayIsPast,
    ReportRefused,
    check_report,
)
from courts.hearings.rules import Certainty, HearingKind
from courts.london_time import london_day
from witness_app.hearing_words import HEARING_WORDS, SAID_CERTAINTY
from witness_app.partners.forms import RequestForm, nothing_typed_is_no_day
from witness_app.site import current
from witness_app.site.fields import LABEL, Day, DayBoxes, a_choice, a_day, a_line, one_of, typed
from witness_app.site.unlikely_days import a_tick_for_days, are_confirmed

LARGEST = 64_000
NOT_A_FILE = "The file must be plain text with commas (CSV), at most 64 KB"
REFUSED: dict[type[ReportRefused], tuple[str, str]] = {
    ReportedDayIsPast: ("starts_on", "Enter today or a day to come"),
    PeriodMissing: ("ends_on", "Enter the last day of the warned list's period"),
    PeriodBackward: ("ends_on", "The last day is before the first"),
}
ANOTHER_HEARING = "No, it is another hearing"
MOVED_ALREADY = "That date was moved meanwhile. Choose again"
OTHER_KIND = "That date is of another kind of hearing. Choose again"


class ReportForm(RequestForm):
    """A date for one witness, as the court or the prosecution told it."""

    kinds: Mapping[str, HearingKind] = {}
    asks_what_it_moves = False

    court_id = a_choice({}, "Which court?", default="")
    kind = one_of(
        {kind: HEARING_WORDS[kind] for kind in REPORTABLE},
        "What is the hearing for?",
        "Choose what the hearing is for",
        default=HearingKind.TRIAL.value,
    )
    certainty = one_of(
        {one: SAID_CERTAINTY[one] for one in CERTAINTIES},
        "How is it listed?",
        "Choose how it is listed",
    )
    moves_id = a_choice({}, "Does it move a date that you reported before?", default="")
    starts_on = a_day("Day, or first day", "Enter the day")
    ends_on = Day(
        "Last day (for a warned list or several days)",
        format="%d %m %Y",
        widget=DayBoxes(),
        description="For example, 9 10 2026",
        validators=[nothing_typed_is_no_day],
    )
    day_is_right = a_tick_for_days()
    at_time = a_line(
        "Time, if you know it", hint="Like 10:30 or 14:00", classes="govuk-input--width-5"
    )

    def validate_court_id(self, field: Field) -> None:
        """A court was chosen."""
        if not field.data:
            raise ValidationError("Choose the court")

    def validate_at_time(self, _field: Field) -> None:
        """The time can be read, where one was typed."""
        try:
            self.time_of_day()
        except ValueError as unreadable:
            raise ValidationError("Enter a time like 10:30 or 14:00") from unreadable

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - WTForms' own
        """Every field, and that the days stand together."""
        if not super().validate(extra_validators):
            return False
        try:
            check_report(self.report(), london_day(current.now()))
        except ReportRefused as refused:
            name, said = REFUSED[type(refused)]
            self[name].errors = [said]
            return False
        return are_confirmed(self.day_is_right, [cast("Any", self.starts_on.data)])

    def time_of_day(self) -> time | None:
        """The time typed, if any."""
        text = typed(self.at_time)
        return time.fromisoformat(text.zfill(len("10:30"))) if text else None

    def report(self) -> Report:
        """What a valid form reports."""
        return Report(
            request_id=UUID(str(self.request_id.data)),
            court_id=UUID(str(self.court_id.data)),
            kind=HearingKind(self.kind.data),
            certainty=Certainty(self.certainty.data),
            starts_on=cast("Any", self.starts_on.data),
            starts_at_time=self.time_of_day(),
            ends_on=cast("Any", self.ends_on.data),
            moves_id=UUID(str(self.moves_id.data)) if self.moves_id.data else None,
        )

    def offer_to_move(self, said: Mapping[UUID, tuple[HearingKind, str]]) -> None:
        """Ask whether it moves one of the dates that stand; where none can be, ask nothing."""
        self.kinds = {str(one): kind for one, (kind, _words) in said.items()}
        listed = {
            str(one): f"Yes: {HEARING_WORDS[kind]}, {words}"
            for one, (kind, words) in said.items()
            if kind not in ONE_AT_A_TIME
        }
        self.moves_id.choices = [("", ANOTHER_HEARING), *listed.items()]
        self.asks_what_it_moves = bool(listed)

    def validate_moves_id(self, field: Field) -> None:
        """The date that it moves is of its own kind."""
        if field.data and self.kinds.get(field.data) is not HearingKind(self.kind.data):
            raise ValidationError(OTHER_KIND)


class FileForm(FlaskForm):  # type: ignore[misc]
    """A file of dates for several of the partner's own witnesses."""

    file = FileField(
        "File of dates (CSV)",
        description="Columns: reference, court, date, time, kind. At most 200 rows.",
        widget=GovFileInput(),
        validators=[FileRequired("Choose a file")],
        render_kw={"params": LABEL},
    )
    text = ""

    def validate_file(self, field: Field) -> None:
        """A small text file."""
        data = field.data.read(LARGEST + 1)
        try:
            self.text = data.decode("utf-8-sig")
        except UnicodeDecodeError as refused:
            raise ValidationError(NOT_A_FILE) from refused
        if len(data) > LARGEST or "\0" in self.text:
            raise ValidationError(NOT_A_FILE)


class ConfirmForm(FlaskForm):  # type: ignore[misc]
    """The file as it was previewed, so that what was looked at is what is reported."""

    request_id = HiddenField(validators=[InputRequired()])
    text = HiddenField(validators=[InputRequired()])
    day_is_right = a_tick_for_days()

    def begin(self, text: str) -> None:
        """Carry what was previewed."""
        self.request_id.data, self.text.data = str(uuid4()), text


def request_of(request_id: str, row: FileRow) -> UUID:
    """The request that one row of a file is; the same file confirmed twice is reported once."""
    try:
        return uuid5(UUID(request_id), f"{row.line}")
    except ValueError:
        return uuid4()
