"""An evaluation -> what a template sees: findings already judged, grouped and put into phrases; templates compare nothing."""

from __future__ import annotations

from copy import copy
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from cccc.letters.language import phrases
from cccc.letters.language.marks import keyed
from cccc.letters.language.names import said
from cccc.letters.views.campaigns import Campaigns
from cccc.letters.views.closings import Closing
from cccc.letters.views.facts import Facts
from cccc.letters.views.frames import scope, speaker
from cccc.letters.views.overdue import overdue
from cccc.letters.views.praises import praises
from cccc.letters.views.qualification import Qualifying
from cccc.letters.views.rankings import Rankings
from cccc.letters.views.records import LetterView, MissView, ShortfallView, StatementView, TotalView
from cccc.letters.views.reminders import criticisms, reminders
from cccc.letters.views.report import Report
from cccc.letters.views.sheets import Concerns
from cccc.letters.views.slips import Slip
from cccc.letters.views.tasks import coming as later_tasks
from cccc.letters.views.tasks import duties, efforts, tasks
from cccc.model.evaluations import FindingKind, Status
from cccc.model.paper import Key
from cccc.model.targets import Window
from cccc.vietnamese import joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cccc.letters.views.beside import Beside
    from cccc.model.evaluations import Assessment, Evaluation, Finding, Total
    from cccc.model.offices import Issuer, PaperForm
    from cccc.model.policies import Statement
    from cccc.model.targets import Indicator, Plan
    from cccc.model.units import Roster

ACTS = {FindingKind.PRAISE: "biểu dương", FindingKind.REMINDER: "nhắc nhở", FindingKind.CRITICISM: "phê bình"}


class Viewer:
    """Puts the findings of ``evaluation`` into phrases, and what is known ``beside`` them.

    ``least`` is the policy's least denominator.
    """

    def __init__(
        self,
        evaluation: Evaluation,
        roster: Roster,
        indicators: Mapping[str, Indicator],
        least: int,
        plans: Sequence[Plan] = (),
        beside: Beside | None = None,
    ) -> None:
        self._plans = plans
        self.facts = facts = Facts(evaluation, roster, indicators, least, plans, beside)
        # all letters of a batch say the same of these
        self._totals, self._shortfalls = self._all_totals(), self._all_shortfalls()
        self._given, self._raised, self._rated = tasks(facts), efforts(facts), duties(facts)
        self._coordinate, self._groups = facts.coordinate(), {unit.group for unit in facts.units()}
        self._report, self._qualifying = Report(facts), Qualifying(facts, plans)
        self._campaigns = campaigns = Campaigns((), plans, evaluation.period, roster, indicators)
        self._closing = Closing(facts, lambda: campaigns.running)
        self._commons: dict[tuple[object, ...], dict[str, Any]] = {}

    def about(self, findings: tuple[Finding, ...]) -> Viewer:
        """The same of ``findings`` alone."""
        made = copy(self)
        made.facts = self.facts.about(findings)
        return made

    def letter(
        self,
        issuer: Issuer,
        form: PaperForm,
        statements: Sequence[Statement],
        only: Sequence[str] = (),
        dated: date | None = None,
    ) -> LetterView:
        """What the template of a letter on this evaluation sees; ``only`` are the units it was asked of, ``dated`` its day."""
        facts = self.facts
        day = dated or facts.evaluation.period.end + timedelta(days=1)
        reminded = [facts.unit(finding.unit).coordinate for finding in facts.of(FindingKind.REMINDER)]
        praised = praises(facts)
        return LetterView(
            **self._common(issuer, form, tuple(statements)),
            acts=self._acts(),
            praises=praised,
            one_praise=len(praised) == 1,
            reminders=reminders(facts),
            orders=not all(reminded),
            asks=any(reminded),
            criticisms=criticisms(facts),
            concerns=Concerns(facts, day, only),
            overdue=overdue(facts, day, only),
            slip=Slip(facts, issuer),
            rankings=Rankings(facts),
        )

    def _common(self, issuer: Issuer, form: PaperForm, statements: tuple[Statement, ...]) -> dict[str, Any]:
        """What all letters of a batch see alike, by name."""
        if (issuer, form, statements) not in self._commons:
            self._commons[issuer, form, statements] = self._alike(issuer, form, statements)
        return self._commons[issuer, form, statements]

    def _alike(self, issuer: Issuer, form: PaperForm, statements: tuple[Statement, ...]) -> dict[str, Any]:
        facts, evaluation = self.facts, self.facts.evaluation
        given, raised, rated = self._given, self._raised, self._rated
        coming = later_tasks(facts, issuer)
        return {
            "period": evaluation.period.phrase,
            "period_inside": phrases.inside(evaluation.period.phrase),
            "previous": evaluation.period.previous.phrase,
            "scope": self._scope(issuer),
            "speaker": speaker(issuer, form),
            "answer_by": phrases.answer_by(form),
            "totals": self._totals,
            "source": joined(evaluation.sources) or None,
            "as_of": evaluation.as_of,
            "statements": {one.id: stated(one) for one in statements},
            "shortfalls": self._shortfalls,
            "tasks": given,
            "coming": coming,
            "efforts": raised,
            "duties": rated,
            "one_task": len(given) + len(coming) + len(raised) + len(rated) == 1,
            "coordinate": self._coordinate,
            "remaining": phrases.remaining(evaluation.period),
            "months_left": phrases.months_left(evaluation.period),
            "withheld": [facts.named(facts.unit(finding.unit)).whole for finding in evaluation.withheld],
            "report": self._report,
            "qualifying": self._qualifying,
            "campaigns": self._campaigns,
            "closing": self._closing,
        }

    def _acts(self) -> list[str]:
        """What the letter does; a coordinate unit is asked, which is none of these."""
        kinds = {
            finding.kind
            for finding in self.facts.evaluation.findings
            if finding.kind is not FindingKind.REMINDER or not self.facts.unit(finding.unit).coordinate
        }
        return [word for kind, word in ACTS.items() if kind in kinds]

    def _scope(self, issuer: Issuer) -> str:
        """Whose total it is: the one group's that was judged, else the whole locality's."""
        names = [group.name for group in self.facts.roster.groups if group.id in self._groups]
        return phrases.inside_sentence(names[0]) if len(names) == 1 else scope(issuer)

    def _all_totals(self) -> list[TotalView]:
        shown = [
            (total, self.facts.indicators[total.indicator])
            for total in self.facts.evaluation.totals
            if total.group is None and total.window is Window.PERIOD and total.display is not None
        ]
        changes = [phrases.change(total.change, about, _said(total)) for total, about in shown]
        last = max((at for at, change in enumerate(changes) if change), default=None)
        previous = self.facts.evaluation.period.previous.phrase
        return [
            TotalView(
                name=phrases.name(about),
                verb=phrases.reached(about),
                figure=_said(total)(total.display or "", "value"),
                change=changes[at],
                compared=previous if at == last else None,
            )
            for at, (total, about) in enumerate(shown)
        ]

    def _all_shortfalls(self) -> list[ShortfallView]:
        missed: dict[str, dict[str, list[Assessment]]] = {}
        order = list(self.facts.indicators)
        for one in sorted(self.facts.evaluation.assessments, key=lambda one: order.index(one.indicator)):
            if one.status is Status.MISSED and phrases.is_assigned(one.target):
                missed.setdefault(self.facts.giver(one.target), {}).setdefault(one.indicator, []).append(one)
        return [self._shortfall(giver, by_indicator) for giver, by_indicator in missed.items()]

    def _shortfall(self, giver: str, by_indicator: Mapping[str, list[Assessment]]) -> ShortfallView:
        windows = {one.window for found in by_indicator.values() for one in found}
        inside = phrases.inside(self.facts.evaluation.period.phrase)
        over = {Window.PERIOD: inside, Window.CUMULATIVE: "tính lũy kế"}
        return ShortfallView(
            given_by=giver,
            misses=[self._miss(name, found) for name, found in by_indicator.items()],
            over=" hoặc ".join(over[window] for window in Window if window in windows),
            several=len(by_indicator) > 1,
            cited=self.facts.cited(one.target for found in by_indicator.values() for one in found),
        )

    def _miss(self, indicator: str, found: Sequence[Assessment]) -> MissView:
        by_span: dict[tuple[str, str], set[str]] = {}
        for one in sorted(found, key=lambda one: list(Window).index(one.window)):
            by_span.setdefault((one.window, phrases.span(one)), set()).add(one.unit)
        return MissView(
            name=phrases.name(self.facts.indicators[indicator]),
            count=self._count({one.unit for one in found}),
            counts=[f"{self._count(units)} {span}" for (_, span), units in by_span.items()],
        )

    def _count(self, units: set[str]) -> str:
        return self.facts.counted([unit for unit in self.facts.roster.units if unit.id in units])


def _said(total: Total) -> phrases.Said:
    of = () if total.group is None else (f"@{total.group}",)
    return lambda text, what: keyed(text, Key(what, of, (total.indicator,), total.window))


def stated(statement: Statement) -> StatementView:
    """What people say, without the stop at its end."""
    text = statement.text.strip().removesuffix("./.").rstrip(" .;")
    return StatementView(statement.id, said(statement, text), said(statement, phrases.inside_sentence(text)), statement.by)
