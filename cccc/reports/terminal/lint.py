"""Remarks on Word files -> lines of text, the JSON document of ``cccc lint``, and SARIF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cccc.messages import Message, _, m
from cccc.model.remarks import Place, Severity
from cccc.reports.ci import sarif as sarif_document
from cccc.reports.json.documents import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.model.remarks import Linted, Remark, Rule
    from cccc.problems import Problem
    from cccc.reports.json.documents import Document

LINT = "cccc/lint@1"
_LEVELS: dict[Severity, sarif_document.Level] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "note",
}


def lines(linted: Sequence[Linted]) -> list[str]:
    """Every remark in reading order, file by file, and a last line that counts them where there are any."""
    told = [_line(one.file, remark) for one in linted for remark in one.remarks]
    if not told:
        return []
    counted = _counted(remark for one in linted for remark in one.remarks)
    words = m(
        "errors: {errors}, warnings: {warnings}, notes: {notes}",
        errors=counted["E"],
        warnings=counted["W"],
        notes=counted["I"],
    )
    return [*told, str(words)]


def document(linted: Sequence[Linted], problems: Iterable[Problem]) -> Document:
    """The document of ``cccc lint``; ``problems`` are the files that could not be read or written."""
    return {"schema": LINT, "files": [_file(one) for one in linted], "problems": listed(problems)}


def sarif(rules: Iterable[Rule], linted: Sequence[Linted], problems: Iterable[Problem]) -> Document:
    """The same as SARIF."""
    known = [sarif_document.Rule(rule.id, str(rule.about), _LEVELS[rule.severity]) for rule in rules]
    results = [
        sarif_document.Result(
            rule=remark.rule.id,
            level=_LEVELS[remark.severity],
            text=_told(remark),
            file=one.file,
            where=_where(remark),
        )
        for one in linted
        for remark in one.remarks
    ]
    return sarif_document.document(known, results, problems)


def place_name(place: Place) -> Message:
    """A part of a document in words."""
    return {
        Place.FILE: m("the whole file"),
        Place.PAGE: m("page setup"),
        Place.PAGE_HEADER: m("page header"),
        Place.PAGE_FOOTER: m("page footer"),
        Place.LETTERHEAD: m("letterhead"),
        Place.BODY: m("body"),
        Place.TABLE: m("table"),
        Place.SIGNATURE: m("signature"),
        Place.APPENDIX: m("appendix"),
        Place.TEXT_BOX: m("text box"),
    }[place]


def _line(file: str, remark: Remark) -> str:
    severity = {
        Severity.ERROR: _("error"),
        Severity.WARNING: _("warning"),
        Severity.INFORMATION: _("note"),
    }[remark.severity]
    return f"{file}: {severity}[{remark.rule.id}]: {_where(remark)}: {_told(remark)}"


def _where(remark: Remark) -> str:
    place = str(place_name(remark.place))
    if remark.paragraph is None:
        return place
    if remark.place is Place.PAGE:
        return str(m("{place} from paragraph {number}", place=place, number=remark.paragraph))
    numbered = str(m("{place}, paragraph {number}", place=place, number=remark.paragraph))
    return f"{numbered} “{remark.words}”" if remark.words else numbered


def _told(remark: Remark) -> str:
    return str(
        m("{about}: expected {expected}; found {found}", about=remark.rule.about, expected=remark.expected, found=remark.found)
    )


def _counted(remarks: Iterable[Remark]) -> dict[str, int]:
    found = [remark.severity.value for remark in remarks]
    return {severity.value: found.count(severity.value) for severity in Severity}


def _file(linted: Linted) -> dict[str, Any]:
    return {
        "file": linted.file,
        "kind": linted.kind,
        "counts": _counted(linted.remarks),
        "remarks": [_remark(remark) for remark in linted.remarks],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "rule": remark.rule.id,
        "severity": remark.severity.value,
        "about": str(remark.rule.about),
        "place": remark.place.value,
        "paragraph": remark.paragraph,
        "words": remark.words,
        "expected": str(remark.expected),
        "found": str(remark.found),
        "source": remark.rule.source,
        "fixable": remark.fixable,
    }
