"""The commands start fast: what is heavy is imported where it is used."""

import subprocess
import sys

import pytest

HEAVY = ("openpyxl", "docx", "lxml", "jinja2", "yaml", "sqlite3", "rich", "markdown_it", "rapidfuzz")


def imported_by(*arguments):
    """The top-level modules in ``sys.modules`` after ``cccc`` has run with ``arguments``."""
    program = (
        "import sys\n"
        f"sys.argv = ['cccc', *{arguments!r}]\n"
        "from cccc.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('\\nMODULES', *sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.rpartition("MODULES")[2].split())


def test_version_imports_not_even_typer():
    assert imported_by("--version").isdisjoint({"typer", "gettext", "dataclasses", *HEAVY})


def test_help_does_not_need_the_nouns():
    """Twenty-five milliseconds of dataclasses that only a command's work needs."""
    program = "import sys; sys.argv = ['cccc', '--help']; from cccc.__main__ import run; run(['--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "cccc.model" not in done.stdout.split()


@pytest.mark.parametrize(
    "arguments", [("--help",), ("inspect", "--help"), ("evaluate", "--help"), ("letter", "--help"), ("history", "--help")]
)
def test_help_imports_nothing_heavy(arguments):
    assert imported_by(*arguments).isdisjoint(HEAVY)


def test_check_reads_no_exports_and_writes_no_letters(tmp_path):
    loaded = imported_by("check", str(tmp_path / "absent.yaml"))
    assert loaded.isdisjoint({"openpyxl", "lxml", "sqlite3", "rich"})
    assert "yaml" in loaded
