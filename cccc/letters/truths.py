"""What a stretch of a letter is, by its key -> what the evaluation says of it now: its texts, its cells, its words."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.messages import _, m
from cccc.model.evaluations import Assessment
from cccc.model.targets import Window
from cccc.vietnamese import count, decimal, fold, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cccc.model.evaluations import Evaluation, Finding, Total
    from cccc.model.observations import Source
    from cccc.model.paper import Key, What
    from cccc.model.targets import Indicator, Plan, Target
    from cccc.model.units import Roster

_NUMBER = re.compile(r"(-?\d+(?:\.\d{3})*)(?:,(\d+))?%?")
_NAMED = 3


class Truths:
    """The figures of ``evaluation``, asked by key; ``plans`` tell of targets that it does not judge by."""

    def __init__(
        self, evaluation: Evaluation, roster: Roster, indicators: Mapping[str, Indicator], plans: Sequence[Plan] = ()
    ) -> None:
        self._evaluation, self._indicators, self._plans = evaluation, indicators, plans
        self._names = {unit.id: unit.name for unit in roster.units} | {f"@{group.id}": group.name for group in roster.groups}
        self._assessed = {(one.unit, one.indicator, str(one.window)): one for one in evaluation.assessments}
        self._group = {unit.id: unit.group for unit in roster.units}
        self._summed = {(one.group, one.indicator, str(one.window)): one for one in evaluation.totals}

    # --- what is so ---

    def texts(self, key: Key) -> tuple[str, ...]:
        """What the evaluation says now, each text once; nothing where it cannot say."""
        match key.what:
            case "occurrence":
                found: Iterable[str | None] = map(phrases.nth, self._occurrences(key))
            case "step":
                found = map(phrases.step, self._steps(key))
            case "threshold":
                found = [self._threshold(one.target) for one in self._assessments(key)]
            case "value" | "numerator" | "denominator" | "change":
                found = [_text(key.what, one) for one in self._figures(key)]
            case _:
                found = ()
        return tuple(dict.fromkeys(text for text in found if text))

    def holds(self, key: Key, text: str) -> bool:
        """Whether ``text`` is still so, with as many decimals as it has; also where the evaluation cannot say."""
        told = self.texts(key)
        return not told or all(fold(one) == fold(text) for one in told) or self._rounds(key, text)

    def rises(self, key: Key) -> bool | None:
        """Which way a change goes; None of anything else."""
        ways = {one.change > 0 for one in self._figures(key) if one.change} if key.what == "change" else set()
        return ways.pop() if len(ways) == 1 else None

    def printed(self) -> set[str]:
        """Every figure that the evaluation prints."""
        found: list[Assessment | Total] = [*self._evaluation.assessments, *self._evaluation.totals]
        shown = {one.display for one in found if one.display}
        changes = {decimal(abs(one.change)) for one in found if one.change is not None}
        thresholds = {self._threshold(one.target) for one in self._evaluation.assessments}
        counts = {str(number) for one in found for number in (one.numerator, one.denominator) if number is not None}
        return shown | changes | counts | {text for text in thresholds if text}

    def sources(self, key: Key) -> tuple[Source, ...]:
        """The cells that the figure came from."""
        if key.what not in {"value", "numerator", "denominator", "change", "rank", "gap"}:
            return ()
        return tuple(dict.fromkeys(source for one in self._assessments(key) for source in one.sources))

    # --- in words ---

    def words(self, key: Key) -> str:
        """What a text with ``key`` is, in words."""
        what = {
            "value": "",
            "numerator": _("the part") if key.indicators else _("targets met"),
            "denominator": _("the whole") if key.indicators else _("targets in all"),
            "occurrence": _("occurrence"),
            "name": _("unit name"),
            "change": _("change"),
            "threshold": _("threshold"),
            "count": _("number of units"),
            "rank": _("rank"),
            "gap": _("points between"),
            "said": _("what was stated"),
            "step": _("what the criticism asks for"),
        }[key.what]
        indicators = [self._indicators[one].short for one in key.indicators if one in self._indicators]
        units = [self._names.get(one, one) for one in key.units]
        named = units if len(units) <= _NAMED else [str(m("{count} units", count=len(units)))]
        span = next((one.span.phrase for one in self._figures(key) if one.span), "")
        return ", ".join(part for part in (what, *indicators, *named, span) if part)

    def comment(self, key: Key) -> str | None:
        """What a comment on a figure tells: its counts and its cells, a line each; None of what is no figure."""
        match key.what:
            case "threshold":
                lines = self._assigned(key)
            case "gap":
                lines = [*self._assigned(key), *self._from(key)]
            case "count":
                lines = [", ".join(self._names.get(unit, unit) for unit in key.units)]
            case "said":
                lines = [", ".join(key.indicators)]
            case "value" | "numerator" | "denominator" | "change" | "rank":
                lines = self._from(key) or self._verdicts(key)
            case _:
                lines = []
        return "\n".join(dict.fromkeys([self.words(key), *lines])) if lines else None

    def _from(self, key: Key) -> list[str]:
        """Counts and cells of a figure; of a total the first and the last cell of each sheet that it sums."""
        lines = [self._counted(key, one) for one in self._figures(key)]
        lines += [f"{_place(source.file)}, {source.sheet}: {', '.join(source.cells)}" for source in self.sources(key)]
        groups = {unit.removeprefix("@") for unit in key.units}
        cells: dict[tuple[str, str], list[str]] = {}
        for one in self._evaluation.assessments if not key.units or key.units[0].startswith("@") else ():
            if one.indicator in key.indicators and str(one.window) == key.window:
                for source in one.sources if not groups or self._group.get(one.unit) in groups else ():
                    cells.setdefault((source.file, source.sheet), []).extend(source.cells)
        return [*lines, *(f"{_place(file)}, {sheet}: {found[0]} … {found[-1]}" for (file, sheet), found in cells.items())]

    def _verdicts(self, key: Key) -> list[str]:
        """All figures of the units, for what counts or ranks them."""
        mine = [one for one in self._evaluation.assessments if one.unit in key.units and one.target is not None]
        return [f"{self._indicators[one.indicator].short}, {one.span.phrase}: {one.display or '–'}" for one in mine]

    def _assigned(self, key: Key) -> list[str]:
        """Which plan asks it, and where it is written."""
        judged = [one.target for unit in key.units for one in self._of(unit, key.indicators) if one.target is not None]
        planned = [one for plan in self._plans for one in plan.targets if one.indicator in key.indicators]
        return [_assigned(one) for one in (*judged, *(one for one in planned if set(one.units) & set(key.units)))]

    def _of(self, unit: str, indicators: Sequence[str]) -> list[Assessment]:
        return [one for name in indicators for window in Window if (one := self._assessed.get((unit, name, str(window))))]

    def _counted(self, key: Key, one: Assessment | Total) -> str:
        name = self._names.get(one.unit, "") if isinstance(one, Assessment) and len(key.units) > 1 else ""
        counts = "" if one.numerator is None or one.denominator is None else f"{one.numerator}/{one.denominator}"
        figure = " = ".join(part for part in (counts, one.display or "") if part)
        return f"{name}: {figure}" if name else figure

    # --- by key ---

    def _assessments(self, key: Key) -> list[Assessment]:
        found = (self._assessed.get((unit, indicator, key.window)) for unit in key.units for indicator in key.indicators)
        return [one for one in found if one is not None]

    def _figures(self, key: Key) -> list[Assessment | Total]:
        if key.units and not any(unit.startswith("@") for unit in key.units):
            return [*self._assessments(key)]
        groups: list[str | None] = [unit.removeprefix("@") for unit in key.units]
        groups = groups or [None]
        found = (self._summed.get((group, indicator, key.window)) for group in groups for indicator in key.indicators)
        return [one for one in found if one is not None]

    def _occurrences(self, key: Key) -> list[int]:
        return [one.occurrence for one in self._found(key) if one.occurrence]

    def _steps(self, key: Key) -> list[str]:
        return [one.step for one in self._found(key) if one.step]

    def _found(self, key: Key) -> list[Finding]:
        about = [one for one in self._evaluation.findings if one.unit in key.units]
        return [one for one in about if set(key.indicators).intersection(one.indicators)]

    def _threshold(self, target: Target | None) -> str | None:
        if target is None or target.threshold is None or target.indicator not in self._indicators:
            return None
        return phrases.threshold(target.threshold, self._indicators[target.indicator])

    def _rounds(self, key: Key, text: str) -> bool:
        match = _NUMBER.fullmatch(text.strip())
        exact = [_exact(key.what, one) for one in self._figures(key)]
        if match is None or not exact:
            return False
        decimals = match[2] or ""
        said = Fraction(int(match[1].replace(".", "") + decimals), 10 ** len(decimals))
        return all(value is not None and rounded(Fraction(value), len(decimals)) == said for value in exact)


def _text(what: What, one: Assessment | Total) -> str | None:
    if what == "value":
        return one.display
    exact = _exact(what, one)
    if exact is None:
        return None
    return decimal(exact) if what == "change" else count(int(exact))


def _exact(what: What, one: Assessment | Total) -> Fraction | int | None:
    if what == "change":
        return None if one.change is None else abs(one.change)
    return {"value": one.value, "numerator": one.numerator, "denominator": one.denominator}.get(what)


def _assigned(target: Target) -> str:
    return ", ".join(part for part in (target.plan, target.cite or "", _place(str(target.location))) if part)


def _place(file: str) -> str:
    # a paper carries no path
    return file.replace("\\", "/").rpartition("/")[2]
