"""The lines above a table -> what they say of whose table it is, without those to whom it is sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.exports.tables.spans import title_places
from cccc.vietnamese import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cccc.exports.grid import Place
    from cccc.exports.tables.headings import Table

_RECIPIENT = re.compile(r"kính gửi|nơi nhận|(?:đơn vị|cơ quan)\s+nhận(?:\s+báo\s+cáo)?", re.IGNORECASE)
_SENDER = re.compile(r"(?:đơn vị|cơ quan)\s+(?:báo\s+cáo|gửi(?:\s+báo\s+cáo)?|lập(?:\s+biểu)?)\b", re.IGNORECASE)


def sender_texts(table: Table) -> list[tuple[Place, str]]:
    """The cells of the title with what stands in them before a recipient is named; the rest of such a line is the recipient's.

    Where a line names who reports ("Đơn vị báo cáo"), it alone speaks.
    """
    texts = list(_without_recipients((place, clean(table.grid.cell(*place).text)) for place in title_places(table)))
    rows = {place[0] for place, text in texts if _SENDER.search(text)}
    return [(place, text) for place, text in texts if not rows or place[0] in rows]


def _without_recipients(cells: Iterable[tuple[Place, str]]) -> Iterable[tuple[Place, str]]:
    told = 0
    for place, text in cells:
        if place[0] == told:
            if sender := _SENDER.search(text):  # who reports may stand behind whom it is for
                told = 0
                yield place, text[sender.start() :]
            continue
        recipient = _RECIPIENT.search(text)
        if recipient:
            told = place[0]
        yield place, text[: recipient.start()] if recipient else text
