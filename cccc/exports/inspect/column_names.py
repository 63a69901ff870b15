"""The columns of new tables -> the measures, rates and ratings they hold, as far as their words tell without a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from cccc.exports.inspect.outline import CODES
from cccc.exports.tables.headings import ORDINALS, SEPARATOR, columns_of, fits
from cccc.exports.tables.values import looks_like_number
from cccc.messages import Message, m
from cccc.model.observations import Kind
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cccc.exports.grid import Cell, Grid
    from cccc.exports.inspect.interpretation import Known
    from cccc.exports.tables.headings import Head, Heading
    from cccc.model.layouts import Layout
    from cccc.model.targets import Indicator


@dataclass(frozen=True, slots=True)
class _Sense:
    """A measure: what the block over it speaks of, the words of its own heading (any of them), and words that forbid it.

    Without words of its own it is a block's total, or a column that stands alone and speaks of the block itself.
    """

    measure: str
    topic: str
    words: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


_TOPICS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    # topic, one of these words, and one of those; the first that fits
    ("both", ("số hóa",), ("hồ sơ, kết quả", "hồ sơ và kết quả")),
    ("stock", ("số hóa",), ("còn hiệu lực",)),
    ("result", ("số hóa",), ("kết quả",)),
    ("intake", ("số hóa",), ("tiếp nhận", "thành phần", "tphs", "hồ sơ")),
    ("transaction", ("giao dịch",), ("thanh toán",)),
    ("payment", ("thanh toán", "nghĩa vụ tài chính", "nvtc", "thu phí"), ()),
)
"""Strong topics: they hold wherever in the path they stand."""
_PROCESS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("pending", ("đang giải quyết", "đang xử lý", "chưa giải quyết", "đang thực hiện")),
    ("resolved", ("đã giải quyết", "đã xử lý", "đã trả kết quả")),
    ("received", ("tiếp nhận", "nhận giải quyết", "mới nhận", "nộp hồ sơ", "hồ sơ nộp")),
)
"""Weak ones: the level nearest to the column says it."""
_WHOLE = ("tổng số", "tổng", "số hồ sơ", "tổng cộng", "cộng")
_DONE_DIGITISED = ("đã số hóa", "có số hóa", "được số hóa", "số hóa đầy đủ", "số hồ sơ số hóa")
_UNDONE = ("chưa", "không", "tái sử dụng", "sử dụng lại")
_ONLINE = ("trực tuyến", "qua mạng")
_EARLY = ("trước hạn", "trước thời hạn", "sớm", "sớm hạn")
_ON_TIME = ("đúng hạn", "đúng thời hạn", "đúng")
_LATE = ("quá hạn", "trễ", "trễ hạn", "chậm", "quá thời hạn")
_IN_TIME = ("trong hạn", "chưa đến hạn", "còn hạn", "còn trong hạn")
_BESIDES = ("một phần", "bưu chính", "bcci", "xin lỗi", "phi địa giới")

_SENSES = (
    _Sense("received_total", "received", never=(*_ONLINE, "trực tiếp", *_BESIDES)),
    _Sense("received_online", "received", _ONLINE, (*_BESIDES, "toàn trình", "trực tiếp")),
    _Sense("received_full_online", "received", ("toàn trình",), ("một phần",)),
    _Sense("received_direct", "received", ("trực tiếp",), ("trực tuyến", "một phần", "toàn trình")),
    _Sense("resolved_total", "resolved", never=(*_EARLY, *_ON_TIME, *_LATE)),
    _Sense("resolved_on_time", "resolved", (*_EARLY, *_ON_TIME), (*_LATE, *_BESIDES)),
    _Sense("resolved_late", "resolved", _LATE, (*_EARLY, *_ON_TIME, *_BESIDES)),
    _Sense("pending_total", "pending", never=(*_IN_TIME, *_ON_TIME, *_LATE)),
    _Sense("pending_in_time", "pending", (*_IN_TIME, "đúng hạn"), (*_LATE, *_BESIDES)),
    _Sense("pending_overdue", "pending", _LATE, (*_IN_TIME, "đúng hạn", *_BESIDES)),
    _Sense("intake_total", "intake", ("tổng số", "tổng", "tiếp nhận", "phải số hóa"), (*_DONE_DIGITISED, *_UNDONE)),
    _Sense("intake_digitised", "intake", _DONE_DIGITISED, _UNDONE),
    _Sense(
        "result_total",
        "result",
        ("tổng số", "tổng", "đã giải quyết", "phải trả kết quả", "phải số hóa"),
        (*_DONE_DIGITISED, *_UNDONE),
    ),
    _Sense("result_digitised", "result", _DONE_DIGITISED, _UNDONE),
    _Sense("both_total", "both", _WHOLE, (*_DONE_DIGITISED, *_UNDONE)),
    _Sense("both_digitised", "both", _DONE_DIGITISED, _UNDONE),
    _Sense("stock_total", "stock", _WHOLE, (*_DONE_DIGITISED, *_UNDONE)),
    _Sense("stock_digitised", "stock", _DONE_DIGITISED, _UNDONE),
    _Sense(
        "payment_total",
        "payment",
        ("tổng số", "tổng", "phát sinh", "nghĩa vụ tài chính", "nvtc", "hồ sơ thu phí"),
        ("đã thanh toán", "trực tiếp", "tiền", "vnđ"),
    ),
    _Sense("payment_online", "payment", _ONLINE, ("trực tiếp", "tiền", "vnđ", "phát sinh")),
    _Sense("transactions_total", "transaction", ("tổng số", "tổng", "phát sinh"), ("đã thanh toán", "trực tiếp", "tiền")),
    _Sense("transactions_online", "transaction", _ONLINE, ("trực tiếp", "tiền", "vnđ")),
)

CARRIED = ("từ kỳ trước", "kỳ trước chuyển qua", "kỳ trước chuyển", "tồn kỳ trước", "số đầu kỳ", "kỳ trước")
_RATES = ("tỷ lệ", "tỉ lệ")


def measures_in(path: Sequence[str]) -> tuple[str, ...]:
    """The measures that a heading path may mean, level by level as shown; a rate means none."""
    levels = [fold(level) for level in path]
    topic, own = _topic(levels)
    if topic is None or is_rate(path):
        return ()
    leaf = levels[-1]
    senses = [sense for sense in _SENSES if sense.topic == topic]
    told = [sense for sense in senses if sense.words and says(leaf, sense.words)]
    fitting = [sense.measure for sense in told if not says(leaf, sense.never)]
    if fitting or told:
        return tuple(fitting)
    alone = says(leaf, _WHOLE) or own
    return tuple(sense.measure for sense in senses if not sense.words and alone and not says(leaf, sense.never))


def is_rate(path: Sequence[str]) -> bool:
    """Whether the heading is one of a printed rate."""
    return says(fold(path[-1]), _RATES) or path[-1].strip().strip("()").strip() == "%"


def is_carried(path: Sequence[str]) -> bool:
    """Whether the heading counts what the period before left over."""
    return says(fold(path[-1]), CARRIED)


def says(folded: str, words: Sequence[str]) -> bool:
    """Whether a folded text holds one of ``words``, as whole words."""
    return any(_pattern(word).search(folded) for word in words)


@lru_cache(maxsize=512)
def _pattern(words: str) -> re.Pattern[str]:
    # a folded word ends with its loose tone mark, where \b sees no word
    return re.compile(rf"(?<!\w){re.escape(fold(words))}(?![\w\u0300-\u036f])")


def _topic(levels: Sequence[str]) -> tuple[str | None, bool]:
    """What a path speaks of, and whether its own heading says so."""
    whole = " / ".join(levels)
    for topic, words, beside in _TOPICS:
        if says(whole, words) and (not beside or says(whole, beside)):
            return topic, says(levels[-1], words)
    for at in reversed(range(len(levels))):
        for topic, words in _PROCESS:
            if says(levels[at], words):
                # "quá hạn" under "HS nộp trực tuyến" counts some of the dossiers, not those of the measure
                return (None, False) if says(" / ".join(levels[:-1]), _ONLINE) else (topic, at == len(levels) - 1)
    return None, False


# --- the columns of a sheet -------------------------------------------------------------------------------------------


Path = tuple[str, ...]

_ADDED_UP = {"resolved_on_time": (("trước hạn", "trước thời hạn", "sớm"), ("đúng hạn", "đúng thời hạn", "đúng"))}
"""Measures that two columns give together: one column of each kind of words."""
_CARRIED_INTO = ("received_total",)
_LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class NewTable:
    """One new table: its grid, its headings, and the column that names the units."""

    grid: Grid
    head: Head
    unit: Heading | None


@dataclass(slots=True)
class Named:
    """What the columns hold, by path; ``left`` are the paths that nobody could name, with what they may be."""

    measures: dict[str, list[Path]] = field(default_factory=dict)
    rates: dict[str, Path] = field(default_factory=dict)
    ratings: dict[str, Path] = field(default_factory=dict)
    left: dict[Path, Message | None] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether not one column could be named."""
        return not (self.measures or self.rates or self.ratings)


def name_columns(sheets: Sequence[NewTable], known: Known) -> Named:
    """Name the columns of all ``sheets``; a later sheet adds what the earlier ones do not hold."""
    named = Named()
    for sheet in sheets:
        naming = _Naming(sheet, known)
        for measure, paths in naming.measures().items():
            if named.measures.setdefault(measure, paths) != paths:
                naming.leave(paths, m("another column gives {name} already", name=measure))
        for kept, found in ((named.rates, naming.rates()), (named.ratings, naming.ratings())):
            for indicator, path in found.items():
                if kept.setdefault(indicator, path) != path:
                    naming.leave([path], m("another column gives {name} already", name=indicator))
        for path, why in naming.left().items():
            named.left.setdefault(path, why)
    given = {*named.rates.values(), *named.ratings.values(), *(path for paths in named.measures.values() for path in paths)}
    named.left = {path: why for path, why in named.left.items() if path not in given}
    return named


class _Naming:
    """The naming of one sheet's columns."""

    def __init__(self, sheet: NewTable, known: Known) -> None:
        self._grid = sheet.grid
        self._known = known
        self._bottom = sheet.head.bottom
        skipped = ORDINALS | CODES
        self._columns = [
            heading
            for heading in sheet.head.headings
            if heading.shown
            and heading.column not in sheet.grid.hidden_columns
            and not (skipped & set(heading.levels))
            and (sheet.unit is None or heading.column != sheet.unit.column)
        ]
        self._why: dict[Path, Message | None] = {}
        self._measures = self._by_measure()
        self._taken: set[Path] = {path for paths in self._measures.values() for path in paths}

    def measures(self) -> dict[str, list[Path]]:
        return self._measures

    def leave(self, paths: Iterable[Path], why: Message) -> None:
        self._why.update(dict.fromkeys(paths, why))

    def left(self) -> dict[Path, Message | None]:
        """The columns without a name, and why."""
        shown = [one.shown for one in self._columns]
        return {path: self._why.get(path) for path in shown if path in self._why or path not in self._taken}

    # --- measures ----------------------------------------------------------------------------------------------------

    def _by_measure(self) -> dict[str, list[Path]]:
        found: dict[str, list[Heading]] = {}
        for heading in self._columns:
            if is_rate(heading.shown) or not self._counts(heading):
                continue
            names = self._candidates(heading)
            if len(names) == 1:
                found.setdefault(names[0], []).append(heading)
            elif names:
                self._why[heading.shown] = m("may be {names}", names=_either(names))
        return {name: paths for name, headings in found.items() if (paths := self._settled(name, headings))}

    def _candidates(self, heading: Heading) -> list[str]:
        """The office's own layouts know best; else the words, and the layouts that cccc ships."""
        own = _in_layouts(heading, self._known.own_tables())
        names = own or {*measures_in(heading.shown), *_in_layouts(heading, self._known.built_in_tables())}
        wanted = {measure for one in self._wanted() for measure in one.measures}
        return sorted(names & wanted if len(names & wanted) == 1 else names)

    def _settled(self, name: str, headings: Sequence[Heading]) -> list[Path]:
        """The columns of one measure: one, or one of each kind of those that are added up; of others, none."""
        paths = list(dict.fromkeys(heading.shown for heading in headings))
        if name in _CARRIED_INTO and self._carried_beside(headings[0]):
            self._why[headings[0].shown] = m("{name}, if it does not count what was carried over", name=name)
            return []
        kinds = _ADDED_UP.get(name, ())
        each = [[path for path in paths if says(fold(path[-1]), words)] for words in kinds]
        if len(paths) == 1 or (all(len(one) == 1 for one in each) and len(paths) == len(kinds)):
            return paths
        for path in paths:
            self._why[path] = m("several columns may be {name}", name=name)
        return []

    def _carried_beside(self, heading: Heading) -> bool:
        return any(is_carried(one.shown) and one.shown[:1] == heading.shown[:1] for one in self._columns)

    def _counts(self, heading: Heading) -> bool:
        """Whether the column holds figures, not words."""
        cells = self._cells(heading)
        return not cells or any(map(looks_like_number, cells))

    # --- rates and ratings -------------------------------------------------------------------------------------------

    def rates(self) -> dict[str, Path]:
        """The printed rates, each by the one indicator of its block; without counts, by its words."""
        found: dict[str, list[Path]] = {}
        for heading in self._columns:
            if not is_rate(heading.shown):
                continue
            fitting = self._in_block(heading) or self._by_words(heading, ("ratio", "number"))
            if len(fitting) == 1:
                found.setdefault(fitting[0].id, []).append(heading.shown)
            elif fitting:
                self._why[heading.shown] = m("may be the rate of {names}", names=_either(one.id for one in fitting))
        return self._one_each(found)

    def _in_block(self, heading: Heading) -> list[Indicator]:
        """The indicators whose counts all stand under the same heading as the rate."""
        block = {name for name, paths in self._measures.items() if any(path[:-1] == heading.shown[:-1] for path in paths)}
        fitting = [one for one in self._ratios() if set(one.measures) <= block]
        if len(fitting) > 1:
            spoken = [one for one in fitting if one in self._by_words(heading, ("ratio",))]
            fitting = self._narrowed(spoken or fitting)
        return fitting

    def _ratios(self) -> list[Indicator]:
        return [one for one in self._known.indicators.values() if one.type == "ratio"]

    def ratings(self) -> dict[str, Path]:
        """The columns of words, each by the one indicator whose ratings they are and whose name the heading has."""
        found: dict[str, list[Path]] = {}
        for heading in self._columns:
            words = {fold(cell.text) for cell in self._cells(heading)}
            fitting = [one for one in self._by_words(heading, ("rating",)) if words & set(map(fold, (*one.met, *one.missed)))]
            if len(fitting) == 1:
                found.setdefault(fitting[0].id, []).append(heading.shown)
            elif fitting:
                self._why[heading.shown] = m("may be the rating of {names}", names=_either(one.id for one in fitting))
        return self._one_each(found)

    def _by_words(self, heading: Heading, types: Sequence[str]) -> list[Indicator]:
        """The indicators whose name, or a shorter form of it, the heading holds."""
        text = fold(SEPARATOR.join(heading.shown))
        indicators = [one for one in self._known.indicators.values() if one.type in types]
        return self._narrowed([one for one in indicators if says(text, tuple(_forms(one)))])

    def _narrowed(self, fitting: list[Indicator]) -> list[Indicator]:
        """Of several, the one that the workspace asks for."""
        asked = [one for one in fitting if one.id in self._known.wanted]
        return asked if len(asked) == 1 else fitting

    def _wanted(self) -> list[Indicator]:
        return [one for one in self._known.indicators.values() if one.id in self._known.wanted]

    def _one_each(self, found: dict[str, list[Path]]) -> dict[str, Path]:
        for name, paths in found.items():
            if len(paths) > 1:
                self.leave(paths, m("several columns may be {name}", name=name))
        single = {name: paths[0] for name, paths in found.items() if len(paths) == 1}
        self._taken.update(single.values())
        return single

    def _cells(self, heading: Heading) -> list[Cell]:
        rows = (row for row in self._grid.rows if row > self._bottom)
        cells = (self._grid.cell(row, heading.column) for row in rows)
        return [cell for cell in cells if cell.text and not cell.text.startswith("(")]


def _in_layouts(heading: Heading, layouts: Iterable[Layout]) -> set[str]:
    """The measures that layouts take from a column with this heading, from that column alone."""
    return {
        about
        for layout in layouts
        for (kind, about), column in columns_of(layout).items()
        if kind is Kind.MEASURE and len(column.paths) == 1 and fits(column.paths[0], heading)
    }


def _forms(indicator: Indicator) -> Iterator[str]:
    """The name without "Tỷ lệ", and its shorter forms of two words or more."""
    for form in (indicator.name.removeprefix("Tỷ lệ "), indicator.short, indicator.brief):
        if len(form.split()) >= _LEAST_WORDS:
            yield form


def _either(names: Iterable[str]) -> str:
    return " / ".join(names)
