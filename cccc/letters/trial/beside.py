"""What nobody knows beside verdicts that nobody made: answers, tasks of earlier papers, targets to come, ways of ranking."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from cccc.letters.views.facts import Beside
from cccc.model.issuance import Answer, Answers, Reply, Task
from cccc.model.policies import Ranking
from cccc.model.targets import Operator, Plan, Target, Threshold, Window
from cccc.periods import Period
from cccc.problems import Location

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cccc.model.offices import Issuer
    from cccc.model.targets import Indicator
    from cccc.model.units import Unit

_HERE = Location("tasks.yaml", 1, 1)
_TO_COME = "mau-sau"
_RANKINGS = (Ranking(), Ranking(within_groups=False), Ranking(ties="by_denominator", min_denominator=10))
_ASKED = (95, 60)
_WAYS = 3


def beside(
    number: int, period: Period, units: Sequence[Unit], known: Sequence[Indicator], issuer: Issuer
) -> tuple[Beside, Plan]:
    """What is known beside, another for each ``number``, and the plan of the targets to come."""
    plan = _plan(number, period, units, known, issuer)
    coming = {(unit, one.indicator): one for one in plan.targets for unit in one.units}
    answers = _answers(period, units, number // 4) if number % 4 else None
    return Beside(_RANKINGS[number % _WAYS], answers, tuple(_tasks(number, period, units)), coming), plan


def _plan(number: int, period: Period, units: Sequence[Unit], known: Sequence[Indicator], issuer: Issuer) -> Plan:
    own = number % 2 == 0
    giver = issuer.name if own else "UBND tỉnh Mẫu"
    told = [one for one in known if one.type == "ratio"][: number % 4]
    return Plan(
        id=_TO_COME,
        title="Giao chỉ tiêu",
        issuer=giver,
        number="12/KH-UBND" if own or number % _WAYS else None,
        issued=period.end + timedelta(days=9 if own else -9),
        applies=Period(period.end + timedelta(days=1), period.end + timedelta(days=90)),
        replaces=(),
        targets=tuple(
            Target(
                plan=_TO_COME,
                indicator=one.id,
                units=tuple(unit.id for unit in units[at % 2 :]),
                threshold=Threshold(Operator.AT_LEAST, Fraction(_ASKED[at % 2])),
                cumulative_from=period.start,
                windows=(Window.PERIOD,),
                location=_HERE,
                issuer=giver,
            )
            for at, one in enumerate(told)
        ),
        location=_HERE,
    )


def _answers(period: Period, units: Sequence[Unit], number: int) -> Answers:
    """Answers of which the first is refused, the second late; the last unit is silent."""
    told = [
        Answer(unit.id, Reply.REFUSED if at == 0 else Reply.ACCEPTED, period.end, "Chánh Văn phòng", _HERE, late=at == 1)
        for at, unit in enumerate(units[number % 2 :][: number % len(units) + 1])
    ]
    return Answers(period, tuple(unit.id for unit in units), period.end, tuple(told))


def _tasks(number: int, period: Period, units: Sequence[Unit]) -> list[Task]:
    """Tasks of one paper that one unit, many, too many or an office still owe."""
    due, dated = period.end - timedelta(days=5), period.end - timedelta(days=40)
    owing = (units[:1], units, [])[number % _WAYS]
    tasks = [Task("bao-cao", "15/UBND-VP", dated, "Báo cáo giải pháp", _HERE, unit.id, due=due) for unit in owing]
    if number % 2 == 0:
        tasks += [Task("cu-nguoi", "9/UBND-VP", dated, "Cử người trực", _HERE, unit.id, due=due) for unit in units[-2:]]
    else:
        tasks.append(Task("mo-lop", "15/UBND-VP", dated, "Mở lớp tập huấn", _HERE, office="Trung tâm Mẫu", due=due))
    return tasks
