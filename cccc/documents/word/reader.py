"""The bytes of a .docx, by whatever program -> a document as nouns.

What a tracked change put in is read, what it took out is not; of two forms of the same thing (a drawing for new programs and
one for old) the first is read; text that is hidden is not.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from typing import TYPE_CHECKING

from cccc.documents.package import opened
from cccc.documents.word.document import Story, WordCell, WordDocument, WordParagraph, WordRow, WordSection, WordTable
from cccc.documents.word.properties import Numbering, WordStyles, attributes, length, on, read_properties, twips, value
from cccc.documents.word.runs import AROUND, Drawn, Runs
from cccc.markup import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.documents.package import Package
    from cccc.markup import Element

_PAGES = "extended-properties"


def read(content: bytes) -> WordDocument:
    """The document in ``content``; raises ``UnreadableError`` for what is none."""
    package = opened(content)
    return _DocumentReader(package).document()


class _DocumentReader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._trees: dict[str, Element] = {package.main: package.tree(package.main)}
        self._styles = WordStyles(self._related("styles"), self._related("theme"))
        self._runs = Runs(self._styles)
        self._numbering = Numbering(self._related("numbering"))
        self._settings = self._related("settings")
        self._parts = _relations(package)
        self._stories: dict[str, list[WordParagraph]] = {}
        self._paragraphs: list[WordParagraph] = []
        self._tables: list[WordTable] = []
        self._section = 0
        self._number = 0

    def document(self) -> WordDocument:
        root = self._trees[self._package.main]
        body = root.find("{*}body")
        ends: list[Element] = []
        for block in () if body is None else _blocks(body):
            self._paragraphs += self._read_block(block, Story.TEXT, None, into=ends)
        last = None if body is None else body.find("{*}sectPr")
        ends += [last] if last is not None else []
        settings = read_properties(self._settings)
        return WordDocument(
            main=self._package.main,
            trees=self._trees,
            paragraphs=self._paragraphs,
            sections=self._sections(ends),
            tables=self._tables,
            mirrored=on([settings], "mirrorMargins"),
            odd_and_even=on([settings], "evenAndOddHeaders"),
            pages=self._pages(),
        )

    # --- parts ---------------------------------------------------------------------------------------------------------

    def _related(self, kind: str) -> Element | None:
        name = self._package.related(kind)
        if name is None:
            return None
        tree = self._package.tree(name)
        if kind == "settings":
            self._trees[name] = tree
        return tree

    def _pages(self) -> int | None:
        name = self._package.attached(_PAGES)
        found = None if name is None else self._package.tree(name).find("{*}Pages")
        return twips(found.text) if found is not None else None

    def _sections(self, ends: Sequence[Element]) -> list[WordSection]:
        headers: dict[str, list[WordParagraph]] = {}
        footers: dict[str, list[WordParagraph]] = {}
        found: list[WordSection] = []
        firsts = {par.section: par.number for par in reversed(self._paragraphs)}
        for at, element in enumerate(ends):
            for kind, known, story in (("header", headers, Story.HEADER), ("footer", footers, Story.FOOTER)):
                for reference in element.findall(f"{{*}}{kind}Reference"):
                    about = attributes(reference)
                    part = self._parts.get(about.get("id", ""))
                    if part is not None:
                        known[about.get("type", "default")] = self._story(part, story, at)
            found.append(WordSection(element, read_properties(element), dict(headers), dict(footers), firsts.get(at, 0)))
        return found

    def _story(self, part: str, story: Story, section: int) -> list[WordParagraph]:
        if part not in self._stories:
            self._trees[part] = self._package.tree(part)
            kept, self._number = self._number, 0
            before, self._section = self._section, section
            blocks = list(_blocks(self._trees[part]))
            self._stories[part] = [par for block in blocks for par in self._read_block(block, story, None)]
            self._number, self._section = kept, before
        return self._stories[part]

    # --- blocks --------------------------------------------------------------------------------------------------------

    def _read_block(
        self, block: Element, story: Story, cell: WordCell | None, into: list[Element] | None = None
    ) -> Iterator[WordParagraph]:
        if local_name(block) == "tbl":
            yield from self._read_table(block, story, cell)
            return
        yield from self._read_paragraph(block, story, cell)
        ends = block.find("{*}pPr/{*}sectPr")
        if ends is not None and into is not None:
            into.append(ends)
            self._section += 1

    def _read_table(self, element: Element, story: Story, outer: WordCell | None) -> Iterator[WordParagraph]:
        own = read_properties(element.find("{*}tblPr"))
        style = own.get("tblStyle", {}).get("val") or self._styles.default("table")
        columns = [twips(attributes(one).get("w")) or 0 for one in element.findall("{*}tblGrid/{*}gridCol")]
        table = WordTable(element, columns, (own, *self._styles.chain(style, "tblPr")), outer)
        self._tables.append(table)
        found: list[WordParagraph] = []
        for at, tr in enumerate(_named(element, "tr")):
            row_properties = read_properties(tr.find("{*}trPr"))
            if "del" in row_properties:
                continue
            row = WordRow(tr, on([row_properties], "cantSplit"))
            table.rows.append(row)
            column = twips(row_properties.get("gridBefore", {}).get("val")) or 0
            for tc in _named(tr, "tc"):
                properties = read_properties(tc.find("{*}tcPr"))
                span = max(1, twips(properties.get("gridSpan", {}).get("val")) or 1)
                cell = WordCell(table, at, column, span, properties)
                column += span
                row.cells.append(cell)
                for block in _blocks(tc):
                    inside = list(self._read_block(block, story, cell))
                    cell.paragraphs += [par for par in inside if par.cell is cell]
                    found += inside
        yield from found

    def _read_paragraph(
        self, element: Element, story: Story, cell: WordCell | None, *, boxed: bool = False
    ) -> Iterator[WordParagraph]:
        direct = read_properties(element.find("{*}pPr"))
        style = direct.get("pStyle", {}).get("val") or self._styles.default("paragraph")
        table = self._table_style(cell)
        chain = self._styles.chain(style, "pPr")
        said = (direct, *chain)
        name, level = value(said, "numPr/numId"), twips(value(said, "numPr/ilvl")) or 0
        numbered = self._numbering.properties(name, level)
        below = (*self._styles.chain(table, "pPr"), self._styles.paragraph_defaults)
        layers = (direct, numbered, *chain, *below) if "numPr/numId" in direct else (direct, *chain, numbered, *below)
        drawn = Drawn()
        runs = list(self._runs.read(element, drawn, self._runs.look(style, table)))
        if not any(run.text for run in runs) and not drawn.boxes and "del" in read_properties(_mark(element)):
            return
        if story is not Story.BOX:
            self._number += 1
        paragraph = WordParagraph(
            number=max(1, self._number),
            story=story,
            section=self._section,
            element=element,
            cell=cell,
            runs=runs,
            layers=layers,
            style=style,
            is_outlined=length(said, "outlineLvl", "val") in range(9) or self._styles.is_heading(style),
            label=self._numbering.label(name, level) if any(run.text.strip() for run in runs) else "",
            strokes=drawn.strokes,
            fields=drawn.fields,
            breaks_page=drawn.breaks_page,
            boxed=boxed,
        )
        yield paragraph
        for box in drawn.boxes:
            for block in _blocks(box):
                if local_name(block) == "tbl":
                    yield from self._read_table(block, Story.BOX, None)
                else:
                    yield from self._read_paragraph(block, Story.BOX, None, boxed=True)

    def _table_style(self, cell: WordCell | None) -> str | None:
        if cell is None:
            return None
        return cell.table.layers[0].get("tblStyle", {}).get("val") or self._styles.default("table")


def _mark(paragraph: Element) -> Element | None:
    return paragraph.find("{*}pPr/{*}rPr")


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables, also those inside content controls and tracked insertions."""
    for child in parent:
        name = local_name(child)
        if name in {"p", "tbl"}:
            yield child
        elif name == "AlternateContent":
            yield from () if len(child) == 0 else _blocks(child[0])
        elif name == "sdt" or name in AROUND:
            yield from _blocks(child)


def _named(parent: Element, wanted: str) -> Iterator[Element]:
    for child in parent:
        name = local_name(child)
        if name == wanted:
            yield child
        elif name == "sdt" or name in AROUND:
            yield from _named(child, wanted)


def _relations(package: Package) -> dict[str, str]:
    folder, name = posixpath.split(package.main)
    part = posixpath.join(folder, "_rels", f"{name}.rels")
    there = set(package.names())
    found: dict[str, str] = defaultdict(str)
    for relation in package.tree(part) if part in there else ():
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        if target in there:
            found[relation.get("Id", "")] = target
    return dict(found)
