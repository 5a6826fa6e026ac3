"""What Twilio says to us: believed by its signature alone, and answered with nothing."""

from typing import Final
from uuid import UUID

from flask import Blueprint, Response, abort, request
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from ethical_walls.carrier_words.actions import ReceiptThatCame, receive_receipt
from ethical_walls.permissions import Permission
from ethical_walls.viewers import NOBODY
from notifications.carriers.twilio_codes import STANDINGS
from witness_app.carrier_words import text_came
from witness_app.carriers import status_addresses
from witness_app.site import current
from witness_app.site.access import permits

pages = Blueprint("callbacks", __name__, url_prefix="/callbacks/texts")
"""A carrier has no form of ours to send back, so these addresses ask for a signature instead."""

SIGNATURE: Final = "X-Twilio-Signature"
SAY_NOTHING: Final = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


@pages.post("/status/<uuid:attempt_id>")
@permits(Permission.ANYONE)
def hear_status(attempt_id: UUID) -> Response:
    """Take down what became of one attempt; the job of its own side does the rest."""
    form, now = believed(), current.now()
    addresses = status_addresses(current.site().settings)
    if not addresses.is_ours(attempt_id, request.args.get("s", "")):
        abort(404)
    standing = STANDINGS.get(form.get("MessageStatus", ""))
    if standing is not None:
        reference, code = form.get("MessageSid", ""), form.get("ErrorCode", "")
        said = ReceiptThatCame(attempt_id, standing, reference, code, now)
        current.perform_as(NOBODY, receive_receipt, said)
    return Response(status=204)


@pages.post("/inbound")
@permits(Permission.ANYONE)
def hear_text() -> Response:
    """Take down a text; whoever sent it, and whether we know them, the answer is the same."""
    form = believed()
    words = form.get("Body", "").replace("\0", "")
    current.perform_as(NOBODY, text_came, form.get("MessageSid", ""), form.get("From", ""), words)
    return Response(SAY_NOTHING, mimetype="text/xml")


def believed() -> MultiDict[str, str]:
    """What the carrier sent, where it proves itself; else the one 404.

    It signs the address at which it reaches us and everything that it sends, so both are taken as
    they came and neither from what a proxy says. A signature has no time in it: what is said twice
    is one (notifications 3.3).
    """
    texts = current.site().settings.texts
    address = texts.callback_url + request.full_path.removesuffix("?")
    is_signed = texts.come_back and RequestValidator(texts.auth_token).validate(
        address, request.form, request.headers.get(SIGNATURE, "")
    )
    if not is_signed or request.form.get("AccountSid") != texts.account_sid:
        abort(404)
    return request.form
