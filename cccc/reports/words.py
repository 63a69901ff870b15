"""The nouns of an evaluation -> the words by which every report tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.messages import Message, _, m
from cccc.model.evaluations import FindingKind, Status
from cccc.model.history import Fate
from cccc.model.remarks import DocumentPart, Severity
from cccc.model.targets import Operator, Threshold, Window
from cccc.periods import short_date
from cccc.vietnamese import decimal, percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from cccc.messages import Message
    from cccc.model.conditions import Condition
    from cccc.model.evaluations import ExemptedFinding, Finding
    from cccc.model.history import HistoryRow
    from cccc.model.observations import Source
    from cccc.model.remarks import Deviation, Remark
    from cccc.model.targets import Indicator


EXACT = 6
"""Decimals of a figure that is told exactly; an ellipsis says that it goes on."""

SIGNS = {
    Operator.AT_LEAST: ("≥", "<"),
    Operator.MORE_THAN: (">", "≤"),
    Operator.AT_MOST: ("≤", ">"),
    Operator.LESS_THAN: ("<", "≥"),
    Operator.EXACTLY: ("=", "≠"),
}
"""How a value that satisfies a threshold stands to it, and one that does not."""


def status_name(status: Status) -> str:
    """The name of a status."""
    return {
        Status.MET: _("met"),
        Status.MISSED: _("missed"),
        Status.NOTHING_AROSE: _("nothing arose"),
        Status.NOT_REPORTED: _("no figures"),
        Status.NO_TARGET: _("no target"),
    }[status]


def window_name(window: Window) -> str:
    """The name of a window."""
    return _("in the period") if window is Window.PERIOD else _("to date")


def figure(value: Fraction, indicator: Indicator | None, decimals: int = EXACT) -> str:
    """A value of the indicator: a percentage of a ratio, else a plain number."""
    return percent(value, decimals) if indicator is None or indicator.type == "ratio" else decimal(value, decimals)


def written_out(value: Fraction, indicator: Indicator) -> str:
    """The value digit by digit, never rounded: 28,297119…%."""
    scaled = abs(value) * 10**EXACT
    cut = scaled.numerator // scaled.denominator
    whole, part = divmod(cut, 10**EXACT)
    more = "…" if scaled.denominator > 1 else ""
    digits = f"{part:0{EXACT}}" if more else f"{part:0{EXACT}}".rstrip("0")
    return f"{'-' if value < 0 else ''}{whole}{',' if digits else ''}{digits}{more}{'%' if indicator.type == 'ratio' else ''}"


def threshold(held: Threshold, indicator: Indicator | None) -> str:
    """A threshold in words: "từ 30% trở lên"."""
    value = figure(held.value, indicator)
    return str(
        {
            Operator.AT_LEAST: m("at least {value}", value=value),
            Operator.MORE_THAN: m("more than {value}", value=value),
            Operator.AT_MOST: m("at most {value}", value=value),
            Operator.LESS_THAN: m("less than {value}", value=value),
            Operator.EXACTLY: m("exactly {value}", value=value),
        }[held.operator]
    )


def condition(wanted: Condition, indicator: Indicator | None) -> str:
    """A condition in words: any of these."""
    statuses = [status_name(status) for status in Status if status in wanted.statuses]
    return _(" or ").join([*statuses, *(threshold(held, indicator) for held in wanted.thresholds)])


def points(change: Fraction) -> Message:
    """A change in percentage points, with its sign."""
    return m("{sign}{points} points", sign="+" if change >= 0 else "−", points=decimal(abs(change)))


def place(source: Source) -> str:
    """A source as it can be typed: file [sheet!C27, D27]; of a signed rating its line, and who signed it when."""
    if source.signed is not None:
        return f"{source.location} ({source.signed.by}, {short_date(source.signed.on)}: {source.signed.evidence})"
    return f"{source.file} [{source.sheet}!{', '.join(source.cells)}]"


def places(sources: Iterable[Source]) -> str:
    """Several sources in one cell of a table."""
    return "; ".join(map(place, sources))


def subject(names: Sequence[str], indicators: Mapping[str, Indicator]) -> str:
    """What a finding is about: one indicator as in a heading, several as briefly as they can be told."""
    known = [indicators[name] for name in names if name in indicators]
    return known[0].short if len(known) == 1 else ", ".join(one.brief for one in known)


def proposal(finding: Finding) -> str:
    """A finding's kind with its occurrence, and the step it goes on to: "phê bình lần 2"."""
    told = occurring(kind_name(finding.kind), finding.occurrence)
    return f"{told} ({finding.step})" if finding.step else told


def occurring(kind: str, occurrence: int | None) -> str:
    """A kind with its occurrence, where it is counted."""
    return kind if occurrence is None else str(m("{kind}, time {occurrence}", kind=kind, occurrence=occurrence))


def fate(row: HistoryRow) -> str:
    """What became of a finding, and the paper that decided it."""
    told = {
        Fate.PROPOSED: _("proposed"),
        Fate.STRUCK: _("struck out"),
        Fate.IMPORTED: _("issued before the ledger"),
        Fate.ISSUED: _("issued"),
        Fate.REPLACED: _("issued, replaced since"),
        Fate.WITHDRAWN: _("issued, withdrawn since"),
    }[row.fate]
    dated = short_date(row.dated) if row.dated else ""
    by = f"({m('by {number}', number=row.ended_by)})" if row.ended_by else ""
    why = f"({', '.join(part for part in (row.by, row.reason) if part)})" if row.by or row.reason else ""
    return " ".join(part for part in (told, row.number or "", dated, by, why) if part)


def exempted(one: ExemptedFinding, names: Mapping[str, str], indicators: Mapping[str, Indicator]) -> str:
    """Who is spared what, until when and why."""
    cite = f" ({one.cite})" if one.cite else ""
    told = m(
        "{unit}: {kind} ({about}), until {day}: {reason}",
        unit=names.get(one.finding.unit, one.finding.unit),
        kind=kind_name(one.finding.kind),
        about=subject(one.finding.indicators, indicators),
        day=short_date(one.until),
        reason=one.reason,
    )
    return f"{told}{cite}"


def kind_name(kind: FindingKind) -> str:
    """The name of a kind of finding."""
    return {
        FindingKind.PRAISE: _("praise"),
        FindingKind.REMINDER: _("reminder"),
        FindingKind.CRITICISM: _("criticism"),
    }[kind]


def place_name(place: DocumentPart) -> Message:
    """A part of a document in words."""
    return {
        DocumentPart.FILE: m("the whole file"),
        DocumentPart.PAGE: m("page setup"),
        DocumentPart.PAGE_HEADER: m("page header"),
        DocumentPart.PAGE_FOOTER: m("page footer"),
        DocumentPart.LETTERHEAD: m("letterhead"),
        DocumentPart.BODY: m("body"),
        DocumentPart.TABLE: m("table"),
        DocumentPart.SIGNATURE: m("signature"),
        DocumentPart.APPENDIX: m("appendix"),
        DocumentPart.TEXT_BOX: m("text box"),
    }[place]


def remark_place(remark: Remark) -> str:
    """Where in the document a remark stands: "body, paragraph 3 “…”"."""
    place = str(place_name(remark.place))
    if remark.paragraph is None:
        return place
    if remark.place is DocumentPart.PAGE:
        return str(m("{place} from paragraph {number}", place=place, number=remark.paragraph))
    numbered = str(m("{place}, paragraph {number}", place=place, number=remark.paragraph))
    return f"{numbered} “{remark.words}”" if remark.words else numbered


def remark_words(remark: Remark) -> str:
    """What was expected and what was found."""
    return str(
        m("{about}: expected {expected}; found {found}", about=remark.rule.about, expected=remark.expected, found=remark.found)
    )


def counted_remarks(remarks: Iterable[Remark]) -> dict[str, int]:
    """How many remarks there are of each severity, by its letter."""
    found = [remark.severity.value for remark in remarks]
    return {severity.value: found.count(severity.value) for severity in Severity}


def deviation_words(one: Deviation) -> Message:
    """What a letter tells otherwise than the ledger."""
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
