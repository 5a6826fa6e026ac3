"""The words of a message: its file, the block that suits channel and reader, its version."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from casework.contact_plans.rules import Channel, Wording
from notifications.messages.discretion import Words
from notifications.messages.rules import MessageKey

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates" / "messages"
TRANSLATIONS = ROOT / "translations"
BLOCKS = tuple(
    f"{part}_{wording.value}" for part in ("sms", "subject", "body") for wording in Wording
)
SOURCE_LANGUAGE = "en"
VERSION_LENGTH = 12


def language_written(language: str) -> str:
    """The language a message is really written in: English where no translation is kept."""
    return language if _translations(language) is not None else SOURCE_LANGUAGE


def template_version(key: MessageKey) -> str:
    """The version of a message's file: the start of the SHA-256 of its text.

    A row keeps it, so that anybody can say later which words were approved and which left.
    """
    return hashlib.sha256(_file_of(key).read_bytes()).hexdigest()[:VERSION_LENGTH]


def write_words(
    key: MessageKey,
    channel: Channel,
    wording: Wording,
    language: str,
    fields: Mapping[str, str],
) -> Words:
    """The message as its reader would see it.

    Args:
        key: Which message.
        channel: Text or e-mail; whoever is rung is given the e-mail's words to say, without what is
            true of an e-mail alone: that nobody reads what is sent back to it.
        wording: Discreet or plain, as the person chose.
        language: Short code; words with no translation stay English.
        fields: What the file may say; a field it asks for and does not get is an error.
    """
    if channel is Channel.SMS:
        return Words("", _block(key, f"sms_{wording.value}", language, fields))
    subject = _block(key, f"subject_{wording.value}", language, fields)
    said = {**fields, "by_email": channel is Channel.EMAIL}
    return Words(subject, _block(key, f"body_{wording.value}", language, said))


def _file_of(key: MessageKey) -> Path:
    return TEMPLATES / f"{key.value}.txt"


def _block(key: MessageKey, block: str, language: str, fields: Mapping[str, object]) -> str:
    template = _environment(language).get_template(_file_of(key).name)
    return "".join(template.blocks[block](template.new_context(dict(fields)))).strip()


@cache
def _translations(language: str) -> Translations | None:
    if language == SOURCE_LANGUAGE:
        return None
    found = Translations.load(TRANSLATIONS, [language], domain="messages")
    return found if isinstance(found, Translations) else None


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701 - plain text, never HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    translations = _translations(language) or NullTranslations()
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    return environment
