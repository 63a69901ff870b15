"""Plans -> how a letter cites them: in full where it first names one, shortly from then on (Decree 30/2020, Phụ lục I, II.6.b).

Which mention is the first is known once the whole text is there, whatever made its parts and when.  So `cite` gives a sign that
holds all forms, which goes through a template like any text, and `settled` leaves the right one of each.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cccc.letters.language.marks import CITE, CITED, FORM
from cccc.letters.language.phrases import inside_sentence, is_assigned
from cccc.model.paper import CODES
from cccc.periods import short_date
from cccc.vietnamese import lower_first, upper_first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cccc.model.targets import Plan, Target

_KINDS = {code: name.capitalize() for name, code in CODES.items()} | {
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "KL": "Kết luận",
}
"""Kinds of paper by what stands for them in a symbol; the last are not of Decree 30, but plans come in them too."""

_ANY = "Văn bản"
_NUMBERED = re.compile(r"(?:số[\s:]*)?(\d+)(.*)", re.IGNORECASE | re.DOTALL)
_OF_LAW = re.compile(r"/\d{4}(?=/)")
_OF_A_FIELD = re.compile(r"/[^\W\d_]{2,}-\S+")
_CLAUSE = re.compile(r"(?:(?:mục|khoản|điểm|điều|phần|chương|phụ lục)\s[^:;()]+)", re.IGNORECASE)
_ABOUT = re.compile(r"(?:về việc|v/v|về)\s+", re.IGNORECASE)

_SIGN = re.compile(CITE + FORM.join([f"([^{CITE}-{CITED}]*)"] * 4) + CITED)
_STRAY = re.compile(f"[{CITE}-{CITED}]")
_FIRST_LINES = re.compile(r"\s*(?:[ \t]*[a-z_]+:.*(?:\n|$))*")
_NOTE_TOLD = re.compile(r"^[ \t]*\[\^([^\]\s]+)\]:[^\n]*\n?(?:(?![ \t]*\[\^[^\]\s]+\]:)[ \t]*[^\s][^\n]*\n?)*", re.MULTILINE)
_NOTED = re.compile(r"\[\^([^\]\s]+)\](?!:)")


def numbered(number: str) -> str:
    """A paper by its number alone: "Công văn số 571/UBND-KSTT"."""
    return f"{kind(number)} số {_number(number)}"


def cite(plan: Plan) -> str:
    """``plan`` as a letter names it: "Kế hoạch số 22/KH-UBND ngày 05/02/2024 của UBND huyện X về …", then its number alone.

    A plan without a number is cited by what it has: its date, its issuer, its title.
    """
    title = _subject(plan)
    dated = f" ngày {short_date(plan.issued)}" if plan.issued else ""
    of = f" của {plan.issuer}"
    if plan.number is not None:
        short = numbered(plan.number)
        return _sign(plan.number + of + dated, short, f"{short}{dated}{of}", f"{short}{dated}{of} về {title}")
    if plan.issued is not None:
        short = f"{_ANY}{dated}{of}"
        return _sign(plan.id, short, f"{short} về {title}", f"{short} về {title}")
    named = " ".join(plan.issuer.split()[:2]) in plan.title
    return _sign(plan.id, title, title + of, title if named else title + of)


def cite_all(targets: Iterable[Target | None], plans: Mapping[str, Plan]) -> str:
    """The numbered plans that assigned ``targets``, each with its clause where there is one; empty where none has a number."""
    clauses: dict[str, dict[str, None]] = {}
    for target in targets:
        if target is not None and is_assigned(target) and target.plan in plans and plans[target.plan].number is not None:
            clauses.setdefault(target.plan, {})[clause(target)] = None
    return "; ".join(_within(next(iter(found)) if len(found) == 1 else "", plans[plan]) for plan, found in clauses.items())


def clause(target: Target) -> str:
    """Where the plan says so: "mục 5"; empty where ``cite:`` begins with no part of a document."""
    found = _CLAUSE.match(target.cite or "")
    return lower_first(found[0].strip(" .,")) if found else ""


def _within(part: str, plan: Plan) -> str:
    return f"{part} {cite(plan)}".lstrip()


def kind(number: str) -> str:
    """The kind of paper that its number tells: "Kế hoạch" of 22/KH-UBND, "Nghị quyết" of 49-NQ/TU."""
    found = _NUMBERED.fullmatch(number.strip())
    symbol = _OF_LAW.sub("", found[2]) if found else ""
    codes = [code for code in re.split(r"[/\s-]+", symbol) if code]
    if codes and codes[0] in _KINDS:
        return _KINDS[codes[0]]
    return "Công văn" if _OF_A_FIELD.fullmatch(symbol) else _ANY


def _number(number: str) -> str:
    """The number with a zero below ten (Phụ lục I, II.3.c), without the word before it."""
    found = _NUMBERED.fullmatch(number.strip())
    return found[1].zfill(2) + found[2].strip() if found else number


def _subject(plan: Plan) -> str:
    """The trích yếu inside the citation, without the kind and the "về" that stand before it there."""
    title = plan.title.strip().rstrip(".;")
    named = kind(plan.number) if plan.number is not None else ""
    if named and title.casefold().startswith(f"{named} ".casefold()):
        title = title[len(named) :].lstrip()
    return inside_sentence(_ABOUT.sub("", title, count=1) if _ABOUT.match(title) else title)


# --- the right form of each ------------------------------------------------------------------------------------------


def _sign(document: str, short: str, dated: str, full: str) -> str:
    return f"{CITE}{FORM.join(_STRAY.sub('', part) for part in (document, short, dated, full))}{CITED}"


def settled(text: str) -> str:
    """``text``, a whole letter in Markdown, with each document in full where a reader first meets it, shortly elsewhere.

    A footnote is met where its sign stands.  The first lines are no running text: they cite shortly, and do not count.
    """
    if CITE not in text:
        return text
    signs = list(_SIGN.finditer(text))
    first_lines = _FIRST_LINES.match(text)
    start = first_lines.end() if first_lines else 0
    met = _met(text)
    seen: dict[str, int] = {}
    for sign in sorted((one for one in signs if one.start() >= start), key=lambda one: met(one.start())):
        seen.setdefault(sign[1], sign.start())
    alike: dict[str, set[str]] = {}
    for sign in signs:
        alike.setdefault(sign[2].casefold(), set()).add(sign[1])

    def told(sign: re.Match[str]) -> str:
        _, short, dated, full = sign.groups()
        if seen.get(sign[1]) == sign.start():
            return full
        # numbers begin anew each year and with each issuer
        form = short if len(alike[short.casefold()]) == 1 else dated
        return upper_first(form) if full[:1].isupper() else lower_first(form)

    return _STRAY.sub("", _SIGN.sub(told, text))


def _met(text: str) -> Callable[[int], tuple[int, int]]:
    """When a reader meets what stands at a place of ``text``."""
    notes = {found[1]: found for found in reversed(list(_NOTE_TOLD.finditer(text)))}
    signs = {found[1]: found.start() for found in reversed(list(_NOTED.finditer(text)))}
    spans = [(found.start(), found.end(), signs[name]) for name, found in notes.items() if name in signs]

    def met(at: int) -> tuple[int, int]:
        return next(((sign, at) for start, end, sign in spans if start <= at < end), (at, at))

    return met
