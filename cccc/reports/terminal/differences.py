"""What differs between two sets of declarations -> lines of text and Markdown for a pull request."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from cccc.messages import _, m
from cccc.model.differences import ChangeKind, DeclarationKind
from cccc.reports import words
from cccc.reports.ci.markdown import code, escaped, grid
from cccc.reports.words import proposal, subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cccc.messages import Message
    from cccc.model.differences import DeclarationChange, Difference, Flip, Flips
    from cccc.model.evaluations import Assessment, Finding
    from cccc.problems import Problem
    from cccc.reports.tables import Trial, Wording

WIDTH = 80
_MOST_UNITS = 5


# --- text ------------------------------------------------------------------------------------------------------------


def trial_text(trial: Trial) -> str:
    """What the plan that is tried would turn, line by line."""
    return "".join(f"{line}\n" for line in (str(_head(trial)), *flip_lines(trial.flips, trial.known)))


def trial_markdown(trial: Trial) -> str:
    """The same for a pull request."""
    return f"## {_head(trial)}\n\n{flips_as_markdown(trial.flips, trial.known)}\n"


def _head(trial: Trial) -> Message:
    return m("Trying the plan {plan} ({file})", plan=trial.plan.id, file=trial.plan.location.file)


def flip_lines(flips: Flips, known: Wording) -> list[str]:
    """What flips, the units alike together, and the findings that come and go."""
    return list(_flip_lines(flips, known))


def _flip_lines(flips: Flips, known: Wording) -> Iterator[str]:
    yield str(_counted(flips))
    alike: dict[tuple[str, ...], list[Flip]] = {}
    for flip in flips.flips:
        alike.setdefault((_about(flip, known), _turned(_asked(flip, known)), _turned(_statuses(flip))), []).append(flip)
    for (about, asked, statuses), those in alike.items():
        yield ""
        yield from wrap(f"{about}: {statuses}; {asked}", WIDTH)
        units = "; ".join(f"{known.unit(flip.unit)} {_figure(flip)}".strip() for flip in those)
        yield from _below(f"{len(those):02}: {units}")
    for head, findings in ((_("New findings"), flips.gained), (_("Findings no longer proposed"), flips.lost)):
        if findings:
            yield ""
            yield f"{head}:"
        for one in findings:
            yield from _below(_told(one, known))


def _counted(flips: Flips) -> object:
    return m(
        "{period}: {flips} of {judged} verdicts flip; {gained} findings more, {lost} fewer",
        period=flips.period,
        flips=len(flips.flips),
        judged=flips.judged,
        gained=len(flips.gained),
        lost=len(flips.lost),
    )


def _below(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def _told(one: Finding, known: Wording) -> str:
    return f"{proposal(one)}: {known.unit(one.unit)} ({subject(one.indicators, known.indicators)})"


def _about(flip: Flip, known: Wording) -> str:
    return f"{known.indicator(flip.indicator)}, {words.window_name(flip.window)}"


def _figure(flip: Flip) -> str:
    one = flip.now or flip.was
    return (one.display if one else None) or ""


def _asked(flip: Flip, known: Wording) -> tuple[str, str]:
    """What was asked before, and what now."""
    was, now = (_threshold(one, flip.indicator, known) for one in (flip.was, flip.now))
    return was, now


def _threshold(one: Assessment | None, indicator: str, known: Wording) -> str:
    held = one.target.threshold if one and one.target else None
    return words.threshold(held, known.indicators.get(indicator)) if held else _("no target")


def _statuses(flip: Flip) -> tuple[str, str]:
    was, now = (words.status_name(one.status) if one else _("not judged") for one in (flip.was, flip.now))
    return was, now


def _turned(pair: tuple[str, str]) -> str:
    was, now = pair
    return was if was == now else f"{was} → {now}"


# --- Markdown --------------------------------------------------------------------------------------------------------


def difference_markdown(difference: Difference | None, known: Wording | None, _problems: Iterable[Problem]) -> str:
    """The summary for a pull request; nothing where there is no difference."""
    if difference is None or known is None:
        return ""
    head = m("## Targets and verdicts: {base} → {head}", base=escaped(difference.base), head=escaped(difference.head))
    parts = [str(head), f"### {_('Declarations')}"]
    if difference.changes:
        rows = [_change_cells(change, known) for change in difference.changes]
        headings = [_("What"), _("Name"), _("How"), _("Whom"), _("Before"), _("After"), _("Where")]
        parts.append(grid(headings, [False] * len(headings), rows))
    else:
        parts.append(_("No target, unit, indicator, layout or rule changed."))
    parts.append(f"### {_('Verdicts')}")
    parts += [flips_as_markdown(flips, known) for flips in difference.periods]
    if not difference.periods:
        parts.append(_("No period was compared: the ledger holds none, and no exports were given."))
    return "\n\n".join(parts) + "\n"


def flips_as_markdown(flips: Flips, known: Wording) -> str:
    """One period: how much flips, then what."""
    parts = [f"**{escaped(str(_counted(flips)))}**"]
    if flips.flips:
        headings = [_("Unit"), _("Indicator"), _("Window"), _("Figure"), _("Target"), _("Status")]
        rows = [
            [
                escaped(known.unit(flip.unit)),
                escaped(known.indicator(flip.indicator)),
                escaped(words.window_name(flip.window)),
                escaped(_figure(flip)),
                escaped(_turned(_asked(flip, known))),
                escaped(_turned(_statuses(flip))),
            ]
            for flip in flips.flips
        ]
        parts.append(grid(headings, [heading == _("Figure") for heading in headings], rows))
    for sign, findings in (("+", flips.gained), ("−", flips.lost)):
        if findings:
            parts.append("\n".join(f"- {sign} {escaped(_told(one, known))}" for one in findings))
    return "\n\n".join(parts)


def _change_cells(change: DeclarationChange, known: Wording) -> list[str]:
    kind, turn, units = map(escaped, (part_name(change.part), turn_name(change.turn), _units(change, known)))
    return [kind, code(change.name), turn, units, code(change.was), code(change.now), code(change.place)]


def _units(change: DeclarationChange, known: Wording) -> str:
    if not change.units:
        return ""
    if set(change.units) == {unit.id for unit in known.roster.units}:
        return _("every unit")
    for group in known.roster.groups:
        if set(change.units) == {unit.id for unit in known.roster.units if unit.group == group.id}:
            return group.name
    named = [known.unit(unit) for unit in change.units[:_MOST_UNITS]]
    more = len(change.units) - len(named)
    return ", ".join(named) + (f" {m('and {count} more', count=more)}" if more else "")


def part_name(part: DeclarationKind) -> str:
    """What kind of declaration."""
    return {
        DeclarationKind.PLAN: _("plan"),
        DeclarationKind.TARGET: _("target"),
        DeclarationKind.GROUP: _("group"),
        DeclarationKind.UNIT: _("unit"),
        DeclarationKind.INDICATOR: _("indicator"),
        DeclarationKind.POLICY: _("policy"),
        DeclarationKind.RULE: _("rule"),
        DeclarationKind.LAYOUT: _("layout"),
    }[part]


def turn_name(turn: ChangeKind) -> str:
    """How it changed."""
    return {
        ChangeKind.ADDED: _("added"),
        ChangeKind.REMOVED: _("removed"),
        ChangeKind.CHANGED: _("changed"),
        ChangeKind.MOVED: _("moved"),
    }[turn]


# --- JSON ------------------------------------------------------------------------------------------------------------
