"""``cccc diff``: what changed between two states of a workspace, and the verdicts that flip by it."""

import shutil
import subprocess

import pytest

from cccc.reports.ci.markdown import escaped

INPUTS = ("inputs/2023-07.xlsx", "inputs/2023-08.xlsx")


@pytest.fixture
def base(ready):
    return ready("tu-ky-2023", ("history", "import", "history.yaml"), ("evaluate", *INPUTS))[0]


@pytest.fixture
def head(base):
    """A copy in which two rules and a unit changed."""
    folder = base.parent / "head"
    shutil.copytree(base, folder)
    change(folder)
    return folder


def change(folder):
    policy = (folder / "policy.yaml").read_text(encoding="utf-8").replace("98.5%", "97%")
    start, end = policy.index("  - id: payment-reminder"), policy.index("  - id: praise-departments")
    (folder / "policy.yaml").write_text(policy[:start] + policy[end:], encoding="utf-8")
    units = (folder / "units.yaml").read_text(encoding="utf-8").replace("- Xã Tân Kỳ", "- {name: Xã Tân Kỳ, brief: Tân Kỳ}")
    (folder / "units.yaml").write_text(units, encoding="utf-8")


def git(folder, *arguments):
    names = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    command = ["git", *names, *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture
def committed(base):
    """The workspace below the top of a git repository, and then changed."""
    (base / ".gitignore").write_text(".cccc/\n", encoding="utf-8")
    top = base.parent
    git(top, "init", "--quiet")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message", "trước")
    change(base)
    return base


def test_two_folders(base, head, cccc, root):
    done = cccc("diff", base, head)
    assert (done.status, done.err) == (0, "")
    text = done.out.replace(escaped(str(base)), "BASE").replace(escaped(str(head)), "HEAD")
    assert text == (root / "tests" / "commands" / "golden" / "diff.md").read_text(encoding="utf-8")


def test_a_revision_and_the_workspace_as_it_is_say_the_same(committed, cccc):
    told = cccc("diff", "HEAD", "--format", "json").document
    assert [(one["part"], one["change"], one["name"], one["place"]) for one in told["changes"]] == [
        ("unit", "changed", "xa-tan-ky", "units.yaml:43"),
        ("rule", "changed", "praise-communes-email", "policy.yaml:20"),
        ("rule", "changed", "praise-communes", "policy.yaml:28"),
        ("rule", "removed", "payment-reminder", "policy.yaml:13"),
    ]
    [period] = told["periods"]
    assert (period["period"]["label"], period["flips"]) == ("2023-08", [])
    assert {one["unit"] for one in period["lost"]} >= {"xa-ha-ky", "xa-tan-ky"}
    git(committed, "commit", "--quiet", "--all", "--message", "sau")
    again = cccc("diff", "HEAD~1", "HEAD", "--format", "json").document
    assert (again["changes"], again["periods"]) == (told["changes"], told["periods"])


def test_nothing_changed(committed, cccc):
    git(committed, "commit", "--quiet", "--all", "--message", "sau")
    done = cccc("diff", "HEAD", "--lang", "en")
    assert "No target, unit, indicator, layout or rule changed." in done.out
    assert "0 of 238 verdicts flip; 0 findings more, 0 fewer" in done.out


def test_exports_are_judged_where_there_is_no_ledger(base, head, cccc):
    shutil.rmtree(base / ".cccc")
    shutil.rmtree(head / ".cccc")
    none = cccc("diff", base, head, "--lang", "en")
    assert "No period was compared: the ledger holds none, and no exports were given." in none.out
    given = cccc("diff", base, head, "--from", INPUTS[0], "--from", INPUTS[1], "--format", "json").document
    assert [period["period"]["label"] for period in given["periods"]] == ["2023-08"]
    assert not (base / ".cccc").exists()
    assert not (head / ".cccc").exists()


@pytest.mark.parametrize(("name", "rule"), [("no-such-revision", "no-revision"), ("inputs", "no-workspace"), ("-x", None)])
def test_what_cannot_be_compared_is_told(base, cccc, name, rule):
    done = cccc("diff", name, "--format", "json")
    if rule is None:
        assert done.status == 2
    else:
        assert (done.status, [problem["rule"] for problem in done.document["problems"]]) == (1, [rule])


def test_a_mistake_in_a_revision_is_told_by_its_name(committed, cccc):
    (committed / "units.yaml").write_text("groups: [", encoding="utf-8")
    git(committed, "commit", "--quiet", "--all", "--message", "hỏng")
    change_back = "git checkout HEAD~1 units.yaml"
    git(committed, *change_back.split()[1:])
    done = cccc("diff", "HEAD", "--lang", "en")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("HEAD:units.yaml:2:1: error[yaml-syntax]: ")


def test_without_git_it_says_so(base, cccc, monkeypatch):
    monkeypatch.setenv("PATH", "")
    done = cccc("diff", "HEAD", "--lang", "en")
    assert done.err.startswith("HEAD: error[no-revision]: HEAD is no folder, and git is not installed here; give a folder")


def test_a_target_that_changed_is_told_once_with_its_units(months, cccc):
    head = months.parent / "later"
    shutil.copytree(months, head)
    plan = (head / "targets" / "base.yaml").read_text(encoding="utf-8")
    lines = "[{indicator: online_payment, at_least: 40%, for: [communes], cite: mục 1},"
    lines += " {indicator: online_payment, at_least: 30%, for: [others], cite: mục 1}]"
    (head / "targets" / "base.yaml").write_text(plan.partition("targets:")[0] + f"targets: {lines}\n", encoding="utf-8")
    told = cccc("diff", months, head, "--format", "json").document
    assert [(one["part"], one["name"], one["was"], one["now"], one["units"]) for one in told["changes"]] == [
        ("target", "base: online_payment", "at_least: 30%", "at_least: 40%", ["xa-a", "xa-b"]),
        ("target", "own: online_payment", "at_least: 35%", "at_least: 45%", ["xa-a", "xa-b"]),
    ]
