"""An office with a letter to be edited, and `cccc verify` on what became of it, without a process for each."""

from __future__ import annotations

import os
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from cccc.__main__ import run
from cccc.commands.session import Session, reading
from cccc.commands.verify import verified
from cccc.vietnamese import type_word
from tests.documents.verify.edits import Letter

if TYPE_CHECKING:
    from cccc.remarks import Verified

ROOT = Path(__file__).parents[3]


@dataclass
class Office:
    """A workspace whose August was evaluated, and its letter."""

    folder: Path
    letter: Letter
    names: list[str]

    def verify(self, content: bytes) -> Verified:
        with reading(self.folder) as session:
            return checked(session, content)


def checked(session: Session, content: bytes) -> Verified:
    done, problems = verified(session, "letter.docx", content)
    assert not problems, [str(problem.message) for problem in problems]
    assert done is not None
    return done


def prepared(folder: Path) -> Office:
    """The example of Tứ Kỳ in ``folder``, evaluated, with its letter drafted."""
    shutil.copytree(ROOT / "examples" / "tu-ky-2023", folder, ignore=shutil.ignore_patterns(".cccc", "letters"))
    here = Path.cwd()
    os.chdir(folder)
    try:
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            run(["history", "import", "history.yaml"])
            run(["evaluate", "inputs/2023-07.xlsx", "inputs/2023-08.xlsx", "--period", "2023-08"])
            run(["letter", "--output", "letter.docx"])
    finally:
        os.chdir(here)
    with reading(folder) as session:
        names = [unit.name for unit in session.space.roster.units]
    proper = [name[len(kind) :].strip() for name in names if (kind := type_word(name))]
    return Office(folder, Letter.read((folder / "letter.docx").read_bytes()), proper)
