"""Which carrier takes each channel here, by the settings."""

from casework.contact_plans.rules import Channel
from notifications.carriers.outgoing import Carrier
from notifications.carriers.recording import RecordingCarrier
from notifications.carriers.smtp import SmtpCarrier, SmtpSecurity, SmtpServer
from witness_app.settings import MailSettings, Settings


def carriers_of(settings: Settings) -> dict[Channel, Carrier]:
    """The carriers in use.

    Where none is set up, messages are recorded and nothing leaves the machine; in production
    they are not: such a channel has no carrier, and its messages become calls for a person to
    make, since a witness would otherwise be thought told who is not.
    """
    found: dict[Channel, Carrier] = {}
    if not settings.is_production:
        found |= {channel: RecordingCarrier() for channel in (Channel.SMS, Channel.EMAIL)}
    if settings.mail.host:
        found[Channel.EMAIL] = SmtpCarrier(_server(settings.mail))
    return found


def _server(mail: MailSettings) -> SmtpServer:
    required = mail.starttls == "required"
    return SmtpServer(
        host=mail.host,
        port=mail.port,
        security=SmtpSecurity.STARTTLS if required else SmtpSecurity.NONE,
        username=mail.username,
        password=mail.password,
    )
