"""``cccc explain``: the whole chain of a verdict on one screen, the same in JSON, and by whatever name."""

import json
import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest

INPUTS = ("inputs/2023-07.xlsx", "inputs/2023-08.xlsx")
WIDE, HIGH = 80, 48


@pytest.fixture
def evaluated(ready):
    return ready("tu-ky-2023", ("history", "import", "history.yaml"), ("evaluate", *INPUTS, "--format", "json"))[1].document


@pytest.fixture
def golden(root):
    return root / "tests" / "commands" / "golden"


@pytest.mark.parametrize(
    ("unit", "indicator", "name"),
    [
        ("xa-ha-ky", "online_payment", "explain-reminder"),
        ("xa-dan-chu", "online_payment", "explain-criticism"),
        ("xa-tien-dong", "website_posting", "explain-rating"),
    ],
)
def test_the_chain_is_told_as_it_was_looked_at(evaluated, cccc, golden, unit, indicator, name):
    done = cccc("explain", unit, indicator)
    assert (done.status, done.err) == (0, "")
    assert done.out == (golden / f"{name}.txt").read_text(encoding="utf-8")


def test_the_document_is_as_it_was_looked_at(evaluated, cccc, golden):
    done = cccc("explain", "xa-ha-ky", "online_payment", "--format", "json")
    assert done.document == json.loads((golden / "explain-reminder.json").read_text(encoding="utf-8"))


@pytest.mark.slow(reason="runs 350 commands: every unit on every indicator")
def test_every_chain_fits_on_a_screen_and_ends_in_the_findings_of_the_evaluation(evaluated, cccc):
    units = {row["unit"] for row in evaluated["assessments"]}
    indicators = {row["indicator"] for row in evaluated["assessments"]}
    for unit, indicator in product(sorted(units), sorted(indicators)):
        text = cccc("explain", unit, indicator).out.splitlines()
        assert len(text) <= HIGH
        assert max(map(len, text)) <= WIDE
        told = cccc("explain", unit, indicator, "--format", "json").document
        assert told["findings"] == [
            one for one in evaluated["findings"] if one["unit"] == unit and indicator in (*one["indicators"], *one["also"])
        ]
        assert (told["stale"], told["changed"]) == (False, False)
        held = {(rule["rule"], rule["occurrence"]) for rule in told["rules"] if rule["outcome"] == "held"}
        assert {(one["rule"], one["occurrence"]) for one in told["findings"]} <= held


@pytest.mark.parametrize("unit", ["Xã Hà Kỳ", "UBND xã Hà Kỳ", "hà kỳ", "xa-ha-ky"])
@pytest.mark.parametrize("indicator", ["online_payment", "Thanh toán trực tuyến"])
def test_a_unit_and_an_indicator_go_by_any_of_their_names(evaluated, cccc, unit, indicator):
    told = cccc("explain", unit, indicator, "--format", "json").document
    assert (told["unit"]["id"], told["indicator"]["id"]) == ("xa-ha-ky", "online_payment")


def test_what_is_unknown_is_told_with_what_is_near(evaluated, cccc):
    done = cccc("explain", "xa-ha-kyy", "onlinepayment", "--lang", "en")
    assert (done.status, done.out) == (1, "")
    indicator, unit, _counted = done.err.splitlines()
    assert indicator == "cccc.yaml: error[unknown-indicator]: onlinepayment is no indicator here; did you mean online_payment?"
    assert unit.startswith(
        "units.yaml: error[unknown-unit]: xa-ha-kyy is no unit's id and no unit's name; did you mean xa-ha-ky, "
    )
    told = cccc("explain", "xa-ha-kyy", "onlinepayment", "--format", "json")
    assert told.status == 1
    assert sorted(problem["rule"] for problem in told.document["problems"]) == ["unknown-indicator", "unknown-unit"]
    assert told.document["verdicts"] == []


def test_before_any_evaluation_it_says_what_to_run(tu_ky, cccc):
    done = cccc("explain", "xa-ha-ky", "online_payment", "--lang", "en")
    assert done.status == 1
    assert "error[not-evaluated]: nothing has been evaluated yet; run cccc evaluate with the exports first" in done.err


def test_from_files_it_says_the_same_as_from_the_ledger_and_saves_nothing(evaluated, cccc):
    from_ledger = cccc("explain", "xa-ha-ky", "online_payment").out
    Path(".cccc/ledger.db").unlink()
    assert cccc("history", "import", "history.yaml").status == 0
    given = cccc("explain", "xa-ha-ky", "online_payment", "--from", INPUTS[0], "--from", INPUTS[1])
    assert given.out == from_ledger
    assert cccc("explain", "xa-ha-ky", "online_payment").status == 1


def test_one_window_alone(evaluated, cccc):
    told = cccc("explain", "xa-ha-ky", "online_payment", "--window", "cumulative", "--format", "json").document
    assert [verdict["window"] for verdict in told["verdicts"]] == ["cumulative"]


def test_a_cumulative_figure_is_taken_apart_into_its_months(months, cccc):
    for month in ("2023-01", "2023-02", "2023-03"):
        assert cccc("evaluate", f"{month}.csv", "--period", month).status == 0
    told = cccc("explain", "xa-a", "online_payment", "--window", "cumulative", "--format", "json").document
    [verdict] = told["verdicts"]
    assert [(piece["label"], piece["numerator"], piece["denominator"]) for piece in verdict["pieces"]] == [
        ("2023-01", 1, 10),
        ("2023-02", 2, 10),
        ("2023-03", 4, 13),
    ]
    assert [one["source"]["file"] for piece in verdict["pieces"] for one in piece["given"]][::2] == [
        "2023-01.csv",
        "2023-02.csv",
        "2023-03.csv",
    ]
    assert (verdict["numerator"], verdict["denominator"], verdict["fraction"]) == (7, 33, "700/33")
    text = cccc("explain", "xa-a", "online_payment", "--lang", "en").out
    assert "  numerator   1 + 2 + 4 = 7\n" in text
    assert "  exactly     7 / 33 = 21,212121…%, printed as 21,21%\n" in text


def test_missing_months_are_named(months, cccc):
    for month in ("2023-01", "2023-03"):
        assert cccc("evaluate", f"{month}.csv", "--period", month).status == 0
    text = cccc("explain", "xa-a", "online_payment", "--window", "cumulative", "--lang", "en").out
    assert "  missing     2023-02\n" in text
    assert "  so          there is no figure: no figures\n" in text


def test_few_dossiers_and_a_coordinate_unit_are_told(months, cccc):
    policy = months / "policy.yaml"
    policy.write_text(policy.read_text(encoding="utf-8").replace("rules:", "min_denominator: 12\nrules:"), encoding="utf-8")
    assert cccc("evaluate", "2023-01.csv", "--period", "2023-01").status == 0
    few = cccc("explain", "xa-a", "online_payment", "--format", "json").document
    assert [(rule["rule"], rule["outcome"]) for rule in few["rules"]] == [("low", "too_few"), ("praise", "not_held")]
    assert "held back: fewer than 12 dossiers" in cccc("explain", "xa-a", "online_payment", "--lang", "en").out
    coordinate = cccc("explain", "buu-dien", "online_payment", "--format", "json").document
    assert [(rule["rule"], rule["outcome"]) for rule in coordinate["rules"]] == [("low", "coordinate"), ("praise", "not_held")]


def test_what_a_target_raises_and_replaces_is_told(months, cccc):
    assert cccc("evaluate", "2023-01.csv", "--period", "2023-01").status == 0
    told = cccc("explain", "xa-a", "online_payment", "--format", "json").document["target"]
    assert (told["plan"], told["op"], told["value"]) == ("own", "at_least", "35")
    assert told["raised"] == {"plan": "base", "points": "5"}
    assert [(other["plan"], other["value"]) for other in told["replaced"]] == [("base", "30")]


def test_figures_that_changed_since_are_told(months, cccc):
    assert cccc("evaluate", "2023-01.csv", "--period", "2023-01").status == 0
    with closing(sqlite3.connect(months / ".cccc" / "ledger.db")) as ledger, ledger:
        ledger.execute("update observation set value = '2' where unit = 'xa-a' and about = 'payment_online'")
    told = cccc("explain", "xa-a", "online_payment", "--period", "2023-01", "--format", "json").document
    assert told["changed"] is True
    assert [(verdict["changed"], verdict["pieces"]) for verdict in told["verdicts"]] == [(True, [])] * 2
    said = cccc("explain", "xa-a", "online_payment", "--period", "2023-01", "--lang", "en").out
    assert "the ledger holds other figures now; evaluate again" in said
