"""Letters just written -> what the ledger keeps of each: its words, its file, and the files that it was made of."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cccc import shipped
from cccc.workflow.files import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cccc.declarations.workspace import Workspace
    from cccc.ledger import Ledger
    from cccc.model.issuance import WrittenDraft
    from cccc.model.observations import DeclaredFile


def remember(space: Workspace, ledger: Ledger, files: Iterable[Path], *, saved: bool = True) -> None:
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
