"""`cccc check` as a gate: its forms, what is let pass, and the hook that runs it before a commit."""

import io
import json
import os
import re
import shlex
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from cccc import messages
from cccc.messages import m
from cccc.problems import Location, Problem
from cccc.reports.ci import github
from cccc.reports.terminal import snippets
from cccc.workflow.check import Checker, lines_of

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests" / "problems" / "_base"
GOLDEN = Path(__file__).parent / "golden"
TODAY = date(2026, 11, 20)
UPDATE = bool(os.environ.get("CCCC_UPDATE"))


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A sound workspace in a folder of its own, inside a repository."""
    folder = tmp_path / "repo" / "tu-ky"
    shutil.copytree(BASE, folder, ignore=shutil.ignore_patterns("inputs"))
    (tmp_path / "repo" / ".git").mkdir()
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.chdir(folder)
    # an office that there is before and after July 2025
    edit("cccc.yaml", "Ủy ban nhân dân huyện Tứ Kỳ", "Ủy ban nhân dân tỉnh Hải Dương")
    return folder


def edit(name, old, new):
    text = Path(name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    Path(name).write_text(text.replace(old, new), encoding="utf-8")


def wrong():
    """An error, and two warnings."""
    edit("policy.yaml", "kind: reminder", "kind: remind")
    edit("indicators.yaml", "name: Đăng tải tin bài", "name: 50% tin, bài")
    edit("indicators.yaml", "[Đạt, Tốt]", "[Đạt, Yes]")


def doubtful():
    """Two warnings and no error: a signature, and groups of a district."""
    edit("cccc.yaml", "[CHỦ TỊCH]", "[KT. CHỦ TỊCH, CHÁNH VĂN PHÒNG]")
    edit("targets/2023.yaml", "2023-12-31", "2025-12-31")


def golden(name, text):
    path = GOLDEN / name
    if UPDATE:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


# --- forms -----------------------------------------------------------------------------------------------------------


def test_one_form_is_printed_and_nothing_else(office, cccc):
    wrong()
    text, told, annotated, sarif = (
        cccc("check", "--format", form, "--lang", "en") for form in ("text", "json", "github", "sarif")
    )
    assert {done.status for done in (text, told, annotated, sarif)} == {1}
    assert {done.err for done in (text, told, annotated, sarif)} == {""}
    assert text.out == cccc("check", "--lang", "en").err
    assert [problem["rule"] for problem in told.document["problems"]] == ["yaml-surprise", "choice"]
    assert annotated.out.count("\n") == 2
    assert len(sarif.document["runs"][0]["results"]) == 2


def test_several_forms_go_where_they_are_sent(office, cccc):
    wrong()
    done = cccc(
        "check", "--format", "github", "--format", "sarif", "--output", "sarif=check.sarif", "--output", "json=out/check.json"
    )
    assert (done.status, done.err) == (1, "")
    assert done.out.startswith("::error file=tu-ky/indicators.yaml,")
    assert len(json.loads(Path("check.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) == 2
    assert len(json.loads(Path("out/check.json").read_text(encoding="utf-8"))["problems"]) == 2


def test_a_folder_takes_all_forms_but_the_first(office, cccc):
    done = cccc(
        "check", "--format", "text", "--format", "json", "--format", "sarif", "--format", "github", "--output", "reports"
    )
    assert (done.status, done.out) == (0, "")
    assert sorted(path.name for path in Path("reports").iterdir()) == ["check.github.txt", "check.json", "check.sarif"]


def test_one_form_with_a_path_is_written_there(office, cccc):
    Path("reports").mkdir()
    assert cccc("check", "--format", "sarif", "--output", "check.sarif").status == 0
    assert cccc("check", "--format", "json", "--output", "reports").status == 0
    assert Path("check.sarif").is_file()
    assert Path("reports/check.json").is_file()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "json", "--format", "sarif"], "--output: one format is printed; say where the others go: FORMAT=PATH"),
        (["--output", "reports"], "--output: no format is left for it; write --format FORMAT too"),
        (["--output", "a", "--output", "b", "--format", "json"], "--output: one folder, or FORMAT=PATH for each"),
        (["--format", "xml"], "--format: xml is not one of text, json, github, sarif"),
    ],
)
def test_forms_that_have_no_place_are_wrong_usage(office, cccc, arguments, told):
    done = cccc("check", *arguments, "--lang", "en")
    assert (done.status, done.out, done.err.splitlines()[0]) == (2, "", told)


def test_a_report_is_written_anew_and_what_others_wrote_stays(office, cccc):
    Path("notes.json").write_text('{"mine": 1}', encoding="utf-8")
    for _ in range(2):
        assert cccc("check", "--output", "json=check.json", "--output", "sarif=check.sarif").status == 0
    done = cccc("check", "--output", "json=notes.json", "--lang", "en")
    assert (done.status, "error[not-overwritten]" in done.err) == (1, True)
    assert Path("notes.json").read_text(encoding="utf-8") == '{"mine": 1}'
    assert cccc("check", "--output", "json=notes.json", "--force").status == 0


def test_strict_fails_on_a_warning(office, cccc):
    doubtful()
    assert (cccc("check").status, cccc("check", "--strict").status) == (0, 1)


# --- github ----------------------------------------------------------------------------------------------------------


def test_annotations_are_escaped_as_the_runner_reads_them():
    problem = Problem("invalid", Location("a,b/c:d%.yaml", 3, 7), m("100% của\r\nmột: hai, ba"), "id", m("sửa ::error::"))
    assert github.lines([problem]) == [
        "::error file=a%2Cb/c%3Ad%25.yaml,line=3,col=7,title=id::100%25 của%0D%0Amột: hai, ba; sửa ::error::"
    ]


def test_annotations_name_files_from_the_checkout(office, cccc, monkeypatch):
    wrong()
    assert "file=tu-ky/policy.yaml,line=4,col=11,title=choice::" in cccc("check", "--format", "github").out
    monkeypatch.setenv("GITHUB_WORKSPACE", str(office.parent.parent))
    assert "file=repo/tu-ky/policy.yaml,line=4" in cccc("check", "--format", "github").out
    monkeypatch.chdir(office.parent)
    assert "file=repo/tu-ky/policy.yaml,line=4" in cccc("check", "tu-ky", "--format", "github").out


# --- sarif -----------------------------------------------------------------------------------------------------------


def sarif(cccc, *arguments):
    return cccc("check", *arguments, "--format", "sarif", "--lang", "en").document["runs"][0]


def test_sarif_has_rules_with_help_and_places_from_the_root(office, cccc):
    wrong()
    run = sarif(cccc)
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert list(rules) == ["yaml-surprise", "choice"]
    assert set(rules["choice"]) == {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"}
    assert rules["choice"]["help"]["text"].startswith("A word outside the few that are possible.\n\n→ Take one of those named.")
    assert "```yaml\n    kind: remind\n```" in rules["choice"]["help"]["markdown"]
    result = run["results"][1]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("choice", 1, "error")
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "tu-ky/policy.yaml", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 4, "startColumn": 11},
            }
        }
    ]
    assert "%SRCROOT%" in run["originalUriBaseIds"]


def keys(run):
    return [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]


def test_a_result_is_known_again_when_lines_move_and_not_when_they_change(office, cccc):
    wrong()
    before = keys(sarif(cccc))
    for name in ("policy.yaml", "indicators.yaml"):
        Path(name).write_text("# một dòng nữa\n" + Path(name).read_text(encoding="utf-8"), encoding="utf-8")
    assert keys(sarif(cccc)) == before
    edit("policy.yaml", "kind: remind", "kind: remynd")
    after = keys(sarif(cccc))
    assert (after[0], after[1] != before[1]) == (before[0], True)


def test_two_alike_are_two_results(office, cccc):
    edit(
        "targets/2023.yaml",
        "targets:\n",
        "targets:\n  - {indicator: reuse, at_least: 30, cite: A}\n  - {indicator: reuse, at_least: 30, cite: A}\n",
    )
    first, second = keys(sarif(cccc))
    assert (first.partition(":")[0], first[-2:], second[-2:]) == (second.partition(":")[0], ":1", ":2")


def test_a_file_beyond_the_root_has_its_whole_name(office, cccc, tmp_path):
    outside = tmp_path / "Kế hoạch.yaml"
    outside.write_text("plan: A b\n", encoding="utf-8")
    artifacts = {
        json.dumps(result["locations"][0]["physicalLocation"]["artifactLocation"]) for result in sarif(cccc, outside)["results"]
    }
    assert artifacts == {json.dumps({"uri": outside.as_uri()})}


# --- a person at a terminal ------------------------------------------------------------------------------------------


def shown(*paths, language, width=80):
    messages.use(language)
    stream = io.StringIO()
    found = Checker(None, None, TODAY, skip_others=False).check([Path(path) for path in paths])
    snippets.show(found.problems, found.passed, lines_of, stream, width)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


LONG = (
    "  - {indicator: online_payment, note: '"
    + "một ghi chú rất dài, " * 6
    + "hết', at_least: 97,5%, cite: mục 5 của văn bản}\n"
)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_terminal_of_80_columns_shows_the_line_and_a_caret(office, language):
    wrong()
    edit("targets/2023.yaml", "targets:\n", "targets:\n" + LONG)
    edit("units.yaml", "    units: [Phòng Nội vụ]", "\tunits: [Phòng Nội vụ]")
    told = shown(language=language)
    assert max(map(len, told.splitlines())) <= 80
    golden(f"check-terminal.{language}.txt", told)


def test_the_caret_stands_below_the_place(office):
    for start in range(60):
        Path("policy.yaml").write_text(
            "policy: nam-2023\nrules:\n  - {id: a, note" + "x" * start * 3 + ": bảng, kind: remind, when: {period: met}}\n"
        )
        told = shown("policy.yaml", language="en").splitlines()
        at = next(number for number, line in enumerate(told) if "[invalid/choice]" in line)
        line, caret = told[at + 1], told[at + 2]
        assert line[caret.index("^") :].startswith("remind"), (line, caret)


# --- what is let pass ------------------------------------------------------------------------------------------------


def told_rules(done):
    return [problem.get("rule", problem["code"]) for problem in done.document["problems"]]


def test_a_comment_lets_a_warning_pass_on_its_line_or_the_next(office, cccc):
    doubtful()
    assert told_rules(cccc("check", "--format", "json")) == ["authority", "level"]
    edit("cccc.yaml", "VĂN PHÒNG]}", "VĂN PHÒNG]}   # cccc: allow authority: theo quy chế của huyện")
    edit(
        "units.yaml",
        "    units: [Phòng Nội vụ]",
        "    # cccc: allow level: chờ sắp xếp\n    # một chú thích khác\n\n    units: [Phòng Nội vụ]",
    )
    done = cccc("check", "--format", "json")
    assert told_rules(done) == []
    assert [(one["rule"], one["severity"], one["reason"], one["by"]) for one in done.document["suppressed"]] == [
        ("authority", "warning", "theo quy chế của huyện", "cccc.yaml:6:59"),
        ("level", "warning", "chờ sắp xếp", "units.yaml:5:5"),
    ]
    assert cccc("check", "--lang", "en").err == "errors: 0, warnings: 0, let pass: 2\n"
    assert cccc("check", "--strict").status == 0


def test_the_workspace_lets_pass_by_file_and_to_a_day(office, cccc):
    doubtful()
    path = Path("cccc.yaml")
    path.write_text(
        path.read_text(encoding="utf-8")
        + "allow:\n  - {rule: level, file: unit*.yaml, reason: A, until: 2026-01-31}\n  - {rule: authority, reason: B}\n",
        encoding="utf-8",
    )
    assert told_rules(cccc("check", "--format", "json", "--at", "2026-01-31")) == ["no-successor"]
    assert sorted(told_rules(cccc("check", "--format", "json", "--at", "2026-02-01"))) == [
        "allow-expired",
        "level",
        "no-successor",
    ]
    edit("cccc.yaml", "unit*.yaml", "policy.yaml")
    assert sorted(told_rules(cccc("check", "--format", "json", "--at", "2026-01-31"))) == [
        "allow-nothing",
        "level",
        "no-successor",
    ]


def test_sarif_keeps_what_is_let_pass_as_suppressed(office, cccc):
    doubtful()
    edit("cccc.yaml", "policy: policy.yaml\n", "policy: policy.yaml\nallow: [{rule: level, reason: chờ sắp xếp}]\n")
    edit("cccc.yaml", "VĂN PHÒNG]}", "VĂN PHÒNG]}  # cccc: allow authority: theo quy chế")
    told = {result["ruleId"]: result["suppressions"] for result in sarif(cccc)["results"]}
    assert [
        (rule, one["kind"], one["justification"], one["location"]["physicalLocation"]["region"]) for rule, [one] in told.items()
    ] == [
        ("authority", "inSource", "theo quy chế", {"startLine": 6}),
        ("level", "external", "chờ sắp xếp", {"startLine": 12}),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("# cccc: allow level", ["allow-reason", "level"]),
        ("# cccc: allow level:", ["allow-reason", "level"]),
        ("# cccc: allow", ["allow-reason", "level"]),
        ("# cccc: allow lvl: A", ["allow-nothing", "level"]),
        ("# cccc: allow authority: A", ["allow-nothing", "level"]),
        ("#cccc:allow level:A", []),
        ("# một chú thích: cccc: allow level: A", ["level"]),
        ('# cccc: allow level: vì "A", B: C # D', []),
    ],
)
def test_words_that_let_nothing_pass_are_told(office, cccc, line, told):
    edit("targets/2023.yaml", "2023-12-31", "2025-12-31")
    edit("units.yaml", "    units: [Phòng Nội vụ]", f"    units: [Phòng Nội vụ]   {line}")
    assert sorted(told_rules(cccc("check", "--format", "json"))) == told


def test_an_error_is_never_let_pass(office, cccc):
    edit("policy.yaml", "kind: reminder", "kind: remind  # cccc: allow choice: sẽ sửa sau")
    done = cccc("check", "--format", "json")
    assert (done.status, told_rules(done), done.document["suppressed"]) == (1, ["choice", "allow-error"], [])


def test_words_inside_a_text_are_no_comment(office, cccc):
    edit(
        "targets/2023.yaml",
        "title: Chỉ tiêu năm 2023",
        'title: "năm # cccc: allow level: A"\nsources: ["B", \'C # cccc: allow level\']',
    )
    assert cccc("check", "--format", "json").document == {"schema": "cccc/check@1", "problems": [], "suppressed": []}


def test_a_template_may_let_pass_too(office, cccc):
    Path("templates").mkdir()
    Path("templates/notice.md").write_text(
        "subject: thông báo {{ period }}\n\n{# cccc: allow unreachable-branch: để sẵn cho năm sau #}\n"
        "{% if period and not period %}\nA\n{% endif %}\nB\n",
        encoding="utf-8",
    )
    done = cccc("check", "--format", "json")
    assert (told_rules(done), len(done.document["suppressed"])) == ([], 1)


# --- files, folders, workspaces --------------------------------------------------------------------------------------


def test_a_changed_unit_file_tells_what_it_made_wrong_elsewhere(office, cccc):
    edit("units.yaml", "id: communes", "id: xa")
    edit("policy.yaml", "kind: reminder", "kind: reminder\n    for: [communes]")
    done = cccc("check", "units.yaml", "--lang", "en")
    assert done.status == 1
    assert "policy.yaml:5:11: error[unknown-unit]: communes names no group" in done.err


def test_many_files_of_one_workspace_are_one_check(office, cccc):
    wrong()
    one = cccc("check", "--format", "json").document
    assert cccc("check", "units.yaml", "policy.yaml", "targets", ".", "--format", "json").document == one


def test_a_file_beside_the_workspace_is_held_against_it(office, cccc):
    Path("history.yaml").write_text(
        "issued:\n  - {period: 2023-07, kind: criticism, unit: xa-la, indicators: [online_payment]}\n", encoding="utf-8"
    )
    Path("draft.yaml").write_text(
        "plan: du-thao\ntitle: A\nissuer: B\napplies: {from: 2024-01-01, to: 2024-12-31}\n"
        "targets: [{indicator: reuse, for: [xas], at_least: 5%}]\n",
        encoding="utf-8",
    )
    assert told_rules(cccc("check", "history.yaml", "draft.yaml", "--format", "json")) == ["unknown-unit", "unknown-unit"]


def test_a_plan_outside_a_workspace_is_checked_alone_in_every_form(office, cccc, tmp_path, monkeypatch):
    alone = tmp_path / "elsewhere"
    alone.mkdir()
    shutil.copyfile("targets/2023.yaml", alone / "plan.yaml")
    monkeypatch.chdir(alone)
    assert (cccc("check", "plan.yaml", "--format", "json").document["problems"]) == []
    edit("plan.yaml", "30%", "30")
    edit("plan.yaml", "windows: [period]", "for: [nobody], windows: [period]")
    for form in ("text", "json", "github", "sarif"):
        done = cccc("check", "plan.yaml", "--format", form)
        assert (done.status, done.out.count("threshold") > 0, done.out.count("unknown-unit")) == (1, True, 0)


def test_a_folder_without_a_workspace_checks_every_yaml_in_it(tmp_path, monkeypatch, cccc, office):
    folder = tmp_path / "many"
    (folder / "old" / ".hidden").mkdir(parents=True)
    for name in ("a.yaml", "b.yml", "old/c.yaml", "old/.hidden/d.yaml"):
        shutil.copyfile(office / "targets" / "2023.yaml", folder / name)
        edit(folder / name, "30%", "30")
    shutil.copytree(office, folder / "office")
    edit(folder / "office" / "policy.yaml", "kind: reminder", "kind: remind")
    monkeypatch.chdir(tmp_path)
    told = [(one["file"], one["rule"]) for one in cccc("check", "many", "--format", "json").document["problems"]]
    assert told == [
        ("many/a.yaml", "threshold"),
        ("many/b.yml", "threshold"),
        ("many/office/policy.yaml", "choice"),
        ("many/old/c.yaml", "threshold"),
    ]
    assert told_rules(cccc("check", "many/old/.hidden/../../old/.hidden", "--format", "json")) == ["threshold"]
    (tmp_path / "none").mkdir()
    assert told_rules(cccc("check", "none", "--format", "json")) == ["no-such-file"]


def test_the_shipped_plans_are_quiet(cccc, monkeypatch, tmp_path):
    shutil.copytree(ROOT / "targets", tmp_path / "targets")
    monkeypatch.chdir(tmp_path)
    assert cccc("check", "targets", "--format", "json").document["problems"] == []


# --- the hook --------------------------------------------------------------------------------------------------------

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}


def commit(cccc, hook, *changed):
    """What pre-commit does: the files that fit, behind the entry, from the root of the repository."""
    fitting = [name for name in changed if re.search(hook.get("files", ""), name) and Path(name).is_file()]
    if not (fitting or hook.get("always_run")):
        return None
    program, *arguments = shlex.split(hook["entry"])
    assert program == "cccc"
    return cccc(*arguments, *(fitting if hook.get("pass_filenames", True) else []), "--lang", "en")


@pytest.fixture
def repository(office, monkeypatch):
    root = office.parent
    (root / ".github" / "workflows").mkdir(parents=True)
    (root / ".github" / "workflows" / "ci.yml").write_text("on: push\njobs: {}\n", encoding="utf-8")
    (root / "compose.yaml").write_text("services: {}\n", encoding="utf-8")
    (root / "README.md").write_text("# {% if\n", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize(
    "changed", [["tu-ky/units.yaml"], ["README.md", "compose.yaml", "tu-ky/units.yaml", ".github/workflows/ci.yml"]]
)
def test_the_hook_runs_when_only_a_unit_file_changed(repository, cccc, changed):
    edit("tu-ky/policy.yaml", "kind: reminder", "kind: reminder\n    for: [communes]")
    assert commit(cccc, HOOKS["cccc-check"], *changed).status == 0
    edit("tu-ky/units.yaml", "id: communes", "id: xa")
    done = commit(cccc, HOOKS["cccc-check"], *changed)
    assert (done.status, done.err.splitlines()[0].partition(";")[0]) == (
        1,
        "tu-ky/policy.yaml:5:11: error[unknown-unit]: communes names no group, level or unit with units in it",
    )


def test_the_hook_runs_when_only_an_indicator_changed(repository, cccc):
    edit("tu-ky/indicators.yaml", "id: website_posting", "id: posting")
    done = commit(cccc, HOOKS["cccc-check"], "tu-ky/indicators.yaml")
    assert (done.status, "layouts/monthly.yaml" in done.err) == (1, True)


def test_the_hook_leaves_aside_what_is_not_ours(repository, cccc):
    edit("tu-ky/policy.yaml", "kind: reminder", "kind: remind")
    done = commit(cccc, HOOKS["cccc-check"], "README.md", "compose.yaml", ".github/workflows/ci.yml")
    assert (done.status, done.out) == (0, "")
    assert commit(cccc, HOOKS["cccc-check"], "src/main.py") is None


def test_the_hook_on_everything_sees_a_deleted_file(repository, cccc):
    assert commit(cccc, HOOKS["cccc-check-all"]).status == 0
    Path("tu-ky/indicators.yaml").unlink()
    assert commit(cccc, HOOKS["cccc-check"], "tu-ky/indicators.yaml") is None
    assert commit(cccc, HOOKS["cccc-check-all"]).status == 1


# --- docs/check.md ---------------------------------------------------------------------------------------------------

BLOCKS = re.findall(r"^```yaml\n(.*?)^```", (ROOT / "docs" / "check.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def block(start):
    [found] = [text for text in BLOCKS if text.startswith(start)]
    return found


def test_what_the_page_lets_pass_is_let_pass(office, cccc):
    edit("targets/2023.yaml", "2023-12-31", "2025-12-31")
    edit("targets/2023.yaml", ", cite: mục 5", "")
    text = Path("units.yaml").read_text(encoding="utf-8")
    Path("units.yaml").write_text(block("groups:") + text[text.index("  - id: communes") :], encoding="utf-8")
    Path("cccc.yaml").write_text(Path("cccc.yaml").read_text(encoding="utf-8") + block("allow:"), encoding="utf-8")
    done = cccc("check", "--format", "json", "--at", "2026-01-31")
    assert sorted(one["rule"] for one in done.document["suppressed"]) == ["level", "no-citation"]
    assert "allow-nothing" not in told_rules(done)


def test_the_hook_and_the_workflow_of_the_page_are_real(office, cccc):
    [repository] = yaml.safe_load(block("repos:"))["repos"]
    assert [hook["id"] for hook in repository["hooks"]] == ["cccc-check"]
    steps = yaml.safe_load(block("name: check"))["jobs"]["check"]["steps"]
    [run] = [step["run"] for step in steps if step.get("run", "").startswith("cccc ")]
    assert cccc(*shlex.split(run)[1:]).status == 0
    assert Path(steps[-1]["with"]["sarif_file"]).is_file()


@pytest.mark.parametrize("path", ["targets/typo.yaml", "nosuch/", "policy.yml"])
def test_a_path_that_is_not_there_is_an_error_also_inside_a_workspace(office, cccc, path):
    done = cccc("check", "units.yaml", path, "--lang", "en")
    assert done.status == 1
    assert "[no-such-file]" in done.err
