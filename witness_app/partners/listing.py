"""A partner's witnesses in a list: latest referral first, fifty a page, how far they like."""

from dataclasses import dataclass
from uuid import UUID

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovSelect
from wtforms import SelectField

from casework.partners.queries import PAGE, Referred, referred_page
from casework.partners.rules import Progress
from ethical_walls.sessions import WalledSession
from witness_app.partners.words import STEPS

EVERYBODY = ""
CHOICES = {EVERYBODY: "Everybody you referred"} | {
    progress.value: words for progress, words in STEPS.items()
}


class HowFarForm(FlaskForm):  # type: ignore[misc]
    """Which witnesses a partner wants to see."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """A form that only looks needs no CSRF token."""

        csrf = False

    progress = SelectField("How far they have come", widget=GovSelect(), choices=CHOICES)

    @property
    def wanted(self) -> Progress | None:
        """The step asked for; one that there is not is everybody."""
        asked = str(self.progress.data)
        return Progress(asked) if asked in set(Progress) else None


@dataclass(frozen=True)
class ReferredPage:
    """One page of the list; `next_after` is None on the last."""

    shown: tuple[Referred, ...]
    next_after: UUID | None


def page_of(session: WalledSession, wanted: Progress | None, after: UUID | None) -> ReferredPage:
    """The page that begins after somebody, or the first."""
    found = referred_page(session, wanted, after)
    shown = tuple(found[:PAGE])
    return ReferredPage(shown, shown[-1].id if len(found) > PAGE else None)
