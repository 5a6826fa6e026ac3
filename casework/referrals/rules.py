"""What a referral must say, which way it goes, and what it asks of us besides support."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from casework.access_needs.rules import LONGEST_NOTE, AccessNeedKind
from casework.contact_plans.rules import Channel
from casework.languages import LANGUAGES
from casework.tasks.rules import TaskKind
from casework.witnesses.rules import InterpreterNeed, WitnessRole, initials_of
from courts.working_days import add_working_days

WEEK = timedelta(days=7)
NEAR = 5
"""Working days of England and Wales before the trial: the last week in which a court works."""
NO_NUMBER = "none"
"""What stands for the kind of a case's number where no number is known."""
NOT_SURE = "not_sure"
"""The party of somebody who does not know who asked them to come: a group of its own."""
NOT_SURE_LABEL = "Not known yet who asked them"


class ReferralSource(StrEnum):
    """Who asked us to support the witness."""

    WITNESS_CARE_UNIT = "witness_care_unit"
    SOLICITOR = "solicitor"
    WITNESS = "witness"
    SUPPORT_ORGANISATION = "support_organisation"
    OTHER = "other"


class Urgency(StrEnum):
    """How soon the referrer says the trial is."""

    ORDINARY = "ordinary"
    WITHIN_A_WEEK = "within_a_week"


class HomeAtReferral(StrEnum):
    """Whether the witness lived in London, even for a time, when they were referred."""

    LONDON = "london"
    ELSEWHERE = "elsewhere"
    NOT_KNOWN = "not_known"


class AgeAtOffence(StrEnum):
    """Whether the witness was an adult at the time of the offence."""

    ADULT = "adult"
    UNDER_18 = "under_18"
    NOT_KNOWN = "not_known"


class ReferralRoute(StrEnum):
    """Which way a referral goes, by how near the trial is."""

    ORDINARY = "ordinary"
    SHORT_WAY = "short_way"
    IN_COURT_SERVICE = "in_court_service"


class ReferralRefused(ValueError):
    """A referral that cannot be received as it was typed."""


@dataclass(eq=False)
class NameMissing(ReferralRefused):
    """The witness's name has no letters, so nobody could be asked for."""

    typed: str


@dataclass(eq=False)
class LanguageNotKnown(ReferralRefused):
    """The language is not one of the list."""

    code: str


@dataclass(eq=False)
class NoteTooLong(ReferralRefused):
    """The practical note is longer than practical matters need."""

    length: int


@dataclass(frozen=True)
class ReferralDetails:
    """A referral as typed: practical matters only, nothing about what happened.

    `identifier` is a URN, a Crown or a magistrates' court number as typed; `party` is the
    prosecution or one defendant in the text the published case uses; `address` is already in the
    normal form of its channel; `request_id` makes the same form sent twice one referral.
    """

    request_id: UUID
    identifier: str
    party: str
    party_label: str
    name: str
    role: WitnessRole
    language: str
    interpreter: InterpreterNeed
    channel: Channel
    address: str
    needs: tuple[AccessNeedKind, ...]
    practical_note: str
    source: ReferralSource
    urgency: Urgency
    home: HomeAtReferral
    age: AgeAtOffence


@dataclass(frozen=True)
class FirstTask:
    """Something a referral asks of us at once, besides support."""

    kind: TaskKind
    title: str
    source: str
    cause: str = "referral"


def check_details(details: ReferralDetails) -> None:
    """A referral names the witness, speaks a listed language and keeps its note short.

    Raises:
        ReferralRefused: One of its kinds, naming what is wrong.
    """
    if not initials_of(details.name):
        raise NameMissing(details.name)
    if details.language not in LANGUAGES:
        raise LanguageNotKnown(details.language)
    if len(details.practical_note) > LONGEST_NOTE:
        raise NoteTooLong(len(details.practical_note))


def last_near_day(today: date) -> date:
    """The last day on which a trial is near, as seen from one day, which is day 0.

    A short way is owed in the last week (requirements PT-15): seven days, or five working days
    where holidays make those reach farther, so that the week over Christmas is as long at work as
    any other. Whoever is referred then goes the short way, and has the one page of the last days.
    """
    return max(today + WEEK, add_working_days(today, NEAR))


def is_near(trial_on: date, today: date) -> bool:
    """Whether a trial is in its last week: the one rule of the short way and of the one page."""
    return trial_on <= last_near_day(today)


def route_of(urgency: Urgency, trial_on: date | None, today: date) -> ReferralRoute:
    """Which way a referral goes.

    A referral is taken at any stage up to the day of trial, by a short way in the last week; from
    the day of trial it belongs to the in-court Witness Service (requirements PT-15). What the
    court has published beats what the referrer says.
    """
    if trial_on is None:
        return _UNPUBLISHED[urgency]
    if today >= trial_on:
        return ReferralRoute.IN_COURT_SERVICE
    if is_near(trial_on, today):
        return ReferralRoute.SHORT_WAY
    return ReferralRoute.ORDINARY


def is_placed(number: str, party: str) -> bool:
    """Whether a referral says which case it is and who asked; else it stands by itself."""
    return bool(number) and party != NOT_SURE


def first_tasks(details: ReferralDetails, route: ReferralRoute) -> tuple[FirstTask, ...]:
    """What a referral asks of us besides support; none of it refuses or slows the referral.

    Everyone giving evidence for either side is eligible whatever the crime (requirements EL-01);
    home outside London at referral is referred on with consent (EL-06), under 18 at the offence
    is led by the children's service (EL-02), and what is missing is asked for (RA-04).
    """
    wanted = (
        TASK_ON_ROUTE.get(route),
        None if is_placed(details.identifier, details.party) else _PLACE_IT,
    )
    found = tuple(task for task in wanted if task is not None)
    return found + tasks_of_particulars(details.role, details.home, details.age)


def tasks_of_particulars(
    role: WitnessRole, home: HomeAtReferral, age: AgeAtOffence
) -> tuple[FirstTask, ...]:
    """What follows from what somebody is in the case, where they lived and how old they were.

    Home outside London at referral is referred on with consent (requirements EL-06), under 18 at
    the offence is led by the children's service (EL-02), and what is not known is asked (RA-04).
    """
    wanted = (_ON_ROLE.get(role), _ON_HOME.get(home), _ON_AGE.get(age))
    return tuple(task for task in wanted if task is not None)


_PLACE_IT = FirstTask(
    TaskKind.OTHER,
    "They referred themselves: find out with them which case it is, and say so on their timeline",
    "requirements RA-02",
)
_UNPUBLISHED = {
    Urgency.ORDINARY: ReferralRoute.ORDINARY,
    Urgency.WITHIN_A_WEEK: ReferralRoute.SHORT_WAY,
}
TASK_ON_ROUTE = {
    ReferralRoute.SHORT_WAY: FirstTask(
        TaskKind.SHORT_WAY,
        "Trial within a week: settle the visit, access needs and who meets the witness on the day",
        "requirements PT-15",
    ),
    ReferralRoute.IN_COURT_SERVICE: FirstTask(
        TaskKind.GO_TO_IN_COURT_SERVICE,
        "The trial has started: pass the witness to the in-court Witness Service, with consent",
        "requirements PT-15",
    ),
}
_ON_ROLE = {
    WitnessRole.NOT_KNOWN: FirstTask(
        TaskKind.ASK_REFERRER,
        "Find out whether they are a victim in this case, and say so in Who they are",
        "requirements RA-04",
        cause="referral: who they are",
    ),
}
_ON_HOME = {
    HomeAtReferral.ELSEWHERE: FirstTask(
        TaskKind.REFER_ON,
        "Home outside London: with consent, refer on to the service where the witness lives",
        "requirements EL-06",
    ),
    HomeAtReferral.NOT_KNOWN: FirstTask(
        TaskKind.ASK_REFERRER,
        "Ask the referrer whether the witness lives in London, even for a time",
        "requirements RA-04",
    ),
}
_ON_AGE = {
    AgeAtOffence.UNDER_18: FirstTask(
        TaskKind.INVOLVE_CHILDRENS_SERVICE,
        "Under 18 at the time: the children's service leads; agree who does what",
        "requirements EL-02",
    ),
}


def sealed_form(details: ReferralDetails) -> dict[str, Any]:
    """A referral as the intake keeps it: plain text, numbers and lists."""
    return {
        "identifier": details.identifier,
        "party_label": details.party_label,
        "name": details.name,
        "role": details.role.value,
        "language": details.language,
        "interpreter": details.interpreter.value,
        "channel": details.channel.value,
        "address": details.address,
        "needs": [need.value for need in details.needs],
        "practical_note": details.practical_note,
        "source": details.source.value,
        "urgency": details.urgency.value,
        "home": details.home.value,
        "age": details.age.value,
    }


def opened_form(request_id: UUID, party: str, sealed: dict[str, Any]) -> ReferralDetails:
    """The referral that `sealed_form` put away.

    Args:
        request_id: The request the intake kept it under.
        party: The party the intake kept it under.
        sealed: What `sealed_form` answered.
    """
    return ReferralDetails(
        request_id=request_id,
        identifier=sealed["identifier"],
        party=party,
        party_label=sealed["party_label"],
        name=sealed["name"],
        role=WitnessRole(sealed["role"]),
        language=sealed["language"],
        interpreter=InterpreterNeed(sealed["interpreter"]),
        channel=Channel(sealed["channel"]),
        address=sealed["address"],
        needs=tuple(AccessNeedKind(need) for need in sealed["needs"]),
        practical_note=sealed["practical_note"],
        source=ReferralSource(sealed["source"]),
        urgency=Urgency(sealed["urgency"]),
        home=HomeAtReferral(sealed["home"]),
        age=AgeAtOffence(sealed["age"]),
    )
