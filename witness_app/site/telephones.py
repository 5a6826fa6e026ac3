"""Telephone numbers as people here write and dial them."""

import phonenumbers


def as_dialled(number: str) -> str:
    """A number as people here dial it: "+447700900100" is "07700 900100"; what is none stays."""
    if not number.startswith("+44"):
        return number
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
