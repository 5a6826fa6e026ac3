"""What every answer tells the browser: what it may run, keep, frame and pass on."""

import secrets
from typing import Final

from flask import Flask, Response, current_app, g, request

NONCE_BYTES: Final = 16
A_YEAR_OF_HTTPS: Final = "max-age=31536000; includeSubDomains"

ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}


def nonce() -> str:
    """This answer's own mark for the one inline script that the page layout needs."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(NONCE_BYTES)
    made: str = g.nonce
    return made


def content_security_policy() -> str:
    """Only our own files, no inline style, no frame, and forms that post to us alone."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce()}'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ],
    )


def add_headers(response: Response) -> Response:
    """Put the headers on one answer; a page is never kept by a browser or a proxy."""
    response.headers.update(ALWAYS)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = A_YEAR_OF_HTTPS
    response.headers["Content-Security-Policy"] = content_security_policy()
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response


def install(app: Flask) -> None:
    """Put the headers on every answer, refusals and failures included."""
    app.after_request(add_headers)
