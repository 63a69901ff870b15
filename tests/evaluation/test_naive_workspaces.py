"""Random workspaces come to the same verdicts and findings in a second, deliberately naive implementation.

``CCCC_EXAMPLES=2000 pytest tests/evaluation/test_naive_workspaces.py`` tries so many; the suite tries fewer.
"""

import json
import os
import shutil
from fractions import Fraction
from pathlib import Path

import naive
import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from random_offices import MONTHS, offices

from cccc.declarations.workspace import load, load_history
from cccc.model.evaluations import Status
from cccc.model.observations import Kind, Observation, Source
from cccc.model.targets import Window
from cccc.periods import month as month_of
from cccc.reports.json import documents
from cccc.workflow.evaluation import evaluated_of

EXAMPLES = int(os.environ.get("CCCC_EXAMPLES", "150"))
BY_COMMAND = max(8, EXAMPLES // 20)
LAYOUT = """\
layout: all
table:
  unit: Đơn vị
  period: title
  measures: {pay_n: pay_n, pay_d: pay_d, dig_n: dig_n, dig_d: dig_d, late_n: late_n}
  ratings: {web: web}
"""
COLUMNS = ("pay_n", "pay_d", "dig_n", "dig_d", "late_n", "web")
RARE = settings(
    deadline=None,
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


def expected(files, seen):
    """The document's parts, or the code of the error."""
    try:
        return naive.judged(files, seen, MONTHS)
    except naive.RefusedError as refused:
        return str(refused)


def written(folder, files):
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in {**files, "layouts/all.yaml": LAYOUT}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def as_read(part):
    """A part of a document with figures as Fractions, and without what the naive one does not tell."""
    left_out = ("name", "group", "source", "assumed", "place")
    return [{key: value for key, value in one.items() if key not in left_out} | targeted(one) for one in part]


def targeted(one):
    if not one.get("target"):
        return {}
    target = one["target"]
    value = None if target["value"] is None else Fraction(target["value"])
    return {"target": {"plan": target["plan"], "op": target["op"], "value": value}}


def six(value):
    return None if value is None else naive.half_up(value, 6)


def as_told(parts):
    """What the naive one says, figures with six decimals."""
    figures = ("value", "change", "change_year")
    told = {
        name: [{key: six(v) if key in figures else v for key, v in one.items()} for one in part] for name, part in parts.items()
    }
    return {**told, "totals": [{key: value for key, value in one.items() if key != "group"} for one in told["totals"]]}


def same(document, parts):
    for name, told in as_told(parts).items():
        assert as_read(document[name]) == told, name
    assert [one["group"] for one in document["totals"]] == [one["group"] for one in parts["totals"]]


# --- within the process: the workspace's files are read, figures and memory are handed over ----------------------------


class Memory:
    """A ledger that holds what was issued and found before."""

    def __init__(self, found):
        self.found, self.known = found, {}

    def issued(self, year=None):
        return [one for one in self.found if year in (None, one.period.end.year)]

    def keep(self, evaluation):
        for one in evaluation.assessments:
            key = (one.unit, one.indicator, evaluation.period)
            if one.window is Window.PERIOD or key not in self.known:
                self.known[key] = one.status is Status.MET

    def verdicts(self, units, indicators, since, before):
        return {
            (unit, indicator, period): met
            for (unit, indicator, period), met in self.known.items()
            if unit in units and indicator in indicators and since <= period.end < before
        }


def observed(seen):
    for (unit, month, about), value in seen.items():
        kind = Kind.RATING if about == "web" else Kind.MEASURE
        figure = value if about == "web" else Fraction(value)
        yield Observation(unit, kind, about, month_of(*month), figure, Source("x.csv", "", ("A1",)))


@pytest.mark.slow(reason="evaluates 150 random workspaces twice")
@given(offices())
@RARE
def test_random_workspaces_come_to_the_same_in_the_naive_implementation(tmp_path_factory, office):
    files, seen = office
    folder = written(tmp_path_factory.getbasetemp() / "naive", files)
    parts = expected(files, seen)
    space, problems = load(folder)
    wrong = [problem for problem in problems if problem.severity == "error"]
    event(f"outcome: {parts if isinstance(parts, str) else 'evaluated'}")
    if isinstance(parts, str):
        assert {problem.code for problem in wrong} == {parts}
        return
    assert wrong == []
    found, wrong = load_history(folder / "history.yaml", space)
    assert wrong == []
    memory, observations = Memory(found), list(observed(seen))
    for month in MONTHS:
        period = month_of(*month)
        known = [one for one in observations if one.span.end <= period.end]
        evaluation, _ = evaluated_of(space, memory, known, period)
        memory.keep(evaluation)
    for kind in ("findings", "withheld", "exempted"):
        event(f"{kind}: {'some' if parts[kind] else 'none'}")
    counted = [one for one in parts["findings"] if one["occurrence"]]
    event(f"a later occurrence: {any(one['occurrence'] > 1 for one in counted)}")
    event(f"a step with a label: {any(one['step'] for one in counted)}")
    same(documents.evaluation(evaluation, space.roster, [], saved=True), parts)


# --- by the commands: exports are read, the ledger remembers -----------------------------------------------------------


def export(units, seen, month):
    period = month_of(*month)
    rows = [
        [name, *(str(seen.get((unit, month, column), "")) for column in COLUMNS)]
        for unit, name in units.items()
        if any((unit, month, column) in seen for column in COLUMNS)
    ]
    title = f"Từ ngày {period.start:%d/%m/%Y} đến ngày {period.end:%d/%m/%Y}"
    return "\n".join([title, "", ";".join(["Đơn vị", *COLUMNS]), *(";".join(row) for row in rows)]) + "\n"


@pytest.mark.slow(reason="runs the commands on random workspaces")
@given(offices())
@settings(RARE, max_examples=BY_COMMAND)
def test_random_workspaces_come_to_the_same_by_the_commands(tmp_path_factory, monkeypatch, cccc, office):
    files, seen = office
    parts = expected(files, seen)
    assume(not isinstance(parts, str))
    assume(all(any(key[1] == month for key in seen) for month in MONTHS))
    folder = written(tmp_path_factory.getbasetemp() / "commands", files)
    monkeypatch.chdir(folder)
    units = {name: unit["name"] for name, unit in naive.Office(files).units.items()}
    assert cccc("history", "import", "history.yaml").status == 0
    for month in MONTHS:
        Path(f"{month[1]}.csv").write_text(export(units, seen, month), encoding="utf-8")
        done = cccc("evaluate", f"{month[1]}.csv", "--period", month_of(*month).label, "--format", "json")
        assert done.status == 0, done.out
    same(json.loads(done.out), parts)
