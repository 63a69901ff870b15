"""A small reader of .docx of the tests' own: what a paragraph or run comes to after styles and defaults.

It follows the evaluation model of the layout specification and shares no code with ``cccc``, so that both can be wrong only
on their own.
"""

from __future__ import annotations

import unicodedata
import zipfile
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SIDES = {"left": "start", "right": "end"}
OFF = {"0", "false", "off"}

# advance widths in thousandths of an em, as Adobe publishes them for Times (the letters with a horn: as measured)
BOLD = {
    250: " .,",
    278: "il",
    333: "-ft",
    389: "Is",
    444: "cerz",
    500: "Jagovxy",
    556: "Sbdhkpqnu",
    600: "ư",
    611: "PF",
    667: "BELTZ",
    722: "ACDNRUVXYĐw",
    778: "GHKOQƠ",
    796: "Ư",
    833: "m",
    944: "M",
    1000: "W",
}
ITALIC = {
    250: " .,",
    278: "fijlt",
    333: "-I",
    389: "rsz",
    444: "Jcekvxy",
    500: "0123456789Sabdghnopqu",
    534: "ơ",
    545: "ư",
    556: "LTYZ",
    611: "ABEFPRVX",
    667: "CKNw",
    722: "DĐGHOƠQUm",
    833: "MW",
}
REGULAR = {250: " ", 278: ":i", 333: "-", 500: "ghn", 541: "ư", 722: "K"}


def natural_width(text: str, size: int, table: dict[int, str]) -> float:
    """The width of ``text`` in twips at ``size`` half-points."""
    widths = {letter: width for width, letters in table.items() for letter in letters}
    return sum(widths[_bare(letter)] for letter in text) * size / 100


def _bare(letter: str) -> str:
    if letter in "ƠƯơưĐđ":
        return letter if letter != "đ" else "d"
    parts = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", parts[0] + ("\u031b" if "\u031b" in parts else ""))


@dataclass(frozen=True)
class Text:
    """A run that shows something, with what its look comes to."""

    text: str
    size: int
    bold: bool
    italic: bool
    fonts: tuple[str | None, str | None]
    color: str
    plain: bool


class Par:
    """A paragraph with what its layout comes to."""

    def __init__(self, element: etree._Element, document: Docx) -> None:
        self.element = element
        self.document = document

    @cached_property
    def runs(self) -> list[Text]:
        return [run for run in map(self._run, self.element.iter(f"{W}r")) if run.text.strip(" _.\xa0")]

    @property
    def text(self) -> str:
        return self.raw.strip()

    @cached_property
    def raw(self) -> str:
        texts = (text.text or "" for text in self.element.iter(f"{W}t"))
        return unicodedata.normalize("NFC", "".join(texts)).replace("\xa0", " ")

    @property
    def sizes(self) -> set[int]:
        return {run.size for run in self.runs}

    @property
    def bold(self) -> bool:
        return all(run.bold for run in self.runs)

    @property
    def italic(self) -> bool:
        return all(run.italic for run in self.runs)

    @property
    def regular(self) -> bool:
        return not any(run.bold or run.italic for run in self.runs)

    @property
    def align(self) -> str:
        found = self._value("jc", "val") or "left"
        return {"start": "left", "end": "right"}.get(found, found)

    def indent(self, side: str) -> int:
        found = self._value("ind", side) or self._value("ind", SIDES.get(side, side))
        return int(found or 0)

    @property
    def start(self) -> int:
        """Where its first line starts."""
        return self.indent("left") - self.indent("hanging") + self.indent("firstLine")

    def spacing(self, name: str) -> int:
        return int(self._value("spacing", name) or 0)

    @property
    def line_rule(self) -> str:
        return self._value("spacing", "lineRule") or "auto"

    def on(self, name: str) -> bool:
        found = self._first(name)
        return found is not None and found.get(f"{W}val") not in OFF

    @property
    def is_heading(self) -> bool:
        return self._first("outlineLvl") is not None

    @property
    def is_rule(self) -> bool:
        return not self.text and any(self._border(edge) for edge in ("top", "bottom"))

    def _border(self, edge: str) -> bool:
        borders = self._first("pBdr")
        found = None if borders is None else borders.find(f"{W}{edge}")
        return found is not None and found.get(f"{W}val") not in {"nil", "none"}

    def _first(self, name: str) -> etree._Element | None:
        return next((found for ppr in self._layers("pPr") if (found := ppr.find(f"{W}{name}")) is not None), None)

    def _value(self, name: str, attribute: str) -> str | None:
        for layer in self._layers("pPr"):
            found = layer.find(f"{W}{name}")
            if found is not None and found.get(f"{W}{attribute}") is not None:
                return found.get(f"{W}{attribute}")
        return None

    def _layers(self, kind: str) -> Iterator[etree._Element]:
        direct = self.element.find(f"{W}pPr")
        if direct is not None and kind == "pPr":
            yield direct
        yield from self.document.style_layers(self._style, kind)
        yield from self.document.default_layers(kind)

    @property
    def _style(self) -> str | None:
        found = self.element.find(f"{W}pPr/{W}pStyle")
        return self.document.default_style if found is None else found.get(f"{W}val")

    def _run(self, run: etree._Element) -> Text:
        layers = [*run.findall(f"{W}rPr"), *self._layers("rPr")]
        fonts = (_layered(layers, "rFonts", "ascii"), _layered(layers, "rFonts", "hAnsi"))
        return Text(
            "".join(text.text or "" for text in run.findall(f"{W}t")),
            int(_layered(layers, "sz", "val") or 20),
            _switched(layers, "b"),
            _switched(layers, "i"),
            fonts,
            _layered(layers, "color", "val") or "auto",
            not any(layer.find(f"{W}{name}") is not None for layer in layers for name in ("highlight", "shd", "u")),
        )


class Docx:
    """An opened .docx."""

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(BytesIO(content))
        self.root = self.part("word/document.xml")
        self._styles = {style.get(f"{W}styleId"): style for style in self.part("word/styles.xml").iter(f"{W}style")}
        self.default_style = next(
            (
                key
                for key, style in self._styles.items()
                if style.get(f"{W}default") == "1" and style.get(f"{W}type") == "paragraph"
            ),
            None,
        )
        self._defaults = self.part("word/styles.xml").find(f"{W}docDefaults")

    def part(self, name: str) -> etree._Element:
        return etree.fromstring(self.archive.read(name))

    @property
    def section(self) -> etree._Element:
        found = self.root.find(f"{W}body/{W}sectPr")
        assert found is not None
        return found

    def page(self, element: str, name: str) -> int:
        return int(self.section.find(f"{W}{element}").get(f"{W}{name}"))

    @property
    def text_width(self) -> int:
        return self.page("pgSz", "w") - self.page("pgMar", "left") - self.page("pgMar", "right")

    def header(self, kind: str) -> list[Par]:
        reference = next(h for h in self.section.findall(f"{W}headerReference") if h.get(f"{W}type") == kind)
        relations = self.part("word/_rels/document.xml.rels")
        target = next(r.get("Target") for r in relations if r.get("Id") == reference.get(f"{R}id"))
        return [Par(p, self) for p in self.part(f"word/{target}").iter(f"{W}p")]

    @property
    def pars(self) -> list[Par]:
        return [Par(p, self) for p in self.root.iter(f"{W}p")]

    @property
    def tables(self) -> list[etree._Element]:
        return self.root.findall(f"{W}body/{W}tbl")

    def cell(self, table: int, row: int, column: int) -> list[Par]:
        return [Par(p, self) for p in self._cell(table, row, column).findall(f"{W}p")]

    def cell_width(self, table: int, column: int) -> int:
        """The inner width of a column; the grid (LibreOffice) and the cells (Word) must agree on it."""
        grid = self.tables[table].findall(f"{W}tblGrid/{W}gridCol")[column].get(f"{W}w")
        rows = range(len(self.tables[table].findall(f"{W}tr")))
        cells = {self._cell(table, row, column).find(f"{W}tcPr/{W}tcW").get(f"{W}w") for row in rows}
        assert cells == {grid}
        margins = self.tables[table].find(f"{W}tblPr/{W}tblCellMar")
        assert margins is not None
        return int(grid or 0) - sum(int(margins.find(f"{W}{side}").get(f"{W}w")) for side in ("left", "right"))

    def has_borders(self, table: int) -> bool:
        borders = self.tables[table].find(f"{W}tblPr/{W}tblBorders")
        drawn = [edge for edge in borders if edge.get(f"{W}val") not in {"nil", "none"}] if borders is not None else [table]
        return bool(drawn) or self.tables[table].find(f".//{W}tcBorders") is not None

    def _cell(self, table: int, row: int, column: int) -> etree._Element:
        return self.tables[table].findall(f"{W}tr")[row].findall(f"{W}tc")[column]

    def style_layers(self, style: str | None, kind: str) -> Iterator[etree._Element]:
        while style is not None and style in self._styles:
            yield from self._styles[style].findall(f"{W}{kind}")
            based = self._styles[style].find(f"{W}basedOn")
            style = None if based is None else based.get(f"{W}val")

    def default_layers(self, kind: str) -> list[etree._Element]:
        return [] if self._defaults is None else self._defaults.findall(f"{W}{kind}Default/{W}{kind}")

    # --- the parts of a letter -------------------------------------------------------------------------------------------

    @property
    def nation(self) -> list[Par]:
        """The upper right cell: Quốc hiệu, Tiêu ngữ, rule."""
        return self.cell(0, 0, 1)

    @property
    def issuer(self) -> list[Par]:
        """The upper left cell: parent, issuing body, rule."""
        return self.cell(0, 0, 0)

    @property
    def names(self) -> list[Par]:
        return [par for par in self.issuer if par.text]

    @property
    def number(self) -> Par:
        return self.cell(0, 1, 0)[0]

    @property
    def subject(self) -> Par:
        return self.cell(0, 1, 0)[1]

    @property
    def dated(self) -> Par:
        return self.cell(0, 1, 1)[0]

    @property
    def middle(self) -> list[Par]:
        """The paragraphs between the two tables."""
        found = list(self.root[0])
        first, last = found.index(self.tables[0]), found.index(self.tables[-1])
        return [Par(p, self) for p in found[first + 1 : last] if p.tag == f"{W}p"]

    @property
    def salutation(self) -> list[Par]:
        """``Kính gửi`` and the lines of its recipients, which start right of the body's indent."""
        count = next(at for at, par in enumerate(self.middle[1:], 1) if not (par.text.startswith("- ") and par.start > 1000))
        return self.middle[:count]

    @property
    def body(self) -> list[Par]:
        return self.middle[len(self.salutation) :]

    @property
    def copies(self) -> list[Par]:
        return self.cell(-1, 0, 0)

    @property
    def signing(self) -> list[Par]:
        return self.cell(-1, 0, 1)


def _layered(layers: list[etree._Element], name: str, attribute: str) -> str | None:
    found = (layer.find(f"{W}{name}") for layer in layers)
    return next((value for f in found if f is not None and (value := f.get(f"{W}{attribute}")) is not None), None)


def _switched(layers: list[etree._Element], name: str) -> bool:
    found = next((f for layer in layers if (f := layer.find(f"{W}{name}")) is not None), None)
    return found is not None and found.get(f"{W}val") not in OFF
