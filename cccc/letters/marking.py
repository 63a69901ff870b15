"""Text on its way through Jinja and Markdown: what data holds can be no mark there, and what a figure is goes along with it.

A text that says what it is carries its key inside, between signs that no text has (Unicode's noncharacters); `pieces` parts
them again.  So a phrase may be put together from keyed texts without knowing of keys.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cccc.paper import Key
from cccc.vietnamese import lower_first, upper_first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MARKS = "\\`*_{}[]()#+-.!|<>&~=:^0123456789"
_ESCAPE = "\ue000"
_PROTECT = {ord(mark): _ESCAPE + chr(0xE001 + at) for at, mark in enumerate(_MARKS + _ESCAPE)}
_RESTORE = {private: chr(mark) for mark, private in _PROTECT.items()}
_HIDDEN = re.compile(f"{_ESCAPE}.")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]+")

_OPEN, _TEXT, _CLOSE, _NOTE, NOTED = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
_SIGNS = re.compile(f"{_OPEN}([^{_OPEN}-{NOTED}]*){_TEXT}|({_CLOSE})|{_NOTE}([0-9]{{1,6}}){NOTED}|[{_OPEN}-{NOTED}]")
_OPENED = re.compile(f"(?:{_OPEN}[^{_TEXT}]*{_TEXT})*")


def protect(text: str) -> str:
    """``text`` so that nothing in it can be a mark of Markdown, nor end its line."""
    return _BLANK.sub(" ", text).translate(_PROTECT)


@lru_cache(maxsize=4096)
def restored(text: str) -> str:
    """``text`` as it was before `protect`."""
    return _HIDDEN.sub(lambda hidden: _RESTORE.get(hidden[0], hidden[0]), text) if _ESCAPE in text else text


def keyed(text: str, key: Key) -> str:
    """``text`` that says what it is."""
    return f"{_OPEN}{key}{_TEXT}{text}{_CLOSE}"


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
            yield _key(sign[1])
        elif sign[2]:
            yield None
        elif sign[3]:
            yield int(sign[3])
    if at < len(text):
        yield restored(text[at:])


@lru_cache(maxsize=4096)
def _key(text: str) -> Key | None:
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
