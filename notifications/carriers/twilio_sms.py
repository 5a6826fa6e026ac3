"""The carrier of text messages: Twilio's own client, never waiting long and never trying twice."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from notifications.carriers.outgoing import (
    Accepted,
    Answer,
    Fault,
    Held,
    OutgoingMessage,
    Refused,
    Standing,
    Unknown,
)
from notifications.carriers.status_address import StatusAddresses
from notifications.carriers.twilio_codes import (
    NOT_TAKEN_NOW,
    STANDINGS,
    TOO_MANY_REQUESTS,
    refusal,
)

NAME = "twilio"
REAL = "https://api.twilio.com"
SERVER_FAILED = 500
BUSY = 429
SHORTEST_LIFE, LONGEST_LIFE = 60, 36000
"""Seconds for which Twilio may keep a message waiting; the longest is its own limit."""
CLOCKS_DIFFER_BY = timedelta(minutes=1)
PAGE = 50
NEVER_BEGAN = (NewConnectionError, NameResolutionError, ConnectTimeoutError)

_silent = logging.getLogger("notifications.carriers.twilio")
_silent.disabled = True
"""Twilio's client notes each address it asks for, and a telephone number is in some of them."""


@dataclass(frozen=True)
class TwilioAccount:
    """Whose account texts leave from, and by which number or messaging service.

    Attributes:
        account_sid: The account.
        username: An API key, or the account itself.
        password: The key's secret, or the account's token.
        from_number: The number texts come from, unless a service chooses it.
        messaging_service: Twilio's service that chooses the number.
        base_url: Where Twilio is; a loopback stub in tests.
        timeout: Seconds to wait for an answer.
    """

    account_sid: str
    username: str
    password: str = field(repr=False)
    from_number: str = ""
    messaging_service: str = ""
    base_url: str = REAL
    timeout: float = 10.0


class Busy(TwilioException):  # type: ignore[misc]
    """It took nothing, since too much was asked of it; `wait` is for how long, where it says."""

    def __init__(self, wait: timedelta | None) -> None:
        super().__init__("busy")
        self.wait = wait


class LoopbackableClient(TwilioHttpClient):  # type: ignore[misc]
    """Twilio's own HTTP client, pointed at one server, with a time limit and no second try."""

    def __init__(self, base_url: str, timeout: float) -> None:
        # A kept connection that Twilio closes meanwhile would leave a text's outcome unknown.
        super().__init__(pool_connections=False, timeout=timeout, logger=_silent)
        self._base = urlsplit(base_url)

    def request(self, method: str, url: str, *args: Any, **options: Any) -> Response:  # noqa: ANN401 - the library's own
        """Ask the server that this client is pointed at.

        Raises:
            Busy: It was too busy; the library's own error forgets how long it asks us to wait.
        """
        asked = urlsplit(url)
        there = (self._base.scheme, self._base.netloc, asked.path, asked.query, "")
        answer = super().request(method, urlunsplit(there), *args, **options)
        if answer.status_code == BUSY:
            raise Busy(asked_wait(answer.headers or {}))
        return answer


@dataclass(frozen=True)
class TwilioCarrier:
    """Hands each text to Twilio once.

    Twilio cannot tell a second try from a second message, and may have sent what it answered with
    an error: whatever is not a plain yes or a plain no is unknown (notifications 3.1 and 3.4).
    """

    account: TwilioAccount
    statuses: StatusAddresses | None = None
    name: str = NAME

    def send(self, outgoing: OutgoingMessage) -> Answer:
        """Hand over one text."""
        try:
            taken = self._client.messages.create(**self._asked(outgoing))
        except Busy as busy:
            return Refused(Fault.PASSING, f"{NOT_TAKEN_NOW} ({TOO_MANY_REQUESTS})", busy.wait)
        except TwilioRestException as refused:
            return _answered(refused)
        except requests.RequestException as failure:
            return _broken_off(failure)
        except (TwilioException, ValueError) as unreadable:
            return Unknown(f"Its answer could not be read: {type(unreadable).__name__}")
        return Accepted(taken.sid) if taken.sid else Unknown("Its answer names no message")

    def held(self, outgoing: OutgoingMessage) -> tuple[Held, ...] | None:
        """The texts to this number since this attempt began that say the same, oldest first."""
        since = outgoing.at - CLOCKS_DIFFER_BY
        found = []
        try:
            for text in self._client.messages.stream(to=outgoing.to_address, page_size=PAGE):
                if _is_before(text, since):
                    break
                if _says(text, outgoing):
                    found.append(text)
        except (requests.RequestException, TwilioException, ValueError):
            return None
        return tuple(_held(text) for text in reversed(found))

    @cached_property
    def _client(self) -> Client:
        account = self.account
        http = LoopbackableClient(account.base_url, account.timeout)
        return Client(account.username, account.password, account.account_sid, http_client=http)

    def _asked(self, outgoing: OutgoingMessage) -> Mapping[str, Any]:
        asked: dict[str, Any] = {"to": outgoing.to_address, "body": outgoing.text}
        if self.account.messaging_service:
            asked["messaging_service_sid"] = self.account.messaging_service
        else:
            asked["from_"] = self.account.from_number
        if self.statuses is not None:
            asked["status_callback"] = self.statuses.address_of(outgoing.attempt_id)
        if outgoing.until is not None:
            asked["validity_period"] = life_in_seconds(outgoing.at, outgoing.until)
        return asked


def life_in_seconds(at: datetime, until: datetime) -> int:
    """How long Twilio may keep a text waiting: until its hours close, never past its own limit.

    Left to itself it would try for ten hours, into somebody's night (notifications 3.6).
    """
    return max(SHORTEST_LIFE, min(LONGEST_LIFE, int((until - at).total_seconds())))


def asked_wait(headers: Mapping[str, str]) -> timedelta | None:
    """How long a busy server asks to be left alone, where it says so in whole seconds."""
    said = headers.get("Retry-After", "")
    return timedelta(seconds=int(said)) if said.isascii() and said.isdigit() else None


def _answered(refused: TwilioRestException) -> Answer:
    """A refusal that says it did not take the message; a failure of theirs says nothing."""
    if refused.status >= SERVER_FAILED:
        return Unknown(f"It failed while answering ({refused.status})")
    return Refused(*refusal(refused.code or refused.status))


def _broken_off(failure: requests.RequestException) -> Answer:
    """Only where no conversation began is it certain that nothing was taken."""
    if isinstance(failure, requests.ConnectTimeout) or _never_began(failure):
        return Refused(Fault.PASSING, f"No conversation: {type(failure).__name__}")
    return Unknown(f"No answer to the message: {type(failure).__name__}")


def _never_began(failure: BaseException) -> bool:
    reason = getattr(failure.args[0], "reason", None) if failure.args else None
    return isinstance(reason, NEVER_BEGAN)


def _is_before(text: MessageInstance, since: datetime) -> bool:
    return text.date_created is not None and text.date_created < since


def _says(text: MessageInstance, outgoing: OutgoingMessage) -> bool:
    is_ours = str(text.direction or "").startswith("outbound")
    return is_ours and text.body == outgoing.text


def _held(text: MessageInstance) -> Held:
    code = str(text.error_code) if text.error_code else ""
    return Held(str(text.sid), STANDINGS.get(str(text.status), Standing.ON_ITS_WAY), code)
