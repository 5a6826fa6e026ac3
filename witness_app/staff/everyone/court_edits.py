"""Confirming and correcting what the register says of a court; each edit leaves its history."""

import uuid
from dataclasses import dataclass
from typing import TypeVar

from flask import Blueprint, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from courts.london_time import london_day, spoken_day
from courts.register import words
from courts.register.corrections import (
    ClosureAlreadyEntered,
    ContactAlreadyListed,
    add_contact,
    confirm_contact,
    confirm_sitting,
    correct_contact,
    describe_entrance,
    end_contact,
    say_of_facility,
    shut_court,
    withdraw_closure,
)
from courts.register.reading import court_page
from courts.register.rules import Facility, Sitting
from courts.register.summaries import ClosureLine, ContactLine, CourtPage
from ethical_walls.permissions import Permission
from witness_app.site import current
from witness_app.site.access import found, permits
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND
from witness_app.staff.everyone.court_edit_forms import (
    ClosureForm,
    ContactForm,
    EntranceForm,
    FacilityForm,
    NewContactForm,
    SittingForm,
    WhatOfContact,
    WithdrawForm,
)

pages = Blueprint("court_edits", __name__, url_prefix="/courts/<slug>")

SHOWN = 200
METHODS = ["GET", "POST"]
Line = TypeVar("Line", ContactLine, ClosureLine)
Answer = Response | tuple[str, int]


@dataclass(frozen=True)
class Asked:
    """What an edit's page says round its form."""

    heading: str
    about: str
    button: str


@pages.route("/sitting", methods=METHODS)
@permits(Permission.KEEP_REGISTER)
def sitting(slug: str) -> Answer:
    """Say whether a court sits."""
    page, form = page_of(slug), SittingForm()
    if not form.validate_on_submit():
        about = "Visits are offered only where a court is known to sit."
        return ask(page, form, Asked("Does this court sit now?", about, "Save"))
    said = Sitting(form.sitting.data)
    current.perform(confirm_sitting, page.court.court_id, said, form.how_known.data)
    follows = "offered here" if said is Sitting.SITTING else "not offered here"
    say_done(
        f"{page.court.name}: {words.SITTING[said].lower()}.", f"Visits are {follows} from now."
    )
    return back_to(slug)


@pages.route("/entrance", methods=METHODS)
@permits(Permission.KEEP_REGISTER)
def entrance(slug: str) -> Answer:
    """Say where witnesses come in."""
    page = page_of(slug)
    form = EntranceForm(entrance=page.facts.entrance)
    if not form.validate_on_submit():
        about = "Prosecution and defence witnesses may be told to use different doors."
        return ask(page, form, Asked("Where witnesses come in", about, "Save"))
    said = (form.entrance.data, form.how_known.data)
    current.perform(describe_entrance, page.court.court_id, *said)
    say_done(f"{page.court.name}: where witnesses come in was saved.")
    return back_to(slug)


@pages.route("/contacts/<uuid:contact_id>", methods=METHODS)
@permits(Permission.KEEP_REGISTER)
def contact(slug: str, contact_id: uuid.UUID) -> Answer:
    """Confirm, correct or end a contact."""
    page, form = page_of(slug), ContactForm()
    line = next((one for one in page.contacts if one.contact_id == contact_id), None)
    if line is None:
        return no_longer_there(slug, "contact")
    form.channel = line.channel
    if not form.validate_on_submit() or not contact_saved(line, form):
        who = f"{words.PURPOSE[line.purpose]}, {words.CHANNEL[line.channel]}: {line.value}"
        return ask(page, form, Asked("Confirm or correct a contact", who, "Save"))
    say_done(f"{page.court.name}: the contact was saved.")
    return back_to(slug)


def contact_saved(line: ContactLine, form: ContactForm) -> bool:
    """Do what was said of a contact; where the right one is there already, say so."""
    known = form.how_known.data
    try:
        if form.what.data == WhatOfContact.OTHER:
            current.perform(correct_contact, line.contact_id, form.value.data, known)
        elif form.what.data == WhatOfContact.ENDED:
            current.perform(end_contact, line.contact_id, known)
        else:
            current.perform(confirm_contact, line.contact_id, known)
    except ContactAlreadyListed:
        form.value.errors = ["This court has this contact already: end the wrong one instead"]
        return False
    return True


@pages.route("/contacts/new", methods=METHODS)
@permits(Permission.KEEP_REGISTER)
def new_contact(slug: str) -> Answer:
    """Add a contact that somebody has tried."""
    page, form = page_of(slug), NewContactForm()
    if not form.validate_on_submit() or not contact_added(page, form):
        about = "Add only what you have tried: it counts as checked today."
        return ask(page, form, Asked("Add a contact", about, "Add the contact"))
    say_done(f"{page.court.name}: the contact was added, checked today.")
    return back_to(slug)


def contact_added(page: CourtPage, form: NewContactForm) -> bool:
    """Add it; where it is there already, say so."""
    try:
        current.perform(add_contact, page.court.court_id, form.said(), form.how_known.data)
    except ContactAlreadyListed:
        form.value.errors = ["This court has this contact already: confirm that one instead"]
        return False
    return True


@pages.route("/facilities/<facility>", methods=METHODS)
@permits(Permission.KEEP_REGISTER)
def facility(slug: str, facility: str) -> Answer:
    """Say whether a facility is there."""
    page, form = page_of(slug), FacilityForm()
    which = found(Facility(facility) if facility in set(Facility) else None)
    if not form.validate_on_submit():
        about = "What you confirm here may be promised to a witness."
        return ask(page, form, Asked(words.FACILITY[which], about, "Save"))
    said = (form.said_of(which), form.how_known.data)
    current.perform(say_of_facility, page.court.court_id, *said)
    say_done(f"{page.court.name}: {words.FACILITY[which].lower()} was saved.")
    return back_to(slug)


@pages.route("/closures/new", methods=METHODS)
@permits(Permission.KEEP_REGISTER)
def new_closure(slug: str) -> Answer:
    """Enter days on which a court will be shut."""
    page, form = page_of(slug), ClosureForm()
    form.today = london_day(current.now())
    if not form.validate_on_submit() or not closure_entered(page, form):
        about = "A closure comes before every visit window: no visit is offered on these days."
        return ask(page, form, Asked("Enter a closure", about, "Enter the closure"))
    say_done(f"{page.court.name} is shut from {spoken_day(form.from_on.day())}.")
    return back_to(slug)


def closure_entered(page: CourtPage, form: ClosureForm) -> bool:
    """Enter it; where it is there already, say so."""
    try:
        current.perform(shut_court, page.court.court_id, form.said())
    except ClosureAlreadyEntered:
        form.from_on.errors = ["This closure is entered already"]
        return False
    return True


@pages.route("/closures/<uuid:closure_id>", methods=METHODS)
@permits(Permission.KEEP_REGISTER)
def closure(slug: str, closure_id: uuid.UUID) -> Answer:
    """Take back a closure that will not be."""
    page, form = page_of(slug), WithdrawForm()
    line = next((one for one in page.closures if one.closure_id == closure_id), None)
    if line is None:
        return no_longer_there(slug, "closure")
    if not form.validate_on_submit():
        days = f"{spoken_day(line.from_on)} to {spoken_day(line.until_on)}: {line.reason}"
        return ask(page, form, Asked("Take back a closure", days, "Take it back"))
    current.perform(withdraw_closure, line.closure_id, form.how_known.data)
    say_done(f"{page.court.name}: the closure was taken back.")
    return back_to(slug)


def page_of(slug: str) -> CourtPage:
    """What the register says of the court, or the one 404."""
    return found(court_page(current.session(), slug, today=london_day(current.now())))


def ask(page: CourtPage, form: FlaskForm, asked: Asked) -> tuple[str, int]:
    """The form, with what was typed and what to mend."""
    text = render_template("staff/courts/edit.html", page=page, form=form, asked=asked)
    return text, TO_MEND if form.errors else SHOWN


def back_to(slug: str) -> Response:
    """The court's page."""
    return redirect(url_for("courts.show_court", slug=slug))


def no_longer_there(slug: str, what: str) -> Response:
    """Somebody else changed it meanwhile; nothing is changed by an old form."""
    say_note(f"That {what} is no longer in use.", "Nothing was changed. This is how it stands now.")
    return back_to(slug)
