"""A document -> the head of a paper (nation, motto, names, number, date, subject, marks), its foot and its appendices.

A head may be a table of two columns, lines with tabs, centred lines, or text boxes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cccc.documents.lint.words import DASHES, bare, is_mark, is_rule, is_stamp, kind_of, outermost
from cccc.documents.word.document import Story

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.documents.word.document import WordCell, WordDocument, WordParagraph, WordRow, WordTable


_NATION = "cong hoa xa hoi chu nghia viet nam"
_MOTTO = re.compile(r"doc lap\W*tu do\W*hanh phuc\W*")
_DATE = re.compile(r"ngay.*thang.*nam\b")
_NUMBER = re.compile(r"so\s*(?:[:.]|[0-9…_]|[^ ]*/)")
_HEAD = 40


@dataclass(slots=True)
class PaperHead:
    """The head of a paper: ``left`` and ``right`` are its columns; ``table`` is None where tabs or lines make it."""

    table: WordTable | None = None
    left: list[WordParagraph] = field(default_factory=list)
    right: list[WordParagraph] = field(default_factory=list)
    nation: WordParagraph | None = None
    motto: WordParagraph | None = None
    names: list[WordParagraph] = field(default_factory=list)
    number: WordParagraph | None = None
    date: WordParagraph | None = None
    subject: list[WordParagraph] = field(default_factory=list)
    marks: list[WordParagraph] = field(default_factory=list)
    floating: int = 0


def read_head(document: WordDocument, pars: Sequence[WordParagraph]) -> tuple[PaperHead, int]:
    """The head of the paper, and where in ``pars`` what stands below it begins."""
    boxes = [par for par in document.paragraphs if par.story is Story.BOX]
    pieces = [piece for par in pars[: _HEAD * 2] for piece in par.pieces("\n" if par.cell else "\t\n")]
    nation = _nation([*pieces, *boxes])
    table = outermost(nation.cell) if nation is not None else None
    head = PaperHead(table=table, nation=nation)
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


def _nation(lines: Sequence[WordParagraph]) -> WordParagraph | None:
    found = next((par for par in lines if bare(par.text) == _NATION), None)
    return found or next((par for par in lines if bare(par.text).startswith(_NATION[:12])), None)


def _end_of_lines(pars: Sequence[WordParagraph]) -> int:
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


def _name(head: PaperHead) -> None:
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


def _marks(document: WordDocument, pars: Sequence[WordParagraph], head: PaperHead) -> list[WordParagraph]:
    boxes = [par for par in document.paragraphs if par.story is Story.BOX]
    return [par for par in (*pars, *boxes) if is_mark(par) and not is_stamp(par) and par not in head.names]


_APPENDIX = re.compile(r"phu luc(?: so)?(?: ([ivxlc]+|[0-9]+|[a-z]))?\s*(?:[.:-]\s*(.*))?", re.DOTALL)
_LABEL = re.compile(r"noi nhan\s*(?:[:;.]|$)")
_SEEN_AS_SIGNED = re.compile(r"[(\[].*[)\]]|(da|ky) ky.*|ky so.*")
_SIGNING_ROOM = 600


@dataclass(slots=True)
class PaperFoot:
    """The foot of a paper: who gets copies, and who signs; ``row`` is the table row of the label."""

    table: WordTable | None = None
    row: WordRow | None = None
    label: WordParagraph | None = None
    copies: list[WordParagraph] = field(default_factory=list)
    authority: list[WordParagraph] = field(default_factory=list)
    posts: list[WordParagraph] = field(default_factory=list)
    name: WordParagraph | None = None
    is_level: bool = True


@dataclass(slots=True)
class WordAppendix:
    """An appendix: its heading, and the paragraphs below it."""

    heading: WordParagraph
    number: str | None
    title: str
    paragraphs: list[WordParagraph] = field(default_factory=list)


def read_foot(pars: Sequence[WordParagraph], start: int) -> tuple[PaperFoot, int, int]:
    """The foot, where the text above it ends and where what stands below it begins."""
    labels = [at for at in range(start, len(pars)) if _LABEL.match(bare(pars[at].text))]
    in_tables = [at for at in labels if pars[at].cell is not None and _LABEL.fullmatch(bare(pars[at].text.split("\n")[0]))]
    if not labels:
        return PaperFoot(), len(pars), 0
    at = in_tables[-1] if in_tables else labels[0]
    cell = pars[at].cell
    if cell is None:
        return _foot_of_lines(pars, at)
    table = outermost(cell) or cell.table
    inside = [index for index, par in enumerate(pars) if outermost(par.cell) is table]
    label, *listed = pars[at].lines()
    foot = PaperFoot(table=cell.table, label=label)
    foot.row = cell.table.rows[cell.row] if cell.row < len(cell.table.rows) else None
    below = [line for one in _below(cell) for par in one.paragraphs if par is not pars[at] for line in par.lines()]
    foot.copies = [par for par in (*listed, *below) if par.text]
    right = [line for one in cell.table.cells if one.column > cell.column for par in one.paragraphs for line in par.lines()]
    beside = [par for one in cell.table.cells if one.column > cell.column and one.row == cell.row for par in one.paragraphs]
    foot.is_level = any(par.text for par in beside) or not any(par.text for par in right)
    _sign(foot, right)
    return foot, inside[0], inside[-1] + 1


def _below(cell: WordCell) -> list[WordCell]:
    return [one for one in cell.table.cells if one.column == cell.column and one.row >= cell.row]


def _foot_of_lines(pars: Sequence[WordParagraph], at: int) -> tuple[PaperFoot, int, int]:
    pieces = pars[at].pieces("\t\n")
    foot = PaperFoot(label=pieces[0])
    after = next((n for n in range(at + 1, len(pars)) if _is_appendix(pars[n])), len(pars))
    for par in pars[at + 1 : after]:
        found = par.pieces("\t\n")
        foot.copies += [piece for piece in found[:1] if DASHES.match(piece.said)]
    return foot, at, after


def _sign(foot: PaperFoot, right: Sequence[WordParagraph]) -> None:
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


def _has_room_above(par: WordParagraph, right: Sequence[WordParagraph]) -> bool:
    at = right.index(par)
    empty = 0
    while at - 1 - empty >= 0 and not right[at - 1 - empty].text:
        empty += 1
    gap = par.before + (right[at - 1 - empty].after if at - 1 - empty >= 0 else 0)
    return at > 0 and (empty > 1 or gap >= _SIGNING_ROOM)


def first_appendix(pars: Sequence[WordParagraph], start: int) -> int:
    """Where the first appendix at or behind ``start`` begins."""
    found = next((at for at in range(start, len(pars)) if _is_appendix(pars[at]) and _opens_a_page(pars, at)), None)
    return len(pars) if found is None else found


def _opens_a_page(pars: Sequence[WordParagraph], at: int) -> bool:
    return pars[at].is_centred or at == 0 or pars[at - 1].section != pars[at].section or pars[at].is_bold


def _is_appendix(par: WordParagraph) -> bool:
    match = _APPENDIX.fullmatch(bare(par.text))
    return par.cell is None and match is not None and (not match[2] or par.is_centred or par.is_bold)


def read_appendices(pars: Sequence[WordParagraph], first: int) -> list[WordAppendix]:
    """The appendices from ``first`` on."""
    found: list[WordAppendix] = []
    for par in pars[first:]:
        match = _APPENDIX.fullmatch(bare(par.text)) if _is_appendix(par) else None
        if match is not None:
            number = re.search(r"\b([IVXLC]+|[0-9]+)\b", par.text.partition(":")[0].upper().partition("LỤC")[2])
            found.append(WordAppendix(par, number[1] if number else None, match[2] or ""))
        elif found:
            found[-1].paragraphs.append(par)
    return found
