"""Kills cccc at random moments of evaluate, issue, import and migrate, and looks at what is left.

Run with the project's own Python: ``.venv/bin/python benchmarks/kill.py 300 1``.  After each kill (SIGKILL, which no program
can catch) the ledger must open, ``cccc ledger check`` must find nothing, and the ledger must be as it was before the command or
as it is after it.  Half of the moments are spread over the whole run, half over its end, where it writes.
"""

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
LEDGER = Path(".cccc") / "ledger.db"
INPUTS = ("inputs/2023-07.xlsx", "inputs/2023-08.xlsx")
MOMENTS = {"made_at", "ran_at", "imported_at", "issued_at", "seen_at", "taken_at", "withdrawn_at"}
"""Columns that tell the time, and so differ from run to run."""

State = dict[str, list[tuple[object, ...]]]


@dataclass
class Case:
    """A command, the workspace it runs in, how long it takes, and the states that it may leave."""

    name: str
    folder: Path
    command: tuple[str, ...]
    seconds: float = 0.0
    allowed: dict[str, State] = field(default_factory=dict)


def cccc(folder: Path, *arguments: str) -> None:
    """Run a command to its end."""
    done = subprocess.run([sys.executable, "-m", "cccc", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)


def state(folder: Path) -> State:
    """All that the ledger in ``folder`` holds, but for the times at which it was written."""
    with closing(sqlite3.connect(folder / LEDGER)) as connection:
        found: State = {"version": connection.execute("pragma user_version").fetchall()}
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table' order by 1")]
        for table in tables:
            columns = [name for _, name, *_ in connection.execute(f"pragma table_info({table})") if name not in MOMENTS]
            named = ", ".join(f'"{name}"' for name in columns)
            found[table] = sorted(connection.execute(f"select {named} from {table}").fetchall(), key=repr)  # noqa: S608
    return found


def cases(root: Path) -> list[Case]:
    """The four commands, each with a workspace that is ready for it."""
    first = root / "first"
    shutil.copytree(ROOT / "examples" / "tu-ky-2023", first, ignore=shutil.ignore_patterns(".cccc", "letters"))
    cccc(first, "evaluate", INPUTS[0])
    importing = shutil.copytree(first, root / "import")
    cccc(first, "history", "import", "history.yaml")
    evaluating = shutil.copytree(first, root / "evaluate")
    cccc(first, "evaluate", *INPUTS)
    cccc(first, "letter", "--output", "draft.docx")
    issuing = shutil.copytree(first, root / "issue")
    old = shutil.copytree(first, root / "migrate")
    (old / LEDGER).unlink()
    with closing(sqlite3.connect(old / LEDGER)) as connection:
        connection.executescript((ROOT / "tests" / "ledger" / "released" / "0002.sql").read_text(encoding="utf-8"))
    return [
        Case("evaluate", evaluating, ("evaluate", *INPUTS)),
        Case("issue", issuing, ("issue", "draft.docx", "--number", "1220", "--date", "2023-09-15")),
        Case("import", importing, ("history", "import", "history.yaml")),
        Case("migrate", old, ("history", "import", "history.yaml")),
    ]


def measure(case: Case, root: Path) -> None:
    """How long the command takes, and what is before and after it."""
    case.allowed["before"] = state(case.folder)
    done = shutil.copytree(case.folder, root / f"{case.name}-done")
    if case.name == "migrate":
        # to bring the schema up to date is a step of its own
        empty = done / "empty.yaml"
        empty.write_text("issued: []\n", encoding="utf-8")
        cccc(done, "history", "import", "empty.yaml")
        case.allowed["migrated"] = state(done)
    began = time.perf_counter()
    cccc(done, *case.command)
    case.seconds = time.perf_counter() - began
    case.allowed["after"] = state(done)


def kill(case: Case, folder: Path, seconds: float) -> str:
    """Kill the command after ``seconds``; the state that it leaves, by name."""
    shutil.copytree(case.folder, folder)
    with subprocess.Popen(
        [sys.executable, "-m", "cccc", *case.command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
    journal = (folder / f"{LEDGER}-journal").exists()
    # the check opens it first, and so brings back what was half done
    cccc(folder, "ledger", "check")
    left = state(folder)
    name = next((name for name, allowed in case.allowed.items() if allowed == left), None)
    if name is None:
        told = f"{case.name} killed after {seconds:.3f} s left something else than before or after"
        raise SystemExit(told)
    shutil.rmtree(folder)
    return f"{name}, in the middle of a write" if journal else name


def main() -> None:
    """Kill as often as asked, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=300)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    asked = parser.parse_args()
    draw = random.Random(asked.seed)  # noqa: S311 - the same moments for the same seed
    os.environ["CCCC_LANG"] = "en"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        ready = cases(root)
        for case in ready:
            measure(case, root)
        found: dict[str, Counter[str]] = {case.name: Counter() for case in ready}
        for number in range(asked.kills):
            case = ready[number % len(ready)]
            share = draw.uniform(0, 1.1) if draw.random() < 0.5 else draw.uniform(0.7, 1.1)  # noqa: PLR2004
            found[case.name][kill(case, root / "killed", share * case.seconds)] += 1
    for case in ready:
        told = "; ".join(f"{count} {name}" for name, count in sorted(found[case.name].items()))
        print(f"{case.name:9} {case.seconds:.2f} s  {sum(found[case.name].values())} kills: {told}")
    print(f"{asked.kills} kills: every ledger opened, was sound, and was as before or as after")


if __name__ == "__main__":
    main()
