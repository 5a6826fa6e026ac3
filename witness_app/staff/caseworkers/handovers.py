"""Handing a witness over: who may receive them, consent on one screen, and how each stands."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework.handovers.actions import take_back_handover
from casework.handovers.queries import handovers_of
from casework.handovers.rules import (
    AlreadyOffered,
    DayNotOfHearing,
    HandoverKind,
    HandoverNotFound,
    HandoverRefused,
    HearingChanged,
    NothingConsentedTo,
    WrongDay,
)
from casework.outcomes.queries import scheme_stands
from casework.outcomes.rules import ELIGIBILITY_WORDS, Eligibility, SchemeNotOpen
from courts.london_time import london_day
from ethical_walls.permissions import Permission
from witness_app.care import InCare
from witness_app.handover_days import HearingToAttend, hearings_to_attend
from witness_app.handover_links import offer_with_link
from witness_app.packs import FIELD_WORDS, HANDOVER_TAGS, RECEIVERS, suggested
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND
from witness_app.staff.caseworkers.handover_form import (
    DayHandoverForm,
    FieldLine,
    HandoverForm,
    agreed,
    lines,
    typed_lines,
)
from witness_app.staff.caseworkers.strip import care_in_view, strip_in_view, strip_of

FOR_THE_DAY = "/witnesses/<uuid:witness_id>/handovers/for-the-day"
AFTERWARDS = "/witnesses/<uuid:witness_id>/handovers/afterwards"
"""Neither address says to whom somebody is handed over: a browser's history is read by others."""
ANSWERS = {"accepted": "accepted", "queried": "asked", "refused": "refused"}
WHY_REFUSED: dict[type[HandoverRefused], str] = {
    NothingConsentedTo: "Tick at least one thing that they agreed to",
    AlreadyOffered: "It is offered already: look at how it stands, or take it back first",
}
DAY_REFUSED = {
    WrongDay.PAST: "Enter today or a day still to come",
    WrongDay.NOT_SAT_ON: "Courts do not sit that day: enter a working day",
    WrongDay.BEFORE_IT_BEGINS: "The hearing does not begin before the day it is listed for",
    WrongDay.AFTER_IT_ENDS: "The hearing is not listed for as late as that",
}
DAY_EXAMPLE = "For example, 8 10 2026"
OF_A_WARNED_LIST = (
    "A warned list has no day yet: ask the court, and enter it once the trial is called on."
)
MOVED = "The court has changed this hearing since you opened the page: look at its day again"

pages = Blueprint("handovers", __name__)


@dataclass(frozen=True)
class Offerable:
    """A handover that can be begun, or why it cannot."""

    kind: HandoverKind
    receiver: str
    why_not: str | None


@pages.get("/witnesses/<uuid:witness_id>/handovers")
@permits(Permission.READ_WITNESS)
def show_handovers(witness_id: UUID) -> str:
    """Every handover of one witness, and those that can be begun."""
    return show(witness_id)


@pages.get(FOR_THE_DAY, defaults={"kind": HandoverKind.IN_COURT_SERVICE})
@pages.get(AFTERWARDS, defaults={"kind": HandoverKind.VICTIM_CONTACT_SCHEME})
@permits(Permission.SUPPORT_WITNESS)
def ask(witness_id: UUID, kind: HandoverKind) -> str | Response:
    """The consent screen, with what is known filled in; or why nothing can be handed over."""
    care = care_in_view(witness_id)
    why_not = why_not_offered(care, kind)
    if why_not is not None:
        return not_yet(witness_id, why_not)
    form = form_for(care, kind, is_fresh=True)
    return screen(care, kind, form, lines(kind, suggested(current.session(), care.witness)))


@pages.post(FOR_THE_DAY, defaults={"kind": HandoverKind.IN_COURT_SERVICE})
@pages.post(AFTERWARDS, defaults={"kind": HandoverKind.VICTIM_CONTACT_SCHEME})
@permits(Permission.SUPPORT_WITNESS)
def offer(witness_id: UUID, kind: HandoverKind) -> str | tuple[str, int]:
    """Offer it with exactly what was ticked, and show the link this once."""
    care = care_in_view(witness_id)
    form, found = form_for(care, kind), typed_lines(kind, request.form.to_dict())
    word_hash = form.hashed() if is_whole(form, found) else None
    if word_hash is None:
        return screen(care, kind, form, found), TO_MEND
    pack = form.pack(kind, agreed(found))
    try:
        token = current.perform(offer_with_link, witness_id, pack, word_hash)
    except SchemeNotOpen as refused:
        return screen(care, kind, form, found, ELIGIBILITY_WORDS[refused.why]), TO_MEND
    except DayNotOfHearing as refused:
        return day_refused(care, form, found, DAY_REFUSED[refused.why]), TO_MEND
    except HearingChanged:
        return day_refused(care, form, found, MOVED), TO_MEND
    except HandoverRefused as refused:
        return screen(care, kind, form, found, WHY_REFUSED[type(refused)]), TO_MEND
    return show(witness_id, f"{current.site().settings.public_address}/open/{token}")


@pages.post("/witnesses/<uuid:witness_id>/handovers/<uuid:handover_id>/take-back")
@permits(Permission.SUPPORT_WITNESS)
def take_back(witness_id: UUID, handover_id: UUID) -> Response:
    """They changed their mind: nothing stays handed over."""
    care_in_view(witness_id)
    try:
        current.perform(take_back_handover, handover_id)
    except HandoverNotFound:
        abort(404)
    say_done("Taken back", "The link opens no more, and the receiver sees nothing of it.")
    return redirect(url_for("handovers.show_handovers", witness_id=witness_id))


def not_yet(witness_id: UUID, why: str) -> Response:
    """Back to how the handovers stand, with why none can be begun."""
    say_note("Nothing can be handed over there yet.", f"{why}.")
    return redirect(url_for("handovers.show_handovers", witness_id=witness_id))


def form_for(care: InCare, kind: HandoverKind, *, is_fresh: bool = False) -> HandoverForm:
    """The questions of a handover of this kind: begun afresh, or as they were sent."""
    sent = {"formdata": None} if is_fresh else {}
    if kind is not HandoverKind.IN_COURT_SERVICE:
        form = HandoverForm(**sent)
    else:
        form = DayHandoverForm(**sent)
        form.offer(hearings_of(care))
    if is_fresh:
        form.begin(kind)
    return form


def day_refused(care: InCare, form: HandoverForm, found: list[FieldLine], why: str) -> str:
    """The consent screen again, with what is wrong beside the day."""
    if isinstance(form, DayHandoverForm):
        form.on.errors = [why]
    return screen(care, HandoverKind.IN_COURT_SERVICE, form, found)


def is_whole(form: HandoverForm, found: list[FieldLine]) -> bool:
    """Whether the screen may be sent; what keeps it from being sent stands at its field."""
    is_valid = form.validate_on_submit()
    if is_valid and form.consent.data != "yes":
        form.consent.errors = ["Without their agreement nothing is handed over"]
    return is_valid and not form.consent.errors and not any(line.error for line in found)


def problems_of(form: HandoverForm, found: list[FieldLine], refused: str) -> list[dict[str, str]]:
    """What must be mended, in the order of the screen, each with its field."""
    first = f"#tick_{found[0].field}" if found else "#receiver"
    days = (form.hearing, form.on) if isinstance(form, DayHandoverForm) else ()
    return [
        *({"text": str(error), "href": f"#{field.id}"} for field in days for error in field.errors),
        *([{"text": refused, "href": first}] if refused else []),
        *({"text": one.error, "href": f"#words_{one.field}"} for one in found if one.error),
        *(
            {"text": str(error), "href": f"#{field.id}"}
            for field in (form.receiver, form.word, form.consent)
            for error in field.errors
        ),
    ]


def hearings_of(care: InCare) -> list[HearingToAttend]:
    """The hearings for a day of which this witness may be handed over."""
    today = london_day(current.now())
    return hearings_to_attend(current.session(), care.witness.group_id, today)


def offerable(care: InCare) -> list[Offerable]:
    """What can be begun for this witness now."""
    return [Offerable(kind, RECEIVERS[kind], why_not_offered(care, kind)) for kind in HandoverKind]


def why_not_offered(care: InCare, kind: HandoverKind) -> str | None:
    """Why a handover cannot be begun, in words; None where it can."""
    if kind is HandoverKind.IN_COURT_SERVICE:
        return None if hearings_of(care) else "No hearing is published yet"
    stands = scheme_stands(current.session(), care.witness)
    return None if stands is Eligibility.ELIGIBLE else ELIGIBILITY_WORDS[stands]


def screen(
    care: InCare,
    kind: HandoverKind,
    form: HandoverForm,
    found: list[FieldLine],
    refused: str = "",
) -> str:
    """The consent screen."""
    hearings = form.shown if isinstance(form, DayHandoverForm) else ()
    return render_template(
        "staff/caseworkers/handover_consent.html",
        strip=strip_of(care, current.viewer(), current.now()),
        kind=kind,
        receiver=RECEIVERS[kind],
        form=form,
        hearings=hearings,
        day_hint=DAY_EXAMPLE if all(one.first_day for one in hearings) else OF_A_WARNED_LIST,
        lines=found,
        problems=problems_of(form, found, refused),
    )


def show(witness_id: UUID, address: str | None = None) -> str:
    """The page of one witness's handovers, with a link that was made just now."""
    return render_template(
        "staff/caseworkers/witness_handovers.html",
        strip=strip_in_view(witness_id),
        handovers=handovers_of(current.session(), witness_id),
        offerable=offerable(care_in_view(witness_id)),
        words=FIELD_WORDS,
        tags=HANDOVER_TAGS,
        answers=ANSWERS,
        receivers=RECEIVERS,
        address=address,
    )
