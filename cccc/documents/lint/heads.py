"""The first paragraphs of a document -> the head of a paper: nation, motto, names, number, date, subject, marks.

A head may be a table of two columns, lines with tabs, centred lines, or text boxes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cccc.documents.lint.kinds import bare, kind_of
from cccc.documents.lint.marks import is_mark, is_rule, is_stamp, outermost
from cccc.documents.lint.nouns import Story

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.documents.lint.nouns import Document, Paragraph
    from cccc.documents.lint.tables import Table

_NATION = "cong hoa xa hoi chu nghia viet nam"
_MOTTO = re.compile(r"doc lap\W*tu do\W*hanh phuc\W*")
_DATE = re.compile(r"ngay.*thang.*nam\b")
_NUMBER = re.compile(r"so\s*(?:[:.]|[0-9…_]|[^ ]*/)")
_HEAD = 40


@dataclass(slots=True)
class Head:
    """The head of a paper: ``left`` and ``right`` are its columns; ``table`` is None where tabs or lines make it."""

    table: Table | None = None
    left: list[Paragraph] = field(default_factory=list)
    right: list[Paragraph] = field(default_factory=list)
    nation: Paragraph | None = None
    motto: Paragraph | None = None
    names: list[Paragraph] = field(default_factory=list)
    number: Paragraph | None = None
    date: Paragraph | None = None
    subject: list[Paragraph] = field(default_factory=list)
    marks: list[Paragraph] = field(default_factory=list)
    floating: int = 0


def read_head(document: Document, pars: Sequence[Paragraph]) -> tuple[Head, int]:
    """The head of the paper, and where in ``pars`` what stands below it begins."""
    boxes = [par for par in document.paragraphs if par.story is Story.BOX]
    pieces = [piece for par in pars[: _HEAD * 2] for piece in par.pieces("\n" if par.cell else "\t\n")]
    nation = _nation([*pieces, *boxes])
    table = outermost(nation.cell) if nation is not None else None
    head = Head(table=table, nation=nation)
    if nation is not None and nation.cell is not None and table is not None and nation.cell.table is table:
        own = [par for par in pars if par.cell is not None and par.cell.table is table]
        start = max((at for at, par in enumerate(pars) if outermost(par.cell) is table), default=-1) + 1
        column = nation.cell.column
        lines = [piece for par in own for piece in par.pieces("\n")]
        head.left = [par for par in lines if par.cell is not None and par.cell.column < column]
        head.right = [par for par in lines if par.cell is not None and par.cell.column >= column]
        near = [*pars[:1], *own, *pars[start : start + 3]]
        head.nation = _nation(head.right)
    else:
        start = _end_of_lines(pars)
        lines = [piece for par in pars[:start] for piece in par.pieces("\t\n")] + boxes
        head.left = head.right = lines
        near = list(pars[: start + 3])
        head.nation = _nation(lines)
    head.floating = sum(len(par.strokes) for par in dict.fromkeys(near))
    _name(head)
    head.marks = _marks(document, pars[: start + 3], head)
    return head, start


def _nation(lines: Sequence[Paragraph]) -> Paragraph | None:
    found = next((par for par in lines if bare(par.text) == _NATION), None)
    return found or next((par for par in lines if bare(par.text).startswith(_NATION[:12])), None)


def _end_of_lines(pars: Sequence[Paragraph]) -> int:
    """Where a head of lines and tabs ends: behind the last of its lines."""
    last = 0
    for at, par in enumerate(pars[:_HEAD]):
        text = bare(par.text)
        if text.startswith("kinh gui") or kind_of(par.text):
            break
        if _DATE.search(text) and "," in text and len(text) < _HEAD * 3:
            last = at + 1
        if text.startswith(("v/v", "so:")) or _NATION in text or _MOTTO.search(text):
            last = max(last, at + 1)
    return last


def _name(head: Head) -> None:
    right = [par for par in head.right if par.text and not is_rule(par)]
    left = [par for par in head.left if par.text and not is_rule(par) and not is_mark(par)]
    if head.nation is not None and head.nation in right:
        below = right[right.index(head.nation) + 1 :]
        head.motto = next((par for par in below if _MOTTO.fullmatch(bare(par.text))), None)
        if head.motto is None and head.table is not None:
            head.motto = next((par for par in below[:1] if not _DATE.search(bare(par.text))), None)
    head.date = next((par for par in right if _DATE.search(bare(par.text)) and par is not head.motto), None)
    head.number = next((par for par in left if _NUMBER.match(bare(par.text)) and par is not head.date), None)
    above = left[: left.index(head.number)] if head.number is not None else left
    others = {id(par) for par in (head.nation, head.motto, head.date)}
    head.names = [par for par in above if id(par) not in others]
    if head.table is None or head.number is None:
        head.names = [par for par in head.names if par.is_upper]
    if head.number is not None:
        below = [par for par in left[left.index(head.number) + 1 :] if id(par) not in others]
        tabbed = head.table is None
        found = [par for par in below if not tabbed or bare(par.text).startswith("v/v")]
        head.subject = found if head.table is not None else found[:1]


def _marks(document: Document, pars: Sequence[Paragraph], head: Head) -> list[Paragraph]:
    boxes = [par for par in document.paragraphs if par.story is Story.BOX]
    return [par for par in (*pars, *boxes) if is_mark(par) and not is_stamp(par) and par not in head.names]
