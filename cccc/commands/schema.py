"""``cccc schema``: a kind of file -> the JSON Schema by which an editor completes and checks it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cccc.commands.outcome import end
from cccc.messages import _, m

if TYPE_CHECKING:
    from cccc.problems import Problem

SUFFIX = ".json"


def run(
    kind: Annotated[
        str | None, typer.Argument(metavar="KIND", help=_("The kind of file; without it, they are listed."))
    ] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="DIR", help=_("Write it to this folder; without a kind, the schemas of all kinds."))
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Overwrite a file that was not written by cccc."))] = False,
) -> None:
    """Print a schema, write schemas, or list the kinds."""
    from cccc.declarations.schemas import KINDS, as_text, title

    if kind is not None and kind not in KINDS:
        raise typer.BadParameter(_said(kind, tuple(KINDS)), param_hint="KIND")
    if output is not None:
        problems = [problem for one in ([kind] if kind else KINDS) for problem in _write(output / f"{one}{SUFFIX}", one, force)]
        end(problems)
    if kind is None:
        for one in KINDS:
            typer.echo(f"{one:<12} {title(one)}")
    else:
        typer.echo(as_text(kind), nl=False)


def write_all(folder: Path) -> list[Path]:
    """Write every schema into ``folder``, in the language in use; what is there is replaced."""
    from cccc.declarations.schemas import KINDS, as_text

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in KINDS:
        path = folder / f"{kind}{SUFFIX}"
        path.write_text(as_text(kind), encoding="utf-8", newline="\n")
        written.append(path)
    return written


def _write(path: Path, kind: str, force: bool) -> list[Problem]:
    from cccc.declarations.schemas import DRAFT, as_text
    from cccc.workflow.files import rewrite, write_anew

    content = as_text(kind).encode()
    try:
        ours = DRAFT.encode() in path.read_bytes()[:200]
    except OSError:
        ours = False
    problems = rewrite(path, content) if ours else write_anew(path, content, force=force)
    if not problems:
        typer.echo(path.as_posix())
    return problems


def _said(kind: str, kinds: tuple[str, ...]) -> str:
    from cccc.vietnamese import nearest

    near = nearest(kind, kinds, most=1)
    if near:
        return str(m("there is no kind {kind}; did you mean {near}?", kind=kind, near=near[0]))
    return str(m("there is no kind {kind}; known here: {known}", kind=kind, known=kinds))
