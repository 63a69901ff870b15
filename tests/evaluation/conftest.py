"""A small notation for evaluations.

Figures, a line each: ``unit span indicator figure``.  A unit is a-i (communes), p (a department), k (coordinate) or ``total``;
a span is a label, or ``to:LABEL`` for a cumulative figure without a start; a figure is counts ``5/10`` (``?`` unknown), a rate
``59,996%``, a number or a rating.  Targets: ``indicator >=60 from 2023-01-01 in period for a b``.
"""

import re
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest

from cccc import messages
from cccc.evaluation import evaluate
from cccc.model.conditions import Condition, WindowTest
from cccc.model.evaluations import Finding, FindingKind, IssuedFinding, Status
from cccc.model.observations import Kind, Observation, Source
from cccc.model.policies import Exemption, Ladder, Policy, Rule
from cccc.model.targets import Adds, Indicator, Operator, Target, Threshold, Window
from cccc.model.units import Group, Roster, Unit
from cccc.periods import parse_label
from cccc.problems import Location

sys.path.insert(0, str(Path(__file__).parent))  # the naive implementation and what the tests of this folder share
HERE = Location("f.yaml", 1, 1)
SIGNS = {
    ">=": Operator.AT_LEAST,
    ">": Operator.MORE_THAN,
    "<=": Operator.AT_MOST,
    "<": Operator.LESS_THAN,
    "=": Operator.EXACTLY,
}


def unit(name, group, *, coordinate=False, **dates):
    return Unit(name, name.upper(), group, name, name, name, coordinate, HERE, **dates)


UNITS = {
    "p": unit("p", "departments"),
    **{name: unit(name, "communes") for name in "abc"},
    "k": unit("k", "sectors", coordinate=True),
}
ROSTER = tuple(UNITS.values())
GROUPS = {
    "departments": Group("departments", "district", "D"),
    "communes": Group("communes", "commune", "C"),
    "sectors": Group("sectors", "district", "S"),
}


def ratio(name, **more):
    return Indicator(name, name, "ratio", name, name, f"{name}_n", f"{name}_d", **more)


INDICATORS = {
    "pay": ratio("pay"),
    "dig": ratio("dig"),
    "stock": ratio("stock", adds=Adds.END),
    "used": ratio("used", adds=Adds.NEVER),
    "late": Indicator("late", "late", "number", "late", "late", "late_n", better="lower"),
    "open": Indicator("open", "open", "number", "open", "open", "open_n", better="lower", adds=Adds.END),
    "web": Indicator("web", "web", "rating", "web", "web", adds=Adds.NEVER, met=("Đạt", "Tốt"), missed=("Chưa đạt",)),
    "mail": Indicator("mail", "mail", "rating", "mail", "mail", adds=Adds.NEVER, met=("Đạt",), missed=("Chưa đạt",)),
}


def threshold(text):
    sign, value = re.fullmatch(r"(>=|<=|>|<|=)(.*)", text).groups()
    return Threshold(SIGNS[sign], Fraction(value.rstrip("%").replace(",", ".")))


def seen(line, at=1):
    """The observations that a line writes."""
    name, label, about, figure = line.split(" ", 3)
    window = Window.CUMULATIVE if label.startswith("to:") else Window.PERIOD
    span = parse_label(label.removeprefix("to:"))
    indicator = INDICATORS[about]

    def one(kind, of, value, column, margin=Fraction(0)):
        source = Source("f.xlsx", label, (f"{column}{at}",))
        return Observation(None if name == "total" else name, kind, of, span, value, source, window, margin)

    if indicator.type == "rating":
        return [one(Kind.RATING, about, figure, "B")]
    if figure.endswith("%"):
        value = figure[:-1].replace(",", ".")
        decimals = len(value.partition(".")[2])
        return [one(Kind.RATE, about, Fraction(value), "D", Fraction(1, 2 * 10**decimals))]
    counts = zip(indicator.measures, figure.split("/"), "BC", strict=False)
    return [one(Kind.MEASURE, measure, Fraction(count), column) for measure, count, column in counts if count != "?"]


TARGET = re.compile(r"(\w+)(?: ((?:>=|<=|>|<|=)[\d,.]+))?(?: from (\S+))?(?: in (\w+))?(?: for (.*))?")


def assigned(lines):
    """The targets that the lines write, by unit and indicator."""
    made = {}
    for line in lines:
        indicator, bound, since, window, names = TARGET.fullmatch(line).groups()
        target = Target(
            plan="plan",
            indicator=indicator,
            units=tuple(names.split()) if names else tuple(UNITS),
            threshold=threshold(bound) if bound else None,
            cumulative_from=date.fromisoformat(since or "2023-01-01"),
            windows=(Window(window),) if window else tuple(Window),
            location=HERE,
        )
        made.update({(name, indicator): target for name in target.units})
    return made


def condition(*options):
    """A condition: statuses by name, thresholds as ``>=60``."""
    statuses = {Status(option) for option in options if option[0] not in "<>="}
    return Condition(frozenset(statuses), tuple(threshold(option) for option in options if option[0] in "<>="))


def period(*options):
    return WindowTest(Window.PERIOD, condition(*options))


def cumulative(*options):
    return WindowTest(Window.CUMULATIVE, condition(*options))


def rule(name, kind, indicators=(), when=None, lines=None, **more):
    return Rule(
        id=name,
        kind=FindingKind(kind),
        units=frozenset(more.pop("units", UNITS)),
        indicators=tuple(indicators),
        location=HERE,
        when=when,
        lines=tuple((lines or {}).items()),
        ladder=more.pop("ladder", Ladder() if more.pop("escalates", False) else None),
        **more,
    )


def issued(line):
    """``2023-07 criticism a pay,dig``."""
    label, kind, name, indicators = line.split()
    return IssuedFinding(parse_label(label), FindingKind(kind), name, tuple(indicators.split(",")))


def verdicts(lines):
    """What earlier periods came to: ``a pay 2023-06 2023-07 !2023-05`` (``!``: judged and not met)."""
    told = [(*line.split()[:2], label) for line in lines for label in line.split()[2:]]
    return {(name, about, parse_label(label.removeprefix("!"))): not label.startswith("!") for name, about, label in told}


def exemption(names, until, *, since=None, about=(), kinds=("reminder", "criticism"), reason="why"):
    """An exemption of units, by their names joined."""
    start = date.fromisoformat(since) if since else None
    kinds = frozenset(map(FindingKind, kinds))
    return Exemption(frozenset(names), tuple(about), kinds, start, date.fromisoformat(until), reason, HERE)


def run(*lines, of="2023-08", targets=(), rules=(), papers=(), units=ROSTER, least=1, met=(), exemptions=()):
    """The evaluation of the figures in ``lines``, and its problems."""
    groups = tuple(group for name, group in GROUPS.items() if any(unit.group == name for unit in units))
    figures = [found for at, line in enumerate(lines) for found in seen(line, at + 1)]
    return evaluate(
        parse_label(of),
        Roster(groups, tuple(units)),
        INDICATORS,
        assigned(targets),
        figures,
        Policy("policy", tuple(rules), least, tuple(exemptions)),
        [issued(line) for line in papers],
        verdicts(met),
    )


def told(finding: Finding):
    """``rule unit indicators`` with ``!`` before what is told also, and ``#`` before the occurrence."""
    also = f" !{','.join(finding.also)}" if finding.also else ""
    occurrence = f" #{finding.occurrence}" if finding.occurrence else ""
    step = f" ({finding.step})" if finding.step else ""
    return f"{finding.rule} {finding.unit} {','.join(finding.indicators)}{also}{occurrence}{step}"


NOTATION = SimpleNamespace(
    UNITS=UNITS,
    INDICATORS=INDICATORS,
    unit=unit,
    threshold=threshold,
    seen=seen,
    assigned=assigned,
    condition=condition,
    period=period,
    cumulative=cumulative,
    rule=rule,
    run=run,
    exemption=exemption,
    told=told,
    issued=issued,
)


@pytest.fixture(scope="session")
def n():
    """The notation."""
    return NOTATION


@pytest.fixture
def judged():
    """The assessment of unit a: ``judged("pay", window, *lines, …)``."""

    def judged(indicator, window, *lines, **more):
        evaluation, problems = run(*lines, **more)
        found = [
            one for one in evaluation.assessments if (one.unit, one.indicator, one.window) == ("a", indicator, Window(window))
        ]
        assert len(found) <= 1
        return (found[0] if found else None), problems

    return judged


@pytest.fixture(autouse=True)
def _english():
    messages.use("en")
    yield
    messages.use(messages.DEFAULT_LANGUAGE)
