"""A letter's template: its text, its place in messages, and what it reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.messages import Message, m
from cccc.problems import Location, Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

_READS_PLANS = re.compile(r"^reads:\s*plans\s*$", re.MULTILINE)
_EXTENDS = re.compile(r"""\{%-?\s*extends\s+["']([^"']+)["']""")


@dataclass(frozen=True, slots=True)
class Template:
    """A template's name, where it lies (as messages name it), and its text."""

    name: str
    file: str
    text: str

    def line_of(self, start: str) -> int:
        """The line that begins with, else holds, as much of ``start`` as any does, 4 letters at least; else 1."""
        lines = self.text.splitlines()
        for length in range(len(start), 3, -1):
            opening = start[:length]
            at = next((at for at, line in enumerate(lines, 1) if line.strip().startswith(opening)), None)
            at = at or next((at for at, line in enumerate(lines, 1) if opening in line), None)
            if at:
                return at
        return 1

    def reads_plans(self, others: Mapping[str, Template]) -> bool:
        """Whether it, or the one of ``others`` that it extends, reads plans and no evaluation."""
        seen, text = set[str](), self.text
        while _READS_PLANS.search(text) is None:
            extended = _EXTENDS.search(text)
            if extended is None or extended[1] in seen or extended[1] not in others:
                return False
            seen.add(extended[1])
            text = others[extended[1]].text
        return True


def unusable(file: str, line: int | None, detail: Message) -> Problem:
    """That the template ``file`` makes no paper."""
    return invalid("template", Location(file, line or 1, 1), m("the template cannot be used: {detail}", detail=detail))
