"""YAML bytes -> a tree of nodes that keeps every line and column, and the problems of the YAML itself.

The tree is built from PyYAML's events, so nothing is resolved by YAML 1.1: a scalar stays the text that the user wrote, and
the field it stands in decides what it means.  Duplicate keys, tags, alias bombs and unquoted decimal commas are told here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

import yaml

from cccc.messages import m
from cccc.problems import Location, Problem, invalid

if TYPE_CHECKING:
    from cccc.messages import Message

MOST_NODES = 200_000
MOST_DEPTH = 40
MOST_BYTES = 5_000_000

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_WHOLE = re.compile(r"\d+")
_DECIMALS = re.compile(r"\d+\s*%?")
_FIGURE = re.compile(r"\d+,\s*\d+\s*%?")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_COMMENT = re.compile(r"(?:^|(?<=\s))(?=(#.*))")
_IS_TEXT = re.compile(r"\s|[^\x00-\x7f]")
_PARSER_TOO_DEEP = "exceeded maximum nesting depth"


Mark = tuple[int, int]
"""Line and column, from 1."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written; ``plain`` where it had no quotes, ``parted`` where a comma in braces had cut it.

    ``end`` is the place behind its last sign, as it is for every node that has an end of its own.
    """

    text: str
    plain: bool
    location: Location
    parted: bool = False
    end: Mark | None = None

    @property
    def is_null(self) -> bool:
        """Whether the user left the value out."""
        return self.plain and self.text in _NULL


@dataclass(slots=True)
class Sequence:
    """A list; ``flow`` where written in brackets, which then ``end`` it."""

    location: Location
    items: list[Node] = field(default_factory=list)
    flow: bool = False
    end: Mark | None = None


@dataclass(slots=True)
class Mapping:
    """Keys and values in the order of the file; ``flow`` where written in braces, ``first`` each key where it first stands."""

    location: Location
    flow: bool = False
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    first: dict[str, Scalar] = field(default_factory=dict)
    end: Mark | None = None


Node = Scalar | Sequence | Mapping

_NO_KEY = Scalar("", plain=False, location=Location(""))
"""Stands for a key that is no text; it is told once, and its value is left out."""


def read_yaml(content: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The document in ``content``; None with at least one problem where it holds none that can be used."""
    start = Location(file, 1, 1)
    if len(content) > MOST_BYTES:
        told = m("the file is larger than {most} MB", most=MOST_BYTES // 10**6)
        return None, [invalid("too-large", start, told, m("give the file that was meant"))]
    text, problem = _decoded(content, file)
    if problem is not None:
        return None, [problem]
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if not builder.take(event):
                break
    except yaml.YAMLError as error:
        mark: Any = getattr(error, "problem_mark", None)
        if mark and getattr(error, "problem", None) == _PARSER_TOO_DEEP:
            # PyYAML looks 1,024 signs ahead for a colon and from 6.0.4 on stops at 1,000 brackets: with so many on one line
            # it is there before our own limit is asked.  What stands before that place is deep enough for ours.
            return read_yaml(text[: mark.index].encode(), file)
        builder.problems.append(_syntax_problem(error, file))
        return None, builder.problems
    if builder.root is None and not builder.problems:
        builder.problems.append(invalid("empty-file", start, m("the file is empty"), m("fill it in as cccc init shows")))
    return (None if builder.refused else builder.root), builder.problems


def comments(content: bytes, file: str) -> list[tuple[Scalar, bool]]:
    """Every comment in ``content`` as its text, and whether it has a line of its own; none where it is no YAML."""
    text, problem = _decoded(content, file)
    if problem is not None:
        return []
    try:
        texts = [token for token in yaml.scan(text, Loader=_Loader) if isinstance(token, yaml.ScalarToken)]
    except yaml.YAMLError:
        return []
    spans = [((t.start_mark.line, t.start_mark.column), (t.end_mark.line, t.end_mark.column)) for t in texts]
    found = []
    for number, line in enumerate(_BREAK.split(text)):
        for match in _COMMENT.finditer(line):
            at = (number, match.start(1))
            if not any(start <= at < end for start, end in spans):
                words = Scalar(match[1][1:].strip(), plain=True, location=Location(file, number + 1, match.start(1) + 1))
                found.append((words, not line[: match.start(1)].strip()))
                break
    return found


class _PlainLoader(_Loader):  # type: ignore[misc,valid-type]  # in C where libyaml is there
    """Knows whole numbers and null alone: what cccc has written holds no dates, truth values or fractions."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


_PlainLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))
_PlainLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"null$"), ["n"])


def read_plain(content: bytes, file: str) -> tuple[Any, list[Problem]]:
    """The data in ``content``, of any size, without the places in it: for what cccc itself has written."""
    text, problem = _decoded(content, file)
    if problem is not None:
        return None, [problem]
    try:
        return yaml.load(text, Loader=_PlainLoader), []  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        return None, [_syntax_problem(error, file)]
    except (ValueError, TypeError, RecursionError):
        return None, [invalid("yaml-syntax", Location(file, 1, 1), m("this is not valid YAML"))]


def _decoded(content: bytes, file: str) -> tuple[str, Problem | None]:
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        place = Location(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        return "", invalid("not-utf8", place, m("the file is not UTF-8 text"), m("save it as UTF-8"))


def _syntax_problem(error: yaml.YAMLError, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file, 1, 1)
    return invalid(
        "yaml-syntax",
        place,
        m("this is not valid YAML"),
        m("check the indentation (spaces, no tabs), the colon and the quotes here and in the line before"),
    )


def _parted(value: Node, rest: Scalar, nothing: Node) -> Scalar | None:
    """``value`` and ``rest`` as one text, where ``rest`` is a key only because a comma stands before it."""
    if not (isinstance(value, Scalar) and value.plain and rest.plain and isinstance(nothing, Scalar)):
        return None
    figure = _WHOLE.fullmatch(value.text) and _DECIMALS.fullmatch(rest.text)
    if not (nothing.plain and not nothing.text) or not (figure or _IS_TEXT.search(rest.text)):
        return None
    touches = (value.location.column or 0) + len(value.text) + 1 == rest.location.column
    return replace(value, text=f"{value.text},{'' if touches else ' '}{rest.text}", parted=True, end=rest.end)


def _end(event: yaml.Event) -> Mark:
    mark: Any = event.end_mark
    return (mark.line + 1, mark.column + 1)


def _height(node: Node) -> int:
    """How deep the values below ``node`` are nested."""
    if isinstance(node, Scalar):
        return 0
    below = node.items if isinstance(node, Sequence) else [value for _, value in node.entries]
    return 1 + max(map(_height, below), default=0)


def _comma_problem(key: Scalar, value: Scalar) -> Problem:
    fix = m('write {key}: "{value}", in quotes', key=key.text, value=value.text)
    if _FIGURE.fullmatch(value.text):
        told = m("inside braces the comma of {value} ends the value", value=value.text)
        return Problem("invalid", value.location, told, "unquoted-comma", fix)
    told = m("inside braces a comma ends a text; it was read whole")
    return Problem("invalid", value.location, told, "unquoted-comma", fix, "warning")


class _Builder:
    """Takes events one by one; ``root`` is the tree, ``refused`` tells that it must not be used."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.refused = False
        self._open: list[tuple[Sequence | Mapping, Scalar | None, int]] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._pending: list[str | None] = []
        self._nodes = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> bool:
        """Add one event; False when reading should stop."""
        mark: Any = event.start_mark  # PyYAML's types admit None, its parsers never give it
        place = Location(self.file, mark.line + 1, mark.column + 1)
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    return self._refuse(
                        "several-documents", place, m("a second YAML document starts here; move it to a file of its own")
                    )
            case yaml.AliasEvent():
                return self._take_alias(str(event.anchor), place)
            case yaml.ScalarEvent():
                text = unicodedata.normalize("NFC", event.value)
                self._check_tag(event.tag, place)
                return self._add(Scalar(text, not event.style, place, end=_end(event)), event.anchor)
            case yaml.SequenceStartEvent():
                self._check_tag(event.tag, place)
                return self._push(Sequence(place, flow=bool(event.flow_style)), event.anchor)
            case yaml.MappingStartEvent():
                self._check_tag(event.tag, place)
                return self._push(Mapping(place, flow=bool(event.flow_style)), event.anchor)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._pop(_end(event))
            case _:
                pass
        return True

    def _push(self, node: Sequence | Mapping, anchor: str | None) -> bool:
        if len(self._open) >= MOST_DEPTH:
            return self._refuse_depth(node.location)
        self._pending.append(anchor)
        self._open.append((node, None, self._nodes))
        return True

    def _pop(self, end: Mark) -> None:
        node, _, nodes_before = self._open.pop()
        anchor = self._pending.pop()
        node.end = end if node.flow else None
        if isinstance(node, Mapping) and node.flow:
            self._mend_commas(node)
        self._add(node, None)
        if anchor:
            self._anchors[anchor] = (node, self._nodes - nodes_before)

    def _add(self, node: Node, anchor: str | None) -> bool:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            return self._refuse(
                "too-large",
                node.location,
                m("the file holds more than {most} values; give the file that was meant", most=MOST_NODES),
            )
        if anchor:
            self._anchors[anchor] = (node, 1)
        if not self._open:
            self.root = node
            return True
        parent, key, before = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif key is None:
            self._open[-1] = (parent, self._as_key(node, parent), before)
        else:
            if key is not _NO_KEY:
                parent.entries.append((key, node))
            self._open[-1] = (parent, None, before)
        return True

    def _as_key(self, node: Node, parent: Mapping) -> Scalar:
        if not isinstance(node, Scalar):
            self.problems.append(invalid("key-not-text", node.location, m("a key must be a plain text"), m("put it in quotes")))
            return _NO_KEY
        first = parent.first.setdefault(node.text, node)
        if first is not node:
            told = m("the key {key} stands twice; the first is at {place}", key=node.text, place=first.location)
            self.problems.append(invalid("duplicate-key", node.location, told, m("keep one of them")))
        return node

    def _take_alias(self, name: str, place: Location) -> bool:
        known = self._anchors.get(name)
        if known is None:  # also an alias inside its own anchor
            told = m("the alias *{name} refers to nothing before it; put a text that starts with * in quotes", name=name)
            return self._refuse("alias", place, told)
        node, size = known
        if len(self._open) + _height(node) > MOST_DEPTH:
            return self._refuse_depth(place)
        self._nodes += size
        if self._nodes > MOST_NODES:
            return self._refuse(
                "alias", place, m("the alias *{name} makes the file grow too large; write the values out", name=name)
            )
        return self._add(node, None)

    def _check_tag(self, tag: str | None, place: Location) -> None:
        if tag is not None and tag != "!":
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            told = m("the tag {tag} is not used in these files", tag=shown)
            fix = m("remove it, or put a text that starts with ! in quotes")
            self.problems.append(invalid("tag", place, told, fix))

    def _mend_commas(self, node: Mapping) -> None:
        """Join what a comma inside braces has parted, and tell it.

        ``{at_least: 97,5%}`` is YAML for at_least: 97 and an empty key ``5%``: an error by the contract.  ``{text: A, b c}`` is
        a text A and an empty key ``b c``: no key of ours is like that, so the text is meant whole, with a warning.
        """
        mended: list[tuple[Scalar, Node]] = []
        for key, value in node.entries:
            if mended and (whole := _parted(mended[-1][1], key, value)) is not None:
                mended[-1] = (mended[-1][0], whole)
            else:
                mended.append((key, value))
        for key, value in mended:
            if isinstance(value, Scalar) and value.parted:
                self.problems.append(_comma_problem(key, value))
        node.entries = mended

    def _refuse_depth(self, place: Location) -> bool:
        return self._refuse(
            "too-deep", place, m("the values are nested more than {most} deep; check the brackets", most=MOST_DEPTH)
        )

    def _refuse(self, rule: str, place: Location, message: Message) -> bool:
        self.problems.append(invalid(rule, place, message))
        self.refused = True
        return False
