"""Verdicts -> the phrases of an office; ``docs/wording.md`` numbers the rules and ``tests/letters`` holds each.

A figure is told with its verb ("đạt 97,67%"), its standing against what was assigned ("vượt chỉ tiêu … giao (30%)"), and a
change in points ("tăng 0,54 điểm phần trăm").  What was only assumed is never called assigned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.model.evaluations import Status
from cccc.model.targets import Indicator, Operator, Window
from cccc.periods import long_date
from cccc.vietnamese import count, decimal, joined, lower_first, rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from cccc.model.evaluations import Assessment
    from cccc.model.offices import PaperForm
    from cccc.model.paper import What
    from cccc.model.targets import Target, Threshold
    from cccc.periods import Period

    Said = Callable[[str, What], str]
    """How a figure is said, given what it tells."""

_NTH = ("", "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
_ASKS = ("yêu cầu", "đề nghị", "giao", "kiến nghị", "phê bình", "nhắc nhở")
_EARLY_MONTHS = 5
_LAST_MONTH = 12
_PRINTED = 2
WHOLE = 100
_RATE_OF = "Tỷ lệ "


def name(indicator: Indicator) -> str:
    """The indicator inside a sentence: "tỷ lệ số hóa kết quả giải quyết TTHC"."""
    return lower_first(indicator.name)


def again(indicator: Indicator) -> str:
    """The indicator where its section has named it already: "tỷ lệ thanh toán trực tuyến"."""
    if not indicator.name.startswith(_RATE_OF):
        return name(indicator)
    return f"tỷ lệ {lower_first(indicator.short).removeprefix(lower_first(_RATE_OF))}"


def inside_sentence(text: str) -> str:
    """``text`` of people after other words: its first letter is lowered where it opens no name ("Kết quả", but "Sở Y tế")."""
    _, _, rest = text.partition(" ")
    return text if rest[:1].isupper() else lower_first(text)


def reached(indicator: Indicator) -> str:
    """The verb of a figure: "đạt"; of one that had better be low: "ở mức"."""
    return "đạt" if indicator.better == "higher" else "ở mức"


def fell_short(indicator: Indicator) -> str:
    """The verb of a figure that misses, beside one that does not."""
    return "chỉ đạt" if indicator.better == "higher" else "vẫn ở mức"


def poor(indicator: Indicator) -> str:
    """What is said of a figure that falls short of nothing assigned."""
    return "đạt thấp" if indicator.better == "higher" else "còn cao"


def improving(indicators: Sequence[Indicator]) -> str:
    """What to do about some indicators: "nâng cao tỷ lệ A và tỷ lệ B, giảm số hồ sơ quá hạn"."""
    return ", ".join(improvements(indicators, again))


def improvements(indicators: Sequence[Indicator], called: Callable[[Indicator], str]) -> list[str]:
    """What to do about some indicators, those that ask for the same verb together."""
    by_verb: dict[str, list[str]] = {}
    for indicator in indicators:
        raised = {"ratio": "nâng cao", "number": "tăng", "rating": "thực hiện tốt"}[indicator.type]
        by_verb.setdefault(raised if indicator.better == "higher" else "giảm", []).append(called(indicator))
    return [f"{verb} {joined(names)}" for verb, names in by_verb.items()]


def plainly(text: str, _what: What) -> str:
    """A figure as it is, for those who do not ask what it tells."""
    return text


def change(points: Fraction | None, indicator: Indicator, said: Said = plainly) -> str | None:
    """``tăng 0,54 điểm phần trăm``; never a minus sign; None where nothing can be compared."""
    if points is None:
        return None
    if rounded(points, 2) == 0:
        return "không thay đổi"
    unit = " điểm phần trăm" if indicator.type == "ratio" else ""
    return f"{'tăng' if points > 0 else 'giảm'} {said(decimal(abs(points)), 'change')}{unit}"


def threshold(held: Threshold, indicator: Indicator) -> str:
    """The threshold as a figure: "30%"."""
    return decimal(held.value, 6) + ("%" if indicator.type == "ratio" else "")


def bound(held: Threshold, indicator: Indicator, said: Said = plainly) -> str:
    """The threshold in brackets after a figure: "30%", "trên 60%", "không quá 5%"."""
    words = {Operator.MORE_THAN: "trên ", Operator.AT_MOST: "không quá ", Operator.LESS_THAN: "dưới "}
    return words.get(held.operator, "") + said(threshold(held, indicator), "threshold")


def asked(held: Threshold, indicator: Indicator, said: Said = plainly) -> str:
    """What is asked, after the indicator's name: "đạt từ 30% trở lên"."""
    figure = said(threshold(held, indicator), "threshold")
    if held.operator is Operator.AT_LEAST and indicator.type == "ratio" and held.value == WHOLE:
        return f"đạt {figure}"  # there is nothing above it
    return {
        Operator.AT_LEAST: f"đạt từ {figure} trở lên",
        Operator.MORE_THAN: f"đạt trên {figure}",
        Operator.AT_MOST: f"không quá {figure}",
        Operator.LESS_THAN: f"dưới {figure}",
        Operator.EXACTLY: f"đạt {figure}",
    }[held.operator]


def standing(
    one: Assessment, indicator: Indicator, giver: str, *, with_figure: bool = True, said: Said = plainly
) -> str | None:
    """How a figure stands to what ``giver`` assigned; None where nothing is assigned or the threshold is assumed."""
    target = one.target
    if target is None or target.threshold is None or target.assumed or one.value is None:
        return None
    given = f"{giver} giao" + (f" ({bound(target.threshold, indicator, said)})" if with_figure else "")
    if one.status is Status.MISSED:
        return f"chưa đảm bảo chỉ tiêu {given}"
    return f"{'vượt' if beyond(one.value, target.threshold) else 'đảm bảo'} chỉ tiêu {given}"


def beyond(value: Fraction, held: Threshold) -> bool:
    """Whether ``value`` is above a least one, also as printed: 30,001% against 30% reads 30%, which is not above."""
    return held.operator in (Operator.AT_LEAST, Operator.MORE_THAN) and rounded(value, _PRINTED) > held.value


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


def figure(assessment: Assessment, least: int, said: Said = plainly) -> str:
    """The figure as printed; below the policy's least denominator with its counts: "50% (02/04 hồ sơ)"."""
    shown = said(assessment.display or "", "value")
    numerator, denominator = assessment.numerator, assessment.denominator
    if numerator is None or not denominator or denominator >= least:
        return shown
    return f"{shown} ({said(count(numerator), 'numerator')}/{said(count(denominator), 'denominator')} hồ sơ)"


def rating(indicator: Indicator, assessment: Assessment) -> str:
    """A rating in its own words: "đăng tải tin bài … chưa đạt"."""
    told = indicator.told_met if assessment.status is Status.MET else indicator.told_missed
    return told or f"{name(indicator)} {rated(assessment)}"


def rated(assessment: Assessment) -> str:
    """The word of a rating inside a sentence: "tốt"."""
    return lower_first(assessment.rating or "")


def ordinal(occurrence: int | None, said: Said = plainly) -> str:
    """``lần thứ hai``; nothing for the first time."""
    if occurrence is None or occurrence == 1:
        return ""
    return f"lần thứ {said(nth(occurrence), 'occurrence')}"


def step(label: str) -> str:
    """What a step of a ladder asks for beyond its kind: (phê bình … và) "yêu cầu kiểm điểm trách nhiệm người đứng đầu"."""
    told = inside_sentence(label.strip().rstrip(" .;"))
    return told if told.startswith(_ASKS) else f"yêu cầu {told}"


def nth(occurrence: int) -> str:
    """The word of an occurrence: "hai"; beyond twelve its figures."""
    return _NTH[occurrence] if occurrence < len(_NTH) else str(occurrence)


def months_left(period: Period) -> bool:
    """Whether the year goes on after ``period``."""
    return period.end.month < _LAST_MONTH


def remaining(period: Period) -> str:
    """The time that is left: "trong các tháng cuối năm 2023", else "trong thời gian tới"."""
    if not months_left(period):
        return "trong thời gian tới"
    return f"trong các tháng {'còn lại của' if period.end.month <= _EARLY_MONTHS else 'cuối'} năm {period.end.year}"


def answer_by(form: PaperForm) -> str:
    """By when a paper is to be answered, "chậm nhất ngày 05 tháng 12 năm 2026"; empty where the office gives no day."""
    return f"chậm nhất {long_date(form.answer_by)}" if form.answer_by else ""


def bracketed(parts: Sequence[str]) -> str:
    """``(tiếp nhận đạt 99,03%; giải quyết đạt 100%)``."""
    return f"({'; '.join(parts)})"
