"""The teams of two courts in the crawl's world, and a day of each party handed over to the first.

A court's people are on no side: they meet rows of several, and of each of these the few columns
that tell of no side. Which those are is written down here, and anything beside them is found.
"""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from casework.handovers.actions import answer_at_court, offer_handover
from casework.handovers.rules import PACKS, AnswerKind, Day, HandoverKind, Pack
from casework.witnesses.models import Witness
from courts.cases.rules import read_identifier
from courts.hearings.actions import HearingToRecord, record_hearing
from courts.hearings.rules import Certainty, HearingKind, Listing
from ethical_walls.accounts.models import OrganisationKind, Role
from tests.builders.accounts import Employer
from tests.builders.courts import CourtDetails
from tests.builders.hosting import let_host
from tests.builders.scheduling import a_court_with_windows
from tests.crawl.canaries import ANYBODYS, OF_A_DAY, OF_VISITS
from tests.staff_site import let_in
from witness_app.jobs import tick
from witness_app.perform import perform

if TYPE_CHECKING:
    from tests.crawl.parties import Parties, Party

HERE = Employer("Team of the court", OrganisationKind.COURT_TEAM)
ELSEWHERE = Employer("Team of another court", OrganisationKind.COURT_TEAM)
SERVED, CONTACT = Role.IN_COURT_WITNESS_SERVICE, Role.COURT_VISITS_CONTACT
SERVED_HERE, CONTACT_HERE = "served-here@example.org", "contact-here@example.org"
HOSTS: Final = {
    SERVED_HERE: (SERVED, HERE),
    CONTACT_HERE: (CONTACT, HERE),
    "served-elsewhere@example.org": (SERVED, ELSEWHERE),
    "contact-elsewhere@example.org": (CONTACT, ELSEWHERE),
}
HOSTS_MARKS: Final = dict.fromkeys(HOSTS, "") | {
    SERVED_HERE: ANYBODYS + OF_VISITS + OF_A_DAY,
    CONTACT_HERE: ANYBODYS + OF_VISITS,
}
HOSTS_OF_ONE_KIND: Final = [
    [email for email, (_, employer) in HOSTS.items() if employer is team]
    for team in (HERE, ELSEWHERE)
]


def let_teams_in(made: "Parties", court_id: uuid.UUID) -> None:
    """Open the accounts of both teams, and say which court each of them hosts."""
    other_id = a_court_with_windows(made.world, details=CourtDetails("Other Crown Court", number=9))
    made.canaries.hosted.add(court_id)
    for email, (role, employer) in HOSTS.items():
        name = email.split("@")[0].title()
        host = let_in(made.world, email, role, name=name, employer=employer)
        made.accounts[email] = host
        let_host(made.world, host, [court_id if employer is HERE else other_id])


def _list_something_near(made: "Parties", court_id: uuid.UUID, number: str) -> Day:
    """A hearing in three days of one case, near enough to stand on a team's own page."""
    now = made.means.clock.now()
    listing = Listing(court_id, Certainty.FIXTURE, now.date() + timedelta(days=3), now)
    recorded = HearingToRecord(
        identifier=read_identifier(number),
        defendants=(),
        kind=HearingKind.SECTION_28,
        description="Section 28",
        listing=listing,
    )
    with made.world.session(made.accounts["operator@example.org"]) as session:
        listed = perform(session, record_hearing, recorded, now=now).after
    return Day(court_id, listing.starts_on, listed.hearing_id, listed.number)


def hand_over_days(made: "Parties", court_id: uuid.UUID, parties: Sequence["Party"]) -> None:
    """Offer a day of one witness of each party to the court's team, which accepts the first."""
    now, numbers = made.means.clock.now(), dict.fromkeys(one.case.number for one in parties)
    near = {number: _list_something_near(made, court_id, number) for number in numbers}
    for party in parties:
        with made.world.session(made.accounts[party.email]) as session:
            witness_id = session.scalars(select(Witness.id).order_by(Witness.name).limit(1)).one()
            kind = HandoverKind.IN_COURT_SERVICE
            agreed = dict.fromkeys(PACKS[kind], "Agreed for the day")
            pack = Pack(uuid.uuid4(), kind, "Witness Service", agreed, near[party.case.number])
            made.days[party.tag] = perform(session, offer_handover, witness_id, pack, now=now).id
    with made.world.session(made.accounts[SERVED_HERE]) as session:
        said = (uuid.uuid4(), AnswerKind.ACCEPTED)
        perform(session, answer_at_court, made.days["a"], said, "", now=now)
    tick(made.means)
