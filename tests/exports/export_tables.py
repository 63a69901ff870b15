"""A notation for exports, so that a case fits on a screen, and the few nouns that the cases need.

A sheet is lines of cells between bars.  ``<`` is merged with the cell to its left, ``^`` with the one above.  ``12`` and
``0.5`` are stored as numbers, ``0.5 @ 0.00%`` with a number format, ``'12'`` as text, ``=1+1`` as a formula that was never
calculated.
"""

from io import BytesIO

from openpyxl import Workbook

from cccc.exports import Export
from cccc.exports.reader import read_exports
from cccc.model.layouts import Column, Layout
from cccc.model.targets import Indicator, Window
from cccc.model.units import Alias, Group, Roster, Unit
from cccc.periods import parse_label
from cccc.problems import Location
from cccc.vietnamese import slug

HERE = Location("tests")
AUGUST = parse_label("2023-08")


# --- nouns -----------------------------------------------------------------------------------------------------------


def unit(name, *, unit_id=None, aliases=(), start=None, end=None):
    official = f"UBND {name[0].lower()}{name[1:]}" if name.startswith(("Xã", "Phường", "Thị trấn")) else f"{name} huyện"
    return Unit(
        unit_id or slug(name), name, "all", official, "", name, False, HERE, tuple(aliases), valid_from=start, valid_to=end
    )


def roster(*units):
    units = units or ("Phòng Nội vụ", "Xã Hà Kỳ", "Xã Tân Kỳ", "Xã Hòa Bình", "Thị trấn Tứ Kỳ")
    return Roster(
        (Group("all", "commune", "UBND các xã, thị trấn"),), tuple(unit(u) if isinstance(u, str) else u for u in units)
    )


def alias(text, start=None, end=None):
    return Alias(text, start, end)


def path(text):
    return tuple(text.split(" / "))


def column(given, window="period"):
    return Column(tuple(path(text) for text in ([given] if isinstance(given, str) else given)), Window(window))


def layout(measures=None, rates=None, ratings=None, *, unit="Đơn vị", period="title", **rest):
    def columns(given):
        return {name: value if isinstance(value, Column) else column(value) for name, value in (given or {}).items()}

    return Layout(
        rest.pop("id", "monthly"),
        HERE,
        rest.pop("sheet", "*"),
        path(unit) if unit else None,
        period,
        columns(measures),
        columns(rates),
        columns(ratings),
        **rest,
    )


PAYMENT = Indicator("payment", "Thanh toán trực tuyến", "ratio", "", "", "online", "total")
INTAKE = Indicator("intake", "Số hóa", "ratio", "", "", "digitised", "received")
SCORE = Indicator("score", "Điểm", "number", "", "", "points")
POSTING = Indicator("posting", "Đăng tải tin bài", "rating", "", "", met=("Đạt", "Tốt"), missed=("Chưa đạt",))
INDICATORS = {indicator.id: indicator for indicator in (PAYMENT, INTAKE, SCORE, POSTING)}

FLAT = layout({"total": "Tổng số", "online": "Trực tuyến"}, {"payment": "Tỷ lệ"})
COUNTS = layout({"total": "Tổng số", "online": "Trực tuyến"})
RATES = layout(rates={"payment": "Tỷ lệ"})
BLOCKS = layout(
    {
        "total": "Thanh toán * / Tổng số",
        "online": "Thanh toán * / Trực tuyến",
        "received": "Số hóa / Tổng số",
        "digitised": "Số hóa / Đã số hóa",
    },
    {"payment": "Thanh toán * / Tỷ lệ"},
)


# --- workbooks -------------------------------------------------------------------------------------------------------


def book(sheets, edit=None):
    """The bytes of a workbook; ``sheets`` is one sheet's text, called "Biểu", or texts by sheet name."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, text in ({"Biểu": sheets} if isinstance(sheets, str) else sheets).items():
        fill(workbook.create_sheet(name), text)
    if edit:
        edit(workbook)
    return saved(workbook)


def saved(workbook):
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def fill(sheet, lines):
    merges = {}
    for row, line in enumerate(lines.strip("\n").split("\n"), 1):
        for column_number, text in enumerate(line.split("|") if line.strip() else [], 1):
            place, word = (row, column_number), text.strip()
            neighbour = {"<": (row, column_number - 1), "^": (row - 1, column_number)}.get(word)
            if neighbour:
                anchor = next((a for a, cells in merges.items() if neighbour in cells), neighbour)
                merges.setdefault(anchor, {anchor}).add(place)
            elif word:
                put(sheet.cell(*place), word)
    for cells in merges.values():
        rows, columns = {r for r, _ in cells}, {c for _, c in cells}
        sheet.merge_cells(start_row=min(rows), end_row=max(rows), start_column=min(columns), end_column=max(columns))


def put(cell, text):
    word, _, number_format = text.partition(" @ ")
    if word.startswith("'"):
        cell.value, cell.data_type = word[1:-1], "s"
    else:
        cell.value = number(word)
    if number_format:
        cell.number_format = number_format


def number(word):
    for kind in (int, float):
        try:
            return kind(word)
        except ValueError:
            continue
    return word


# --- what is read ----------------------------------------------------------------------------------------------------


def read(sheets, a_layout=FLAT, *, a_roster=None, asked=None, edit=None, indicators=INDICATORS):
    """A workbook, or several by file name, read."""
    files = sheets if isinstance(sheets, list) else [("a.xlsx", sheets if isinstance(sheets, bytes) else book(sheets, edit))]
    exports = [Export(*file) for file in files]
    layouts = a_layout if isinstance(a_layout, list) else [a_layout]
    return read_exports(exports, layouts, indicators, a_roster or roster(), parse_label(asked) if asked else None)


def figures(reading, about=None):
    """``{unit id: value}`` of one figure, or ``{(unit id, figure): value}`` of all."""
    if about:
        return {o.unit: o.value for o in reading.observations if o.about == about}
    return {(o.unit, o.about): o.value for o in reading.observations}


def told(problems):
    """``code cell`` of each problem, in the order of places."""
    return [f"{p.code} {p.location.cell or ''}".strip() for p in sorted(problems, key=lambda p: (p.location.order, p.code))]
