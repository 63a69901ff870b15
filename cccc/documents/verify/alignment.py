"""What was drafted and what is told now, both in reading order -> which is which.

A control says by its key what it is; where controls are gone, order and likeness tell: the pairing that leaves the least over.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cccc.documents.verify.statements import Meaning, Mention
    from cccc.model.paper import Key

_SAME, _KEPT, _ALIKE, _UNLIKE = 12, 11, 3, 2
_MOST_CELLS = 400_000


@dataclass(slots=True)
class Pairing:
    """For each drafted text what stands in its place now, None where nothing does; ``left`` is told and was not drafted."""

    places: list[Mention | None]
    left: list[Mention] = field(default_factory=list)


def says(drafted: Mention, one: Mention) -> bool:
    """Whether ``one`` says what was drafted, however it is written."""
    if drafted.kind != one.kind:
        return False
    if drafted.kind == "name" and drafted.key is not None and one.units.intersection(drafted.key.units):
        return True
    return drafted.meaning == one.meaning and not (drafted.key is None and one.key is not None)


def paired(drafted: Sequence[Mention], told: Sequence[Mention], usual: Collection[Meaning] = ()) -> Pairing:
    """``drafted`` and ``told`` side by side; what was drafted without a key is only ever matched by the same.

    What is ``usual`` stands in every draft's own words, and hardly replaces anything.
    """
    places = _by_key(drafted, told)
    _by_sentence(drafted, told, places)
    anchors = _rising([(at, place) for at, place in enumerate(places) if place is not None])
    taken = {place for place in places if place is not None}
    before = (-1, -1)
    for after in (*anchors, (len(drafted), len(told))):
        rows = [at for at in range(before[0] + 1, after[0]) if places[at] is None]
        columns = [at for at in range(before[1] + 1, after[1]) if at not in taken]
        for row, column in _aligned(drafted, told, rows, columns, usual):
            places[row] = column
            taken.add(column)
        before = after
    _moved(drafted, told, places, taken)
    doubted = {
        at: place
        for at, place in enumerate(places)
        if place is not None and told[place].key is None and told[place].meaning in usual and not says(drafted[at], told[place])
    }
    for at, place in doubted.items():
        places[at] = None
        taken.discard(place)
    _moved_bare(drafted, told, places, taken)
    for at, place in doubted.items():
        if places[at] is None and place not in taken:
            places[at] = place
            taken.add(place)
    found = [None if place is None else told[place] for place in places]
    return Pairing(found, [one for at, one in enumerate(told) if at not in taken])


def _by_key(drafted: Sequence[Mention], told: Sequence[Mention]) -> list[int | None]:
    """Each drafted text with the control of its key, where none of that key was lost or copied."""
    rows: dict[Key, list[int]] = {}
    columns: dict[Key | None, list[int]] = {}
    for at, one in enumerate(drafted):
        if one.key is not None:
            rows.setdefault(one.key, []).append(at)
    for at, one in enumerate(told):
        columns.setdefault(one.key, []).append(at)
    places: list[int | None] = [None] * len(drafted)
    for key, found in rows.items():
        there = columns.get(key, [])
        for row, column in zip(found, there, strict=True) if len(found) == len(there) else ():
            places[row] = column
    return places


def _by_sentence(drafted: Sequence[Mention], told: Sequence[Mention], places: list[int | None]) -> None:
    """Sentences without controls that say just what drafted ones do, in their order; where they stand is the writer's own."""
    taken = {place for place in places if place is not None}
    rows = _sentences(drafted, {at for at, place in enumerate(places) if place is not None})
    columns = _sentences([one if one.key is None else None for one in told], taken)
    for said, found in rows.items():
        there = columns.get(said, [])
        for row, column in zip(found, there, strict=True) if len(found) == len(there) else ():
            for at, place in zip(row, column, strict=True):
                places[at] = place


def _sentences(told: Sequence[Mention | None], taken: set[int]) -> dict[tuple[object, ...], list[list[int]]]:
    """The sentences that tell two things or more, none of them ``taken``, by what they tell."""
    by_place: dict[tuple[int, int], list[int]] = {}
    for at, one in enumerate(told):
        if one is not None:
            place = (id(one.paragraph), one.paragraph.text.count(". ", 0, one.start))
            by_place.setdefault(place, []).append(at)
    found: dict[tuple[object, ...], list[list[int]]] = {}
    for row in by_place.values():
        if len(row) > 1 and taken.isdisjoint(row):
            found.setdefault(tuple(_said(one) for at in row if (one := told[at])), []).append(row)
    return found


def _moved(drafted: Sequence[Mention], told: Sequence[Mention], places: list[int | None], taken: set[int]) -> None:
    """Controls that stand elsewhere than they were drafted are still what they are."""
    waiting: dict[Key, list[int]] = {}
    for at, one in enumerate(told):
        if one.key is not None and at not in taken:
            waiting.setdefault(one.key, []).append(at)
    for at, one in enumerate(drafted):
        if places[at] is None and one.key is not None and waiting.get(one.key):
            place = waiting[one.key].pop(0)
            places[at] = place
            taken.add(place)


def _moved_bare(drafted: Sequence[Mention], told: Sequence[Mention], places: list[int | None], taken: set[int]) -> None:
    """So are words without controls that say elsewhere just what was drafted."""
    waiting: dict[tuple[object, ...], list[int]] = {}
    for at, one in enumerate(told):
        if one.key is None and at not in taken:
            for said in _sayings(one):
                waiting.setdefault(said, []).append(at)
    for at, one in enumerate(drafted):
        if places[at] is None and one.key is not None:
            place = next((place for said in _sayings(one) for place in waiting.get(said, ()) if place not in taken), None)
            if place is not None:
                places[at] = place
                taken.add(place)


def _sayings(one: Mention) -> list[tuple[object, ...]]:
    return [(one.kind, unit) for unit in sorted(one.units)] if one.kind == "name" else [(one.kind, *one.meaning)]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of ``pairs`` whose places rise: what was moved is no anchor."""
    ends: list[int] = []
    chains: list[int] = []
    before: list[int | None] = []
    for at, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(chains[length - 1] if length else None)
        ends[length : length + 1] = [place]
        chains[length : length + 1] = [at]
    found: list[tuple[int, int]] = []
    last: int | None = chains[-1] if chains else None
    while last is not None:
        found.append(pairs[last])
        last = before[last]
    return found[::-1]


def _aligned(
    drafted: Sequence[Mention], told: Sequence[Mention], rows: list[int], columns: list[int], usual: Collection[Meaning]
) -> list[tuple[int, int]]:
    if not rows or not columns:
        return []
    if len(rows) * len(columns) > _MOST_CELLS:
        return _in_lots(drafted, told, rows, columns, usual)
    scores = [[_likeness(drafted[row], told[column], usual) for column in columns] for row in rows]
    return [(rows[row], columns[column]) for row, column in _best(scores)]


def _likeness(drafted: Mention, one: Mention, usual: Collection[Meaning]) -> int:
    if drafted.kind != one.kind or one.key not in (None, drafted.key):
        return 0
    if says(drafted, one):
        return _SAME + (one.key is not None)
    if drafted.key is None:
        return 0
    if one.key is not None:
        return _KEPT
    if one.meaning in usual:
        return 1
    return _ALIKE if drafted.kind != "figure" or ("%" in drafted.text) == ("%" in one.text) else _UNLIKE


def _best(scores: list[list[int]]) -> list[tuple[int, int]]:
    """The pairs, rising in both, whose likeness adds up to most."""
    height, width = len(scores), len(scores[0])
    sums = [[0] * (width + 1)]
    for likeness in scores:
        above, here = sums[-1], [0]
        for column, score in enumerate(likeness):
            best = max(above[column + 1], here[column])
            here.append(max(best, above[column] + score) if score else best)
        sums.append(here)
    pairs: list[tuple[int, int]] = []
    row, column = height, width
    while row and column:
        score = scores[row - 1][column - 1]
        if score and sums[row][column] == sums[row - 1][column - 1] + score:
            pairs.append((row - 1, column - 1))
            row, column = row - 1, column - 1
        elif sums[row][column] == sums[row - 1][column]:
            row -= 1
        else:
            column -= 1
    return pairs[::-1]


def _in_lots(
    drafted: Sequence[Mention], told: Sequence[Mention], rows: list[int], columns: list[int], usual: Collection[Meaning]
) -> list[tuple[int, int]]:
    """A long letter: the stretches that are the same are found first, and only what lies between is compared one by one."""
    was = [_said(drafted[row]) for row in rows]
    known = set(was)
    kept = [column for column in columns if _said(told[column]) in known]
    now = [_said(told[column]) for column in kept]
    pairs: list[tuple[int, int]] = []
    row = column = 0
    for block in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
        stop = columns.index(kept[block.b]) if block.b < len(kept) else len(columns)
        between = (rows[row : block.a], columns[column:stop])
        if len(between[0]) * len(between[1]) <= _MOST_CELLS:
            pairs += _aligned(drafted, told, *between, usual)
        pairs += [(rows[block.a + at], kept[block.b + at]) for at in range(block.size)]
        row = block.a + block.size
        column = columns.index(kept[block.b + block.size - 1]) + 1 if block.size else stop
    return pairs


def _said(one: Mention) -> tuple[object, ...]:
    return (one.kind, one.units) if one.kind == "name" else (one.kind, one.meaning)
