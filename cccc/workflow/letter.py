"""An evaluation or the plans -> letters written, one or one for each unit; copies to be signed; what changed since a draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from cccc.messages import _, m
from cccc.model.evaluations import Evaluation
from cccc.problems import Location, has_error, invalid
from cccc.workflow import drafts
from cccc.workflow.evidence import bearing_on, recalled
from cccc.workflow.files import Staging, read_files, write_guarded
from cccc.workflow.office import in_office
from cccc.workflow.outcome import Outcome, wrong_usage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cccc.declarations.workspace import Workspace
    from cccc.messages import Message
    from cccc.model.observations import InputFile
    from cccc.model.paper import Paper
    from cccc.model.remarks import VerifiedLetter
    from cccc.periods import Period
    from cccc.problems import Problem
    from cccc.workflow.batch import Batch, Content, Follow
    from cccc.workflow.drafts import Signing
    from cccc.workflow.office import Office
    from cccc.workflow.outcome import Announce

FINAL = "-final"
"""Closes the name of the copy to be signed."""


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """What a letter is of: a template, a period (None: the one evaluated last), units, exports (none: the ledger), a plan."""

    template: str
    period: Period | None
    units: Sequence[str]
    exports: Sequence[Path]
    signing: Signing
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class LetterFile:
    """How a letter is written: as "docx", "md" or "pdf", to ``output``; with comments on its figures, or to be signed."""

    form: str
    output: Path | None = None
    annotate: bool = False
    final: bool = False
    force: bool = False

    @property
    def ending(self) -> str:
        """What closes the file's name where no ``output`` gives it."""
        return f"{FINAL if self.final else ''}.{self.form}"


@dataclass(frozen=True, slots=True)
class Drafted:
    """A paper, and what its figures rest on: an evaluation, which the ledger has where it is ``saved``."""

    paper: Paper
    evaluation: Evaluation | None
    saved: bool


@in_office
def draft(office: Office, order: LetterOrder, file: LetterFile, announce: Announce) -> Outcome[Path]:
    """The letter that was written; what there is to be told is announced before it is."""
    found = _drafted(office, order)
    drafted = found.value
    if drafted is None:
        return Outcome(problems=found.problems, usage=found.usage)
    paper, noted = drafted.paper, drafted.evaluation if file.annotate else None
    content, problems = _contents(office.space, file.form, noted, final=file.final)(paper)
    office.problems += problems
    if has_error(problems):
        return office.outcome()
    path = file.output or office.space.root / "letters" / f"{paper.template}-{paper.period}{file.ending}"
    _announce(office, drafted.evaluation, announce)
    if not office.put(path, content, force=file.force):
        return office.outcome()
    drafts.remember(office.space, office.ledger, [path], saved=drafted.saved)
    return office.outcome(path)


@in_office
def changes(office: Office, order: LetterOrder, old: Path) -> Outcome[list[str]]:
    """The paragraphs and rows of the letter ``old`` that it would not have today, and those that it would, as lines of text."""
    found = _drafted(office, order)
    if found.value is None:
        return Outcome(problems=found.problems, usage=found.usage)
    lines, problems = _changed(office.space, found.value.paper, old)
    office.problems += problems
    if not lines and not has_error(office.problems):
        office.notes.append(m("nothing changed"))
    return office.outcome(lines)


def draft_each(
    folder: Path | None, order: LetterOrder, file: LetterFile, follow: Follow, announce: Announce
) -> Outcome[list[Path]]:
    """The letters that were written, one for each unit concerned, and their index: all of them, or none."""
    from cccc.workflow.batch import Batch

    batch = Batch(order.template, order.units, file.output, file.ending, order.signing)
    if (usage := batch.wrong_pattern()) is not None:
        return Outcome(usage=usage)
    return _draft_batch(folder, batch, order, file, follow, announce)


@in_office
def _draft_batch(
    office: Office, batch: Batch, order: LetterOrder, file: LetterFile, follow: Follow, announce: Announce
) -> Outcome[list[Path]]:
    space, is_pdf = office.space, file.form == "pdf"
    if drafts.reads_plans(space, order.template):
        return wrong_usage(m("{template} is one paper for all units; leave --each out", template=order.template), "--each")
    evaluation = _evaluation(office, order)
    if evaluation is None:
        return office.outcome()
    content = _contents(space, "docx" if is_pdf else file.form, evaluation if file.annotate else None, final=file.final)
    with Staging() as staged:
        files, found = batch.stage(space, evaluation, content, staged, follow)
        if is_pdf and files and not has_error(found):
            from cccc.documents.pdf import to_pdf

            found += staged.turn(files[:-1], to_pdf)  # the last one is the index
        office.problems += found
        if has_error(found):
            return office.outcome()
        _announce(office, evaluation, announce)
        if not office.make_ledger():
            return office.outcome()
        found = staged.put(office.ledger, force=file.force)
        if has_error(found):
            return office.outcome(more=found)
        drafts.remember(space, office.ledger, files, saved=not order.exports)
    if not files:
        office.notes.append(m("no unit is concerned; there is no letter to write"))
    return office.outcome(files, found)


@in_office
def final_copy(
    office: Office,
    edited: Path,
    output: Path | None,
    show: Callable[[VerifiedLetter], None],
    announce: Announce,
    *,
    force: bool,
) -> Outcome[Path]:
    """The copy to be signed that was written of a draft that people edited: beside it, where no ``output`` is given.

    Where it differs from the ledger, which is shown first, it is written with ``force`` alone.
    """
    from cccc.documents.write import copies

    contents, problems = read_files([edited])
    if problems:
        return Outcome(problems=problems)
    [(name, draft)] = contents
    content, problems = copies.final_copy(draft, name)
    if not has_error(problems):
        problems += _differences(office, name, draft, show, announce, force=force)
    if has_error(problems):
        return Outcome(problems=problems)
    if not office.make_ledger():
        return office.outcome()
    path = output or edited.with_stem(f"{edited.stem}{FINAL}")
    problems += write_guarded(path, content, office.ledger, force=force)
    return Outcome(None if has_error(problems) else path, problems)


def _differences(
    office: Office, name: str, draft: bytes, show: Callable[[VerifiedLetter], None], announce: Announce, *, force: bool
) -> list[Problem]:
    """What `cccc verify` has to say of the draft, shown; a problem where it must not go out so."""
    from cccc.workflow.verify import verified

    checked, problems = verified(office, name, draft)
    if checked is None:
        announce((), problems)
        announce([m("nothing could be held against the ledger; the copy is as the draft is")], ())
        return []
    show(checked)
    if not checked.has_error or force:
        return []
    told = m("the draft says something else than the ledger")
    return [invalid("altered-figures", Location(name), told, m("correct what is told above, or write the copy with --force"))]


# --- the paper ----------------------------------------------------------------------------------------------------------


def _drafted(office: Office, order: LetterOrder) -> Outcome[Drafted]:
    """The paper ordered; none where an error forbids it, or where the template has no use for what was ordered."""
    space, template = office.space, order.template
    if drafts.reads_plans(space, template):
        return _drafted_on_plans(office, order)
    if order.plan is not None:
        return wrong_usage(m("{template} reads no plans", template=template), "--plan")
    evaluation = _evaluation(office, order)
    if evaluation is None:
        return office.outcome()
    paper, found = drafts.draft(space, evaluation, template, order.units, order.signing)
    office.problems += found
    if paper is None or has_error(found):
        return office.outcome()
    return office.outcome(Drafted(paper, evaluation, saved=not order.exports))


def _drafted_on_plans(office: Office, order: LetterOrder) -> Outcome[Drafted]:
    """The same of a template that reads plans: it rests on targets, and on no figure of an evaluation."""
    from cccc.periods import parse_label

    paper, found = drafts.draft_on_plans(office.space, order.template, order.plan, order.period, order.signing)
    office.problems += found
    if paper is None or has_error(found):
        return office.outcome()
    if order.units or order.exports:
        told = m("{template} reads plans and no evaluation", template=order.template)
        return wrong_usage(told, "--unit" if order.units else "--from")
    period = parse_label(paper.period)
    return office.outcome(Drafted(paper, None if period is None else Evaluation(period), saved=False))


def _evaluation(office: Office, order: LetterOrder) -> Evaluation | None:
    """What the letter is of; None where an error forbids it. `Office.problems` has that, and what makes findings doubtful."""
    if order.exports:
        from cccc.workflow.evaluation import assess

        run = assess(office.space, office.ledger, order.exports, order.period)
        evaluation, found = run.evaluation, run.problems
    else:
        evaluation, found = recalled(office, order.period)
    office.problems += found
    if evaluation is None or has_error(found):
        return None
    office.problems += _doubts(office, evaluation, order)
    return evaluation


def _contents(space: Workspace, form: str, noted: Evaluation | None, *, final: bool) -> Content:
    """What gives papers their bytes, with comments by ``noted``; what all of them need is read once."""
    if form == "md":
        return lambda paper: (paper.as_text().encode(), [])
    from cccc.documents.pdf import as_pdf
    from cccc.documents.write.copies import annotated
    from cccc.documents.write.letter import letter
    from cccc.letters.truths import Truths

    base, problems = drafts.base_document(space)
    if has_error(problems):
        return lambda _paper: (b"", problems)
    truths = None if noted is None else Truths(noted, space.roster, space.indicators, space.plans)

    def content(paper: Paper) -> tuple[bytes, list[Problem]]:
        made = letter(paper, base, final=final)
        if truths is not None:
            made = annotated(made, truths.comment)
        if form == "pdf":
            made, found = as_pdf(made)
            return made, [*problems, *found]
        return made, problems

    return content


def _changed(space: Workspace, paper: Paper, old: Path) -> tuple[list[str], list[Problem]]:
    """The lines of ``old`` that ``paper`` has not, and those that it has; no line where nothing changed."""
    from difflib import unified_diff

    from cccc.documents.word.paragraphs import lines_of
    from cccc.documents.write.letter import letter

    base, problems = drafts.base_document(space)
    contents, unread = read_files([old])
    if has_error(problems) or unread:
        return [], [*problems, *unread]
    [(name, was)] = contents
    before, problems = lines_of(was, name)
    after, _problems = lines_of(letter(paper, base), name)
    return list(unified_diff(before, after, fromfile=name, tofile=_("as drafted now"), n=1, lineterm="")), problems


# --- what is told before a letter is written ----------------------------------------------------------------------------


def _announce(office: Office, evaluation: Evaluation | None, announce: Announce) -> None:
    """Tell all that was found so far, which is not told again."""
    announce([] if evaluation is None else _for_the_drafter(office.space, evaluation), office.problems)
    office.problems.clear()


def _for_the_drafter(space: Workspace, evaluation: Evaluation) -> list[Message]:
    """What a drafter should know before the letter goes on: units in two lists, and findings withheld."""
    names = {unit.id: unit.name for unit in space.roster.units}
    kinds: dict[str, set[str]] = {}
    for finding in evaluation.findings:
        kinds.setdefault(finding.unit, set()).add(finding.kind)
    notes = []
    both = tuple(names[unit] for unit, found in kinds.items() if "praise" in found and len(found) > 1)
    if both:
        notes.append(m("praised and also reminded or criticised in this period: {units}", units=both))
    withheld = tuple(dict.fromkeys(names[finding.unit] for finding in evaluation.withheld))
    if withheld:
        least = space.policy.min_denominator
        notes.append(m("no finding, for fewer than {least} dossiers: {units}", least=least, units=withheld))
    return notes


def _doubts(office: Office, evaluation: Evaluation, order: LetterOrder) -> list[Problem]:
    """Warnings: findings in doubt, and, where no exports were read just now, figures or files that are no longer the same."""
    from cccc.evaluation.comparison import changed, changed_file, climbed, doubts
    from cccc.workflow.evaluation import evaluated_of

    space, period = office.space, evaluation.period
    told = tuple(finding for finding in evaluation.findings if not order.units or finding.unit in order.units)
    about = replace(evaluation, findings=told)
    problems = doubts(about, space.policy, space.roster, space.indicators)
    if order.exports:
        return problems
    problems += [changed_file(given.file) for given in evaluation.inputs if _is_another(space.root, given)]
    known = bearing_on(space, office.ledger, period)
    now, _problems = evaluated_of(space, office.ledger, known.observations, period, known.compared)
    return [*problems, *changed(about, now, space.roster, space.indicators), *climbed(about, now, space.policy, space.roster)]


def _is_another(root: Path, given: InputFile) -> bool:
    """Whether the file is there and holds other bytes; one that was moved away tells nothing."""
    try:
        found = next((path for path in (Path(given.file), root / given.file) if path.is_file()), None)
        if found is None:
            return False
        with found.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest() != given.sha256
    except OSError:
        return False
