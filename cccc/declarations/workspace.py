"""A folder with a cccc.yaml -> everything the office has declared, and every problem of all its files in one run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cccc import shipped
from cccc.declarations import assignments
from cccc.declarations.files.followups import AnswersShape, TasksShape, answers, tasks
from cccc.declarations.files.history import HistoryShape, StatementsShape, history, statements
from cccc.declarations.files.indicators import IndicatorsShape, catalogue
from cccc.declarations.files.layouts import LayoutShape, built_in_layouts, layout
from cccc.declarations.files.plans import PlanShape, plan, unknown
from cccc.declarations.files.policy import PolicyShape, policy
from cccc.declarations.files.ratings import SignedRatingsShape, contradictions, ratings
from cccc.declarations.files.units import UnitsShape, roster
from cccc.declarations.files.workspace import WorkspaceShape, issuer, paper_problems, papers, rhythm, undeclared, with_rhythm
from cccc.declarations.review import law
from cccc.declarations.review.allowance import Allowance
from cccc.declarations.sources import BUILTIN, Files, Made, shown
from cccc.messages import m
from cccc.problems import Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from cccc.declarations.shapes import Texts, Word
    from cccc.model.evaluations import IssuedFinding
    from cccc.model.issuance import Answers, Task
    from cccc.model.layouts import AnyLayout
    from cccc.model.observations import DeclaredFile, Observation
    from cccc.model.offices import Issuer, PaperForm
    from cccc.model.policies import Policy, Statement
    from cccc.model.targets import Indicator, Plan
    from cccc.model.units import Roster
    from cccc.periods import Period
    from cccc.periods.rhythm import Rhythm

FILE = "cccc.yaml"


@dataclass(frozen=True, slots=True)
class Workspace:
    """All declarations of an office; ``indicators`` in the order in which they are told.

    ``built_in`` gives the layouts that cccc ships, which stand behind the office's own.  ``doubts`` are what `cccc check` tells
    of it, though nothing stops at them.  ``files`` are those that all this was read from.
    """

    root: Path
    issuer: Issuer
    papers: dict[str, PaperForm]
    roster: Roster
    indicators: dict[str, Indicator]
    plans: tuple[Plan, ...]
    layouts: tuple[AnyLayout, ...]
    policy: Policy
    statements: dict[Period, tuple[Statement, ...]]
    answers: dict[Period, Answers]
    tasks: tuple[Task, ...]
    ratings: dict[Period, tuple[Observation, ...]]
    templates: dict[str, Path]
    ledger: Path
    built_in: Callable[[], tuple[AnyLayout, ...]] = tuple
    letterhead: Path | None = None
    doubts: tuple[Problem, ...] = ()
    files: tuple[DeclaredFile, ...] = ()
    allowed: tuple[Allowance, ...] = ()

    def paper(self, template: str) -> PaperForm | None:
        """The frame of a paper made by ``template``."""
        return self.papers.get(template) or self.papers.get("default")

    def issuer_of(self, form: PaperForm) -> Issuer:
        """The office that signs a paper of ``form``."""
        return form.issuer or self.issuer


def find(start: Path) -> Path | None:
    """The nearest folder at or above ``start`` that holds a cccc.yaml."""
    return next((folder for folder in (start, *start.parents) if (folder / FILE).is_file()), None)


def rhythm_of(root: Path) -> tuple[Rhythm, list[Problem]]:
    """The rhythm that the cccc.yaml in ``root`` declares, before anything else is read."""
    files = Files(root)
    shape = files.read(root / FILE, WorkspaceShape)
    return rhythm(shape.reporting if shape else None), [] if shape else files.problems


def load(root: Path) -> tuple[Workspace | None, list[Problem]]:
    """The workspace in ``root``; None where its files leave nothing that could be used."""
    files = Files(root)
    shape = files.read(root / FILE, WorkspaceShape)
    if shape is None:
        return None, files.problems
    units_shape = files.read(root / shape.units, UnitsShape, asked_at=shape.units)
    own = files.read(root / shape.indicators, IndicatorsShape, asked_at=shape.indicators) if shape.indicators else None
    policy_shape = files.read(root / shape.policy, PolicyShape, asked_at=shape.policy)
    known = catalogue(own, files)
    units = files.keep(roster(units_shape)) if units_shape else None
    plans, doubtful = _plans(shape, known, units, files)
    kept = rhythm(shape.reporting)
    layouts = with_rhythm(_layouts(shape, known, files), kept)
    files.problems += undeclared(layouts, kept)
    rules = files.keep(policy(policy_shape, known, units)) if policy_shape else None
    statements = _statements(shape, files)
    signed = _ratings(shape, known, units, files)
    files.problems += paper_problems(shape)
    if shape.indicators and own is None:  # what refers to the indicators of a file that cannot be used is not to blame
        files.problems = without(files.problems, "unknown-indicator")
    if units is None or rules is None:
        return None, files.problems
    files.problems += assignments.conflicts(plans, units)
    built_in = built_in_layouts(known, {entry.id for entry in own.indicators} if own else ())
    workspace = Workspace(
        root=root,
        issuer=issuer(shape),
        papers=papers(shape, units),
        roster=units,
        indicators=known,
        plans=tuple(plans),
        layouts=layouts,
        policy=replace(rules, rhythm=kept),
        statements=statements,
        answers=_answers(shape, known, units, files),
        tasks=tuple(
            task for found in _each(shape.tasks, "tasks/*.yaml", TasksShape, files) for task in files.keep(tasks(found, units))
        ),
        ratings=signed,
        templates={
            path.stem: path
            for pattern in shape.templates or ("templates/*",)
            for path in files.glob(pattern)
            if path.suffix == ".md"
        },
        ledger=root / (shape.ledger or ".cccc/ledger.db"),
        letterhead=_letterhead(shape, files),
        doubts=(*_doubts(shape, units, plans), *doubtful),
        built_in=lambda: with_rhythm(built_in(), kept),
        files=tuple(files.declared),
        allowed=tuple(_allowed(shape, root)),
    )
    return workspace, files.problems


def without(problems: list[Problem], rule: str) -> list[Problem]:
    """``problems`` but for those of ``rule``."""
    return [problem for problem in problems if problem.rule != rule]


def load_history(path: Path, workspace: Workspace) -> tuple[list[IssuedFinding], list[Problem]]:
    """The findings that the history file at ``path`` takes over."""
    files = Files(workspace.root)
    shape = files.read(path, HistoryShape)
    if shape is None:
        return [], files.problems
    return files.keep(history(shape, workspace.indicators, workspace.roster)), files.problems


def _plans(
    shape: WorkspaceShape, known: dict[str, Indicator], units: Roster | None, files: Files
) -> tuple[list[Plan], list[Problem]]:
    """The plans, and what is doubtful in their documents."""
    made: dict[str, Plan] = {}
    read: list[tuple[PlanShape, Plan]] = []
    for path, word in _plan_files(shape, files):
        plan_shape = files.read(path, PlanShape, asked_at=word)
        found = files.keep(plan(plan_shape, known, units)) if plan_shape else None
        if plan_shape is None or found is None:
            continue
        if first := made.get(found.id):
            told = m("the plan {id} stands twice; the first is at {place}", id=found.id, place=first.location)
            files.problems.append(invalid("duplicate-id", plan_shape.plan.location, told, m("give one of them another id")))
        made.setdefault(found.id, found)
        read.append((plan_shape, found))
    for plan_shape, found in read:
        files.problems += _unknown_plans(plan_shape, found, made, known)
    return list(made.values()), [doubt for plan_shape, _ in read for doubt in law.of_document(plan_shape)]


def _unknown_plans(shape: PlanShape, found: Plan, made: dict[str, Plan], known: dict[str, Indicator]) -> list[Problem]:
    ratios = {name for name, entry in known.items() if entry.type == "ratio"}
    raised = [(entry.raised.plan, target) for entry, target in zip(shape.targets, found.targets, strict=True) if entry.raised]
    words = [*shape.replaces, *(plan for plan, _ in raised)]
    return [unknown("unknown-plan", word, made) for word in words if word not in made] + [
        _nothing_to_raise(word, target.indicator)
        for word, target in raised
        if word in made
        and target.indicator in ratios
        and not all(_assigns(made, word, target.indicator, unit) for unit in target.units)
    ]


def _assigns(made: dict[str, Plan], plan: str, indicator: str, unit: str, above: tuple[str, ...] = ()) -> bool:
    """Whether ``plan`` has a target for the unit, known or not; plans that raise one another in a circle have none."""
    if plan in above:
        return False
    return plan not in made or any(
        target.raised is None or _assigns(made, target.raised[0], indicator, unit, (*above, plan))
        for target in made[plan].targets
        if target.indicator == indicator and unit in target.units
    )


def _nothing_to_raise(plan: Word, indicator: str) -> Problem:
    told = m("the plan {plan} has no target for {indicator} to raise for all of these units", plan=plan, indicator=indicator)
    return invalid(
        "raise", plan.location, told, m("name the plan that has one; one without threshold will do where it is not known yet")
    )


def _plan_files(shape: WorkspaceShape, files: Files) -> list[tuple[Path, Word]]:
    found: list[tuple[Path, Word]] = []
    for word in shape.plans:
        if word.startswith(BUILTIN):
            found.append((shipped.plans() / f"{word.removeprefix(BUILTIN)}.yaml", word))
        elif matches := files.glob(word):
            found += [(path, word) for path in matches]
        else:
            files.problems.append(_nothing_at(word))
    return found


def _nothing_at(word: Word) -> Problem:
    fix = m("correct the path; it starts from the folder of cccc.yaml")
    return invalid("no-such-file", word.location, m("no file is at {pattern}", pattern=word), fix)


def _layouts(shape: WorkspaceShape, known: dict[str, Indicator], files: Files) -> Iterable[AnyLayout]:
    for word in shape.layouts:
        matches = files.glob(word)
        if not matches:
            files.problems.append(_nothing_at(word))
        for path in matches:
            layout_shape = files.read(path, LayoutShape, asked_at=word)
            made = files.keep(layout(layout_shape, known)) if layout_shape else None
            if made is not None:
                yield made


def _each(patterns: Texts | None, usual: str, kind: type[Made], files: Files, role: str = "") -> Iterator[Made]:
    """The files of one kind, below the folders that ``patterns`` name."""
    for pattern in patterns or (usual,):
        for path in files.glob(pattern):
            found = files.read(path, kind, role=role)
            if found is not None:
                yield found


def _statements(shape: WorkspaceShape, files: Files) -> dict[Period, tuple[Statement, ...]]:
    made: dict[Period, tuple[Statement, ...]] = {}
    for found in _each(shape.statements, "statements/*.yaml", StatementsShape, files):
        made[found.period] = (*made.get(found.period, ()), *files.keep(statements(found)))
    return made


def _ratings(
    shape: WorkspaceShape, known: dict[str, Indicator], units: Roster | None, files: Files
) -> dict[Period, tuple[Observation, ...]]:
    made: dict[Period, list[Observation]] = {}
    for found in _each(shape.ratings, "ratings/*.yaml", SignedRatingsShape, files, "ratings"):
        made.setdefault(found.period, []).extend(files.keep(ratings(found, known, units)))
    for signed in made.values():
        files.problems += contradictions(signed, ())
    return {period: tuple(signed) for period, signed in made.items()}


def _answers(shape: WorkspaceShape, known: dict[str, Indicator], units: Roster, files: Files) -> dict[Period, Answers]:
    made: dict[Period, Answers] = {}
    for found in _each(shape.answers, "answers/*.yaml", AnswersShape, files):
        told = files.keep(answers(found, known, units))
        if told.period in made:
            twice = m("the answers of {period} stand in another file already", period=told.period)
            files.problems.append(invalid("duplicate-id", found.location, twice, m("put them into one file")))
        made.setdefault(told.period, told)
    return made


def _letterhead(shape: WorkspaceShape, files: Files) -> Path | None:
    if shape.letterhead is None:
        return None
    path = files.root / shape.letterhead
    if path.is_file():
        return path
    fix = m("correct the path, or make the file: cccc init --letterhead {path}", path=shape.letterhead)
    told = m("no file is at {pattern}", pattern=shape.letterhead)
    files.problems.append(invalid("no-such-file", shape.letterhead.location, told, fix))
    return None


def _doubts(shape: WorkspaceShape, units: Roster, plans: Iterable[Plan]) -> Iterable[Problem]:
    for paper in shape.papers.values():
        yield from law.of_signature(paper.signature.lines, (paper.issuer or shape.issuer).name)
    issuers = [issuer(shape), *(issuer(shape, paper) for paper in shape.papers.values() if paper.issuer)]
    yield from law.of_levels(units, plans, issuers)


def _allowed(shape: WorkspaceShape, root: Path) -> Iterable[Allowance]:
    for one in shape.allow:
        named = one.file if one.file is None or one.file.startswith(BUILTIN) else shown(root / one.file)
        yield Allowance(one.rule, one.reason, one.location, pattern=named, until=one.until)
