"""Exports -> an evaluation, shown and saved: the order of the stages, for every step that needs one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cccc.messages import m
from cccc.problems import Problem, allowing, has_error, warning
from cccc.workflow.evidence import bearing_on, remembered
from cccc.workflow.files import Staging, guard_problems
from cccc.workflow.office import office_of, open_workspace
from cccc.workflow.outcome import Outcome
from cccc.workflow.periods import period_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from cccc.declarations.workspace import Workspace
    from cccc.ledger import Ledger
    from cccc.messages import Message
    from cccc.model.evaluations import Evaluation
    from cccc.model.inspection import Drift
    from cccc.model.observations import InputFile, Observation, Reading, ShownHeadings, Values
    from cccc.model.units import Unit
    from cccc.periods import Period
    from cccc.workflow.office import Office


@dataclass(frozen=True, slots=True)
class Destination:
    """How a result is shown: in a format, written to the file ``output`` or else given as bytes.

    Without a file, the format "table" gives no bytes: a terminal draws it in its own width and colours.
    """

    form: str
    output: Path | None = None
    force: bool = False


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What there is to show: the file ``path`` that was written, else ``content``, else the evaluation in its workspace."""

    content: bytes = b""
    path: Path | None = None
    table: tuple[Evaluation, Workspace] | None = None


@dataclass(frozen=True, slots=True)
class EvaluationRun:
    """What one run came to; ``evaluation`` is None where an error forbids it, and was made of what is ``known``."""

    evaluation: Evaluation | None
    period: Period | None
    observations: tuple[Observation, ...] = ()
    inputs: tuple[InputFile, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    headings: tuple[ShownHeadings, ...] = ()
    known: Sequence[Observation] = ()


def evaluate(
    folder: Path | None,
    files: Sequence[Path],
    period: str | None,
    to: Destination,
    *,
    allowed: frozenset[str] = frozenset(),
    as_of: str | None = None,
    save: bool = True,
) -> Outcome[Evaluated]:
    """Read ``files``, evaluate the period, save it to the ledger where it is to be saved, and show it.

    Where an error is found, nothing is saved or written; the errors in ``allowed`` leave their rows out instead.
    """
    from cccc.ledger import LedgerError

    asked = period_of(period, folder)
    if asked.refused:
        return Outcome(problems=asked.problems, usage=asked.usage)
    space, problems = open_workspace(folder)
    if space is None or has_error(problems):
        inputs, found = read_anyway(space, files, asked.value)
        return refused(to, asked.value, inputs, [*problems, *found])
    office, found = office_of(space, problems)
    if office is None:
        return refused(to, asked.value, (), found)
    run = EvaluationRun(None, asked.value)
    try:
        run = assess(space, office.ledger, files, asked.value, allowed, as_of)
        return _finished(office, run, files, asked.value, to, save=save)
    except LedgerError as error:
        return refused(to, run.period, run.inputs, [*office.problems, error.problem], office.notes)
    finally:
        office.ledger.close()


def _finished(
    office: Office, run: EvaluationRun, files: Sequence[Path], asked: Period | None, to: Destination, *, save: bool
) -> Outcome[Evaluated]:
    """What a run has found, saved and written, or refused."""
    from cccc.reports.formats import EVALUATION
    from cccc.reports.tables import Results, Wording
    from cccc.workflow.alarms import alarms_of_run

    space, problems = office.space, office.problems
    office.notes += drift_notes(space, office.ledger, files, asked, run)
    alarms = alarms_of_run(space, office.ledger, run.observations, run.inputs)
    problems += run.problems
    if run.evaluation is None or has_error(problems):
        return refused(to, asked or run.period, run.inputs, problems, office.notes)
    content, is_drawn = b"", to.form == "table" and to.output is None
    with Staging() as staged:
        if not is_drawn:
            known = Wording(space.roster, space.indicators)
            content = EVALUATION[to.form].write(Results(run.evaluation, space.issuer, known, problems, alarms, save))
        if to.output is not None:
            problems += guard_problems(to.output, office.ledger, force=to.force) or staged.add(to.output, content)
        if save and not has_error(problems):
            _save(office, run, run.evaluation)
        if to.output is not None and not has_error(problems) and (save or office.make_ledger()):
            problems += staged.put(office.ledger, force=to.force)
    if has_error(problems):
        return refused(to, run.evaluation.period, run.inputs, problems, office.notes)
    shown = Evaluated(content, to.output, (run.evaluation, space) if is_drawn else None)
    return office.outcome(shown, [alarm.problem for alarm in alarms])


def _save(office: Office, run: EvaluationRun, evaluation: Evaluation) -> None:
    """Save to the ledger, which is made only now: where something is wrong, no file is written."""
    if not office.make_ledger():
        return
    saved = office.ledger.save_evaluation(run.observations, evaluation, datetime.now(UTC), run.headings, office.space.files)
    if saved.replaced or saved.retired:
        told = m(
            "of the ledger's figures {replaced} were replaced, {retired} are no longer given; the old ones stay in the record",
            replaced=saved.replaced,
            retired=saved.retired,
        )
        office.notes.append(told)


def refused(
    to: Destination,
    period: Period | None,
    inputs: Sequence[InputFile],
    problems: Sequence[Problem],
    notes: Sequence[Message] = (),
) -> Outcome[Evaluated]:
    """Why there is no result; as JSON, the document of an evaluation without one."""
    from cccc.reports.json import documents

    if to.form != "json":
        return Outcome(None, problems, notes)
    document = documents.as_text(documents.refusal(period, inputs, problems))
    return Outcome(Evaluated(f"{document}\n".encode()), problems, notes)


def assess(
    space: Workspace,
    ledger: Ledger,
    paths: Sequence[Path],
    asked: Period | None,
    allowed: frozenset[str] = frozenset(),
    as_of: str | None = None,
) -> EvaluationRun:
    """Read ``paths``, add what the ledger knows, and evaluate the period asked for, or the shortest that ends last."""
    from cccc.exports.reader import read_exports
    from cccc.workflow.files import open_exports

    exports, inputs, problems = open_exports(paths)
    reading, found = read_exports(exports, space.layouts, space.indicators, space.roster, asked, space.built_in)
    problems = allowing(allowed, [*problems, *found])
    period = asked or _last(reading.spans)
    if has_error(problems) or period is None:
        return EvaluationRun(None, period, inputs=inputs, problems=problems, headings=reading.headings)
    known = bearing_on(space, ledger, period, reading.observations, inputs)
    evaluation, judged = evaluated_of(space, ledger, known.observations, period, known.compared)
    problems += [*judged, *_missing_units(space, reading, period)]
    if has_error(judged):
        return EvaluationRun(None, period, inputs=inputs, problems=problems, headings=reading.headings)
    evaluated = replace(evaluation, inputs=inputs, sources=reading.sources, as_of=as_of)
    return EvaluationRun(evaluated, period, reading.observations, inputs, problems, reading.headings, known.observations)


WRONG_IN_ITSELF = frozenset(
    {
        "unreadable-file",
        "not-a-number",
        "negative-count",
        "fractional-count",
        "numerator-exceeds-denominator",
        "stale-formula",
        "duplicate-unit",
        "conflicting-figures",
    }
)
"""What is wrong in an export whatever the declarations say: told also where these have mistakes of their own."""


def read_anyway(
    space: Workspace | None, paths: Sequence[Path], asked: Period | None
) -> tuple[tuple[InputFile, ...], list[Problem]]:
    """The files and what is wrong in them by itself, where mistakes in the declarations forbid an evaluation."""
    from cccc.exports.reader import read_exports
    from cccc.workflow.files import open_exports

    exports, inputs, problems = open_exports(paths)
    if space is not None:
        _, found = read_exports(exports, space.layouts, space.indicators, space.roster, asked, space.built_in)
        problems += [problem for problem in found if problem.code in WRONG_IN_ITSELF]
    return inputs, problems


def evaluated_of(
    space: Workspace,
    ledger: Ledger,
    known: Sequence[Observation],
    period: Period,
    compared: Mapping[Period, Values] | None = None,
) -> tuple[Evaluation, list[Problem]]:
    """The evaluation of ``period`` by what is ``known`` and signed for, and by the papers issued so far."""
    from cccc.declarations.assignments import assignments
    from cccc.declarations.files.ratings import contradictions
    from cccc.evaluation import evaluate as judge

    signed = space.ratings.get(period, ())
    contradicted = contradictions(signed, known)
    known = list({seen.key: seen for seen in (*known, *signed)}.values()) if signed else known
    targets, conflicts = assignments(space.plans, space.roster, period.end)
    issued, verdicts = remembered(space, ledger, period)
    evaluation, problems = judge(
        period, space.roster, space.indicators, targets, known, space.policy, issued, verdicts, compared
    )
    return evaluation, [*conflicts, *contradicted, *problems]


def _last(spans: Sequence[Period]) -> Period | None:
    """The shortest of the spans that end last."""
    if not spans:
        return None
    end = max(span.end for span in spans)
    return max((span for span in spans if span.end == end), key=lambda span: span.start)


def _missing_units(space: Workspace, reading: Reading, period: Period) -> list[Problem]:
    present = {unit for unit, span in reading.present if span == period}
    return [
        warning("unit-missing", unit.location, _absent(unit, period))
        for unit in space.roster.in_period(period)
        if unit.id not in present
    ]


def _absent(unit: Unit, period: Period) -> Message:
    return m(
        "{unit} is in no table of {period}; ask for its figures, or correct the days it is valid",
        unit=unit.name,
        period=period,
    )


_UNREAD = "no-layout"


def drift_notes(
    space: Workspace, ledger: Ledger, paths: Sequence[Path], asked: Period | None, result: EvaluationRun
) -> Iterator[Message]:
    """What to say of the headings of a run, also of those it could not read, that are not as they were."""
    from cccc.exports.inspect.drift import drift

    unread = any(problem.code == _UNREAD for problem in result.problems)
    hashes = {given.file: given.sha256 for given in result.inputs}
    for table in _with_unread(space, paths, asked) if unread else result.headings:
        changed = drift(table, ledger.headings_before(hashes[table.file]))
        if changed is not None:
            yield from _notes(changed)


def _with_unread(space: Workspace, paths: Sequence[Path], asked: Period | None) -> Sequence[ShownHeadings]:
    """The headings of the sheets that no layout fits too: they are looked for only once something is wrong."""
    from cccc.exports.inspect.interpretation import Known, shown, understand
    from cccc.workflow.files import open_exports

    exports, inputs, _ = open_exports(paths)
    files, _, _ = understand(exports, inputs, Known(space.layouts, space.built_in, space.indicators, space.roster, asked))
    return shown(files)


def _notes(changed: Drift) -> Iterator[Message]:
    from cccc.reports.terminal.lines import change_lines

    yield m(
        "{file} [{sheet}]: headings changed since {before} [{before_sheet}]:",
        file=changed.file,
        sheet=changed.sheet,
        before=changed.before,
        before_sheet=changed.before_sheet,
    )
    for line in change_lines(changed.changes):
        yield m("{detail}", detail=f"  {line}")


def allowable() -> tuple[str, ...]:
    """The codes of errors that have a safe meaning, which ``--allow`` turns into warnings."""
    from cccc import rulebook

    return rulebook.allowable()
