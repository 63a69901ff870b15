"""The built-in catalogue and an office's own indicators -> all indicators, by id, in the order in which they are told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cccc.declarations.files.indicators import IndicatorsShape, indicators

if TYPE_CHECKING:
    from cccc.declarations.sources import Files
    from cccc.model.targets import Indicator

BUILT_IN = Path(__file__).with_name("catalogue.yaml")


def catalogue(own: IndicatorsShape | None, files: Files) -> dict[str, Indicator]:
    """The indicators of ``own`` and, after them, the built-in ones that it does not replace; problems go to ``files``."""
    shape = files.read(BUILT_IN, IndicatorsShape)
    built_in = files.keep(indicators(shape)) if shape else {}
    added = files.keep(indicators(own)) if own else {}
    return {**added, **{name: entry for name, entry in built_in.items() if name not in added}}
