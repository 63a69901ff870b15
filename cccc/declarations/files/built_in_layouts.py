"""The layouts that cccc ships -> layouts beside the workspace's own, read only once they are asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cccc import shipped
from cccc.declarations.files.layouts import LayoutShape, layout
from cccc.declarations.sources import Files

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from cccc.declarations.files.layouts import TableShape
    from cccc.model.layouts import AnyLayout
    from cccc.model.targets import Indicator


def built_in_layouts(indicators: Mapping[str, Indicator], own: Collection[str]) -> Callable[[], tuple[AnyLayout, ...]]:
    """The built-in layouts, by demand; ``own`` are the indicators that mean what the workspace says, not what cccc ships.

    A printed rate or a rating is left out where its indicator is the workspace's own, or unknown: what it holds is another
    figure then, or none that anybody asks for.
    """

    @cache
    def read() -> tuple[AnyLayout, ...]:
        files = Files(Path())
        made = []
        for path in sorted(shipped.layouts().glob("*.yaml")):
            shape = files.read(path, LayoutShape)
            if shape is None:
                continue
            if shape.table is not None:
                _leave_out(shape.table, {name for name in indicators if name not in own})
            made.append(files.keep(layout(shape, indicators)))
        return tuple(found for found in made if found is not None)

    return read


def _leave_out(table: TableShape, known: Collection[str]) -> None:
    """Keep the rates and ratings of ``known`` indicators alone."""
    table.rates = {name: column for name, column in table.rates.items() if name in known}
    table.ratings = {name: column for name, column in table.ratings.items() if name in known}
