"""The Markdown of a rendered template -> the blocks of a paper and its appendices, numbers and dashes as typed text.

Headings number themselves, so that numbers close up where a section is left out; the items of a list have a dash, those of a
list inside it a plus, those of ``1)`` the letters a), b), c), d), đ).  A link whose address is a finding's key marks the text
that states the finding.  ``docs/templates.md`` tells every construct.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Literal, NamedTuple

from cccc.letters.language.marks import NOTED, noted, pieces, restored
from cccc.letters.rendering.tables import table
from cccc.messages import Message, m
from cccc.model.evaluations import MARK_PREFIX
from cccc.model.paper import CLOSING_MARK, Appendix, Block, Note, PageBreak, Run, roman

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from cccc.model.paper import AnyBlock, TextTable

_LINES = re.compile(r"\r\n|[\r\n]")
_TABLE = "|"
_DIRECTIVE = re.compile(r"---[ \t]+([^\s:]+)[ \t]*([^:]*?)[ \t]*(?::[ \t]*(.*?))?[ \t]*")
_SPECIAL = re.compile(r"[\\*_\[\]&\x00]")
_REFERENCE = "[^"
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*(.*)")
_NOTED = re.compile(r"(?<!\\)\[\^([^\]\s]+)\]")

_LETTERS = "abcdđeghiklmnopqrstuvxy"

Form = Literal["part", "roman", "arabic", "dotted", "letter"]
SCHEMES: dict[str, tuple[Form, ...]] = {
    "1": ("arabic", "dotted"),
    "I": ("roman", "arabic", "letter"),
    "Phần": ("part", "roman", "arabic", "letter"),
}
"""By what a template writes as ``numbering:``, the form of each level of headings."""


class Mistake(NamedTuple):
    """What is wrong in the text, and the line of it."""

    line: str
    message: Message


@dataclass(frozen=True, slots=True)
class Text:
    """What a rendered template says."""

    blocks: tuple[AnyBlock, ...]
    appendices: tuple[Appendix, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


def blocks(markdown: str) -> tuple[AnyBlock, ...]:
    """The blocks of ``markdown``; the last one ends with the closing mark of Decree 30/2020 (Mẫu 1.5)."""
    return text(markdown).blocks


def text(markdown: str, numbering: str = "1") -> Text:
    """The blocks of ``markdown`` and of its appendices; each ends with the closing mark (Mẫu 1.5, 2.1)."""
    reader = _MarkdownReader()
    lines = reader.without_notes(_LINES.split(markdown) if "\r" in markdown else markdown.split("\n"))
    parts: list[tuple[Appendix | None, list[AnyBlock]]] = [(None, [])]
    for appendix, made in reader.read(lines):
        if appendix is not None:
            parts.append((appendix, []))
        parts[-1][1].extend(made)
    finished = [(appendix, tuple(_closed(list(numbered(made, numbering))))) for appendix, made in parts]
    appendices = tuple(replace(appendix, blocks=made) for appendix, made in finished if appendix is not None)
    return Text(finished[0][1], appendices, tuple(reader.mistakes))


def line_runs(line: str) -> tuple[Run, ...]:
    """The runs of one line of Markdown."""
    return _MarkdownReader().line(line)


class _MarkdownReader:
    """Reads the lines of one paper; ``mistakes`` is what is wrong in them."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self._notes: dict[int, str] = {}

    # --- footnotes ---

    def without_notes(self, lines: list[str]) -> list[str]:
        """``lines`` with a sign where a footnote is referred to, and without the lines that tell the footnotes."""
        if not any(_REFERENCE in line for line in lines):
            return lines
        told, rest = _told_notes(lines)
        numbers, used = count(1), set()

        def sign(found: re.Match[str]) -> str:
            name = found[1]
            if name not in told:
                self.mistakes.append(Mistake(found[0], m("the footnote {name} is told nowhere", name=name)))
                return ""
            used.add(name)
            number = next(numbers)
            self._notes[number] = told[name]
            return noted(number)

        marked = [_NOTED.sub(sign, line) for line in rest]
        self.mistakes += [
            Mistake(f"[^{name}]:", m("nothing refers to the footnote {name}", name=name)) for name in told if name not in used
        ]
        return marked

    # --- blocks ---

    def read(self, lines: list[str]) -> Iterator[tuple[Appendix | None, list[AnyBlock]]]:
        """The blocks of ``lines``, an appendix before its own."""
        at = 0
        while at < len(lines):
            start, line = at, lines[at].strip()
            at += 1
            if line.startswith(_TABLE):
                at = _end(lines, start, lambda other: other.strip().startswith(_TABLE))
                yield None, self._table(lines[start:at])
            elif directive := _DIRECTIVE.fullmatch(line):
                yield self._directive(directive)
            else:
                at = _end(lines, start, _is_text)
                yield None, list(self._markdown("\n".join(lines[start:at])))

    def _table(self, lines: list[str]) -> list[AnyBlock]:
        made, wrong = table(lines, self.line) if any(NOTED in line for line in lines) else _table(tuple(lines))
        self.mistakes += [Mistake(lines[0], message) for message in wrong]
        return [made] if made else []

    def _directive(self, found: re.Match[str]) -> tuple[Appendix | None, list[AnyBlock]]:
        word, how, title = found[1], found[2], found[3]
        if word == "page" and not how and not title:
            return None, [PageBreak()]
        if word == "appendix" and how in ("", "landscape"):
            return Appendix(capitals(self.line(title or "")), (), how == "landscape"), []
        known = ("--- page", "--- appendix: …", "--- appendix landscape: …")
        self.mistakes.append(Mistake(found[0], m("{line} is no directive; known are {known}", line=found[0], known=known)))
        return None, []

    def _markdown(self, markdown: str) -> Iterator[Block]:
        """The blocks of text that has no table in it."""
        lists: list[int | None] = []
        dash, level = "", 0
        for token in _parser().parse(markdown):
            match token.type:
                case "heading_open":
                    level = len(token.markup)
                case "bullet_list_open":
                    lists.append(None)
                case "ordered_list_open":
                    lists.append(int(token.attrs.get("start", 1)) - 1)
                case "bullet_list_close" | "ordered_list_close":
                    lists.pop()
                case "list_item_open":
                    dash = _dash(lists, token.markup)
                case "inline":
                    runs = tuple(self._runs(token.children or (), dash, bold=level > 0))
                    if runs:
                        yield Block("heading" if level else "paragraph", runs, level)
                    dash, level = "", 0
                case _:
                    pass

    # --- runs ---

    def line(self, line: str) -> tuple[Run, ...]:
        """The runs of one line."""
        if not _SPECIAL.search(line) and NOTED not in line:
            return _plain(line)
        (token,) = _parser().parseInline(line)
        return tuple(self._runs(token.children or (), "", bold=False))

    def _runs(self, tokens: Iterable[Token], dash: str, *, bold: bool) -> Iterator[Run]:
        """The runs of one paragraph, neighbours of one form joined."""
        made: list[Run] = [Run(dash, bold=bold)] if dash else []
        strong, emphasis, finding, key = 0, 0, None, None
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
                    look = Run("", bold or strong > 0, emphasis > 0, finding)
                    words = " " if token.type in ("softbreak", "hardbreak") else token.content
                    for piece in pieces(words):
                        if isinstance(piece, int):
                            made += self._note(piece, look)
                        elif isinstance(piece, str):
                            made.append(replace(look, text=piece, key=key))
                        else:
                            key = piece
        return _joined(made)

    def _note(self, number: int, look: Run) -> list[Run]:
        told = self._notes.pop(number, None)
        return [] if told is None else [replace(look, note=Note(number, self.line(told)))]


@lru_cache(maxsize=16)
def _table(lines: tuple[str, ...]) -> tuple[TextTable | None, list[Message]]:
    """A table without footnotes; the letters of a batch have most tables in common."""
    return table(lines, line_runs)


def _told_notes(lines: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """The footnotes by name, each up to the next blank line, and all other lines."""
    told: dict[str, str] = {}
    rest: list[str] = []
    name = None
    for line in lines:
        if found := _NOTE.fullmatch(line.strip()):
            name, told[found[1]] = found[1], found[2]
        elif name is not None and line.strip():
            told[name] = f"{told[name]} {line.strip()}"
        else:
            name = None
            rest.append(line)
    return told, rest


def _end(lines: list[str], start: int, belongs: Callable[[str], bool]) -> int:
    at = start + 1
    while at < len(lines) and belongs(lines[at]):
        at += 1
    return at


def _is_text(line: str) -> bool:
    return not line.strip().startswith(_TABLE) and not _DIRECTIVE.fullmatch(line.strip())


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("zero").enable(["heading", "list", "emphasis", "link", "entity", "escape"])


@lru_cache(maxsize=4096)
def _plain(line: str) -> tuple[Run, ...]:
    """The runs of a line without any mark, for which Markdown need not be asked."""
    made: list[Run] = []
    key = None
    for piece in pieces(line):
        if isinstance(piece, str):
            made.append(Run(piece, key=key))
        elif not isinstance(piece, int):
            key = piece
    return tuple(_joined(made)) if len(made) > 1 else tuple(made)


def _dash(lists: list[int | None], markup: str) -> str:
    """What opens an item of the innermost of ``lists``, whose numbers it counts on."""
    number = lists[-1] if lists else None
    if number is None:
        return "- " if lists.count(None) <= 1 else "+ "
    lists[-1] = number + 1
    return f"{point(number + 1)} " if markup == ")" else f"{number + 1}. "


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    held: Run | None = None
    for run in runs:
        if held is not None and _alike(held, run):
            held = replace(held, text=held.text + run.text)
            continue
        if held is not None and (held.text or held.note):
            yield held
        held = run
    if held is not None and (held.text or held.note):
        yield held


def _alike(one: Run, other: Run) -> bool:
    same = one.finding == other.finding and one.key == other.key and (one.bold, one.italic) == (other.bold, other.italic)
    return same and one.note is other.note is None


def _closed(made: list[AnyBlock]) -> list[AnyBlock]:
    """``made`` with the closing mark after its last word; a table at the end has none."""
    if not made or not isinstance(made[-1], Block):
        return made
    *before, last = made[-1].runs
    if last.note is not None and before:
        before[-1] = replace(before[-1], text=before[-1].text.rstrip(" .;"))
    if last.note is not None or last.key is not None:
        runs = (*before, last, replace(last, text=CLOSING_MARK, key=None, note=None))
    else:
        words = last.text.rstrip().removesuffix(CLOSING_MARK).rstrip(" .;")
        runs = (*before, replace(last, text=words + CLOSING_MARK))
    return [*made[:-1], replace(made[-1], runs=runs)]


# --- numbers of headings and points ---


def point(number: int) -> str:
    """``a)``, ``b)``, ``c)``, ``d)``, ``đ)``: in the order of the Vietnamese alphabet (Decree 30/2020, Phụ lục I, II.6)."""
    return f"{_LETTERS[number - 1] if 0 < number <= len(_LETTERS) else number})"


def numbered(blocks: Iterable[AnyBlock], scheme: str) -> Iterator[AnyBlock]:
    """``blocks`` with the headings numbered; numbers close up where a section is left out."""
    forms, counts = SCHEMES[scheme], [0] * 6
    for block in blocks:
        if not isinstance(block, Block) or block.kind != "heading":
            yield block
            continue
        level = min(block.level, len(forms))
        counts[level - 1 :] = [counts[level - 1] + 1, *[0] * (6 - level)]
        yield from _heading(block, forms, level, counts)


def _heading(block: Block, forms: tuple[Form, ...], level: int, counts: list[int]) -> Iterator[Block]:
    number, depth = counts[level - 1], block.level - forms.count("part")
    match forms[level - 1]:
        case "part":
            yield Block("part", (Run(f"Phần {roman(number)}", bold=True),))
            yield Block("title", capitals(block.runs))
        case "roman":
            yield _numbered(f"{roman(number)}. ", capitals(block.runs), depth)
        case "arabic":
            yield _numbered(f"{number}. ", block.runs, depth)
        case "dotted":
            yield _numbered(f"{counts[0]}.{number}. ", block.runs, depth)
        case "letter":
            yield _numbered(f"{point(number)} ", block.runs, depth)


def _numbered(number: str, runs: tuple[Run, ...], depth: int) -> Block:
    return Block("heading", (Run(number, bold=True), *runs), depth)


def capitals(runs: Iterable[Run]) -> tuple[Run, ...]:
    """``runs`` in capitals."""
    return tuple(replace(run, text=run.text.upper()) for run in runs)
