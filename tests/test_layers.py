"""Data walks one way: stages never import one another, the pure ones touch nothing outside, one library has one door."""

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "cccc"

GROUND = {"messages", "problems", "vietnamese", "periods", "model", "rulebook", "markup", "shipped"}
STAGES = {"declarations", "exports", "evaluation", "ledger", "letters", "documents", "reports"}

MAY_IMPORT = {
    "messages": set(),
    "problems": {"messages"},
    "vietnamese": set(),
    "periods": set(),
    "model": {"messages", "periods", "problems", "vietnamese"},
    "rulebook": {"messages", "problems"},
    "markup": set(),
    "shipped": set(),
    "declarations": GROUND,
    "exports": GROUND - {"shipped"},
    "evaluation": GROUND - {"shipped"},
    "ledger": GROUND - {"shipped", "vietnamese"},
    "letters": GROUND - {"shipped"},
    "documents": GROUND - {"shipped", "periods"},
    "reports": GROUND - {"shipped"},
    "workflow": GROUND | STAGES,
    "commands": {"workflow", "reports", "messages", "problems", "model", "__init__"},  # model: what options are read into
}

PURE = ("model", "periods", "vietnamese.py", "evaluation", "letters")
OUTSIDE = {"os", "pathlib", "io", "subprocess", "sqlite3", "time", "tempfile", "shutil", "random", "socket", "logging", "sys"}
OUTSIDE_CALLS = {"open", "print", "input", "now", "today", "utcnow", "read_bytes", "read_text", "write_bytes", "write_text"}

ONE_DOOR = {
    "pydantic": "declarations/shapes.py",
    "yaml": "declarations/yaml_tree.py",
    "jinja2": "letters/rendering/jinja.py",
    "markupsafe": "letters/rendering/jinja.py",
    "markdown_it": "letters/rendering/markdown.py",
    "rich": "reports",
    "rapidfuzz": "vietnamese.py",
    "openpyxl": "reports/workbook/xlsx.py",
    "xlrd": "exports/formats/xls.py",
    "fastexcel": "exports/dossiers",
    "duckdb": "exports/dossiers",
    "lxml": "markup.py",
    "sqlite3": "ledger",
    "typer": "commands",
}


def modules(below=PACKAGE):
    return sorted(below.rglob("*.py")) if below.is_dir() else [below]


def name_of(path):
    return path.relative_to(PACKAGE).as_posix()


@cache  # a dozen tests ask it of every module
def imports(path):
    """The dotted names that ``path`` imports, each with whether that is for types alone, and so does not count when it runs."""
    return tuple(_imports(path))


def _imports(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inside)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inside in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in for_types) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield inside if is_module(inside) else node.module, id(node) in for_types


def is_module(dotted):
    path = PACKAGE.parent.joinpath(*dotted.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def part_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", [path for path in modules() if part_of(path) in MAY_IMPORT], ids=name_of)
def test_a_part_imports_only_what_stands_below_it(path):
    part = part_of(path)
    taken = {name.split(".")[1] for name, _ in imports(path) if name.startswith("cccc.")}
    assert taken <= MAY_IMPORT[part] | {part}


@pytest.mark.parametrize("path", [path for root in PURE for path in modules(PACKAGE / root)], ids=name_of)
def test_a_pure_part_opens_nothing_prints_nothing_and_asks_no_clock(path):
    assert {name.partition(".")[0] for name, types in imports(path) if not types}.isdisjoint(OUTSIDE)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    }
    assert called.isdisjoint(OUTSIDE_CALLS)


@pytest.mark.parametrize(("library", "door"), ONE_DOOR.items())
def test_a_library_is_imported_in_one_place(library, door):
    doors = {
        name_of(path) for path in modules() for name, types in imports(path) if name.partition(".")[0] == library and not types
    }
    assert doors
    known = (door,) if isinstance(door, str) else door
    assert [name for name in doors if not any(name == one or name.startswith(f"{one}/") for one in known)] == []


def test_no_module_is_part_of_a_circle_types_included():
    edges = {}
    for path in modules():
        here = ".".join(("cccc", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        edges[here] = {name for name, _ in imports(path) if name.startswith("cccc.")} - {here}
    seen, path = set(), []

    def walk(module):
        assert module not in path, f"circle: {' -> '.join([*path, module])}"
        if module in seen or module not in edges:
            return
        path.append(module)
        for other in edges[module]:
            walk(other)
        path.pop()
        seen.add(module)

    for module in edges:
        walk(module)


def test_no_module_is_named_by_a_gerund():
    assert [name_of(path) for path in modules() if path.stem.endswith("ing")] == []


def test_no_class_has_the_name_of_another():
    places = {}
    for path in modules():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(name_of(path))
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}
