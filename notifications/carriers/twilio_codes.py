"""What Twilio's error codes mean here: whose fault it is, and the words a caseworker reads."""

from notifications.carriers.outgoing import Fault, Standing

STOPPED = "The person has asked the network for no more texts"
NOT_A_MOBILE = "The network says that this is not a mobile number"
UNREACHABLE = "The network cannot reach this number with texts"
OUR_SENDER = "The network does not take texts from our number: tell whoever keeps the settings"
NOT_TAKEN_NOW = "The network was busy and did not take it"
REFUSED = "The network refused it"
NOT_DELIVERED = "The network could not deliver it"

TOO_MANY_REQUESTS = 20429
OPTED_OUT = 21610

AT_ONCE: dict[int, tuple[Fault, str]] = {
    TOO_MANY_REQUESTS: (Fault.PASSING, NOT_TAKEN_NOW),
    OPTED_OUT: (Fault.STOPPED, STOPPED),
    21211: (Fault.ADDRESS, NOT_A_MOBILE),
    21612: (Fault.ADDRESS, UNREACHABLE),
    21614: (Fault.ADDRESS, NOT_A_MOBILE),
    21635: (Fault.ADDRESS, NOT_A_MOBILE),
    21606: (Fault.OURS, OUR_SENDER),
    21608: (Fault.OURS, OUR_SENDER),
}
"""Answers to a message handed over. Any other refusal is ours: the settings are wrong."""

LATER: dict[str, str] = {
    str(OPTED_OUT): STOPPED,
    "30003": "The phone could not be reached: it may be off or out of signal",
    "30004": "The phone or its network blocks our texts",
    "30005": "The network does not know this number",
    "30006": "The network says that this is a landline",
    "30007": "The network took it for an unwanted text and stopped it",
    "30008": "The network could not deliver it and does not say why",
}
"""Receipts of a message that was taken and then not delivered."""

STANDINGS: dict[str, Standing] = {
    "accepted": Standing.ON_ITS_WAY,
    "scheduled": Standing.ON_ITS_WAY,
    "queued": Standing.ON_ITS_WAY,
    "sending": Standing.ON_ITS_WAY,
    "sent": Standing.SENT,
    "delivered": Standing.DELIVERED,
    "read": Standing.DELIVERED,
    "partially_delivered": Standing.FAILED,
    "undelivered": Standing.FAILED,
    "failed": Standing.FAILED,
    "canceled": Standing.FAILED,
}


def refusal(code: int) -> tuple[Fault, str]:
    """Whose fault a refusal is, and its words with the code."""
    fault, words = AT_ONCE.get(code, (Fault.OURS, REFUSED))
    return fault, f"{words} ({code})"


def why_not_delivered(code: str) -> str:
    """Why a message that was taken did not arrive, in words with the code where there is one."""
    words = LATER.get(code, NOT_DELIVERED)
    return f"{words} ({code})" if code else words
