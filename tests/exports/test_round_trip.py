"""Tables made at random over known counts are read back to exactly these counts, from every kind of file."""

import random
import unicodedata

import pytest
from export_tables import BLOCKS, INDICATORS, roster, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kinds.tables import flattened, unmerged
from kinds.writers import KINDS, as_kind
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from cccc.exports import Export
from cccc.exports.reader import read_exports

NAMES = [
    "Xã Hòa Bình",
    "Xã Quang Khải",
    "Xã Đại Hợp",
    "Thị trấn Tứ Kỳ",
    "Phòng Tài chính - Kế hoạch",
    "Xã Thuỵ Lôi",
    "Xã Tân Kỳ",
]
ROSTER = roster(*NAMES)
TREE = {
    "Thanh toán trực tuyến": {"Tổng số": "total", "Trực tuyến": "online", "Tỷ lệ": "payment"},
    "Số hóa": {"Tổng số": "received", "Đã số hóa": "digitised"},
}
SPELLINGS = [
    str,
    str.upper,
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: f"  {name.replace(' ', chr(0xA0))}\n",
    lambda name: "- " + name.replace("Hòa", "Hoà").replace("Thuỵ", "Thụy").replace("Đ", "Ð"),
    lambda name: name.replace("Xã", "UBND xã"),
    lambda name: name.replace("Xã", "ỦY BAN NHÂN DÂN XÃ").replace("Thị trấn", "Uỷ ban nhân dân thị trấn"),
    lambda name: name.replace(" - ", "–"),
]


def grouped(count, mark):
    return f"{count:,}".replace(",", mark)


COUNT_FORMS = [
    lambda count: count,
    float,
    str,
    lambda count: grouped(count, "."),
    lambda count: grouped(count, ","),
    lambda count: grouped(count, " "),
    lambda count: f" {grouped(count, chr(0xA0))} ",
]


@st.composite
def counts(draw):
    """Counts of some units: ``{name: {measure: count}}``."""
    table = {}
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True)):
        total, received = draw(st.integers(0, 3_000_000)), draw(st.integers(0, 2000))
        table[name] = {
            "total": total,
            "online": draw(st.integers(0, total)),
            "received": received,
            "digitised": draw(st.integers(0, received)),
        }
    return table


class Sheet:
    """A sheet being written, line below line, with everything around its table that offices put there."""

    def __init__(self, sheet, chance):
        self.sheet, self.chance = sheet, chance
        self.row, self.left = 1, 1 + chance.randrange(3)
        blocks = [
            (parent, chance.sample(list(TREE[parent]), len(TREE[parent]))) for parent in chance.sample(list(TREE), len(TREE))
        ]
        self.columns = [("STT", None)] * chance.randrange(2) + [("Đơn vị", None)]
        self.columns += [(parent, child) for parent, children in blocks for child in children]
        self.columns.insert(chance.choice([len(self.columns), len(self.columns) - len(blocks[1][1])]), ("Ghi chú", None))

    def write(self, table):
        for line in self.chance.sample(
            ["UBND HUYỆN TỨ KỲ", "BÁO CÁO KẾT QUẢ", "", "Đơn vị tính: hồ sơ"], self.chance.randrange(5)
        ):
            self.line([line])
        self.line(["Từ ngày 01/8/2023 đến ngày 31/8/2023"])
        self.row += self.chance.randrange(3)
        self.head()
        if self.chance.random() < 0.5:
            self.line([f"({number})" for number in range(1, len(self.columns) + 1)])
        total = {
            measure: sum(row[measure] for row in table.values()) for measure in ("total", "online", "received", "digitised")
        }
        where = self.chance.choice(["top", "below", ""])
        if where == "top":
            self.figures("", self.chance.choice(["Tổng cộng", "TỔNG SỐ", "Toàn huyện"]), total)
        for number, (name, row) in enumerate(table.items(), 1):
            if self.chance.random() < 0.2:
                self.line(["I", "Các phòng"] if self.columns[0][0] == "STT" else ["Các phòng"])
            self.figures(number, self.chance.choice(SPELLINGS)(name), row)
        if where == "below":
            self.figures("", self.chance.choice(["Tổng cộng", "Cộng:", "TỔNG CỘNG (I+II)"]), total)
        self.row += 1
        self.line(["", "Ghi chú: số liệu tính đến 31/8", "NGƯỜI LẬP BIỂU"])

    def head(self):
        for index, (parent, child) in enumerate(self.columns):
            column = self.left + index
            first = child is None or index == 0 or self.columns[index - 1][0] != parent
            if first:
                self.sheet.cell(self.row, column, self.chance.choice([parent, parent.upper(), parent.replace(" ", "\n")]))
            if child is None:
                self.merge(column, column, self.row + 1)
            else:
                self.sheet.cell(self.row + 1, column, child)
                width = sum(1 for other, _ in self.columns[index:] if other == parent)
                contiguous = [other for other, _ in self.columns[index : index + width]] == [parent] * width
                if first and width > 1 and contiguous:
                    self.merge(column, column + width - 1, self.row)
        self.row += 2

    def merge(self, left, right, bottom):
        self.sheet.merge_cells(f"{get_column_letter(left)}{self.row}:{get_column_letter(right)}{bottom}")

    def line(self, words):
        for offset, word in enumerate(words):
            if word:
                self.sheet.cell(self.row, self.left + offset, word)
        self.row += 1

    def figures(self, number, name, row):
        for index, (parent, child) in enumerate(self.columns):
            cell = self.sheet.cell(self.row, self.left + index)
            if parent == "STT":
                cell.value = number
            elif parent == "Đơn vị":
                cell.value = name
            elif child == "Tỷ lệ":
                self.rate(cell, row)
            elif child:
                cell.value = self.chance.choice(COUNT_FORMS)(row[TREE[parent][child]])
        self.row += 1

    def rate(self, cell, row):
        if not row["total"]:
            cell.value = self.chance.choice([None, "-", 0, "#DIV/0!"])
            return
        rate = row["online"] / row["total"]
        form = self.chance.randrange(3)
        cell.value = [rate, round(rate * 100, 6), f"{rate * 100:.3f}%".replace(".", self.chance.choice(".,"))][form]
        cell.number_format = ["0.00%", "General", "General"][form]


def written(table, seed, kind="xlsx"):
    workbook = Workbook()
    chance = random.Random(seed)  # noqa: S311 - no secret
    Sheet(workbook.active, chance).write(table)
    workbook.active.title = "Biểu 06a"
    if "merges" not in KINDS[kind].holds:
        workbook = chance.choice([flattened, unmerged])(workbook)
    return as_kind(kind, workbook)


def observed(files):
    reading, problems = read_exports([Export(*file) for file in files], [BLOCKS], INDICATORS, ROSTER, None)
    assert told(problems) == []
    return {(o.unit, o.about): o.value for o in reading.observations}


def expected(table):
    ids = {unit.name: unit.id for unit in ROSTER.units}
    return {(ids[name], measure): count for name, row in table.items() for measure, count in row.items()}


@pytest.mark.slow(reason="writes and reads 120 random workbooks")
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(counts(), st.integers(0, 10**6))
def test_what_is_written_is_read(table, seed):
    assert observed([("a", written(table, seed))]) == expected(table)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "xlsx"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(counts(), st.integers(0, 10**6))
def test_what_is_written_in_any_kind_is_read(kind, table, seed):
    assert observed([("a", written(table, seed, kind))]) == expected(table)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(counts(), st.integers(0, 10**6), st.sampled_from(list(KINDS)), st.sampled_from(list(KINDS)))
def test_the_same_table_in_two_kinds_is_one(table, seed, first, second):
    assert observed([("a", written(table, seed, first)), ("b", written(table, seed + 1, second))]) == expected(table)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(counts(), st.integers(0, 10**6), st.data())
def test_neither_the_order_of_rows_nor_that_of_files_matters(table, seed, data):
    rows = data.draw(st.permutations(list(table.items())))
    cut = data.draw(st.integers(0, len(rows)))
    halves = [dict(half) for half in (rows[:cut], rows[cut:]) if half]
    files = [(str(number), written(half, seed + number)) for number, half in enumerate(halves)]
    assert observed(files) == observed(files[::-1]) == expected(table)
