"""Two evaluations of one period held against each other -> verdicts that flip, and warnings before a letter is drafted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.model.differences import Flip, Flips
from cccc.model.evaluations import FindingKind, Status
from cccc.problems import Location, invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cccc.messages import Message
    from cccc.model.evaluations import Assessment, Evaluation, Finding
    from cccc.model.policies import Policy
    from cccc.model.targets import Indicator, Window
    from cccc.model.units import Roster
    from cccc.problems import Problem

_Key = tuple[str, str, "Window"]
NOTHING = "–"
_KINDS = {FindingKind.PRAISE: m("praise"), FindingKind.REMINDER: m("reminder"), FindingKind.CRITICISM: m("criticism")}


def doubts(evaluation: Evaluation, policy: Policy, roster: Roster, indicators: Mapping[str, Indicator]) -> list[Problem]:
    """Findings that should not go out unseen: a unit praised and criticised at once, a criticism on few dossiers."""
    names = {unit.id: unit.name for unit in roster.units}
    places = {rule.id: rule.location for rule in policy.rules}
    # a rule may be gone from the policy since
    anywhere = next(iter(places.values()), Location(policy.id))
    found = [
        _warned(invalid("praised-and-criticised", places.get(finding.rule, anywhere), message, m("strike one of the two")))
        for finding, message in _praised_too(evaluation, names)
    ]
    fix = m("leave the criticism out, or lower min_denominator: if it is meant")
    return found + [
        _warned(invalid("small-denominator", places.get(finding.rule, anywhere), message, fix))
        for finding, message in _on_few(evaluation, policy.min_denominator, names, indicators)
    ]


def changed(evaluation: Evaluation, now: Evaluation, roster: Roster, indicators: Mapping[str, Indicator]) -> list[Problem]:
    """Figures behind the findings of ``evaluation`` that are others in ``now``, which is made of what the ledger holds."""
    names = {unit.id: unit.name for unit in roster.units}
    found = []
    for one, other in shifted(_grounds(evaluation), now):
        message = m(
            "{unit}: {indicator} was {before} when it was evaluated, now it is {after}",
            unit=names[one.unit],
            indicator=indicators[one.indicator].short,
            before=_shown(one),
            after=_shown(other),
        )
        place = next((source.location for source in (*one.sources, *other.sources)), Location(evaluation.period.label))
        found.append(_warned(invalid("source-changed", place, message, m("evaluate {period} again", period=evaluation.period))))
    return found


def shifted(figures: Iterable[Assessment], now: Evaluation) -> list[tuple[Assessment, Assessment]]:
    """Those of ``figures`` that are others ``now``, each with what it is."""
    today = {(one.unit, one.indicator, one.window, one.span): one for one in now.assessments}
    pairs = [(one, today.get((one.unit, one.indicator, one.window, one.span))) for one in figures]
    return [(one, other) for one, other in pairs if other is not None and _figure(one) != _figure(other)]


def changed_since_issued(
    number: str, before: Assessment, after: Assessment, roster: Roster, indicators: Mapping[str, Indicator]
) -> Problem:
    """The alarm that a figure behind the signed paper ``number`` is another now, at the cell it comes from now."""
    message = m(
        "{number} rests on {before} for {unit}, {indicator} ({window}); now it is {after}",
        number=number,
        before=_shown(before),
        unit=next((unit.name for unit in roster.units if unit.id == before.unit), before.unit),
        indicator=indicators[before.indicator].short if before.indicator in indicators else before.indicator,
        window=before.span,
        after=_shown(after),
    )
    place = next((source.location for source in (*after.sources, *before.sources)), Location(before.span.label))
    fix = m("look which is right; a paper that corrects or replaces it is recorded with cccc issue --corrects or --replaces")
    return _warned(invalid("issued-figure-changed", place, message, fix))


def climbed(evaluation: Evaluation, now: Evaluation, policy: Policy, roster: Roster) -> list[Problem]:
    """Findings for which a ladder asks another kind by what stands in papers ``now``."""
    names = {unit.id: unit.name for unit in roster.units}
    places = {rule.id: rule.location for rule in policy.rules}
    today = {(one.rule, one.unit, one.indicators): one.kind for one in now.findings}
    found = []
    for one in evaluation.findings:
        kind = today.get((one.rule, one.unit, one.indicators), one.kind)
        if kind is not one.kind:
            message = m(
                "{unit}: papers were issued or withdrawn since it was evaluated; it was a {before}, now it would be a {after}",
                unit=names[one.unit],
                before=_KINDS[one.kind],
                after=_KINDS[kind],
            )
            place = places.get(one.rule, Location(policy.id))
            found.append(
                _warned(invalid("source-changed", place, message, m("evaluate {period} again", period=evaluation.period)))
            )
    return found


def changed_file(file: str) -> Problem:
    """``file`` no longer holds what was evaluated."""
    message = m("the file has changed since it was evaluated")
    return _warned(
        invalid("source-changed", Location(file), message, m("run cccc evaluate with it again, then draft the letter"))
    )


def _warned(problem: Problem) -> Problem:
    return replace(problem, severity="warning")


def _praised_too(evaluation: Evaluation, names: Mapping[str, str]) -> Iterator[tuple[Finding, Message]]:
    praised = {finding.unit for finding in evaluation.findings if finding.kind is FindingKind.PRAISE}
    for finding in _criticisms(evaluation):
        if finding.unit in praised:
            yield finding, m("{unit} is praised and criticised in one letter", unit=names[finding.unit])


def _on_few(
    evaluation: Evaluation, least: int, names: Mapping[str, str], indicators: Mapping[str, Indicator]
) -> Iterator[tuple[Finding, Message]]:
    few: dict[str, list[Assessment]] = {}
    for one in evaluation.assessments:
        if one.status is Status.MISSED and one.denominator is not None and one.denominator < least:
            few.setdefault(one.unit, []).append(one)
    for finding in _criticisms(evaluation):
        for one in few.get(finding.unit, ()):
            if one.indicator in (*finding.indicators, *finding.also):
                message = m(
                    "{unit} is criticised for {indicator} on {count} dossiers, fewer than the policy's {least}",
                    unit=names[finding.unit],
                    indicator=indicators[one.indicator].short,
                    count=one.denominator,
                    least=least,
                )
                yield finding, message


def _criticisms(evaluation: Evaluation) -> Iterator[Finding]:
    return (finding for finding in evaluation.findings if finding.kind is FindingKind.CRITICISM)


def _grounds(evaluation: Evaluation) -> list[Assessment]:
    return _of(evaluation.assessments, evaluation.findings)


def _of(assessments: Iterable[Assessment], findings: Sequence[Finding]) -> list[Assessment]:
    meant = {(finding.unit, name) for finding in findings for name in (*finding.indicators, *finding.also)}
    return [one for one in assessments if (one.unit, one.indicator) in meant]


def _figure(one: Assessment) -> tuple[object, ...]:
    return (one.numerator, one.denominator, one.value, one.rating)


def _shown(one: Assessment) -> str:
    """The figure as printed, with its counts: they tell two that read alike apart."""
    if one.display is None:
        return NOTHING
    return one.display if one.denominator is None else f"{one.display} ({one.numerator}/{one.denominator})"


# --- by two sets of declarations ---------------------------------------------------------------------------------------


def flipped(before: Evaluation, after: Evaluation) -> Flips:
    """What ``after`` says otherwise, in its own order; what only ``before`` has stands last."""
    was, now = _by_key(before), _by_key(after)
    keys = dict.fromkeys([*now, *was])
    flips = [Flip(*key, was.get(key), now.get(key)) for key in keys if _status(was.get(key)) != _status(now.get(key))]
    old, new = _findings_said(before), _findings_said(after)
    return Flips(
        period=after.period,
        judged=len(keys),
        flips=tuple(flips),
        gained=tuple(finding for said, finding in new.items() if said not in old),
        lost=tuple(finding for said, finding in old.items() if said not in new),
    )


def _by_key(evaluation: Evaluation) -> dict[_Key, Assessment]:
    return {(one.unit, one.indicator, one.window): one for one in evaluation.assessments}


def _status(one: Assessment | None) -> str | None:
    return one.status.value if one else None


def _findings_said(evaluation: Evaluation) -> dict[tuple[object, ...], Finding]:
    """The findings by what they say of whom; by which rule they say it does not matter."""
    return {(finding.kind, finding.unit, finding.indicators, finding.occurrence): finding for finding in evaluation.findings}
