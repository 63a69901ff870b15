"""An evaluation -> what the template of a letter on it sees: findings already judged, grouped and put into phrases."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.names import scope, speaker
from cccc.letters.views.campaigns import bases, closings, running
from cccc.letters.views.classes import LetterView, MissView, ShortfallView, TotalView, on_demand
from cccc.letters.views.facts import Facts, LetterContext, figure_of_total
from cccc.letters.views.findings import criticisms, praises, reminders
from cccc.letters.views.plans import campaigns, stated
from cccc.letters.views.qualification import qualification
from cccc.letters.views.rankings import rankings
from cccc.letters.views.report import report
from cccc.letters.views.sheets import concerns
from cccc.letters.views.slips import slip
from cccc.letters.views.tasks import coming, duties, efforts, overdue, tasks
from cccc.model.evaluations import FindingKind, Status
from cccc.model.targets import Window
from cccc.vietnamese import joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cccc.letters.views.classes import ClosingsView
    from cccc.letters.views.facts import Beside
    from cccc.model.evaluations import Assessment, Evaluation, Finding
    from cccc.model.policies import Statement
    from cccc.model.targets import Plan

ACTS = {FindingKind.PRAISE: "biểu dương", FindingKind.REMINDER: "nhắc nhở", FindingKind.CRITICISM: "phê bình"}


class Letters:
    """The letters of ``office`` on one evaluation; what all of a batch say alike is worded once.

    ``least`` is the policy's least denominator.
    """

    def __init__(
        self,
        office: LetterContext,
        evaluation: Evaluation,
        least: int,
        statements: Sequence[Statement] = (),
        plans: Sequence[Plan] = (),
        beside: Beside | None = None,
    ) -> None:
        self._office, self._plans = office, plans
        self._facts = Facts(evaluation, office.roster, office.indicators, least, plans, beside)
        self._letter = self._common(statements)

    def view(self, findings: tuple[Finding, ...], only: Sequence[str] = (), dated: date | None = None) -> LetterView:
        """What the template of a letter with ``findings`` sees; ``only`` are the units it was asked of, ``dated`` its day."""
        facts = self._facts.about(findings)
        day = dated or facts.evaluation.period.end + timedelta(days=1)
        reminded = [facts.unit(finding.unit).coordinate for finding in facts.of(FindingKind.REMINDER)]
        praised = praises(facts)
        return self._letter(
            acts=_acts(facts),
            praises=praised,
            one_praise=len(praised) == 1,
            reminders=reminders(facts),
            orders=not all(reminded),
            asks=any(reminded),
            criticisms=criticisms(facts),
            concerns=concerns(facts, day, only),
            overdue=overdue(facts, day, only),
            slip=on_demand(lambda: slip(facts, self._office.issuer)),
            rankings=on_demand(lambda: rankings(facts)),
        )

    def _common(self, statements: Sequence[Statement]) -> partial[LetterView]:
        """A view without what differs by what a letter states."""
        facts, office, period = self._facts, self._office, self._facts.evaluation.period
        given, later, raised, rated = tasks(facts), coming(facts, office.issuer), efforts(facts), duties(facts)
        return partial(
            LetterView,
            period=period.phrase,
            period_inside=phrases.inside(period.phrase),
            previous=period.previous.phrase,
            scope=_scope(facts, office),
            speaker=speaker(office.issuer, office.form),
            answer_by=phrases.answer_by(office.form),
            totals=_totals(facts),
            source=joined(facts.evaluation.sources) or None,
            as_of=facts.evaluation.as_of,
            statements={one.id: stated(one) for one in statements},
            shortfalls=_shortfalls(facts),
            tasks=given,
            coming=later,
            efforts=raised,
            duties=rated,
            one_task=len(given) + len(later) + len(raised) + len(rated) == 1,
            coordinate=facts.coordinate(),
            remaining=phrases.remaining(period),
            months_left=phrases.months_left(period),
            withheld=[facts.name(finding.unit) for finding in facts.evaluation.withheld],
            report=on_demand(lambda: report(facts)),
            qualifying=on_demand(lambda: qualification(facts)),
            campaigns=campaigns(office, (), self._plans, period),
            closing=on_demand(self._closings),
        )

    def _closings(self) -> ClosingsView:
        plan = running((), self._plans, self._facts.evaluation.period)
        return closings(self._facts, plan, bases(plan, self._plans))


def _acts(facts: Facts) -> list[str]:
    """What the letter does; a coordinate unit is asked, which is none of these."""
    kinds = {
        finding.kind
        for finding in facts.evaluation.findings
        if finding.kind is not FindingKind.REMINDER or not facts.unit(finding.unit).coordinate
    }
    return [word for kind, word in ACTS.items() if kind in kinds]


def _scope(facts: Facts, office: LetterContext) -> str:
    """Whose total it is: the one group's that was judged, else the whole locality's."""
    groups = facts.grouped()
    return phrases.inside_sentence(groups[0][0]) if len(groups) == 1 else scope(office.issuer)


def _totals(facts: Facts) -> list[TotalView]:
    shown = [
        (total, facts.indicators[total.indicator])
        for total in facts.evaluation.totals
        if total.group is None and total.window is Window.PERIOD and total.display is not None
    ]
    changes = [phrases.change(total.change, about, figure_of_total(total)) for total, about in shown]
    last = max((at for at, change in enumerate(changes) if change), default=None)
    return [
        TotalView(
            name=phrases.name(about),
            verb=phrases.reached(about),
            figure=figure_of_total(total)(total.display or "", "value"),
            change=changes[at],
            compared=facts.evaluation.period.previous.phrase if at == last else None,
        )
        for at, (total, about) in enumerate(shown)
    ]


def _shortfalls(facts: Facts) -> list[ShortfallView]:
    missed: dict[str, dict[str, list[Assessment]]] = {}
    order = list(facts.indicators)
    for one in sorted(facts.evaluation.assessments, key=lambda one: order.index(one.indicator)):
        if one.status is Status.MISSED and phrases.is_assigned(one.target):
            missed.setdefault(facts.giver(one.target), {}).setdefault(one.indicator, []).append(one)
    return [_shortfall(facts, giver, by_indicator) for giver, by_indicator in missed.items()]


def _shortfall(facts: Facts, giver: str, by_indicator: Mapping[str, list[Assessment]]) -> ShortfallView:
    windows = {one.window for found in by_indicator.values() for one in found}
    over = {Window.PERIOD: phrases.inside(facts.evaluation.period.phrase), Window.CUMULATIVE: "tính lũy kế"}
    return ShortfallView(
        given_by=giver,
        misses=[_miss(facts, name, found) for name, found in by_indicator.items()],
        over=" hoặc ".join(over[window] for window in Window if window in windows),
        several=len(by_indicator) > 1,
        cited=facts.cited(one.target for found in by_indicator.values() for one in found),
    )


def _miss(facts: Facts, indicator: str, found: Sequence[Assessment]) -> MissView:
    def counted(units: set[str]) -> str:
        return facts.counted([unit for unit in facts.roster.units if unit.id in units])

    by_span: dict[tuple[str, str], set[str]] = {}
    for one in sorted(found, key=lambda one: list(Window).index(one.window)):
        by_span.setdefault((one.window, phrases.span(one)), set()).add(one.unit)
    return MissView(
        name=phrases.name(facts.indicators[indicator]),
        count=counted({one.unit for one in found}),
        counts=[f"{counted(units)} {span}" for (_, span), units in by_span.items()],
    )
