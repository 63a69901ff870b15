"""Turns one cell into a count, a printed rate or a rating, and settles what the bare rates of a column mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from cccc.messages import Message, m
from cccc.vietnamese import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cccc.exports.grid import Cell
    from cccc.model.targets import Indicator

LARGEST = 10**15
"""Excel itself keeps no more than fifteen digits."""

_NOT_GIVEN = re.compile(r"[-_]*")
_GROUPS = re.compile(r"-?[1-9][0-9]{0,2}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*")
_PLAIN = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
_BOTH = re.compile(r"-?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+,|(?:,[0-9]{3})+\.)[0-9]+")
_NO_RATE = re.compile(r"x|n/?a|nan ?%?|#n/a|#div/0!|[-_]*%?", re.IGNORECASE)
_RATE = re.compile(r"([0-9]+(?:[.,][0-9]+)?(?:e-[0-9]{1,2})?) ?(%?)", re.IGNORECASE)  # 9.95E-05 is how Excel shows it
_NEGATIVE = re.compile(r"-[0-9.,]+ ?%?")
_LONG = re.compile(r"-?[0-9][0-9., ]{14,}%?|-?[0-9.]+e\+?[0-9]+")
_SHOWN = 40
"""Characters of a wrong value that a message repeats."""
NOISE = Fraction(1, 10**9)
"""What binary arithmetic leaves behind a whole number, and in a rate in percent."""
PERCENT = 100


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
        return Printed(self.value * 100, self.margin * 100, self.bare)


def count(cell: Cell, *, whole: bool = True, comma: bool | None = None) -> Fraction | Fault | None:
    """A count (with ``whole`` false: any number not below zero); None where it is not given.

    ``comma`` tells what the column writes before decimals where that is known: a comma, or a point.
    """
    if cell.value is None:
        return None
    typed, number = isinstance(cell.value, str), cell.number
    if isinstance(cell.value, str):
        value = _typed_number(cell.value, None if whole else comma)
        if value is None and _NOT_GIVEN.fullmatch(cell.text):
            return None
    else:
        value = None if number is None else _exact(number)
    if value is None or (not typed and value.numerator and _is_percent(cell.number_format)):
        return _not_a_number(cell.text)
    if value.numerator >= 0 and (value.denominator == 1 or not whole):
        return value
    return _no_count(value, cell.text, typed=typed)


def _no_count(value: Fraction, text: str, *, typed: bool) -> Fraction | Fault:
    """What a number below zero or with decimals is that stands for a count; binary noise is taken off."""
    if value < 0:
        return Fault("negative-count", m("{text} is below zero, and a count never is; correct the cell", text=text))
    if abs(value - round(value)) <= NOISE:
        return Fraction(round(value))
    if not typed and value * 1000 == round(value * 1000):
        return Fault("fractional-count", _misread(text, round(value * 1000)))
    return Fault("fractional-count", m("{text} is not a whole number, as a count must be; correct the cell", text=text))


def _misread(text: str, thousandfold: int) -> Message:
    """A file in which points group thousands, opened where points stand before decimals, keeps 12.345 for 12345."""
    return m(
        "{text} is not a whole number, as a count must be; where 12.345 was meant as 12345, it may be {meant}: "
        "export the file again, and do not save it from a program set to English",
        text=text,
        meant=str(thousandfold),
    )


def decimal_comma(cells: Iterable[Cell]) -> bool | None:
    """Whether a column of plain numbers writes a comma before decimals (else a point); None where it does not show."""
    marks = {mark for cell in cells if isinstance(cell.value, str) and (mark := _decimal_mark(clean(cell.value)))}
    return (marks == {","}) if len(marks) == 1 else None


def _decimal_mark(text: str) -> str | None:
    """The mark that can only stand before decimals: not before groups of three."""
    if _GROUPS.fullmatch(text) or not (_PLAIN.fullmatch(text) or _BOTH.fullmatch(text)):
        return None
    return next((mark for mark in reversed(text) if mark in ".,"), None)


def rate(cell: Cell) -> Printed | Fault | None:
    """A printed rate; None where there is none, as for a denominator of zero."""
    if isinstance(cell.value, str):
        return _typed_rate(cell.value)
    if cell.value is None:
        return None
    printed = _stored_rate(cell.number, cell.number_format) if cell.number is not None else None
    return _not_a_number(cell.text) if printed is None else printed


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


@lru_cache(maxsize=65536)
def _typed_number(raw: str, comma: bool | None) -> Fraction | None:
    """The number that a text is; None for another, and for one that is too large."""
    text = clean(raw)
    groups = _GROUPS.fullmatch(text)
    if groups and not (comma is not None and groups[1] == ("," if comma else ".") and _PLAIN.fullmatch(text)):
        value = Fraction(re.sub(r"[., ]", "", text))
    elif _PLAIN.fullmatch(text):
        value = Fraction(text.replace(",", "."))
    elif _BOTH.fullmatch(text):
        head, tail = re.split(r"[.,](?=[0-9]+$)", text)
        value = Fraction(re.sub(r"[.,]", "", head) + "." + tail)
    else:
        return None
    return value if abs(value) < LARGEST else None


@lru_cache(maxsize=65536)
def _typed_rate(raw: str) -> Printed | Fault | None:
    text = clean(raw)
    if _NO_RATE.fullmatch(text):
        return None
    match = _RATE.fullmatch(text)
    if match is None:
        return _not_a_number(text)
    number = Decimal(match[1].replace(",", "."))
    if number >= LARGEST:
        return _not_a_number(text)
    return Printed(Fraction(number), _half_digit(_decimals(number)), bare=not match[2])


@lru_cache(maxsize=65536)
def _stored_rate(number: float, number_format: str) -> Printed | None:
    value = _exact(number)
    if value is None or value < 0:
        return None
    decimals = max(_decimals(Decimal(repr(number)).normalize()), _shown_decimals(number_format))
    if not _is_percent(number_format):
        return Printed(value, _half_digit(decimals), bare=not _says_percent(number_format))
    stored = _decimals((Decimal(repr(number)) * 100).normalize())
    return Printed(value * 100, _half_digit(max(stored, _shown_decimals(number_format))), bare=False)


@lru_cache(maxsize=65536)
def _exact(number: float) -> Fraction | None:
    """The stored number as it was typed, not as its binary form (0.1, not 0.1000000000000000055)."""
    if isinstance(number, int):
        return Fraction(number) if abs(number) < LARGEST else None
    typed = Decimal(repr(number))
    return Fraction(typed) if typed.is_finite() and abs(typed) < LARGEST else None


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@lru_cache(maxsize=64)
def _half_digit(decimals: int) -> Fraction:
    return Fraction(1, 2 * 10**decimals)


def _bare_format(number_format: str) -> str:
    """The first section of a number format without its literal texts, colours and conditions."""
    return re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", number_format).split(";")[0]


@lru_cache(maxsize=1024)
def _is_percent(number_format: str) -> bool:
    return "%" in _bare_format(number_format)


def _says_percent(number_format: str) -> bool:
    """Whether the sign is only shown behind the number, as in ``0.00"%"``."""
    return "%" in number_format


@lru_cache(maxsize=1024)
def _shown_decimals(number_format: str) -> int:
    match = re.search(r"\.([0#?]+)", _bare_format(number_format))
    return len(match[1]) if match else 0


def _not_a_number(text: str) -> Fault:
    shown = f"“{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”"
    if _NEGATIVE.fullmatch(text):
        return Fault("not-a-number", m("{text} is below zero, and a rate never is; correct the cell", text=shown))
    if _LONG.fullmatch(text):
        return Fault("not-a-number", m("{text} is larger than any figure here can be; correct the cell", text=shown))
    return Fault(
        "not-a-number",
        m("{text} stands where a number must be; correct the cell, or leave it blank where nothing is known", text=shown),
    )


# --- a column of rates: 0.9767 and 97.67 may both be 97,67% -----------------------------------------------------------


def settle_rates(rates: Mapping[int, Printed], ratios: Mapping[int, Fraction]) -> tuple[dict[int, Printed], list[int]]:
    """The rates of a column in percent, by row, and the rows whose rate stays ambiguous.

    ``ratios`` are the counts' own ratios in percent, where a row has counts.  In the order of proof: the counts, a value
    above 1 or one marked as percent (percents), a value from 0.5 to below 1 (parts of one).
    """
    bare = {row: rate for row, rate in rates.items() if rate.bare and rate.value}
    if not bare:
        return dict(rates), []
    parts = _by_counts(bare, ratios)
    doubtful: list[int] = []
    if parts is None:
        told = any(rate.value and not rate.bare for rate in rates.values())
        parts, doubtful = _by_values(bare, ratios, told=told)
    if parts:
        # a number that is stored keeps no zeros at its end: 1 in a column of 0.9767 is 1.0000
        finest = min(rate.margin for rate in bare.values())
        rates = {row: replace(rate, margin=finest).as_parts() if row in bare else rate for row, rate in rates.items()}
    return {row: rate for row, rate in rates.items() if row not in doubtful}, doubtful


def agree(printed: Printed, ratio: Fraction) -> bool:
    """Whether a printed rate is ``ratio`` within its own rounding."""
    return _near(printed, ratio, 1)


def _near(printed: Printed, ratio: Fraction, times: int) -> bool:
    """Whether ``times`` a printed rate is ``ratio`` within its own rounding; in whole numbers, for every row asks it."""
    (above, below), (part, whole) = printed.value.as_integer_ratio(), ratio.as_integer_ratio()
    margin, parts = printed.margin.as_integer_ratio()
    distance = abs(times * above * whole - part * below)
    return distance * parts * NOISE.denominator <= (times * margin * NOISE.denominator + parts) * below * whole


def contradicts(value: Fraction, margin: Fraction, above: Fraction, below: Fraction) -> bool:
    """Whether a rate in percent is not ``above / below``, beyond ``margin``; in whole numbers, for every row asks it."""
    (part, pieces), (whole, wholes) = above.as_integer_ratio(), below.as_integer_ratio()
    part, whole = part * wholes, whole * pieces
    (rate, rates), (allowed, parts) = value.as_integer_ratio(), margin.as_integer_ratio()
    distance = abs(rate * whole - 100 * part * rates)
    return distance * parts * NOISE.denominator > (allowed * NOISE.denominator + parts) * rates * whole


def _by_counts(bare: Mapping[int, Printed], ratios: Mapping[int, Fraction]) -> bool | None:
    """Whether most rows with counts prove parts of one; None where they prove nothing."""
    proofs = [(_near(rate, ratios[row], PERCENT), agree(rate, ratios[row])) for row, rate in bare.items() if row in ratios]
    parts, percents = _sole(proofs, 0), _sole(proofs, 1)
    return None if parts == percents else parts > percents


def _sole(proofs: Iterable[tuple[bool, bool]], side: int) -> int:
    return sum(1 for proof in proofs if proof[side] and not proof[1 - side])


def _by_values(bare: Mapping[int, Printed], ratios: Mapping[int, Fraction], *, told: bool) -> tuple[bool, list[int]]:
    """Whether the values themselves show parts of one, and the rows that they leave in doubt.

    ``told``: other rates of the column say that they are percents, so that a bare one beside them may be either.
    """
    if told or any(rate.value > 1 for rate in bare.values()):
        return False, [row for row, rate in bare.items() if rate.value <= 1 and row not in ratios]
    if any(Fraction(1, 2) <= rate.value < 1 for rate in bare.values()):
        return True, []
    return False, [row for row in bare if row not in ratios]
