"""To whom else somebody is offered a warm referral by what the case is about, and how soon."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from casework.assessments.rules import Offence


@dataclass(frozen=True)
class SecondReferral:
    """A second service that is offered, beside our own; `within` runs from the talk."""

    to: str
    within: timedelta


SECOND_REFERRALS: dict[Offence, SecondReferral] = {
    Offence.BEREAVEMENT: SecondReferral(
        "the National Homicide Service, or the road victims' service after a death on the road",
        timedelta(hours=1),
    ),
    Offence.SEXUAL: SecondReferral("a sexual violence service", timedelta(hours=24)),
}


def second_referrals(offences: Collection[Offence]) -> dict[Offence, SecondReferral]:
    """The second warm referrals that the crime adds for somebody who gives evidence.

    Homicide at once: within the hour. Sexual violence within 24 hours, the time in which whoever
    has no role in a trial is referred on (requirements EL-06; the hours of both are our own
    standard). They stay ours, and their caseworker stays theirs (CW-01).
    """
    return {one: owed for one, owed in SECOND_REFERRALS.items() if one in offences}
