"""One file that is no part of a workspace -> what is wrong with it, and the workspace as it would be with one plan more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.declarations import assignments
from cccc.declarations.files.followups import AnswersShape, TasksShape
from cccc.declarations.files.history import HistoryShape, StatementsShape
from cccc.declarations.files.indicators import IndicatorsShape, catalogue, indicators
from cccc.declarations.files.layouts import LayoutShape, layout
from cccc.declarations.files.plans import PlanShape, plan, unknown
from cccc.declarations.files.policy import PolicyShape, policy
from cccc.declarations.files.ratings import SignedRatingsShape, ratings
from cccc.declarations.files.units import UnitsShape, roster
from cccc.declarations.files.workspace import WorkspaceShape
from cccc.declarations.review import law
from cccc.declarations.shapes import Shape, parse
from cccc.declarations.sources import Files
from cccc.declarations.workspace import FILE, load_history, without
from cccc.declarations.yaml_tree import Mapping, read_yaml
from cccc.messages import m
from cccc.model.targets import PlanStatus
from cccc.problems import Problem, has_error, invalid

if TYPE_CHECKING:
    from pathlib import Path

    from cccc.declarations.workspace import Workspace
    from cccc.declarations.yaml_tree import Node
    from cccc.model.targets import Plan


def check_alone(path: Path) -> list[Problem]:
    """What is wrong with one file outside a workspace, told by its own keys; what another file declares is not resolved."""
    files = Files(path.parent)
    node = files.node(path, None)
    if node is None:
        return files.problems
    shape = _shape(path, node)
    if shape is None:
        told = m("this is no file of cccc: it has none of the keys {keys}", keys=tuple(_KINDS))
        return [*files.problems, invalid("unknown-kind", node.location, told)]
    made = files.keep(parse(shape, node))
    if isinstance(made, PlanShape):
        files.keep(plan(made, catalogue(None, files), None))
        files.problems += law.of_document(made)
    elif isinstance(made, UnitsShape):
        files.keep(roster(made))
    elif isinstance(made, IndicatorsShape):
        files.keep(indicators(made))
    elif isinstance(made, PolicyShape):
        files.keep(policy(made, catalogue(None, files), None))
    elif isinstance(made, LayoutShape):
        files.keep(layout(made, catalogue(None, files)))
    elif isinstance(made, SignedRatingsShape):
        files.keep(ratings(made, catalogue(None, files), None))
    return without(files.problems, "unknown-indicator")


def check_beside(path: Path, space: Workspace | None) -> list[Problem]:
    """The same of a file that ``space`` does not read itself; a plan or a history is held against what is declared there."""
    files = Files(path.parent)
    node = files.node(path, None)
    shape = _shape(path, node) if node is not None and space is not None else None
    if space is not None and shape is HistoryShape:
        return load_history(path, space)[1]
    if space is not None and shape is PlanShape:
        return with_plan(space, path)[2]
    return check_alone(path)


def is_ours(path: Path) -> bool:
    """Whether the file at ``path`` is of a kind that cccc reads, by its keys."""
    node = Files(path.parent).node(path, None) if path.is_file() else None
    return node is not None and _shape(path, node) is not None


def kind_shape(path: Path, content: bytes) -> type[Shape] | None:
    """The shape that ``content``, as of a file at ``path``, is meant to have."""
    node, _ = read_yaml(content, path.as_posix())
    return _shape(path, node) if node is not None else None


def _shape(path: Path, node: Node) -> type[Shape] | None:
    keys = {key.text for key, _ in node.entries} if isinstance(node, Mapping) else set()
    told_by_keys = (shape for key, shape in _KINDS.items() if key in keys)
    return WorkspaceShape if path.name == FILE else next(told_by_keys, None)


_KINDS: dict[str, type[Shape]] = {
    "plan": PlanShape,
    "groups": UnitsShape,
    "issuer": WorkspaceShape,
    "indicators": IndicatorsShape,
    "layout": LayoutShape,
    "policy": PolicyShape,
    "issued": HistoryShape,
    "statements": StatementsShape,
    "answers": AnswersShape,
    "tasks": TasksShape,
    "ratings": SignedRatingsShape,
}


def with_plan(space: Workspace, path: Path) -> tuple[Workspace | None, Plan | None, list[Problem]]:
    """``space`` with the plan at ``path`` in the place of the one with its id, or beside the others; and that plan.

    It is taken as in force, draft or not: that is what is being tried.
    """
    files = Files(space.root)
    shape = files.read(path, PlanShape)
    made = files.keep(plan(shape, space.indicators, space.roster)) if shape else None
    if shape is None or made is None:
        return None, None, files.problems
    made = replace(made, status=PlanStatus.IN_FORCE)
    others = [one for one in space.plans if one.id != made.id]
    known = {one.id for one in (*others, made)}
    named = [*shape.replaces, *(entry.raised.plan for entry in shape.targets if entry.raised)]
    problems = [*files.problems, *(unknown("unknown-plan", word, known) for word in named if word not in known)]
    if has_error(problems):
        return None, None, problems
    plans = tuple(made if one.id == made.id else one for one in space.plans)
    plans = plans if len(plans) > len(others) else (*plans, made)
    before = assignments.conflicts(space.plans, space.roster)
    found = [problem for problem in assignments.conflicts(plans, space.roster) if problem not in before]
    problems += found
    return (None, None, problems) if has_error(problems) else (replace(space, plans=plans), made, problems)
