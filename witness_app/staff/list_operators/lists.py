"""Court lists: upload, preview as differences, say which building, apply, and what followed."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from courts.lists.actions import (
    ListFile,
    apply_list,
    preview_again,
    preview_list,
    say_which_building,
)
from courts.lists.queries import (
    HeldCourt,
    ListSummary,
    Shown,
    held_courts,
    held_row,
    list_summary,
    recent_lists,
    rows_of,
)
from courts.lists.rules import (
    BuildingCannotBeUsed,
    ListAlreadyApplied,
    ListRefused,
    NothingToApply,
    PreviewOutOfDate,
    counts_in_words,
)
from courts.london_time import spoken
from courts.register.list_names import WhyNoBuilding
from ethical_walls.permissions import Permission
from witness_app.site import current
from witness_app.site.access import found, permits
from witness_app.site.buildings import open_courts
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND
from witness_app.site.words import counted
from witness_app.staff.list_operators import words
from witness_app.staff.list_operators.list_forms import (
    ApplyForm,
    BuildingForm,
    UploadForm,
    answered_building_form,
    building_form,
    chosen,
)

pages = Blueprint("lists", __name__, url_prefix="/lists")

SHOWN = 200
Answer = Response | tuple[str, int]


@pages.get("")
@permits(Permission.IMPORT_LISTS)
def show_lists() -> Answer:
    """The lists imported so far, and where to import another."""
    return draw_lists(UploadForm(), SHOWN)


@pages.post("")
@permits(Permission.IMPORT_LISTS)
def upload() -> Answer:
    """Read a file and show what it would change."""
    form = UploadForm()
    if not form.validate_on_submit():
        return draw_lists(form, TO_MEND)
    file = ListFile(form.file.data.filename or "list.json", form.file.data.read())
    try:
        import_id = current.perform(preview_list, file)
    except ListRefused as refused:
        form.file.errors = [f"{refused} Nothing was changed."]
        return draw_lists(form, TO_MEND)
    except ListAlreadyApplied as done:
        return say_already_applied(done)
    return back_to(import_id)


def draw_lists(form: UploadForm, status: int) -> tuple[str, int]:
    """The page of all lists."""
    after = request.args.get("after", type=UUID)
    lists, next_after = recent_lists(current.session(), after)
    address = url_for(".show_lists", after=next_after) if next_after else ""
    page = render_template(
        "staff/lists/lists.html",
        form=form,
        lists=lists,
        next_address=address,
        words=words,
        in_words=counts_in_words,
    )
    return page, status


@pages.get("/<uuid:import_id>")
@permits(Permission.IMPORT_LISTS)
def show_list(import_id: UUID) -> Answer:
    """What one list would change, asks, and has changed."""
    return draw_list(found(list_summary(current.session(), import_id)), None, SHOWN)


def draw_list(
    summary: ListSummary, mistaken: tuple[UUID, BuildingForm] | None, status: int
) -> tuple[str, int]:
    """The page of one list; `mistaken` is the answer to be mended and the row it was for."""
    asked = request.args.get("show", "")
    shown = Shown(asked) if asked in set(Shown) else Shown.CHANGES
    rows = rows_of(
        current.session(), summary.import_id, shown, after=request.args.get("after", 0, type=int)
    )
    page = render_template(
        "staff/lists/list.html",
        list=summary,
        said=counts_in_words(summary.counts),
        shown=shown,
        rows=rows,
        questions=questions_of(summary, mistaken),
        form=mistaken[1] if mistaken else None,
        words=words,
        next_address=next_address(summary, shown, rows.next_after),
    )
    return page, status


def next_address(summary: ListSummary, shown: Shown, after: int | None) -> str:
    """The address of the page of rows after this one; nothing on the last."""
    return (
        url_for(".show_list", import_id=summary.import_id, show=shown, after=after) if after else ""
    )


def questions_of(
    summary: ListSummary, mistaken: tuple[UUID, BuildingForm] | None
) -> list[tuple[HeldCourt, BuildingForm]]:
    """Each court that nobody has placed, with its question."""
    held = held_courts(current.session(), summary.import_id)
    courts = open_courts(current.session()) if held else {}
    return [
        (
            each,
            mistaken[1] if mistaken and mistaken[0] == each.row_id else building_form(each, courts),
        )
        for each in held
    ]


@pages.post("/<uuid:import_id>/rows/<uuid:row_id>/building")
@permits(Permission.IMPORT_LISTS)
def say_building(import_id: UUID, row_id: UUID) -> Answer:
    """Say which building a list's court is."""
    summary = found(list_summary(current.session(), import_id))
    held = held_row(current.session(), row_id)
    if held is None:
        say_note("Somebody has already said which building this is.", "Nothing was changed.")
        return back_to(import_id)
    form = answered_building_form(open_courts(current.session()))
    form.court_id.id = f"court-{row_id}"
    if not form.validate_on_submit() or not building_said(row_id, form):
        return draw_list(summary, (row_id, form), TO_MEND)
    say_done(
        f"“{held[1]}” was placed. Its hearings are ready to apply.",
        "The answer is remembered for every list that says the same.",
    )
    return back_to(import_id)


def building_said(row_id: UUID, form: BuildingForm) -> bool:
    """Remember the answer; a building where no trials are heard is refused at its field."""
    try:
        current.perform(say_which_building, row_id, chosen(form))
    except BuildingCannotBeUsed as refused:
        why = words.WHY_HELD[WhyNoBuilding(refused.why)]
        form.court_id.errors = [f"{why} Choose another building."]
        return False
    return True


@pages.post("/<uuid:import_id>/apply")
@permits(Permission.IMPORT_LISTS)
def apply(import_id: UUID) -> Answer:
    """Take in what is ready; a second press, or a preview no longer true, changes nothing."""
    found(list_summary(current.session(), import_id))
    form = ApplyForm()
    if not form.validate_on_submit():
        return preview_anew(import_id)
    try:
        changed = current.perform(apply_list, import_id, preview_number=form.preview_number.data)
    except PreviewOutOfDate:
        return preview_anew(import_id)
    except ListAlreadyApplied as done:
        return say_already_applied(done)
    except NothingToApply:
        say_note("Nothing in this list is ready to apply.", "Say which building is meant first.")
        return back_to(import_id)
    say_applied(changed)
    return back_to(import_id)


def say_applied(changed: int) -> None:
    """Say what applying did and what follows by itself."""
    say_done(
        f"The list was applied: {counted(changed, 'hearing is', 'hearings are')} new or changed.",
        "Where a date or building changed, messages that are no longer true will not go out, and "
        "each caseworker concerned is asked to look at their plans.",
    )


def preview_anew(import_id: UUID) -> Response:
    """Work the preview out again and say why."""
    current.perform(preview_again, import_id)
    say_note(
        "Something changed while you were looking, so nothing was applied.",
        "This is the preview as it is now. Check it and apply again.",
    )
    return back_to(import_id)


def say_already_applied(done: ListAlreadyApplied) -> Response:
    """Say that this very file was applied before."""
    say_note(f"This list was already applied on {spoken(done.applied_at)}.", "Nothing was changed.")
    return back_to(done.import_id)


def back_to(import_id: UUID) -> Response:
    """The list's own page."""
    return redirect(url_for("lists.show_list", import_id=import_id))
