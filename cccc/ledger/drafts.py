"""Papers that were written -> rows that tell what each was made of, found again by the digest of their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc import __version__
from cccc.ledger import declared
from cccc.ledger.values import span_columns, to_span
from cccc.model.issuance import WrittenDraft

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from cccc.model.observations import DeclaredFile
    from cccc.periods import Period


def keep(connection: sqlite3.Connection, drafts: Iterable[WrittenDraft], now: datetime) -> None:
    """Remember what was written; the same file written again from the same is known already."""
    kept: dict[tuple[Period, tuple[DeclaredFile, ...], bool], tuple[int | None, int | None]] = {}
    for one in drafts:
        span = span_columns(one.period)
        alike = (one.period, one.declared, one.saved)
        if alike not in kept:
            latest = latest_evaluation(connection, one.period) if one.saved else None
            kept[alike] = (latest, declared.keep(connection, one.declared))
        made_of = kept[alike]
        columns = (one.digest, one.path, one.sha256, one.template, *span, *made_of, __version__)
        known = connection.execute(
            "select 1 from draft where digest = ? and path = ? and sha256 = ? and template = ? and start = ? and finish = ?"
            " and evaluation is ? and declared is ? and made_by = ?",
            columns,
        ).fetchone()
        if known is None:
            connection.execute(
                "insert into draft (digest, path, sha256, template, start, finish, evaluation, declared, made_by, made_at)"
                " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*columns, now.isoformat()),
            )


def latest_evaluation(connection: sqlite3.Connection, period: Period) -> int | None:
    """The row of the evaluation of ``period`` that was stored last."""
    (number,) = connection.execute(
        "select max(id) from evaluation where start = ? and finish = ?", span_columns(period)
    ).fetchone()
    return None if number is None else int(number)


def behind(connection: sqlite3.Connection, digest: str | None, period: Period) -> tuple[int | None, int | None]:
    """The draft with these words, and the evaluation that a paper made of it rests on."""
    row = connection.execute("select id, evaluation from draft where digest = ? order by id desc limit 1", (digest,)).fetchone()
    number, evaluation = row or (None, None)
    return number, latest_evaluation(connection, period) if evaluation is None else evaluation


def of_period(connection: sqlite3.Connection, period: Period) -> list[WrittenDraft]:
    """The drafts on ``period``, in the order in which they were written."""
    rows = connection.execute(
        "select digest, path, sha256, template, start, finish, declared, evaluation from draft"
        " where start = ? and finish = ? order by id",
        span_columns(period),
    ).fetchall()
    return [
        WrittenDraft(
            digest, path, sha256, template, to_span(start, finish), declared.load(connection, files), evaluation is not None
        )
        for digest, path, sha256, template, start, finish, files, evaluation in rows
    ]
