"""Letters altered at random, and letters reworded: what `cccc verify` finds in them.

    python benchmarks/verify.py [LETTERS] [SEED]

Takes a letter of every template from the examples in turn; prints how many alterations were found, how many sentences with a
figure of their own were told, and how many honest edits raised an alarm, by what was done and by template.  Exit status 1 where
one was not found or one was told for nothing.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT)]

from tests.documents.verify.cases import Office, checked, offices, reading  # noqa: E402
from tests.documents.verify.edits import altered, reworded, typed  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cccc.model.remarks import VerifiedLetter


def main() -> None:
    """Alter, reword, verify and count."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1  # noqa: PLR2004
    folder = Path(tempfile.mkdtemp())
    try:
        made = list(offices(folder))
        failed = run("altered", made, count, seed, lambda office, dice: altered(office.letter, office.names, dice), _is_found)
        told = run("typed by hand", made, count // 4, seed, lambda office, dice: typed(office.letter, dice), _is_told)
        alarms = run("reworded", made, count, seed, lambda office, dice: reworded(office.letter, dice), _is_quiet)
    finally:
        shutil.rmtree(folder)
    sys.exit(bool(failed + told + alarms))


def _is_found(done: VerifiedLetter) -> bool:
    return done.has_error


def _is_told(done: VerifiedLetter) -> bool:
    return bool(done.deviations)


def _is_quiet(done: VerifiedLetter) -> bool:
    return not done.deviations


def run(
    what: str,
    made: Sequence[Office],
    count: int,
    seed: int,
    edit: Callable[[Office, random.Random], tuple[bytes, str]],
    right: Callable[[VerifiedLetter], bool],
) -> int:
    """How many of ``count`` edits of the letters in turn were not answered as is ``right``."""
    wrong, kinds, start = [], Counter[str](), time.perf_counter()
    by_folder: dict[Path, list[tuple[Office, random.Random]]] = {}
    for number in range(count):
        office = made[number % len(made)]
        by_folder.setdefault(office.folder, []).append((office, random.Random(seed * 10**6 + number)))  # noqa: S311 - no secret
    for folder, edits in by_folder.items():
        with reading(folder) as session:
            for office, dice in edits:
                content, done = edit(office, dice)
                kinds[done.partition(":")[0].partition(",")[0]] += 1
                answer = checked(session, content)
                if not right(answer):
                    wrong.append((office.template, done, answer.deviations[:2]))
    seconds = time.perf_counter() - start
    print(
        f"{what}: {count} of {len(made)} letters, seed {seed}: {count - len(wrong)} right, {seconds / count * 1000:.0f} ms each"
    )
    print("  " + ", ".join(f"{name} {number}" for name, number in sorted(kinds.items())))
    for each in wrong:
        print("  WRONG", *each)
    return len(wrong)


if __name__ == "__main__":
    main()
