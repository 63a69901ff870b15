"""A large CSV list of dossiers to observations, as a ratio to the bare DuckDB query that counts the same.

Run with the project's own Python: ``.venv/bin/python benchmarks/dossiers_csv.py [ROWS [TIMES]]``; 10,000,000 rows unless told,
3,500 units × 12 months.  Aims: at most 1.15 in time, under 300 MB.
"""
# ruff: noqa: S608 - the queries are of a file that the benchmark writes

import sys
from pathlib import Path

from dossier_lists import FOLDER, UNITS, compare, measured, read

HEADINGS = [
    "Mã hồ sơ",
    "Thủ tục",
    "Chủ hồ sơ",
    "Số định danh",
    "Đơn vị",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày trả kết quả",
    "Hình thức nộp",
    "Số hóa thành phần",
    "Số hóa kết quả",
    "Thanh toán",
]
DATES = ("Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả kết quả")


def written(rows: int) -> Path:
    """The list, written once."""
    import duckdb

    path = FOLDER / f"dossiers-{rows}.csv"
    if path.exists():
        return path
    FOLDER.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    duckdb.execute(f"""COPY (SELECT
        printf('H23.%03d-%06d-%07d', i % 997, 230101 + i % 28, i) AS "Mã hồ sơ",
        'Thủ tục đăng ký số ' || (i * 7 % 300) AS "Thủ tục",
        'Người nộp ' || i AS "Chủ hồ sơ",
        printf('0%011d', i * 97) AS "Số định danh",
        'Xã Số ' || (hash(i) % {UNITS}) AS "Đơn vị",
        strftime(d, '%d/%m/%Y') AS "Ngày tiếp nhận",
        strftime(d + INTERVAL 5 DAY, '%d/%m/%Y') AS "Ngày hẹn trả",
        CASE WHEN hash(i + 5) % 10 < 9 THEN strftime(d + to_days((hash(i + 1) % 7)::INT), '%d/%m/%Y') END AS "Ngày trả kết quả",
        CASE hash(i + 2) % 3 WHEN 0 THEN 'Trực tuyến' WHEN 1 THEN 'Trực tiếp' ELSE 'Bưu chính công ích' END AS "Hình thức nộp",
        CASE hash(i + 3) % 2 WHEN 0 THEN 'Có' ELSE 'Không' END AS "Số hóa thành phần",
        CASE hash(i + 4) % 2 WHEN 0 THEN 'Có' ELSE 'Không' END AS "Số hóa kết quả",
        CASE hash(i + 6) % 3 WHEN 0 THEN 'Trực tuyến' WHEN 1 THEN 'Trực tiếp' END AS "Thanh toán"
        FROM (SELECT i, DATE '2023-01-01' + (hash(i + 9) % 365)::INT AS d FROM range({rows}) r(i))
    ) TO '{part.as_posix()}' (HEADER true)""")
    part.rename(path)
    return path


def bare(path: Path) -> int:
    """The query that somebody would write by hand who knows the file."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": "256MB", "temp_directory": ""})
    columns = ", ".join(f"'{name}': '{'DATE' if name in DATES else 'VARCHAR'}'" for name in HEADINGS)
    found = connection.execute(f"""SELECT "Đơn vị", year("Ngày tiếp nhận"), month("Ngày tiếp nhận"), count(*),
        sum(CASE WHEN "Hình thức nộp" = 'Trực tuyến' THEN 1 ELSE 0 END),
        sum(CASE WHEN "Số hóa thành phần" = 'Có' THEN 1 ELSE 0 END),
        sum(CASE WHEN "Số hóa kết quả" = 'Có' THEN 1 ELSE 0 END),
        sum(CASE WHEN "Thanh toán" = 'Trực tuyến' THEN 1 ELSE 0 END),
        sum(CASE WHEN "Thanh toán" IS NOT NULL THEN 1 ELSE 0 END),
        sum(CASE WHEN "Ngày trả kết quả" <= "Ngày hẹn trả" THEN 1 ELSE 0 END)
        FROM read_csv('{path.as_posix()}', header=true, delim=',', auto_detect=false, dateformat='%d/%m/%Y',
            columns={{{columns}}})
        GROUP BY ALL""").fetchall()
    return sum(len(row) - 3 for row in found)


def main() -> None:
    """Print the ratio."""
    if sys.argv[1:2] == ["--ours"]:
        measured(lambda: read(Path(sys.argv[2])))
    elif sys.argv[1:2] == ["--peer"]:
        measured(lambda: bare(Path(sys.argv[2])))
    else:
        rows, times = [*sys.argv[1:], *["10000000", "3"][len(sys.argv) - 1 :]]
        compare(__file__, written(int(rows)), f"{rows} rows of CSV / the bare query", times)


if __name__ == "__main__":
    main()
