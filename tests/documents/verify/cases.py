"""Offices with letters to be edited, and `cccc verify` on what became of them, without a process for each."""

from __future__ import annotations

import os
import shutil
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from cccc.__main__ import run
from cccc.vietnamese import type_word
from cccc.workflow.office import Office as OpenOffice
from cccc.workflow.office import open_office
from cccc.workflow.verify import verified
from tests.documents.verify.edits import Letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cccc.model.remarks import VerifiedLetter

ROOT = Path(__file__).parents[3]

STEPS: dict[str, tuple[str, ...]] = {
    "tu-ky-2023": (
        "history import history.yaml",
        "evaluate inputs/2023-07.xlsx inputs/2023-08.xlsx",
        "letter notice --output notice.docx",
        "letter praise --output praise.docx",
        "letter reminder --output reminder.docx",
        "letter criticism --output criticism.docx",
        "letter criticism --unit xa-dan-chu --output criticism-one.docx",
        "letter reconciliation --unit xa-dan-chu --output reconciliation-one.docx",
        "letter reconciliation --output reconciliation.docx",
        "letter submission-slip --output submission-slip.docx",
    ),
    "bac-giang-2019": ("evaluate inputs/2019-04.xlsx", "letter directive --output directive.docx"),
    "luc-ngan-2023": (
        "letter campaign-launch --plan luc-ngan-2023 --output campaign-launch.docx",
        "evaluate inputs/2023-09-07.xlsx inputs/2023-09-14.xlsx --period 2023-09-08..2023-09-14",
        "letter progress-report --output progress-report.docx",
        "evaluate inputs/2023-12-15.xlsx",
        "letter campaign-closing --output campaign-closing.docx",
    ),
    "lang-son-2023": (
        "letter lang-son-plan --plan lang-son-2023 --output emulation-plan.docx",
        "evaluate inputs/2023-11-30.xlsx",
        "letter commendation --output commendation.docx",
    ),
    "son-dong-2024": (
        "letter targets-appendix --output targets-appendix.docx",
        "letter service-directive --period 2024-04 --output service-directive.docx",
    ),
}
"""What is run in each example; every template that cccc ships is there."""


@dataclass
class Office:
    """A workspace, one of its letters, and the names of its units."""

    folder: Path
    letter: Letter
    names: list[str]
    template: str = "letter"

    def verify(self, content: bytes) -> VerifiedLetter:
        with reading(self.folder) as session:
            return checked(session, content)


@contextmanager
def reading(folder: Path) -> Iterator[OpenOffice]:
    """The workspace and its ledger, open."""
    office, problems = open_office(folder)
    assert office is not None, problems
    with closing(office.ledger):
        yield office


def checked(session: OpenOffice, content: bytes) -> VerifiedLetter:
    done, problems = verified(session, "letter.docx", content)
    assert not problems, [str(problem.message) for problem in problems]
    assert done is not None
    return done


def prepared(folder: Path) -> Office:
    """The example of Tứ Kỳ in ``folder``, evaluated, with its notice drafted."""
    _made(folder, "tu-ky-2023", (*STEPS["tu-ky-2023"][:2], "letter --output letter.docx"))
    return _office(folder, "letter")


def offices(folder: Path) -> Iterator[Office]:
    """Every template of every example, below ``folder``."""
    for example, steps in STEPS.items():
        _made(folder / example, example, steps)
        for step in steps:
            if step.startswith("letter "):
                yield _office(folder / example, step.rpartition(" ")[2].removesuffix(".docx"))


def _made(folder: Path, example: str, steps: tuple[str, ...]) -> None:
    shutil.copytree(ROOT / "examples" / example, folder, ignore=shutil.ignore_patterns(".cccc", "letters"))
    here = Path.cwd()
    os.chdir(folder)
    try:
        for step in steps:
            told = StringIO()
            with redirect_stdout(StringIO()), redirect_stderr(told):
                assert run(step.split()) == 0, f"{step}: {told.getvalue()}"
    finally:
        os.chdir(here)


def _office(folder: Path, name: str) -> Office:
    with reading(folder) as session:
        units = session.space.roster.units
    proper = [unit.name[len(kind) :].strip() for unit in units if (kind := type_word(unit.name))]
    names = proper or [unit.official for unit in units]
    return Office(folder, Letter.read((folder / f"{name}.docx").read_bytes()), names, name)
