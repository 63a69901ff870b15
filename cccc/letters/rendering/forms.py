"""Text that many letters have but for figures and names -> its form, to be read once, and what stands in the form's places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.letters.rendering.marks import CLOSE, OPEN, TEXT, key_of, restored
from cccc.model import MARK_PREFIX
from cccc.model.paper import Key, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# words in which Markdown could see a mark are part of the form
_PLACE = re.compile(
    rf"{OPEN}([^{OPEN}-{CLOSE}]*){TEXT}([^{OPEN}-\ufdef\\*_\[\]&|<\x00-\x1f]+){CLOSE}"
    rf"|(?<=\]\(){re.escape(MARK_PREFIX)}([0-9A-Za-z]+)(?=\))"
)
_GROUPS = 3
_SIGN = 0xF0000
"""The first of the private letters that stand for words in a form."""

_MOST = 0xFFFD
_ANY = "#"
"""Opens, in the key of a place, what tells the keys of one text apart; no window has it."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A text as its ``form`` and what is ``said`` in the places: words and what they tell; ``findings`` are by their signs."""

    form: str
    said: tuple[tuple[Key, str], ...] = ()
    findings: Mapping[str, str] | None = None

    def told(self, runs: Iterable[Run]) -> tuple[Run, ...]:
        """``runs`` of the form with what this text says."""
        return tuple(run if run.place is None and run.finding is None else self._told(run) for run in runs)

    def _told(self, run: Run) -> Run:
        finding = (self.findings or {}).get(run.finding or "", run.finding)
        key, text = (run.key, run.text) if run.place is None else self.said[run.place]
        return Run(text, run.bold, run.italic, finding, key)


def parted(text: str) -> Parted:
    """``text`` parted, where all that it says can be; else itself as the form."""
    pieces = _PLACE.split(text)
    if len(pieces) == 1 or len(pieces) > _MOST:
        return Parted(text)
    keys: dict[str, str] = {}
    findings: dict[str, str] = {}
    said: list[tuple[Key, str]] = []
    for at in range(1, len(pieces), _GROUPS + 1):
        key, words, finding = pieces[at : at + _GROUPS]
        if finding is None:
            known = key_of(key)
            if known is None or words.isspace():
                return Parted(text)
            # neighbours of one key are one run: in the form, too, what has one key must be seen to
            pieces[at] = keys.setdefault(key, f"{OPEN}value:::{_ANY}{len(keys)}{TEXT}")
            pieces[at + 1], pieces[at + 2] = chr(_SIGN + len(said)), CLOSE
            said.append((known, restored(words)))
        else:
            sign = findings.setdefault(finding, str(len(findings)))
            pieces[at], pieces[at + 1], pieces[at + 2] = MARK_PREFIX, "", sign
    if any(OPEN in piece for piece in pieces[:: _GROUPS + 1]):
        return Parted(text)
    return Parted("".join(pieces), tuple(said), {MARK_PREFIX + sign: MARK_PREFIX + key for key, sign in findings.items()})


def placed(runs: Sequence[Run]) -> tuple[Run, ...]:
    """``runs`` as read in a form, with its places; raises ``JoinedError`` where two of them became one run."""
    return tuple(_placed(run) if run.key is not None and run.key.window.startswith(_ANY) else run for run in runs)


class JoinedError(Exception):
    """Two places stand side by side and tell the same: they are one run, which a form cannot say."""


def _placed(run: Run) -> Run:
    if len(run.text) != 1:
        raise JoinedError
    return Run("", run.bold, run.italic, run.finding, place=ord(run.text) - _SIGN)
