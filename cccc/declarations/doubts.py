"""What an office declares -> what the law says otherwise: who signs for whom, and which levels of government there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cccc.authorities import for_a_body, grammar, is_collective
from cccc.messages import m
from cccc.problems import invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cccc.declarations.shapes import Text
    from cccc.model import Plan, Roster
    from cccc.problems import Problem

TWO_LEVELS_SINCE = date(2025, 7, 1)
"""Since then a province has communes and no districts (Luật số 72/2025/QH15)."""


def of_signature(lines: Sequence[Text], issuer: str) -> Iterator[Problem]:
    """What is wrong with the lines above a signature of ``issuer`` (Decree 30/2020, Phụ lục I, II.7.b)."""
    shown = [line.upper() for line in lines]
    for at, expected, found in grammar(shown):
        told = m("above the signature the decree wants {expected}; here stands “{found}”", expected=expected, found=found)
        yield replace(invalid("authority", lines[at].location, told), severity="warning")
    if for_a_body(shown) and not is_collective(issuer.upper()):
        told = m("TM. is signed for a collective body, and {issuer} is none", issuer=issuer)
        yield replace(invalid("authority", lines[0].location, told), severity="warning")


def of_levels(roster: Roster, plans: Iterable[Plan]) -> Iterator[Problem]:
    """The groups of a district that a plan judges after there were districts."""
    districts = {group.id: group for group in roster.groups if group.level == "district"}
    later = [plan for plan in plans if plan.applies.end >= TWO_LEVELS_SINCE]
    judged = {unit: plan for plan in later for target in plan.targets for unit in target.units}
    for group in districts.values():
        stay = [
            unit
            for unit in roster.units
            if unit.group == group.id and unit.id in judged and (unit.valid_to is None or unit.valid_to >= TWO_LEVELS_SINCE)
        ]
        if stay:
            told = m(
                "since 1 July 2025 there are no districts, and plan {plan} judges the group {group} after that",
                plan=judged[stay[0].id].id,
                group=group.id,
            )
            fix = m("write until when its units are, valid: {{to: 2025-06-30}}, or another level:")
            yield replace(invalid("level", stay[0].location, told, fix), severity="warning")
