"""The units that an export lists -> the text of a units.yaml, to be looked over and edited by a person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import count as numbers
from typing import TYPE_CHECKING

from cccc.declarations.files.amendments import quoted
from cccc.messages import _
from cccc.vietnamese import fold, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit to be: its name, its code where one is known, and the name of its group where the source gives one."""

    name: str
    code: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What units of one kind have in common: the words that they begin with, and how a letter writes them."""

    id: str
    level: str
    name: str
    begins: tuple[str, ...]
    official: str = "{name}"
    head: str = "{name}"


_COMMITTEE = {"official": "UBND {unit}", "head": "Chủ tịch UBND {unit}"}
_COMMUNES = _Kind("communes", "commune", "UBND các xã, phường, thị trấn", ("Xã", "Phường", "Thị trấn", "Đặc khu"), **_COMMITTEE)
_KINDS = (
    _COMMUNES,
    _Kind("districts", "district", "UBND các huyện, thị xã, thành phố", ("Huyện", "Quận", "Thị xã", "Thành phố"), **_COMMITTEE),
    _Kind("departments", "province", "Các sở, ban, ngành", ("Sở",), head="Giám đốc {name}"),
    _Kind("offices", "district", "Các phòng, ban chuyên môn", ("Phòng",), head="Trưởng {unit}"),
)
_OTHERS = _Kind("others", "province", "Các cơ quan, đơn vị khác", ())


def roster_text(entries: Sequence[Entry], files: Sequence[str], group: str | None = None) -> str:
    """A units.yaml of ``entries``, by the groups that they have, or by kind; with ``group``, all in the one of this name."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(group or entry.group or _by_kind(entry, entries).name, []).append(entry)
    several = {code for code, times in Counter(fold(entry.code) for entry in entries).items() if times > 1}
    group_ids, unit_ids = _Ids(), _Ids()
    told = _("Drafted from {files}: check the groups, their levels and how letters write the units, then run cccc check.")
    lines = [f"# {told.format(files=', '.join(files))}", "", "groups:"]
    for name, units in groups.items():
        lines += _group_lines(name, units, group_ids)
        for unit in units:
            kept = unit.code if fold(unit.code) not in several else ""
            lines.append(f"      - {_unit(unit.name, kept, unit_ids.own(unit.name))}")
    return "\n".join(lines) + "\n"


def repeated_codes(entries: Iterable[Entry]) -> list[str]:
    """The codes that stand beside several units; none of them is written."""
    return [code for code, times in Counter(entry.code for entry in entries if entry.code).items() if times > 1]


def _group_lines(name: str, units: Sequence[Entry], ids: _Ids) -> list[str]:
    kinds = Counter(_kind(unit.name) for unit in units)
    kind = kinds.most_common(1)[0][0]
    # how a letter writes them is said where it is sure for all
    official, head = (kind.official, kind.head) if len(kinds) == 1 else (_OTHERS.official, _OTHERS.head)
    made = ids.take(kind.id if name == kind.name else slug(name) or kind.id)
    shown = _localities(units) if name == _COMMUNES.name else name
    return [
        f"  - id: {made}",
        f"    level: {kind.level}  # {_('guessed from the names; province, district or commune')}",
        f"    name: {quoted(shown)}",
        f'    official: "{official}"',
        f'    head: "{head}"',
        "    units:",
    ]


def _localities(units: Sequence[Entry]) -> str:
    """The committees of those kinds of localities that are there: UBND các xã, phường."""
    there = [word for word in _COMMUNES.begins if any(fold(unit.name).startswith(f"{fold(word)} ") for unit in units)]
    return f"UBND các {', '.join(word.lower() for word in there)}"


def _by_kind(entry: Entry, entries: Sequence[Entry]) -> _Kind:
    """The kind of an entry without a group; what is of no kind goes with the agencies that are there."""
    kind = _kind(entry.name)
    if kind is not _OTHERS:
        return kind
    there = {_kind(other.name) for other in entries}
    return next((agency for agency in _KINDS[2:] if agency in there), _OTHERS)


def _kind(name: str) -> _Kind:
    folded = fold(name)
    return next((kind for kind in _KINDS if folded.startswith(tuple(f"{fold(word)} " for word in kind.begins))), _OTHERS)


def _unit(name: str, code: str, own_id: str | None) -> str:
    if not code and own_id is None:
        return quoted(name)
    parts = [f"name: {quoted(name)}"]
    parts += [f"id: {own_id}"] if own_id else []
    parts += [f"code: {quoted(code)}"] if code else []
    return f"{{{', '.join(parts)}}}"


class _Ids:
    """The ids given so far."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str) -> str:
        """``wanted``, or the first of its kind that is free."""
        made = (
            wanted
            if wanted not in self._taken
            else next(f"{wanted}-{number}" for number in numbers(2) if f"{wanted}-{number}" not in self._taken)
        )
        self._taken.add(made)
        return made

    def own(self, name: str) -> str | None:
        """The id that a unit needs beside its name; None where the one by rule is free."""
        ruled = slug(name)
        made = self.take(ruled or "don-vi")
        return made if made != ruled else None
