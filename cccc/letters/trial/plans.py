"""Plans that nobody made -> views, on which a template that reads plans is tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from cccc.letters.trial.campaigns import campaign_plans
from cccc.letters.trial.evaluations import FORM, INDICATORS, issuer_in
from cccc.letters.views.facts import Office
from cccc.letters.views.plans import plans_view
from cccc.model.policies import Statement
from cccc.model.targets import Operator, Plan, Section, Target, Threshold, Window
from cccc.model.units import Group, Roster, Unit
from cccc.periods import month, year
from cccc.problems import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cccc.letters.views.classes import PlansView

_HERE = Location("targets/mau.yaml", 1, 1)
_SINCE = date(2025, 1, 1)
_GROUPS = (Group("offices", "district", "Các phòng thuộc huyện"), Group("partners", "district", "Các cơ quan ngành dọc"))


def plans_views(statements: Iterable[str], most: int) -> Iterator[PlansView]:
    """At most ``most`` views, those told of ``statements`` by id among them."""
    told = [Statement(each, "15/4/2025", None) for each in statements]
    for seed in range(min(most, 64)):
        # one bit of the number decides one thing, so that all meet all
        with_sections, open_ended, sources, said, several, coordinate = (bool(seed >> bit & 1) for bit in range(6))
        roster = _roster(coordinate=coordinate, ordered=not coordinate or several)
        plans = [_plan(f"mau-{at}", roster, sections=with_sections, assigned=not open_ended) for at in range(1 + several)]
        if sources:
            plans = [_with_sources(plan, 1 + several) for plan in plans]
        if seed % 5 < 2:  # noqa: PLR2004 - some have numbers, with sources and without
            plans = [replace(plan, number=f"0{at}/KH-UBND") for at, plan in enumerate(plans, 1)]
        period = (year(2025), month(2025, 4), month(2025, 12))[seed % 3]
        office = Office(issuer_in(period, seed), FORM, roster, INDICATORS)
        yield plans_view(office, plans, period, told if said else [], campaign_plans(seed, roster.units))


def _roster(*, coordinate: bool, ordered: bool) -> Roster:
    units = (
        *(_unit("Phòng Một", "offices", coordinate=False), _unit("Phòng Hai", "offices", coordinate=False)) * ordered,
        *(_unit("Bưu điện huyện", "partners", coordinate=True),) * coordinate,
    )
    return Roster(_GROUPS, units)


def _unit(name: str, group: str, *, coordinate: bool) -> Unit:
    key = name.lower().replace(" ", "-")
    return Unit(key, name, group, name, f"Thủ trưởng {name}", name, coordinate=coordinate, location=_HERE)


def _plan(name: str, roster: Roster, *, sections: bool, assigned: bool) -> Plan:
    parts = (Section("a", "Mục một"), Section("b", "Mục hai"), Section("b-1", "Phần một", "b")) if sections else ()
    held = Threshold(Operator.AT_LEAST, Fraction(60)) if assigned else None
    targets = tuple(
        Target(
            plan=name,
            indicator=indicator,
            units=tuple(unit.id for unit in roster.units),
            threshold=held,
            cumulative_from=_SINCE,
            windows=tuple(Window),
            location=_HERE,
            issuer="UBND tỉnh Mẫu",
            section=parts[at % len(parts)].id if parts and at else None,
            lead="Phòng Một" if at else None,
            assessor="Phòng Hai" if at else None,
        )
        for at, indicator in enumerate(("a", "b", "late"))
    )
    return Plan(name, "Chỉ tiêu năm 2025", "UBND tỉnh Mẫu", None, None, year(2025), (), targets, _HERE, parts)


def _with_sources(plan: Plan, count: int) -> Plan:
    return replace(plan, sources=("Kế hoạch số 01/KH-UBND ngày 02/01/2025 của UBND tỉnh Mẫu",) * count)
