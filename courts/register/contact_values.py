"""How a telephone number or an e-mail address of a court is read and written."""

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from courts.register.rules import Channel

COUNTRY = "GB"


class ContactNotUnderstood(ValueError):
    """What was typed cannot be rung or written to; the message says what to do."""


def read_contact(channel: Channel, text: str) -> str:
    """A contact as the register writes it: "020 7192 2739", "office@example.org".

    Raises:
        ContactNotUnderstood: It is no telephone number, or no e-mail address.
    """
    return _telephone(text) if channel is Channel.PHONE else _email(text)


def _telephone(text: str) -> str:
    try:
        number = phonenumbers.parse(text, COUNTRY)
    except phonenumbers.NumberParseException as unreadable:
        raise ContactNotUnderstood("Enter a telephone number, like 020 7192 2739") from unreadable
    length = phonenumbers.is_possible_number_with_reason(number)
    if length != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise ContactNotUnderstood("Enter a telephone number with all its digits")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def _email(text: str) -> str:
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError as refused:
        raise ContactNotUnderstood(
            "Enter an email address in the correct format, like office@example.org"
        ) from refused
