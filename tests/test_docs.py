"""What the documentation says is so: problems, the files of a workspace, commands and options, the JSON of an evaluation."""

import json
import re
from pathlib import Path

import pytest

from cccc.declarations.review.lone_file import check_alone

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "problems"
PROBLEMS = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
MANUALS = ("README.md", "README.vi.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text_of(name), re.MULTILINE | re.DOTALL)


# --- docs/problems.md ------------------------------------------------------------------------------------------------


def rows(text):
    """The names of a page's tables, each with the message beside it."""
    return re.findall(r"^\| `([a-z0-9-]+)` \|.*\| `([^`]*)` \|$", text, re.MULTILINE)


def _meaning(rule):
    return re.search(rf"^\| `{rule}` \|(.*)$", PROBLEMS, re.MULTILINE)[1]


ERRORS, WARNINGS, RULES = (rows(part) for part in re.split(r"^## .*$", PROBLEMS, flags=re.MULTILINE)[1:])


def test_the_problems_told_are_those_that_have_a_case():
    codes = sorted(path.parent.name for path in CASES.glob("*/case.yaml"))
    rules = sorted(path.parent.name for path in CASES.glob("invalid/*/case.yaml"))
    assert (sorted(name for name, _ in ERRORS + WARNINGS), sorted(name for name, _ in RULES)) == (codes, rules)


@pytest.mark.parametrize(
    ("folder", "severity", "told"),
    [
        *((CASES, "error", row) for row in ERRORS),
        *((CASES, "warning", row) for row in WARNINGS),
        *((CASES / "invalid", "warning" if "; a warning" in _meaning(row[0]) else "error", row) for row in RULES),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_message_is_told_in_its_own_words(folder, severity, told):
    name, message = told
    said = (folder / name / "expected.en.txt").read_text(encoding="utf-8")
    assert f": {severity}[{name}]: {message}\n" in said


# --- docs/workspace.md -----------------------------------------------------------------------------------------------

FILES = {
    "issuer": "cccc.yaml",
    "groups": "units.yaml",
    "indicators": "indicators.yaml",
    "plan": "targets/a.yaml",
    "layout": "layouts/a.yaml",
    "policy": "policy.yaml",
    "issued": "history.yaml",
    "period": "statements/a.yaml",
    "ratings": "ratings/a.yaml",
    "answer_by": "answers/a.yaml",
    "paper": "tasks/a.yaml",
}
WORKSPACE = {FILES[block.partition(":")[0]]: block for block in blocks("docs/workspace.md", "yaml")}


@pytest.fixture
def manual(tmp_path, monkeypatch):
    """A workspace made of the blocks of the page."""
    for name, block in WORKSPACE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(block, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_shows_every_kind_of_file_once():
    assert set(WORKSPACE) == set(FILES.values())
    assert len(WORKSPACE) == len(blocks("docs/workspace.md", "yaml"))


def test_the_blocks_of_the_page_make_a_workspace(manual, cccc):
    assert (cccc("check").status, cccc("check", "--format", "json").document["problems"]) == (0, [])
    assert cccc("history", "import", "history.yaml").status == 0


@pytest.mark.parametrize("name", WORKSPACE)
def test_each_block_is_sound_by_itself(manual, name):
    assert check_alone(Path(name)) == []


# --- commands and options --------------------------------------------------------------------------------------------


def code(name):
    """The lines of a manual's shell blocks, and of its spans of code each table row or other line as one."""
    text = text_of(name)
    for block in blocks(name, "sh"):
        yield from (line.partition("#")[0] for line in block.splitlines())
    for line in re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL).splitlines():
        yield "\n".join(re.findall(r"`([^`]+)`", line))


COMMAND = re.compile(r"^cccc ([a-z]+)", re.MULTILINE)


@pytest.fixture
def helps(cccc):
    """What ``--help`` says, of a command or of all of them, asked once each."""
    known = {}

    def of(*command):
        if command not in known:
            done = cccc(*command, "--help", "--lang", "en")
            known[command] = done.out if done.status == 0 else ""
        return known[command]

    return of


def commands(helps):
    listed = re.findall(r"^  ([a-z]+) ", helps().partition("Commands:")[2], re.MULTILINE)
    return [(name,) for name in listed] + [("history", "import")]


def test_every_command_stands_in_the_list_of_commands(helps):
    listed = set(COMMAND.findall("\n".join(code("docs/commands.md"))))
    assert listed == {command[0] for command in commands(helps)}


@pytest.mark.parametrize("name", MANUALS)
def test_every_command_that_a_manual_names_exists(name, helps):
    named = {command for line in code(name) for command in COMMAND.findall(line)}
    assert named <= {command[0] for command in commands(helps)}


@pytest.mark.parametrize("name", ["README.md", "README.vi.md", "docs/commands.md"])
def test_every_option_that_a_manual_names_exists(name, helps):
    everywhere = helps() + "".join(helps(*command) for command in commands(helps))
    for line in code(name):
        named = COMMAND.findall(line)
        offered = helps() + "".join(helps(*command) for command in commands(helps) if command[0] in named)
        for option in re.findall(r"(?<![\w-])--[a-z-]+", line):
            assert re.search(rf"{option}\b", offered if named else everywhere), (line, option)


@pytest.mark.parametrize("block", blocks("docs/exports.md", "yaml"))
def test_the_layouts_of_the_page_on_exports_are_sound(tmp_path, monkeypatch, block):
    monkeypatch.chdir(tmp_path)
    Path("layout.yaml").write_text(block, encoding="utf-8")
    assert check_alone(Path("layout.yaml")) == []


GOLDEN = ROOT / "tests" / "commands" / "golden" / "inspect-tu-ky-2023.txt"


def test_what_inspect_shows_stands_in_the_manual_as_it_is_shown():
    command = "$ cd examples/tu-ky-2023\n$ cccc inspect inputs/2023-07.xlsx inputs/2023-08.xlsx\n"
    shown = text_of("docs/exports.md").partition(f"```\n{command}")[2].partition("```")[0]
    parts = [part.strip() for part in shown.split("[…]") if part.strip()]
    golden = GOLDEN.read_text(encoding="utf-8")
    assert parts
    assert [part for part in parts if part not in golden] == []


# --- docs/evaluation.md ----------------------------------------------------------------------------------------------


def keys(value):
    """The keys of a document with the path to each; a list is as its entries taken together."""
    if isinstance(value, list):
        return set().union(*map(keys, value))
    if not isinstance(value, dict):
        return set()
    return set(value) | {f"{key}.{below}" for key, content in value.items() for below in keys(content)}


def test_the_json_of_the_page_has_the_keys_of_an_evaluation(tu_ky, cccc):
    [page] = blocks("docs/evaluation.md", "json")
    done = cccc("evaluate", "inputs/2023-07.xlsx", "inputs/2023-08.xlsx", "--no-save", "--format", "json")
    assert keys(json.loads(page)) == keys(done.document)


PAGES = [path for pattern in ("*.md", "docs/*.md", "examples/*/README.md") for path in sorted(ROOT.glob(pattern))]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []
