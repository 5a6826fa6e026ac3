"""The leader's own caseworkers, who is away, and cover in two clicks; nothing of their cases."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from courts.london_time import end_of_london_day, london_day, spoken_day
from ethical_walls.absences.actions import (
    CoverAsked,
    TeamMember,
    arrange_cover,
    end_absence,
    team,
)
from ethical_walls.permissions import Permission
from ethical_walls.tallies.rules import about_as_many_as
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.fields import a_day, one_of
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND, request_id_in

LONGEST = timedelta(days=60)
WHOEVER_CAN = "whoever_can"

pages = Blueprint("team", __name__, url_prefix="/team")


class CoverForm(FlaskForm):  # type: ignore[misc]
    """Until which day, and who is asked first."""

    request_id = HiddenField()
    until_on = a_day("Until the end of which day?", "Enter the last day they are away")
    colleague = one_of(
        {},
        "Who should cover?",
        "Choose who should cover",
        hint="Whoever cannot serve a case is passed over without a word, as if they were busy.",
        default=WHOEVER_CAN,
    )

    def offer(self, colleagues: list[TeamMember]) -> None:
        """Let the leader choose among colleagues who are here."""
        here = {str(one.account_id): one.name for one in colleagues if one.away_until is None}
        self.colleague.choices = {WHOEVER_CAN: "Whoever can"} | here

    def asked(self, absent: TeamMember) -> CoverAsked:
        """What a valid form asks for."""
        chosen = self.colleague.data
        return CoverAsked(
            request_id=request_id_in(self.request_id),
            absent_id=absent.account_id,
            first_choice=None if chosen == WHOEVER_CAN else UUID(chosen),
            until_at=end_of_london_day(self.until_on.data or london_day(current.now())),
        )

    def validate_until_on(self, field: Field) -> None:
        """Today at the earliest, and no longer than two months."""
        today = london_day(current.now())
        if field.data is None or not today <= field.data <= today + LONGEST:
            raise ValidationError("Enter today or a day in the next 60 days")


@dataclass(frozen=True)
class TeamLine:
    """A caseworker as the leader sees them."""

    account_id: UUID
    name: str
    absence_id: UUID | None
    away_until: str
    late: str


@pages.get("")
@permits(Permission.LEAD_TEAM)
def show_team() -> str:
    """The leader's caseworkers, by name."""
    lines = [line_of(member) for member in team(current.session(), current.now())]
    return render_template("staff/team/team.html", lines=lines)


@pages.get("/<uuid:account_id>/cover")
@permits(Permission.LEAD_TEAM)
def ask_cover(account_id: UUID) -> str:
    """Until when, and who: filled in already with the end of tomorrow and whoever can."""
    absent, colleagues = member_and_others(account_id)
    form = CoverForm(formdata=None)
    form.offer(colleagues)
    form.until_on.data = london_day(current.now()) + timedelta(days=1)
    form.request_id.data = str(uuid4())
    return show_form(absent, form)


@pages.post("/<uuid:account_id>/cover")
@permits(Permission.LEAD_TEAM)
def arrange(account_id: UUID) -> Response | tuple[str, int]:
    """Arrange cover; the same words whatever there is to cover and whoever can."""
    absent, colleagues = member_and_others(account_id)
    form = CoverForm()
    form.offer(colleagues)
    if not form.validate_on_submit():
        return show_form(absent, form), TO_MEND
    asked = form.asked(absent)
    current.perform(arrange_cover, asked)
    say_done(
        f"Cover is arranged for {absent.name} until the end of {last_day(asked.until_at)}.",
        "Whoever covers finds it on their day, and it ends by itself.",
    )
    return redirect(url_for("team.show_team"))


@pages.post("/absences/<uuid:absence_id>/end")
@permits(Permission.LEAD_TEAM)
def end(absence_id: UUID) -> Response:
    """Somebody is back before their day; pressed twice it changes nothing."""
    found = [m for m in team(current.session(), current.now()) if m.absence_id == absence_id]
    if not found:
        say_note("They are back already.", "Nothing was changed.")
        return redirect(url_for("team.show_team"))
    name = found[0].name
    current.perform(end_absence, absence_id)
    say_done(f"{name} is back.", "Cover for them ends now.")
    return redirect(url_for("team.show_team"))


def member_and_others(account_id: UUID) -> tuple[TeamMember, list[TeamMember]]:
    """One of the team and the rest of it; the one 404 for anybody else."""
    members = team(current.session(), current.now())
    found = [member for member in members if member.account_id == account_id]
    if not found:
        abort(404)
    return found[0], [member for member in members if member.account_id != account_id]


def show_form(absent: TeamMember, form: CoverForm) -> str:
    """The second click."""
    return render_template("staff/team/cover.html", absent=line_of(absent), form=form)


def line_of(member: TeamMember) -> TeamLine:
    """A caseworker in words."""
    return TeamLine(
        account_id=member.account_id,
        name=member.name,
        absence_id=member.absence_id,
        away_until=f"Away until the end of {last_day(member.away_until)}"
        if member.away_until
        else "",
        late=about_as_many_as(member.late),
    )


def last_day(until_at: datetime) -> str:
    """The last day of an absence as people say it."""
    day: date = london_day(until_at)
    return spoken_day(day)
