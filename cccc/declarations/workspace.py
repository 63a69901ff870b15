"""A folder with a cccc.yaml -> everything the office has declared, and every problem of all its files in one run."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cccc import shipped
from cccc.declarations import assignments, people
from cccc.declarations.indicators import IndicatorsShape, indicators
from cccc.declarations.layouts import LayoutShape, layout
from cccc.declarations.people import HistoryShape, StatementsShape
from cccc.declarations.plans import PlanShape, plan, unknown
from cccc.declarations.policy import PolicyShape, policy
from cccc.declarations.shapes import Field, Shape, Text, Texts, Word, parse
from cccc.declarations.source import Mapping, Node, read_yaml
from cccc.declarations.units import UnitsShape, roster
from cccc.messages import m
from cccc.model import Indicator, IssuedFinding, Issuer, Layout, PaperForm, Plan, Policy, Roster, Statement
from cccc.problems import Location, Problem, invalid, reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cccc.periods import Period

FILE = "cccc.yaml"
BUILTIN = "builtin:"
STATEMENTS = ("statements/*.yaml",)
TEMPLATES = ("templates/*",)
LEDGER = ".cccc/ledger.db"
_SYMBOL = re.compile(r"[^\s/]+")

Made = TypeVar("Made", bound=Shape)


class IssuerShape(Shape):
    """The office that signs."""

    name: Text
    parent: Text | None = None
    place: Text


class SignatureShape(Shape):
    """The lines above the signature, and who signs."""

    lines: list[Text] = Field(min_length=1)
    name: Text | None = None


class PaperShape(Shape):
    """What one kind of paper carries around its text."""

    symbol: Text
    to: Texts | None = None
    copies: list[Text] = Field(min_length=1)
    signature: SignatureShape


class WorkspaceShape(Shape):
    """The whole file."""

    issuer: IssuerShape
    papers: dict[str, PaperShape] = {}
    units: Text
    indicators: Text | None = None
    plans: Texts
    layouts: list[Text] = []
    policy: Text
    statements: Texts | None = None
    templates: Texts | None = None
    ledger: Text | None = None


@dataclass(frozen=True, slots=True)
class Workspace:
    """All declarations of an office; ``indicators`` in the order in which they are told."""

    root: Path
    issuer: Issuer
    papers: dict[str, PaperForm]
    roster: Roster
    indicators: dict[str, Indicator]
    plans: tuple[Plan, ...]
    layouts: tuple[Layout, ...]
    policy: Policy
    statements: dict[Period, tuple[Statement, ...]]
    templates: dict[str, Path]
    ledger: Path

    def paper(self, template: str) -> PaperForm | None:
        """The frame of a paper made by ``template``."""
        return self.papers.get(template) or self.papers.get("default")


def find(start: Path) -> Path | None:
    """The nearest folder at or above ``start`` that holds a cccc.yaml."""
    return next((folder for folder in (start, *start.parents) if (folder / FILE).is_file()), None)


def load(root: Path) -> tuple[Workspace | None, list[Problem]]:
    """The workspace in ``root``; None where its files leave nothing that could be used."""
    files = _Files(root)
    shape = files.read(root / FILE, WorkspaceShape)
    if shape is None:
        return None, files.problems
    units_shape = files.read(root / shape.units, UnitsShape, asked_at=shape.units)
    own = files.read(root / shape.indicators, IndicatorsShape, asked_at=shape.indicators) if shape.indicators else None
    policy_shape = files.read(root / shape.policy, PolicyShape, asked_at=shape.policy)
    known = _catalogue(own, files)
    units = files.keep(roster(units_shape)) if units_shape else None
    plans = _plans(shape, known, units, files)
    layouts = tuple(_layouts(shape, known, files))
    rules = files.keep(policy(policy_shape, known, units)) if policy_shape else None
    statements = _statements(shape, files)
    files.problems += _paper_problems(shape)
    if shape.indicators and own is None:  # what refers to the indicators of a file that cannot be used is not to blame
        files.problems = _without(files.problems, "unknown-indicator")
    if units is None or rules is None:
        return None, files.problems
    files.problems += assignments.conflicts(plans, units)
    workspace = Workspace(
        root=root,
        issuer=Issuer(shape.issuer.name, shape.issuer.parent, shape.issuer.place),
        papers=_papers(shape, units),
        roster=units,
        indicators=known,
        plans=tuple(plans),
        layouts=layouts,
        policy=rules,
        statements=statements,
        templates={
            path.stem: path for pattern in shape.templates or TEMPLATES for path in files.glob(pattern) if path.suffix == ".md"
        },
        ledger=root / (shape.ledger or LEDGER),
    )
    return workspace, files.problems


def _without(problems: list[Problem], rule: str) -> list[Problem]:
    return [problem for problem in problems if problem.rule != rule]


def load_history(path: Path, workspace: Workspace) -> tuple[list[IssuedFinding], list[Problem]]:
    """The findings that the history file at ``path`` takes over."""
    files = _Files(workspace.root)
    shape = files.read(path, HistoryShape)
    if shape is None:
        return [], files.problems
    return files.keep(people.history(shape, workspace.indicators, workspace.roster)), files.problems


@dataclass(slots=True)
class _Files:
    """Reads the workspace's files and collects what is wrong with them."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def read(self, path: Path, shape: type[Made], asked_at: Word | None = None) -> Made | None:
        """The file at ``path`` as ``shape``; ``asked_at`` is the word that names it."""
        node = self.node(path, asked_at)
        return self.keep(parse(shape, node)) if node is not None else None

    def node(self, path: Path, asked_at: Word | None) -> Node | None:
        """The tree of the file at ``path``."""
        try:
            content = path.read_bytes()
        except OSError as error:
            place = asked_at.location if asked_at is not None else Location(shown(path))
            told = m("the file {file} cannot be read: {reason}", file=shown(path), reason=reason(error))
            self.problems.append(invalid("no-such-file", place, told, m("correct the path")))
            return None
        return self.keep(read_yaml(content, shown(path)))

    def keep(self, made: tuple[Kept, list[Problem]]) -> Kept:
        """The value of ``made``; its problems are collected."""
        value, problems = made
        self.problems += problems
        return value

    def glob(self, pattern: str) -> list[Path]:
        """The files that ``pattern`` names, below the workspace's folder."""
        try:
            return sorted(path for path in self.root.glob(str(pattern)) if path.is_file())
        except (NotImplementedError, ValueError, OSError):  # an absolute or empty pattern, a name too long
            return []


Kept = TypeVar("Kept")


def shown(path: Path) -> str:
    """``path`` as messages name it: relative to the current folder where it lies below, with forward slashes.

    A plan that cccc ships is named as the workspace names it: ``builtin:NAME``.
    """
    if path.parent == shipped.plans():
        return f"{BUILTIN}{path.stem}"
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return path.as_posix()
    return path.as_posix() if relative.startswith("..") else Path(relative).as_posix()


def catalogue() -> dict[str, Indicator]:
    """The built-in indicators."""
    return _catalogue(None, _Files(Path()))


def _catalogue(own: IndicatorsShape | None, files: _Files) -> dict[str, Indicator]:
    path = Path(__file__).with_name("catalogue.yaml")
    shape = files.read(path, IndicatorsShape)
    built_in = files.keep(indicators(shape)) if shape else {}
    added = files.keep(indicators(own)) if own else {}
    return {**added, **{name: entry for name, entry in built_in.items() if name not in added}}


def _plans(shape: WorkspaceShape, known: dict[str, Indicator], units: Roster | None, files: _Files) -> list[Plan]:
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
    return list(made.values())


def _unknown_plans(shape: PlanShape, found: Plan, made: dict[str, Plan], known: dict[str, Indicator]) -> list[Problem]:
    ratios = {name for name, entry in known.items() if entry.type == "ratio"}
    raised = [(entry.raised.plan, target) for entry, target in zip(shape.targets, found.targets, strict=True) if entry.raised]
    words = [*shape.replaces, *(plan for plan, _ in raised)]
    return [unknown("unknown-plan", word, made) for word in words if word not in made] + [
        _nothing_to_raise(word, target.indicator)
        for word, target in raised
        if word in made
        and target.indicator in ratios
        and not all(_sets(made, word, target.indicator, unit) for unit in target.units)
    ]


def _sets(made: dict[str, Plan], plan: str, indicator: str, unit: str, above: tuple[str, ...] = ()) -> bool:
    """Whether ``plan`` has a threshold for the unit, its own or raised; plans that raise one another in a circle have none."""
    if plan in above:
        return False
    return plan not in made or any(
        target.threshold is not None
        or (target.raised is not None and _sets(made, target.raised[0], indicator, unit, (*above, plan)))
        for target in made[plan].targets
        if target.indicator == indicator and unit in target.units
    )


def _nothing_to_raise(plan: Word, indicator: str) -> Problem:
    told = m("the plan {plan} has no threshold of {indicator} to raise for all of these units", plan=plan, indicator=indicator)
    return invalid("raise", plan.location, told, m("name the plan that has one, or write the threshold: at_least: …"))


def _plan_files(shape: WorkspaceShape, files: _Files) -> list[tuple[Path, Word]]:
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


def _layouts(shape: WorkspaceShape, known: dict[str, Indicator], files: _Files) -> Iterable[Layout]:
    for word in shape.layouts:
        matches = files.glob(word)
        if not matches:
            files.problems.append(_nothing_at(word))
        for path in matches:
            layout_shape = files.read(path, LayoutShape, asked_at=word)
            made = files.keep(layout(layout_shape, known)) if layout_shape else None
            if made is not None:
                yield made


def _statements(shape: WorkspaceShape, files: _Files) -> dict[Period, tuple[Statement, ...]]:
    made: dict[Period, tuple[Statement, ...]] = {}
    for path in (path for pattern in shape.statements or STATEMENTS for path in files.glob(pattern)):
        found = files.read(path, StatementsShape)
        if found is not None:
            made[found.period] = (*made.get(found.period, ()), *files.keep(people.statements(found)))
    return made


def _papers(shape: WorkspaceShape, units: Roster) -> dict[str, PaperForm]:
    groups = tuple(group.name for group in units.groups)
    return {
        name: PaperForm(
            symbol=paper.symbol,
            to=tuple(paper.to) if paper.to else groups,
            copies=tuple(paper.copies),
            authority=tuple(paper.signature.lines),
            signer=paper.signature.name,
        )
        for name, paper in shape.papers.items()
    }


def _paper_problems(shape: WorkspaceShape) -> list[Problem]:
    fix = m("write what stands after the number's stroke, without strokes and spaces, as UBND-NV")
    return [
        invalid("symbol", paper.symbol.location, m("{text} is no symbol", text=paper.symbol), fix)
        for paper in shape.papers.values()
        if not _SYMBOL.fullmatch(paper.symbol)
    ]


def check_alone(path: Path) -> list[Problem]:
    """What is wrong with one file outside a workspace, told by its own keys; what another file declares is not resolved."""
    files = _Files(path.parent)
    node = files.node(path, None)
    if node is None:
        return files.problems
    keys = {key.text for key, _ in node.entries} if isinstance(node, Mapping) else set()
    told_by_keys = (shape for key, shape in _KINDS.items() if key in keys)
    shape = WorkspaceShape if path.name == FILE else next(told_by_keys, None)
    if shape is None:
        told = m("this is no file of cccc: it has none of the keys {keys}", keys=tuple(_KINDS))
        return [*files.problems, invalid("unknown-kind", node.location, told)]
    made = files.keep(parse(shape, node))
    if isinstance(made, PlanShape):
        files.keep(plan(made, _catalogue(None, files), None))
    elif isinstance(made, UnitsShape):
        files.keep(roster(made))
    elif isinstance(made, IndicatorsShape):
        files.keep(indicators(made))
    elif isinstance(made, PolicyShape):
        files.keep(policy(made, _catalogue(None, files), None))
    elif isinstance(made, LayoutShape):
        files.keep(layout(made, _catalogue(None, files)))
    return _without(files.problems, "unknown-indicator")


_KINDS: dict[str, type[Shape]] = {
    "plan": PlanShape,
    "groups": UnitsShape,
    "issuer": WorkspaceShape,
    "indicators": IndicatorsShape,
    "layout": LayoutShape,
    "policy": PolicyShape,
    "issued": HistoryShape,
    "statements": StatementsShape,
}
