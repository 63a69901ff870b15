"""What YAML can do to a file, and that no bytes at all break the reading of one."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cccc.declarations.review.lone_file import check_alone
from cccc.declarations.workspace import load, load_history
from cccc.declarations.yaml_tree import read_yaml

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join([f'*{before}'] * 10)}]\n" for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
LADDER = "- &a0 [x]\n" + "".join(f"- &a{n + 1} [*a{n}]\n" for n in range(400))

FILES = {
    "empty": (b"", "1:1 empty-file"),
    "comment alone": (b"# nothing\n", "1:1 empty-file"),
    "byte order mark alone": (b"\xef\xbb\xbf", "1:1 empty-file"),
    "not UTF-8": (b"a: 1\nb: x\xc3\xa3 H\xe0 K", "2:8 not-utf8"),
    "UTF-16": ("a: 1".encode("utf-16"), "1:1 not-utf8"),
    "10,000 brackets": (b"[" * 10_000, "1:41 too-deep"),
    "1,000 brackets": (b"[" * 1_000, "1:41 too-deep"),
    "1,001 brackets": (b"[" * 1_001, "1:41 too-deep"),
    "10,000 brackets behind a line": ("é: à\r\nb: ".encode() + b"[" * 10_000, "2:43 too-deep"),
    "10,000 brackets and braces": (b"[{" * 5_000, "1:41 too-deep"),
    "10,000 braces": (b"{a: " * 10_000, "1:161 too-deep"),
    "10,000 dashes": (b"- " * 10_000, "1:81 too-deep"),
    "more than 5 MB": (b"a: " + b"x" * 5_000_000, "1:1 too-large"),
    "250,000 values": (b"[" + b"1," * 250_000 + b"]", "1:400002 too-large"),
    "alias bomb": (BOMB.encode(), "6:8 alias"),
    "alias ladder": (LADDER.encode(), "40:9 too-deep"),
    "recursive alias": (b"a: &a [1, *a]", "1:11 alias"),
    "recursive alias in a mapping": (b"&a\nb: *a", "2:4 alias"),
    "unknown alias": (b"a: *b", "1:4 alias"),
    "tab": (b"a:\n\t- b", "2:1 yaml-syntax"),
    "open quote": (b'a: "b', "1:6 yaml-syntax"),
    "control character": (b"a: \x00", "1:1 yaml-syntax"),
    "surrogate": (b'a: "\\uD800"', "1:7 yaml-syntax"),
    "two documents": (b"a: 1\n---\nb: 2", "2:1 several-documents"),
}


@pytest.mark.parametrize(("content", "expected"), FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_used_gives_one_problem(content, expected):
    node, problems = read_yaml(content, "f.yaml")
    assert node is None
    assert [f"{problem.location.line}:{problem.location.column} {problem.rule}" for problem in problems] == [expected]


@pytest.mark.parametrize(
    ("content", "rules"),
    [
        (b"a: !!python/object:os.system x", ["tag"]),
        (b"a: !x {b: !y [c]}", ["tag", "tag"]),
        (b"a: 1\na: 2\n'a': 3", ["duplicate-key", "duplicate-key"]),
        (b"[a]: 1", ["key-not-text"]),
        (b"---\na: 1\n...\n", []),
        (b"a: &a {b: 1}\nc: *a\nd: *a", []),
        (b"a: {b: 97,5%}", ["unquoted-comma"]),
        (b"a: {b: 97,5}", ["unquoted-comma"]),
        (b"a: {b: 97, 5%, c: 1,5}", ["unquoted-comma", "unquoted-comma"]),
        (b'a: {b: "97,5%", c: 97.5%}', []),
        (b"a: 97,5%", []),
    ],
)
def test_a_file_that_can_be_used_is_used_with_its_problems(content, rules):
    node, problems = read_yaml(content, "f.yaml")
    assert node is not None
    assert [problem.rule for problem in problems] == rules


YAMLISH = st.text(st.sampled_from("ab1:-?[]{}&*!|>%@`'\"#, \n\t~<=\\\u00e0\u0300\ufeff\u0085"), max_size=60)


@given(st.one_of(st.binary(max_size=60), YAMLISH.map(str.encode)))
@settings(deadline=None, max_examples=200)
def test_any_bytes_give_a_tree_or_a_problem(content):
    node, problems = read_yaml(content, "f.yaml")
    assert node is not None or problems
    assert all(problem.location.line >= 1 and problem.location.column >= 1 for problem in problems)


WORDS = [
    "no", "~", "[]", "{}", "[~]", "{a: b}", "97,5%", "-1", "2023-02-30",
    "*a", "!x y", '""', ": ", "- ", "\t", "x" * 300, "&a", "1e9", "\0", "/", "**", "é",
]  # fmt: skip


@pytest.mark.slow(reason="loads 150 broken workspaces")
@given(st.data())
@settings(deadline=None, max_examples=150)
def test_any_change_to_a_sound_file_gives_problems_and_never_a_crash(office_files, data):
    name = data.draw(st.sampled_from(sorted(office_files)))
    text = office_files[name]
    kind = data.draw(st.sampled_from(["value", "cut", "bytes", "line", "double"]))
    lines = text.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    if kind == "value":
        key, colon, _ = lines[at].partition(":")
        lines[at] = f"{key}{colon} {data.draw(st.sampled_from(WORDS))}\n"
    elif kind == "line":
        del lines[at]
    elif kind == "double":
        lines.insert(at, lines[at])
    content = "".join(lines).encode()
    if kind in ("cut", "bytes"):
        start = data.draw(st.integers(0, len(content)))
        content = content[:start] + (data.draw(st.binary(max_size=4)) + content[start:] if kind == "bytes" else b"")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for other, other_text in office_files.items():
            (root / other).parent.mkdir(exist_ok=True)
            (root / other).write_bytes(content if other == name else other_text.encode())
        check_alone(root / name)
        workspace, problems = load(root)
        assert workspace is not None or problems
        if workspace is not None:
            load_history(root / "history.yaml", workspace)
        assert all(str(problem.message) and str(problem.location) for problem in problems)
