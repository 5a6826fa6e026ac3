"""The forms with which a court list is uploaded, asked about and applied."""

from uuid import UUID

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from govuk_frontend_wtf.wtforms_widgets import GovFileInput, GovSelect
from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired, NumberRange

from courts.lists.queries import HeldCourt
from witness_app.site.buildings import Choices, choices_of
from witness_app.site.choices import if_gone
from witness_app.site.fields import LABEL

SUGGESTED = "Perhaps"


def _number(text: object) -> int:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() else 0


class UploadForm(FlaskForm):  # type: ignore[misc]
    """A list as a file."""

    file = FileField(
        "Court list",
        description="A Crown Court daily or warned list or a magistrates' standard list, as HMCTS "
        "publishes it (JSON), up to 8 MB",
        widget=GovFileInput(),
        validators=[FileRequired("Choose a court list")],
        render_kw={"params": LABEL},
    )


class ApplyForm(FlaskForm):  # type: ignore[misc]
    """Says which preview was looked at, so that nothing else is applied."""

    preview_number = HiddenField(
        validators=[InputRequired(), NumberRange(min=1)], filters=[_number]
    )


class BuildingForm(FlaskForm):  # type: ignore[misc]
    """The building that a list's court is."""

    court_id = SelectField(
        "Which building is this?",
        **if_gone(),
        widget=GovSelect(),
        validators=[InputRequired("Choose the building")],
        render_kw={"params": LABEL},
    )


def building_form(held: HeldCourt, courts: Choices) -> BuildingForm:
    """The question about one court of a list, likely buildings first.

    Every question of a page has its own field ids; they are sent under one name.
    """
    form = BuildingForm(formdata=None)
    likely = [(str(court.court_id), court.name) for court in held.maybe]
    form.court_id.choices = choices_of({SUGGESTED: likely, **courts} if likely else courts)
    form.court_id.id = f"court-{held.row_id}"
    return form


def answered_building_form(courts: Choices) -> BuildingForm:
    """The same form, as it was sent."""
    form = BuildingForm()
    form.court_id.choices = choices_of(courts)
    return form


def chosen(form: BuildingForm) -> UUID:
    """The building of a form that was found right."""
    return UUID(str(form.court_id.data))
