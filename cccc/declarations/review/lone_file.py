"""One file by itself -> what is wrong with it, told by its own keys, outside any workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.declarations.files.answers import AnswersShape
from cccc.declarations.files.catalogue import catalogue
from cccc.declarations.files.history import HistoryShape, StatementsShape
from cccc.declarations.files.indicators import IndicatorsShape, indicators
from cccc.declarations.files.layouts import LayoutShape, layout
from cccc.declarations.files.plans import PlanShape, plan
from cccc.declarations.files.policy import PolicyShape, policy
from cccc.declarations.files.ratings import RatingsShape, ratings
from cccc.declarations.files.tasks import TasksShape
from cccc.declarations.files.units import UnitsShape, roster
from cccc.declarations.review import law
from cccc.declarations.shapes import Shape, parse
from cccc.declarations.sources import Files
from cccc.declarations.trial_plan import with_plan
from cccc.declarations.workspace import FILE, WorkspaceShape, load_history, without
from cccc.declarations.yaml_tree import Mapping, read_yaml
from cccc.messages import m
from cccc.problems import Problem, invalid

if TYPE_CHECKING:
    from pathlib import Path

    from cccc.declarations.workspace import Workspace
    from cccc.declarations.yaml_tree import Node


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
    elif isinstance(made, RatingsShape):
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
    "ratings": RatingsShape,
}
