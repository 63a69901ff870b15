"""The figures and names of a letter <-> what the file says of them: content controls in the text, and a list beside it.

Word keeps the controls; LibreOffice drops what they say, and people type over them.  So the file also holds, in reading order,
every key with the text that it had when the letter was drafted.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from cccc.documents.package import UnreadableError, opened
from cccc.documents.word.properties import attribute
from cccc.documents.write.markup import plain
from cccc.model.paper import Key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cccc.documents.package import Package
    from cccc.problems import Problem

NAMESPACE = "urn:cccc:figures"
PREFIX = "cccc:"
_MOST = 64
"""The longest tag that Word takes."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A key and the text that goes with it."""

    key: Key
    text: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What a letter carries: ``drafted`` as it was, ``standing`` what its controls say now; empty where they are gone."""

    drafted: tuple[Carried, ...] = ()
    standing: tuple[Carried, ...] = ()


def tag(key: Key) -> str:
    """The tag of the control that carries ``key``: the key itself, or a short form of one that is too long for Word."""
    whole = f"{PREFIX}{key}"
    return whole if len(whole) <= _MOST else f"{PREFIX}#{sha256(whole.encode()).hexdigest()[:32]}"


def listed(lines: Iterable[str]) -> str:
    """The list beside the text, as XML; ``lines`` are what `line` gives."""
    return f'<figures xmlns="{NAMESPACE}">{"".join(lines)}</figures>'


def line(one: Carried) -> str:
    """What the list says of one figure or name."""
    return f'<f k="{escape(str(one.key))}">{escape(plain(one.text))}</f>'


def list_part(package: Package) -> str | None:
    """The name of the part that holds the list, if it is there."""
    return next((name for name in package.all_related("customXml") if _is_list(package, name)), None)


def read_figures(content: bytes, file: str) -> tuple[Figures, list[Problem]]:
    """What the letter ``content``, which the user calls ``file``, carries."""
    try:
        package = opened(content)
        part = list_part(package)
        drafted = tuple(_drafted(package, part)) if part else ()
        tags = {tag(one.key): one.key for one in drafted}
        parts = [name for name in (package.main, package.related("footnotes")) if name]
        standing = tuple(one for name in parts for one in _standing(package, name, tags))
    except UnreadableError as error:
        return Figures(), [error.problem(file)]
    return Figures(drafted, standing), []


def _is_list(package: Package, name: str) -> bool:
    return str(package.tree(name).tag) == f"{{{NAMESPACE}}}figures"


def _drafted(package: Package, part: str) -> Iterator[Carried]:
    for line in package.tree(part):
        key = Key.read(line.get("k", ""))
        if key is not None:
            yield Carried(key, "".join(map(str, line.itertext())))


def _standing(package: Package, part: str, tags: dict[str, Key]) -> Iterator[Carried]:
    for found in package.tree(part).iter("{*}sdt"):
        mark = found.find("{*}sdtPr/{*}tag")
        said = None if mark is None else attribute(mark, "val")
        key = tags.get(said or "") or Key.read((said or "").removeprefix(PREFIX))
        if key is not None:
            yield Carried(key, "".join(text.text or "" for text in found.iter("{*}t")))
