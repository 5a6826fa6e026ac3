"""What makes a way of reaching a witness safe to record and safe to use."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from courts.london_time import london_time

DRAMA_NUMBERS = range(447700900000, 447700901000)
EARLIEST, LATEST = time(7), time(21)
WORDS_THAT_GIVE_AWAY = frozenset(
    {
        "barrister",
        "case",
        "complainant",
        "court",
        "courts",
        "cps",
        "crime",
        "crown",
        "evidence",
        "hearing",
        "judge",
        "police",
        "solicitor",
        "trial",
        "victim",
        "victims",
        "witness",
        "witnesses",
    }
)


class Channel(StrEnum):
    """The one way a witness asked to be reached."""

    SMS = "sms"
    EMAIL = "email"
    PHONE_CALL = "phone_call"


class Wording(StrEnum):
    """Whether a message may say plainly what it is about."""

    DISCREET = "discreet"
    PLAIN = "plain"


class CalendarWanted(StrEnum):
    """Whether the witness wants dates put in their own calendar."""

    YES = "yes"
    NO = "no"


class SeenBy(StrEnum):
    """Who else might see the phone or mailbox, in the person's own answer."""

    NOT_ASKED = "not_asked"
    NOBODY = "nobody"
    PEOPLE_WHO_KNOW = "people_who_know"
    PEOPLE_WHO_MUST_NOT_KNOW = "people_who_must_not_know"


class Numbers(StrEnum):
    """Whether the numbers that Ofcom keeps for drama count as mobile numbers here."""

    REAL = "real"
    REAL_AND_DRAMA = "real_and_drama"


PLAIN_IS_SAFE = frozenset({SeenBy.NOBODY, SeenBy.PEOPLE_WHO_KNOW})


class ContactPlanRefused(ValueError):
    """A contact plan that cannot be recorded as it stands."""


@dataclass(eq=False)
class NotAMobileNumber(ContactPlanRefused):
    """What was typed is not a mobile number; a landline is shared, so it is not safe."""

    typed: str


@dataclass(eq=False)
class NotAnEmailAddress(ContactPlanRefused):
    """What was typed is not an e-mail address."""

    typed: str


@dataclass(eq=False)
class HoursNotPossible(ContactPlanRefused):
    """The hours end before they begin, or lie outside the day in which we may reach anyone."""

    hours_from: time
    hours_until: time


@dataclass(eq=False)
class PlainWordingNotSafe(ContactPlanRefused):
    """Plain wording was chosen though somebody who must not know may see it, or nobody asked."""

    seen_by: SeenBy


@dataclass(eq=False)
class WordGivesAway(ContactPlanRefused):
    """A word agreed for discreet messages says what they are about."""

    word: str


@dataclass(eq=False)
class CalendarNeedsEmail(ContactPlanRefused):
    """An invitation travels by e-mail, and the plan is to reach the person another way."""

    channel: Channel


@dataclass(eq=False)
class StaleContactPlan(ContactPlanRefused):
    """Somebody recorded a newer version while this one was being written."""

    version: int


@dataclass(frozen=True)
class ContactPlanDetails:
    """How a witness may be reached, as they said it in live contact.

    `seen_by` is the answer to "who else might see your phone, is plain wording all right?".
    The hours are London times of day.
    """

    channel: Channel
    address: str
    language: str
    hours_from: time
    hours_until: time
    seen_by: SeenBy
    wording: Wording
    agreed_sender: str
    place_word: str
    calendar_wanted: CalendarWanted


def read_mobile_number(typed: str, numbers: Numbers) -> str:
    """A mobile number in international form, "+447700900123".

    Mobile numbers only: a landline is answered by whoever is near it (design section 6).

    Raises:
        NotAMobileNumber: It is not a number, or not a mobile one.
    """
    try:
        number = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException as unreadable:
        raise NotAMobileNumber(typed) from unreadable
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if numbers is Numbers.REAL_AND_DRAMA and int(written[1:]) in DRAMA_NUMBERS:
        return written
    if phonenumbers.number_type(number) is not phonenumbers.PhoneNumberType.MOBILE:
        raise NotAMobileNumber(typed)
    return written


def read_email_address(typed: str) -> str:
    """An e-mail address in its normal form; nothing is looked up to read it.

    Raises:
        NotAnEmailAddress: It is not an address.
    """
    try:
        return validate_email(typed.strip(), check_deliverability=False).normalized
    except EmailNotValidError as unreadable:
        raise NotAnEmailAddress(typed) from unreadable


def read_address(channel: Channel, typed: str, numbers: Numbers) -> str:
    """The address a channel is reached at, in its normal form.

    Raises:
        NotAMobileNumber: The channel needs a mobile number and this is not one.
        NotAnEmailAddress: The channel needs an e-mail address and this is not one.
    """
    if channel is Channel.EMAIL:
        return read_email_address(typed)
    return read_mobile_number(typed, numbers)


def check_hours(hours_from: time, hours_until: time) -> None:
    """Hours begin before they end, between 7am and 9pm London time (our own standard).

    Raises:
        HoursNotPossible: They do not.
    """
    if not EARLIEST <= hours_from < hours_until <= LATEST:
        raise HoursNotPossible(hours_from, hours_until)


def check_wording(details: ContactPlanDetails) -> None:
    """Plain wording needs the person's answer that nobody who must not know can see it.

    Discreet messages open with an agreed sender and name an agreed place; neither may say what
    they are about (design section 6).

    Raises:
        PlainWordingNotSafe: Plain wording without that answer.
        WordGivesAway: The agreed sender or place word tells the wrong reader.
    """
    if details.wording is Wording.PLAIN:
        if details.seen_by not in PLAIN_IS_SAFE:
            raise PlainWordingNotSafe(details.seen_by)
        return
    for agreed in (details.agreed_sender, details.place_word):
        check_agreed_words(agreed)


def check_agreed_words(agreed: str) -> None:
    """Words agreed for discreet messages never say court, police, witness, trial or the like.

    Raises:
        WordGivesAway: One of them does.
    """
    for word in re.findall(r"[a-z]+", agreed.casefold()):
        if word in WORDS_THAT_GIVE_AWAY:
            raise WordGivesAway(word)


def check_calendar(details: ContactPlanDetails) -> None:
    """Dates go into the person's own calendar by e-mail only (design section 6).

    Raises:
        CalendarNeedsEmail: The plan reaches the person another way.
    """
    if details.calendar_wanted is CalendarWanted.YES and details.channel is not Channel.EMAIL:
        raise CalendarNeedsEmail(details.channel)


def check_details(details: ContactPlanDetails) -> None:
    """Everything a contact plan must satisfy before it is recorded.

    Raises:
        ContactPlanRefused: One of its kinds, naming what is wrong.
    """
    check_hours(details.hours_from, details.hours_until)
    check_wording(details)
    check_calendar(details)


def may_be_reached(hours_from: time, hours_until: time, now: datetime) -> bool:
    """Whether it is inside the hours that the person gave, by the London clock.

    Args:
        hours_from: When their hours begin.
        hours_until: When they end; that minute still counts.
        now: An instant, aware.
    """
    return hours_from <= london_time(now) <= hours_until


def provisional(channel: Channel, address: str, language: str) -> ContactPlanDetails:
    """The plan from the referrer: discreet, nobody asked yet, by day only.

    It allows one introduction and the attempts (design section 6).
    """
    return ContactPlanDetails(
        channel=channel,
        address=address,
        language=language,
        hours_from=time(9),
        hours_until=time(19),
        seen_by=SeenBy.NOT_ASKED,
        wording=Wording.DISCREET,
        agreed_sender="",
        place_word="",
        calendar_wanted=CalendarWanted.NO,
    )
