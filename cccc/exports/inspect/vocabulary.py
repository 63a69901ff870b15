"""The words of a heading -> the measures that it may hold: several where they leave it open, none where they say nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cccc.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class _Sense:
    """A measure: what the block over it speaks of, the words of its own heading (any of them), and words that forbid it.

    Without words of its own it is a block's total, or a column that stands alone and speaks of the block itself.
    """

    measure: str
    topic: str
    words: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


_TOPICS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    # topic, one of these words, and one of those; the first that fits
    ("both", ("số hóa",), ("hồ sơ, kết quả", "hồ sơ và kết quả")),
    ("stock", ("số hóa",), ("còn hiệu lực",)),
    ("result", ("số hóa",), ("kết quả",)),
    ("intake", ("số hóa",), ("tiếp nhận", "thành phần", "tphs", "hồ sơ")),
    ("transaction", ("giao dịch",), ("thanh toán",)),
    ("payment", ("thanh toán", "nghĩa vụ tài chính", "nvtc", "thu phí"), ()),
)
"""Strong topics: they hold wherever in the path they stand."""
_PROCESS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("pending", ("đang giải quyết", "đang xử lý", "chưa giải quyết", "đang thực hiện")),
    ("resolved", ("đã giải quyết", "đã xử lý", "đã trả kết quả")),
    ("received", ("tiếp nhận", "nhận giải quyết", "mới nhận", "nộp hồ sơ", "hồ sơ nộp")),
)
"""Weak ones: the level nearest to the column says it."""
_WHOLE = ("tổng số", "tổng", "số hồ sơ", "tổng cộng", "cộng")
_DONE_DIGITISED = ("đã số hóa", "có số hóa", "được số hóa", "số hóa đầy đủ", "số hồ sơ số hóa")
_UNDONE = ("chưa", "không", "tái sử dụng", "sử dụng lại")
_ONLINE = ("trực tuyến", "qua mạng")
_EARLY = ("trước hạn", "trước thời hạn", "sớm", "sớm hạn")
_ON_TIME = ("đúng hạn", "đúng thời hạn", "đúng")
_LATE = ("quá hạn", "trễ", "trễ hạn", "chậm", "quá thời hạn")
_IN_TIME = ("trong hạn", "chưa đến hạn", "còn hạn", "còn trong hạn")
_BESIDES = ("một phần", "bưu chính", "bcci", "xin lỗi", "phi địa giới")

_SENSES = (
    _Sense("received_total", "received", never=(*_ONLINE, "trực tiếp", *_BESIDES)),
    _Sense("received_online", "received", _ONLINE, (*_BESIDES, "toàn trình", "trực tiếp")),
    _Sense("received_full_online", "received", ("toàn trình",), ("một phần",)),
    _Sense("received_direct", "received", ("trực tiếp",), ("trực tuyến", "một phần", "toàn trình")),
    _Sense("resolved_total", "resolved", never=(*_EARLY, *_ON_TIME, *_LATE)),
    _Sense("resolved_on_time", "resolved", (*_EARLY, *_ON_TIME), (*_LATE, *_BESIDES)),
    _Sense("resolved_late", "resolved", _LATE, (*_EARLY, *_ON_TIME, *_BESIDES)),
    _Sense("pending_total", "pending", never=(*_IN_TIME, *_ON_TIME, *_LATE)),
    _Sense("pending_in_time", "pending", (*_IN_TIME, "đúng hạn"), (*_LATE, *_BESIDES)),
    _Sense("pending_overdue", "pending", _LATE, (*_IN_TIME, "đúng hạn", *_BESIDES)),
    _Sense("intake_total", "intake", ("tổng số", "tổng", "tiếp nhận", "phải số hóa"), (*_DONE_DIGITISED, *_UNDONE)),
    _Sense("intake_digitised", "intake", _DONE_DIGITISED, _UNDONE),
    _Sense(
        "result_total",
        "result",
        ("tổng số", "tổng", "đã giải quyết", "phải trả kết quả", "phải số hóa"),
        (*_DONE_DIGITISED, *_UNDONE),
    ),
    _Sense("result_digitised", "result", _DONE_DIGITISED, _UNDONE),
    _Sense("both_total", "both", _WHOLE, (*_DONE_DIGITISED, *_UNDONE)),
    _Sense("both_digitised", "both", _DONE_DIGITISED, _UNDONE),
    _Sense("stock_total", "stock", _WHOLE, (*_DONE_DIGITISED, *_UNDONE)),
    _Sense("stock_digitised", "stock", _DONE_DIGITISED, _UNDONE),
    _Sense(
        "payment_total",
        "payment",
        ("tổng số", "tổng", "phát sinh", "nghĩa vụ tài chính", "nvtc", "hồ sơ thu phí"),
        ("đã thanh toán", "trực tiếp", "tiền", "vnđ"),
    ),
    _Sense("payment_online", "payment", _ONLINE, ("trực tiếp", "tiền", "vnđ", "phát sinh")),
    _Sense("transactions_total", "transaction", ("tổng số", "tổng", "phát sinh"), ("đã thanh toán", "trực tiếp", "tiền")),
    _Sense("transactions_online", "transaction", _ONLINE, ("trực tiếp", "tiền", "vnđ")),
)

CARRIED = ("từ kỳ trước", "kỳ trước chuyển qua", "kỳ trước chuyển", "tồn kỳ trước", "số đầu kỳ", "kỳ trước")
_RATES = ("tỷ lệ", "tỉ lệ")


def measures_in(path: Sequence[str]) -> tuple[str, ...]:
    """The measures that a heading path may mean, level by level as shown; a rate means none."""
    levels = [fold(level) for level in path]
    topic, own = _topic(levels)
    if topic is None or is_rate(path):
        return ()
    leaf = levels[-1]
    senses = [sense for sense in _SENSES if sense.topic == topic]
    told = [sense for sense in senses if sense.words and says(leaf, sense.words)]
    fitting = [sense.measure for sense in told if not says(leaf, sense.never)]
    if fitting or told:
        return tuple(fitting)
    alone = says(leaf, _WHOLE) or own
    return tuple(sense.measure for sense in senses if not sense.words and alone and not says(leaf, sense.never))


def is_rate(path: Sequence[str]) -> bool:
    """Whether the heading is one of a printed rate."""
    return says(fold(path[-1]), _RATES) or path[-1].strip().strip("()").strip() == "%"


def is_carried(path: Sequence[str]) -> bool:
    """Whether the heading counts what the period before left over."""
    return says(fold(path[-1]), CARRIED)


def says(folded: str, words: Sequence[str]) -> bool:
    """Whether a folded text holds one of ``words``, as whole words."""
    return any(_pattern(word).search(folded) for word in words)


@lru_cache(maxsize=512)
def _pattern(words: str) -> re.Pattern[str]:
    # a folded word ends with its loose tone mark, where \b sees no word
    return re.compile(rf"(?<!\w){re.escape(fold(words))}(?![\w\u0300-\u036f])")


def _topic(levels: Sequence[str]) -> tuple[str | None, bool]:
    """What a path speaks of, and whether its own heading says so."""
    whole = " / ".join(levels)
    for topic, words, beside in _TOPICS:
        if says(whole, words) and (not beside or says(whole, beside)):
            return topic, says(levels[-1], words)
    for at in reversed(range(len(levels))):
        for topic, words in _PROCESS:
            if says(levels[at], words):
                # "quá hạn" under "HS nộp trực tuyến" counts some of the dossiers, not those of the measure
                return (None, False) if says(" / ".join(levels[:-1]), _ONLINE) else (topic, at == len(levels) - 1)
    return None, False
