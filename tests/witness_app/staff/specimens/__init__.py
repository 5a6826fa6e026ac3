"""A page with every piece that pages draw with, to look at and to test."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flask import Blueprint, Flask, redirect, render_template, request
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextArea, GovTextInput
from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader
from sqlalchemy import text
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from ethical_walls.permissions import Permission
from tests.moment import NOW
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.notices import say_done
from witness_app.site.states import TAGS
from witness_app.site.tables import Column, read_sorting

pages = Blueprint("specimen", __name__)


class SpecimenForm(FlaskForm):
    words = StringField("Court, borough or postcode", widget=GovTextInput())
    note = TextAreaField(
        "Practical note",
        description="Practical matters only, nothing about what happened",
        widget=GovTextArea(),
        validators=[InputRequired("Enter a note")],
    )
    channel = RadioField(
        "How may we reach them?",
        widget=GovRadioInput(),
        choices=[SelectChoice("text", "Text"), SelectChoice("call", "Phone call")],
        validators=[InputRequired("Choose how we may reach them")],
    )


@dataclass(frozen=True)
class SpecimenVisit:
    court: str
    at: datetime
    people: int
    state: str
    answer_due: datetime


VISITS = [
    SpecimenVisit("Snaresbrook Crown Court", NOW + timedelta(days=3), 2, "Confirmed", NOW),
    SpecimenVisit(
        "Inner London Crown Court",
        NOW + timedelta(days=1),
        1,
        "Date under review",
        NOW - timedelta(days=4),
    ),
    SpecimenVisit(
        "City of London Magistrates' Court",
        NOW + timedelta(days=16),
        3,
        "Waiting for court",
        NOW + timedelta(days=5),
    ),
]
COLUMNS = [
    Column("court", "Court"),
    Column("when", "When"),
    Column("people", "People", is_number=True),
    Column("state", "State"),
    Column("answer", "Answer due"),
]


@pages.route("/specimen", methods=["GET", "POST"])
@permits(Permission.SIGNED_IN)
def specimen() -> str | Response | tuple[str, int]:
    form = SpecimenForm()
    if form.validate_on_submit():
        say_done(
            "The visit for A.Y. at Snaresbrook Crown Court is booked.",
            "She will be texted at 9am on Monday 14 September 2026, and again the day before.",
        )
        return redirect("/specimen")
    drawn = render_template(
        "specimens/specimen.html",
        form=form,
        thursday=NOW + timedelta(days=24),
        columns=COLUMNS,
        sorting=read_sorting(request.path, request.args, ["court", "when", "people"]),
        visits=VISITS,
        tags=TAGS,
    )
    return (drawn, 422) if form.errors else drawn


@pages.get("/fails")
@permits(Permission.SIGNED_IN)
def fails() -> str:
    raise RuntimeError("the secret reason")


@pages.get("/keeper")
@permits(Permission.KEEP_REGISTER)
def keeper() -> str:
    return "for keepers of the register"


@pages.route("/changes-when-read", methods=["GET", "POST"])
@permits(Permission.SIGNED_IN)
def changes_when_read() -> str:
    return current.perform(lambda _session, *, now: now.isoformat())


@pages.get("/who-is-looking")
@permits(Permission.SIGNED_IN)
def who_is_looking() -> str:
    session = current.session()
    session.execute(text("SELECT 1"))
    return str(session.viewer.account_id)


def add_to(site: Flask) -> None:
    """Let a test's site show the specimen."""
    found = PrefixLoader({"specimens": FileSystemLoader(Path(__file__).parent)})
    assert site.jinja_loader
    site.jinja_loader = ChoiceLoader([site.jinja_loader, found])
    site.register_blueprint(pages)
