"""Turns one cell into a count, a printed rate or a rating, by the grammar of the contract."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from cccc.messages import Message, m
from cccc.vietnamese import fold

if TYPE_CHECKING:
    from cccc.exports.grid import Cell
    from cccc.model import Indicator

LARGEST = 10**15
"""Excel itself keeps no more than fifteen digits."""

_NOT_GIVEN = re.compile(r"[-_]*")
_GROUPS = re.compile(r"-?[1-9][0-9]{0,2}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*")
_PLAIN = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
_BOTH = re.compile(r"-?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+,|(?:,[0-9]{3})+\.)[0-9]+")
_NO_RATE = re.compile(r"x|n/?a|nan ?%?|#n/a|#div/0!|[-_]*%?", re.IGNORECASE)
_RATE = re.compile(r"([0-9]+(?:[.,][0-9]+)?) ?(%?)")
_NOISE = Fraction(1, 10**9)
"""What binary arithmetic leaves behind a whole number."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value."""

    code: str
    message: Message


@dataclass(frozen=True, slots=True)
class Printed:
    """A rate as it stands in its cell; where ``bare``, nothing in the cell tells percents (97.67) from parts (0.9767)."""

    value: Fraction
    margin: Fraction
    bare: bool

    def as_parts(self) -> Printed:
        """In percent, read as a part of one."""
        return replace(self, value=self.value * 100, margin=self.margin * 100)


def count(cell: Cell, *, whole: bool = True) -> Fraction | Fault | None:
    """A count (with ``whole`` false: any number not below zero); None where it is not given."""
    if _NOT_GIVEN.fullmatch(cell.text):
        return None
    value = _number(cell)
    if value is None or abs(value) >= LARGEST:
        return _not_a_number(cell)
    if value < 0:
        return Fault("negative-count", m("{text} is below zero, and a count never is; correct the cell", text=cell.text))
    if not whole:
        return value
    if abs(value - round(value)) > _NOISE:
        return Fault(
            "fractional-count", m("{text} is not a whole number, as a count must be; correct the cell", text=cell.text)
        )
    return Fraction(round(value))


def rate(cell: Cell) -> Printed | Fault | None:
    """A printed rate; None where there is none, as for a denominator of zero."""
    if _NO_RATE.fullmatch(cell.text):
        return None
    printed = _typed_rate(cell.text) if isinstance(cell.value, str) else _stored_rate(cell)
    if printed is None or not 0 <= printed.value < LARGEST:
        return _not_a_number(cell)
    return printed


def rating(cell: Cell, indicator: Indicator) -> str | Fault | None:
    """The rating, worded as in the indicator's lists; None where it is blank."""
    key = fold(cell.text)
    for word in (*indicator.met, *indicator.missed):
        if fold(word) == key:
            return word
    if _NOT_GIVEN.fullmatch(key):
        return None
    return Fault(
        "unknown-rating",
        m(
            "{text} is no rating of {indicator}; write one of {words}, or add it to the indicator's ratings",
            text=f"“{cell.text}”",
            indicator=f"“{indicator.name}”",
            words=(*indicator.met, *indicator.missed),
        ),
    )


def looks_like_number(cell: Cell) -> bool:
    """Whether the cell holds a figure of any kind, right or wrong."""
    if cell.number is not None or cell.stale:
        return True
    return isinstance(cell.value, str) and any(form.fullmatch(cell.text) for form in (_GROUPS, _PLAIN, _BOTH, _RATE))


def _number(cell: Cell) -> Fraction | None:
    """The number in a cell, typed or stored; a cell shown as a percentage holds none but zero."""
    if isinstance(cell.value, str):
        return _typed_number(cell.text)
    value = _exact(cell)
    return None if value and _is_percent(cell.number_format) else value


def _typed_number(text: str) -> Fraction | None:
    if _GROUPS.fullmatch(text):
        return Fraction(re.sub(r"[., ]", "", text))
    if _PLAIN.fullmatch(text):
        return Fraction(text.replace(",", "."))
    if _BOTH.fullmatch(text):
        head, tail = re.split(r"[.,](?=[0-9]+$)", text)
        return Fraction(re.sub(r"[.,]", "", head) + "." + tail)
    return None


def _typed_rate(text: str) -> Printed | None:
    match = _RATE.fullmatch(text)
    if match is None:
        return None
    number = Decimal(match[1].replace(",", "."))
    return Printed(Fraction(number), _half_digit(_decimals(number)), bare=not match[2])


def _stored_rate(cell: Cell) -> Printed | None:
    value = _exact(cell)
    if value is None:
        return None
    decimals = max(_decimals(Decimal(repr(cell.number)).normalize()), _shown_decimals(cell.number_format))
    if not _is_percent(cell.number_format):
        return Printed(value, _half_digit(decimals), bare=not _says_percent(cell.number_format))
    stored = _decimals((Decimal(repr(cell.number)) * 100).normalize())
    return Printed(value * 100, _half_digit(max(stored, _shown_decimals(cell.number_format))), bare=False)


def _exact(cell: Cell) -> Fraction | None:
    """The stored number as it was typed, not as its binary form (0.1, not 0.1000000000000000055)."""
    number = None if cell.number is None else Decimal(repr(cell.number))
    return Fraction(number) if number is not None and number.is_finite() and abs(number) < LARGEST else None


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _half_digit(decimals: int) -> Fraction:
    return Fraction(1, 2 * 10**decimals)


def _bare_format(number_format: str) -> str:
    """The first section of a number format without its literal texts, colours and conditions."""
    return re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", number_format).split(";")[0]


def _is_percent(number_format: str) -> bool:
    return "%" in _bare_format(number_format)


def _says_percent(number_format: str) -> bool:
    """Whether the sign is only shown behind the number, as in ``0.00"%"``."""
    return "%" in number_format


def _shown_decimals(number_format: str) -> int:
    match = re.search(r"\.([0#?]+)", _bare_format(number_format))
    return len(match[1]) if match else 0


def _not_a_number(cell: Cell) -> Fault:
    return Fault(
        "not-a-number",
        m(
            "{text} stands where a number must be; correct the cell, or leave it blank where nothing is known",
            text=f"“{cell.text}”",
        ),
    )
