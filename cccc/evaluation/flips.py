"""Two evaluations of one period, by two sets of declarations -> the verdicts that flip, the findings that come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.model.differences import Flip, Flips

if TYPE_CHECKING:
    from cccc.model.evaluations import Assessment, Evaluation, Finding
    from cccc.model.targets import Window

_Key = tuple[str, str, "Window"]


def flipped(before: Evaluation, after: Evaluation) -> Flips:
    """What ``after`` says otherwise, in its own order; what only ``before`` has stands last."""
    was, now = _by_key(before), _by_key(after)
    keys = dict.fromkeys([*now, *was])
    flips = [Flip(*key, was.get(key), now.get(key)) for key in keys if _status(was.get(key)) != _status(now.get(key))]
    old, new = _told(before), _told(after)
    return Flips(
        period=after.period,
        judged=len(keys),
        flips=tuple(flips),
        gained=tuple(finding for said, finding in new.items() if said not in old),
        lost=tuple(finding for said, finding in old.items() if said not in new),
    )


def _by_key(evaluation: Evaluation) -> dict[_Key, Assessment]:
    return {(one.unit, one.indicator, one.window): one for one in evaluation.assessments}


def _status(one: Assessment | None) -> str | None:
    return one.status.value if one else None


def _told(evaluation: Evaluation) -> dict[tuple[object, ...], Finding]:
    """The findings by what they say of whom; by which rule they say it does not matter."""
    return {(finding.kind, finding.unit, finding.indicators, finding.occurrence): finding for finding in evaluation.findings}
