"""A day at court of every witness in the crawl's world: said by some, owed by others."""

import uuid
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from casework.court_days.actions import say_of_day, tell_of_day
from casework.court_days.models import CourtDay
from casework.court_days.queries import court_days
from casework.court_days.rules import Became, DaySays, WhyAbsent, due_from
from casework.witnesses.models import Witness
from courts.hearings.models import Hearing
from courts.hearings.rules import HearingKind
from witness_app.perform import perform

if TYPE_CHECKING:
    from tests.crawl.parties import Parties

FRIDAY = date(2026, 9, 11)


def give_days(made: "Parties", caseworkers: list[str], referrers: list[str]) -> None:
    """Draft a day for everybody; each caseworker and each referrer says what became of one."""
    now = made.means.clock.now()
    with made.world.owner() as owner:
        hearing_id = owner.scalars(select(Hearing.id).order_by(Hearing.id)).first()
        for witness in owner.scalars(select(Witness).order_by(Witness.name)):
            owner.add(
                CourtDay(
                    compartment_id=witness.compartment_id,
                    witness_id=witness.id,
                    hearing_id=hearing_id,
                    hearing_kind=HearingKind.TRIAL,
                    day_on=FRIDAY,
                    words="Friday 11 September 2026",
                    drafted_at=now,
                    due_at=due_from(FRIDAY),
                    version=0,
                )
            )
        owner.commit()
    says = DaySays(uuid.uuid4(), Became.DID_NOT_ATTEND, WhyAbsent.TRAVEL, "Needs a taxi")
    for email in caseworkers:
        with made.world.session(made.accounts[email]) as session:
            first = session.scalars(select(Witness.id).order_by(Witness.name)).first()
            (day,) = court_days(session, [first] if first else [])
            perform(session, say_of_day, day.id, says, now=now)
    for email in referrers:
        with made.world.session(made.accounts[email]) as session:
            (day,) = court_days(session)
            perform(session, tell_of_day, day.id, says, now=now)
