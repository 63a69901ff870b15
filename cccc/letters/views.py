"""An evaluation -> what a template sees: findings already judged, grouped and put into phrases; templates compare nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.letters import phrases
from cccc.letters.facts import Facts
from cccc.letters.frames import scope, speaker
from cccc.letters.praises import praises
from cccc.letters.records import LetterView, MissView, ShortfallView, StatementView, TotalView
from cccc.letters.reminders import criticisms, reminders
from cccc.letters.tasks import duties, efforts, tasks
from cccc.model import FindingKind, Status, Window
from cccc.vietnamese import count_in_prose, joined, naming

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cccc.model import Evaluation, Indicator, Issuer, PaperForm, Roster, Statement

ACTS = {FindingKind.PRAISE: "biểu dương", FindingKind.REMINDER: "nhắc nhở", FindingKind.CRITICISM: "phê bình"}


class Viewer:
    """Puts the findings of ``evaluation`` into phrases; ``least`` is the policy's least denominator."""

    def __init__(self, evaluation: Evaluation, roster: Roster, indicators: Mapping[str, Indicator], least: int) -> None:
        self.facts = Facts(evaluation, roster, indicators, least)

    def letter(self, issuer: Issuer, form: PaperForm, statements: Sequence[Statement]) -> LetterView:
        """What the template of a letter on this evaluation sees."""
        facts, evaluation = self.facts, self.facts.evaluation
        reminded = [facts.unit(finding.unit).coordinate for finding in facts.of(FindingKind.REMINDER)]
        praised, given, raised, rated = praises(facts), tasks(facts), efforts(facts), duties(facts)
        return LetterView(
            period=evaluation.period.phrase,
            period_inside=phrases.inside(evaluation.period.phrase),
            previous=evaluation.period.previous.phrase,
            scope=self._scope(issuer),
            speaker=speaker(issuer, form),
            acts=self._acts(),
            totals=self._totals(),
            source=joined(evaluation.sources) or None,
            as_of=evaluation.as_of,
            statements={one.id: _statement(one) for one in statements},
            shortfalls=self._shortfalls(),
            praises=praised,
            one_praise=len(praised) == 1,
            reminders=reminders(facts),
            orders=not all(reminded),
            asks=any(reminded),
            criticisms=criticisms(facts),
            tasks=given,
            efforts=raised,
            duties=rated,
            one_task=len(given) + len(raised) + len(rated) == 1,
            coordinate=facts.coordinate(),
            remaining=phrases.remaining(evaluation.period),
            months_left=phrases.months_left(evaluation.period),
            withheld=[facts.unit(finding.unit).official for finding in evaluation.withheld],
        )

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
        groups = {unit.group for unit in self.facts.units()}
        names = [group.name for group in self.facts.roster.groups if group.id in groups]
        return phrases.inside_sentence(names[0]) if len(names) == 1 else scope(issuer)

    def _totals(self) -> list[TotalView]:
        shown = [
            (total, self.facts.indicators[total.indicator])
            for total in self.facts.evaluation.totals
            if total.group is None and total.window is Window.PERIOD and total.display is not None
        ]
        changes = [phrases.change(total.change, about) for total, about in shown]
        last = max((at for at, change in enumerate(changes) if change), default=None)
        previous = self.facts.evaluation.period.previous.phrase
        return [
            TotalView(
                name=phrases.name(about),
                verb=phrases.reached(about),
                figure=total.display or "",
                change=changes[at],
                compared=previous if at == last else None,
            )
            for at, (total, about) in enumerate(shown)
        ]

    def _shortfalls(self) -> list[ShortfallView]:
        misses: dict[str, list[MissView]] = {}
        for indicator in self.facts.indicators.values():
            for giver, units in self._missed(indicator).items():
                names = [naming(unit.name, unit.official) for unit in self.facts.roster.units if unit.id in units]
                misses.setdefault(giver, []).append(MissView(count_in_prose(names), phrases.name(indicator)))
        return [ShortfallView(giver, found, len(found) > 1) for giver, found in misses.items()]

    def _missed(self, indicator: Indicator) -> dict[str, set[str]]:
        """The units that miss what was assigned, by who assigned it."""
        missed: dict[str, set[str]] = {}
        for one in self.facts.evaluation.assessments:
            if one.indicator == indicator.id and one.status is Status.MISSED and phrases.is_assigned(one.target):
                missed.setdefault(self.facts.giver(one.target), set()).add(one.unit)
        return missed


def _statement(statement: Statement) -> StatementView:
    text = statement.text.strip().removesuffix("./.").rstrip(" .;")
    return StatementView(statement.id, text, phrases.inside_sentence(text), statement.by)
