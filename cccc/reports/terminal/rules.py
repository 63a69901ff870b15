"""What is known of a code or a rule -> text for a person, and Markdown."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from cccc.messages import _, m
from cccc.rulebook import COMMAND_LINE, Chapter, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


WIDTH = 80
_NAME = 30
_INDENT = "    "


def help_text(entry: Entry) -> str:
    """What the entry means, what to do, an example and where the rule comes from."""
    parts = [_plain(f"{entry.about}"), _plain(f"→ {entry.remedy}")]
    if entry.example.wrong:
        parts += [_titled(_wrong_title(entry), entry.example.wrong, entry), _titled(_("Right:"), entry.example.right, entry)]
    return "\n\n".join([*parts, str(m("From: {source}", source=entry.source))])


def help_markdown(entry: Entry) -> str:
    """The same as Markdown."""
    parts = [str(entry.about), f"**→** {entry.remedy}"]
    if entry.example.wrong:
        language = "sh" if entry.example.file == COMMAND_LINE else "yaml" if entry.example.file.endswith(".yaml") else "text"
        for title, example in ((_wrong_title(entry), entry.example.wrong), (_("Right:"), entry.example.right)):
            parts.append(f"{title}\n\n```{language}\n{example.rstrip()}\n```")
    return "\n\n".join([*parts, str(m("From: {source}", source=entry.source))])


def rules_text(entries: Sequence[Entry], whole: bool) -> str:
    """The entries, each ``whole`` or all as a list."""
    return "\n\n".join(map(explained, entries)) + "\n" if whole else "\n".join(listing(entries)) + "\n"


def explained(entry: Entry) -> str:
    """The whole entry, under its name."""
    severity = _("error") if entry.severity == "error" else _("warning")
    head = f"{severity}[{entry.name}]"
    if not entry.is_code:
        head = f"{head}  {_('(a rule of the code invalid)')}"
    return "\n".join([head, "", *_wrapped(help_text(entry))])


def _wrapped(text: str) -> list[str]:
    """Sentences on lines that a terminal has room for; an example stays as it is written."""
    told: list[str] = []
    for line in text.split("\n"):
        told += [line] if line.startswith(_INDENT) or not line else wrap(line, WIDTH, break_on_hyphens=False)
    return told


def listing(entries: Iterable[Entry]) -> list[str]:
    """Every name with what it means in a line, chapter by chapter."""
    told: list[str] = []
    chapter: Chapter | None = None
    for entry in entries:
        if entry.chapter is not chapter:
            chapter = entry.chapter
            told += [*([""] if told else []), chapter_name(chapter)]
        first = _plain(str(entry.about)).partition(". ")[0].rstrip(".")
        told += wrap(first, WIDTH, initial_indent=f"  {entry.name:<{_NAME}} ", subsequent_indent=" " * (_NAME + 3))
    return told


def chapter_name(chapter: Chapter) -> str:
    """The heading of a chapter."""
    return {
        Chapter.ERRORS: _("Errors of exports and targets"),
        Chapter.WARNINGS: _("Warnings of exports"),
        Chapter.YAML: _("Rules: how a file is written"),
        Chapter.VALUES: _("Rules: single values"),
        Chapter.REFERENCES: _("Rules: what one declaration says of another"),
        Chapter.DOUBTS: _("Rules: what cccc check asks, and stops nothing"),
        Chapter.COMMANDS: _("Rules: commands, letters, the ledger"),
    }[chapter]


def _wrong_title(entry: Entry) -> str:
    if entry.example.file in ("", COMMAND_LINE):
        return _("Wrong:")
    return str(m("Wrong, in {file}:", file=entry.example.file))


def _titled(title: str, example: str, entry: Entry) -> str:
    prompt = "$ " if entry.example.file == COMMAND_LINE else ""
    shown = example.rstrip("\n").split("\n") if example.strip() else [_("(nothing)")]
    return "\n".join([title, *(f"{_INDENT}{prompt}{line}" for line in shown)])


def _plain(text: str) -> str:
    """Without the marks of Markdown."""
    return text.replace("`", "")
