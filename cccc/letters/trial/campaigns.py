"""A campaign that nobody ran, and the plan that it goes beyond, on which templates are tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from cccc.model.targets import Operator, Plan, Target, Threshold, Window
from cccc.periods import Period, year
from cccc.problems import Location

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.model.units import Unit

_HERE = Location("targets/mau.yaml", 1, 1)
CAMPAIGN = "mau-cao-diem"
_MONTHS = Period(date(2025, 2, 1), date(2025, 12, 31))


def campaign_plans(seed: int, units: Sequence[Unit]) -> list[Plan]:
    """A plan and the campaign beyond it: numbered or not, for all or for some, raised or told anew, as ``seed`` decides."""
    numbered, parted, raised, alone, several = (bool(seed >> bit & 1) for bit in range(5))
    everyone = tuple(unit.id for unit in units)
    base = _plan("mau-nam", "Chỉ tiêu năm 2025", year(2025), {"a": 80, "late": 50}, everyone)
    asked = {"a": 90} if alone else {"a": 90, "b": 100}
    made = _plan(CAMPAIGN, "Đợt cao điểm năm 2025", _MONTHS, asked, everyone)
    targets = made.targets
    if parted:
        first = targets[0]
        targets = (
            replace(first, units=everyone[:1]),
            replace(first, units=everyone[1:], threshold=Threshold(Operator.MORE_THAN, Fraction(70))),
            *targets[1:],
        )
    if raised:
        targets = (*targets, replace(base.targets[1], plan=made.id, assumed=True, raised=(base.id, Fraction(5))))
    if numbered:
        base = replace(base, number="01/KH-UBND", issued=date(2025, 1, 2), sources=("Quyết định số 02/QĐ-UBND",))
    number = "03/KH-UBND" if numbered else None
    bases = [base, _plan("mau-khac", "Chỉ tiêu bổ sung", year(2025), {"b": 50}, everyone)] if several else [base]
    return [
        *bases,
        replace(made, targets=targets, replaces=tuple(one.id for one in bases), number=number, issued=date(2025, 1, 31)),
    ]


def _plan(name: str, title: str, applies: Period, asked: dict[str, int], units: tuple[str, ...]) -> Plan:
    targets = tuple(
        Target(
            plan=name,
            indicator=indicator,
            units=units,
            threshold=Threshold(Operator.AT_LEAST, Fraction(least)),
            cumulative_from=applies.start,
            windows=tuple(Window),
            location=_HERE,
            issuer="UBND tỉnh Mẫu",
        )
        for indicator, least in asked.items()
    )
    return Plan(name, title, "UBND tỉnh Mẫu", None, None, applies, (), targets, _HERE)
