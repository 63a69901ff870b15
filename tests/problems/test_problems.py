"""Every problem that cccc tells: the smallest wrong input, its place, and the exact words in both languages.

A folder below this one is a case: its name is the code, below ``invalid`` the rule.  Its files are laid over ``_base``;
``NAME.xlsx.txt`` is a workbook in the notation of ``exports/export_tables.py`` (a line ``== NAME ==`` begins a sheet,
``== NAME == hidden`` a hidden one), ``NAME.docx.txt`` a Word document of its lines.  ``case.yaml`` says what is run and where
the problem is expected (``only_with_an_export``: ``cccc check`` cannot know of it); ``expected.vi.txt`` and
``expected.en.txt`` are all that goes to stderr.  ``CCCC_UPDATE=1`` writes these two anew, to be read before they are kept.
"""

import ast
import os
import re
import shlex
import shutil
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from docx import Document
from export_tables import fill, saved
from openpyxl import Workbook

from cccc.rulebook import Chapter, every

HERE = Path(__file__).parent
BASE = HERE / "_base"
PACKAGE = HERE.parent.parent / "cccc"
CASES = sorted(path.parent for path in HERE.rglob("case.yaml"))
UPDATE = bool(os.environ.get("CCCC_UPDATE"))

UNREACHED = {"altered-figures", "base-page", "tracked-changes"}
"""Rules for Word files that lines of text cannot be; ``tests/documents`` holds them."""


def name_of(folder):
    return folder.relative_to(HERE).as_posix()


def expected(folder):
    """``case.yaml``: ``run`` and what was run ``before``, ``status``, ``severity``, ``at``."""
    return yaml.safe_load((folder / "case.yaml").read_text(encoding="utf-8"))


# --- a workspace -----------------------------------------------------------------------------------------------------


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """Build the workspace of a case (without one: the base), and step into it."""

    def build(folder=BASE):
        root = tmp_path / "office"
        case = expected(folder) if folder != BASE else {}
        for source in [BASE, folder] if case.get("workspace", True) else [folder]:
            for path in sorted(source.rglob("*")):
                if path.is_file() and path.name not in ("case.yaml", "expected.vi.txt", "expected.en.txt"):
                    put(path, root / path.relative_to(source))
        root.mkdir(exist_ok=True)
        for name, (text, times) in case.get("repeated", {}).items():
            (root / name).write_text(text * times, encoding="utf-8")
        monkeypatch.chdir(root)
        return root

    return build


def put(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.name.endswith(".xlsx.txt"):
        target.with_suffix("").write_bytes(workbook(source.read_text(encoding="utf-8")))
    elif source.name.endswith(".docx.txt"):
        target.with_suffix("").write_bytes(document(source.read_text(encoding="utf-8")))
    else:
        shutil.copyfile(source, target)


def workbook(text):
    book = Workbook()
    book.remove(book.active)
    parts = re.split(r"^== (.*?) ==( hidden)?\n", text, flags=re.MULTILINE)
    for name, hidden, lines in [("Biểu", None, parts[0])] * bool(parts[0]) + list(
        zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    ):
        sheet = book.create_sheet(name)
        fill(sheet, lines)
        sheet.sheet_state = "hidden" if hidden else "visible"
    return saved(book)


def document(text):
    paper = Document()
    for line in text.splitlines():
        paper.add_paragraph(line)
    stream = BytesIO()
    paper.save(stream)
    return stream.getvalue()


def prepare(case, cccc):
    for command in case.get("before", []):
        done = cccc(*shlex.split(command))
        assert done.status == 0, done.err


# --- each case -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("folder", CASES, ids=name_of)
def test_what_is_told(folder, language, workspace, cccc):
    workspace(folder)
    case = expected(folder)
    prepare(case, cccc)
    done = cccc(*shlex.split(case["run"]), "--lang", language)
    file = folder / f"expected.{language}.txt"
    if UPDATE:
        file.write_text(done.err, encoding="utf-8")
    assert done.status == case["status"]
    assert done.err == file.read_text(encoding="utf-8")
    assert f"[{folder.name}]: " in done.err
    assert shown(case["at"]) + ": " in done.err


def shown(place):
    if "sheet" in place:
        return f"{place['file']} [{place['sheet']}{'!' + place['cell'] if 'cell' in place else ''}]"
    return ":".join(str(place[part]) for part in ("file", "line", "column") if part in place)


EVALUATED = [folder for folder in CASES if expected(folder)["run"].startswith("evaluate")]


@pytest.mark.parametrize("folder", EVALUATED, ids=name_of)
def test_what_a_program_is_told(folder, workspace, cccc):
    root = workspace(folder)
    case = expected(folder)
    prepare(case, cccc)
    done = cccc(*shlex.split(case["run"]), "--format", "json")
    assert (done.status, done.err) == (case["status"], "")
    assert problem_of(folder) in [
        {part: problem[part] for part in problem if part in ALL_PARTS} for problem in done.document["problems"]
    ]
    refused = case["severity"] == "error"
    assert done.document["saved"] is not refused
    assert (root / ".cccc").exists() is not refused
    if refused:
        assert [done.document[part] for part in ("assessments", "totals", "findings")] == [[], [], []]


ALL_PARTS = ("code", "rule", "severity", "file", "line", "column", "sheet", "cell")


def problem_of(folder):
    case = expected(folder)
    named = {"code": folder.name} if folder.parent == HERE else {"code": "invalid", "rule": folder.name}
    return {**named, "severity": case["severity"], **case["at"]}


DECLARED = [
    folder
    for folder in EVALUATED
    if folder.parent != HERE and "line" in expected(folder)["at"] and not expected(folder).get("only_with_an_export")
]


@pytest.mark.parametrize("folder", DECLARED, ids=name_of)
def test_check_tells_what_evaluate_tells_of_declarations(folder, workspace, cccc):
    workspace(folder)
    case = expected(folder)
    prepare(case, cccc)
    done = cccc("check", "--lang", "en")
    assert (done.status, done.err) == (case["status"], (folder / "expected.en.txt").read_text(encoding="utf-8"))


def test_the_base_has_nothing_wrong(workspace, cccc):
    workspace()
    done = cccc("evaluate", "inputs/2023-08.xlsx")
    assert (done.status, done.err) == (0, "")


# --- all of them -----------------------------------------------------------------------------------------------------


def told_by_the_code():
    """The codes and the rules that the source names, where it makes a problem."""
    codes, rules = set(), set()
    makers = {"Problem": codes, "warning": codes, "Fault": codes, "invalid": rules, "UnfitError": rules, "unknown": rules}
    makers |= {"doubt": rules, "_doubt": rules}
    for path in PACKAGE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            maker = getattr(call.func, "id", None) or getattr(call.func, "attr", None)
            words = [word.value for word in call.args if isinstance(word, ast.Constant) and isinstance(word.value, str)]
            if maker in makers and words:
                makers[maker].add(words[0])
            if maker == "_refuse" and words:
                rules.add(words[0])
            if maker == "Problem" and words[:1] == ["invalid"]:
                rules.update(words[1:2])
    return codes, rules


CODES = {folder.name: expected(folder)["severity"] for folder in CASES if folder.parent == HERE}
"""The contract's table: every code that has a folder, and its severity."""


def test_every_code_of_the_contract_has_its_chapter_and_its_severity():
    assert {entry.name: entry.severity for entry in every() if entry.is_code} == CODES
    assert {entry.chapter for entry in every() if entry.is_code and entry.severity == "error"} == {Chapter.ERRORS}


def test_the_code_gives_the_codes_of_the_contract_and_no_others():
    assert told_by_the_code()[0] == {*CODES, "invalid"}


def test_every_rule_has_its_folder_and_no_folder_is_there_for_nothing():
    folders = {folder.name for folder in CASES if folder.parent != HERE}
    assert folders == told_by_the_code()[1] - UNREACHED


def test_no_folder_lacks_its_case():
    found = {path for path in (*HERE.iterdir(), *(HERE / "invalid").iterdir()) if path.is_dir() and path.name != "__pycache__"}
    assert found - {BASE, HERE / "invalid"} == set(CASES)
