"""What a letter was drafted from <-> the custom properties that it carries, which stay when people edit and save it.

The marks in the text tell what still stands; these tell what stood in the draft, so that what was struck can be named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from cccc.documents.write.markup import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cccc.documents.package import Package
    from cccc.model.paper import Paper

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"

_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_NUMBER = 2  # 0 and 1 are Word's own
_KEYS_A_PROPERTY = 7  # Word keeps 255 characters of a value
_TEMPLATE, _PERIOD, _FINDINGS, _WORDS = "cccc.template", "cccc.period", "cccc.findings", "cccc.words"


@dataclass(frozen=True, slots=True)
class Draft:
    """The template and period (a label) of a draft, the keys of its findings in their order, the digest of its text."""

    template: str
    period: str
    findings: tuple[str, ...] = ()
    words: str | None = field(default=None, compare=False)


def draft_properties(paper: Paper, words: str) -> str:
    """The custom properties part of the letter that ``paper`` becomes, ``words`` the digest of its text."""
    named = [(_TEMPLATE, paper.template), (_PERIOD, paper.period), (_WORDS, words), *_in_lots(paper.findings)]
    content = "".join(_property(number, name, value) for number, (name, value) in enumerate(named, _FIRST_NUMBER))
    return f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}">{content}</Properties>'


def read_draft(package: Package) -> Draft | None:
    """What the letter in ``package`` was drafted from; None where it does not say."""
    part = package.attached(RELATION)
    root = None if part is None else package.tree(part)
    values = {} if root is None else {each.get("name", ""): "".join(map(str, each.itertext())) for each in root}
    if _TEMPLATE not in values or _PERIOD not in values:
        return None
    lots = sorted((int(match[1]), name) for name in values if (match := re.fullmatch(rf"{_FINDINGS}\.([0-9]{{1,6}})", name)))
    findings = tuple(key for _, name in lots for key in values[name].split())
    return Draft(values[_TEMPLATE], values[_PERIOD], findings, values.get(_WORDS))


def _in_lots(keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for number, start in enumerate(range(0, len(keys), _KEYS_A_PROPERTY), 1):
        yield f"{_FINDINGS}.{number}", " ".join(keys[start : start + _KEYS_A_PROPERTY])


def _property(number: int, name: str, value: str) -> str:
    text = f"<vt:lpwstr>{escape(plain(value))}</vt:lpwstr>"
    return f'<property fmtid="{_FORMAT}" pid="{number}" name="{name}">{text}</property>'
