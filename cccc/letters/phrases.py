"""Verdicts -> the phrases of an office; ``docs/wording.md`` numbers the rules and ``tests/letters`` holds each.

A figure is told with its verb ("đạt 97,67%"), its standing against what was assigned ("vượt chỉ tiêu … giao (30%)"), and a
change in points ("tăng 0,54 điểm phần trăm").  What was only assumed is never called assigned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.model import Indicator, Operator, Status, Window
from cccc.vietnamese import count, decimal, joined, lower_first, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from cccc.model import Assessment, Target, Threshold
    from cccc.periods import Period

_NTH = ("", "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
LAST_MONTH = 12


def name(indicator: Indicator) -> str:
    """The indicator inside a sentence: "tỷ lệ số hóa kết quả giải quyết TTHC"."""
    return lower_first(indicator.name)


def again(indicator: Indicator) -> str:
    """The indicator where its section has named it already: "tỷ lệ thanh toán trực tuyến"."""
    return f"tỷ lệ {indicator.short}" if indicator.name.startswith("Tỷ lệ ") else name(indicator)


def reached(indicator: Indicator) -> str:
    """The verb of a figure: "đạt"; of one that had better be low: "ở mức"."""
    return "đạt" if indicator.better == "higher" else "ở mức"


def fell_short(indicator: Indicator) -> str:
    """The verb of a figure that misses, beside one that does not."""
    return "chỉ đạt" if indicator.better == "higher" else "vẫn ở mức"


def change(points: Fraction | None, indicator: Indicator) -> str | None:
    """``tăng 0,54 điểm phần trăm``; never a minus sign; None where nothing can be compared."""
    if points is None:
        return None
    if rounded(points, 2) == 0:
        return "không thay đổi"
    unit = " điểm phần trăm" if indicator.type == "ratio" else ""
    return f"{'tăng' if points > 0 else 'giảm'} {decimal(abs(points))}{unit}"


def threshold(held: Threshold, indicator: Indicator) -> str:
    """The threshold as a figure: "30%"."""
    return decimal(held.value, 6) + ("%" if indicator.type == "ratio" else "")


def asked(held: Threshold, indicator: Indicator) -> str:
    """What is asked, after the indicator's name: "đạt từ 30% trở lên"."""
    figure = threshold(held, indicator)
    return {
        Operator.AT_LEAST: f"đạt từ {figure} trở lên",
        Operator.MORE_THAN: f"đạt trên {figure}",
        Operator.AT_MOST: f"không quá {figure}",
        Operator.LESS_THAN: f"dưới {figure}",
        Operator.EXACTLY: f"đạt {figure}",
    }[held.operator]


def standing(assessment: Assessment, indicator: Indicator, *, with_figure: bool = True) -> str | None:
    """How a figure stands to its assigned target; None where nothing is assigned or the threshold is assumed."""
    target = assessment.target
    if target is None or target.threshold is None or target.assumed or assessment.value is None:
        return None
    given = f"{target.issuer} giao" + (f" ({threshold(target.threshold, indicator)})" if with_figure else "")
    if assessment.status is Status.MISSED:
        return f"chưa đảm bảo chỉ tiêu {given}"
    beyond = indicator.better == "higher" and assessment.value > target.threshold.value
    return f"{'vượt' if beyond else 'đảm bảo'} chỉ tiêu {given}"


def is_assigned(target: Target | None) -> bool:
    """Whether a letter may call it "chỉ tiêu giao"."""
    return target is not None and target.threshold is not None and not target.assumed


def span(assessment: Assessment) -> str:
    """The span of a figure in a sentence: "trong tháng 8/2023", "tính từ ngày 01/4/2023 đến ngày 31/8/2023"."""
    phrase = assessment.span.phrase
    return f"tính {phrase}" if phrase.startswith("từ ngày") and assessment.window is Window.CUMULATIVE else inside(phrase)


def inside(phrase: str) -> str:
    """A period's phrase as an adverb."""
    return phrase if phrase.startswith("từ ngày") else f"trong {phrase}"


def figure(assessment: Assessment, least: int) -> str:
    """The figure as printed; below the policy's least denominator with its counts: "50% (02/04 hồ sơ)"."""
    shown = assessment.display or ""
    numerator, denominator = assessment.numerator, assessment.denominator
    if numerator is None or not denominator or denominator >= least:
        return shown
    return f"{shown} ({count(numerator)}/{count(denominator)} hồ sơ)"


def rating(indicator: Indicator, assessment: Assessment) -> str:
    """A rating in its own words: "đăng tải tin bài … chưa đạt"."""
    told = indicator.told_met if assessment.status is Status.MET else indicator.told_missed
    return told or f"{name(indicator)} {lower_first(assessment.rating or '')}"


def merged(figures: Iterable[tuple[str, str]]) -> list[tuple[str, str, bool]]:
    """Names with their figures, equal figures told once: (names, figure, whether several names share it)."""
    by_figure: dict[str, list[str]] = {}
    for named, shown in figures:
        by_figure.setdefault(shown, []).append(named)
    return [(joined(names), shown, len(names) > 1) for shown, names in by_figure.items()]


def ordinal(occurrence: int | None) -> str:
    """``lần thứ hai``; nothing for the first time."""
    if occurrence is None or occurrence == 1:
        return ""
    return f"lần thứ {_NTH[occurrence] if occurrence < len(_NTH) else occurrence}"


def remaining(period: Period) -> str:
    """The time that is left: "trong các tháng cuối năm 2023", else "trong thời gian tới"."""
    return f"trong các tháng cuối năm {period.end.year}" if period.end.month < LAST_MONTH else "trong thời gian tới"


def bracketed(parts: Sequence[str]) -> str:
    """``(tiếp nhận đạt 99,03%; giải quyết đạt 100%)``."""
    return f"({'; '.join(parts)})"
