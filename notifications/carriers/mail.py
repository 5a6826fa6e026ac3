"""An e-mail as it is written for the wire: the text, and the invitation it may carry (RFC 6047)."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from notifications.calendar_invitations.rules import read
from notifications.carriers.outgoing import OutgoingMessage


def mail_of(outgoing: OutgoingMessage) -> EmailMessage:
    """The e-mail of a message, the same bytes each time but for its date.

    The Message-ID comes from the message and not from the attempt, so that a mail sent twice is
    one mail to whoever reads it (notifications 4.2).
    """
    mail = EmailMessage(policy=SMTP)
    domain = outgoing.from_address.rpartition("@")[2]
    mail["From"] = Address(outgoing.from_name, addr_spec=outgoing.from_address)
    mail["To"] = outgoing.to_address
    mail["Subject"] = outgoing.subject
    mail["Date"] = format_datetime(outgoing.at)
    mail["Message-ID"] = f"<{outgoing.message_id}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(f"{outgoing.text}\n", charset="utf-8")
    if outgoing.invitation_ics is not None:
        _attach(mail, outgoing.invitation_ics)
    return mail


def _attach(mail: EmailMessage, invitation: str) -> None:
    """Put the invitation last among the alternatives, and once more as a file.

    Base64 keeps its line ends and folding whole. Calendars that read the alternative ignore the
    file; mail programs without a calendar offer the file.
    """
    content = invitation.encode()
    method = read(invitation).method
    alternative = EmailMessage(policy=SMTP)
    alternative.set_content(
        content,
        maintype="text",
        subtype="calendar",
        cte="base64",
        params={"method": method, "charset": "utf-8"},
    )
    mail.make_alternative()
    mail.attach(alternative)
    mail.add_attachment(
        content, maintype="application", subtype="ics", cte="base64", filename="invite.ics"
    )
