"""How far a long run has come -> a bar on stderr, where a person looks on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cccc.messages import Message

_Item = TypeVar("_Item")


def followed(items: Sequence[_Item], what: Message) -> Iterator[_Item]:
    """``items`` one by one, with a bar that says ``what`` is going on; in a pipe or a file nothing is written."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, description=str(what))
