"""How long `cccc evaluate` takes on a monthly table, as a ratio to openpyxl merely loading the same workbook.

Run with the project's own Python: ``.venv/bin/python benchmarks/evaluate.py``.  Whole processes, taking turns, with the peak of
their memory.  Aims: 300 units within 2.5, 3,500 units within 1.5.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

INDICATORS = {
    "online_filing": ("received_online", "received_total", "Hồ sơ nộp trực tuyến"),
    "intake_digitisation": ("intake_digitised", "intake_total", "Số hóa khi tiếp nhận"),
    "result_digitisation": ("result_digitised", "result_total", "Số hóa kết quả"),
    "online_payment": ("payment_online", "payment_total", "Thanh toán trực tuyến"),
    "on_time_done": ("resolved_on_time", "resolved_total", "Giải quyết đúng hạn"),
    "reuse": ("reused", "reuse_total", "Sử dụng lại dữ liệu"),
}
"""Six blocks of a total, a part and a rate: twenty columns with ordinal and name."""

WORKSPACE = """\
issuer: {name: Ủy ban nhân dân tỉnh X, parent: null, place: X}
papers:
  default: {symbol: UBND-KSTT, copies: ["Lưu: VT"], signature: {lines: [CHỦ TỊCH], name: null}}
units: units.yaml
plans: [plan.yaml]
layouts: [layout.yaml]
policy: policy.yaml
"""
POLICY = """\
policy: monthly
rules:
  - {id: criticism, kind: criticism, indicators: [online_payment], when: {period: missed}, escalate: year}
  - {id: reminder, kind: reminder, indicators: [online_filing, on_time_done], when: {period: missed}}
"""


def workspace(root: Path, units: int) -> Path:
    """A workspace in ``root`` with a month's export of ``units`` units; the export's name."""
    names = [f"Xã Số {number}" for number in range(1, units + 1)]
    listed = "".join(f"      - {name}\n" for name in names)
    targets = "".join(f"  - {{indicator: {name}, at_least: 60%, windows: [period]}}\n" for name in INDICATORS)
    measures = "".join(
        f"    {whole}: {block} / Tổng số\n    {part}: {block} / Số hồ sơ đạt\n" for part, whole, block in INDICATORS.values()
    )
    rates = "".join(f"    {name}: {block} / Tỷ lệ (%)\n" for name, (_, _, block) in INDICATORS.items())
    files = {
        "cccc.yaml": WORKSPACE,
        "units.yaml": f"groups:\n  - id: communes\n    level: commune\n    name: UBND các xã\n    units:\n{listed}",
        "plan.yaml": "plan: p\ntitle: T\nissuer: UBND tỉnh X\napplies: {from: 2026-01-01, to: 2026-12-31}\n"
        f"targets:\n{targets}",
        "layout.yaml": f"layout: monthly\ntable:\n  unit: Đơn vị\n  measures:\n{measures}  rates:\n{rates}",
        "policy.yaml": POLICY,
    }
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    export(root / "2026-08.xlsx", names)
    return root / "2026-08.xlsx"


def export(path: Path, names: list[str]) -> None:
    """A month's table with merged headings, six blocks of three columns, and a total row."""
    import xlsxwriter

    draw = random.Random(0)  # noqa: S311 - the same table each time
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Tháng 8")
    sheet.merge_range(0, 0, 0, 19, "KẾT QUẢ THỰC HIỆN CHỈ TIÊU THÁNG 8/2026")
    sheet.merge_range(2, 0, 3, 0, "STT")
    sheet.merge_range(2, 1, 3, 1, "Đơn vị")
    for block, (_, _, title) in enumerate(INDICATORS.values()):
        first = 2 + 3 * block
        sheet.merge_range(2, first, 2, first + 2, title)
        sheet.write_row(3, first, ["Tổng số", "Số hồ sơ đạt", "Tỷ lệ (%)"])
    totals = [[0, 0] for _ in INDICATORS]
    for row, name in enumerate(names):
        cells: list[object] = [row + 1, name]
        for total in totals:
            whole = draw.randint(50, 2000)
            part = draw.randint(whole // 3, whole)
            total[0] += whole
            total[1] += part
            cells += [whole, part, round(100 * part / whole, 2)]
        sheet.write_row(4 + row, 0, cells)
    flat = [value for whole, part in totals for value in (whole, part, round(100 * part / whole, 2))]
    sheet.write_row(4 + len(names), 1, ["Tổng cộng", *flat])
    book.close()


def measured(command: list[str], folder: Path) -> tuple[float, float]:
    """Seconds and peak MB of ``command`` as a whole process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"{command} ended with {status}")
    return seconds, usage.ru_maxrss / 1024


def main() -> None:
    """Print each size's median ratios of time and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    for units, aim in ((300, 2.5), (3500, 1.5)):
        with tempfile.TemporaryDirectory() as folder:
            file = workspace(Path(folder), units)
            load = [sys.executable, "-c", f"from openpyxl import load_workbook; load_workbook({str(file)!r})"]
            for name, options in (
                ("as a table, saved", []),
                ("as JSON, saved", ["--format", "json"]),
                ("not saved", ["--no-save"]),
            ):
                evaluate = [sys.executable, "-m", "cccc", "evaluate", file.name, *options]
                ledger = Path(folder) / ".cccc" / "ledger.db"
                pairs = []
                for _ in range(runs):
                    ledger.unlink(missing_ok=True)
                    pairs.append((measured(evaluate, Path(folder)), measured(load, Path(folder))))
                times = [ours[0] / peer[0] for ours, peer in pairs]
                memory = [ours[1] / peer[1] for ours, peer in pairs]
                print(
                    f"{units} units, {name}: {statistics.median(times):.2f} × load_workbook "
                    f"({min(times):.2f} to {max(times):.2f}; aim {aim}), memory {statistics.median(memory):.2f} ×, "
                    f"{statistics.median(ours[0] for ours, _ in pairs):.2f} s, {max(ours[1] for ours, _ in pairs):.0f} MB"
                )


if __name__ == "__main__":
    main()
