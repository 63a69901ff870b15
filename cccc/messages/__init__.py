"""Turns an English sentence with values into the reader's language, through the gettext catalogues beside it.

Every text that a person reads is written once, in English, as ``m("…", name=value)`` (kept as a value and worded when it is
shown) or ``_("…")`` (worded at once).  ``tests/test_messages.py`` holds the Vietnamese catalogue complete.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"
DOMAIN = "cccc"
CATALOGUES = Path(__file__).parent

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def use(language: str) -> None:
    """Word every message from now on in ``language`` ("vi" or "en")."""
    global _catalogue, _language  # noqa: PLW0603 - a process speaks to one reader, in one language
    _language = language
    _catalogue = gettext.translation(DOMAIN, CATALOGUES, [language], fallback=language == "en")
    # typer words its own usage errors through the process-wide domain
    gettext.bindtextdomain(DOMAIN, CATALOGUES)
    gettext.textdomain(DOMAIN)


def _(sentence: str) -> str:
    """``sentence`` in the language in use."""
    return _catalogue.gettext(sentence)


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be worded when it is shown; ``values`` fill its ``{placeholders}``."""

    sentence: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return _(self.sentence).format(**{name: _shown(value) for name, value in self.values})


def m(sentence: str, /, **values: object) -> Message:
    """The message ``sentence`` with its values."""
    return Message(sentence, tuple(values.items()))


def _shown(value: object) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(map(_shown, value))
    # a period has a Vietnamese phrase ("tháng 8/2023"); everywhere else its label stands for it
    return str(getattr(value, "phrase", value) if _language == "vi" else value)
