"""A large .xlsx list of dossiers to observations, as a ratio to ``polars.read_excel`` merely reading it.

Run with the project's own Python: ``.venv/bin/python benchmarks/dossiers_xlsx.py [ROWS [TIMES]]``; 1,000,000 rows × 18 columns
unless told.  Aims: at most 1.2 in time and 1.1 in memory.
"""

import sys
from datetime import date, timedelta
from pathlib import Path

from dossier_lists import FOLDER, UNITS, compare, measured, read

HEADINGS = [
    *("STT", "Mã hồ sơ", "Thủ tục", "Lĩnh vực", "Chủ hồ sơ", "Số định danh", "Điện thoại", "Địa chỉ", "Đơn vị"),
    *("Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả kết quả", "Hình thức nộp", "Số hóa thành phần", "Số hóa kết quả"),
    *("Thanh toán", "Người xử lý", "Trạng thái"),
]
DAYS = [f"{date(2023, 1, 1) + timedelta(number):%d/%m/%Y}" for number in range(400)]


def written(rows: int) -> Path:
    """The list, written once."""
    import xlsxwriter

    path = FOLDER / f"dossiers-{rows}.xlsx"
    if path.exists():
        return path
    FOLDER.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    book = xlsxwriter.Workbook(part, {"constant_memory": True})
    sheet = book.add_worksheet("Danh sách")
    sheet.write_row(0, 0, HEADINGS)
    for number in range(1, rows + 1):
        sheet.write_row(number, 0, dossier(number))
    book.close()
    part.rename(path)
    return path


def dossier(number: int) -> list[object]:
    """One row; the numbers are spread by multiplying with primes."""
    day = number * 7919 % 365
    return [
        number,
        f"H23.{number % 997}-{number}",
        f"Thủ tục {number % 300}",
        "Đất đai",
        f"Người nộp {number}",
        f"{number * 97:012}",
        f"09{number:08}",
        "Thôn 1",
        f"Xã Số {number * 104729 % UNITS}",
        DAYS[day],
        DAYS[day + 5],
        DAYS[day + number * 31 % 8],
        ("Trực tuyến", "Trực tiếp", "Bưu chính công ích")[number * 17 % 3],
        ("Có", "Không")[number * 13 // 7 % 2],
        ("Có", "Không")[number * 11 // 5 % 2],
        ("Trực tuyến", "Trực tiếp")[number * 19 // 3 % 2],
        f"Cán bộ {number % 500}",
        "Đã trả",
    ]


def merely_read(path: Path) -> int:
    """What the peer does."""
    import polars as pl

    return pl.read_excel(path).height


def main() -> None:
    """Print the ratio."""
    if sys.argv[1:2] == ["--ours"]:
        measured(lambda: read(Path(sys.argv[2])))
    elif sys.argv[1:2] == ["--peer"]:
        measured(lambda: merely_read(Path(sys.argv[2])))
    else:
        rows, times = [*sys.argv[1:], *["1000000", "3"][len(sys.argv) - 1 :]]
        compare(__file__, written(int(rows)), f"{rows} rows of .xlsx / polars.read_excel", times)


if __name__ == "__main__":
    main()
