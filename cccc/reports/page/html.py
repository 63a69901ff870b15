"""Tables -> one page of HTML that needs nothing beside itself: on a screen, on a telephone, on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from cccc.messages import _
from cccc.model.evaluations import FindingKind, Status
from cccc.reports.tables import is_figure, is_printed, worded
from cccc.vietnamese import fixed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cccc.reports.tables import Cell, ReportColumn, ReportTable

_HERE = Path(__file__).parent
_WIDE = 40
"""Characters from which a column is printed smaller: sources and places."""
_SORTED = 8
"""Decimals of the value by which a figure is sorted."""


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A part of the page: its heading and its markup; a ``folded`` one is opened by who wants it."""

    name: str
    title: str
    markup: str
    folded: bool = False


def page(title: str, under: Iterable[str], blocks: Sequence[PageBlock], foot: Iterable[str]) -> bytes:
    """The whole page; ``under`` are the lines below its title, ``foot`` those at its end."""
    style, script = (_HERE.joinpath(name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    links = "".join(f'<a href="#{block.name}">{escape(block.title)}</a>' for block in blocks)
    body = "\n".join(map(_section, blocks))
    content = (
        '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<header>\n"
        f"<h1>{escape(title)}</h1>\n{_paragraphs(under)}\n</header>\n"
        f'<nav aria-label="{escape(_("Parts of the page"))}">{links}</nav>\n<main>\n{body}\n</main>\n'
        f"<footer>\n{_paragraphs(foot)}\n</footer>\n<script>{script}</script>\n</body>\n</html>\n"
    )
    return content.encode()


def _policy(style: str, script: str) -> str:
    """Nothing is loaded, and of scripts only the page's own runs."""
    hashes = [f"'sha256-{_base64(sha256(text.encode()).digest())}'" for text in (style, script)]
    return f"default-src 'none'; style-src {hashes[0]}; script-src {hashes[1]}"


def _base64(content: bytes) -> str:
    from base64 import b64encode

    return b64encode(content).decode()


def _paragraphs(lines: Iterable[str]) -> str:
    return "\n".join(f"<p>{escape(line)}</p>" for line in lines)


def _section(block: PageBlock) -> str:
    head = f'<section id="{block.name}" aria-label="{escape(block.title)}">'
    if block.folded:
        return f"{head}<details><summary>{escape(block.title)}</summary>{block.markup}</details></section>"
    return f"{head}<h2>{escape(block.title)}</h2>{block.markup}</section>"


# --- tables ----------------------------------------------------------------------------------------------------------


def table(
    made: ReportTable, *, groups: Sequence[str] = (), statuses: Sequence[Status] = (), left_out: Sequence[int] = ()
) -> str:
    """The table with its tools, of which those for ``groups`` and ``statuses`` are there where some are given."""
    wanted = [at for at in range(len(made.columns)) if at not in left_out]
    right = {at for at in wanted if made.rows and all(row[at] is None or is_figure(row[at]) for row in made.rows)}
    head = "".join(
        f'<th scope="col"{_of("figure" if at in right else "")}>{escape(made.columns[at].heading)}</th>' for at in wanted
    )
    group_at = next((at for at in wanted for row in made.rows[:1] if row[at] in groups), None)
    rows = "\n".join(_row(made, row, wanted, right, group_at) for row in made.rows)
    caption = f"<caption>{escape(made.note)}</caption>" if made.note else ""
    return (
        f"{tools(made.name, groups, statuses)}"
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(made.title)}">'
        f'<table id="table-{made.name}" class="sorts">{caption}<thead><tr>{head}</tr></thead>'
        f"<tbody>\n{rows}\n</tbody></table></div>"
    )


def tools(name: str, groups: Sequence[str], statuses: Sequence[Status]) -> str:
    """What filters the rows of a table; hidden until a script can do it."""
    group = _choice(_("All groups"), [(one, one) for one in groups]) if len(groups) > 1 else ""
    status = _choice(_("All statuses"), [(one.value, worded(one)) for one in statuses]) if statuses else ""
    words = escape(_("Filter: part of a name"))
    return (
        f'<div class="tools" data-of="table-{name}" hidden><input type="search" aria-label="{words}" placeholder="{words}">'
        f'{group}{status}<output aria-live="polite"></output></div>'
    )


def _choice(whole: str, options: Iterable[tuple[str, str]]) -> str:
    listed = "".join(f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in options)
    return f'<select aria-label="{escape(whole)}"><option value="">{escape(whole)}</option>{listed}</select>'


def _row(made: ReportTable, row: Sequence[Cell], wanted: Sequence[int], right: set[int], group_at: int | None) -> str:
    group = f' data-group="{escape(worded(row[group_at]))}"' if group_at is not None else ""
    first = wanted[0]
    cells = "".join(_cell(row[at], made.columns[at], figure=at in right, head=at == first) for at in wanted)
    return f"<tr{group}>{cells}</tr>"


def _cell(content: Cell, column: ReportColumn, *, figure: bool, head: bool) -> str:
    """One cell; the value by which it is sorted goes with it."""
    kind = _of("figure" if figure else "source" if column.width >= _WIDE else "")
    text = escape(worded(content, column.decimals))
    if isinstance(content, Status | FindingKind):
        text = f'<span class="is">{text}</span>'
        kind += f' data-is="{content.value}"'
    elif isinstance(content, Fraction):
        kind += f' data-value="{fixed(content, _SORTED)}"'
    elif isinstance(content, date):
        kind += f' data-value="{content.toordinal()}"'
    elif isinstance(content, str) and is_printed(content):
        kind += f' data-value="{content.removesuffix("%").replace(",", ".")}"'
    return f'<th scope="row"{kind}>{text}</th>' if head else f"<td{kind}>{text}</td>"


def _of(name: str) -> str:
    return f' class="{name}"' if name else ""


# --- other parts -----------------------------------------------------------------------------------------------------


def counts(numbers: Iterable[tuple[Status | FindingKind, int]]) -> str:
    """How many of each, large."""
    items = (f'<li data-is="{one.value}"><b>{number}</b>{escape(worded(one))}</li>' for one, number in numbers)
    return f'<ul class="counts">{"".join(items)}</ul>'


@dataclass(frozen=True, slots=True)
class Scale:
    """The lowest and the highest value that the lines of one column show: one scale, so that they can be compared."""

    low: Fraction
    high: Fraction

    def height(self, value: Fraction) -> str:
        """How far below the top the value stands."""
        return fixed(2 + 20 * (self.high - value) / ((self.high - self.low) or Fraction(1)), 1)


def trend(values: Sequence[Fraction | None], asked: Fraction | None, scale: Scale, told: str) -> str:
    """The values as a line, with what is asked as a dashed one; where a value is missing the line breaks."""
    step = Fraction(120, max(1, len(values) - 1))
    points = [None if value is None else (fixed(at * step, 1), scale.height(value)) for at, value in enumerate(values)]
    drawn = list(_runs(points))
    if not drawn:
        return ""
    lines = "".join(f'<polyline points="{" ".join(",".join(one) for one in run)}"/>' for run in drawn if len(run) > 1)
    x, y = drawn[-1][-1]
    bound = scale.height(asked) if asked is not None else None
    line = f'<line x1="0" x2="120" y1="{bound}" y2="{bound}"/>' if bound else ""
    return (
        f'<svg class="trend" viewBox="0 0 120 24" role="img" aria-label="{escape(told)}"><title>{escape(told)}</title>'
        f'{line}{lines}<circle cx="{x}" cy="{y}" r="2.2"/></svg>'
    )


def _runs(points: Iterable[tuple[str, str] | None]) -> Iterator[list[tuple[str, str]]]:
    run: list[tuple[str, str]] = []
    for point in points:
        if point is not None:
            run.append(point)
        elif run:
            yield run
            run = []
    if run:
        yield run
