"""An invented office on which templates are tried: its units, indicators and plans; tests use the same makers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cccc.model.evaluations import Assessment, Status
from cccc.model.offices import Issuer, PaperForm
from cccc.model.targets import Indicator, Operator, Plan, Target, Threshold, Window
from cccc.model.units import Group, Unit
from cccc.periods import Period, year
from cccc.problems import Location
from cccc.vietnamese import decimal, in_sentence, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.model.targets import Section

HERE = Location("units.yaml", 1, 1)
GIVER = "UBND tỉnh Mẫu"
YEAR = year(2025)
CAMPAIGN, TO_COME = "mau-cao-diem", "mau-sau"

# --- who writes, and to whom ---

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
GROUPS = (
    Group("offices", "district", "Các phòng thuộc huyện"),
    Group("communes", "commune", "UBND các xã"),
    Group("partners", "district", "Các cơ quan ngành dọc"),
)
NAMES = {
    "offices": ("Phòng Một", "Phòng Hai", "Phòng Ba", "Phòng Bốn"),
    "communes": ("Xã Một", "Xã Hai", "Xã Ba", "Xã Bốn", "Xã Năm"),
    "partners": ("Bưu điện huyện", "Chi cục Thuế"),
}
MET, MISSED = ("Đạt",), ("Chưa đạt",)
INDICATORS = {
    one.id: one
    for one in (
        Indicator("a", "Tỷ lệ hồ sơ trực tuyến", "ratio", "hồ sơ trực tuyến", "trực tuyến", "n", "d"),
        Indicator("b", "Tỷ lệ số hóa kết quả", "ratio", "số hóa kết quả", "số hóa", "n", "d"),
        Indicator("late", "Tỷ lệ hồ sơ quá hạn", "ratio", "hồ sơ quá hạn", "quá hạn", "n", "d", better="lower"),
        Indicator("services", "Số dịch vụ có hồ sơ", "number", "dịch vụ có hồ sơ", "dịch vụ", "n"),
        Indicator("posting", "Đăng tải tin bài", "rating", "đăng tải tin bài", "tin bài", met=MET, missed=MISSED),
        Indicator("email", "Sử dụng thư công vụ", "rating", "thư công vụ", "thư", met=MET, missed=MISSED, told_met="dùng tốt"),
    )
}


def issuer_in(period: Period, at: int) -> Issuer:
    """An office that there is when ``period`` is reported: of a district until June 2025, then of the two levels."""
    return _DISTRICT if period.end < date(2025, 7, 1) else _SINCE_THEN[at % len(_SINCE_THEN)]


# --- makers of units, figures and plans ---


def new_unit(name: str, group: str, *, local: bool = False, coordinate: bool = False) -> Unit:
    """A unit of ``group``; a ``local`` one is a commune, which its UBND stands for."""
    official = f"UBND {in_sentence(name)}" if local else name
    head = f"Chủ tịch {official}" if local else f"Thủ trưởng {name}"
    return Unit(slug(name), name, group, official, head, name, coordinate=coordinate, location=HERE)


def judged(
    of: str, about: Indicator, window: Window, span: Period, figure: Fraction | str | None, target: Target | None, **more: Any
) -> Assessment:
    """``figure`` of the unit ``of``, judged: a rating by its word, a rate or a number by the threshold of ``target``."""
    made = Assessment(of, about.id, window, span, Status.NO_TARGET, target=target, **more)
    if figure is None:
        return made
    if isinstance(figure, str):
        return replace(made, rating=figure, display=figure, status=Status.MET if figure in about.met else Status.MISSED)
    held = target.threshold if target is not None else None
    status = Status.NO_TARGET if held is None else Status.MET if held.holds(figure) else Status.MISSED
    return replace(made, value=figure, display=decimal(figure) + ("%" if about.type == "ratio" else ""), status=status)


def new_target(plan: str, indicator: str, units: Iterable[str], asked: Threshold | int | None, **more: Any) -> Target:
    """A target over all windows of the year; ``asked`` is its threshold, a number the least."""
    held = Threshold(Operator.AT_LEAST, Fraction(asked)) if isinstance(asked, int) else asked
    told = {"cumulative_from": YEAR.start, "windows": tuple(Window), "location": HERE, "issuer": GIVER}
    return Target(plan, indicator, tuple(units), held, **{**told, **more})


def new_plan(name: str, title: str, applies: Period, targets: Iterable[Target], sections: tuple[Section, ...] = ()) -> Plan:
    """A plan without a number."""
    return Plan(name, title, GIVER, None, None, applies, (), tuple(targets), HERE, sections)


# --- plans ---


def campaign_plans(seed: int, units: Sequence[Unit]) -> list[Plan]:
    """A plan and the campaign beyond it: numbered or not, for all or for some, raised or told anew, as ``seed`` decides."""
    numbered, parted, raised, alone, several = (bool(seed >> bit & 1) for bit in range(5))
    everyone = tuple(unit.id for unit in units)
    months = Period(date(2025, 2, 1), YEAR.end)

    def made(name: str, title: str, applies: Period, asked: dict[str, int]) -> Plan:
        targets = (new_target(name, one, everyone, least, cumulative_from=applies.start) for one, least in asked.items())
        return new_plan(name, title, applies, targets)

    base = made("mau-nam", "Chỉ tiêu năm 2025", YEAR, {"a": 80, "late": 50})
    campaign = made(CAMPAIGN, "Đợt cao điểm năm 2025", months, {"a": 90} if alone else {"a": 90, "b": 100})
    targets = campaign.targets
    if parted:
        first = targets[0]
        more = Threshold(Operator.MORE_THAN, Fraction(70))
        targets = (replace(first, units=everyone[:1]), replace(first, units=everyone[1:], threshold=more), *targets[1:])
    if raised:
        targets = (*targets, replace(base.targets[1], plan=CAMPAIGN, assumed=True, raised=(base.id, Fraction(5))))
    if numbered:
        base = replace(base, number="01/KH-UBND", issued=date(2025, 1, 2), sources=("Quyết định số 02/QĐ-UBND",))
    number = "03/KH-UBND" if numbered else None
    bases = [base, made("mau-khac", "Chỉ tiêu bổ sung", YEAR, {"b": 50})] if several else [base]
    names = tuple(one.id for one in bases)
    return [*bases, replace(campaign, targets=targets, replaces=names, number=number, issued=date(2025, 1, 31))]


def plan_to_come(number: int, period: Period, units: Sequence[Unit], known: Sequence[Indicator], issuer: Issuer) -> Plan:
    """A plan from the day after ``period`` on, another for each ``number``; every second is the issuer's own."""
    own = number % 2 == 0
    giver = issuer.name if own else GIVER
    rates = [one for one in known if one.type == "ratio"][: number % 4]
    targets = (
        new_target(
            TO_COME,
            one.id,
            [unit.id for unit in units[at % 2 :]],
            (95, 60)[at % 2],
            cumulative_from=period.start,
            windows=(Window.PERIOD,),
            issuer=giver,
        )
        for at, one in enumerate(rates)
    )
    after = Period(period.end + timedelta(days=1), period.end + timedelta(days=90))
    return replace(
        new_plan(TO_COME, "Giao chỉ tiêu", after, targets),
        issuer=giver,
        number="12/KH-UBND" if own or number % 3 else None,
        issued=period.end + timedelta(days=9 if own else -9),
    )
