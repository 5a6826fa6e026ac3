"""What a witness needs to be able to come, and talking it through with them."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField

from casework.access_needs.actions import agree_needs
from casework.access_needs.queries import live_needs
from casework.access_needs.rules import (
    ACCESS_NEED_WORDS,
    LONGEST_NOTE,
    AccessNeedKind,
    AgreedNeeds,
    StaleNeeds,
)
from casework.partners.actions import share_needs
from casework.partners.queries import needs_that_partners_see
from casework.witnesses.queries import witness_of
from casework.witnesses.rules import InterpreterNeed, WitnessNotFound
from ethical_walls.permissions import Permission
from ethical_walls.sessions import WalledSession
from witness_app.site import current
from witness_app.site.access import permits
from witness_app.site.choices import PRACTICAL_ONLY
from witness_app.site.fields import (
    a_language,
    a_practical_note,
    one_of,
    some_of,
    typed,
)
from witness_app.site.notices import say_done, say_note
from witness_app.site.sent import TO_MEND
from witness_app.staff.caseworkers import choices
from witness_app.staff.caseworkers.strip import strip_in_view

STALE = "Somebody recorded the needs while you were writing. Check them, then send yours again."

pages = Blueprint("needs", __name__)


class NeedsForm(FlaskForm):  # type: ignore[misc]
    """What the witness says they need: practical matters only."""

    version = HiddenField()
    needs = some_of(choices.NEEDS, "What do they need to be able to come?")
    language = a_language("Language they prefer")
    interpreter = one_of(
        choices.INTERPRETERS,
        "Is an interpreter needed?",
        "Choose whether an interpreter is needed",
    )
    note = a_practical_note(
        "Anything practical to remember (optional)",
        LONGEST_NOTE,
        f"{PRACTICAL_ONLY} For example: needs to sit near the door.",
    )

    @property
    def seen_version(self) -> int:
        """The version that was on the screen; none where the form was tampered with."""
        said = typed(self.version)
        return int(said) if said.isdecimal() else -1

    def begin(self, session: WalledSession, witness_id: UUID) -> None:
        """Start from what is recorded."""
        witness = witness_of(session, witness_id)
        self.version.data = str(witness.needs_version)
        self.needs.data = [need.need.value for need in live_needs(session, witness_id)]
        self.language.data = witness.language
        self.interpreter.data = witness.interpreter_needed.value
        self.note.data = witness.needs_note

    def agreed(self) -> AgreedNeeds:
        """What a valid form says."""
        return AgreedNeeds(
            language=typed(self.language),
            interpreter=InterpreterNeed(self.interpreter.data),
            needs=tuple(AccessNeedKind(need) for need in self.needs.data or []),
            note=typed(self.note),
        )


class ShareForm(FlaskForm):  # type: ignore[misc]
    """Which of their needs the witness agrees to share with the court and whoever calls them."""

    shared = some_of(
        {},
        "Which of these may be shared with the court and whoever calls them?",
        hint="Tick only what the witness agreed to. A court is told for a visit, without a name.",
    )

    def offer(self, session: WalledSession, witness_id: UUID) -> None:
        """Only what they need now can be shared."""
        self.shared.choices = [
            (need.need.value, ACCESS_NEED_WORDS[need.need])
            for need in live_needs(session, witness_id)
        ]

    def begin(self, session: WalledSession, witness_id: UUID) -> None:
        """Start from what is shared already."""
        shared = needs_that_partners_see(session, witness_id)
        self.shared.data = [need.value for need in shared]


@pages.get("/witnesses/<uuid:witness_id>/needs")
@permits(Permission.READ_WITNESS)
def show_needs(witness_id: UUID) -> str:
    """What is recorded, ready to be talked through."""
    try:
        form = NeedsForm(formdata=None)
        form.begin(current.session(), witness_id)
    except WitnessNotFound:
        abort(404)
    return show_form(witness_id, form)


@pages.post("/witnesses/<uuid:witness_id>/needs")
@permits(Permission.SUPPORT_WITNESS)
def agree(witness_id: UUID) -> Response | tuple[str, int]:
    """Record what was talked through."""
    form = NeedsForm()
    if not form.validate_on_submit():
        return show_form(witness_id, form), TO_MEND
    try:
        current.perform(agree_needs, witness_id, form.seen_version, form.agreed())
    except WitnessNotFound:
        abort(404)
    except StaleNeeds as stale:
        form.version.data = str(stale.version)
        form.needs.errors = [STALE]
        return show_form(witness_id, form), TO_MEND
    say_done(
        "The needs are recorded as talked through with the witness.",
        "The next court visit is looked for with them.",
    )
    return redirect(url_for("needs.show_needs", witness_id=witness_id))


@pages.post("/witnesses/<uuid:witness_id>/needs/shared")
@permits(Permission.SUPPORT_WITNESS)
def share(witness_id: UUID) -> Response:
    """Record which needs the court and whoever calls the witness may see."""
    form = ShareForm()
    form.offer(current.session(), witness_id)
    strip_in_view(witness_id)
    if form.validate_on_submit():
        shared = [AccessNeedKind(need) for need in form.shared.data or []]
        current.perform(share_needs, witness_id, shared)
        say_done(
            "Recorded what may be shared.",
            "The court and whoever calls the witness see that and no more.",
        )
    else:
        say_note(
            "The needs have changed since. Here they are as they stand.", "Nothing was shared."
        )
    return redirect(url_for("needs.show_needs", witness_id=witness_id))


def show_form(witness_id: UUID, form: NeedsForm) -> str:
    """The needs as a form, which is also how they are read."""
    sharing = ShareForm(formdata=None)
    sharing.offer(current.session(), witness_id)
    sharing.begin(current.session(), witness_id)
    return render_template(
        "staff/caseworkers/witness_needs.html",
        strip=strip_in_view(witness_id),
        form=form,
        sharing=sharing if sharing.shared.choices else None,
    )
