"""What a browser carries for us that neither its owner's neighbour nor anybody else can read."""

import base64
import hashlib
import hmac
import json
import os
import zlib
from binascii import Error as NotBase64
from datetime import datetime, timedelta
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

NONCE_BYTES: Final = 12
LOCKED_AT: Final = "at"
THINGS: Final = "things"


def locked(what_for: str, things: dict[str, Any], now: datetime) -> str:
    """Plain values as a browser may carry them: encrypted for one use, with when it was done."""
    nonce = os.urandom(NONCE_BYTES)
    plain = json.dumps({THINGS: things, LOCKED_AT: now.timestamp()}, ensure_ascii=False)
    kept = _cipher(what_for).encrypt(nonce, zlib.compress(plain.encode()), what_for.encode())
    return base64.urlsafe_b64encode(nonce + kept).decode()


def unlocked(
    what_for: str, carried: str, now: datetime, *, within: timedelta
) -> dict[str, Any] | None:
    """The values again; None where they are not ours, of another use, or older than that."""
    try:
        kept = base64.urlsafe_b64decode(carried)
        opened = _cipher(what_for).decrypt(
            kept[:NONCE_BYTES], kept[NONCE_BYTES:], what_for.encode()
        )
    except (InvalidTag, NotBase64, ValueError):
        return None
    found = json.loads(zlib.decompress(opened))
    age = now.timestamp() - found[LOCKED_AT]
    things: dict[str, Any] = found[THINGS]
    return things if age <= within.total_seconds() else None


def _cipher(what_for: str) -> AESGCM:
    """A key of its own for each use, made from the secret that this site alone holds."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return AESGCM(hmac.new(secret, f"locked|{what_for}".encode(), hashlib.sha256).digest())
