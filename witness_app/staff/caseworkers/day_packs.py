"""The facts of one witness's day at court: a sheet to print, and sending them as a message."""

from datetime import datetime
from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ethical_walls.permissions import Permission
from ethical_walls.sessions import WalledSession
from notifications.messages.queries import messages_of_witness
from scheduling.remote_visits.queries import remote_visits_of
from witness_app.care import InCare
from witness_app.day_packs import DayPack, day_pack, facts_of, send_pack, why_not_sent
from witness_app.late_referrals import pack_stands
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.notices import say_done, say_note
from witness_app.staff.caseworkers.strip import care_in_view, strip_of
from witness_app.staff.caseworkers.words_to_send import WordsToSend, words_of_day

pages = Blueprint("day_packs", __name__)


@pages.get("/witnesses/<uuid:witness_id>/late/pack")
@permits(Permission.READ_WITNESS)
def show(witness_id: UUID) -> str:
    """The sheet, and how it would be sent."""
    session, care = current.session(), care_in_view(witness_id)
    pack = day_pack(session, care.witness, now=current.now())
    stand = pack_stands(
        messages_of_witness(session, witness_id), care, remote_visits_of(session, witness_id)
    )
    return render_template(
        "staff/caseworkers/day_pack.html",
        strip=strip_of(care, current.viewer(), current.now()),
        pack=pack,
        stand=stand,
        sending=how_it_goes(session, care, pack, current.now()),
        why_not=why_not_sent(session, care.witness, pack),
    )


@pages.post("/witnesses/<uuid:witness_id>/late/pack")
@permits(Permission.SUPPORT_WITNESS)
def send(witness_id: UUID) -> Response:
    """Send the facts as their contact plan says; pressed twice they go once."""
    care = care_in_view(witness_id)
    why_not = current.perform(send_pack, care.witness)
    if why_not is None:
        say_done("The facts of the day will be sent.", "They leave in the hours that were agreed.")
    else:
        said = f"Nothing was sent: {why_not[:1].lower()}{why_not[1:]}."
        say_note(said, "Print it, or go through it by telephone.")
    return redirect(url_for("day_packs.show", witness_id=witness_id))


def how_it_goes(
    session: WalledSession, care: InCare, pack: DayPack | None, now: datetime
) -> tuple[WordsToSend, ...]:
    """The message as its reader would see it, or why a voice must do it; none without a date."""
    if pack is None:
        return ()
    return words_of_day(session, facts_of(session, pack, care.witness.id), pack.come, now=now)
