"""Workspace, and an evaluation or the plans -> a paper: templates found, the view made, the text rendered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cccc import shipped
from cccc.declarations.assignments import assignments, settled
from cccc.declarations.review import law
from cccc.declarations.sources import BUILTIN
from cccc.letters.rendering import Template, paper
from cccc.letters.rendering.template import frame
from cccc.letters.views.facts import Beside, LetterContext
from cccc.letters.views.month import Letters
from cccc.letters.views.plans import plans_view
from cccc.messages import m
from cccc.model.evaluations import FindingKind
from cccc.problems import Location, Problem, invalid, reason
from cccc.reports.words import kind_name, proposal, subject
from cccc.vietnamese import nearest
from cccc.workflow.files import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from cccc.declarations.workspace import Workspace
    from cccc.ledger import Ledger
    from cccc.messages import Message
    from cccc.model.evaluations import Evaluation, Finding
    from cccc.model.issuance import WrittenDraft
    from cccc.model.observations import DeclaredFile
    from cccc.model.offices import PaperForm
    from cccc.model.paper import Frame, Paper
    from cccc.model.targets import Plan
    from cccc.periods import Period

SUFFIX = ".md"
BASE = "base.docx"


@dataclass(frozen=True, slots=True)
class Signing:
    """Number and date of a paper; both None in a draft."""

    number: str | None = None
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template with the form of its paper, and the other templates, which it may include."""

    form: PaperForm
    template: Template
    others: dict[str, Template]


@dataclass(frozen=True, slots=True)
class Drafter:
    """Makes the papers of one template on one evaluation; what they share is made once."""

    space: Workspace
    evaluation: Evaluation
    form: PaperForm
    template: Template
    others: dict[str, Template]
    letters: Letters
    by_unit: Mapping[str, Sequence[Finding]]

    def paper(self, units: Sequence[str], signing: Signing) -> tuple[Paper | None, list[Problem]]:
        """The paper on ``units`` alone where some are given."""
        found = self.found(units) if units else self.evaluation.findings
        view = self.letters.view(found, units, signing.dated)
        made, problems = paper(self.template, self.others, view, self._framing(signing), self.evaluation.period.label)
        return made, problems + untimely(self.space, self.form, made)

    def found(self, units: Sequence[str]) -> tuple[Finding, ...]:
        """The findings on ``units``."""
        if len(units) == 1:
            return tuple(self.by_unit.get(units[0], ()))
        return tuple(one for one in self.evaluation.findings if one.unit in units)

    def _framing(self, signing: Signing) -> Callable[[str], Frame]:
        def framed(subject: str) -> Frame:
            issuer = self.space.issuer_of(self.form)
            return frame(issuer, self.form, subject, self.evaluation.period, signing.number, signing.dated)

        return framed


def draft(
    space: Workspace, evaluation: Evaluation, name: str, units: Sequence[str], signing: Signing
) -> tuple[Paper | None, list[Problem]]:
    """The paper that template ``name`` makes of ``evaluation``, of ``units`` alone where some are given."""
    made, problems = drafter(space, evaluation, name)
    problems += unknown_units(space, units)
    if made is not None and not problems:
        problems += _not_found(space, evaluation, name, units)
    return (None, problems) if made is None or problems else made.paper(units, signing)


def _not_found(space: Workspace, evaluation: Evaluation, name: str, units: Sequence[str]) -> list[Problem]:
    """A problem for each of ``units`` without the finding that a letter of this name states; what it has is named."""
    if name not in set(FindingKind):
        return []
    known, kind = {unit.id: unit for unit in space.roster.units}, FindingKind(name)
    problems = []
    for unit in dict.fromkeys(units):
        has = [finding for finding in evaluation.findings if finding.unit == unit]
        if all(finding.kind is not kind for finding in has):
            told = m("{unit} has no {kind} in {period}", unit=known[unit].name, kind=kind_name(kind), period=evaluation.period)
            fix = _instead(space, evaluation, unit, kind, has)
            problems.append(invalid("no-finding", known[unit].location, told, fix))
    return problems


def _instead(space: Workspace, evaluation: Evaluation, unit: str, kind: FindingKind, has: Sequence[Finding]) -> Message:
    if has:
        told = tuple(f"{proposal(one)} ({subject(one.indicators, space.indicators)})" for one in has)
        return m("it has {findings}", findings=told)
    if any(one.unit == unit and one.kind is kind for one in evaluation.withheld):
        return m("it was left out for fewer than {least} dossiers", least=space.policy.min_denominator)
    return m("nothing was found on it then")


def untimely(space: Workspace, form: PaperForm, made: Paper | None) -> list[Problem]:
    """What does not go with the day of the paper that was ``made``: an office of the past, an answer asked for before it."""
    if made is None:
        return []
    day = made.frame.dated or made.frame.expected
    return [*law.of_issuer(space.issuer_of(form), day), *law.of_answer(form, day)]


def drafter(space: Workspace, evaluation: Evaluation, name: str) -> tuple[Drafter | None, list[Problem]]:
    """What makes the papers of template ``name`` on ``evaluation``."""
    made, problems = prepared(space, name)
    if made is None:
        return None, problems
    plans = [settled(one, space.plans) for one in space.plans]
    least = space.policy.min_denominator
    office = LetterContext(space.issuer_of(made.form), made.form, space.roster, space.indicators)
    statements = space.statements.get(evaluation.period, ())
    letters = Letters(office, evaluation, least, statements, plans, _beside(space, evaluation))
    by_unit: dict[str, list[Finding]] = {}
    for finding in evaluation.findings:
        by_unit.setdefault(finding.unit, []).append(finding)
    return Drafter(space, evaluation, made.form, made.template, made.others, letters, by_unit), []


def _beside(space: Workspace, evaluation: Evaluation) -> Beside:
    period = evaluation.period
    coming, _ = assignments(space.plans, space.roster, period.end + timedelta(days=1))
    return Beside(space.policy.ranking, space.answers.get(period), space.tasks, coming)


# --- papers on plans ---------------------------------------------------------------------------------------------------


def reads_plans(space: Workspace, name: str) -> bool:
    """Whether the template ``name`` reads plans and no evaluation."""
    templates, _ = known_templates(space)
    return name in templates and templates[name].reads_plans(templates)


def draft_on_plans(
    space: Workspace, name: str, plan: str | None, asked: Period | None, signing: Signing
) -> tuple[Paper | None, list[Problem]]:
    """The paper that template ``name`` makes of the plan asked for, else of those that apply at the end of the period."""
    made, problems = prepared(space, name)
    period, plans, found = _chosen(space, plan, asked)
    problems += found
    if made is None or period is None or problems:
        return None, problems
    issuer = space.issuer_of(made.form)
    office = LetterContext(issuer, made.form, space.roster, space.indicators)
    known = [settled(one, space.plans) for one in space.plans]
    meant = [one for one in known if one.id in {each.id for each in plans}]
    view = plans_view(office, meant, period, space.statements.get(period, ()), known)

    def framed(subject: str) -> Frame:
        framed = frame(issuer, made.form, subject, period, signing.number, signing.dated)
        # a paper on what is to be done is expected as its period begins, not after it
        return replace(framed, expected=period.start)

    drafted, found = paper(made.template, made.others, view, framed, period.label)
    return drafted, found + untimely(space, made.form, drafted)


def _chosen(space: Workspace, plan: str | None, asked: Period | None) -> tuple[Period | None, list[Plan], list[Problem]]:
    named = [one for one in space.plans if plan in (None, one.id)]
    place = Location((space.root / "cccc.yaml").as_posix(), 1, 1)
    known = [one.id for one in space.plans]
    if not named:
        near = nearest(plan or "", known, most=1)
        fix = m("did you mean {near}?", near=near[0]) if near else m("known here: {known}", known=tuple(known))
        return None, [], [invalid("unknown-plan", place, m("{text} is no plan of this workspace", text=plan or ""), fix)]
    period = asked or max((one.applies for one in named), key=lambda span: (span.end, span.start))
    held = [one for one in named if one.applies.start <= period.end <= one.applies.end]
    if held:
        return period, held, []
    told = m("no plan applies at the end of {period}", period=period)
    return None, [], [invalid("unknown-plan", place, told, m("ask for another period, or add the plan to plans:"))]


# --- templates and the base document -----------------------------------------------------------------------------------


def prepared(space: Workspace, name: str) -> tuple[Prepared | None, list[Problem]]:
    """The template ``name`` and what it needs whatever it reads."""
    templates, problems = known_templates(space)
    if name not in templates:
        problems.append(_unknown_template(name, templates))
    form = space.paper(name)
    if form is None:
        place = Location((space.root / "cccc.yaml").as_posix(), 1, 1)
        problems.append(
            invalid(
                "missing-key", place, m("papers: has neither {name} nor default", name=name), m("add {key}: …", key="default")
            )
        )
    if problems or form is None:
        return None, problems
    others = {other: template for other, template in templates.items() if other != name}
    return Prepared(form, templates[name], others), []


def known_templates(space: Workspace) -> tuple[dict[str, Template], list[Problem]]:
    """The shipped templates and the workspace's own, which take their place by name; what was there is ``builtin:NAME``."""
    built_in = {path.stem: path for path in sorted(shipped.templates().glob(f"*{SUFFIX}"))}
    covered = {f"{BUILTIN}{name}": path for name, path in built_in.items() if name in space.templates}
    read, problems = _read({**built_in, **covered, **space.templates})
    return read, problems


def workspace_templates(space: Workspace) -> tuple[dict[str, Template], list[Problem]]:
    """The workspace's own templates."""
    return _read(space.templates)


def base_document(space: Workspace) -> tuple[bytes, list[Problem]]:
    """The base document whose styles hold the look: the office's own letterhead, else the one that cccc ships."""
    if space.letterhead is None:
        return (shipped.templates() / BASE).read_bytes(), []
    from cccc.documents.write.base import base_problems

    file = space.letterhead.as_posix()
    try:
        content = space.letterhead.read_bytes()
    except OSError as error:
        return b"", [Problem("unreadable-file", Location(file), m("the file cannot be read: {reason}", reason=reason(error)))]
    return content, base_problems(content, file)


def _read(paths: dict[str, Path]) -> tuple[dict[str, Template], list[Problem]]:
    templates: dict[str, Template] = {}
    problems: list[Problem] = []
    for name, path in paths.items():
        try:
            templates[name] = Template(name, path.as_posix(), path.read_bytes().decode("utf-8-sig"))
        except UnicodeDecodeError:
            told = m("the file is not UTF-8 text")
            problems.append(invalid("not-utf8", Location(path.as_posix(), 1, 1), told, m("save it as UTF-8")))
    return templates, problems


def _unknown_template(name: str, templates: dict[str, Template]) -> Problem:
    near = nearest(name, templates, most=1)
    fix = m("did you mean {near}?", near=near[0]) if near else m("known here: {known}", known=tuple(templates))
    return invalid("unknown-template", Location(f"{name}{SUFFIX}"), m("there is no template {name}", name=name), fix)


def unknown_units(space: Workspace, units: Sequence[str]) -> list[Problem]:
    """A problem for each of ``units`` that is no unit's id."""
    known = {unit.id: unit for unit in space.roster.units}
    place = space.roster.units[0].location.file
    problems = []
    for unit in units:
        if unit not in known:
            near = nearest(unit, known)
            fix = m("did you mean {near}?", near=tuple(near)) if near else None
            problems.append(invalid("unknown-unit", Location(place), m("{text} is no unit's id", text=unit), fix))
    return problems


# --- what the ledger keeps of a letter ----------------------------------------------------------------------------------


def remember(space: Workspace, ledger: Ledger, files: Iterable[Path], *, saved: bool) -> None:
    """Keep what the letters in ``files`` were made of; ``saved`` where the ledger has their evaluation."""
    templates: dict[str, tuple[DeclaredFile, ...]] = {}
    written = [made for file in files if file.suffix == ".docx" for made in _written(space, file, templates, saved=saved)]
    if written:
        ledger.remember_drafts(written, datetime.now(UTC))


def _written(
    space: Workspace, file: Path, templates: dict[str, tuple[DeclaredFile, ...]], *, saved: bool
) -> Iterator[WrittenDraft]:
    """The letter in ``file``, where it is one; ``templates`` are those looked at so far: a batch has one."""
    from cccc.documents.package import UnreadableError, opened
    from cccc.documents.write.drafts import read_draft
    from cccc.model.issuance import WrittenDraft
    from cccc.periods import parse_label

    content = file.read_bytes()
    try:
        draft = read_draft(opened(content))
    except UnreadableError:
        return
    period = parse_label(draft.period) if draft else None
    if draft is None or draft.words is None or period is None:
        return
    if draft.template not in templates:
        templates[draft.template] = (*space.files, *_templates(space, draft.template))
    made_of = templates[draft.template]
    yield WrittenDraft(draft.words, file.as_posix(), digest(content), draft.template, period, made_of, saved)


def _templates(space: Workspace, name: str) -> Iterator[DeclaredFile]:
    """The template with those that it may include, and the letterhead."""
    from cccc.model.observations import DeclaredFile

    own = {**space.templates, "": space.letterhead} if space.letterhead else space.templates
    for label, path in own.items():
        role = "template" if label else "letterhead"
        yield DeclaredFile(role, Path(path).relative_to(space.root).as_posix(), digest(Path(path).read_bytes()))
    built_in = shipped.templates() / f"{name}.md"
    if name not in space.templates and built_in.is_file():
        yield DeclaredFile("template", f"builtin:{name}", digest(built_in.read_bytes()))
