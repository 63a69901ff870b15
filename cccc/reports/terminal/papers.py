"""Remarks on papers, letters held against the ledger, papers as they were recorded -> lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.messages import Message, _, m
from cccc.model.issuance import EffectKind
from cccc.model.remarks import Severity
from cccc.reports.words import counted_remarks, deviation_words, proposal, remark_place, remark_words, subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cccc.messages import Message
    from cccc.model.evaluations import Finding
    from cccc.model.issuance import Change, Effect, Issuance
    from cccc.model.remarks import Deviation, LintedFile, Remark, VerifiedLetter
    from cccc.model.targets import Indicator
    from cccc.model.units import Roster
    from cccc.problems import Problem


def lint_text(linted: Sequence[LintedFile], _problems: object, _rules: object) -> str:
    """Every remark in reading order, file by file, and a last line that counts them where there are any."""
    told = [_remark_line(one.file, remark) for one in linted for remark in one.remarks]
    if not told:
        return ""
    counted = counted_remarks(remark for one in linted for remark in one.remarks)
    words = m(
        "errors: {errors}, warnings: {warnings}, notes: {notes}",
        errors=counted["E"],
        warnings=counted["W"],
        notes=counted["I"],
    )
    return "".join(f"{line}\n" for line in (*told, words))


def _remark_line(file: str, remark: Remark) -> str:
    severity = {
        Severity.ERROR: _("error"),
        Severity.WARNING: _("warning"),
        Severity.INFORMATION: _("note"),
    }[remark.severity]
    return f"{file}: {severity}[{remark.rule.id}]: {remark_place(remark)}: {remark_words(remark)}"


def verify_text(verified: Sequence[VerifiedLetter], _problems: Iterable[Problem]) -> str:
    """`verify_lines` as text; problems are told on stderr."""
    return "".join(f"{line}\n" for line in verify_lines(verified))


def verify_lines(verified: Sequence[VerifiedLetter]) -> list[str]:
    """Every difference, file by file, and a last line that counts them where there are any."""
    told = [_deviation_line(one.file, deviation) for one in verified for deviation in one.deviations]
    if not told:
        return []
    errors = sum(deviation.severity is Severity.ERROR for one in verified for deviation in one.deviations)
    return [*told, str(m("errors: {errors}, warnings: {warnings}", errors=errors, warnings=len(told) - errors))]


def _deviation_line(file: str, deviation: Deviation) -> str:
    severity = _("error") if deviation.severity is Severity.ERROR else _("warning")
    places = [str(m("paragraph {number}", number=deviation.paragraph))] if deviation.paragraph else []
    where = " ".join([*places, f"“{deviation.words}”"] if deviation.words else places)
    head = f"{file}: {severity}[{deviation.code}]: " + (f"{where}: " if where else "")
    cells = "; ".join(f"{name} [{sheet}!{', '.join(cells)}]" for name, sheet, cells in deviation.sources)
    return f"{head}{deviation_words(deviation)}" + (f" ({cells})" if cells else "")


def issued_lines(issued: Issuance, roster: Roster, indicators: Mapping[str, Indicator]) -> list[str]:
    """What a signed paper says of the findings of its draft, and what it does to earlier papers."""
    names = {unit.id: unit.name for unit in roster.units}

    def told(finding: Finding) -> str:
        return f"{proposal(finding)}: {names.get(finding.unit, finding.unit)} ({subject(finding.indicators, indicators)})"

    count = len(issued.standing)
    head = m("{number}, {period}: {count} findings stand", number=issued.number, period=issued.period, count=count)
    lines = [str(head), *(f"  {told(finding)}" for finding in issued.standing)]
    if issued.changed:
        lines.append(str(m("changed since the draft:")))
        lines += [f"  {told(finding)}: {one}" for finding, changes in issued.changed for one in map(change_words, changes)]
    if issued.struck:
        lines += [str(m("struck out, not counted:")), *(f"  {told(finding)}" for finding in issued.struck)]
    if issued.by or issued.reason:
        lines.append(": ".join(part for part in (issued.by, issued.reason) if part))
    return [*lines, *(str(_effect(one)) for one in issued.effects)]


def change_words(change: Change) -> str:
    """What a signed paper says otherwise than its draft: "28,3% → 29%"."""
    signed = change.signed or _("nothing")
    match change.what:
        case "occurrence":
            return str(m("time {drafted} → {signed}", drafted=change.drafted or "–", signed=signed))
        case _:
            return f"{change.drafted} → {signed}"


def _effect(effect: Effect) -> Message:
    named = {"number": effect.number, "year": effect.year}
    match effect.kind:
        case EffectKind.REPLACES:
            return m("replaces {number} of {year}, whose findings no longer count", **named)
        case EffectKind.CORRECTS:
            return m("corrects {number} of {year}: what both tell counts as told here", **named)
        case EffectKind.WITHDRAWS:
            return m("withdraws {number} of {year}, whose findings no longer count", **named)
