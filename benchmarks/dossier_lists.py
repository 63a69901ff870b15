"""What the benchmarks of dossier lists share: the layout and units that they are counted by, and runs side by side."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

UNITS = 3500
FOLDER = Path(tempfile.gettempdir()) / "cccc-benchmarks"
"""Where the lists are kept from one run to the next: they take longer to write than to count."""

COUNTS = {
    "received_online": ("Hình thức nộp", "Trực tuyến"),
    "intake_digitised": ("Số hóa thành phần", "Có"),
    "result_digitised": ("Số hóa kết quả", "Có"),
    "payment_online": ("Thanh toán", "Trực tuyến"),
}


def read(path: Path) -> int:
    """Read the list at ``path`` as ``cccc evaluate`` does, to observations; how many there are."""
    from cccc.exports import Export
    from cccc.exports.reader import read_exports
    from cccc.model.layouts import BlankTest, DateTest, DossierCount, RecordsLayout, TextTest
    from cccc.model.units import Group, Roster, Unit
    from cccc.problems import Location

    here = Location("benchmarks")
    paid = (("Thanh toán",), BlankTest(given=True))
    in_time = (("Ngày trả kết quả",), DateTest(("Ngày hẹn trả",)))
    measures = {
        "received_total": DossierCount(),
        **{name: DossierCount((((heading,), TextTest((text,))),)) for name, (heading, text) in COUNTS.items()},
        "payment_total": DossierCount((paid,)),
        "resolved_on_time": DossierCount((in_time,)),
    }
    layout = RecordsLayout("dossiers", here, "*", ("Đơn vị",), ("Ngày tiếp nhận",), measures)
    names = [f"Xã Số {number}" for number in range(UNITS)]
    units = tuple(Unit(f"unit-{n}", name, "all", name, name, name, False, here) for n, name in enumerate(names))
    roster = Roster((Group("all", "commune", "Các xã"),), units)
    reading, problems = read_exports([Export(path.name, path)], [layout], {}, roster, None)
    if problems:
        raise SystemExit(str(problems[0]))
    return len(reading.observations)


def run(*arguments: str) -> tuple[float, int, str]:
    """One run of a script in a process of its own: seconds of its work, peak memory in MB, and what it found."""
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    return told["seconds"], told["megabytes"], told["found"]


def measured(work) -> None:  # noqa: ANN001 - any function without arguments
    """Do ``work`` and print what `run` reads."""
    import resource

    start = time.perf_counter()
    found = work()
    seconds = time.perf_counter() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "megabytes": megabytes, "found": str(found)}))


def compare(script: str, path: Path, name: str, times: str) -> None:
    """Take turns with a peer on one file."""
    side_by_side([script, "--ours", str(path)], [script, "--peer", str(path)], int(times), name)


def side_by_side(ours: list[str], peer: list[str], times: int, name: str) -> None:
    """Take turns and print the ratio of the best times, and of the memory."""
    pairs = [(run(*ours), run(*peer)) for _ in range(times)]
    (mine, my_memory, found), (theirs, their_memory, also) = (
        min((pair[side] for pair in pairs), key=lambda one: one[0]) for side in (0, 1)
    )
    ratios = [one[0] / other[0] for one, other in pairs]
    print(f"{name}: {mine / theirs:.2f} in time ({mine:.1f} s / {theirs:.1f} s; pairs {min(ratios):.2f} to {max(ratios):.2f}),")
    print(f"    {my_memory / their_memory:.2f} in memory ({my_memory} MB / {their_memory} MB); found {found} / {also}")
