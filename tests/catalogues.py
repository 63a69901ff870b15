"""Finds every sentence that the code words, and writes the Vietnamese catalogue anew with what is there already.

Run by ``make messages`` after a sentence was added or changed; ``tests/test_messages.py`` holds the catalogue complete.
"""

import ast
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
VIETNAMESE = ROOT / "cccc" / "messages" / "vi" / "LC_MESSAGES" / "cccc.po"
DATE = datetime(2026, 1, 1, tzinfo=UTC)  # a catalogue changes with its sentences, not with the clock


def sentences():
    """Every sentence in the code.

    Read from the syntax tree: babel's own extraction does not look into f-strings.
    """
    found = set()
    for path in sorted(set((ROOT / "cccc").rglob("*.py")) - set((ROOT / "cccc" / "messages").rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _called(node.func) in ("m", "_"):
                found.add(_literal(node.args[0], path))
    return found


def _called(function):
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", None)


def _literal(node, path):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    message = f"{path}:{node.lineno}: a sentence is written out where it is said"
    raise SystemExit(message)


def catalogue():
    """The Vietnamese catalogue as git keeps it."""
    with VIETNAMESE.open("rb") as file:
        return read_po(file, locale="vi", domain="cccc")


def main():
    """Write the catalogue with every sentence, in a stable order, and compile it."""
    known = catalogue()
    fresh = Catalog(
        locale="vi", domain="cccc", project="cccc", charset="utf-8", fuzzy=False, revision_date=DATE, creation_date=DATE
    )
    fresh.header_comment = (
        "# What cccc says, in Vietnamese. Run `make messages` after a sentence in the code was added or changed."
    )
    for sentence in sorted(sentences()):
        translated = known.get(sentence)
        fresh.add(sentence, translated.string if translated else "")
    with VIETNAMESE.open("wb") as file:
        write_po(file, fresh, width=128, omit_header=False, sort_output=False)
    compiled()


def compiled():
    """Compile the catalogue as git keeps it."""
    with VIETNAMESE.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue())


if __name__ == "__main__":
    compiled() if sys.argv[1:] == ["compile"] else main()
