"""The Markdown of a rendered template -> the blocks of a paper, with section numbers and dashes as typed text.

Headings number themselves (``#`` gives "2.", ``##`` gives "2.1."), so that numbers close up where a section is left out; the
items of a list have a dash, those of a list inside it a plus.  A link whose address is a finding's key marks the text that
states the finding.  Values that come from data are kept apart from the template's own marks by `protect` and `restored`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.model import MARK_PREFIX
from cccc.paper import CLOSING_MARK, Block, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token

_MARKS = "\\`*_{}[]()#+-.!|<>&~=:0123456789"
_ESCAPE = "\ue000"
_PROTECT = {ord(mark): _ESCAPE + chr(0xE001 + at) for at, mark in enumerate(_MARKS + _ESCAPE)}
_RESTORE = {private: chr(mark) for mark, private in _PROTECT.items()}
_HIDDEN = re.compile(f"{_ESCAPE}.")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]+")


def protect(text: str) -> str:
    """``text`` so that nothing in it can be a mark of Markdown, nor end its line."""
    return _BLANK.sub(" ", text).translate(_PROTECT)


def restored(text: str) -> str:
    """``text`` as it was before `protect`."""
    return _HIDDEN.sub(lambda hidden: _RESTORE.get(hidden[0], hidden[0]), text)


def blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks of ``markdown``; the last one ends with the closing mark of Decree 30/2020 (Mẫu 1.5)."""
    made = list(_numbered(_read(markdown)))
    return (*made[:-1], _closed(made[-1])) if made else ()


def _read(markdown: str) -> Iterator[Block]:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero").enable(["heading", "list", "emphasis", "link", "entity", "escape"])
    dash, level = "", 0
    for token in parser.parse(markdown):
        match token.type:
            case "heading_open":
                level = len(token.markup)
            case "list_item_open":
                dash = f"{token.info}{token.markup} " if token.info else "- " if token.level <= 1 else "+ "
            case "inline":
                runs = tuple(_runs(token.children or (), dash, bold=level > 0))
                yield Block("heading" if level else "paragraph", runs, level)
                dash, level = "", 0
            case _:
                pass


def _runs(tokens: Iterable[Token], dash: str, *, bold: bool) -> Iterator[Run]:
    """The runs of one paragraph, neighbours of one form joined."""
    made: list[Run] = [Run(dash, bold=bold)] if dash else []
    strong, emphasis, finding = 0, 0, None
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                emphasis += token.nesting
            case "link_open":
                address = restored(str(token.attrs.get("href", "")))
                finding = address if address.startswith(MARK_PREFIX) else None
            case "link_close":
                finding = None
            case _:
                text = " " if token.type in ("softbreak", "hardbreak") else restored(token.content)
                made.append(Run(text, bold or strong > 0, emphasis > 0, finding))
    return _joined(made)


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    held: Run | None = None
    for run in runs:
        if held is not None and (held.bold, held.italic, held.finding) == (run.bold, run.italic, run.finding):
            held = Run(held.text + run.text, run.bold, run.italic, run.finding)
            continue
        if held is not None and held.text:
            yield held
        held = run
    if held is not None and held.text:
        yield held


def _numbered(read: Iterable[Block]) -> Iterator[Block]:
    section = subsection = 0
    for block in read:
        if block.kind != "heading":
            yield block
            continue
        if block.level == 1:
            section, subsection = section + 1, 0
            number = f"{section}. "
        else:
            subsection += 1
            number = f"{section}.{subsection}. "
        yield Block("heading", (Run(number, bold=True), *block.runs), block.level)


def _closed(block: Block) -> Block:
    *before, last = block.runs
    text = last.text.rstrip().removesuffix(CLOSING_MARK).rstrip(" .;")
    return Block(block.kind, (*before, Run(text + CLOSING_MARK, last.bold, last.italic, last.finding)), block.level)
