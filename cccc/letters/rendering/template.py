"""A letter's template, and what the first lines of its text, each ``key: value``, say of the paper's frame.

``subject:`` is needed; ``kind:``, ``urgency:``, ``to:``, ``numbering:``, ``page:`` and ``attached:`` are for papers other than
the usual công văn, ``reads:`` for those that need no evaluation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from cccc.letters.language.marks import bare, pieces
from cccc.letters.language.names import broken, issuer_lines, shortened
from cccc.letters.rendering.markdown import SCHEMES
from cccc.messages import Message, m
from cccc.model.paper import ADDRESSED, APPENDIX, CODES, KINDS, OFFICIAL_LETTER, URGENCIES, Frame
from cccc.problems import Location, Problem, invalid
from cccc.vietnamese import fold, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from cccc.model.offices import Issuer, PaperForm
    from cccc.model.paper import Key
    from cccc.periods import Period

SUBJECT, KIND, URGENCY, TO, NUMBERING, PAGE, ATTACHED = "subject", "kind", "urgency", "to", "numbering", "page", "attached"
READS = "reads"
KEYS = (SUBJECT, KIND, URGENCY, TO, NUMBERING, PAGE, ATTACHED, READS)
PAGES = ("portrait", "landscape")
READ = ("evaluation", "plans")
OFFICE, NOBODY = "papers", "none"
"""What ``to:`` says for the addressees that cccc.yaml gives the paper, and for a paper without any."""

_LINE = re.compile(r"\s*([a-z_]+):(.*)")
_AS_ABOVE = fold("Như trên")
_READS_PLANS = re.compile(r"^reads:\s*plans\s*$", re.MULTILINE)
_EXTENDS = re.compile(r"""\{%-?\s*extends\s+["']([^"']+)["']""")


@dataclass(frozen=True, slots=True)
class Template:
    """A template's name, where it lies (as messages name it), and its text."""

    name: str
    file: str
    text: str

    def line_of(self, start: str) -> int:
        """The line that begins with, else holds, as much of ``start`` as any does, 4 letters at least; else 1."""
        lines = self.text.splitlines()
        for length in range(len(start), 3, -1):
            opening = start[:length]
            at = next((at for at, line in enumerate(lines, 1) if line.strip().startswith(opening)), None)
            at = at or next((at for at, line in enumerate(lines, 1) if opening in line), None)
            if at:
                return at
        return 1

    def reads_plans(self, others: Mapping[str, Template]) -> bool:
        """Whether it, or the one of ``others`` that it extends, reads plans and no evaluation."""
        seen, text = set[str](), self.text
        while _READS_PLANS.search(text) is None:
            extended = _EXTENDS.search(text)
            if extended is None or extended[1] in seen or extended[1] not in others:
                return False
            seen.add(extended[1])
            text = others[extended[1]].text
        return True


def unusable(file: str, line: int | None, detail: Message) -> Problem:
    """That the template ``file`` makes no paper."""
    return invalid("template", Location(file, line or 1, 1), m("the template cannot be used: {detail}", detail=detail))


# --- the frame of the paper ---


def frame(
    issuer: Issuer, form: PaperForm, subject: str, period: Period, number: str | None = None, dated: date | None = None
) -> Frame:
    """The frame of a paper on ``period``; without ``number`` and ``dated`` that of a draft, expected in the month after."""
    return Frame(
        parent_lines=tuple(broken(shortened(issuer.parent).upper())) if issuer.parent else (),
        issuer_lines=tuple(issuer_lines(issuer.name)),
        symbol=form.symbol,
        place=issuer.place,
        subject=subject,
        to=form.to,
        copies=form.copies,
        authority=form.authority,
        signer=form.signer,
        number=number,
        dated=dated,
        expected=period.end + timedelta(days=1),
        issuer=shortened(issuer.name),
    )


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the first lines say; ``to`` is None where they say nothing of it; ``said`` are the names and times in them."""

    subject: str
    kind: str | None = None
    urgency: str | None = None
    to: tuple[str, ...] | None = None
    numbering: str = "1"
    landscape: bool = False
    attached: str | None = None
    said: tuple[tuple[Key, str], ...] = ()

    def dressed(self, frame: Frame) -> Frame:
        """``frame`` as a paper of this kind has it."""
        to = self._addressees(frame)
        copies = frame.copies if to else tuple(one for one in frame.copies if fold(one) != _AS_ABOVE)
        return replace(
            frame,
            kind=self.kind,
            symbol=symbol(self.kind, frame.symbol),
            urgency=self.urgency,
            to=to,
            copies=copies,
            attached=self.attached,
            said=() if self.kind == APPENDIX else self.said,
        )

    def _addressees(self, frame: Frame) -> tuple[str, ...]:
        if self.to is None:
            return frame.to if self.kind in ADDRESSED else ()
        if OFFICE in self.to:
            return frame.to
        return tuple(one for one in self.to if one != NOBODY)


def front_matter(rendered: str) -> tuple[FrontMatter | None, str, list[tuple[str, Message]]]:
    """The first lines of ``rendered``, the text under it, and what is wrong, by key."""
    given, rest = _given(rendered.lstrip().split("\n"))
    said = [one for key in (SUBJECT, TO) for line in given.get(key, ()) for one in _keyed(line)]
    given = {key: [_bare(key, value) for value in values] for key, values in given.items()}
    wrong = [(key, message) for key, values in given.items() if (message := _mistake(key, values))]
    subject = " ".join(given.get(SUBJECT, ()))
    if not subject:
        return None, "", [*wrong, (SUBJECT, m("the first line must be {subject} …", subject=f"{SUBJECT}:"))]
    if wrong:
        return None, "", wrong
    kind = _chosen(given, KIND, KINDS)
    kind = None if kind == OFFICIAL_LETTER else kind
    made = FrontMatter(
        subject=subject,
        kind=kind,
        urgency=_chosen(given, URGENCY, URGENCIES),
        to=tuple(one.strip(" -.;") for one in given[TO] if one) if TO in given else None,
        numbering=_chosen(given, NUMBERING, SCHEMES) or ("1" if kind is None else "I"),
        landscape=_chosen(given, PAGE, PAGES) == "landscape",
        attached=" ".join(given.get(ATTACHED, ())) or None,
        said=tuple(said),
    )
    return made, "\n".join(rest), []


def symbol(kind: str | None, given: str) -> str:
    """The symbol of a paper of ``kind``: KH-UBND from UBND-NV; one that names a kind stays (Phụ lục I, II.3.b)."""
    code, body = CODES.get(kind or ""), given.partition("-")[0]
    return given if code is None or body in CODES.values() else f"{code}-{body}"


def _given(lines: list[str]) -> tuple[dict[str, list[str]], list[str]]:
    given: dict[str, list[str]] = {}
    for at, line in enumerate(lines):
        found = _LINE.fullmatch(line)
        if found is None:
            return given, lines[at:]
        given.setdefault(found[1], []).append(found[2])
    return given, []


def _bare(key: str, value: str) -> str:
    value = bare(value).strip()
    # the blanks that a number is to be written in are meant
    return value if key == ATTACHED else " ".join(value.split())


def _keyed(value: str) -> Iterator[tuple[Key, str]]:
    key: Key | None = None
    for piece in pieces(value):
        if isinstance(piece, str):
            if key is not None:
                yield key, " ".join(piece.split())
        elif not isinstance(piece, int):
            key = piece


def _mistake(key: str, values: list[str]) -> Message | None:
    allowed: Mapping[str, Iterable[str]] = {KIND: KINDS, URGENCY: URGENCIES, NUMBERING: SCHEMES, PAGE: PAGES, READS: READ}
    if key not in KEYS:
        near = nearest(key, KEYS, most=1)
        if near:
            return m("the first lines know no {key}:; did you mean {near}:?", key=key, near=near[0])
        return m("the first lines know no {key}:; leave a blank line before the text", key=key)
    if key != TO and len(values) > 1:
        return m("{key}: stands twice in the first lines", key=key)
    if key in allowed and values[0] and _among(values[0], allowed[key]) is None:
        near = nearest(values[0].upper(), allowed[key], most=1)
        if near:
            return m("{key}: {text} is not known; did you mean {near}?", key=key, text=values[0], near=near[0])
        return m("{key}: {text} is not known; write one of {known}", key=key, text=values[0], known=tuple(allowed[key]))
    return None


def _chosen(given: Mapping[str, list[str]], key: str, allowed: Iterable[str]) -> str | None:
    return _among(given[key][0], allowed) if key in given else None


def _among(text: str, allowed: Iterable[str]) -> str | None:
    return next((word for word in allowed if fold(word) == fold(text)), None)
