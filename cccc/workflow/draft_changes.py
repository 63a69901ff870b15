"""A paper as it would be drafted now, and a letter drafted before -> what changed, as lines of text."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from cccc.documents.word.paragraphs import lines_of
from cccc.documents.write.letter import letter
from cccc.messages import _
from cccc.problems import has_error
from cccc.workflow.drafts import base_document
from cccc.workflow.files import read_files

if TYPE_CHECKING:
    from pathlib import Path

    from cccc.declarations.workspace import Workspace
    from cccc.model.paper import Paper
    from cccc.problems import Problem


def compared(space: Workspace, paper: Paper, old: Path) -> tuple[list[str], list[Problem]]:
    """The paragraphs and rows of ``old`` that ``paper`` has not, and those that it has; no line where nothing changed."""
    base, problems = base_document(space)
    contents, unread = read_files([old])
    if has_error(problems) or unread:
        return [], [*problems, *unread]
    [(name, was)] = contents
    before, problems = lines_of(was, name)
    after, _problems = lines_of(letter(paper, base), name)
    made = unified_diff(before, after, fromfile=name, tofile=_("as drafted now"), n=1, lineterm="")
    return list(made), problems
