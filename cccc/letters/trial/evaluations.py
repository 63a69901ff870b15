"""Evaluations that nobody made -> views, so many and so different that every branch of a template that can render does.

A template is tried on them before there are figures: the same dice fall each time, nothing of a workspace is in them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, TypeVar

from cccc.letters.trial.beside import beside
from cccc.letters.trial.campaigns import CAMPAIGN, campaign_plans
from cccc.letters.views.facts import Office
from cccc.letters.views.month import Letters
from cccc.model.evaluations import Assessment, Evaluation, ExemptedFinding, Finding, FindingKind, Status, Total
from cccc.model.observations import Source
from cccc.model.offices import Issuer, PaperForm
from cccc.model.policies import Statement
from cccc.model.targets import Indicator, Operator, Target, Threshold, Window
from cccc.model.units import Group, Roster, Unit
from cccc.periods import Period, month
from cccc.problems import Location
from cccc.vietnamese import count, decimal, in_sentence, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cccc.letters.views.classes import LetterView

_Any = TypeVar("_Any")

_HERE = Location("units.yaml", 1, 1)
_DISTRICT = Issuer("Ủy ban nhân dân huyện Mẫu", None, "Mẫu")
_SINCE_THEN = (
    Issuer("Ủy ban nhân dân xã Mẫu", None, "Mẫu"),
    Issuer("Ủy ban nhân dân phường Mẫu", None, "Mẫu"),
    Issuer("Ủy ban nhân dân đặc khu Mẫu", None, "Mẫu"),
    Issuer("Ủy ban nhân dân tỉnh Mẫu", None, "Mẫu"),
    Issuer("Sở Mẫu", "Ủy ban nhân dân tỉnh Mẫu", "Mẫu"),
)
ISSUER = _SINCE_THEN[0]
FORM = PaperForm("UBND-VP", ("Các cơ quan, đơn vị",), ("Như trên", "Lưu: VT"), ("CHỦ TỊCH",))
_GROUPS = (
    Group("offices", "district", "Các phòng thuộc huyện"),
    Group("communes", "commune", "UBND các xã"),
    Group("partners", "district", "Các cơ quan ngành dọc"),
)
_NAMES = {
    "offices": ("Phòng Một", "Phòng Hai", "Phòng Ba", "Phòng Bốn"),
    "communes": ("Xã Một", "Xã Hai", "Xã Ba", "Xã Bốn", "Xã Năm"),
    "partners": ("Bưu điện huyện", "Chi cục Thuế"),
}
_MET, _MISSED = ("Đạt",), ("Chưa đạt",)
INDICATORS = {
    one.id: one
    for one in (
        Indicator("a", "Tỷ lệ hồ sơ trực tuyến", "ratio", "hồ sơ trực tuyến", "trực tuyến", "n", "d"),
        Indicator("b", "Tỷ lệ số hóa kết quả", "ratio", "số hóa kết quả", "số hóa", "n", "d"),
        Indicator("late", "Tỷ lệ hồ sơ quá hạn", "ratio", "hồ sơ quá hạn", "quá hạn", "n", "d", better="lower"),
        Indicator("services", "Số dịch vụ có hồ sơ", "number", "dịch vụ có hồ sơ", "dịch vụ", "n"),
        Indicator("posting", "Đăng tải tin bài", "rating", "đăng tải tin bài", "tin bài", met=_MET, missed=_MISSED),
        Indicator(
            "email", "Sử dụng thư công vụ", "rating", "thư công vụ", "thư", met=_MET, missed=_MISSED, told_met="dùng tốt"
        ),
    )
}
_SOURCES = (Source("bieu.xlsx", "Tháng 7", ("C1", "D1")), Source("bieu.xlsx", "Tháng 8", ("C1", "D1")))
_STATUSES = (None, None, None, Status.NOTHING_AROSE, Status.NOT_REPORTED)
_STEP = "Kiểm điểm trách nhiệm người đứng đầu"
_ASKED = ((Operator.AT_LEAST, 50), (Operator.MORE_THAN, 50), (Operator.AT_MOST, 50), (Operator.EXACTLY, 100))


class _Dice:
    """Numbers that fall as if by chance, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._state = seed * 2654435761 + 12345

    def under(self, bound: int) -> int:
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 33) % bound

    def one_of(self, choices: Sequence[_Any]) -> _Any:
        return choices[self.under(len(choices))]

    def some_of(self, choices: Iterable[_Any]) -> list[_Any]:
        return [choice for choice in choices if self.under(2)]


def issuer_in(period: Period, at: int) -> Issuer:
    """An office that there is when ``period`` is reported: of a district until June 2025, then of the two levels."""
    return _DISTRICT if period.end < date(2025, 7, 1) else _SINCE_THEN[at % len(_SINCE_THEN)]


def views(statements: Iterable[str], most: int) -> Iterator[LetterView]:
    """At most ``most`` views, those told of ``statements`` by id among them; the plainest first."""
    named = tuple(statements)
    for seed in range(most):
        yield _view(_Dice(seed), named, sparse=seed % 4 == 0)


def _view(dice: _Dice, statements: tuple[str, ...], *, sparse: bool) -> LetterView:
    period = dice.one_of((month(2025, 8), month(2025, 3), month(2025, 12)))
    groups = [group for group in _GROUPS if dice.under(4)] or [_GROUPS[1]]
    units = [unit for group in groups for unit in _units(group, dice)]
    known = {one.id: one for one in INDICATORS.values() if dice.under(4)} or dict(INDICATORS)
    if sparse:
        known = dict(list(known.items())[dice.under(len(known)) :][:1])
    judged = [one for about in known.values() for one in _judged(units, about, period, dice)]
    evaluation = Evaluation(
        period=period,
        assessments=tuple(judged),
        totals=tuple(_totals(known, period, dice)) if dice.under(3) else (),
        findings=tuple(_findings(units, known, dice)) if dice.under(6) else (),
        withheld=tuple(_withheld(units, known)),
        exempted=tuple(_exempted(units, known)),
        sources=tuple(dice.some_of(("Cổng Dịch vụ công",))),
        as_of=dice.one_of((None, "17 giờ 00 ngày 05/9/2025")),
    )
    said = [Statement(each, "Kết quả có tiến bộ", dice.one_of((None, "Phòng Một"))) for each in statements]
    roster = Roster(tuple(groups), tuple(units))
    least = dice.one_of((1, 10))
    day = period.end + timedelta(days=15)
    authority = dice.one_of((("CHỦ TỊCH",), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")))
    issuer = issuer_in(period, len(judged))
    if issuer.parent is not None:
        authority = ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    form = replace(FORM, answer_by=day if len(judged) % 2 else None, authority=authority)
    told = said if dice.under(2) else [Statement("khac", "Kết quả có tiến bộ", dice.one_of((None, "Phòng Một")))]
    only = [unit.id for unit in units[:1]] if sparse else []
    known_beside, to_come = beside(len(judged), period, units, list(known.values()), issuer)
    plans = [*campaign_plans(len(judged), units), to_come]
    office = Office(issuer, form, roster, INDICATORS)
    letters = Letters(office, evaluation, least, told if dice.under(3) else [], plans, known_beside)
    return letters.view(evaluation.findings, only)


def _units(group: Group, dice: _Dice) -> list[Unit]:
    names = _NAMES[group.id][: 1 + dice.under(len(_NAMES[group.id]))]
    local = group.level == "commune"
    return [
        Unit(
            id=slug(name),
            name=name,
            group=group.id,
            official=f"UBND {in_sentence(name)}" if local else name,
            head=f"Chủ tịch UBND {in_sentence(name)}" if local else f"Thủ trưởng {name}",
            brief=name,
            coordinate=group.id == "partners",
            location=_HERE,
        )
        for name in names
    ]


def _judged(units: list[Unit], about: Indicator, period: Period, dice: _Dice) -> Iterator[Assessment]:
    assigned = dice.under(3)
    assumed, alike = dice.under(4) == 0, dice.under(3) == 0
    figures = (dice.one_of((0, 20, 50, 80, 100)), dice.one_of((20, 80)))
    windows = dice.one_of((tuple(Window), tuple(Window), (Window.PERIOD,), (Window.CUMULATIVE,)))
    statuses = dice.one_of(((None,), (None,), _STATUSES, _STATUSES, (Status.NOTHING_AROSE,)))
    givers = dice.one_of((("UBND tỉnh Mẫu",), ("UBND tỉnh Mẫu", "Bộ Mẫu")))
    for unit in units:
        target = _target(about, unit, dice.one_of(givers), dice, assumed=assumed) if assigned else None
        for window in (Window.PERIOD,) if about.type == "rating" else windows:
            figure = figures[window is Window.CUMULATIVE] if alike else dice.one_of((0, 20, 50, 80, 100))
            yield _assessment(unit, about, window, period, target, figure, dice.one_of(statuses))


def _target(about: Indicator, unit: Unit, giver: str, dice: _Dice, *, assumed: bool) -> Target | None:
    if dice.under(9) == 0:
        return None
    operator, asked = dice.one_of(_ASKED)
    held = None if about.type == "rating" or dice.under(6) == 0 else Threshold(operator, Fraction(asked))
    since = date(2025, 1, 1)
    return Target(CAMPAIGN, about.id, (unit.id,), held, since, tuple(Window), _HERE, giver, assumed=assumed)


def _assessment(
    unit: Unit, about: Indicator, window: Window, period: Period, target: Target | None, figure: int, status: Status | None
) -> Assessment:
    span = period if window is Window.PERIOD else Period(date(2025, 1, 1), period.end)
    made = Assessment(unit.id, about.id, window, span, status or Status.NO_TARGET, target=target, sources=_SOURCES)
    if status is not None:
        return made
    if about.type == "rating":
        word, verdict = ("Đạt", Status.MET) if figure >= 50 else ("Chưa đạt", Status.MISSED)  # noqa: PLR2004 - half of them
        return replace(made, rating=word, display=word, status=verdict)
    value = Fraction(figure)
    counts = (None, None) if figure % 20 else (figure // 20, 5)  # a half of five dossiers there is not
    shown = decimal(value) + ("%" if about.type == "ratio" else "")
    change = Fraction(figure - 50, 8) if target is not None and window is Window.PERIOD else None
    made = replace(made, numerator=counts[0], denominator=counts[1], value=value, display=shown, change=change)
    if target is None or target.threshold is None:
        return made
    return replace(made, status=Status.MET if target.threshold.holds(value) else Status.MISSED)


def _totals(known: dict[str, Indicator], period: Period, dice: _Dice) -> Iterator[Total]:
    for about in known.values():
        if about.type != "rating":
            change = dice.one_of((None, Fraction(1, 2), Fraction(-3), Fraction(0)))
            yield Total(None, about.id, Window.PERIOD, period, 4, 5, Fraction(80), "80%", change)


def _findings(units: list[Unit], known: dict[str, Indicator], dice: _Dice) -> Iterator[Finding]:
    kinds = dice.some_of(FindingKind) or list(FindingKind)
    together = dice.under(2) == 0
    common = tuple(dice.some_of(known) or known)
    ratings = [name for name, about in known.items() if about.type == "rating"]
    for number, (unit, kind) in enumerate(product(units, kinds)):
        if dice.under(3) == 0 or (kind is FindingKind.CRITICISM and unit.coordinate):
            continue
        chosen = common if together else tuple(dice.some_of(known) or known)
        also = tuple(dice.some_of(ratings))
        occurrence = 1 + dice.under(3) if kind is FindingKind.CRITICISM else None
        step = _STEP if number % 2 and not together and kind is not FindingKind.PRAISE else None
        yield Finding(f"{kind}-{count(0 if together else number)}", kind, unit.id, chosen, also, occurrence, step)


def _withheld(units: list[Unit], known: dict[str, Indicator]) -> Iterator[Finding]:
    """What small numbers withhold, where there are many units."""
    for unit in units[6:]:
        yield Finding("small", FindingKind.REMINDER, unit.id, tuple(known))


def _exempted(units: list[Unit], known: dict[str, Indicator]) -> Iterator[ExemptedFinding]:
    """What the policy exempts, where there are many units."""
    for finding in _withheld(units[1:], known):
        yield ExemptedFinding(finding, "Đang nâng cấp phần mềm", date(2025, 12, 31))
