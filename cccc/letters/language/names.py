"""Units, and what people wrote themselves -> text in which names and figures say what they are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cccc.letters.language.marks import keyed
from cccc.model.paper import Key
from cccc.vietnamese import Naming, naming

if TYPE_CHECKING:
    from cccc.model.policies import Statement
    from cccc.model.units import Roster, Unit

# days, months, numbers of papers and of articles are no figures
_FIGURE = re.compile(
    r"(?<![\w/.,-])(?<!ngày )(?<!tháng )(?<!số )(?:\d+(?:,\d+)?\s?%|\d+,\d+|(\d{1,3})/(\d{1,3})(?= +\w))(?![\w/]|[.,]\d)"
)


def named(unit: Unit, whole: str | None = None) -> Naming:
    """The unit, or its head, as a list writes it; the name says whose it is."""
    parts, key = naming(unit.name, whole or unit.official), Key("name", (unit.id,))
    return Naming(keyed(parts.whole, key), parts.before, parts.kind, keyed(parts.proper, key) if parts.proper else "")


def said(statement: Statement, text: str) -> str:
    """``text`` of ``statement`` with its figures keyed: percentages, decimals and parts of a whole ("7/7 lĩnh vực")."""
    key = Key("said", indicators=(statement.id,))
    return _FIGURE.sub(
        lambda match: "/".join(keyed(part, key) for part in (match[1], match[2]) if part) or keyed(match[0], key), text
    )


def naming_units(text: str, roster: Roster) -> str:
    """``text`` with the names of units in it keyed."""
    names = _names(roster)
    if not names:
        return text
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"\b(?:{pattern})\b", lambda match: keyed(match[0], Key("name", (names[match[0]],))), text)


@lru_cache(maxsize=4)
def _names(roster: Roster) -> dict[str, str]:
    return {name: unit.id for unit in roster.units for name in (unit.name, unit.official)}
