"""An evaluation to be asked what a letter needs: the figure of a unit, its verdict in words, the mark of a finding."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.citations import cite_all
from cccc.letters.language.marks import keyed, protect
from cccc.letters.language.names import named
from cccc.letters.views.beside import Beside
from cccc.letters.views.records import FigureView, Markdown
from cccc.model.evaluations import Finding, FindingKind, Status, finding_key
from cccc.model.paper import Key
from cccc.model.targets import Indicator, Window
from cccc.vietnamese import Naming, count_in_prose, joined, lower_first, naming, units_in_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cccc.model.evaluations import Assessment, Evaluation
    from cccc.model.targets import Plan, Target
    from cccc.model.units import Roster, Unit

_LOCAL = re.compile(r"((?:UBND|HĐND) (?:tỉnh|huyện|quận|thị xã|thành phố|Thành phố|xã|phường|thị trấn|đặc khu)) .+")


class Facts:
    """The verdicts of ``evaluation``, and what is known ``beside`` them; ``least`` is the policy's least denominator."""

    def __init__(
        self,
        evaluation: Evaluation,
        roster: Roster,
        indicators: Mapping[str, Indicator],
        least: int,
        plans: Sequence[Plan] = (),
        beside: Beside | None = None,
    ) -> None:
        self.evaluation, self.roster, self.indicators, self.least = evaluation, roster, indicators, least
        self.beside = beside or Beside()
        self._plans = {plan.id: plan for plan in plans}
        self._units = {unit.id: unit for unit in roster.units}
        self._assessed = {(one.unit, one.indicator, one.window): one for one in evaluation.assessments}
        held = [one.target for one in evaluation.assessments if one.target is not None]
        self._givers = _briefly({target.issuer for target in (*held, *self.beside.coming.values())})
        judged = {one.unit for one in evaluation.assessments}
        self._judged = [unit for unit in roster.in_period(evaluation.period) if unit.id in judged]

    def about(self, findings: tuple[Finding, ...]) -> Facts:
        """The same verdicts with ``findings`` alone."""
        made = copy(self)
        made.evaluation = replace(self.evaluation, findings=findings)
        return made

    # --- findings ---

    def of(self, kind: FindingKind) -> list[Finding]:
        """The findings of one kind."""
        return [finding for finding in self.evaluation.findings if finding.kind is kind]

    def told(self, finding: Finding) -> tuple[str, ...]:
        """The indicators a reminder or criticism is about: those missed; all that were tested where none is."""
        missed = {one.indicator for name in finding.indicators for one in self.at(finding, name) if one.status is Status.MISSED}
        return tuple(name for name in finding.indicators if name in missed) or finding.indicators

    def at(self, finding: Finding, indicator: str) -> list[Assessment]:
        """What was judged of the unit of ``finding``, the period first."""
        found = (self._assessed.get((finding.unit, indicator, window)) for window in Window)
        return [one for one in found if one is not None]

    def mark(self, finding: Finding, text: str) -> Markdown:
        """``text`` as what states ``finding``."""
        return Markdown(f"[{protect(text)}]({finding_key(self.evaluation.period, finding)})")

    # --- units ---

    def unit(self, unit_id: str) -> Unit:
        """The unit of that id."""
        return self._units[unit_id]

    def marked(self, finding: Finding) -> Markdown:
        """The unit's name as the text that states ``finding``."""
        unit = self.unit(finding.unit)
        return self.mark(finding, keyed(unit.official, Key("name", (unit.id,))))

    def named(self, unit: Unit, whole: str | None = None) -> Naming:
        """The unit, or its head, as a list writes it; the name says whose it is."""
        return named(unit, whole)

    def counted(self, units: Sequence[Unit]) -> str:
        """How many units of which kinds: "03 UBND xã"."""
        number, _, kinds = count_in_prose([naming(unit.name, unit.official) for unit in units]).partition(" ")
        return f"{keyed(number, Key('count', tuple(unit.id for unit in units)))} {kinds}"

    def units(self) -> list[Unit]:
        """The units of the period that were judged at all."""
        return self._judged

    def whom(self, chosen: Iterable[str]) -> str | None:
        """Some units as their groups where whole groups are meant, else by name; None where all are."""
        left, everyone = set(chosen), self.units()
        if left >= {unit.id for unit in everyone}:
            return None
        names: list[str] = []
        for group in self.roster.groups:
            members = {unit.id for unit in everyone if unit.group == group.id}
            if members and members <= left:
                names.append(lower_first(group.name))
                left -= members
        rest = [self.named(unit) for unit in self.roster.units if unit.id in left]
        return _both([*names, *([units_in_prose(rest)] if rest else [])])

    def coordinate(self) -> str:
        """The groups of units that may be asked but not ordered."""
        members: dict[str, list[bool]] = {}
        for unit in self.units():
            members.setdefault(unit.group, []).append(unit.coordinate)
        return _both([lower_first(group.name) for group in self.roster.groups if all(members.get(group.id, [False]))])

    # --- figures ---

    def plan(self, target: Target) -> Plan | None:
        """The plan of ``target``."""
        return self._plans.get(target.plan)

    def giver(self, target: Target | None) -> str:
        """The body that assigned ``target``, as briefly as it cannot be mistaken: "UBND tỉnh"."""
        return self._givers[target.issuer] if target is not None else ""

    def cited(self, targets: Iterable[Target | None]) -> str:
        """Where ``targets`` were assigned, "mục 5 Kế hoạch số …"; empty where no plan of theirs has a number."""
        return cite_all(targets, self._plans)

    def standing(self, one: Assessment, *, with_figure: bool = True) -> str | None:
        """How a figure stands to its assigned target."""
        about, giver = self.indicators[one.indicator], self.giver(one.target)
        return phrases.standing(one, about, giver, with_figure=with_figure, said=self.said(one))

    def said(self, *ones: Assessment) -> phrases.Said:
        """How a figure is said that is told of ``ones`` at once."""
        units = tuple(dict.fromkeys(one.unit for one in ones))
        indicators = tuple(dict.fromkeys(one.indicator for one in ones))
        return lambda text, what: keyed(text, Key(what, units, indicators, ones[0].window))

    def shown(self, *ones: Assessment) -> str:
        """The one figure of all of ``ones``."""
        return phrases.figure(ones[0], self.least, self.said(*ones))

    def figure(self, one: Assessment) -> FigureView | None:
        """The figure of one window; None where there is none."""
        if one.value is None:
            return None
        about = self.indicators[one.indicator]
        return FigureView(
            figure=self.shown(one),
            span=phrases.span(one),
            verb=phrases.reached(about),
            fell_short=phrases.fell_short(about),
            standing=self.standing(one),
            short_standing=self.standing(one, with_figure=False),
        )


def _both(names: Sequence[str]) -> str:
    """Names that hold commas: two with "và", more parted by semicolons."""
    return joined(names) if len(names) <= len(("this", "that")) else "; ".join(names)


def _briefly(givers: set[str]) -> dict[str, str]:
    """Bodies without their place's name, where only one of them is of that kind: "UBND tỉnh"."""
    short = {giver: match[1] if (match := _LOCAL.fullmatch(giver)) else giver for giver in givers}
    taken = list(short.values())
    return {giver: brief if taken.count(brief) == 1 else giver for giver, brief in short.items()}
