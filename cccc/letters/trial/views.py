"""Invented evaluations and plans -> views, so many and so different that every branch of a template that can render does.

The same dice fall each time, and nothing of a workspace is in them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, TypeVar

from cccc.letters.trial.office import (
    CAMPAIGN,
    FORM,
    GROUPS,
    HERE,
    INDICATORS,
    MET,
    MISSED,
    NAMES,
    YEAR,
    campaign_plans,
    issuer_in,
    judged,
    new_plan,
    new_target,
    new_unit,
    plan_to_come,
)
from cccc.letters.views.facts import Beside, LetterContext
from cccc.letters.views.month import Letters
from cccc.letters.views.plans import plans_view
from cccc.model.evaluations import Assessment, Evaluation, ExemptedFinding, Finding, FindingKind, Status, Total
from cccc.model.issuance import Answer, Answers, Reply, Task
from cccc.model.observations import Source
from cccc.model.policies import Ranking, Statement
from cccc.model.targets import Operator, Section, Threshold, Window
from cccc.model.units import Roster
from cccc.periods import Period, month
from cccc.vietnamese import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cccc.letters.views.classes import LetterView, PlansView
    from cccc.model.targets import Indicator, Plan, Target
    from cccc.model.units import Group, Unit

_Any = TypeVar("_Any")

_SOURCES = (Source("bieu.xlsx", "Tháng 7", ("C1", "D1")), Source("bieu.xlsx", "Tháng 8", ("C1", "D1")))
_STATUSES = (None, None, None, Status.NOTHING_AROSE, Status.NOT_REPORTED)
_STEP = "Kiểm điểm trách nhiệm người đứng đầu"
_ASKED = ((Operator.AT_LEAST, 50), (Operator.MORE_THAN, 50), (Operator.AT_MOST, 50), (Operator.EXACTLY, 100))
_RANKINGS = (Ranking(), Ranking(within_groups=False), Ranking(ties="by_denominator", min_denominator=10))


class _Dice:
    """Numbers that fall as if by chance, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._state = seed * 2654435761 + 12345

    def under(self, bound: int) -> int:
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 33) % bound

    def one_of(self, choices: Sequence[_Any]) -> _Any:
        return choices[self.under(len(choices))]

    def some_of(self, choices: Iterable[_Any]) -> list[_Any]:
        return [choice for choice in choices if self.under(2)]


def letter_views(statements: Iterable[str], most: int) -> Iterator[LetterView]:
    """At most ``most`` views, those told of ``statements`` by id among them; the plainest first."""
    named = tuple(statements)
    for seed in range(most):
        yield _view(_Dice(seed), named, sparse=seed % 4 == 0)


def _view(dice: _Dice, statements: tuple[str, ...], *, sparse: bool) -> LetterView:
    period = dice.one_of((month(2025, 8), month(2025, 3), month(2025, 12)))
    groups = [group for group in GROUPS if dice.under(4)] or [GROUPS[1]]
    units = [unit for group in groups for unit in _units(group, dice)]
    known = {one.id: one for one in INDICATORS.values() if dice.under(4)} or dict(INDICATORS)
    if sparse:
        known = dict(list(known.items())[dice.under(len(known)) :][:1])
    verdicts = [one for about in known.values() for one in _verdicts(units, about, period, dice)]
    number = len(verdicts)
    evaluation = Evaluation(
        period=period,
        assessments=tuple(verdicts),
        totals=tuple(_totals(known, period, dice)) if dice.under(3) else (),
        findings=tuple(_findings(units, known, dice)) if dice.under(6) else (),
        withheld=tuple(_withheld(units, known)),
        exempted=tuple(_exempted(units, known)),
        sources=tuple(dice.some_of(("Cổng Dịch vụ công",))),
        as_of=dice.one_of((None, "17 giờ 00 ngày 05/9/2025")),
    )
    said = [Statement(each, "Kết quả có tiến bộ", dice.one_of((None, "Phòng Một"))) for each in statements]
    roster = Roster(tuple(groups), tuple(units))
    least = dice.one_of((1, 10))
    day = period.end + timedelta(days=15)
    authority = dice.one_of((("CHỦ TỊCH",), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")))
    issuer = issuer_in(period, number)
    if issuer.parent is not None:
        authority = ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    form = replace(FORM, answer_by=day if number % 2 else None, authority=authority)
    told = said if dice.under(2) else [Statement("khac", "Kết quả có tiến bộ", dice.one_of((None, "Phòng Một")))]
    only = [unit.id for unit in units[:1]] if sparse else []
    to_come = plan_to_come(number, period, units, list(known.values()), issuer)
    plans = [*campaign_plans(number, units), to_come]
    known_beside = _beside(number, period, units, to_come)
    office = LetterContext(issuer, form, roster, INDICATORS)
    letters = Letters(office, evaluation, least, told if dice.under(3) else [], plans, known_beside)
    return letters.view(evaluation.findings, only)


def _units(group: Group, dice: _Dice) -> list[Unit]:
    names = NAMES[group.id][: 1 + dice.under(len(NAMES[group.id]))]
    return [new_unit(name, group.id, local=group.level == "commune", coordinate=group.id == "partners") for name in names]


def _verdicts(units: list[Unit], about: Indicator, period: Period, dice: _Dice) -> Iterator[Assessment]:
    assigned = dice.under(3)
    assumed, alike = dice.under(4) == 0, dice.under(3) == 0
    figures = (dice.one_of((0, 20, 50, 80, 100)), dice.one_of((20, 80)))
    windows = dice.one_of((tuple(Window), tuple(Window), (Window.PERIOD,), (Window.CUMULATIVE,)))
    statuses = dice.one_of(((None,), (None,), _STATUSES, _STATUSES, (Status.NOTHING_AROSE,)))
    givers = dice.one_of((("UBND tỉnh Mẫu",), ("UBND tỉnh Mẫu", "Bộ Mẫu")))
    for unit in units:
        held = _target(about, unit, dice.one_of(givers), dice, assumed=assumed) if assigned else None
        for window in (Window.PERIOD,) if about.type == "rating" else windows:
            figure = figures[window is Window.CUMULATIVE] if alike else dice.one_of((0, 20, 50, 80, 100))
            yield _assessment(unit, about, window, period, held, figure, dice.one_of(statuses))


def _target(about: Indicator, unit: Unit, giver: str, dice: _Dice, *, assumed: bool) -> Target | None:
    if dice.under(9) == 0:
        return None
    operator, asked = dice.one_of(_ASKED)
    held = None if about.type == "rating" or dice.under(6) == 0 else Threshold(operator, Fraction(asked))
    return new_target(CAMPAIGN, about.id, (unit.id,), held, issuer=giver, assumed=assumed)


def _assessment(
    unit: Unit, about: Indicator, window: Window, period: Period, held: Target | None, figure: int, status: Status | None
) -> Assessment:
    span = period if window is Window.PERIOD else Period(YEAR.start, period.end)
    if status is not None:
        return replace(judged(unit.id, about, window, span, None, held, sources=_SOURCES), status=status)
    if about.type == "rating":
        word = MET[0] if figure >= 50 else MISSED[0]  # noqa: PLR2004 - half of them
        return judged(unit.id, about, window, span, word, held, sources=_SOURCES)
    numerator, denominator = (None, None) if figure % 20 else (figure // 20, 5)  # a half of five dossiers there is not
    change = Fraction(figure - 50, 8) if held is not None and window is Window.PERIOD else None
    counts = {"numerator": numerator, "denominator": denominator}
    return judged(unit.id, about, window, span, Fraction(figure), held, sources=_SOURCES, change=change, **counts)


def _totals(known: dict[str, Indicator], period: Period, dice: _Dice) -> Iterator[Total]:
    for about in known.values():
        if about.type != "rating":
            change = dice.one_of((None, Fraction(1, 2), Fraction(-3), Fraction(0)))
            yield Total(None, about.id, Window.PERIOD, period, 4, 5, Fraction(80), "80%", change)


def _findings(units: list[Unit], known: dict[str, Indicator], dice: _Dice) -> Iterator[Finding]:
    kinds = dice.some_of(FindingKind) or list(FindingKind)
    together = dice.under(2) == 0
    common = tuple(dice.some_of(known) or known)
    ratings = [name for name, about in known.items() if about.type == "rating"]
    for number, (unit, kind) in enumerate(product(units, kinds)):
        if dice.under(3) == 0 or (kind is FindingKind.CRITICISM and unit.coordinate):
            continue
        chosen = common if together else tuple(dice.some_of(known) or known)
        also = tuple(dice.some_of(ratings))
        occurrence = 1 + dice.under(3) if kind is FindingKind.CRITICISM else None
        step = _STEP if number % 2 and not together and kind is not FindingKind.PRAISE else None
        yield Finding(f"{kind}-{count(0 if together else number)}", kind, unit.id, chosen, also, occurrence, step)


def _withheld(units: list[Unit], known: dict[str, Indicator]) -> Iterator[Finding]:
    """What small numbers withhold, where there are many units."""
    for unit in units[6:]:
        yield Finding("small", FindingKind.REMINDER, unit.id, tuple(known))


def _exempted(units: list[Unit], known: dict[str, Indicator]) -> Iterator[ExemptedFinding]:
    """What the policy exempts, where there are many units."""
    for finding in _withheld(units[1:], known):
        yield ExemptedFinding(finding, "Đang nâng cấp phần mềm", date(2025, 12, 31))


# --- beside the verdicts ---


def _beside(number: int, period: Period, units: Sequence[Unit], to_come: Plan) -> Beside:
    """What is known beside verdicts, another for each ``number``."""
    coming = {(unit, one.indicator): one for one in to_come.targets for unit in one.units}
    answers = _answers(period, units, number // 4) if number % 4 else None
    return Beside(_RANKINGS[number % 3], answers, tuple(_tasks(number, period, units)), coming)


def _answers(period: Period, units: Sequence[Unit], number: int) -> Answers:
    """Answers of which the first is refused, the second late; the last unit is silent."""
    replies = [
        Answer(unit.id, Reply.REFUSED if at == 0 else Reply.ACCEPTED, period.end, "Chánh Văn phòng", HERE, late=at == 1)
        for at, unit in enumerate(units[number % 2 :][: number % len(units) + 1])
    ]
    return Answers(period, tuple(unit.id for unit in units), period.end, tuple(replies))


def _tasks(number: int, period: Period, units: Sequence[Unit]) -> list[Task]:
    """Tasks of one paper that one unit, many, too many or an office still owe."""
    due, dated = period.end - timedelta(days=5), period.end - timedelta(days=40)
    owing = (units[:1], units, [])[number % 3]
    tasks = [Task("bao-cao", "15/UBND-VP", dated, "Báo cáo giải pháp", HERE, unit.id, due=due) for unit in owing]
    if number % 2 == 0:
        tasks += [Task("cu-nguoi", "9/UBND-VP", dated, "Cử người trực", HERE, unit.id, due=due) for unit in units[-2:]]
    else:
        tasks.append(Task("mo-lop", "15/UBND-VP", dated, "Mở lớp tập huấn", HERE, office="Trung tâm Mẫu", due=due))
    return tasks


# --- plans alone ---


def plan_views(statements: Iterable[str], most: int) -> Iterator[PlansView]:
    """At most ``most`` views of plans, those told of ``statements`` by id among them."""
    told = [Statement(each, "15/4/2025", None) for each in statements]
    for seed in range(min(most, 64)):
        # one bit of the number decides one thing, so that all meet all
        with_sections, open_ended, sources, said, several, coordinate = (bool(seed >> bit & 1) for bit in range(6))
        roster = _roster(coordinate=coordinate, ordered=not coordinate or several)
        plans = [_plan(f"mau-{at}", roster, sections=with_sections, assigned=not open_ended) for at in range(1 + several)]
        if sources:
            documents = ("Kế hoạch số 01/KH-UBND ngày 02/01/2025 của UBND tỉnh Mẫu",) * (1 + several)
            plans = [replace(one, sources=documents) for one in plans]
        if seed % 5 < 2:  # noqa: PLR2004 - some have numbers, with sources and without
            plans = [replace(one, number=f"0{at}/KH-UBND") for at, one in enumerate(plans, 1)]
        period = (YEAR, month(2025, 4), month(2025, 12))[seed % 3]
        office = LetterContext(issuer_in(period, seed), FORM, roster, INDICATORS)
        yield plans_view(office, plans, period, told if said else [], campaign_plans(seed, roster.units))


def _roster(*, coordinate: bool, ordered: bool) -> Roster:
    ours = [new_unit(name, "offices") for name in NAMES["offices"][:2]] * ordered
    theirs = [new_unit(name, "partners", coordinate=True) for name in NAMES["partners"][:1]] * coordinate
    return Roster((GROUPS[0], GROUPS[2]), (*ours, *theirs))


def _plan(name: str, roster: Roster, *, sections: bool, assigned: bool) -> Plan:
    parts = (Section("a", "Mục một"), Section("b", "Mục hai"), Section("b-1", "Phần một", "b")) if sections else ()
    targets = (
        new_target(
            name,
            indicator,
            [unit.id for unit in roster.units],
            60 if assigned else None,
            section=parts[at % len(parts)].id if parts and at else None,
            lead="Phòng Một" if at else None,
            assessor="Phòng Hai" if at else None,
        )
        for at, indicator in enumerate(("a", "b", "late"))
    )
    return new_plan(name, "Chỉ tiêu năm 2025", YEAR, targets, parts)
