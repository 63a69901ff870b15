"""What `cccc check --explain` says is so: each example is told, its mending is quiet, and the manual says the same."""

import os
import re
import shlex
from pathlib import Path

import pytest
from test_problems import CASES, expected, prepare, told_by_the_code, workbook, workspace

from cccc import messages
from cccc.reports.terminal import rules
from cccc.rulebook import COMMAND_LINE, every

assert workspace  # a fixture of the cases below

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs" / "problems.md"
FOLDERS = {(folder.parent.name != "invalid", folder.name): folder for folder in CASES}
UPDATE = bool(os.environ.get("CCCC_UPDATE"))
ENTRIES = every()


def name_of(entry):
    return f"{entry.chapter}-{entry.name}"


@pytest.fixture(autouse=True)
def _english():
    messages.use("en")


# --- the entries -----------------------------------------------------------------------------------------------------


def test_every_code_and_every_rule_is_explained_once():
    codes, named = told_by_the_code()
    told = sorted((entry.is_code, entry.name) for entry in ENTRIES)
    assert told == sorted({(True, name) for name in codes - {"invalid"}} | {(False, name) for name in named})


def test_severities_are_those_of_the_cases():
    told = {(entry.is_code, entry.name): entry.severity for entry in ENTRIES}
    cases = {key: expected(folder)["severity"] for key, folder in FOLDERS.items()}
    assert {key: told[key] for key in cases} == cases


IN_CASES = [
    entry
    for entry in ENTRIES
    if entry.example.file
    and entry.example.wrong
    and (entry.is_code, entry.name) in FOLDERS
    and entry.example.file != COMMAND_LINE
]
COMMANDS = [entry for entry in ENTRIES if entry.example.file == COMMAND_LINE]


@pytest.mark.parametrize("entry", IN_CASES, ids=name_of)
def test_an_example_is_told_and_mended_is_quiet(entry, workspace, cccc):
    folder = FOLDERS[entry.is_code, entry.name]
    notation = folder / f"{entry.example.file}.txt"
    text = (notation if notation.is_file() else given(folder, entry.example.file)).read_text(encoding="utf-8")
    assert text.count(entry.example.wrong) == 1
    root = workspace(folder)
    prepare(expected(folder), cccc)
    run = shlex.split(expected(folder)["run"])
    assert f"[{entry.name}]: " in cccc(*run, "--lang", "en").err
    mended = text.replace(entry.example.wrong, entry.example.right)
    if notation.is_file():
        (root / entry.example.file).write_bytes(workbook(mended))
    else:
        (root / entry.example.file).write_text(mended, encoding="utf-8")
    if expected(folder).get("before"):
        prepare(expected(folder), cccc)
    done = cccc(*run, "--lang", "en")
    assert f"[{entry.name}]: " not in done.err


def given(folder, file):
    return (
        folder / file if (folder / file).is_file() else folder.parents[len(folder.relative_to(ROOT).parts) - 3] / "_base" / file
    )


@pytest.mark.parametrize("entry", COMMANDS, ids=name_of)
def test_a_command_is_told_and_the_better_one_is_not(entry, workspace, cccc):
    folder = FOLDERS[entry.is_code, entry.name]
    workspace(folder)
    prepare(expected(folder), cccc)
    assert entry.example.wrong == f"cccc {expected(folder)['run']}"
    assert f"[{entry.name}]: " in cccc(*shlex.split(entry.example.wrong)[1:], "--lang", "en").err
    for line in entry.example.right.splitlines():
        assert f"[{entry.name}]: " not in cccc(*shlex.split(line)[1:], "--lang", "en").err


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_an_entry_fits_a_terminal(entry, language):
    messages.use(language)
    lines = rules.explained(entry).split("\n")
    assert [line for line in lines if len(line) > 80 and not line.startswith("    ")] == []


# --- the command -----------------------------------------------------------------------------------------------------


def test_a_rule_is_explained_in_vietnamese_unless_told_otherwise(cccc):
    assert cccc("check", "--explain", "unquoted-comma").out == VIETNAMESE
    assert cccc("check", "--explain", "unquoted-comma", "--lang", "en").out == ENGLISH


VIETNAMESE = """\
lỗi[unquoted-comma]  (quy tắc của mã invalid)

Trong {…} dấu phẩy thập phân làm kết thúc giá trị. (Với chữ không có số thì chỉ
là cảnh báo, và chữ được đọc trọn.)

→ Để giá trị trong ngoặc kép.

Sai, trong targets/2023.yaml:
      - {indicator: online_payment, at_least: 97,5%, windows: [period]}

Đúng:
      - {indicator: online_payment, at_least: "97,5%", windows: [period]}

Căn cứ: YAML, và cách các phần mềm khác hiểu nó (yaml.org/spec/1.2.2)
"""
ENGLISH = """\
error[unquoted-comma]  (a rule of the code invalid)

Inside {…} a decimal comma ends the value. (In a text without figures it is a
warning, and the text is read whole.)

→ Put the value in quotes.

Wrong, in targets/2023.yaml:
      - {indicator: online_payment, at_least: 97,5%, windows: [period]}

Right:
      - {indicator: online_payment, at_least: "97,5%", windows: [period]}

From: YAML, and what other programs make of it (yaml.org/spec/1.2.2)
"""


def test_a_name_of_two_problems_is_explained_twice(cccc):
    told = cccc("check", "--explain", "unknown-unit", "--lang", "en").out
    assert [line for line in told.splitlines() if line.startswith("error[")] == [
        "error[unknown-unit]",
        "error[unknown-unit]  (a rule of the code invalid)",
    ]


def test_without_a_name_all_are_listed(cccc):
    told = cccc("check", "--explain", "--lang", "en").out
    assert re.findall(r"^  ([a-z0-9-]+) ", told, re.MULTILINE) == [entry.name for entry in ENTRIES]
    assert max(map(len, told.splitlines())) <= 80


def test_an_unknown_name_is_answered_with_the_nearest(cccc):
    done = cccc("check", "--explain", "treshold", "--lang", "en")
    assert (done.status, done.out, done.err) == (
        2,
        "",
        "there is no code or rule treshold; did you mean threshold, several-thresholds?\n",
    )
    assert cccc("check", "--explain", "xyzzyqqq", "--lang", "en").status == 2


def test_a_program_is_told_the_same(cccc):
    document = cccc("check", "--explain", "flag", "--format", "json", "--lang", "en").document
    assert document == {
        "schema": "cccc/rules@1",
        "rules": [
            {
                "name": "flag",
                "code": "invalid",
                "severity": "error",
                "means": "Neither `true` nor `false`.",
                "fix": "Write one of them.",
                "file": "targets/2023.yaml",
                "wrong": "at_least: 30%, assumed: yes}",
                "right": "at_least: 30%, assumed: true, note: chưa rõ mức}",
                "source": "the format of the workspace's files (docs/workspace.md)",
            }
        ],
    }
    assert len(cccc("check", "--explain", "--format", "json").document["rules"]) == len(ENTRIES)


# --- docs/problems.md ------------------------------------------------------------------------------------------------

CHAPTERS = {
    "## Errors": "errors",
    "## Warnings": "warnings",
    "### YAML": "yaml",
    "### Values": "values",
    "### References": "references",
    "### Plans, policy and templates": "doubts",
    "### Commands": "commands",
}


def row(entry):
    """The entry as a line of the manual, with the message of its case."""
    folder = FOLDERS.get((entry.is_code, entry.name))
    if folder is None:
        return None
    said = (folder / "expected.en.txt").read_text(encoding="utf-8")
    message = re.search(rf": {entry.severity}\[{entry.name}\]: (.*)", said)[1]
    return f"| `{entry.name}` | {entry.about} *{entry.remedy}* | `{message}` |"


def test_the_manual_says_what_the_entries_say():
    """``CCCC_UPDATE=1`` writes its tables anew."""
    parts = re.split(r"^(#{2,3} .*)$", MANUAL.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for at, heading in enumerate(parts):
        part = CHAPTERS.get(heading)
        if part is not None:
            lines = [line for entry in ENTRIES if entry.chapter == part and (line := row(entry)) is not None]
            kept = [line for line in parts[at + 1].split("\n") if not line.startswith("| `")]
            last = max(number for number, line in enumerate(kept) if line.startswith("| "))
            parts[at + 1] = "\n".join([*kept[: last + 1], *lines, *kept[last + 1 :]])
    if UPDATE:
        MANUAL.write_text("".join(parts), encoding="utf-8")
    assert set(CHAPTERS) <= set(parts)
    assert "".join(parts) == MANUAL.read_text(encoding="utf-8")
