"""An evaluation -> what every letter needs of it: figures and verdicts in words, units by name or group, marks of findings."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.citations import cite_all
from cccc.letters.language.marks import keyed, protect
from cccc.letters.language.names import named
from cccc.letters.views.classes import FigureView, Markdown
from cccc.model.evaluations import Finding, FindingKind, Status, finding_key
from cccc.model.paper import Key
from cccc.model.policies import Ranking
from cccc.model.targets import Indicator, Window
from cccc.vietnamese import count, count_in_prose, joined, lower_first, naming, units_in_prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cccc.model.evaluations import Assessment, Evaluation, Total
    from cccc.model.issuance import Answers, Task
    from cccc.model.offices import Issuer, PaperForm
    from cccc.model.targets import Assignments, Plan, Target, Threshold
    from cccc.model.units import Roster, Unit

_LOCAL = re.compile(r"((?:UBND|HĐND) (?:tỉnh|huyện|quận|thị xã|thành phố|Thành phố|xã|phường|thị trấn|đặc khu)) .+")


@dataclass(frozen=True, slots=True)
class LetterContext:
    """Who speaks in a letter, of whom, and of what."""

    issuer: Issuer
    form: PaperForm
    roster: Roster
    indicators: Mapping[str, Indicator]


@dataclass(frozen=True, slots=True)
class Beside:
    """What an office knows beside the verdicts of a period, for its letters.

    ``answers`` are those to the period's reconciliation sheets; ``coming`` are the targets on the day after the period.
    """

    ranking: Ranking = field(default_factory=Ranking)
    answers: Answers | None = None
    tasks: tuple[Task, ...] = ()
    coming: Assignments = field(default_factory=dict)


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
        self.plans = {plan.id: plan for plan in plans}
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

    def grounds(self, finding: Finding) -> tuple[str, ...]:
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

    def marked(self, finding: Finding) -> Markdown:
        """The unit's name as the text that states ``finding``."""
        unit = self.unit(finding.unit)
        return self.mark(finding, keyed(unit.official, Key("name", (unit.id,))))

    # --- units ---

    def unit(self, unit_id: str) -> Unit:
        """The unit of that id."""
        return self._units[unit_id]

    def name(self, unit: str | Unit) -> str:
        """The name of one unit, keyed."""
        return named(self.unit(unit) if isinstance(unit, str) else unit).whole

    def units(self) -> list[Unit]:
        """The units of the period that were judged at all."""
        return self._judged

    def grouped(self) -> list[tuple[str, list[Unit]]]:
        """The units that were judged by the names of their groups."""
        found = ((group.name, [unit for unit in self._judged if unit.group == group.id]) for group in self.roster.groups)
        return [(name, units) for name, units in found if units]

    def listed(self, units: Iterable[str], most: int | None = None) -> str:
        """Units by name, in the order of the roster; counted where they are more than ``most``."""
        chosen = set(units)
        these = [unit for unit in self.roster.units if unit.id in chosen]
        return in_prose(these) if most is None or len(these) <= most else self.counted(these)

    def counted(self, units: Sequence[Unit]) -> str:
        """How many units of which kinds: "03 UBND xã"."""
        number, _, kinds = count_in_prose([naming(unit.name, unit.official) for unit in units]).partition(" ")
        return f"{keyed(number, Key('count', tuple(unit.id for unit in units)))} {kinds}"

    def whom(self, chosen: Iterable[str]) -> str | None:
        """Some units as their groups where whole groups are meant, else by name; None where all are."""
        left = set(chosen)
        if left >= {unit.id for unit in self._judged}:
            return None
        return _both(groups_and_names(left, self.roster, self._judged))

    def coordinate(self) -> str:
        """The groups of units that may be asked but not ordered."""
        return _both([lower_first(name) for name, units in self.grouped() if all(unit.coordinate for unit in units)])

    # --- targets ---

    def giver(self, target: Target | None) -> str:
        """The body that assigned ``target``, as briefly as it cannot be mistaken: "UBND tỉnh"."""
        return self._givers[target.issuer] if target is not None else ""

    def cited(self, targets: Iterable[Target | None]) -> str:
        """Where ``targets`` were assigned, "mục 5 Kế hoạch số …"; empty where no plan of theirs has a number."""
        return cite_all(targets, self.plans)

    def standing(self, one: Assessment, *, with_figure: bool = True) -> str | None:
        """How a figure stands to its assigned target."""
        about, giver = self.indicators[one.indicator], self.giver(one.target)
        return phrases.standing(one, about, giver, with_figure=with_figure, said=figure_of(one))

    def asked(self, about: Indicator, found: Iterable[Assessment]) -> str:
        """What is asked of ``found``, group by group where it differs; nothing where it is only assumed."""
        return self.asked_of(about, [(one.unit, held) for one in found if (held := assigned(one.target))])

    def asked_of(self, about: Indicator, pairs: Iterable[tuple[str, Threshold]]) -> str:
        """What is asked of units, each with its threshold."""
        by_threshold: dict[Threshold, dict[str, None]] = {}
        for unit, held in pairs:
            by_threshold.setdefault(held, {})[unit] = None
        told = []
        for held, units in by_threshold.items():
            whom = self.whom(units) if len(by_threshold) > 1 else None
            told.append(asked(held, about, units) + (f" đối với {whom}" if whom else ""))
        return "; ".join(told)

    # --- figures ---

    def total(self, about: Indicator, window: Window) -> Total | None:
        """The total of the whole."""
        found = (one for one in self.evaluation.totals if (one.group, one.indicator, one.window) == (None, about.id, window))
        return next(found, None)

    def shown(self, *ones: Assessment) -> str:
        """The one figure of all of ``ones``."""
        return phrases.figure(ones[0], self.least, figure_of(*ones))

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


def figure_of(*ones: Assessment) -> phrases.Said:
    """How a figure is said that is of all of ``ones`` at once: with its key."""
    units = tuple(dict.fromkeys(one.unit for one in ones))
    indicators = tuple(dict.fromkeys(one.indicator for one in ones))
    return lambda text, what: keyed(text, Key(what, units, indicators, ones[0].window))


def figure_of_total(total: Total) -> phrases.Said:
    """How a figure of a group or of the whole is said."""
    of = () if total.group is None else (f"@{total.group}",)
    return lambda text, what: keyed(text, Key(what, of, (total.indicator,), total.window))


def assigned(target: Target | None) -> Threshold | None:
    """The threshold of ``target`` that a letter may call "chỉ tiêu giao"; None of what is only assumed."""
    return target.threshold if target is not None and phrases.is_assigned(target) else None


def asked(held: Threshold, about: Indicator, units: Iterable[str]) -> str:
    """What is asked of ``units``: "đạt từ 30% trở lên"."""
    key = Key("threshold", tuple(units), (about.id,))
    return phrases.asked(held, about, lambda text, _: keyed(text, key))


def number_of(units: Iterable[str]) -> str:
    """How many units they are: "03"; empty where they are none."""
    these = tuple(units)
    return keyed(count(len(these)), Key("count", these)) if these else ""


def in_prose(units: Iterable[Unit]) -> str:
    """Units by name, as one phrase."""
    return units_in_prose([named(unit) for unit in units])


def groups_and_names(chosen: Iterable[str], roster: Roster, among: Iterable[Unit]) -> list[str]:
    """Units as the names of their groups where all ``among`` the group's are meant, and at the end the others by name."""
    left, everyone, names = set(chosen), list(among), list[str]()
    for group in roster.groups:
        members = {unit.id for unit in everyone if unit.group == group.id}
        if members and members <= left:
            names.append(lower_first(group.name))
            left -= members
    rest = [unit for unit in roster.units if unit.id in left]
    return [*names, in_prose(rest)] if rest else names


def _both(names: Sequence[str]) -> str:
    """Names that hold commas: two with "và", more parted by semicolons."""
    return joined(names) if len(names) <= len(("this", "that")) else "; ".join(names)


def _briefly(givers: set[str]) -> dict[str, str]:
    """Bodies without their place's name, where only one of them is of that kind: "UBND tỉnh"."""
    short = {giver: match[1] if (match := _LOCAL.fullmatch(giver)) else giver for giver in givers}
    taken = list(short.values())
    return {giver: brief if taken.count(brief) == 1 else giver for giver, brief in short.items()}
