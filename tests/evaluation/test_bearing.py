"""A period is judged by the little that bears on it as it is by all that the ledger holds.

``CCCC_EXAMPLES=2000 pytest tests/evaluation/test_bearing.py`` tries so many; the suite tries fewer.
"""

import os
import shutil
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from random_offices import MONTHS, offices

from cccc.declarations.workspace import load
from cccc.ledger import Ledger
from cccc.model.evaluations import Evaluation
from cccc.model.observations import InputFile, Kind, Observation, Source
from cccc.model.targets import Window
from cccc.periods import month as month_of
from cccc.periods import parse_label
from cccc.workflow.evaluation import evaluated_of
from cccc.workflow.evidence import bearing_on, known_with

EXAMPLES = int(os.environ.get("CCCC_EXAMPLES", "80"))
COUNTS = 2  # the cells of a figure of one span
NOW = datetime(2023, 9, 15, tzinfo=UTC)
LAYOUT = "layout: all\ntable:\n  unit: Đơn vị\n  measures: {pay_n: pay_n}\n"
FILES = st.sampled_from(["1.xlsx", "2.xlsx", "./1.xlsx", "3.xlsx", "4.xlsx", "5.xlsx"])
MEASURES = st.sampled_from(["pay_n", "pay_d", "dig_n", "dig_d", "late_n"])
SPANS = st.sampled_from(
    [
        *(month_of(*month) for month in MONTHS),
        *map(parse_label, ("2023-Q2", "2023-04-01..2023-08-31", "2023-01-01..2023-08-31")),
    ]
)
units = st.sampled_from([None, "p", "k", "a", "b", "c", "m", "h", "z"])
windows = st.sampled_from([Window.PERIOD, Window.PERIOD, Window.CUMULATIVE])


def observation(unit, kind, about, span, value, window=Window.PERIOD, margin=0):
    return Observation(unit, kind, about, span, value, Source("?", "1", ("A1",)), window, Fraction(margin))


numbers = st.integers(0, 9).map(Fraction)
others = st.one_of(
    st.builds(observation, units, st.just(Kind.MEASURE), MEASURES, SPANS, numbers, windows),
    st.builds(
        observation,
        units,
        st.just(Kind.RATE),
        st.sampled_from(["pay", "dig", "late"]),
        SPANS,
        st.fractions(0, 100, max_denominator=8),
        windows,
        st.just(Fraction(1, 200)),
    ),
)


@st.composite
def years(draw):
    """Figures of month after month, so that cumulative ones can be added up; of some a month is lacking."""
    told = []
    for unit in draw(st.lists(st.sampled_from(["p", "k", "a", "b", "c", "m", "h"]), min_size=1, max_size=3, unique=True)):
        for name in draw(st.sampled_from([["pay_n", "pay_d"], ["dig_n", "dig_d"], ["late_n"], ["pay_n", "pay_d", "late_n"]])):
            step, lacking = draw(st.integers(0, 3)), draw(st.sampled_from([None, None, None, 2, 6]))
            told += [
                observation(unit, Kind.MEASURE, name, month_of(2023, number), Fraction(number * step + (name[-1] == "d")))
                for number in range(1, 9)
                if number != lacking
            ]
    return told


def of_office(seen):
    for (unit, month, about), value in seen.items():
        kind = Kind.RATING if about == "web" else Kind.MEASURE
        yield observation(unit, kind, about, month_of(*month), value if about == "web" else Fraction(value))


def told_by(told, file):
    """What a file says, each figure once and from a cell of its own."""
    once = {one.key: one for one in told}.values()
    return [
        Observation(one.unit, one.kind, one.about, one.span, one.value, Source(file, "1", (f"A{row}",)), one.window, one.margin)
        for row, one in enumerate(once, 1)
    ]


@pytest.mark.slow(reason="evaluates 80 random offices twice")
@given(offices(), st.lists(others, max_size=20), st.just([]) | years() | years(), st.data())
@settings(
    deadline=None,
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_what_bears_on_a_period_gives_the_verdicts_that_all_of_it_gives(tmp_path_factory, office, more, year, data):
    files, seen = office
    folder = tmp_path_factory.getbasetemp() / "bearing"
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in {**files, "layouts/all.yaml": LAYOUT}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    space, wrong = load(folder)
    assume(space is not None and not any(problem.severity == "error" for problem in wrong))
    everything = [*of_office(seen), *more]
    # one turn for each figure: the run that tells it; the last run is not saved yet
    turns = data.draw(st.lists(st.integers(0, 3), min_size=len(everything), max_size=len(everything)))
    # a year is told at once: a file of the same name that speaks again of a month takes back what it said
    everything += year
    turns += [data.draw(st.integers(0, 3))] * len(year)
    period = data.draw(st.sampled_from([month_of(*month) for month in MONTHS[2:]]))
    ledger, _ = Ledger.open(folder / ".cccc" / "ledger.db", create=True)
    with ledger:
        for turn in range(4):
            file = data.draw(FILES)
            read = told_by([one for one, at in zip(everything, turns, strict=True) if at == turn], file)
            inputs = (InputFile(file, str(turn)),)
            if turn < 3:  # the last one is read
                ledger.save_evaluation(read, Evaluation(period, inputs=inputs), NOW)
        known = bearing_on(space, ledger, period, read, inputs)
        bounded = evaluated_of(space, ledger, known.observations, period, known.compared)
        whole = known_with(ledger, ledger.observations(period.end), read, inputs)
        assert bounded == evaluated_of(space, ledger, whole, period)
        figures = [one for one in bounded[0].assessments if sum(len(source.cells) for source in one.sources) > COUNTS]
        event(f"added up: {bool(figures)}")
        event(f"changes: {any(one.change is not None for one in bounded[0].assessments)}")
        event(f"changes of a year: {any(one.change_year is not None for one in bounded[0].assessments)}")
