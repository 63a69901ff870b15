"""The headings of a table and those imported before -> what was renamed, moved, added or left out since."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from cccc.exports.tables.headings import SEPARATOR
from cccc.model.inspection import Drift, HeadingChange, HeadingFate
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.model.observations import ShownHeadings


_ALIKE = 0.5
"""From here on a heading that went and one that came are told as one that was renamed."""

_Shown = tuple[int, tuple[str, ...], str]
"""A column, its path as shown, and as compared."""
_Pair = tuple[_Shown | None, _Shown | None]
"""What was, and what is now."""


def drift(now: ShownHeadings, known: Sequence[ShownHeadings]) -> Drift | None:
    """What changed since the table of the same kind that was imported last; None where nothing did, or none is known."""
    before = _last_alike(now, known)
    if before is None:
        return None
    changes = tuple(_changes(_columns(before), _columns(now)))
    return Drift(now.file, now.sheet, before.file, before.sheet, changes) if changes else None


def _last_alike(now: ShownHeadings, known: Sequence[ShownHeadings]) -> ShownHeadings | None:
    """By layout and sheet name, figures apart; where no layout fits any more, by the headings themselves."""
    earlier = [table for table in known if now.ends is None or table.ends is None or table.ends <= now.ends]
    alike = [table for table in earlier if _kind(table.sheet) == _kind(now.sheet)]
    if now.layout is None:
        alike = [table for table in alike or earlier if _likeness(table, now) >= _ALIKE]
    else:
        alike = [table for table in alike if table.layout == now.layout]
    last = max(enumerate(alike), key=lambda one: (str(one[1].ends or ""), one[0]), default=(0, None))[1]
    beside = [table for table in alike if last and (table.file, table.sheet, table.ends) == (last.file, last.sheet, last.ends)]
    return max(beside, key=lambda table: _likeness(table, now), default=None)


def _kind(sheet: str) -> str:
    """A sheet's name without its figures: "Tháng 7" and "Tháng 8" are of one kind."""
    return re.sub(r"[0-9]+", "#", fold(sheet))


def _likeness(one: ShownHeadings, other: ShownHeadings) -> float:
    mine, theirs = ({path for _, _, path in _columns(table)} for table in (one, other))
    return len(mine & theirs) / max(len(mine), len(theirs), 1)


def _columns(table: ShownHeadings) -> list[_Shown]:
    return [(column, levels, fold(SEPARATOR.join(levels))) for column, levels in table.columns]


def _changes(was: Sequence[_Shown], now: Sequence[_Shown]) -> list[HeadingChange]:
    matcher = SequenceMatcher(None, [path for *_, path in was], [path for *_, path in now], autojunk=False)
    pairs: list[_Pair] = []
    for what, first, last, start, end in matcher.get_opcodes():
        if what != "equal":
            pairs += _paired(was[first:last], now[start:end])
    return _joined([change for pair in _moved(pairs) for change in _told(*pair)])


def _paired(gone: Sequence[_Shown], come: Sequence[_Shown]) -> Iterable[_Pair]:
    """Column by column where as many came as went; else the most alike first, in their order."""
    if len(gone) == len(come):
        return zip_longest(gone, come)
    pairs: list[_Pair] = []
    left = list(come)
    for old in gone:
        best = max(left, key=lambda new: _ratio(old, new), default=None)
        if best is not None and _ratio(old, best) >= _ALIKE:
            pairs += [(None, new) for new in left[: left.index(best)]]
            left = left[left.index(best) + 1 :]
            pairs.append((old, best))
        else:
            pairs.append((old, None))
    return [*pairs, *((None, new) for new in left)]


def _ratio(old: _Shown, new: _Shown) -> float:
    return SequenceMatcher(None, old[2], new[2], autojunk=False).ratio()


def _moved(pairs: Sequence[_Pair]) -> list[_Pair]:
    """The pairs, where a heading that went from one place and came at another is told once, as moved."""
    went = {old[2]: old for old, _ in pairs if old}
    come = {new[2]: new for _, new in pairs if new}
    both = went.keys() & come.keys()
    told: list[_Pair] = []
    for old, new in pairs:
        if new and new[2] in both:
            told.append((went[new[2]], new))
        rest = (None if old and old[2] in both else old, None if new and new[2] in both else new)
        if any(rest):
            told.append(rest)
    return told


def _told(old: _Shown | None, new: _Shown | None) -> Iterable[HeadingChange]:
    """One change, or of a path that was renamed one for each level that differs."""
    if old and new and old[2] != new[2] and len(old[1]) == len(new[1]):
        for was, now in zip(old[1], new[1], strict=True):
            if fold(was) != fold(now):
                yield HeadingChange(HeadingFate.RENAMED, was, _at(old), now, _at(new))
        return
    if old and new:
        fate = HeadingFate.MOVED if old[2] == new[2] else HeadingFate.RENAMED
    else:
        fate = HeadingFate.GONE if old else HeadingFate.ADDED
    (was_path, was_columns), (now_path, now_columns) = _whole(old), _whole(new)
    yield HeadingChange(fate, was_path, was_columns, now_path, now_columns)


def _whole(one: _Shown | None) -> tuple[str | None, tuple[int, int] | None]:
    return (SEPARATOR.join(one[1]), _at(one)) if one else (None, None)


def _at(one: _Shown) -> tuple[int, int]:
    return (one[0], one[0])


def _joined(changes: Iterable[HeadingChange]) -> list[HeadingChange]:
    """A heading over several columns that was renamed is told once."""
    joined: list[HeadingChange] = []
    for change in changes:
        at = next((at for at, first in enumerate(joined) if _goes_on(first, change)), None)
        if at is None:
            joined.append(change)
        else:
            first = joined[at]
            was, now = _over(first.was_columns, change.was_columns), _over(first.now_columns, change.now_columns)
            joined[at] = replace(first, was_columns=was, now_columns=now)
    return joined


def _goes_on(first: HeadingChange, change: HeadingChange) -> bool:
    if change.fate is not HeadingFate.RENAMED or (first.was, first.now) != (change.was, change.now):
        return False
    return _follows(first.was_columns, change.was_columns) and _follows(first.now_columns, change.now_columns)


def _follows(before: tuple[int, int] | None, after: tuple[int, int] | None) -> bool:
    return before is not None and after is not None and before[1] + 1 == after[0]


def _over(before: tuple[int, int] | None, after: tuple[int, int] | None) -> tuple[int, int] | None:
    return (before[0], after[1]) if before and after else None
