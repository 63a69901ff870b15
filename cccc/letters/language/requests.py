"""Thresholds and the units that they are for -> what is asked of whom, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.letters.language import phrases
from cccc.letters.language.marks import keyed
from cccc.model.paper import Key
from cccc.vietnamese import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cccc.letters.views.facts import Facts
    from cccc.model.evaluations import Assessment
    from cccc.model.targets import Indicator, Threshold


def counted(units: Sequence[str]) -> str:
    """How many they are, empty where they are none."""
    return keyed(count(len(units)), Key("count", tuple(units))) if units else ""


class Asking:
    """What is asked of units, in words."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def of(self, about: Indicator, found: Iterable[Assessment]) -> str:
        """What is asked of ``found``, group by group where it differs; nothing where it is only assumed."""
        held = [
            (one.unit, one.target.threshold)
            for one in found
            if one.target and one.target.threshold and phrases.is_assigned(one.target)
        ]
        return self.told(about, held)

    def told(self, about: Indicator, asked: Iterable[tuple[str, Threshold]]) -> str:
        """What is ``asked`` of units."""
        by_threshold: dict[Threshold, dict[str, None]] = {}
        for unit, held in asked:
            by_threshold.setdefault(held, {})[unit] = None
        told = []
        for held, units in by_threshold.items():
            whom = self._facts.whom(units) if len(by_threshold) > 1 else None
            told.append(_asked(held, about, tuple(units)) + (f" đối với {whom}" if whom else ""))
        return "; ".join(told)


def _asked(held: Threshold, about: Indicator, units: tuple[str, ...]) -> str:
    key = Key("threshold", units, (about.id,))
    return phrases.asked(held, about, lambda text, _: keyed(text, key))
