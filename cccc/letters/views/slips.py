"""An evaluation -> what a leader should know before signing: who escaped and why, and what the findings rest on."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from cccc.letters.language import phrases
from cccc.letters.language.marks import keyed
from cccc.letters.language.names import shortened
from cccc.letters.views.classes import AnswersView, PointView, SlipView
from cccc.letters.views.facts import assigned, figure_of, number_of
from cccc.model.evaluations import FindingKind, Status
from cccc.model.paper import Key
from cccc.model.targets import Window
from cccc.periods import short_date
from cccc.vietnamese import count, lower_first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cccc.letters.views.facts import Facts
    from cccc.model.evaluations import Assessment
    from cccc.model.offices import Issuer
    from cccc.model.targets import Indicator

T = TypeVar("T")

FEW = 10
"""A figure of fewer dossiers than this is worth a leader's glance, whatever the policy allows."""

NARROW = Fraction(1)
"""A target met by no more than so many points was met narrowly."""

NAMED = 6
"""So many units are named on one line of the slip; more are counted, so that it keeps to its page."""


def slip(facts: Facts, issuer: Issuer) -> SlipView:
    """The slip that goes to the leader of ``issuer`` with the letter."""
    evaluation, indicators = facts.evaluation, facts.indicators
    praised = {finding.unit for finding in facts.of(FindingKind.PRAISE)}
    others = {one.unit for one in evaluation.findings if one.kind is not FindingKind.PRAISE}
    reminded, criticised = _named(facts, FindingKind.REMINDER), _named(facts, FindingKind.CRITICISM)
    left = [*evaluation.withheld, *(one.finding for one in evaluation.exempted)]
    named = reminded | criticised | {(finding.unit, name) for finding in left for name in finding.indicators}
    missed = [one for one in evaluation.assessments if one.status is Status.MISSED]
    ordered = [one for one in missed if not facts.unit(one.unit).coordinate]
    met = {(one.unit, one.indicator, one.window) for one in evaluation.assessments if one.status is Status.MET}

    def met_by(one: Assessment, window: Window) -> bool:
        """Whether what was assigned and missed is met by the other figure, that of ``window``."""
        return phrases.is_assigned(one.target) and one.window is not window and (one.unit, one.indicator, window) in met

    def met_only(window: Window) -> list[PointView]:
        escaped = [one for one in ordered if (one.unit, one.indicator) not in criticised]
        return _points(facts, [one for one in escaped if met_by(one, window)])

    withheld = [one for finding in evaluation.withheld for name in finding.indicators for one in facts.at(finding, name)]
    grounds = list(_grounds(facts))
    doubted = [one.indicator for one in grounds if one.status is Status.MISSED and one.target and one.target.assumed]
    untold = [one for one in ordered if (one.unit, one.indicator) not in named]
    return SlipView(
        leader=f"Lãnh đạo {shortened(issuer.name)}",
        praised=facts.listed(praised, NAMED),
        reminded=_reminded(facts),
        too_few=_with_counts(facts, withheld, facts.least),
        exempt=_exempt(facts),
        coordinate=_points(facts, [one for one in missed if facts.unit(one.unit).coordinate]),
        by_the_period=met_only(Window.PERIOD),
        by_the_total=met_only(Window.CUMULATIVE),
        narrow=_points(facts, [one for one in evaluation.assessments if _narrow(one, indicators[one.indicator])]),
        untold=_points(facts, [one for one in untold if not any(met_by(one, window) for window in Window)]),
        both=facts.listed(praised & others, NAMED),
        few=_with_counts(facts, grounds, max(facts.least, FEW)),
        uncounted=_points(facts, [one for one in grounds if _is_bare_rate(one, indicators[one.indicator])]),
        assumed=[_name(facts, name) for name in dict.fromkeys(doubted)],
        unreported=_points(facts, [one for one in evaluation.assessments if one.status is Status.NOT_REPORTED]),
        answers=_answers(facts),
    )


def _named(facts: Facts, kind: FindingKind) -> set[tuple[str, str]]:
    return {(one.unit, name) for one in facts.of(kind) for name in (*one.indicators, *one.also)}


def _grounds(facts: Facts) -> Iterable[Assessment]:
    """The figures that findings rest on: a praise on what is met, the others on what is missed."""
    for finding in facts.evaluation.findings:
        praise = finding.kind is FindingKind.PRAISE
        for name in finding.indicators if praise else facts.grounds(finding):
            found = (one for one in facts.at(finding, name) if one.value is not None)
            yield from (one for one in found if (one.status is Status.MISSED) is not praise)


def _reminded(facts: Facts) -> list[PointView]:
    found: dict[str, set[str]] = {}
    for finding in facts.of(FindingKind.REMINDER):
        for name in facts.grounds(finding):
            found.setdefault(name, set()).add(finding.unit)
    return _by_indicator(facts, found, lambda units: facts.listed(units, NAMED))


def _exempt(facts: Facts) -> list[PointView]:
    found: dict[tuple[str, str], set[str]] = {}
    for one in facts.evaluation.exempted:
        cite = f", {one.cite}" if one.cite else ""
        why = f"{one.reason}{cite}; đến hết ngày {short_date(one.until)}"
        for name in one.finding.indicators:
            found.setdefault((name, why), set()).add(one.finding.unit)
    return [PointView(f"{_name(facts, name)} ({why})", facts.listed(units, NAMED)) for (name, why), units in found.items()]


def _narrow(one: Assessment, about: Indicator) -> bool:
    held = assigned(one.target)
    # whoever must reach the very top has no room to meet it by more
    may_be = one.status is Status.MET and about.type == "ratio" and held is not None and held.value != phrases.WHOLE
    return may_be and one.value is not None and held is not None and abs(one.value - held.value) <= NARROW


def _is_bare_rate(one: Assessment, about: Indicator) -> bool:
    return about.type == "ratio" and one.denominator is None


def _answers(facts: Facts) -> AnswersView | None:
    answers = facts.beside.answers
    if answers is None or not answers.units:
        return None
    answered = [unit for unit in answers.units if unit not in answers.silent]
    return AnswersView(
        answered=keyed(count(len(answered)), Key("count", tuple(answered))),
        asked=number_of(answers.units),
        silent=facts.listed(answers.silent, NAMED),
        undecided=facts.listed({answer.unit for answer in answers.undecided}, NAMED),
        late=facts.listed({answer.unit for answer in answers.answers if answer.late}, NAMED),
    )


# --- units by indicator ---


def _points(facts: Facts, found: Iterable[Assessment]) -> list[PointView]:
    by_indicator: dict[str, set[str]] = {}
    for one in found:
        by_indicator.setdefault(one.indicator, set()).add(one.unit)
    return _by_indicator(facts, by_indicator, lambda units: facts.listed(units, NAMED))


def _with_counts(facts: Facts, found: Iterable[Assessment], least: int) -> list[PointView]:
    """Units whose figures rest on fewer dossiers than ``least``, with their counts as long as the units are few."""
    by_indicator: dict[str, list[Assessment]] = {}
    for one in found:
        if one.denominator is not None and 0 < one.denominator < least:
            by_indicator.setdefault(one.indicator, []).append(one)

    def words(these: Iterable[Assessment]) -> str:
        units = {one.unit for one in these}
        if len(units) > NAMED:
            return facts.listed(units, NAMED)
        return "; ".join(dict.fromkeys(_with_count(facts, one) for one in these))

    return _by_indicator(facts, by_indicator, words)


def _with_count(facts: Facts, one: Assessment) -> str:
    """The unit with the counts of its figure: "UBND xã Hà Kỳ (02/04 hồ sơ)"."""
    said = figure_of(one)
    numerator, denominator = said(count(one.numerator or 0), "numerator"), said(count(one.denominator or 0), "denominator")
    return f"{facts.name(one.unit)} ({numerator}/{denominator} hồ sơ)"


def _by_indicator(facts: Facts, found: Mapping[str, T], words: Callable[[T], str]) -> list[PointView]:
    """What is ``found`` by indicator, in ``words``; indicators of which the same is said of the same units together."""
    by_units: dict[str, list[str]] = {}
    for indicator, these in found.items():
        by_units.setdefault(words(these), []).append(_name(facts, indicator))
    return [PointView(", ".join(about), units) for units, about in by_units.items()]


def _name(facts: Facts, indicator: str) -> str:
    about = facts.indicators[indicator]
    return lower_first(about.brief if about.type == "rating" else about.short)
