"""Letters altered at random, and letters reworded: what `cccc verify` finds in them.

    python benchmarks/verify.py [LETTERS] [SEED]

Takes the letter of `examples/tu-ky-2023`; prints how many alterations were found and how many honest edits raised an alarm, by
what was done.  Exit status 1 where one was not found or one was told for nothing.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT)]

from tests.documents.verify.cases import Office, prepared  # noqa: E402
from tests.documents.verify.edits import altered, reworded  # noqa: E402


def main() -> None:
    """Alter, reword, verify and count."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1  # noqa: PLR2004
    folder = Path(tempfile.mkdtemp())
    try:
        office = prepared(folder / "office")
        failures = alterations(office, count, seed) + honest(office, count, seed)
    finally:
        shutil.rmtree(folder)
    sys.exit(bool(failures))


def alterations(office: Office, count: int, seed: int) -> int:
    """How many of ``count`` alterations were not found."""
    kinds, missed = Counter[str](), []
    start = time.perf_counter()
    for number in range(count):
        content, done = altered(office.letter, office.names, random.Random(seed * 10**6 + number))  # noqa: S311 - no secret
        kinds[done.partition(":")[0]] += 1
        found = office.verify(content)
        if not found.has_error:
            missed.append(done)
    seconds = time.perf_counter() - start
    print(f"altered: {count}, found: {count - len(missed)}, {seconds / count * 1000:.0f} ms a letter")
    print("  " + ", ".join(f"{name} {number}" for name, number in sorted(kinds.items())))
    for done in missed:
        print("  NOT FOUND", done)
    return len(missed)


def honest(office: Office, count: int, seed: int) -> int:
    """How many of ``count`` honest edits raised an alarm."""
    alarms = []
    for number in range(count):
        content, done = reworded(office.letter, random.Random(seed * 10**6 + number))  # noqa: S311 - no secret
        found = office.verify(content)
        if found.deviations:
            alarms.append((done, found.deviations[0]))
    print(f"reworded: {count}, alarms: {len(alarms)}")
    for done, first in alarms:
        print("  ALARM", done, first)
    return len(alarms)


if __name__ == "__main__":
    main()
