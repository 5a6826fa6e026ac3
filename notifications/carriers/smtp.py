"""The carrier of e-mail: one SMTP conversation a message, and how its answers are understood."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum

from notifications.carriers.mail import mail_of
from notifications.carriers.outgoing import (
    Accepted,
    Answer,
    Fault,
    OutgoingMessage,
    Refused,
    Unknown,
)

OK = 250
WILL_FORWARD = 251
TEMPORARY = range(400, 500)


class SmtpSecurity(StrEnum):
    """How the conversation with the mail server is guarded."""

    NONE = "none"
    STARTTLS = "starttls"


@dataclass(frozen=True)
class SmtpServer:
    """The mail server. `timeout` is in seconds, for each step of the conversation."""

    host: str
    port: int
    security: SmtpSecurity = SmtpSecurity.STARTTLS
    username: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 20.0


@dataclass(frozen=True)
class SmtpCarrier:
    """Hands each message to a mail server and reads its answer.

    Until the message's own bytes begin to leave, any failure means that nothing was sent. After
    that, only an answer counts: a conversation that ends without one may have sent it.
    """

    server: SmtpServer
    name: str = "smtp"

    def send(self, outgoing: OutgoingMessage) -> Answer:
        """Hand over one e-mail."""
        try:
            connection = self._greeted()
        except smtplib.SMTPAuthenticationError as refusal:
            return Refused(Fault.OURS, _said(refusal.smtp_code, refusal.smtp_error))
        except (OSError, smtplib.SMTPException) as failure:
            return Refused(Fault.PASSING, f"No conversation: {type(failure).__name__}")
        try:
            return _converse(connection, outgoing)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()

    def _greeted(self) -> smtplib.SMTP:
        server = self.server
        connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
        try:
            connection.ehlo_or_helo_if_needed()
            if server.security is SmtpSecurity.STARTTLS:
                connection.starttls(context=ssl.create_default_context())
            if server.username:
                connection.login(server.username, server.password)
        except BaseException:
            connection.close()
            raise
        return connection


def _converse(connection: smtplib.SMTP, outgoing: OutgoingMessage) -> Answer:
    try:
        refusal = _addressed(connection, outgoing)
    except (OSError, smtplib.SMTPException) as failure:
        return Refused(Fault.PASSING, f"Broken off: {type(failure).__name__}")
    if refusal is not None:
        return refusal
    try:
        code, answer = connection.data(mail_of(outgoing).as_bytes())
    except smtplib.SMTPDataError as failure:
        return _refused(failure.smtp_code, failure.smtp_error, Fault.OURS)
    except (OSError, smtplib.SMTPException) as failure:
        return Unknown(f"No answer to the message: {type(failure).__name__}")
    if code == OK:
        return Accepted(answer.decode(errors="replace"))
    return _refused(code, answer, Fault.ADDRESS)


def _addressed(connection: smtplib.SMTP, outgoing: OutgoingMessage) -> Refused | None:
    code, answer = connection.mail(outgoing.from_address)
    if code != OK:
        return _refused(code, answer, Fault.OURS)
    code, answer = connection.rcpt(outgoing.to_address)
    if code not in (OK, WILL_FORWARD):
        return _refused(code, answer, Fault.ADDRESS)
    return None


def _refused(code: int, answer: bytes | str, fault: Fault) -> Refused:
    """A 4xx answer asks to come again later; any other refusal is for good."""
    return Refused(Fault.PASSING if code in TEMPORARY else fault, _said(code, answer))


def _said(code: int, answer: bytes | str) -> str:
    words = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return f"{code} {words}"
