"""Breaks files of every kind and reads them: a result or a problem, in bounded time and memory.

    python benchmarks/mutations.py [FILES] [SEED]

Takes a workbook of tables and a list of dossiers in every kind that the tests write, the list as Parquet and by the readers of
bulk too, and the exports of `examples/`; prints what came of them, the slowest
file, and the most memory that a worker took.  Exit status 1 where anything raised, took 30 seconds or 1 GiB.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "exports")]

from export_tables import BLOCKS, COUNTS, FLAT, INDICATORS, RATES, roster  # noqa: E402
from kinds.mutating import mutated  # noqa: E402
from kinds.tables import ALL_KINDS, in_kind  # noqa: E402

from cccc.declarations.files.indicators import catalogue  # noqa: E402
from cccc.declarations.files.layouts import built_in_layouts  # noqa: E402
from cccc.declarations.sources import Files  # noqa: E402
from cccc.exports import Export  # noqa: E402
from cccc.exports.dossiers import texts as bulk_texts  # noqa: E402
from cccc.exports.dossiers import workbooks as bulk_workbooks  # noqa: E402
from cccc.exports.reader import read_exports  # noqa: E402

SECONDS, KILOBYTES = 30, 2**20
LAYOUTS = [FLAT, COUNTS, RATES, BLOCKS]
BUILT_IN = built_in_layouts(catalogue(None, Files(ROOT)), ())
ROSTER = roster()
SHEETS = {
    "Tháng 8": """UBND HUYỆN TỨ KỲ
Tháng 8/2023
STT | Đơn vị | Thanh toán A | < | < | Số hóa | <
^ | ^ | Tổng số | Trực tuyến | Tỷ lệ | Tổng số | Đã số hóa
I | Các xã
1 | Xã Hà Kỳ | 10 | 8 | 0.8 @ 0.00% | 5 | 4
2 | Xã Tân Kỳ | 0 | 0 | #DIV/0! | '1.234' | 1004
 | Tổng cộng | 10 | 8 | 0.8 @ 0% | 1239 | 1008""",
    "Tháng 7": """Tháng 7/2023
STT | Đơn vị | Tổng số | Trực tuyến | Tỷ lệ
1 | Xã Hà Kỳ | 10 | 8 | '80,0%'
2 | Xã Tân Kỳ | 5 | =2+2 |""",
}


def hiding(workbook: Workbook) -> None:
    """Hide a row and a column of the first sheet."""
    sheet = workbook.worksheets[0]
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["A"].hidden = True


DOSSIERS = {
    "Danh sách": """DANH SÁCH HỒ SƠ
Mã hồ sơ | Đơn vị | Ngày nhận | Ngày hẹn trả | Ngày trả
H1 | Xã Hà Kỳ | 01/08/2023 | 05/08/2023 | 04/08/2023
H2 | Xã Hà Kỳ | 15/07/2023 | 20/07/2023 | 21/07/2023
H3 | Xã Tân Kỳ | 31/08/2023 | 05/09/2023 |
H4 | UBND Xã Tân Kỳ | 02/08/2023 09:30 | 05/08/2023 | 05/08/2023 16:59""",
}


def samples() -> dict[str, bytes]:
    """The files to break, by name."""
    found = {
        f"{kind} {number}": in_kind(kind, SHEETS, edit) for kind in ALL_KINDS for number, edit in enumerate((None, hiding))
    }
    lists = {kind: in_kind(kind, DOSSIERS) for kind in ALL_KINDS}
    found |= {f"{kind} list": data for kind, data in lists.items()}
    found |= {f"{kind} bulk": lists[kind] for kind in ("xlsx", "csv") if kind in lists}
    found["parquet list"] = parquet(lists["csv"])
    found |= {path.name: path.read_bytes() for path in sorted((ROOT / "examples").glob("*/inputs/*"))}
    return found


def parquet(text: bytes) -> bytes:
    """A list in CSV as Parquet."""
    import duckdb

    with TemporaryDirectory() as folder:
        source, made = Path(folder) / "a.csv", Path(folder) / "a.parquet"
        source.write_bytes(text[text.index(b"M") :])
        duckdb.sql(f"copy (select * from read_csv('{source}', all_varchar=true, skip=1)) to '{made}'")  # noqa: S608 - our own paths
        return made.read_bytes()


class _TooSlowError(BaseException):
    """No ``Exception``: a reader must not take it for a damaged file."""


def _stop(*_: object) -> None:
    raise _TooSlowError


def read(task: tuple[str, bytes, int]) -> tuple[str, int, str, float, int]:
    """One broken file: what it was made of, what came of it, how long it took, and the most memory so far."""
    name, data, seed = task
    broken = mutated(data, random.Random(seed))  # noqa: S311 - no secret
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(SECONDS)
    start = time.perf_counter()
    bulk_workbooks.BULK = bulk_texts.BULK = 0 if name.endswith("bulk") else 2**20
    file = Path(gettempdir()) / f"cccc-mutation-{os.getpid()}"
    file.write_bytes(broken)
    try:
        reading, problems = read_exports([Export("a", file)], LAYOUTS, INDICATORS, ROSTER, None, BUILT_IN)
        texts = [str(problem.message) for problem in problems]
        codes = {problem.code for problem in problems if problem.severity == "error"}
        outcome = (
            "unreadable" if "unreadable-file" in codes else "problems" if texts else "read" if reading.spans else "nothing"
        )
    except _TooSlowError:
        outcome = "too slow"
    except Exception:  # noqa: BLE001 - this is what is looked for
        outcome = "raised\n" + traceback.format_exc()
    finally:
        signal.alarm(0)
        file.unlink()
    return name, seed, outcome, time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Break, read, and print what came of it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1  # noqa: PLR2004
    files = samples()
    names = list(files)
    tasks = ((names[number % len(names)], files[names[number % len(names)]], seed * 10**6 + number) for number in range(count))
    outcomes = Counter[tuple[str, str]]()
    raised: dict[str, tuple[str, int]] = {}
    slowest, most = (0.0, "", 0), (0, "", 0)
    start = time.perf_counter()
    with get_context("fork").Pool(2, maxtasksperchild=2000) as pool:
        for name, number, outcome, seconds, kilobytes in pool.imap_unordered(read, tasks, chunksize=20):
            outcomes[name.split()[0], outcome.split("\n")[0]] += 1
            if outcome.startswith("raised"):
                raised.setdefault(outcome, (name, number))
            slowest = max(slowest, (seconds, name, number))
            most = max(most, (kilobytes, name, number))
    show(outcomes, raised, count, time.perf_counter() - start)
    print(f"slowest {slowest[0]:.2f} s ({slowest[1]}, seed {slowest[2]}); most memory {most[0] // 1024} MiB")
    sys.exit(bool(raised) or slowest[0] >= SECONDS or most[0] >= KILOBYTES)


def show(outcomes: Counter[tuple[str, str]], raised: dict[str, tuple[str, int]], count: int, seconds: float) -> None:
    """A line for each kind, and the trace of each exception with the file that caused it."""
    words = list(dict.fromkeys(word for _, word in outcomes))
    totals = Counter(word for (_, word), number in outcomes.items() for _ in range(number))
    print("kind".ljust(14), *(word.rjust(11) for word in words))
    for kind in dict.fromkeys(kind for kind, _ in outcomes):
        print(kind.ljust(14), *(str(outcomes[kind, word]).rjust(11) for word in words))
    print("all".ljust(14), *(str(totals[word]).rjust(11) for word in words))
    print(f"{count} files in {seconds:.0f} s")
    for trace, (name, number) in raised.items():
        print(name, number, trace)


if __name__ == "__main__":
    main()
