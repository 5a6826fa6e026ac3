import asyncio
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from uuid import UUID

import icalendar
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from casework.contact_plans.rules import Channel
from notifications.calendar_invitations.rules import Entry, Method, written
from notifications.carriers.mail import mail_of
from notifications.carriers.outgoing import Accepted, Fault, OutgoingMessage, Refused, Unknown
from notifications.carriers.recording import RecordingCarrier
from notifications.carriers.smtp import SmtpCarrier, SmtpSecurity, SmtpServer

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

NOW = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
OUTGOING = OutgoingMessage(
    message_id=UUID("11111111-1111-4111-8111-111111111111"),
    attempt_id=UUID("22222222-2222-4222-8222-222222222222"),
    channel=Channel.EMAIL,
    from_name="Sam",
    from_address="appointments@standby.example.org",
    to_address="adaeze@example.org",
    subject="Your appointment on Wednesday 30 September 2026",
    text="Hello,\n\nYour appointment is on Wednesday.\n.\nSam",
    invitation_ics=None,
    at=NOW,
)


def with_invitation(method: Method) -> OutgoingMessage:
    entry = Entry(
        uid="a-uid",
        sequence=1,
        starts_at=datetime(2026, 9, 30, 11, 45, tzinfo=UTC),
        ends_at=datetime(2026, 9, 30, 12, 15, tzinfo=UTC),
        organizer=OUTGOING.from_address,
        attendee=OUTGOING.to_address,
    )
    return replace(OUTGOING, invitation_ics=written(entry, method, now=NOW))


@dataclass
class MailServer:
    """A real SMTP server on loopback that answers as it is told to."""

    port: int = 0
    at_mail: str = "250 OK"
    at_rcpt: str = "250 OK"
    at_data: str = "250 Taken"
    drops_after_data: bool = False
    taken: list[bytes] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        envelope.mail_from = address
        return self.at_mail

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.at_rcpt

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.original_content, bytes)
        self.taken.append(envelope.original_content)
        if self.drops_after_data:
            server.transport.abort()
            await asyncio.sleep(0)
        return self.at_data


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def start() -> Iterator[Callable[[MailServer], SmtpCarrier]]:
    """Start a server and give the carrier that talks to it."""
    running: list[Controller] = []

    def started(server: MailServer) -> SmtpCarrier:
        server.port = free_port()
        controller = Controller(server, hostname="127.0.0.1", port=server.port)
        controller.start()
        running.append(controller)
        return carrier_to(server.port)

    yield started
    for controller in running:
        controller.stop()


def carrier_to(port: int) -> SmtpCarrier:
    return SmtpCarrier(SmtpServer("127.0.0.1", port, SmtpSecurity.NONE, timeout=5))


Start = Callable[[MailServer], SmtpCarrier]


def parsed(content: bytes) -> EmailMessage:
    mail = message_from_bytes(content, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def test_a_mail_that_the_server_takes_is_accepted_and_arrives_as_written(start: Start) -> None:
    server = MailServer()
    assert start(server).send(OUTGOING) == Accepted("Taken")
    mail = parsed(server.taken[0])
    assert mail["From"] == "Sam <appointments@standby.example.org>"
    assert mail["To"] == "adaeze@example.org"
    assert mail["Subject"] == OUTGOING.subject
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().replace("\r\n", "\n") == f"{OUTGOING.text}\n"


@pytest.mark.parametrize("method", [Method.REQUEST, Method.CANCEL])
def test_an_invitation_arrives_whole_with_its_method_in_header_and_body(
    start: Start, method: Method
) -> None:
    server = MailServer()
    outgoing = with_invitation(method)
    assert isinstance(start(server).send(outgoing), Accepted)
    mail = parsed(server.taken[0])
    assert mail.get_content_type() == "multipart/mixed"
    alternatives, file = mail.iter_parts()
    text, calendar = alternatives.iter_parts()
    assert [text.get_content_type(), calendar.get_content_type()] == ["text/plain", "text/calendar"]
    assert calendar["Content-Type"].params["method"] == method.value
    assert calendar["Content-Type"].params["charset"] == "utf-8"
    content = calendar.get_payload(decode=True)
    assert content == file.get_payload(decode=True) == outgoing.invitation_ics.encode()
    assert str(icalendar.Calendar.from_ical(content)["METHOD"]) == method.value
    assert file.get_filename() == "invite.ics"


def test_a_mail_sent_twice_is_one_mail_to_its_reader() -> None:
    again = replace(OUTGOING, attempt_id=UUID(int=3))
    assert mail_of(OUTGOING)["Message-ID"] == mail_of(again)["Message-ID"]
    assert str(OUTGOING.attempt_id) not in mail_of(OUTGOING).as_string()


@pytest.mark.parametrize(
    ("server", "fault", "reason"),
    [
        (MailServer(at_rcpt="550 No such person"), Fault.ADDRESS, "550 No such person"),
        (MailServer(at_rcpt="450 Try later"), Fault.PASSING, "450 Try later"),
        (MailServer(at_mail="550 Not you"), Fault.OURS, "550 Not you"),
        (MailServer(at_mail="451 Busy"), Fault.PASSING, "451 Busy"),
        (MailServer(at_data="554 Not this"), Fault.ADDRESS, "554 Not this"),
        (MailServer(at_data="452 Disk full"), Fault.PASSING, "452 Disk full"),
    ],
)
def test_a_refusal_says_whose_fault_it_is(
    start: Start, server: MailServer, fault: Fault, reason: str
) -> None:
    assert start(server).send(OUTGOING) == Refused(fault, reason)


def test_a_conversation_that_ends_after_the_message_left_may_have_sent_it(start: Start) -> None:
    server = MailServer(drops_after_data=True)
    answer = start(server).send(OUTGOING)
    assert isinstance(answer, Unknown)
    assert len(server.taken) == 1


def test_a_refused_connection_means_that_nothing_was_sent() -> None:
    answer = carrier_to(free_port()).send(OUTGOING)
    assert answer == Refused(Fault.PASSING, "No conversation: ConnectionRefusedError")


def test_a_server_that_says_nothing_is_given_up_on() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        server = SmtpServer("127.0.0.1", silent.getsockname()[1], SmtpSecurity.NONE, timeout=0.05)
        answer = SmtpCarrier(server).send(OUTGOING)
    assert answer == Refused(Fault.PASSING, "No conversation: SMTPServerDisconnected")


def test_no_mail_leaves_in_the_clear_where_encryption_is_required(start: Start) -> None:
    server = MailServer()
    plain = start(server)
    guarded = SmtpCarrier(replace(plain.server, security=SmtpSecurity.STARTTLS))
    answer = guarded.send(OUTGOING)
    assert answer == Refused(Fault.PASSING, "No conversation: SMTPNotSupportedError")
    assert server.taken == []


needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="makes a certificate with openssl, which is not here"
)


@pytest.fixture
def unknown_certificate(tmp_path: Path) -> ssl.SSLContext:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(  # noqa: S603 - fixed words
        [
            *("openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-days", "1"),
            *("-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


@needs_openssl
def test_no_mail_leaves_to_a_server_that_cannot_prove_its_name(
    unknown_certificate: ssl.SSLContext,
) -> None:
    server = MailServer(port=free_port())
    controller = Controller(
        server, hostname="127.0.0.1", port=server.port, tls_context=unknown_certificate
    )
    controller.start()
    try:
        carrier = SmtpCarrier(SmtpServer("127.0.0.1", server.port, SmtpSecurity.STARTTLS))
        answer = carrier.send(OUTGOING)
    finally:
        controller.stop()
    assert answer == Refused(Fault.PASSING, "No conversation: SSLCertVerificationError")
    assert server.taken == []


def test_where_no_carrier_is_set_up_a_message_is_taken_under_its_attempts_name() -> None:
    assert RecordingCarrier().send(OUTGOING) == Accepted(f"recorded-{OUTGOING.attempt_id}")
