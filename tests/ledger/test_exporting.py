"""A ledger written out as YAML is readable, the same for the same content, and comes back equal."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import ledger_samples as samples
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_samples import AUGUST, JULY, NOW, dump, earlier, evaluated, found, opened, paper, seen

from cccc.declarations.yaml_tree import read_plain
from cccc.ledger import Ledger
from cccc.model.evaluations import finding_key
from cccc.model.issuance import Change, ConfirmedFinding, Effect, EffectKind, WrittenDraft
from cccc.model.observations import DeclaredFile, InputFile, ShownHeadings


def exported(ledger, period=None):
    lines = []
    ledger.export(lines.append, period)
    return "".join(lines)


def built(text, path):
    tree, problems = read_plain(text.encode(), "ledger.yaml")
    assert problems == []
    return Ledger.build(tree, path)


def fill(ledger):
    files = [DeclaredFile("plan", "targets/2023.yaml", "f1")]
    shown = [ShownHeadings("8.xlsx", "Tháng 8", "monthly", ((1, ("Đơn vị",)),), AUGUST.end)]
    ledger.save_evaluation([seen(5), seen("Đạt", about="posting")], evaluated(found()), NOW, shown, files)
    ledger.save_evaluation([seen(6)], evaluated(found("xa-dan-chu"), found(), sha256="a2"), NOW, (), files)
    ledger.import_history([earlier(JULY)], "history.yaml", "h1", NOW)
    ledger.remember_drafts([WrittenDraft("d1", "letters/notice.docx", "w1", "notice", AUGUST, tuple(files))], NOW)
    ledger.remember_written("letters/notice.docx", "w1")
    ledger.issue(paper(found(), draft="d1", by="Phòng Nội vụ", reason="đã giải trình: “đúng”"), NOW)
    change = ConfirmedFinding(
        finding_key(AUGUST, found()), stands=True, printed=2, changes=(Change("occurrence", "hai", "ba"),)
    )
    again = paper(number="1300/UBND-NV", sha256="p2", effects=(Effect(EffectKind.REPLACES, "1220", 2023),))
    ledger.issue(replace(again, findings=(change,)), NOW)
    ledger.undo("1300/UBND-NV", 2023, NOW, "NV", "nhầm")


def test_a_full_ledger_comes_back_equal(path, tmp_path):
    with opened(path) as ledger:
        fill(ledger)
        text = exported(ledger)
    assert built(text, tmp_path / "again.db") is None
    assert dump(tmp_path / "again.db") == dump(path)
    with opened(tmp_path / "again.db") as again:
        assert exported(again) == text
        assert again.faults() == []


def test_it_is_yaml_for_other_programs_too(path):
    with opened(path) as ledger:
        fill(ledger)
        text = exported(ledger)
    tables = yaml.safe_load(text)["tables"]
    assert tables["observation"][0] == {
        "id": 1,
        "import": 1,
        "unit": "xa-ha-ky",
        "kind": "measure",
        "about": "payment_total",
        "start": "2023-08-01",
        "finish": "2023-08-31",
        "reach": "period",
        "value": "5",
        "margin": "0",
        "sheet": "Tháng 8",
        "sheet_order": 0,
        "cells": ["C7"],
        "live": 0,
        "superseded_by": 3,
        "ended_by": 2,
    }
    assert '  - {id: 1, takeover: 1, start: "2023-07-01", finish: "2023-07-31", kind: criticism, unit: xa-ha-ky, ' in text


any_text = st.text(max_size=12)
texts = st.one_of(
    any_text, st.sampled_from(['["a"]', "[1,null]", "{}", "[", "null", "yes", "12", "1e5", "~", '"', "\\u0041", " a", "a: b"])
)


@pytest.mark.slow(reason="builds two hundred ledgers")
@settings(deadline=None)
@given(
    evaluation=samples.evaluations((InputFile("9.xlsx", "x"),)),
    observations=st.lists(samples.observations(), max_size=4, unique_by=lambda one: one.key),
    written=st.dictionaries(texts, texts, max_size=4),
    reason=texts,
)
def test_any_ledger_comes_back_equal(evaluation, observations, written, reason):
    with TemporaryDirectory() as folder:
        first, again = Path(folder, "first.db"), Path(folder, "again.db")
        with opened(first) as ledger:
            inputs = tuple(InputFile(file, "a1") for file in dict.fromkeys(one.source.file for one in observations))
            ledger.save_evaluation(observations, replace(evaluation, inputs=inputs), NOW)
            ledger.save_evaluation([], evaluated(found()), NOW)
            ledger.issue(paper(found(), reason=reason), NOW)
            ledger.remember_all_written(written)
            text = exported(ledger)
        assert built(text, again) is None
        assert dump(again) == dump(first)


def test_an_excerpt_holds_one_period_and_is_no_whole(path, tmp_path):
    with opened(path) as ledger:
        fill(ledger)
        ledger.save_evaluation([seen(9, file="7.xlsx", span=JULY)], evaluated(period=JULY, file="7.xlsx"), NOW)
        text = exported(ledger, JULY)
    tables = yaml.safe_load(text)["tables"]
    assert {name: len(rows) for name, rows in tables.items() if rows} == {
        "import": 1,
        "observation": 1,
        "evaluation": 1,
        "run": 1,
        "evaluation_input": 1,
        "target": 1,
        "assessment": 1,
        "takeover": 1,
        "takeover_finding": 1,
        "declared": 1,
        "declared_file": 1,
    }
    assert str(built(text, tmp_path / "again.db")).startswith("this is an excerpt of one period; ")


HEAD = "ledger: cccc/ledger@1\nschema: 3\ntables:\n"
HOSTILE = {
    "another document": ("a: 1\n", "this is no export of a ledger; "),
    "a list": ("- 1\n", "this is no export of a ledger; "),
    "nothing": ("", "this is no export of a ledger; "),
    "newer": ("ledger: cccc/ledger@1\nschema: 99\ntables: {}\n", "the export was written by a newer cccc; "),
    "no number": ("ledger: cccc/ledger@1\nschema: x\ntables: {}\n", "the export was written by a newer cccc; "),
    "no tables": ("ledger: cccc/ledger@1\nschema: 3\n", "the key tables is missing"),
    "an unknown table": (f"{HEAD}  sqlite_master: [{{a: 1}}]\n", "sqlite_master is no table of a ledger"),
    "a table's name as a trick": (
        f'{HEAD}  "written; drop table run": []\n',
        "written; drop table run is no table of a ledger",
    ),
    "an unknown column": (f"{HEAD}  written: [{{path: a, x: b}}]\n", "row 1 of written has other columns than a ledger's"),
    "a row that is none": (f"{HEAD}  written: [a]\n", "row 1 of written has other columns than a ledger's"),
    "a column too few": (f"{HEAD}  written: [{{path: a}}]\n", "row 1 of written cannot be taken: "),
    "a row twice": (
        f"{HEAD}  written: [{{path: a, sha256: b}}, {{path: a, sha256: b}}]\n",
        "row 2 of written cannot be taken: ",
    ),
    "a number too large": (f"{HEAD}  import: [{{id: {10**30}}}]\n", "row 1 of import cannot be taken: "),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_export_is_told(tmp_path, what):
    text, told = HOSTILE[what]
    assert str(built(text, tmp_path / "again.db")).startswith(told)


@pytest.mark.parametrize("text", ["a: [", "a: *b", "[" * 5000, "a: !!python/object:os.system x", "\x00"])
def test_what_is_no_yaml_is_told(text):
    tree, problems = read_plain(text.encode(), "ledger.yaml")
    assert (tree, [(one.code, one.rule) for one in problems]) == (None, [("invalid", "yaml-syntax")])


def test_an_export_of_an_older_version_is_brought_up_to_date(tmp_path):
    text = 'ledger: cccc/ledger@1\nschema: 1\ntables:\n  written:\n  - {path: "a", sha256: "b"}\n'
    assert built(text, tmp_path / "again.db") is None
    with opened(tmp_path / "again.db") as again:
        assert again.was_written("a", "b")
        assert again.faults() == []
