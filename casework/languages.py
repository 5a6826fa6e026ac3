"""The languages a witness can ask to be spoken and written to in, by their short code."""

LANGUAGES: dict[str, str] = {
    "en": "English",
    "sq": "Albanian",
    "ar": "Arabic",
    "bn": "Bengali",
    "bfi": "British Sign Language",
    "fa": "Farsi",
    "fr": "French",
    "gu": "Gujarati",
    "it": "Italian",
    "ku": "Kurdish",
    "lt": "Lithuanian",
    "pa": "Panjabi",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "so": "Somali",
    "es": "Spanish",
    "ta": "Tamil",
    "tr": "Turkish",
    "ur": "Urdu",
    "und": "Another language",
}


def language_name(code: str) -> str:
    """The language's name in English; a code we do not know is shown as it is."""
    return LANGUAGES.get(code, code)
