"""The nouns of an evaluation -> the words by which every report tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.messages import _, m
from cccc.model import Operator, Status, Threshold, Window
from cccc.periods import short_date
from cccc.vietnamese import decimal, percent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from cccc.messages import Message
    from cccc.model import Condition, Indicator, Source

EXACT = 6
"""Decimals of a figure that is told exactly; an ellipsis says that it goes on."""

SIGNS = {
    Operator.AT_LEAST: ("≥", "<"),
    Operator.MORE_THAN: (">", "≤"),
    Operator.AT_MOST: ("≤", ">"),
    Operator.LESS_THAN: ("<", "≥"),
    Operator.EXACTLY: ("=", "≠"),
}
"""How a value that satisfies a threshold stands to it, and one that does not."""


def status_name(status: Status) -> str:
    """The name of a status."""
    return {
        Status.MET: _("met"),
        Status.MISSED: _("missed"),
        Status.NOTHING_AROSE: _("nothing arose"),
        Status.NOT_REPORTED: _("no figures"),
        Status.NO_TARGET: _("no target"),
    }[status]


def window_name(window: Window) -> str:
    """The name of a window."""
    return _("in the period") if window is Window.PERIOD else _("to date")


def figure(value: Fraction, indicator: Indicator | None, decimals: int = EXACT) -> str:
    """A value of the indicator: a percentage of a ratio, else a plain number."""
    return percent(value, decimals) if indicator is None or indicator.type == "ratio" else decimal(value, decimals)


def written_out(value: Fraction, indicator: Indicator) -> str:
    """The value digit by digit, never rounded: 28,297119…%."""
    scaled = abs(value) * 10**EXACT
    cut = scaled.numerator // scaled.denominator
    whole, part = divmod(cut, 10**EXACT)
    more = "…" if scaled.denominator > 1 else ""
    digits = f"{part:0{EXACT}}" if more else f"{part:0{EXACT}}".rstrip("0")
    return f"{'-' if value < 0 else ''}{whole}{',' if digits else ''}{digits}{more}{'%' if indicator.type == 'ratio' else ''}"


def threshold(held: Threshold, indicator: Indicator | None) -> str:
    """A threshold in words: "từ 30% trở lên"."""
    value = figure(held.value, indicator)
    return str(
        {
            Operator.AT_LEAST: m("at least {value}", value=value),
            Operator.MORE_THAN: m("more than {value}", value=value),
            Operator.AT_MOST: m("at most {value}", value=value),
            Operator.LESS_THAN: m("less than {value}", value=value),
            Operator.EXACTLY: m("exactly {value}", value=value),
        }[held.operator]
    )


def condition(wanted: Condition, indicator: Indicator | None) -> str:
    """A condition in words: any of these."""
    statuses = [status_name(status) for status in Status if status in wanted.statuses]
    return _(" or ").join([*statuses, *(threshold(held, indicator) for held in wanted.thresholds)])


def points(change: Fraction) -> Message:
    """A change in percentage points, with its sign."""
    return m("{sign}{points} points", sign="+" if change >= 0 else "−", points=decimal(abs(change)))


def place(source: Source) -> str:
    """A source as it can be typed: file [sheet!C27, D27]; of a signed rating its line, and who signed it when."""
    if source.signed is not None:
        return f"{source.location} ({source.signed.by}, {short_date(source.signed.on)}: {source.signed.evidence})"
    return f"{source.file} [{source.sheet}!{', '.join(source.cells)}]"


def places(sources: Iterable[Source]) -> str:
    """Several sources in one cell of a table."""
    return "; ".join(map(place, sources))
