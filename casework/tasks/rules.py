"""The kinds of task, and which of them are owed first."""

from enum import StrEnum


class TaskKind(StrEnum):
    """What sort of thing must be done; the title says it in words."""

    CONTACT_WITNESS = "contact_witness"
    CHANGE_CHANNEL = "change_channel"
    PLACE_VISIT = "place_visit"
    MESSAGE_NOT_SENT = "message_not_sent"
    TELL_WITNESS = "tell_witness"
    SHORT_WAY = "short_way"
    GO_TO_IN_COURT_SERVICE = "go_to_in_court_service"
    REFER_ON = "refer_on"
    INVOLVE_CHILDRENS_SERVICE = "involve_childrens_service"
    ASK_REFERRER = "ask_referrer"
    OTHER = "other"
