"""Letters (.docx) -> PDF, all of them in one run of LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.problems import Location, Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAMS = ("soffice", "libreoffice")
_START, _EACH = 120, 30
"""How many seconds LibreOffice may take to start, and for each letter."""

_DRAWN = re.compile(rb"(/ID \[ <|>\s<|/DocChecksum /)([0-9A-F]{32})(?=>|\s)|(/CreationDate\(D:)([0-9]{14})")
_DAY = b"19800101000000"


def to_pdf(letters: Sequence[Path], folder: Path) -> list[Problem]:
    """Write ``folder``/NAME.pdf for each of ``letters`` (whose names differ); what could not be made is told.

    LibreOffice gets a profile of its own: one that is open on the desk is not asked, and no setting of the user counts.
    """
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        told = m("LibreOffice is not installed, and it is what makes PDF")
        return [invalid("not-written", Location(str(PROGRAMS[0])), told, m("install LibreOffice Writer, or use --format docx"))]
    if not letters:
        return []
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), *map(str, letters)]
        _run(command, _START + _EACH * len(letters))
    made = {letter: folder / f"{letter.stem}.pdf" for letter in letters}
    for pdf in made.values():
        if pdf.is_file():
            pdf.write_bytes(_settled(pdf.read_bytes()))
    return [_not_made(letter) for letter, pdf in made.items() if not pdf.is_file()]


def as_pdf(content: bytes) -> tuple[bytes, list[Problem]]:
    """The letter ``content`` as PDF."""
    with tempfile.TemporaryDirectory() as folder:
        letter = Path(folder, "letter.docx")
        letter.write_bytes(content)
        problems = to_pdf([letter], Path(folder))
        return b"" if problems else letter.with_suffix(".pdf").read_bytes(), problems


def _run(command: Sequence[str], seconds: int) -> None:
    try:
        subprocess.run(  # noqa: S603 - a program of the system, and files of ours
            command,
            timeout=seconds,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return


def _settled(content: bytes) -> bytes:
    """The same PDF without its time and the number that LibreOffice draws for each: same letter, same bytes."""
    return _DRAWN.sub(lambda found: found[3] + _DAY if found[3] else found[1] + b"0" * len(found[2]), content)


def _not_made(letter: Path) -> Problem:
    told = m("LibreOffice made no PDF of this letter")
    return invalid("not-written", Location(letter.as_posix()), told, m("close LibreOffice and try again, or use --format docx"))
