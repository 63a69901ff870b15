"""A period -> what its verdicts can rest on, of all that the ledger and the files hold: no more for a longer past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.model.observations import Kind
from cccc.model.targets import Window
from cccc.periods import Period
from cccc.workflow.known_figures import known_with

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cccc.declarations.workspace import Workspace
    from cccc.ledger import Ledger
    from cccc.model.observations import InputFile, Observation, Values
    from cccc.model.targets import Indicator


@dataclass(frozen=True, slots=True)
class Known:
    """Observations with their places, and the bare values of the spans that the period is only compared with."""

    observations: Sequence[Observation]
    compared: Mapping[Period, Values]


def bearing_on(
    space: Workspace,
    ledger: Ledger,
    period: Period,
    read: Sequence[Observation] = (),
    inputs: Sequence[InputFile] = (),
) -> Known:
    """What bears on ``period``, once the ledger has taken in what was ``read`` from ``inputs``.

    That are its own figures, those of the periods that it is compared with, and of every cumulative figure that no file
    gives whole the pieces.
    """
    summed = _summed(space, period)
    rhythm, again = space.policy.rhythm, {seen.span for seen in read}
    earlier = {rhythm.previous(period), rhythm.year_before(period) or period} - {period}
    whole = {period, *summed.values(), *(earlier & again)}
    known = known_with(ledger, ledger.observations_of(sorted(whole), period.end), read, inputs)
    values = ledger.values(earlier - again)
    pieces = _pieces(space, ledger, known, summed) if summed else []
    if pieces:
        known += known_with(ledger, pieces, read, inputs)
    return Known(known + _witnesses(space, ledger, period, known, values), values)


def _summed(space: Workspace, period: Period) -> dict[tuple[str, str], Period]:
    """The spans of the cumulative figures that are judged, by unit and indicator."""
    from cccc.declarations.assignments import assignments

    held = [plan for plan in space.plans if plan.holds_on(period.end)]
    if not any(Window.CUMULATIVE in target.windows for plan in held for target in plan.targets):
        return {}
    targets, _ = assignments(space.plans, space.roster, period.end)
    valid = {unit.id for unit in space.roster.in_period(period)}
    spans = {target.cumulative_from: target for target in targets.values() if target.cumulative_from <= period.end}
    whole = {since: Period(since, period.end) for since in spans}
    return {
        (unit, indicator): whole[target.cumulative_from]
        for (unit, indicator), target in targets.items()
        if Window.CUMULATIVE in target.windows
        and target.cumulative_from in whole
        and unit in valid
        and indicator in space.indicators
    }


def _pieces(
    space: Workspace, ledger: Ledger, known: Sequence[Observation], summed: Mapping[tuple[str, str], Period]
) -> list[Observation]:
    """The past of the cumulative figures that ``known`` does not give whole."""
    from cccc.evaluation.figures import Observed

    observed = Observed(known)
    lacking = {key: span for key, span in summed.items() if observed.lacks(key[0], space.indicators[key[1]], span)}
    if not lacking:
        return []
    indicators = [space.indicators[name] for name in sorted({indicator for _, indicator in lacking})]
    about = {name for indicator in indicators for name in (indicator.id, *indicator.measures)}
    concerned = {unit for unit, _ in lacking}
    lines = [space.roster.carried(unit.id) for unit in space.roster.units if unit.carries and unit.id in concerned]
    longest = min(lacking.values())
    return ledger.pieces(longest, sorted(about), concerned.union(*lines))


def _witnesses(
    space: Workspace, ledger: Ledger, period: Period, known: Sequence[Observation], values: Mapping[Period, Values]
) -> list[Observation]:
    """For an indicator whose total was nothing and whose part nobody tells here: whether anything ever told of it."""
    zero = {seen.about for seen in known if seen.span == period and not seen.value}
    doubtful = [one for one in space.indicators.values() if one.type == "ratio" and one.denominator in zero]
    if not doubtful:
        return []
    told = {(seen.kind.value, seen.about) for seen in known}.union(
        *({(kind, about) for _, kind, about in one} for one in values.values())
    )
    asked = {key for one in doubtful if told.isdisjoint(by := _telling(one)) for key in by}
    return ledger.witnesses(sorted(asked), period.end)


def _telling(indicator: Indicator) -> set[tuple[str, str]]:
    """What there is where an indicator is told of whose denominator is known."""
    rates = {(kind.value, indicator.id) for kind in (Kind.RATE, Kind.RATING)}
    return {*rates, (Kind.MEASURE.value, indicator.numerator or "")}
