"""One file by itself -> what is wrong with it, told by its own keys, outside any workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.declarations import doubts
from cccc.declarations.catalogue import catalogue
from cccc.declarations.files import Files
from cccc.declarations.indicators import IndicatorsShape, indicators
from cccc.declarations.layouts import LayoutShape, layout
from cccc.declarations.people import HistoryShape, StatementsShape
from cccc.declarations.plans import PlanShape, plan
from cccc.declarations.policy import PolicyShape, policy
from cccc.declarations.shapes import Shape, parse
from cccc.declarations.source import Mapping
from cccc.declarations.units import UnitsShape, roster
from cccc.declarations.workspace import FILE, WorkspaceShape, without
from cccc.messages import m
from cccc.problems import Problem, invalid

if TYPE_CHECKING:
    from pathlib import Path


def check_alone(path: Path) -> list[Problem]:
    """What is wrong with one file outside a workspace, told by its own keys; what another file declares is not resolved."""
    files = Files(path.parent)
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
        files.keep(plan(made, catalogue(None, files), None))
        files.problems += doubts.of_document(made)
    elif isinstance(made, UnitsShape):
        files.keep(roster(made))
    elif isinstance(made, IndicatorsShape):
        files.keep(indicators(made))
    elif isinstance(made, PolicyShape):
        files.keep(policy(made, catalogue(None, files), None))
    elif isinstance(made, LayoutShape):
        files.keep(layout(made, catalogue(None, files)))
    return without(files.problems, "unknown-indicator")


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
