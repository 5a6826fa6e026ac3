"""The jobs: what each kind of waiting work is done by, one compartment at a time."""

import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from casework.allocations.actions import propose_waiting
from casework.contact_plans.rules import Channel
from casework.court_days.actions import look_at_days, take_in_day_words
from casework.cover.actions import look_at_cover
from casework.enquiries.actions import take_in_answers
from casework.handovers.actions import look_at_handovers, take_in_handover_answers
from casework.outcomes.actions import take_in_outcomes
from casework.partners.actions import take_in_words
from casework.passed_messages.actions import take_in_messages
from casework.referrals.actions import take_in_waiting
from casework.reported_hearings.actions import take_in_reports
from casework.tellings.actions import chase_tellings, take_in_telling_words
from courts.london_time import london_day
from ethical_walls.left_messages.actions import take_messages_round
from ethical_walls.sessions import WalledSession
from ethical_walls.work import (
    WorkItem,
    WorkKind,
    compartments_with_work,
    finish_work,
    post_work_of_the_day,
)
from notifications.carriers.outgoing import Carrier
from notifications.dispatch.actions import Checks, dispatch_due
from notifications.dispatch.resting import Rests
from scheduling.offers.actions import lapse_offers
from scheduling.slots.actions import make_all_slots
from witness_app.carrier_words import agree_contact_again, take_in_carrier_words
from witness_app.carriers import carriers_of
from witness_app.clock import Clock
from witness_app.counting import count_compartment
from witness_app.database import Database
from witness_app.perform import perform
from witness_app.reactions.truth import is_still_true
from witness_app.replanning import (
    answer_the_court,
    give_back_what_was_ceded,
    open_what_was_ceded,
)
from witness_app.sealing import seal_and_publish
from witness_app.settings import Settings
from witness_app.witness_answers import act_on_answers, tell_of_locked_links

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Means:
    """What jobs work with."""

    database: Database
    carriers: Mapping[Channel, Carrier]
    clock: Clock
    sending: str = "on"
    audit_heads: Path | None = None
    """Where heads of the access log are published; without it the log is left unsealed."""
    rests: Rests = field(default_factory=Rests)

    @property
    def checks(self) -> Checks:
        """What is asked again before each message leaves."""
        channels = frozenset(self.carriers)
        return Checks(is_still_true, lambda: self.sending == "on", channels, self.rests)


Job = Callable[[Means, WorkItem], None]
"""Does the work that is due in one compartment; it takes it off the list when it is done."""


def means_of(settings: Settings, database: Database, clock: Clock) -> Means:
    """What jobs work with, by the settings."""
    carriers = carriers_of(settings)
    return Means(database, carriers, clock, settings.sending, settings.audit_heads)


def tick(means: Means) -> int:
    """Do everything that is due now or earlier, and nothing that is not.

    It keeps nothing between two ticks, so that one that comes late, twice or after a crash does
    what is left and no more. A job that fails in one compartment stops no other, and what is due
    there stays on the list.

    Returns:
        How many jobs were run to their end.
    """
    with means.database.service_session() as session:
        perform(session, take_messages_round, now=means.clock.now())
    run = sum(
        _runs_to_its_end(means, job, item)
        for kind, job in JOBS.items()
        for item in _waiting(means, kind)
    )
    _open_what_every_party_answered(means)
    return run


class DayKeeper:
    """Does once a London day what keeps the product a year ahead; twice would change nothing."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._kept_on: date | None = None

    def keep_and_tick(self) -> int:
        """One round of the ticker: seal the log, the day's own work if it is new, what is due."""
        if self._means.audit_heads is not None:
            seal_and_publish(self._means.database, self._means.clock, self._means.audit_heads)
        self.keep()
        return tick(self._means)

    def keep(self) -> None:
        """Make the slots of the new day and post its work, unless it is kept already."""
        now = self._means.clock.now()
        if self._kept_on == london_day(now):
            return
        with self._means.database.service_session() as session:
            perform(session, make_all_slots, now=now)
            perform(session, post_work_of_the_day, now=now)
        self._kept_on = london_day(now)


def act_in(
    means: Means,
    compartment_id: UUID,
    action: Callable[..., Any],
    *args: Any,  # noqa: ANN401 - whatever the action takes
    now: datetime,
) -> Any:  # noqa: ANN401 - whatever the action gives
    """Run one action in one compartment, in a session and a transaction of its own."""
    with means.database.service_session(compartment_id) as session:
        return perform(session, action, *args, now=now)


def send_messages(means: Means, item: WorkItem) -> None:
    """Hand over every message that is due; what waits for a carrier that rests is asked again."""
    begun_at = means.clock.now()
    act = partial(act_in, means, item.compartment_id)
    dispatch_due(act, means.carriers, means.checks, clock=means.clock.now)
    if means.sending == "on" and not means.rests.resting(means.clock.now()):
        act(_finish, item, now=begun_at)


def _in_one_transaction(action: Callable[..., object]) -> Job:
    """The job that is one action: done and taken off the list together, or neither."""

    def job(means: Means, item: WorkItem) -> None:
        act_in(means, item.compartment_id, _do_and_finish, action, item, now=means.clock.now())

    return job


def _do_and_finish(
    session: WalledSession, action: Callable[..., object], item: WorkItem, *, now: datetime
) -> None:
    action(session, now=now)
    _finish(session, item, now=now)


def _finish(session: WalledSession, item: WorkItem, *, now: datetime) -> None:
    finish_work(session, item, now)


def _waiting(means: Means, kind: WorkKind) -> list[WorkItem]:
    with means.database.service_session() as session:
        return compartments_with_work(session, kind, means.clock.now())


def _open_what_every_party_answered(means: Means) -> None:
    with means.database.service_session() as session:
        perform(session, open_what_was_ceded, now=means.clock.now())


def _runs_to_its_end(means: Means, job: Job, item: WorkItem) -> bool:
    try:
        job(means, item)
    except Exception as failure:  # noqa: BLE001 - one compartment's failure is its own
        where = "".join(traceback.format_tb(failure.__traceback__))
        log.error("a job of kind %s failed: %s\n%s", item.kind, type(failure).__name__, where)  # noqa: TRY400 - a failure's own words may name people
        return False
    return True


JOBS: dict[WorkKind, Job] = {
    WorkKind.INTAKE: _in_one_transaction(take_in_waiting),
    WorkKind.ALLOCATE: _in_one_transaction(propose_waiting),
    WorkKind.COVER: _in_one_transaction(look_at_cover),
    WorkKind.RELEASE: _in_one_transaction(give_back_what_was_ceded),
    WorkKind.OFFERS: _in_one_transaction(lapse_offers),
    WorkKind.REPLAN: _in_one_transaction(answer_the_court),
    WorkKind.PASSED_MESSAGE: _in_one_transaction(take_in_messages),
    WorkKind.ENQUIRY_ANSWER: _in_one_transaction(take_in_answers),
    WorkKind.PARTNER_WORD: _in_one_transaction(take_in_words),
    WorkKind.REPORTED_HEARING: _in_one_transaction(take_in_reports),
    WorkKind.TELLING_WORD: _in_one_transaction(take_in_telling_words),
    WorkKind.TELLING_DUE: _in_one_transaction(chase_tellings),
    WorkKind.CARRIER: _in_one_transaction(take_in_carrier_words),
    WorkKind.AGREE_AGAIN: _in_one_transaction(agree_contact_again),
    WorkKind.WITNESS_ANSWER: _in_one_transaction(act_on_answers),
    WorkKind.LINK_LOCKED: _in_one_transaction(tell_of_locked_links),
    WorkKind.OUTCOME: _in_one_transaction(take_in_outcomes),
    WorkKind.HANDOVER_ANSWER: _in_one_transaction(take_in_handover_answers),
    WorkKind.HANDOVER_DUE: _in_one_transaction(look_at_handovers),
    WorkKind.COURT_DAYS: _in_one_transaction(look_at_days),
    WorkKind.COURT_DAY_WORD: _in_one_transaction(take_in_day_words),
    WorkKind.COUNT: _in_one_transaction(count_compartment),
    WorkKind.DISPATCH: send_messages,
}
"""In the order of a tick: what one job makes due, a later one does in the same tick."""
