"""Tells the rows below the headings apart: units, strangers, totals, subtotals, and what is no data at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cached_property
from typing import TYPE_CHECKING

from cccc.exports.tables.headings import ORDINALS
from cccc.exports.tables.values import count, looks_like_number
from cccc.exports.unit_names import Match, Matched, Names, key
from cccc.messages import Message, m
from cccc.model.observations import Kind
from cccc.model.units import Unit
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cccc.exports.grid import Cell, Place
    from cccc.exports.tables.headings import Table
    from cccc.model.targets import Indicator
    from cccc.model.units import Roster
    from cccc.periods import Period


class Role(Enum):
    """What a row is to its table."""

    UNIT = auto()
    STRANGER = auto()  # figures whose name is not in the roster
    PART = auto()  # a row of a table whose unit the title names
    TOTAL = auto()
    SUBTOTAL = auto()
    GROUP = auto()  # a group's name without figures
    OTHER = auto()  # an index row, a note, a signature


BULLETS = ("-", "+", "*", "•")
DATA = (Role.UNIT, Role.STRANGER, Role.PART)
"""The rows that totals sum up."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is, and where and what its name is; ``level`` is 0 for A, B and the total of all, else 1.

    ``matched`` tells by what its ``unit`` was found.  ``aside``: its figures are no unit's, but a total may hold them.
    """

    number: int
    role: Role
    name: str
    place: Place
    unit: Unit | None = None
    reason: Message | None = None
    level: int = 0
    hidden: bool = False
    matched: Matched | None = None
    aside: bool = False


_END = r"(?![\w\u0300-\u036f])"
"""The end of a folded word: a tone mark stands loose behind it, where ``\\b`` sees no word."""


def _keys(*texts: str) -> str:
    return "|".join(re.escape(fold(text)) for text in texts)


_PLACES = _keys("tỉnh", "huyện", "thành phố", "thị xã", "quận", "xã", "phường", "thị trấn", "ngành", "cơ quan", "đơn vị")
_ALL = f"(?:{_keys('toàn', 'cả')})"
_TOTAL = re.compile(
    rf"(?:(?:{_keys('tổng cộng', 'tổng số', 'tổng')})(?: (?:{_keys('chung', 'hồ sơ')}))?"
    rf"|{_keys('cộng chung')}|(?P<part>{_keys('cộng')}))"
    rf"(?: {_ALL} (?:{_PLACES}){_END}.*| (?P<group>(?:{_keys('cấp', 'khối', 'các')}){_END}.*|[ivx]+|[a-h]))?"
    rf"|{_ALL} (?:{_PLACES}){_END}.*"
)
_AVERAGE = re.compile(rf"(?:{_keys('bình quân', 'trung bình')})(?: {_keys('chung')})?")
_WITHIN = re.compile(rf"(?:{_keys('trong đó')}){_END}.*")
_UNUSED = re.compile(rf"(?:account|{_keys('tài khoản')}){_END}.*{_keys('không')}.*(?:{_keys('dùng', 'sử dụng')}).*")
_GROUP = re.compile(rf"(?:{_keys('cấp tỉnh', 'cấp huyện', 'cấp xã', 'khối', 'các')}){_END}.*")
_TAIL = re.compile(r"\s*(?:\([^)]*\))?[\s:.*]*$")
_ORDINAL = re.compile(r"[0-9]+(?:\.[0-9]+)*\.?")
_ROMAN = re.compile(r"(?=[ivx])(?:x{0,3})(?:ix|iv|v?i{0,3})")
_LETTER = re.compile(r"[a-hđ]")
_NUMBERED = re.compile(r"(?![xhp]\.)([a-z]+)\s*[.)\-]\s*\S.*")  # "X. Hưng Đạo" is a commune, not group ten
_INDEX = re.compile(r"[(\[]?(?:[0-9]{1,2}[a-z]?|[a-zđ])[)\]]?(?:\s*=[\s0-9a-z()\[\]+\-*/:x%.,]*)?")
_NAMELESS = m("there are figures here without a name; write the unit's name beside them")


def rows_of(
    table: Table, names: Names, roster: Roster, indicators: Mapping[str, Indicator], period: Period | None
) -> list[Row]:
    """Every filled row below the headings with what it is."""
    reader = _RowTeller(table, names, roster, indicators, period)
    return _with_strangers([reader.row(number) for number in table.body])


def under(rows: Sequence[Row], index: int) -> list[Row]:
    """The rows of data that the subtotal at ``index`` sums up: those below it, to the next group or total."""
    found = []
    for row in rows[index + 1 :]:
        if row.role is Role.TOTAL or (row.role in (Role.SUBTOTAL, Role.GROUP) and row.level <= rows[index].level):
            break
        if row.role in DATA:
            found.append(row)
    return found


def is_total(folded: str) -> bool:
    """Whether a name is that of a total, of all or of a part."""
    return _TOTAL.fullmatch(_TAIL.sub("", folded)) is not None


def is_index(texts: Sequence[str], *, named: bool = False) -> bool:
    """(1), (2), (3)=(4)+(5), or A, B, 1, 2: tokens alone, and those without brackets count up (from any number, if named)."""
    texts = [text.lower() for text in texts]
    if len(texts) < 2 or not all(_INDEX.fullmatch(text) for text in texts):  # noqa: PLR2004 - one cell is no row
        return False
    bare = [int(text) for text in texts if text.isdigit()]
    if not bare or any(set(text) & set("([=") for text in texts):
        return True
    return bare == list(range(bare[0], bare[0] + len(bare))) and (named or bare[0] == 1)


def _with_strangers(rows: list[Row]) -> list[Row]:
    """A row numbered like a group, with figures and no rows of its own, is a unit whose name nobody knows."""
    return [
        replace(row, role=Role.STRANGER) if row.role is Role.SUBTOTAL and row.reason and not under(rows, index) else row
        for index, row in enumerate(rows)
    ]


class _RowTeller:
    """What telling the rows of one table apart needs to know; ``_closed`` once the table has ended and notes may follow.

    It has not ended before its last row of figures, though totals and blank rows stand between its groups.
    """

    def __init__(
        self, table: Table, names: Names, roster: Roster, indicators: Mapping[str, Indicator], period: Period | None
    ) -> None:
        self._grid = table.grid
        self._table = table
        self._names = names
        self._period = period
        self._groups = {key(group.name) for group in roster.groups}
        self._ordinals = _ordinal_column(table)
        self._edge = table.named.column if table.named else min(table.figure_columns)
        self._ratings = _rating_words(table, indicators)
        self._last, self._units, self._closed, self._divided = table.head.bottom, 0, False, False
        self._next = dict(zip(table.body, table.body[1:], strict=False))

    def row(self, number: int) -> Row:
        """The row ``number``; rows are asked for in order."""
        gap, self._last = number > self._last + 1, number
        ending = number > self._last_figures and self._units > 0
        self._closed = self._closed or (gap and ending)
        row = self._told(number, self._name(number))
        self._units += row.role in DATA
        self._closed = self._closed or (row.role is Role.TOTAL and number >= self._last_figures and self._units > 0)
        return row

    def _told(self, number: int, place: Place) -> Row:
        name, ordinal = self._grid.cell(*place).text, self._ordinal(number)
        found = self._match(number, place)
        named = found.unit if isinstance(found, Match) else found
        words = _TAIL.sub("", fold(name))
        role, level = self._role(number, name, words, ordinal, named)
        unit, reason = (named, None) if isinstance(named, Unit) else (None, named)
        if role is Role.SUBTOTAL and self._is_named_group(ordinal, words):
            reason = None
        matched = found.how if isinstance(found, Match) else None
        aside = role is Role.OTHER and bool(_UNUSED.fullmatch(words))
        return Row(number, role, name, place, unit, reason, level, number in self._grid.hidden_rows, matched, aside)

    def _role(self, number: int, name: str, words: str, ordinal: str, named: Unit | Message) -> tuple[Role, int]:
        figures = self._has_figures(number)
        if isinstance(named, Unit):
            signs = number in self._table.again or (self._closed and not figures and not ordinal)
            return (Role.OTHER if signs else Role.UNIT), 0
        if self._is_no_data(number, name, words, ordinal):
            return Role.OTHER, 0
        if total := _TOTAL.fullmatch(words):
            return (Role.TOTAL if figures else Role.OTHER), int(bool(total["part"] or total["group"]))
        if (level := self._group_level(number, ordinal, words)) is not None:
            return (Role.SUBTOTAL if figures else Role.GROUP), level
        if self._table.unit is None and (name or not figures):
            return (Role.PART if figures else Role.OTHER), 0
        numbered = named is not _NAMELESS and bool(_ORDINAL.fullmatch(ordinal))
        listed = numbered and (not self._closed or self._has_dashes(number))
        return (Role.STRANGER if figures or listed else Role.OTHER), 0

    def _is_no_data(self, number: int, name: str, words: str, ordinal: str) -> bool:
        """Headings on a new page, numbers of columns, averages, accounts not in use, and what a row above is divided into."""
        self._divided = not ordinal and (bool(_WITHIN.fullmatch(words)) or (self._divided and name.startswith(BULLETS)))
        if self._divided or number in self._table.again or _AVERAGE.fullmatch(words) or _UNUSED.fullmatch(words):
            return True
        return is_index([cell.text for _, cell in self._table.row(number)], named=bool(name))

    def _match(self, number: int, place: Place) -> Match | Message:
        """The unit that the row's name and code tell; the name as stored, since cleaning takes signs of old codings away."""
        cell, code = self._grid.cell(*place), self._table.code
        marked = self._grid.cell(number, code.column).text if code else ""
        if not self._in_unit_column(place) or not (cell.text or marked):
            return _NAMELESS
        found = self._names.match(cell.value if isinstance(cell.value, str) else cell.text, self._period, marked)
        return found if cell.text or isinstance(found, Match) else _NAMELESS

    def _in_unit_column(self, place: Place) -> bool:
        return self._table.unit is not None and place[1] == self._table.unit.column

    def _name(self, number: int) -> Place:
        """Where the row's name stands: in the unit column, else in the nearest text to its left."""
        edge = self._edge
        named = self._grid.cell(number, edge)
        if self._table.named is not None and (named.text or named.stale):
            return (number, edge)
        coded = self._table.code.column if self._table.code else None
        texts = [
            column
            for column, cell in self._table.row(number)
            if column < edge and column not in self._table.figure_columns and not _is_ordinal(cell) and column != coded
        ]
        return (number, texts[-1] if texts else edge)

    def _ordinal(self, number: int) -> str:
        return fold(self._grid.cell(number, self._ordinals).text) if self._ordinals else ""

    def _group_level(self, number: int, ordinal: str, words: str) -> int | None:
        """0 for A, B, C; 1 for I, II, III and groups by name; None for what is no group."""
        numbered = None if _ORDINAL.fullmatch(ordinal) else _NUMBERED.fullmatch(words)
        for mark in (ordinal.rstrip(".)"), numbered[1] if numbered else ""):
            if mark and _ROMAN.fullmatch(mark):
                return 1
            if mark and _LETTER.fullmatch(mark):
                return 0
        if self._is_named_group(ordinal, words) or (_GROUP.fullmatch(key(words)) and not self._is_listed(number, ordinal)):
            return 1
        return None

    def _is_named_group(self, ordinal: str, words: str) -> bool:
        return key(words) in self._groups or bool(_GROUP.fullmatch(key(words)) and not _ORDINAL.fullmatch(ordinal))

    def _is_listed(self, number: int, ordinal: str) -> bool:
        """Whether the row after it counts on, so that it is one of a list, not the head of one."""
        after = self._next.get(number)
        if after is None or not ordinal.isdigit():
            return True
        counts_on = self._ordinal(after) == str(int(ordinal) + 1)
        return counts_on and not _GROUP.fullmatch(key(_TAIL.sub("", fold(self._grid.cell(*self._name(after)).text))))

    def _has_dashes(self, number: int) -> bool:
        """Whether "-" says that a figure is not given, which no note does."""
        cells = (self._grid.cell(number, column) for column in self._table.figure_columns)
        return any(cell.text and count(cell) is None for cell in cells)

    @cached_property
    def _last_figures(self) -> int:
        """The last row with figures, be it the total of all."""
        return next((row for row in reversed(self._table.body) if self._has_figures(row)), 0)

    def _has_figures(self, number: int) -> bool:
        return any(self._is_figure(number, kind, about) for kind, about in self._table.taken)

    def _is_figure(self, number: int, kind: Kind, about: str) -> bool:
        cells = [self._grid.cell(number, heading.column) for heading in self._table.taken[kind, about]]
        if kind is Kind.RATING:
            return any(fold(cell.text) in self._ratings for cell in cells)
        return any(looks_like_number(cell) for cell in cells)


def _is_ordinal(cell: Cell) -> bool:
    text = fold(cell.text).rstrip(".)")
    return bool(_ORDINAL.fullmatch(text) or _ROMAN.fullmatch(text) or _LETTER.fullmatch(text))


def _ordinal_column(table: Table) -> int | None:
    """The column of ordinal numbers, left of the names; None where there is none."""
    edge = table.unit.column if table.unit else min(table.figure_columns)
    left = [heading for heading in table.head.headings if heading.column < edge]
    return next((heading.column for heading in left if ORDINALS & set(heading.levels)), None)


def _rating_words(table: Table, indicators: Mapping[str, Indicator]) -> frozenset[str]:
    rated: Iterable[Indicator] = (
        indicators[about] for kind, about in table.taken if kind is Kind.RATING and about in indicators
    )
    return frozenset(fold(word) for indicator in rated for word in (*indicator.met, *indicator.missed))
