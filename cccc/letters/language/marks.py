"""Text on its way through Jinja and Markdown: what data holds can be no mark there, and what a figure is goes along with it.

A text that says what it is carries its key inside, between signs that no text has (Unicode's noncharacters); `pieces` parts
them again.  So a phrase may be put together from keyed texts without knowing of keys.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cccc.model.paper import Key
from cccc.vietnamese import lower_first, upper_first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MARKS = "\\`*_{}[]()#+-.!|<>&~=:^0123456789"
_ESCAPE = "\ue000"
_PROTECT = {ord(mark): _ESCAPE + chr(0xE001 + at) for at, mark in enumerate(_MARKS + _ESCAPE)}
_RESTORE = {private: chr(mark) for mark, private in _PROTECT.items()}
_HIDDEN = re.compile(f"{_ESCAPE}.")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]+")

OPEN, TEXT, CLOSE, _NOTE, NOTED = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
_SIGNS = re.compile(f"{OPEN}([^{OPEN}-{NOTED}]*){TEXT}|({CLOSE})|{_NOTE}([0-9]{{1,6}}){NOTED}|[{OPEN}-{NOTED}]")

CITE, FORM, CITED = "\ufdd5", "\ufdd6", "\ufdd7"
"""Around the forms of a citation and between them; `citations` leaves one of them before any other sign is looked for."""

_OPENED = re.compile(f"(?:{OPEN}[^{TEXT}]*{TEXT}|{CITE}(?:[^{FORM}]*{FORM}){{3}})*")


def protect(text: str) -> str:
    """``text`` so that nothing in it can be a mark of Markdown, nor end its line."""
    return _BLANK.sub(" ", text).translate(_PROTECT)


@lru_cache(maxsize=4096)
def restored(text: str) -> str:
    """``text`` as it was before `protect`."""
    return _HIDDEN.sub(lambda hidden: _RESTORE.get(hidden[0], hidden[0]), text) if _ESCAPE in text else text


def keyed(text: str, key: Key) -> str:
    """``text`` that says what it is."""
    return f"{OPEN}{key}{TEXT}{text}{CLOSE}"


def noted(number: int) -> str:
    """The sign of the footnote ``number``."""
    return f"{_NOTE}{number}{NOTED}"


def pieces(text: str) -> Iterator[str | Key | int | None]:
    """The words of ``text``, a key before those that it is of and None after them, a number for a footnote's sign."""
    at = 0
    for sign in _SIGNS.finditer(text):
        if sign.start() > at:
            yield restored(text[at : sign.start()])
        at = sign.end()
        if sign[1] is not None:
            yield key_of(sign[1])
        elif sign[2]:
            yield None
        elif sign[3]:
            yield int(sign[3])
    if at < len(text):
        yield restored(text[at:])


@lru_cache(maxsize=4096)
def key_of(text: str) -> Key | None:
    """The key in ``text``, as `keyed` wrote it."""
    return Key.read(restored(text))


def bare(text: str) -> str:
    """The words of ``text`` alone."""
    return "".join(piece for piece in pieces(text) if isinstance(piece, str))


def opening(text: str) -> str:
    """``text`` as it opens a sentence."""
    return _first(text, upper_first)


def inside(text: str) -> str:
    """``text`` as it stands inside a sentence."""
    return _first(text, lower_first)


def _first(text: str, change: Callable[[str], str]) -> str:
    opened = _OPENED.match(text)
    at = opened.end() if opened else 0
    return text[:at] + change(text[at:])
