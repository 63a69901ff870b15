"""What checking declarations, papers and letters found -> the JSON documents of check, lint and verify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cccc.model.remarks import Severity
from cccc.reports.json import documents
from cccc.reports.json.documents import listed
from cccc.reports.words import counted_remarks, deviation_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.model.remarks import Deviation, LintedFile, Remark, VerifiedLetter
    from cccc.problems import Passed, Problem
    from cccc.reports.json.documents import Document
    from cccc.rulebook import Entry


CHECK = "cccc/check@1"


def check_text(problems: Iterable[Problem], passed: Iterable[Passed], _source: object, _named: object) -> str:
    """The document of ``cccc check``; what is let pass stands by itself."""
    document = {
        "schema": CHECK,
        "problems": documents.listed(problems),
        "suppressed": [
            {**documents.listed([one.problem])[0], "reason": one.reason, "by": str(one.location)} for one in _by_place(passed)
        ],
    }
    return f"{documents.as_text(document)}\n"


def _by_place(passed: Iterable[Passed]) -> list[Passed]:
    return sorted(passed, key=lambda one: one.problem.location.order)


RULES = "cccc/rules@1"


def rules_text(entries: Iterable[Entry], _whole: object) -> str:
    """The document of ``cccc check --explain``, which tells every entry whole."""
    return f"{documents.as_text({'schema': RULES, 'rules': [_entry(entry) for entry in entries]})}\n"


def _entry(entry: Entry) -> Document:
    return {
        "name": entry.name,
        "code": entry.name if entry.is_code else "invalid",
        "severity": entry.severity,
        "means": str(entry.about),
        "fix": str(entry.remedy),
        "file": entry.example.file or None,
        "wrong": entry.example.wrong or None,
        "right": entry.example.right or None,
        "source": str(entry.source),
    }


LINT = "cccc/lint@1"


def lint_text(linted: Sequence[LintedFile], problems: Iterable[Problem], _rules: object) -> str:
    """The document of ``cccc lint``; ``problems`` are the files that could not be read or written."""
    document = {"schema": LINT, "files": [_linted(one) for one in linted], "problems": listed(problems)}
    return f"{documents.as_text(document)}\n"


def _linted(linted: LintedFile) -> dict[str, Any]:
    return {
        "file": linted.file,
        "kind": linted.kind,
        "counts": counted_remarks(linted.remarks),
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


VERIFY = "cccc/verify@1"


def verify_text(verified: Sequence[VerifiedLetter], problems: Iterable[Problem]) -> str:
    """`verify_document` as text."""
    return f"{documents.as_text(verify_document(verified, problems))}\n"


def verify_document(verified: Sequence[VerifiedLetter], problems: Iterable[Problem]) -> Document:
    """The verify_document of ``cccc verify``; ``problems`` are the files that could not be read or held against anything."""
    return {"schema": VERIFY, "files": [_verified(one) for one in verified], "problems": listed(problems)}


def _verified(one: VerifiedLetter) -> dict[str, Any]:
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
        "message": str(deviation_words(one)),
        "source": [{"file": file, "sheet": sheet, "cells": list(cells)} for file, sheet, cells in one.sources],
    }
