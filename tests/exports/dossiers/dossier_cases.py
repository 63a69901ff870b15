"""Lists of dossiers in the notation of `export_tables`, the layout that counts them, and what comes out."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO

import duckdb
from export_tables import HERE, book, path, roster
from openpyxl import load_workbook

from cccc.exports import Export
from cccc.exports.dossiers import texts, workbooks
from cccc.exports.reader import read_exports
from cccc.model.layouts import BlankTest, DateTest, DossierCount, RecordsLayout, TextTest
from cccc.periods import parse_label

ONLINE = (path("Hình thức nộp"), TextTest(("Trực tuyến",)))
IN_TIME = (path("Ngày trả"), DateTest(path("Ngày hẹn trả")))
LATE = (path("Ngày trả"), DateTest(path("Ngày hẹn trả"), after=True))
RESOLVED = path("Ngày trả")


def records(measures, **rest):
    """A layout; a measure is its tests, with its own date behind them."""
    made = {
        name: DossierCount(tuple(one for one in tests if len(one) == 2), next((one for one in tests if len(one) == 1), None))
        for name, tests in measures.items()
    }
    return RecordsLayout("dossiers", HERE, rest.pop("sheet", "*"), path("Đơn vị"), path("Ngày tiếp nhận"), made, **rest)


RECEIVED = records({"received": []})
ALL = records(
    {
        "received": [],
        "online": [ONLINE],
        "resolved": [(RESOLVED, BlankTest(given=True)), RESOLVED],
        "in_time": [IN_TIME, RESOLVED],
    }
)


def read(files, layouts=ALL, *, asked=None, units=None):
    """What lists tell; ``files`` is the text of one, or pairs of a name with a text, bytes or a path."""
    given = [("a.xlsx", files)] if isinstance(files, str) else files
    exports = [Export(name, book(content) if isinstance(content, str) else content) for name, content in given]
    chosen = layouts if isinstance(layouts, list) else [layouts]
    return read_exports(exports, chosen, {}, units or roster(), parse_label(asked) if asked else None)


def counts(reading, about="received"):
    """``{"unit 2023-08": count}`` of one measure, zeros left out."""
    return {f"{o.unit} {o.span}": int(o.value) for o in reading.observations if o.about == about and o.value}


def everything(reading):
    return {(o.unit, o.about, str(o.span)): int(o.value) for o in reading.observations}


# --- the same list as other kinds of file --------------------------------------------------------------------------------


def rows_of(text):
    return [list(row) for row in load_workbook(BytesIO(book(text))).active.iter_rows(values_only=True)]


def as_csv(text, delimiter=",", encoding="utf-8"):
    stream = StringIO(newline="")
    rows = [["" if cell is None else _shown(cell) for cell in row] for row in rows_of(text)]
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)


def _shown(cell):
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date | datetime) else cell


def as_parquet(text, file):
    """The rows of ``text`` below its headings, which stand in its first row."""
    headings, *rows = rows_of(text)
    columns = ", ".join(f'"{heading}" VARCHAR' for heading in headings)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE list ({columns})")
        for row in rows:
            connection.execute(f"INSERT INTO list VALUES ({', '.join('?' * len(headings))})", row)  # noqa: S608 - only marks
        connection.execute(f"COPY list TO '{file.as_posix()}' (FORMAT parquet)")
    return file


def in_bulk(monkeypatch):
    """Every file is large."""
    monkeypatch.setattr(texts, "BULK", 1)
    monkeypatch.setattr(workbooks, "BULK", 1)
