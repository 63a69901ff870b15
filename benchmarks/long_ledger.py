"""What `cccc evaluate` costs beyond reading the workbook, and that it costs the same however many months the ledger holds.

Run with the project's own Python: ``.venv/bin/python benchmarks/long_ledger.py``.  3,500 units × 20 ratios (62 columns), and
ledgers of 0, 12 and 36 earlier months; with ``--cumulative`` every target is judged in both windows, the cumulative figures
added up from the months since January.  Whole processes, their time on the processor: a busy machine does not change it.
Aims: under 2 s more than the reading alone (as `cccc` reads it), the same for 12 months and for 36.

The first month is saved through the ledger; the others are its rows with other days, made within the database.
"""

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

UNITS, INDICATORS = 3500, 20
THIS = (2026, 9)
LEDGERS = (0, 12, 36)
HEADING_ROWS = 4

WORKSPACE = """\
issuer: {name: Ủy ban nhân dân tỉnh X, parent: null, place: X}
papers:
  default: {symbol: UBND-KSTT, copies: ["Lưu: VT"], signature: {lines: [CHỦ TỊCH], name: null}}
units: units.yaml
indicators: indicators.yaml
plans: [plan.yaml]
layouts: [layout.yaml]
policy: policy.yaml
"""
POLICY = """\
policy: monthly
rules:
  - {id: criticism, kind: criticism, indicators: [rate-1], when: {period: missed}, escalate: year}
  - {id: reminder, kind: reminder, indicators: [rate-2, rate-3], when: {period: missed}}
"""
READ = """\
import sys
from pathlib import Path
from cccc.workflow.files import open_exports
from cccc.workflow.office import open_workspace
from cccc.exports.reader import read_exports
space, _ = open_workspace(None)
exports, _, _ = open_exports([Path(sys.argv[1])])
reading, _ = read_exports(exports, space.layouts, space.indicators, space.roster, None, space.built_in)
print(len(reading.observations))
"""
LOAD = "import sys; from openpyxl import load_workbook; load_workbook(sys.argv[1])"


class Cost(NamedTuple):
    """Seconds on the processor, seconds by the clock, peak memory in MB."""

    cpu: float
    wall: float
    memory: float


def workspace(root: Path, *, cumulative: bool) -> str:
    """A workspace in ``root`` with this month's export; the export's name."""
    numbers = range(1, INDICATORS + 1)
    names = [f"Xã Số {number}" for number in range(1, UNITS + 1)]
    windows = "[period, cumulative]" if cumulative else "[period]"
    indicators = "".join(
        f"  - {{id: rate-{n}, name: Chỉ tiêu số {n}, short: chỉ tiêu số {n}, brief: chỉ tiêu {n}, type: ratio,"
        f" numerator: part_{n}, denominator: whole_{n}}}\n"
        for n in numbers
    )
    targets = "".join(f"  - {{indicator: rate-{n}, at_least: 60%, windows: {windows}}}\n" for n in numbers)
    measures = "".join(f"    whole_{n}: Nhóm {n} / Tổng số\n    part_{n}: Nhóm {n} / Số hồ sơ đạt\n" for n in numbers)
    rates = "".join(f"    rate-{n}: Nhóm {n} / Tỷ lệ (%)\n" for n in numbers)
    units = "".join(f"      - {{id: xa-{number}, name: {name}}}\n" for number, name in enumerate(names, start=1))
    files = {
        "cccc.yaml": WORKSPACE,
        "units.yaml": f"groups:\n  - id: communes\n    level: commune\n    name: UBND các xã\n    units:\n{units}",
        "indicators.yaml": f"indicators:\n{indicators}",
        "plan.yaml": f"plan: p\ntitle: T\nissuer: UBND tỉnh X\napplies: {{from: 2026-01-01, to: 2026-12-31}}\n"
        f"targets:\n{targets}",
        "layout.yaml": f"layout: monthly\ntable:\n  unit: Đơn vị\n  measures:\n{measures}  rates:\n{rates}",
        "policy.yaml": POLICY,
    }
    root.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    name = f"{THIS[0]}-{THIS[1]:02}.xlsx"
    if not (root / name).exists():
        export(root / name, names)
    return name


def export(path: Path, names: list[str]) -> None:
    """The month's table: merged headings, a total, a part and a rate for each indicator, and a total row."""
    import xlsxwriter

    draw = random.Random(0)  # noqa: S311 - the same table each time
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Tháng 9")
    sheet.merge_range(0, 0, 0, 61, f"KẾT QUẢ THỰC HIỆN CHỈ TIÊU THÁNG {THIS[1]}/{THIS[0]}")
    sheet.merge_range(2, 0, 3, 0, "STT")
    sheet.merge_range(2, 1, 3, 1, "Đơn vị")
    for block in range(INDICATORS):
        first = 2 + 3 * block
        sheet.merge_range(2, first, 2, first + 2, f"Nhóm {block + 1}")
        sheet.write_row(3, first, ["Tổng số", "Số hồ sơ đạt", "Tỷ lệ (%)"])
    totals = [[0, 0] for _ in range(INDICATORS)]
    for row, name in enumerate(names):
        cells: list[object] = [row + 1, name]
        for total in totals:
            whole = draw.randint(50, 2000)
            part = draw.randint(whole // 3, whole)
            total[0] += whole
            total[1] += part
            cells += [whole, part, round(100 * part / whole, 2)]
        sheet.write_row(HEADING_ROWS + row, 0, cells)
    flat = [value for whole, part in totals for value in (whole, part, round(100 * part / whole, 2))]
    sheet.write_row(HEADING_ROWS + len(names), 1, ["Tổng cộng", *flat])
    book.close()


# --- the past --------------------------------------------------------------------------------------------------------


def months_before(count: int) -> list[tuple[int, int]]:
    """The ``count`` months before this one, the earliest first."""
    last = THIS[0] * 12 + THIS[1] - 1
    return [divmod(number, 12) for number in range(last - count, last)]


def remembered(path: Path, months: int) -> None:
    """A ledger of so many earlier months at ``path``."""
    first, *others = [(year, month + 1) for year, month in months_before(months)]
    saved(path, *first)
    with closing(sqlite3.connect(path)) as connection:
        for turn, month in enumerate(others, start=1):
            again(connection, turn, *month)
        connection.commit()


def saved(path: Path, year: int, number: int) -> None:
    """One month of invented figures and their verdicts, through the ledger."""
    from cccc.ledger import Ledger
    from cccc.model.evaluations import Assessment, Evaluation, Status
    from cccc.model.observations import InputFile, Kind, Observation, Source
    from cccc.model.targets import Window
    from cccc.periods import month

    draw = random.Random(1)  # noqa: S311 - the same figures each time
    span, file = month(year, number), "earlier.xlsx"
    read, judged = [], []
    for unit in range(1, UNITS + 1):
        for indicator in range(1, INDICATORS + 1):
            whole = draw.randint(50, 2000)
            part = draw.randint(whole // 3, whole)
            cells = (f"C{unit + HEADING_ROWS}", f"D{unit + HEADING_ROWS}")
            for name, value, cell in (("whole", whole, cells[0]), ("part", part, cells[1])):
                place = Source(file, "Tháng", (cell,))
                read.append(Observation(f"xa-{unit}", Kind.MEASURE, f"{name}_{indicator}", span, Fraction(value), place))
            rate = Fraction(100 * part, whole)
            status = Status.MET if rate >= 60 else Status.MISSED  # noqa: PLR2004 - the plan's
            sources = (Source(file, "Tháng", cells),)
            judged.append(
                Assessment(f"xa-{unit}", f"rate-{indicator}", Window.PERIOD, span, status, part, whole, rate, sources=sources)
            )
    ledger, _ = Ledger.open(path, create=True)
    with ledger:
        evaluation = Evaluation(span, tuple(judged), inputs=(InputFile(file, "0" * 64),))
        ledger.save_evaluation(read, evaluation, datetime(year, number, 28, tzinfo=UTC))


def again(connection: sqlite3.Connection, turn: int, year: int, number: int) -> None:
    """The first month's rows once more as those of another month."""
    from cccc.periods import month

    span = month(year, number)
    told = {"start": span.start.isoformat(), "finish": span.end.isoformat(), "file": f"{span.label}.xlsx"}
    (observations,) = connection.execute("select max(id) from observation where import = 1").fetchone()
    moved = {
        "import": {"id": f"id + {turn}", "file": ":file", "name": ":file"},
        "observation": {
            "id": f"id + {turn * observations}",
            "import": f"import + {turn}",
            "start": ":start",
            "finish": ":finish",
        },
        "evaluation": {"id": f"id + {turn}", "start": ":start", "finish": ":finish"},
        "assessment": {"evaluation": f"evaluation + {turn}", "start": ":start", "finish": ":finish"},
    }
    for table, changes in moved.items():
        columns = [f'"{name}"' for _, name, *_ in connection.execute(f"pragma table_info({table})")]
        values = ", ".join(changes.get(name.strip('"'), name) for name in columns)
        number = "evaluation" if table == "assessment" else "import" if table == "observation" else "id"
        connection.execute(f"insert into {table} select {values} from {table} where {number} = 1", told)  # noqa: S608


# --- what is measured ------------------------------------------------------------------------------------------------


def measured(command: list[str], folder: Path) -> Cost:
    """The cost of ``command`` as a whole process."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        sys.exit(f"{command} ended with {status}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def best(command: list[str], folder: Path, runs: int, before: Path | None = None) -> Cost:
    """The cheapest of some runs, each on the ledger as it was ``before``."""
    costs = []
    for _ in range(runs):
        ledger = folder / ".cccc" / "ledger.db"
        ledger.parent.mkdir(exist_ok=True)
        ledger.unlink(missing_ok=True)
        if before is not None:
            shutil.copyfile(before, ledger)
        costs.append(measured(command, folder))
    return min(costs)


def told(cost: Cost) -> str:
    """A cost in words."""
    return f"{cost.cpu:.2f} s of processor, {cost.wall:.1f} s by the clock, {cost.memory:.0f} MB"


def main() -> None:
    """Print what reading costs, and for each ledger what the whole costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--cumulative", action="store_true")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "cccc-benchmarks" / "long-ledger")
    parser.add_argument("--ledgers", type=int, nargs="*", default=LEDGERS)
    options = parser.parse_args()
    folder: Path = options.folder
    file = workspace(folder, cumulative=options.cumulative)
    load = best(["-c", LOAD, file], folder, options.runs)
    reading = best(["-c", READ, file], folder, options.runs)
    print(f"openpyxl.load_workbook: {told(load)}")
    print(f"reading alone, the workspace included: {told(reading)}")
    for months in options.ledgers:
        past = folder / f"ledger-{months}.db" if months else None
        if past is not None and not past.exists():
            part = past.with_suffix(".part")
            part.unlink(missing_ok=True)
            remembered(part, months)
            part.rename(past)
        size = past.stat().st_size / 1_000_000 if past else 0
        whole = best(["-m", "cccc", "evaluate", file], folder, options.runs, past)
        print(
            f"ledger of {months} months ({size:.0f} MB): {told(whole)};"
            f" {whole.cpu - reading.cpu:.2f} s more than the reading, {whole.cpu / load.cpu:.2f} × load_workbook"
        )


if __name__ == "__main__":
    main()
