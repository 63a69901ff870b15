"""Letters held against the ledger -> lines of text, and the JSON document of ``cccc verify``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cccc.messages import Message, _, m
from cccc.model.remarks import Severity
from cccc.reports.json.documents import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.model.remarks import Deviation, Verified
    from cccc.problems import Problem
    from cccc.reports.json.documents import Document

VERIFY = "cccc/verify@1"


def lines(verified: Sequence[Verified]) -> list[str]:
    """Every difference, file by file, and a last line that counts them where there are any."""
    told = [_line(one.file, deviation) for one in verified for deviation in one.deviations]
    if not told:
        return []
    errors = sum(deviation.severity is Severity.ERROR for one in verified for deviation in one.deviations)
    return [*told, str(m("errors: {errors}, warnings: {warnings}", errors=errors, warnings=len(told) - errors))]


def document(verified: Sequence[Verified], problems: Iterable[Problem]) -> Document:
    """The document of ``cccc verify``; ``problems`` are the files that could not be read or held against anything."""
    return {"schema": VERIFY, "files": [_file(one) for one in verified], "problems": listed(problems)}


def _line(file: str, deviation: Deviation) -> str:
    severity = _("error") if deviation.severity is Severity.ERROR else _("warning")
    places = [str(m("paragraph {number}", number=deviation.paragraph))] if deviation.paragraph else []
    where = " ".join([*places, f"“{deviation.words}”"] if deviation.words else places)
    head = f"{file}: {severity}[{deviation.code}]: " + (f"{where}: " if where else "")
    cells = "; ".join(f"{name} [{sheet}!{', '.join(cells)}]" for name, sheet, cells in deviation.sources)
    return f"{head}{_told(deviation)}" + (f" ({cells})" if cells else "")


def _told(one: Deviation) -> Message:
    known = {
        "finding-gone": m("the finding no longer stands: {about}", about=one.about),
        "finding-unknown": m("the letter states a finding that the ledger does not propose ({about})", about=one.about),
        "unit-without-finding": m("{found} is named here and has no finding", found=one.found),
        "figure-unknown": m("{found} is no figure of the ledger", found=one.found),
    }
    gone = m("{expected} no longer stands ({about})", expected=one.expected, about=one.about)
    known |= dict.fromkeys(("figure-gone", "unit-gone", "occurrence-gone"), gone)
    return known.get(one.code) or _differs(one)


def _differs(one: Deviation) -> Message:
    said = {"about": one.about, "expected": one.expected, "found": one.found}
    if one.expected is None:
        return m("{found} was not in the draft", found=one.found)
    if one.found is None:
        return m("{about}: the ledger says {expected}, nothing stands here", **said)
    return m("{about}: the ledger says {expected}, here stands {found}", **said)


def _file(one: Verified) -> dict[str, Any]:
    return {
        "file": one.file,
        "template": one.template,
        "period": one.period,
        "drafted": one.drafted,
        "found": one.found,
        "differences": [_deviation(deviation) for deviation in one.deviations],
    }


def _deviation(one: Deviation) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": "error" if one.severity is Severity.ERROR else "warning",
        "paragraph": one.paragraph,
        "words": one.words,
        "key": one.key,
        "about": one.about,
        "expected": one.expected,
        "found": one.found,
        "message": str(_told(one)),
        "source": [{"file": file, "sheet": sheet, "cells": list(cells)} for file, sheet, cells in one.sources],
    }
