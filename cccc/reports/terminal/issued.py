"""A signed paper as it was recorded -> lines of text: what stands, was changed or struck, and what it does to earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.messages import _, m
from cccc.model import EffectKind
from cccc.reports.terminal.lines import proposal, subject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cccc.messages import Message
    from cccc.model import Change, Effect, Finding, Indicator, Issued, Roster


def issued_lines(issued: Issued, roster: Roster, indicators: Mapping[str, Indicator]) -> list[str]:
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
