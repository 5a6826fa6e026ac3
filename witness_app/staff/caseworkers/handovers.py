"""Handing a witness over: who may receive them, consent on one screen, and how each stands."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casework.handovers.actions import take_back_handover
from casework.handovers.queries import handovers_of
from casework.handovers.rules import (
    AlreadyOffered,
    Day,
    DayMissing,
    HandoverKind,
    HandoverNotFound,
    HandoverRefused,
    NothingConsentedTo,
)
from casework.outcomes.queries import scheme_stands
from casework.outcomes.rules import ELIGIBILITY_WORDS, Eligibility, SchemeNotOpen
from courts.cases.queries import cases_of_groups
from courts.hearings.queries import next_trial
from courts.london_time import london_day
from ethical_walls.permissions import Permission
from witness_app.care import InCare
from witness_app.handover_links import offer_with_link
from witness_app.packs import FIELD_WORDS, HANDOVER_TAGS, RECEIVERS, suggested
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND
from witness_app.staff.caseworkers.handover_form import (
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
    DayMissing: "There is no published hearing ahead to hand over for",
    AlreadyOffered: "It is offered already: look at how it stands, or take it back first",
}

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
    care, form = care_in_view(witness_id), HandoverForm(formdata=None)
    why_not = why_not_offered(care, kind)
    if why_not is not None:
        say_note("Nothing can be handed over there yet.", f"{why_not}.")
        return redirect(url_for("handovers.show_handovers", witness_id=witness_id))
    form.begin(kind, None)
    return screen(care, kind, form, lines(kind, suggested(current.session(), care.witness)))


@pages.post(FOR_THE_DAY, defaults={"kind": HandoverKind.IN_COURT_SERVICE})
@pages.post(AFTERWARDS, defaults={"kind": HandoverKind.VICTIM_CONTACT_SCHEME})
@permits(Permission.SUPPORT_WITNESS)
def offer(witness_id: UUID, kind: HandoverKind) -> str | tuple[str, int]:
    """Offer it with exactly what was ticked, and show the link this once."""
    care = care_in_view(witness_id)
    form, found = HandoverForm(), typed_lines(kind, request.form.to_dict())
    word_hash = form.hashed() if is_whole(form, found) else None
    if word_hash is None:
        return screen(care, kind, form, found), TO_MEND
    pack = form.pack(kind, agreed(found), day_of(care))
    try:
        token = current.perform(offer_with_link, witness_id, pack, word_hash)
    except SchemeNotOpen as refused:
        return screen(care, kind, form, found, ELIGIBILITY_WORDS[refused.why]), TO_MEND
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


def is_whole(form: HandoverForm, found: list[FieldLine]) -> bool:
    """Whether the screen may be sent; what keeps it from being sent stands at its field."""
    is_valid = form.validate_on_submit()
    if is_valid and form.consent.data != "yes":
        form.consent.errors = ["Without their agreement nothing is handed over"]
    return is_valid and not form.consent.errors and not any(line.error for line in found)


def problems_of(form: HandoverForm, found: list[FieldLine], refused: str) -> list[dict[str, str]]:
    """What must be mended, in the order of the screen, each with its field."""
    first = f"#tick_{found[0].field}" if found else "#receiver"
    return [
        *([{"text": refused, "href": first}] if refused else []),
        *({"text": one.error, "href": f"#words_{one.field}"} for one in found if one.error),
        *(
            {"text": str(error), "href": f"#{field.id}"}
            for field in (form.receiver, form.word, form.consent)
            for error in field.errors
        ),
    ]


def day_of(care: InCare) -> Day | None:
    """The next published trial of the witness's case; None where none is ahead."""
    session, today = current.session(), london_day(current.now())
    case_id = cases_of_groups(session, [care.witness.group_id]).get(care.witness.group_id)
    trial = next_trial(session, case_id, today) if case_id else None
    if trial is None:
        return None
    return Day(trial.court_id, max(trial.starts_on, today), trial.hearing_id, trial.number)


def offerable(care: InCare) -> list[Offerable]:
    """What can be begun for this witness now."""
    return [Offerable(kind, RECEIVERS[kind], why_not_offered(care, kind)) for kind in HandoverKind]


def why_not_offered(care: InCare, kind: HandoverKind) -> str | None:
    """Why a handover cannot be begun, in words; None where it can."""
    if kind is HandoverKind.IN_COURT_SERVICE:
        return None if day_of(care) else "No hearing is published yet"
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
    return render_template(
        "staff/caseworkers/handover_consent.html",
        strip=strip_of(care, current.viewer(), current.now()),
        kind=kind,
        receiver=RECEIVERS[kind],
        form=form,
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
