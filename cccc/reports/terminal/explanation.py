"""The chain of one verdict -> lines of text that fit on one screen."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from cccc.messages import _, m
from cccc.model.conditions import ConditionGroup, ConditionResult
from cccc.model.evaluations import Status
from cccc.model.explanation import RuleOutcome
from cccc.model.observations import Kind
from cccc.model.policies import too_few
from cccc.model.targets import Adds, Window
from cccc.periods import short_date
from cccc.reports import words
from cccc.reports.terminal.followups import answer_words
from cccc.reports.words import kind_name, proposal
from cccc.vietnamese import decimal, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cccc.messages import Message
    from cccc.model.evaluations import Assessment, IssuedFinding
    from cccc.model.explanation import Explanation, RuleResult, SourceFigure, SpanFigures, TargetInForce, Verdict
    from cccc.model.issuance import Answer
    from cccc.model.targets import Indicator, Plan
    from cccc.periods import Period
    from cccc.problems import Problem

WIDTH = 80
_LABEL = 11
_INDENT = 2
_YES, _NO, _NEVER = "✓", "✗", "·"


def explanation_text(told: Explanation | None, indicators: Mapping[str, Indicator], _problems: Iterable[Problem]) -> str:
    """`lines` as text; problems are told on stderr."""
    return "" if told is None else "".join(f"{line}\n" for line in lines(told, indicators))


def lines(told: Explanation, indicators: Mapping[str, Indicator]) -> list[str]:
    """The explanation, each line no wider than a terminal of 80 columns."""
    return list(_Teller(told, indicators).lines())


def _answer(answer: Answer) -> Message:
    told = answer_words(answer)
    return m("Answer to the reconciliation, {day}, {by}: {answer}", day=short_date(answer.day), by=answer.by, answer=told)


class _Teller:
    """Tells one explanation."""

    def __init__(self, told: Explanation, indicators: Mapping[str, Indicator]) -> None:
        self._told = told
        self._indicators = indicators
        self._about = told.indicator

    def lines(self) -> Iterator[str]:
        """Heading, verdicts, target, rules, findings."""
        told, about = self._told, self._about
        yield from wrap(f"{told.unit.name} · {about.short} · {m('{period}', period=told.evaluation.period)}", WIDTH)
        yield from wrap(f"{about.name} ({about.id})", WIDTH)
        if not told.verdicts:
            yield ""
            yield from wrap(_("no verdict: no target holds for this unit, and no file gives a figure"), WIDTH)
        for verdict in told.verdicts:
            yield ""
            yield from self._verdict(verdict)
        if told.answer is not None:
            yield ""
            yield from wrap(str(_answer(told.answer)), WIDTH)
        if told.asked is not None:
            yield ""
            yield from self._target(told.asked)
        yield ""
        yield from self._rules()

    # --- the figure --------------------------------------------------------------------------------------------------

    def _verdict(self, verdict: Verdict) -> Iterator[str]:
        one = verdict.assessment
        shown = f"“{one.rating}”" if one.rating is not None else one.display or "–"
        yield f"{upper_first(words.window_name(one.window))} ({_days(one.span)}): {shown}, {words.status_name(one.status)}"
        yield from self._counts(verdict)
        if verdict.changed:
            yield from _line(_("changed"), _("the ledger holds other figures now; evaluate again"))
        yield from self._arithmetic(verdict)
        if one.change is not None and one.value is not None:
            before = words.figure(one.value - one.change, self._about, decimals=2)
            yield from _line(_("before"), f"{before} ({words.points(one.change)})")
        if one.missing:
            yield from _line(_("missing"), ", ".join(one.missing))
        yield from _line(_("so"), self._why(one))
        yield from self._group(verdict)

    def _counts(self, verdict: Verdict) -> Iterator[str]:
        if not verdict.pieces:
            yield from (line for source in verdict.assessment.sources for line in _line(_("cells"), words.place(source)))
            return
        several = len(verdict.pieces) > 1
        for piece in verdict.pieces:
            if several:
                counts = " / ".join(_given(one) for one in piece.given)
                yield from _line(piece.span.label, f"{counts}   {self._cells(piece)}")
            else:
                for one in piece.given:
                    yield from _line(self._role(one), f"{_given(one)}   {words.place(one.source)}   {one.about}")

    def _cells(self, piece: SpanFigures) -> str:
        """The cells of a piece, those of one sheet together."""
        cells: dict[tuple[str, str], list[str]] = {}
        for one in piece.given:
            cells.setdefault((one.source.file, one.source.sheet), []).extend(one.source.cells)
        return "; ".join(f"{file} [{sheet}!{', '.join(named)}]" for (file, sheet), named in cells.items())

    def _role(self, one: SourceFigure) -> str:
        if one.kind is Kind.RATE:
            return _("as given")
        if one.kind is Kind.RATING:
            return _("rated")
        return _("numerator") if one.about == self._about.numerator else _("denominator")

    def _arithmetic(self, verdict: Verdict) -> Iterator[str]:
        one = verdict.assessment
        if one.value is None:
            return
        shown = m("printed as {shown}", shown=one.display)
        exact = words.written_out(one.value, self._about)
        if one.denominator is None:
            if exact != one.display:
                yield from _line(_("exactly"), f"{exact}, {shown}")
            return
        if len(verdict.pieces) > 1 and self._about.adds is Adds.SUM:
            for role, summands, total in (
                (_("numerator"), [piece.numerator or 0 for piece in verdict.pieces], one.numerator),
                (_("denominator"), [piece.denominator or 0 for piece in verdict.pieces], one.denominator),
            ):
                yield from _line(role, f"{' + '.join(map(str, summands))} = {total}")
        yield from _line(_("exactly"), f"{one.numerator} / {one.denominator} = {exact}, {shown}")

    def _why(self, one: Assessment) -> str:
        status = words.status_name(one.status)
        held = one.target.threshold if one.target else None
        if one.rating is not None:
            return str(m("the words “{rating}” count as {status}", rating=one.rating, status=status))
        if one.status is Status.NOTHING_AROSE:
            return str(m("the denominator is 0: {status}", status=status))
        if one.value is None:
            return str(m("there is no figure: {status}", status=status))
        if held is None:
            return str(m("there is no threshold to hold it against: {status}", status=status))
        sign = words.SIGNS[held.operator][0 if held.holds(one.value) else 1]
        value, bound = words.written_out(one.value, self._about), words.figure(held.value, self._about)
        return f"{value} {sign} {bound}: {status}"

    def _group(self, verdict: Verdict) -> Iterator[str]:
        total, group = verdict.total, self._told.group
        if total is None or total.display is None:
            return
        counts = f" = {total.numerator} / {total.denominator}" if total.denominator else ""
        place = self._place(verdict)
        yield from _line(_("group"), f"{group.name}: {total.display}{counts}" + (f"; {place}" if place else ""))

    def _place(self, verdict: Verdict) -> Message | None:
        ranking, one = self._told.policy.ranking, verdict.assessment
        if verdict.rank is None:
            few = one.value is not None and too_few(one, ranking)
            return m("no rank with fewer than {least} dossiers", least=ranking.min_denominator) if few else None
        if ranking.within_groups:
            return m("rank {rank} of {ranked}", rank=verdict.rank, ranked=verdict.ranked)
        return m("rank {rank} of {ranked} of all groups", rank=verdict.rank, ranked=verdict.ranked)

    # --- the target --------------------------------------------------------------------------------------------------

    def _target(self, asked: TargetInForce) -> Iterator[str]:
        target, plan = asked.target, asked.plan
        held = target.threshold
        unknown = _("the rating must be met") if self._about.type == "rating" else _("no threshold")
        yield f"{_('Target')}: {words.threshold(held, self._about) if held else unknown}"
        yield from _line(_("plan"), _plan(plan) if plan else target.plan)
        if target.cite:
            yield from _line(_("cited"), target.cite)
        yield from _line(_("declared"), str(target.location))
        since = short_date(target.cumulative_from)
        windows = ", ".join(
            words.window_name(window) if window is Window.PERIOD else str(m("to date since {day}", day=since))
            for window in target.windows
        )
        yield from _line(_("windows"), windows)
        if target.raised:
            base, points = target.raised
            yield from _line(_("raised"), str(m("{points} points above {plan}", points=decimal(points), plan=base)))
        for other in asked.replaced:
            before = words.threshold(other.threshold, self._about) if other.threshold else _("no threshold")
            yield from _line(_("replaces"), f"{before} ({other.plan}, {other.location})")
        if target.assumed:
            yield from _line(_("assumed"), target.note or _("the document gives no figure"))
        elif target.note:
            yield from _line(_("note"), target.note)

    # --- the rules ---------------------------------------------------------------------------------------------------

    def _rules(self) -> Iterator[str]:
        told = self._told
        if told.stale:
            yield from wrap(
                _("The policy or the papers have changed since the evaluation; the rules are tried as they are now."), WIDTH
            )
        if not told.rules:
            yield _("No rule of the policy speaks of it.")
        else:
            yield str(m("Rules of {policy}, in order", policy=told.policy.id))
        for tried in told.rules:
            yield from self._rule(tried)
        found = "; ".join(proposal(finding) for finding in told.findings)
        yield f"{_('Finding')}: {found or _('none')}"

    def _rule(self, tried: RuleResult) -> Iterator[str]:
        rule, outcome = tried.rule, tried.outcome
        mark = {RuleOutcome.HELD: _YES, RuleOutcome.NOT_HELD: _NO}.get(outcome, _NEVER)
        place = f"{rule.location.file}:{rule.location.line}"
        along = f" ({_('tells this when it is missed')})" if tried.along else ""
        yield from _hanging(f"{mark} {rule.id} ({place}), {kind_name(rule.kind)}: {self._outcome(tried)}{along}", _INDENT, 4)
        if tried.conditions is not None and outcome is not RuleOutcome.AFTER_ANOTHER:
            yield from self._conditions(tried.conditions, 4, several=len({name for name, _ in rule.lines}) > 1 or tried.along)
        if tried.finding is not None and tried.finding.occurrence is not None:
            yield from _hanging(self._occurrence(tried), 4, 6)

    def _outcome(self, tried: RuleResult) -> str:
        told = {
            RuleOutcome.HELD: m("holds"),
            RuleOutcome.NOT_HELD: m("does not hold"),
            RuleOutcome.TOO_FEW: m("held back: fewer than {least} dossiers", least=self._told.policy.min_denominator),
            RuleOutcome.AFTER_ANOTHER: m("not tried, {rule} holds already", rule=tried.another),
            RuleOutcome.EXEMPT: self._exempt(tried),
            RuleOutcome.COORDINATE: m("never, the unit is not subordinate"),
            RuleOutcome.OTHER_UNITS: m("not for this unit"),
        }
        return str(told[tried.outcome])

    def _exempt(self, tried: RuleResult) -> Message:
        spared = tried.exempted
        if spared is None:
            return m("holds, but the unit is exempt")
        reason = ", ".join(part for part in (spared.reason, spared.cite) if part)
        return m("holds, but the unit is exempt until {day}: {reason}", day=short_date(spared.until), reason=reason)

    def _conditions(self, together: ConditionGroup, indent: int, *, several: bool) -> Iterator[str]:
        for part in together.parts:
            if isinstance(part, ConditionResult):
                yield from _hanging(self._tried(part, several=several), indent, indent + 2)
                continue
            if part.any:
                yield f"{' ' * indent}{_YES if part.holds else _NO} {_('any of')}"
            yield from self._conditions(part, indent + 2 if part.any else indent, several=several)

    def _tried(self, tried: ConditionResult, *, several: bool) -> str:
        about = self._indicators.get(tried.indicator)
        name = f"{about.brief if about else tried.indicator}, " if several else ""
        wanted = words.condition(tried.condition, about)
        one = tried.assessment
        found = (
            _("not judged") if one is None else ", ".join(part for part in (one.display, words.status_name(one.status)) if part)
        )
        few = f" ({m('only {count} dossiers', count=one.denominator)})" if tried.few and one is not None else ""
        is_so = m("wanted {wanted}; is {found}", wanted=wanted, found=found)
        return f"{_YES if tried.holds else _NO} {name}{words.window_name(tried.window)}: {is_so}{few}"

    def _occurrence(self, tried: RuleResult) -> str:
        occurrence = tried.finding.occurrence if tried.finding else None
        if not tried.earlier:
            return str(m("time {occurrence}: none was issued before", occurrence=occurrence))
        before = "; ".join(map(_issued, tried.earlier))
        return str(m("time {occurrence}: issued before for {before}", occurrence=occurrence, before=before))


def _given(one: SourceFigure) -> str:
    if isinstance(one.value, str):
        return f"“{one.value}”"
    whose = f"{one.unit}: " if one.unit else ""
    return f"{whose}{decimal(one.value, words.EXACT)}{'%' if one.kind is Kind.RATE else ''}"


def _days(span: Period) -> str:
    return f"{short_date(span.start)} – {short_date(span.end)}"


def _plan(plan: Plan) -> str:
    number = ", ".join(part for part in (plan.number, short_date(plan.issued) if plan.issued else None) if part)
    return f"{plan.title}{f' ({number})' if number else ''}; {plan.issuer} ({plan.id})"


def _issued(one: IssuedFinding) -> str:
    paper = " ".join(part for part in (one.number, short_date(one.dated) if one.dated else None) if part)
    return f"{one.period.label} ({paper or _('number not known')})"


def _line(label: str, text: str) -> list[str]:
    """``text`` behind its label, folded below itself."""
    folded = wrap(text, WIDTH - _INDENT - _LABEL - 1, break_on_hyphens=False, break_long_words=False) or [""]
    blank = " " * (_INDENT + _LABEL + 1)
    return [f"{' ' * _INDENT}{label:{_LABEL}} {folded[0]}", *(f"{blank}{more}" for more in folded[1:])]


def _hanging(text: str, first: int, others: int) -> list[str]:
    return wrap(
        text, WIDTH, initial_indent=" " * first, subsequent_indent=" " * others, break_on_hyphens=False, break_long_words=False
    )
