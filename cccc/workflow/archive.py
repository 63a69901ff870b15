"""All that belongs to a period -> one zip, the same bytes whenever it is made of the same files."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field, replace
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from cccc import __version__, shipped
from cccc.messages import m
from cccc.problems import Location, Problem, has_error, invalid, reason
from cccc.workflow.evidence import not_evaluated
from cccc.workflow.files import digest, not_written, part_of, settle
from cccc.workflow.periods import in_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cccc.declarations.workspace import Workspace
    from cccc.messages import Message
    from cccc.model.evaluations import Evaluation
    from cccc.model.issuance import WrittenDraft
    from cccc.periods import Period
    from cccc.workflow.office import Office
    from cccc.workflow.outcome import Outcome

SUMS, CONTENTS = "SHA256SUMS", "contents.json"
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""No file of an archive has a time of its own: the ledger tells when things were done."""
_UNIX, _MODE = 3, 0o100644
_CHUNK = 1 << 20
BUILTIN = "builtin:"
CATALOGUE = Path(shipped.__file__).parent / "declarations" / "files" / "catalogue.yaml"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A file that belongs to the period, as the ledger knows it: ``sha256`` is what it held, where that is known."""

    role: str
    file: str
    sha256: str | None = None


@in_period
def archive(office: Office, period: Period | None, output: Path | None, *, force: bool) -> Outcome[Path]:
    """The zip that was written, and which of the period's files are no longer what they were."""
    evaluation = office.ledger.evaluation(period)
    if evaluation is None or period is None:
        return office.outcome(more=[not_evaluated(office.space, period)])
    path = output or office.space.root / "archives" / f"{period.label}.zip"
    bundle = _Bundle(office.space.root)
    for wanted in _wanted(office, evaluation):
        bundle.take(wanted)
    bundle.parts["evaluation.json"] = _as_json(office.space, evaluation)
    bundle.parts["ledger.yaml"] = _excerpt(office, period)
    bundle.parts[CONTENTS] = _contents(period, bundle)
    office.problems += bundle.problems
    if path.exists() and not force:
        told = m("the file is there already; nothing was written")
        fix = m("give another --output, or --force")
        office.problems.append(invalid("not-overwritten", Location(path.as_posix()), told, fix))
    if not has_error(office.problems):
        office.problems += _write(path, bundle.parts)
    return office.outcome(None if has_error(office.problems) else path)


def _wanted(office: Office, evaluation: Evaluation) -> list[_Wanted]:
    """Each file once: exports, declarations of the run and of the drafts, drafts, signed papers, and what was added since."""
    space, ledger, period = office.space, office.ledger, evaluation.period
    drafts = ledger.drafts(period)
    used = [*ledger.declared(period), *(one for draft in drafts for one in draft.declared)]
    files = [_Wanted("export", one.file, one.sha256) for one in evaluation.inputs]
    files += [_Wanted(one.role, one.file, one.sha256) for one in used]
    files += [_Wanted("draft", one.path, one.sha256) for one in _last_written(drafts)]
    files += [
        _Wanted("paper", one.file, one.sha256) for one in ledger.papers() if one.period == period and not one.withdrawn_at
    ]
    known = {(one.role, one.file) for one in files}
    files += [_Wanted(one.role, one.file) for one in space.files if (one.role, one.file) not in known]
    return list(dict.fromkeys(files))


def _last_written(drafts: Sequence[WrittenDraft]) -> list[WrittenDraft]:
    return list({one.path: one for one in drafts}.values())


def _as_json(space: Workspace, evaluation: Evaluation) -> bytes:
    from cccc.model.units import Unit
    from cccc.reports.json import documents

    # the units file may have lost a unit since; its figures are still the period's
    known = {unit.id for unit in space.roster.units}
    lost = dict.fromkeys(one.unit for one in evaluation.assessments if one.unit not in known)
    gone = [Unit(unit, unit, "", unit, unit, unit, coordinate=False, location=Location(unit)) for unit in lost]
    roster = replace(space.roster, units=(*space.roster.units, *gone))
    return f"{documents.as_text(documents.evaluation(evaluation, roster, [], saved=True))}\n".encode()


def _excerpt(office: Office, period: Period) -> bytes:
    text = io.StringIO()
    office.ledger.export(text.write, period)
    return text.getvalue().encode()


def _contents(period: Period, bundle: _Bundle) -> bytes:
    told = {"period": period.label, "made_by": __version__, "files": bundle.contents}
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()


@dataclass(slots=True)
class _Bundle:
    """What goes into the archive: names with a path or bytes, and what is told of each file."""

    root: Path
    parts: dict[str, Path | bytes] = field(default_factory=dict)
    contents: list[dict[str, str | None]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, wanted: _Wanted) -> None:
        """Find the file and hold it against its hash; a changed one goes in as it is now, and is told."""
        known = {"role": wanted.role, "file": wanted.file, "sha256": wanted.sha256}
        try:
            found = [(path, _hash(path)) for path in self._places(wanted.file) if path.is_file()]
        except OSError as error:
            told = m("the file cannot be read: {reason}", reason=reason(error))
            self.problems.append(Problem("unreadable-file", Location(wanted.file), told))
            return
        if not found:
            self._tell(wanted, m("the file is not there any more"))
            self.contents.append({**known, "name": None, "now": None})
            return
        path, now = next((pair for pair in found if pair[1] == wanted.sha256), found[0])
        if wanted.sha256 not in (None, now):
            self._tell(wanted, m("the file has changed since it was used"))
        name = self._name(wanted, path, now)
        self.parts[name] = path
        self.contents.append({**known, "name": name, "now": now})

    def _places(self, file: str) -> Iterator[Path]:
        name = file.removeprefix(BUILTIN)
        if name == file:
            yield from (self.root / file, Path(file))
            return
        yield from (shipped.plans() / f"{name}.yaml", shipped.layouts() / f"{name}.yaml", shipped.templates() / f"{name}.md")
        yield CATALOGUE

    def _tell(self, wanted: _Wanted, told: Message) -> None:
        fix = m("look for the one whose SHA-256 begins with {sha256}", sha256=(wanted.sha256 or "")[:12])
        problem = invalid("source-changed", Location(wanted.file), told, fix if wanted.sha256 else None)
        self.problems.append(replace(problem, severity="warning"))

    def _name(self, wanted: _Wanted, path: Path, now: str) -> str:
        """A name inside the archive: never absolute, never above it, never that of another file."""
        parts = PurePosixPath(wanted.file.replace("\\", "/").replace(":", "/")).parts
        name = "/".join([wanted.role, *(part for part in parts if part not in ("/", "..", "."))])
        name = name if name.endswith(path.suffix) else f"{name}{path.suffix}"
        return name if self.parts.get(name, path) == path else f"{name}.{now[:12]}"


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _write(path: Path, parts: Mapping[str, Path | bytes]) -> list[Problem]:
    part = part_of(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with ZipFile(part, "w", ZIP_STORED) as archive:
            sums = [f"{_put(archive, name, parts[name])}  {name}\n" for name in sorted(parts)]
            _put(archive, SUMS, "".join(sums).encode())
        settle([part])
        part.replace(path)
    except OSError as error:
        return [not_written(path, error)]
    finally:
        part.unlink(missing_ok=True)
    return []


def _put(archive: ZipFile, name: str, content: Path | bytes) -> str:
    """Write one file; its hash."""
    info = ZipInfo(name, _MOMENT)
    info.create_system, info.external_attr = _UNIX, _MODE << 16
    if isinstance(content, bytes):
        archive.writestr(info, content)
        return digest(content)
    hashed = sha256()
    info.file_size = content.stat().st_size
    with content.open("rb") as source, archive.open(info, "w") as target:
        while block := source.read(_CHUNK):
            hashed.update(block)
            target.write(block)
    return hashed.hexdigest()
