"""An evaluation -> a letter for each unit concerned, and an index of them; all are written, or none."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.model.evaluations import FindingKind, finding_key
from cccc.problems import has_error
from cccc.workflow.drafts import drafter, unknown_units
from cccc.workflow.outcome import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cccc.declarations.workspace import Workspace
    from cccc.messages import Message
    from cccc.model.evaluations import Evaluation, Finding
    from cccc.model.paper import Paper
    from cccc.model.units import Unit
    from cccc.problems import Problem
    from cccc.workflow.drafts import Drafter, Signing
    from cccc.workflow.files import Staging

    Content = Callable[[Paper], tuple[bytes, list[Problem]]]
    """Gives a paper the bytes of its file, and what is wrong with it."""

    Follow = Callable[[Sequence[Unit], Message], Iterable[Unit]]
    """Passes the units on, and shows meanwhile how far the work that the message names has come."""

UNIT = "{unit}"
INDEX = "index"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_KNOWN = ("template", "period", "unit")
_KNOWN_SHOWN = tuple(f"{{{name}}}" for name in _KNOWN)


@dataclass(frozen=True, slots=True)
class Pattern:
    """How the files of a batch are named."""

    text: str
    template: str
    period: str

    def path(self, unit: str) -> Path:
        """The file of the letter to ``unit``."""
        said = {"template": self.template, "period": self.period, "unit": unit}
        return Path(_PLACEHOLDER.sub(lambda found: said.get(found[1], found[0]), self.text))

    @property
    def index(self) -> Path:
        """The list of the batch's letters, beside them."""
        return self.path(INDEX).with_suffix(".csv")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a batch, and the findings that it states."""

    unit: Unit
    file: Path
    number: str | None
    findings: tuple[Finding, ...]


def concerned(drafting: Drafter, asked: Sequence[str]) -> list[Unit]:
    """The units that get a letter: those with a finding of the template's kind; every judged one where it has none.

    Where some are ``asked`` for, only those of them; a template without a kind is of whom it is asked for.
    """
    evaluation, kinds = drafting.evaluation, {str(kind) for kind in FindingKind}
    if drafting.template.name in kinds:
        found = {one.unit for one in evaluation.findings if one.kind == drafting.template.name}
        found = found & set(asked) if asked else found
    else:
        found = set(asked) or {one.unit for one in evaluation.assessments}
    return [unit for unit in drafting.space.roster.units if unit.id in found]


@dataclass(frozen=True, slots=True)
class Batch:
    """What one run drafts: a paper of ``template`` for each unit concerned, of ``units`` where some are asked for."""

    template: str
    units: Sequence[str]
    output: Path | None
    suffix: str
    signing: Signing

    def wrong_pattern(self) -> Usage | None:
        """Why --output cannot name a file for each unit."""
        if self.output is None:
            return None
        unknown = [name for name in _PLACEHOLDER.findall(self.output.as_posix()) if name not in _KNOWN]
        if unknown:
            told = m("{name} is no part of a file's name; known are {known}", name=f"{{{unknown[0]}}}", known=_KNOWN_SHOWN)
            return Usage(told, "--output")
        if UNIT not in self.output.as_posix():
            told = m("a letter for each unit needs {part} in the name, as {example}", part=UNIT, example=f"letters/{UNIT}.docx")
            return Usage(told, "--output")
        return None

    def stage(
        self, space: Workspace, evaluation: Evaluation, content: Content, staged: Staging, follow: Follow
    ) -> tuple[list[Path], list[Problem]]:
        """Every letter and the index, set aside in ``staged``: their names, and all that is wrong with any of them."""
        drafting, problems = drafter(space, evaluation, self.template)
        problems += unknown_units(space, self.units)
        if drafting is None or problems:
            return [], problems
        pattern = Pattern(self._name(space), self.template, evaluation.period.label)
        letters: list[Letter] = []
        found: dict[Problem, None] = {}
        for unit in follow(concerned(drafting, self.units), m("drafting letters")):
            signing = counted_on(self.signing, len(letters))
            paper, wrong = drafting.paper([unit.id], signing)
            letters.append(Letter(unit, pattern.path(unit.id), signing.number, _stated(drafting, unit, paper)))
            if paper is not None and not has_error(wrong):
                written, more = content(paper)
                wrong += more if has_error(more) else [*more, *staged.add(letters[-1].file, written)]
            found |= dict.fromkeys(wrong)
        if not letters:
            return [], []
        found |= dict.fromkeys(staged.add(pattern.index, index(letters, pattern.index)))
        return [*(letter.file for letter in letters), pattern.index], list(found)

    def _name(self, space: Workspace) -> str:
        return (self.output or space.root / "letters" / f"{{template}}-{{period}}-{UNIT}{self.suffix}").as_posix()


def _stated(drafting: Drafter, unit: Unit, paper: Paper | None) -> tuple[Finding, ...]:
    """The findings on ``unit`` that ``paper`` states."""
    keys = set(paper.findings) if paper else set()
    return tuple(one for one in drafting.found([unit.id]) if finding_key(drafting.evaluation.period, one) in keys)


def counted_on(signing: Signing, at: int) -> Signing:
    """What the letter number ``at`` of a batch bears: the numbers count on from the first."""
    return replace(signing, number=str(int(signing.number) + at).zfill(2)) if signing.number else signing


def index(letters: Sequence[Letter], place: Path) -> bytes:
    """The list of the letters, for a spreadsheet: unit, name, file beside the index, number, findings."""
    text = StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(("unit", "name", "file", "number", "findings"))
    for letter in letters:
        file = letter.file.relative_to(place.parent) if letter.file.is_relative_to(place.parent) else letter.file
        findings = "; ".join(_told(finding) for finding in letter.findings)
        lines.writerow((letter.unit.id, letter.unit.name, file.as_posix(), letter.number or "", findings))
    return text.getvalue().encode("utf-8-sig")


def _told(finding: Finding) -> str:
    times = f" ({finding.occurrence})" if finding.occurrence else ""
    return f"{finding.kind}{times}: {', '.join(finding.indicators)}"
