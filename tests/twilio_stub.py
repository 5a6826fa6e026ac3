"""A loopback server that answers as Twilio does, down to its codes, pages, signatures and sulks."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

from twilio.request_validator import RequestValidator

ACCOUNT = "AC" + "0" * 32
AUTH_TOKEN = "an invented token"
API_KEY, API_SECRET = "SK" + "1" * 32, "an invented secret"
FROM = "+447700900999"
MESSAGES = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"

OPTED_OUT, NOT_A_NUMBER, NOT_A_MOBILE = "+447700900901", "+447700900902", "+447700900903"
BUSY, FAILING, TAKEN_THEN_FAILING = "+447700900904", "+447700900905", "+447700900906"
TAKEN_THEN_SILENT, TAKEN_THEN_NONSENSE = "+447700900907", "+447700900908"
TAKEN_THEN_CUT, NEVER_HEARD_OF = "+447700900909", "+447700900910"

TOO_MANY, RETRY_AFTER = 429, 90
REFUSALS: dict[str, tuple[int, int, str]] = {
    OPTED_OUT: (400, 21610, "Attempt to send to unsubscribed recipient"),
    NOT_A_NUMBER: (400, 21211, "The 'To' number is not a valid phone number."),
    NOT_A_MOBILE: (400, 21614, "'To' number is not a valid mobile number"),
    BUSY: (429, 20429, "Too Many Requests"),
    FAILING: (500, 20500, "Internal Server Error"),
    NEVER_HEARD_OF: (400, 29999, "Something that nobody has written down"),
}
TAKES_FIRST = frozenset(
    {TAKEN_THEN_FAILING, TAKEN_THEN_SILENT, TAKEN_THEN_NONSENSE, TAKEN_THEN_CUT}
)


@dataclass
class Text:
    """A message as Twilio holds it."""

    sid: str
    to: str
    body: str
    asked: dict[str, str]
    created_at: datetime
    status: str = "queued"
    error_code: int | None = None

    def shown(self) -> dict[str, Any]:
        """The resource as the API shows it; dates as RFC 2822, and no date sent while queued."""
        created = format_datetime(self.created_at)
        return {
            "account_sid": ACCOUNT,
            "api_version": "2010-04-01",
            "body": self.body,
            "date_created": created,
            "date_sent": None if self.status == "queued" else created,
            "date_updated": created,
            "direction": "outbound-api",
            "error_code": self.error_code,
            "error_message": None,
            "from": self.asked.get("From"),
            "messaging_service_sid": self.asked.get("MessagingServiceSid"),
            "num_media": "0",
            "num_segments": "1",
            "price": None,
            "price_unit": "GBP",
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {},
            "to": self.to,
            "uri": f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{self.sid}.json",
        }


@dataclass
class Twilio:
    """The invented network: what it took, and the callbacks it signs."""

    now: Callable[[], datetime]
    texts: list[Text] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    lags: list[str] = field(default_factory=list)
    """Numbers whose texts its list does not show yet."""
    list_fails: list[str] = field(default_factory=list)
    """Numbers about which its list answers with an error."""
    is_stopping: threading.Event = field(default_factory=threading.Event)
    base_url: str = ""

    def take(self, asked: dict[str, str]) -> Text:
        """Keep one message."""
        sid = f"SM{len(self.texts) + 1:032x}"
        text = Text(sid, asked["To"], asked["Body"], asked, self.now())
        self.texts.append(text)
        return text

    def listed(self, to: str, since: str) -> list[Text]:
        """Messages to a number, newest first, as far as its list has caught up."""
        if to in self.lags:
            return []
        found = [text for text in self.texts if text.to == to]
        if since:
            found = [
                t for t in found if t.status != "queued" and f"{t.created_at:%Y-%m-%d}" >= since
            ]
        return sorted(found, key=lambda text: (text.created_at, text.sid), reverse=True)

    def moves_to(self, text: Text, status: str, error_code: int | None = None) -> dict[str, str]:
        """Let a message come to a status, and give the form that its callback carries."""
        text.status, text.error_code = status, error_code
        form = {
            "AccountSid": ACCOUNT,
            "ApiVersion": "2010-04-01",
            "From": FROM,
            "MessageSid": text.sid,
            "MessageStatus": status,
            "SmsSid": text.sid,
            "SmsStatus": status,
            "To": text.to,
        }
        return form | ({"ErrorCode": str(error_code)} if error_code else {})

    @staticmethod
    def inbound(number: str, words: str, sid: str) -> dict[str, str]:
        """The form that an inbound text arrives with."""
        return {
            "AccountSid": ACCOUNT,
            "Body": words,
            "From": number,
            "MessageSid": sid,
            "NumMedia": "0",
            "SmsStatus": "received",
            "To": FROM,
        }


def signed(address: str, form: dict[str, str], token: str = AUTH_TOKEN) -> dict[str, str]:
    """The header by which Twilio proves a callback, over the public address and the form."""
    return {"X-Twilio-Signature": RequestValidator(token).compute_signature(address, form)}


class Desk(BaseHTTPRequestHandler):
    """One request to the invented network."""

    twilio: ClassVar[Twilio]
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Take a message, or not."""
        length = int(self.headers["Content-Length"])
        asked = {k: v[0] for k, v in parse_qs(self.rfile.read(length).decode()).items()}
        self.twilio.asked.append(f"POST {self.path}")
        to = asked["To"]
        if to in REFUSALS:
            status, code, words = REFUSALS[to]
            self._answer(status, {"code": code, "message": words, "status": status})
            return
        text = self.twilio.take(asked)
        if to in TAKES_FIRST:
            self._sulk(to)
        else:
            self._answer(201, text.shown())

    def do_GET(self) -> None:
        """Show the list of messages, a page at a time."""
        asked = {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
        self.twilio.asked.append(f"GET {self.path}")
        if asked["To"] in self.twilio.list_fails:
            self._answer(503, {"code": 20503, "message": "Service Unavailable", "status": 503})
            return
        page, size = int(asked.get("Page", 0)), int(asked.get("PageSize", 50))
        found = self.twilio.listed(asked["To"], asked.get("DateSent>", ""))
        shown = found[page * size : (page + 1) * size]
        more = len(found) > (page + 1) * size
        following = f"{MESSAGES}?{urlencode(asked | {'Page': page + 1, 'PageToken': 'PA1'})}"
        self._answer(
            200,
            {
                "messages": [text.shown() for text in shown],
                "next_page_uri": following if more else None,
                "page": page,
                "page_size": size,
                "uri": self.path,
            },
        )

    def log_message(self, *_given: object) -> None:
        """Say nothing."""

    def _sulk(self, to: str) -> None:
        if to == TAKEN_THEN_FAILING:
            self._send(502, b"<html>Bad Gateway</html>", "text/html")
        elif to == TAKEN_THEN_NONSENSE:
            self._send(201, b"taken, I think", "text/plain")
        elif to == TAKEN_THEN_SILENT:
            self.twilio.is_stopping.wait(10)
        self.close_connection = True

    def _answer(self, status: int, content: dict[str, Any]) -> None:
        self._send(status, json.dumps(content).encode(), "application/json")

    def _send(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if status == TOO_MANY:
            self.send_header("Retry-After", str(RETRY_AFTER))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def a_twilio(now: Callable[[], datetime]) -> Iterator[Twilio]:
    """The invented network, on a port of its own, until the block ends."""
    twilio = Twilio(now)
    desk = type("OneDesk", (Desk,), {"twilio": twilio})
    server = ThreadingHTTPServer(("127.0.0.1", 0), desk)
    twilio.base_url = f"http://127.0.0.1:{server.server_address[1]}"
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    serving.start()
    try:
        yield twilio
    finally:
        twilio.is_stopping.set()
        server.shutdown()
        server.server_close()
        serving.join()
