"""How long cccc takes to start, as ratios to peers measured in the same run.

Run with the project's own Python: ``.venv/bin/python benchmarks/startup.py``.  Aims: ``--version`` at most 2 × ``pass``;
``--help`` at most 1.25 × a bare Typer app of as many commands.
"""

import statistics
import subprocess
import sys
import time

RUNS = 15

BARE_APP = """
import typer
app = typer.Typer(rich_markup_mode=None, add_completion=False)
for name in ("init", "check", "evaluate", "letter", "issue", "history"):
    @app.command(name)
    def command(path: str = "x", period: str = "y", out: str = "z", form: str = "w"): ...
app(["--help"])
"""

PASS = [sys.executable, "-c", "pass"]
BARE = [sys.executable, "-c", BARE_APP]
PAIRS = {
    "cccc --version / python -c pass": ([sys.executable, "-m", "cccc", "--version"], PASS),
    "cccc --help / bare Typer app --help": ([sys.executable, "-m", "cccc", "--help"], BARE),
    "cccc check FILE / bare Typer app --help": ([sys.executable, "-m", "cccc", "check", "targets/hai-duong-2023.yaml"], BARE),
}


def seconds(command: list[str]) -> float:
    """How long ``command`` takes as a whole process."""
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False)
    return time.perf_counter() - start


def main() -> None:
    """Print the median ratio of each pair, the two commands taking turns."""
    for name, (ours, peer) in PAIRS.items():
        ratios = [seconds(ours) / seconds(peer) for _ in range(RUNS)]
        print(f"{name}: {statistics.median(ratios):.2f} (from {min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
