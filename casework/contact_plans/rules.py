"""What makes a way of reaching a witness safe to record and safe to use."""

from enum import StrEnum


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
