"""What the verdicts of a period rest on, of all that ledger and files hold; and an evaluation as the ledger has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.model.observations import Kind
from cccc.model.targets import Window
from cccc.periods import Period
from cccc.problems import Location, invalid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cccc.declarations.workspace import Workspace
    from cccc.evaluation.escalation import Verdicts
    from cccc.ledger import Ledger
    from cccc.model.evaluations import Evaluation, IssuedFinding
    from cccc.model.observations import InputFile, Observation, Values
    from cccc.model.targets import Indicator
    from cccc.problems import Problem
    from cccc.workflow.office import Office


@dataclass(frozen=True, slots=True)
class Evidence:
    """Observations with their places, and the bare values of the spans that the period is only compared with."""

    observations: Sequence[Observation]
    compared: Mapping[Period, Values]


def bearing_on(
    space: Workspace,
    ledger: Ledger,
    period: Period,
    read: Sequence[Observation] = (),
    inputs: Sequence[InputFile] = (),
) -> Evidence:
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
    return Evidence(known + _witnesses(space, ledger, period, known, values), values)


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


def known_with(
    ledger: Ledger, remembered: Sequence[Observation], read: Sequence[Observation], inputs: Sequence[InputFile]
) -> list[Observation]:
    """``remembered`` as it will be when ``inputs``, from which ``read`` comes, are in the ledger.

    A file read again takes back what it gave before of the same spans; what another file had said then counts again.
    """
    from cccc.ledger.imports import name_of

    names, again = {name_of(given.file) for given in inputs}, {seen.span for seen in read}
    given = {seen.key: seen for seen in read}
    if not remembered:
        return list(given.values())
    known: dict[object, Observation] = {}
    taken_back: list[Observation] = []
    for seen in remembered:
        # few spans are read again, so most of the past is passed by the first test
        if seen.span not in again or name_of(seen.source.file) not in names:
            known[seen.key] = seen
        elif seen.key not in given:
            taken_back.append(seen)
    if taken_back:
        known |= {seen.key: seen for seen in ledger.said_by_others(taken_back, inputs)}
    return list((known | given).values())


# --- what earlier periods left ----------------------------------------------------------------------------------------


def remembered(space: Workspace, ledger: Ledger, period: Period) -> tuple[list[IssuedFinding], Verdicts]:
    """The findings that may count in ``period``; where a rule forgets after periods met, also what was met since."""
    counting = [rule for rule in space.policy.rules if rule.ladder is not None]
    issued = ledger.issued(None if any(rule.ladder and rule.ladder.running for rule in counting) else period.end.year)
    forgetting = {
        name
        for rule in counting
        if rule.ladder and rule.ladder.reset_after
        for name in (*rule.indicators, *(line for line, _test in rule.lines))
    }
    concerned = {one.unit for one in issued}
    if not forgetting or not concerned:
        return issued, {}
    lines = [space.roster.carried(unit.id) for unit in space.roster.units if unit.carries]
    units = concerned.union(*(line for line in lines if not concerned.isdisjoint(line)))
    oldest = min(one.period.end for one in issued)
    return issued, ledger.verdicts(units, forgetting, oldest, period.start)


def recalled(office: Office, asked: Period | None) -> tuple[Evaluation | None, list[Problem]]:
    """The latest evaluation of the period asked for, else of the one evaluated last; its occurrences count today's papers."""
    from cccc.evaluation import counted_again

    evaluation = office.ledger.evaluation(asked)
    if evaluation is None:
        return None, [not_evaluated(office.space, asked)]
    issued, verdicts = remembered(office.space, office.ledger, evaluation.period)
    return counted_again(evaluation, issued, office.space.policy, office.space.roster, verdicts), []


def not_evaluated(space: Workspace, asked: Period | None) -> Problem:
    """What to say where the ledger holds no such evaluation."""
    told = m("{period} has not been evaluated yet", period=asked) if asked else m("nothing has been evaluated yet")
    return invalid("not-evaluated", Location(space.ledger.as_posix()), told, m("run cccc evaluate with the exports first"))


def last_period(ledger: Ledger) -> Period | None:
    """The period that was evaluated last."""
    evaluation = ledger.evaluation()
    return evaluation.period if evaluation else None
