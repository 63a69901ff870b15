"""A units.yaml as text: drafted from the units that an export lists, or with one alias more and every other byte as it was."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import count as numbers
from typing import TYPE_CHECKING

from cccc.declarations.files.units import UnitsShape, roster
from cccc.declarations.shapes import parse
from cccc.declarations.yaml_tree import Mapping, Scalar, Sequence, read_yaml
from cccc.messages import _
from cccc.problems import has_error
from cccc.vietnamese import clean, fold, slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cccc.declarations.yaml_tree import Mark, Node
    from cccc.model.units import Alias, Roster, Unit
    from cccc.problems import Location

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_PLAIN = re.compile(r"[^\W\d_](?:[\w '’.()/-]*[\w’)])?")
_READ_AS_OTHER = re.compile(r"(?i:yes|no|on|off|true|false|y|n|null)")


@dataclass(frozen=True, slots=True)
class _Edit:
    """``text`` in the place of what stands from ``start`` to ``end`` (offsets)."""

    start: int
    end: int
    text: str


def with_alias(content: bytes, unit: Unit, alias: Alias) -> bytes | None:
    """``content`` with ``alias`` at ``unit``; None where that cannot be written without touching anything else."""
    encoded = content.decode("utf-8-sig")
    mark = content[: len(content) - len(encoded.encode())]
    node, before = read_yaml(content, unit.location.file)
    found = _at(node, unit.location) if node else None
    edit = _edit(_Text(encoded), found, alias) if found else None
    if node is None or edit is None:
        return None
    amended = mark + (encoded[: edit.start] + edit.text + encoded[edit.end :]).encode()
    old, new = _roster(content, unit.location.file), _roster(amended, unit.location.file)
    changed = len(read_yaml(amended, unit.location.file)[1]) != len(before)
    return amended if old and new and not changed and _differs_by(old, new, unit, alias) else None


def entry(alias: Alias) -> str:
    """``alias`` as it stands in a list of aliases."""
    if alias.start is None and alias.end is None:
        return quoted(alias.text)
    days = (("from", alias.start), ("to", alias.end))
    return f"{{name: {quoted(alias.text)}, valid: {{{', '.join(f'{word}: {day}' for word, day in days if day)}}}}}"


def quoted(text: str) -> str:
    """``text`` as a YAML value that may stand in braces, in quotes where it needs them."""
    words = clean(text)
    if _PLAIN.fullmatch(words) and not _READ_AS_OTHER.fullmatch(words):
        return words
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


# --- where the unit stands -------------------------------------------------------------------------------------------


def _at(node: Node, place: Location) -> Scalar | Mapping | None:
    """The unit that starts at ``place``."""
    if not isinstance(node, Sequence) and node.location == place:
        return node
    return next((found for one in _below(node) if (found := _at(one, place))), None)


def _below(node: Node) -> list[Node]:
    match node:
        case Sequence():
            return node.items
        case Mapping():
            return [value for _, value in node.entries]
    return []


class _Text:
    """A text whose places are given as lines and columns."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = [0, *(found.end() for found in _BREAK.finditer(text))]
        self.line_break = found.group() if (found := _BREAK.search(text)) else "\n"

    def offset(self, mark: Mark) -> int:
        return self._lines[mark[0] - 1] + mark[1] - 1

    def start(self, place: Location) -> int:
        return self.offset((place.line or 1, place.column or 1))

    def new_line(self, after: Mark, indent: str, words: str) -> _Edit:
        """A line of its own below the line of ``after``."""
        if after[0] < len(self._lines):
            start = self._lines[after[0]]
            return _Edit(start, start, f"{indent}{words}{self.line_break}")
        return _Edit(len(self.text), len(self.text), f"{self.line_break}{indent}{words}")

    def before(self, place: Location) -> str:
        """What stands to the left of ``place`` on its line."""
        start = self.start(place)
        return self.text[start - (place.column or 1) + 1 : start]


def _edit(text: _Text, unit: Scalar | Mapping, alias: Alias) -> _Edit | None:
    if isinstance(unit, Scalar):
        return _opened(text, unit, alias)
    values = {key.text: value for key, value in unit.entries}
    if "aliases" in values:
        return _lengthened(text, values["aliases"], alias)
    name = values.get("name")
    if not isinstance(name, Scalar) or name.end is None:
        return None
    words = f"aliases: [{entry(alias)}]"
    if unit.flow:
        end = text.offset(name.end)
        return _Edit(end, end, f", {words}")
    return text.new_line(name.end, " " * ((unit.location.column or 1) - 1), words)


def _opened(text: _Text, unit: Scalar, alias: Alias) -> _Edit | None:
    """A bare name becomes a mapping."""
    if unit.end is None:
        return None
    start, end = text.start(unit.location), text.offset(unit.end)
    written = text.text[start:end]
    name = quoted(unit.text) if unit.plain or _BREAK.search(written) else written
    return _Edit(start, end, f"{{name: {name}, aliases: [{entry(alias)}]}}")


def _lengthened(text: _Text, aliases: Node, alias: Alias) -> _Edit | None:
    """One more in a list of aliases, behind the others."""
    if isinstance(aliases, Scalar) and aliases.is_null and aliases.end:
        end = text.offset(aliases.end)
        return _Edit(text.start(aliases.location), end, f"{'' if aliases.text else ' '}[{entry(alias)}]")
    if not isinstance(aliases, Sequence):
        return None
    last = aliases.items[-1] if aliases.items else None
    behind = _last_end(last) if last else None
    if aliases.flow and aliases.end:
        place = text.offset(behind) if behind else text.offset(aliases.end) - 1
        return _Edit(place, place, f"{', ' if last else ''}{entry(alias)}")
    return text.new_line(behind, text.before(last.location), entry(alias)) if last and behind else None


def _last_end(node: Node) -> Mark | None:
    if isinstance(node, Scalar) or node.flow:
        return node.end
    below = _below(node)
    return _last_end(below[-1]) if below else None


# --- nothing else has changed ----------------------------------------------------------------------------------------


def _roster(content: bytes, file: str) -> Roster | None:
    node, problems = read_yaml(content, file)
    shape, unfit = parse(UnitsShape, node) if node else (None, [])
    if shape is None:
        return None
    made, wrong = roster(shape)
    return None if has_error([*problems, *unfit, *wrong]) else made


def _differs_by(old: Roster, new: Roster, unit: Unit, alias: Alias) -> bool:
    """Whether ``new`` is ``old`` with ``alias`` added to ``unit``, wherever in the file its units stand."""
    expected = [replace(one, aliases=(*one.aliases, alias)) if one.id == unit.id else one for one in old.units]
    here = unit.location
    return old.groups == new.groups and [replace(one, location=here) for one in expected] == [
        replace(one, location=here) for one in new.units
    ]


@dataclass(frozen=True, slots=True)
class DraftUnit:
    """A unit to be: its name, its code where one is known, and the name of its group where the source gives one."""

    name: str
    code: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class _UnitKind:
    """What units of one kind have in common: the words that they begin with, and how a letter writes them."""

    id: str
    level: str
    name: str
    begins: tuple[str, ...]
    official: str = "{name}"
    head: str = "{name}"


_COMMITTEE = {"official": "UBND {unit}", "head": "Chủ tịch UBND {unit}"}
_COMMUNES = _UnitKind(
    "communes", "commune", "UBND các xã, phường, thị trấn", ("Xã", "Phường", "Thị trấn", "Đặc khu"), **_COMMITTEE
)
_KINDS = (
    _COMMUNES,
    _UnitKind(
        "districts", "district", "UBND các huyện, thị xã, thành phố", ("Huyện", "Quận", "Thị xã", "Thành phố"), **_COMMITTEE
    ),
    _UnitKind("departments", "province", "Các sở, ban, ngành", ("Sở",), head="Giám đốc {name}"),
    _UnitKind("offices", "district", "Các phòng, ban chuyên môn", ("Phòng",), head="Trưởng {unit}"),
)
_OTHERS = _UnitKind("others", "province", "Các cơ quan, đơn vị khác", ())


def roster_text(entries: list[DraftUnit], files: list[str], group: str | None = None) -> str:
    """A units.yaml of ``entries``, by the groups that they have, or by kind; with ``group``, all in the one of this name."""
    groups: dict[str, list[DraftUnit]] = {}
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


def repeated_codes(entries: Iterable[DraftUnit]) -> list[str]:
    """The codes that stand beside several units; none of them is written."""
    return [code for code, times in Counter(entry.code for entry in entries if entry.code).items() if times > 1]


def _group_lines(name: str, units: list[DraftUnit], ids: _Ids) -> list[str]:
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


def _localities(units: list[DraftUnit]) -> str:
    """The committees of those kinds of localities that are there: UBND các xã, phường."""
    there = [word for word in _COMMUNES.begins if any(fold(unit.name).startswith(f"{fold(word)} ") for unit in units)]
    return f"UBND các {', '.join(word.lower() for word in there)}"


def _by_kind(entry: DraftUnit, entries: list[DraftUnit]) -> _UnitKind:
    """The kind of an entry without a group; what is of no kind goes with the agencies that are there."""
    kind = _kind(entry.name)
    if kind is not _OTHERS:
        return kind
    there = {_kind(other.name) for other in entries}
    return next((agency for agency in _KINDS[2:] if agency in there), _OTHERS)


def _kind(name: str) -> _UnitKind:
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
