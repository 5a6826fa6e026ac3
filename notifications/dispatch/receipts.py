"""Taking in what carriers say later of messages: duplicates and any order change nothing."""

from datetime import datetime

from ethical_walls.carrier_words.actions import has_reference, receipts_that_wait
from ethical_walls.sessions import WalledSession
from notifications.carriers.outgoing import Held, Standing
from notifications.carriers.twilio_sms import NAME
from notifications.dispatch.queries import message_of_attempt
from notifications.dispatch.settling import settle_as_held


def take_in_receipts(session: WalledSession, *, now: datetime) -> None:
    """Bring each message to what was said of it; a receipt also settles an attempt in doubt.

    An attempt's own signed address brought each receipt here, so the message is certainly the one.
    """
    for receipt in receipts_that_wait(session):
        message = message_of_attempt(session, receipt.attempt_id)
        if message is None:
            continue
        has_reference(session, receipt.attempt_id, receipt.reference)
        message.carrier = NAME
        held = Held(receipt.reference, Standing(receipt.standing), receipt.code)
        settle_as_held(session, message, held, now=now)
        session.flush()
