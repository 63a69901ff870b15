"""What an office declares -> what the law says otherwise: who signs for whom, which levels there are, what a paper bears."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.model.offices import for_a_body, grammar, is_abolished, is_collective
from cccc.problems import doubt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cccc.declarations.files.plans import PlanShape
    from cccc.declarations.shapes import Text
    from cccc.model.offices import Issuer, PaperForm
    from cccc.model.targets import Plan
    from cccc.model.units import Roster
    from cccc.problems import Problem

TWO_LEVELS_SINCE = date(2025, 7, 1)
"""Since then a province has communes and no districts (Luật số 72/2025/QH15)."""

_NUMBER = re.compile(
    r"(?:số[\s:]*)?\d{1,6}[a-zđ]?(?:/(?P<year>\d{4}))?(?:-[^\W\d_]+)?/[^\W\d_][\w&.]*(?:-[\w&.]+)*", re.IGNORECASE
)
"""22/KH-UBND, 45/2020/NĐ-CP, 49-NQ/TU, 72/2025/QH15."""


def of_signature(lines: Sequence[Text], issuer: str) -> Iterator[Problem]:
    """What is wrong with the lines above a signature of ``issuer`` (Decree 30/2020, Phụ lục I, II.7.b)."""
    shown = [line.upper() for line in lines]
    for at, expected, found in grammar(shown):
        told = m("above the signature the decree wants {expected}; here stands “{found}”", expected=expected, found=found)
        yield doubt("authority", lines[at].location, told)
    if for_a_body(shown) and not is_collective(issuer.upper()):
        told = m("TM. is signed for a collective body, and {issuer} is none", issuer=issuer)
        yield doubt("authority", lines[0].location, told)


def of_levels(roster: Roster, plans: Iterable[Plan], issuers: Iterable[Issuer] = ()) -> Iterator[Problem]:
    """The groups and issuers of a district that have to do with a plan after there were districts."""
    districts = {group.id: group for group in roster.groups if group.level == "district"}
    later = [plan for plan in plans if plan.applies.end >= TWO_LEVELS_SINCE]
    if later:
        for issuer in issuers:
            yield from of_issuer(issuer, later[0].applies.end)
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
            yield doubt("level", stay[0].location, told, fix)


def of_issuer(issuer: Issuer, day: date) -> Iterator[Problem]:
    """That ``issuer`` signs on a day when there is no office of its level any more."""
    if day >= TWO_LEVELS_SINCE and issuer.location and any(map(is_abolished, (issuer.name, issuer.parent or ""))):
        told = m("since 1 July 2025 there is no office of the level of {issuer}, and it signs after that", issuer=issuer.name)
        fix = m("write the office that is there now in issuer:, or an earlier period")
        yield doubt("level", issuer.location, told, fix)


def of_answer(form: PaperForm, day: date) -> Iterator[Problem]:
    """That a paper of ``day`` asks for its answer before that."""
    if form.answer_by is not None and form.location is not None and form.answer_by < day:
        told = m("the paper asks for an answer by {answer_by}, before its own day {day}", answer_by=form.answer_by, day=day)
        yield doubt("answer-by", form.location, told, m("correct answer_by:"))


def of_document(plan: PlanShape) -> Iterator[Problem]:
    """A number that no document has, and a day on which it cannot have been issued."""
    number = _NUMBER.fullmatch(plan.number.strip()) if plan.number is not None else None
    if plan.number is not None and number is None:
        told = m("{text} is no document's number", text=plan.number)
        fix = m("write number and symbol, as 22/KH-UBND; null: not known")
        yield doubt("document-number", plan.number.location, told, fix)
    if plan.issued is None:
        return
    if plan.issued > plan.applies.end:
        told = m(
            "the document was issued on {issued}, after the plan's last day {end}", issued=plan.issued, end=plan.applies.end
        )
        yield doubt("document-date", plan.applies.location, told, m("correct issued: or applies:"))
    elif plan.number is not None and number and number["year"] and int(number["year"]) != plan.issued.year:
        told = m("the number is of {year}, and the document was issued on {issued}", year=number["year"], issued=plan.issued)
        yield doubt("document-date", plan.number.location, told, m("correct issued: or number:"))
