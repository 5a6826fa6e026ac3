"""Referring a witness: the case's number, then the person; the answer is always "received"."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from casework.referrals.actions import refer_witness
from courts.cases.queries import PartySummary, case_of_identifier, parties
from courts.cases.rules import (
    PROSECUTION,
    PROSECUTION_LABEL,
    IdentifierNotRecognised,
    read_identifier,
)
from ethical_walls.permissions import Permission
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.numbers import numbers_allowed
from witness_app.site.sent import TO_MEND
from witness_app.staff.caseworkers.referral_form import CaseForm, ReferralForm

pages = Blueprint("referrals", __name__)


@dataclass(frozen=True)
class CaseAsPublished:
    """What the courts have published of the case that a number means; no title where nothing."""

    number: str
    title: str | None
    parties: list[PartySummary]


@pages.get("/referrals/new")
@permits(Permission.REFER_WITNESS)
def ask_case() -> str:
    """Which case is it?"""
    return render_template("staff/caseworkers/refer_case.html", form=CaseForm())


@pages.post("/referrals/new")
@permits(Permission.REFER_WITNESS)
def ask_witness() -> str | tuple[str, int]:
    """The number was typed: ask about the person, or say what is wrong with the number."""
    form = CaseForm()
    if not form.validate_on_submit():
        return render_template("staff/caseworkers/refer_case.html", form=form), TO_MEND
    case = case_as_published(form.identifier.data)
    details = ReferralForm(formdata=None)
    details.offer(case.parties)
    details.begin(case.number)
    return show(details, case)


@pages.post("/referrals")
@permits(Permission.REFER_WITNESS)
def refer() -> Response | tuple[str, int]:
    """Put the referral into the intake; pressed twice it is one referral."""
    form = ReferralForm()
    case = case_as_published(form.identifier.data)
    form.numbers = numbers_allowed()
    form.offer(case.parties)
    if not form.validate_on_submit():
        return show(form, case), TO_MEND
    current.perform(refer_witness, form.details())
    return redirect(url_for("referrals.received"))


@pages.get("/referrals/received")
@permits(Permission.REFER_WITNESS)
def received() -> str:
    """The one answer to every referral."""
    return render_template("staff/caseworkers/refer_received.html")


def case_as_published(typed: str | None) -> CaseAsPublished:
    """The public facts of the case that a typed number means; the prosecution alone where none."""
    prosecution = [PartySummary(0, PROSECUTION, PROSECUTION_LABEL)]
    try:
        identifier = read_identifier(typed or "")
    except IdentifierNotRecognised:
        return CaseAsPublished(typed or "", None, prosecution)
    case = case_of_identifier(current.session(), identifier)
    if case is None:
        return CaseAsPublished(identifier.written, None, prosecution)
    known = parties(current.session(), case.id)
    return CaseAsPublished(identifier.written, case.title, known)


def show(form: ReferralForm, case: CaseAsPublished) -> str:
    """The second step."""
    return render_template("staff/caseworkers/refer_witness.html", form=form, case=case)
