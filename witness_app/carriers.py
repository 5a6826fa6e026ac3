"""Which carrier takes each channel here, by the settings, and what the start says of it."""

from collections.abc import Iterator

from casework.contact_plans.rules import Channel
from notifications.carriers.outgoing import Carrier
from notifications.carriers.recording import RecordingCarrier
from notifications.carriers.smtp import SmtpCarrier, SmtpSecurity, SmtpServer
from notifications.carriers.status_address import StatusAddresses
from notifications.carriers.twilio_sms import TwilioAccount, TwilioCarrier
from witness_app.settings import MailSettings, Settings, TextSettings


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
    if settings.texts.are_sent:
        statuses = status_addresses(settings) if settings.texts.come_back else None
        found[Channel.SMS] = TwilioCarrier(_account(settings.texts), statuses)
    return found


def status_addresses(settings: Settings) -> StatusAddresses:
    """The addresses at which the carrier of texts says what became of each."""
    return StatusAddresses(settings.texts.callback_url, settings.public_secret.encode())


def said_at_the_start(settings: Settings) -> Iterator[str]:
    """How messages leave here, in a line for each thing that somebody must know."""
    texts, mail = settings.texts, settings.mail
    if not (texts.are_sent or mail.host):
        yield f"No carrier is set up: {_instead(settings, 'messages')}."
        return
    if not mail.host:
        yield f"No mail server is set up: {_instead(settings, 'e-mails')}."
    if not texts.are_sent:
        yield f"Nothing is set up to send texts: {_instead(settings, 'texts')}."
    elif not texts.come_back:
        yield (
            "Texts leave through Twilio, but receipts and replies are not asked for or believed:"
            " set TWILIO_AUTH_TOKEN and TWILIO_PUBLIC_URL."
        )
    else:
        yield f"Texts leave through Twilio, which answers to {texts.callback_url}."


def _instead(settings: Settings, what: str) -> str:
    if settings.is_production:
        return f"{what} become calls for a person to make"
    return f"{what} are recorded and nothing leaves this machine"


def _account(texts: TextSettings) -> TwilioAccount:
    return TwilioAccount(
        account_sid=texts.account_sid,
        username=texts.api_key or texts.account_sid,
        password=texts.api_secret if texts.api_key else texts.auth_token,
        from_number=texts.from_number,
        messaging_service=texts.messaging_service,
        base_url=texts.base_url,
    )


def _server(mail: MailSettings) -> SmtpServer:
    required = mail.starttls == "required"
    return SmtpServer(
        host=mail.host,
        port=mail.port,
        security=SmtpSecurity.STARTTLS if required else SmtpSecurity.NONE,
        username=mail.username,
        password=mail.password,
    )
