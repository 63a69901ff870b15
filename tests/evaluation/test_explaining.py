"""Every chain of a random office is whole: its pieces add up to the figure, its rules end in the findings."""

import json
import shutil
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from random_offices import MONTHS, offices

from cccc.declarations.assignments import settled
from cccc.declarations.workspace import load, load_history
from cccc.evaluation.explanation import Explainer
from cccc.model.conditions import ConditionResult
from cccc.model.explanation import RuleOutcome
from cccc.model.observations import Kind, Observation, Source
from cccc.model.targets import Adds, Window
from cccc.periods import month as month_of
from cccc.reports.json.explanation import explanation_document
from cccc.reports.terminal.explanation import WIDTH, lines
from cccc.workflow.evaluation import evaluated_of

LAYOUT = """\
layout: all
table:
  unit: Đơn vị
  period: title
  measures: {pay_n: pay_n, pay_d: pay_d, dig_n: dig_n, dig_d: dig_d, late_n: late_n}
  ratings: {web: web}
"""
FEW = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


class Memory:
    """A ledger with nothing but the findings issued before."""

    def __init__(self, found):
        self.found = found

    def issued(self, year=None):
        return [one for one in self.found if year in (None, one.period.end.year)]

    def verdicts(self, *_):
        return {}


def observed(seen):
    """The figures of an office, each in a cell of its own."""
    for row, ((unit, month, about), value) in enumerate(seen.items(), 1):
        kind = Kind.RATING if about == "web" else Kind.MEASURE
        figure = value if about == "web" else Fraction(value)
        yield Observation(unit, kind, about, month_of(*month), figure, Source("x.csv", "1", (f"A{row}",)))


def leaves(together):
    for part in together.parts:
        if isinstance(part, ConditionResult):
            yield part
        else:
            yield from leaves(part)


@pytest.mark.slow(reason="explains every verdict of 40 random offices")
@given(offices())
@FEW
def test_the_chain_of_every_verdict_is_whole(tmp_path_factory, office):
    files, seen = office
    folder = tmp_path_factory.getbasetemp() / "explained"
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in {**files, "layouts/all.yaml": LAYOUT}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    space, problems = load(folder)
    assume(not [problem for problem in problems if problem.severity == "error"])
    memory, known = Memory(load_history(folder / "history.yaml", space)[0]), list(observed(seen))
    evaluation, _ = evaluated_of(space, memory, known, month_of(*MONTHS[-1]))
    plans = [settled(plan, space.plans) for plan in space.plans]
    issued = memory.issued()
    known += space.ratings.get(evaluation.period, ())
    explainer = Explainer(evaluation, known, space.roster, space.indicators, plans, space.policy, issued)
    for unit in space.roster.in_period(evaluation.period):
        for name in ("pay", "dig", "late", "web"):
            check(explainer.explain(unit, space.indicators[name]), evaluation, space.indicators)


def check(told, evaluation, indicators):
    about = told.indicator
    mine = [one for one in evaluation.findings if one.unit == told.unit.id and about.id in (*one.indicators, *one.also)]
    assert (list(told.findings), told.stale) == (mine, False)
    held = [tried.finding for tried in told.rules if tried.outcome is RuleOutcome.HELD]
    assert [one for one in held if about.id in (*one.indicators, *one.also)] == mine
    for tried in told.rules:
        event(tried.outcome.value)
        if tried.finding is not None:
            assert tried.conditions.holds
            occurrence = tried.finding.occurrence
            assert occurrence is None or occurrence == 1 + len({one.period for one in tried.earlier})
        if tried.outcome is RuleOutcome.NOT_HELD:
            assert not all(leaf.holds for leaf in leaves(tried.conditions))
    for verdict in told.verdicts:
        one = verdict.assessment
        assert not verdict.changed
        event(f"pieces: {min(len(verdict.pieces), 2)}")
        assert bool(verdict.pieces) == bool(one.sources)
        if about.type == "ratio" and one.denominator is not None:
            assert sum(piece.denominator for piece in verdict.pieces) == one.denominator
            assert sum(piece.numerator or 0 for piece in verdict.pieces) == (one.numerator or 0)
        if one.window is Window.CUMULATIVE and verdict.pieces:
            assert verdict.pieces[-1].span.end == one.span.end
            assert about.adds is Adds.END or verdict.pieces[0].span.start == one.span.start
        cells = {cell for source in one.sources for cell in source.cells}
        assert {cell for piece in verdict.pieces for seen in piece.given for cell in seen.source.cells} == cells
        assert verdict.rank is None or 1 <= verdict.rank <= verdict.ranked
    assert [line for line in lines(told, indicators) if len(line) > WIDTH and ".yaml" not in line] == []  # no path is cut
    json.dumps(explanation_document(told, []))
