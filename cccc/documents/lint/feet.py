"""The last paragraphs of a document -> the foot of a paper, who gets copies and who signs, and the appendices behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cccc.documents.lint.kinds import bare
from cccc.documents.lint.marks import DASHES, is_rule, outermost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.documents.lint.nouns import Paragraph
    from cccc.documents.lint.tables import Cell, Row, Table

_APPENDIX = re.compile(r"phu luc(?: so)?(?: ([ivxlc]+|[0-9]+|[a-z]))?\s*(?:[.:-]\s*(.*))?", re.DOTALL)
_LABEL = re.compile(r"noi nhan\s*(?:[:;.]|$)")
_SEEN_AS_SIGNED = re.compile(r"[(\[].*[)\]]|(da|ky) ky.*|ky so.*")
_SIGNING_ROOM = 600


@dataclass(slots=True)
class Foot:
    """The foot of a paper: who gets copies, and who signs; ``row`` is the table row of the label."""

    table: Table | None = None
    row: Row | None = None
    label: Paragraph | None = None
    copies: list[Paragraph] = field(default_factory=list)
    authority: list[Paragraph] = field(default_factory=list)
    posts: list[Paragraph] = field(default_factory=list)
    name: Paragraph | None = None
    is_level: bool = True


@dataclass(slots=True)
class Appendix:
    """An appendix: its heading, and the paragraphs below it."""

    heading: Paragraph
    number: str | None
    title: str
    paragraphs: list[Paragraph] = field(default_factory=list)


def read_foot(pars: Sequence[Paragraph], start: int) -> tuple[Foot, int, int]:
    """The foot, where the text above it ends and where what stands below it begins."""
    labels = [at for at in range(start, len(pars)) if _LABEL.match(bare(pars[at].text))]
    in_tables = [at for at in labels if pars[at].cell is not None and _LABEL.fullmatch(bare(pars[at].text.split("\n")[0]))]
    if not labels:
        return Foot(), len(pars), 0
    at = in_tables[-1] if in_tables else labels[0]
    cell = pars[at].cell
    if cell is None:
        return _foot_of_lines(pars, at)
    table = outermost(cell) or cell.table
    inside = [index for index, par in enumerate(pars) if outermost(par.cell) is table]
    label, *listed = pars[at].lines()
    foot = Foot(table=cell.table, label=label)
    foot.row = cell.table.rows[cell.row] if cell.row < len(cell.table.rows) else None
    below = [line for one in _below(cell) for par in one.paragraphs if par is not pars[at] for line in par.lines()]
    foot.copies = [par for par in (*listed, *below) if par.text]
    right = [line for one in cell.table.cells if one.column > cell.column for par in one.paragraphs for line in par.lines()]
    beside = [par for one in cell.table.cells if one.column > cell.column and one.row == cell.row for par in one.paragraphs]
    foot.is_level = any(par.text for par in beside) or not any(par.text for par in right)
    _sign(foot, right)
    return foot, inside[0], inside[-1] + 1


def _below(cell: Cell) -> list[Cell]:
    return [one for one in cell.table.cells if one.column == cell.column and one.row >= cell.row]


def _foot_of_lines(pars: Sequence[Paragraph], at: int) -> tuple[Foot, int, int]:
    pieces = pars[at].pieces("\t\n")
    foot = Foot(label=pieces[0])
    after = next((n for n in range(at + 1, len(pars)) if _is_appendix(pars[n])), len(pars))
    for par in pars[at + 1 : after]:
        found = par.pieces("\t\n")
        foot.copies += [piece for piece in found[:1] if DASHES.match(piece.said)]
    return foot, at, after


def _sign(foot: Foot, right: Sequence[Paragraph]) -> None:
    """Lines of authority above the room to sign in; the name, and other posts, below it."""
    shown = [par for par in right if par.text and not _SEEN_AS_SIGNED.fullmatch(bare(par.text)) and not is_rule(par)]
    if not shown:
        return
    last = shown[-1]
    if last.is_upper and not _has_room_above(last, right):
        foot.authority = shown
        return
    foot.name = last
    above = shown[:-1]
    cut = next((at for at in range(len(above) - 1, 0, -1) if _has_room_above(above[at], right)), len(above))
    foot.authority, foot.posts = above[:cut], above[cut:]


def _has_room_above(par: Paragraph, right: Sequence[Paragraph]) -> bool:
    at = right.index(par)
    empty = 0
    while at - 1 - empty >= 0 and not right[at - 1 - empty].text:
        empty += 1
    gap = par.before + (right[at - 1 - empty].after if at - 1 - empty >= 0 else 0)
    return at > 0 and (empty > 1 or gap >= _SIGNING_ROOM)


def first_appendix(pars: Sequence[Paragraph], start: int) -> int:
    """Where the first appendix at or behind ``start`` begins."""
    found = next((at for at in range(start, len(pars)) if _is_appendix(pars[at]) and _opens_a_page(pars, at)), None)
    return len(pars) if found is None else found


def _opens_a_page(pars: Sequence[Paragraph], at: int) -> bool:
    return pars[at].is_centred or at == 0 or pars[at - 1].section != pars[at].section or pars[at].is_bold


def _is_appendix(par: Paragraph) -> bool:
    match = _APPENDIX.fullmatch(bare(par.text))
    return par.cell is None and match is not None and (not match[2] or par.is_centred or par.is_bold)


def read_appendices(pars: Sequence[Paragraph], first: int) -> list[Appendix]:
    """The appendices from ``first`` on."""
    found: list[Appendix] = []
    for par in pars[first:]:
        match = _APPENDIX.fullmatch(bare(par.text)) if _is_appendix(par) else None
        if match is not None:
            number = re.search(r"\b([IVXLC]+|[0-9]+)\b", par.text.partition(":")[0].upper().partition("LỤC")[2])
            found.append(Appendix(par, number[1] if number else None, match[2] or ""))
        elif found:
            found[-1].paragraphs.append(par)
    return found
