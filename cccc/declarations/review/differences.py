"""Two sets of declarations -> what was added, removed, changed or moved, in the notation of the files."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, get_args

from cccc.declarations.assignments import settled
from cccc.model.conditions import Condition, Test
from cccc.model.differences import ChangeKind, DeclarationChange, DeclarationKind
from cccc.model.policies import Rule
from cccc.model.targets import Threshold
from cccc.periods import Period
from cccc.problems import Location
from cccc.vietnamese import decimal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cccc.declarations.workspace import Workspace
    from cccc.model.targets import Plan, Target

_HEAD = "threshold: "
_NOT_TOLD = frozenset({"location", "id", "targets", "rules", "plan", "indicator", "units", "issuer", "source"})


def compared(base: Workspace, head: Workspace) -> list[DeclarationChange]:
    """Every declaration of ``head`` that is not as in ``base``: plans and targets, units, indicators, policy, layouts."""
    return list(_Comparison(base, head).changes())


class _Comparison:
    """Compares two workspaces; a place is told as from the folder of its own."""

    def __init__(self, base: Workspace, head: Workspace) -> None:
        self._base, self._head = base, head
        self._settled = [[settled(plan, space.plans) for plan in space.plans] for space in (base, head)]
        # what is said of a unit that is new or gone is said by the unit's own line
        self._shared = {unit.id for unit in base.roster.units} & {unit.id for unit in head.roster.units}

    def changes(self) -> Iterator[DeclarationChange]:
        """In the order in which a reader asks: targets first."""
        base, head = self._base, self._head
        yield from self._named(DeclarationKind.PLAN, self._settled[0], self._settled[1])
        yield from self._targets()
        yield from self._named(DeclarationKind.GROUP, base.roster.groups, head.roster.groups)
        yield from self._named(DeclarationKind.UNIT, base.roster.units, head.roster.units)
        yield from self._named(DeclarationKind.INDICATOR, base.indicators.values(), head.indicators.values())
        yield from self._policy()
        yield from self._rules()
        yield from self._named(DeclarationKind.LAYOUT, base.layouts, head.layouts)

    def _named(self, part: DeclarationKind, before: Iterable[Any], after: Iterable[Any]) -> Iterator[DeclarationChange]:
        """What has an id, compared by it."""
        was, now = ({one.id: one for one in side} for side in (before, after))
        for name in dict.fromkeys([*now, *was]):
            old, new = was.get(name), now.get(name)
            place = self._place(new, self._head) if new is not None else self._place(old, self._base)
            if old is None or new is None:
                turn = ChangeKind.ADDED if old is None else ChangeKind.REMOVED
                yield DeclarationChange(part, turn, name, place, _title(old), _title(new))
                continue
            told_old, told_new = self._told(old), self._told(new)
            if differ := _differing(told_old, told_new):
                yield DeclarationChange(part, ChangeKind.CHANGED, name, place, _some(told_old, differ), _some(told_new, differ))

    def _told(self, one: Any) -> dict[str, str]:
        """The fields of a record, and of a rule whom it is for."""
        if not isinstance(one, Rule):
            return _told(one)
        units = [unit.id for unit in self._head.roster.units if unit.id in one.units & self._shared]
        groups = {
            group.id: [unit.id for unit in self._head.roster.units if unit.group == group.id and unit.id in self._shared]
            for group in self._head.roster.groups
        }
        whole = [name for name, members in groups.items() if members and set(members) <= set(units)]
        rest = [unit for unit in units if not any(unit in groups[name] for name in whole)]
        told = _told(one)
        told.pop("lines", None)
        lines = {name: f"{{{_text(test)}}}" for name, test in one.lines}
        return {**told, **lines, "for": ", ".join([*whole, *rest])}

    # --- targets -----------------------------------------------------------------------------------------------------

    def _targets(self) -> Iterator[DeclarationChange]:
        """What each plan asks for each indicator, the units together whose target changed in the same way."""
        was, now = (_by_unit(plans) for plans in self._settled)
        for key in dict.fromkeys([*now, *was]):
            old, new = was.get(key, {}), now.get(key, {})
            alike: dict[tuple[str, str], list[str]] = {}
            for unit in dict.fromkeys([*new, *old]):
                pair = self._turned(old.get(unit), new.get(unit))
                if unit in self._shared and pair[0] != pair[1]:
                    alike.setdefault(pair, []).append(unit)
            for (before, after), units in alike.items():
                turn = ChangeKind.CHANGED if before and after else ChangeKind.ADDED if after else ChangeKind.REMOVED
                place = self._place(new[units[0]], self._head) if after else self._place(old[units[0]], self._base)
                yield DeclarationChange(DeclarationKind.TARGET, turn, ": ".join(key), place, before, after, tuple(units))

    def _turned(self, old: Target | None, new: Target | None) -> tuple[str, str]:
        """A target before and now: its threshold, and of the rest what differs; all of it where there is one side alone."""
        was, now = self._asked(old, self._base), self._asked(new, self._head)
        differ = _differing(was, now)
        if was and now:
            keys = ["threshold", *(key for key in differ if key != "threshold")] if differ else []
        else:
            keys = [key for key in {**was, **now} if key != "note"]
        return _some(was, keys).removeprefix(_HEAD), _some(now, keys).removeprefix(_HEAD)

    def _asked(self, target: Target | None, space: Workspace) -> dict[str, str]:
        if target is None:
            return {}
        about = space.indicators.get(target.indicator)
        sign = "%" if about is None or about.type == "ratio" else ""
        told = _told(target)
        threshold = f"{told.pop('threshold')}{sign}" if target.threshold else "no threshold"
        return {"threshold": threshold, **told}

    # --- policy ------------------------------------------------------------------------------------------------------

    def _policy(self) -> Iterator[DeclarationChange]:
        old, new = self._base.policy, self._head.policy
        told_old, told_new = _told(old), _told(new)
        if differ := _differing(told_old, told_new):
            first = next(iter(new.rules), None)
            place = self._place(first, self._head).rpartition(":")[0] if first else ""
            yield DeclarationChange(
                DeclarationKind.POLICY, ChangeKind.CHANGED, new.id, place, _some(told_old, differ), _some(told_new, differ)
            )

    def _rules(self) -> Iterator[DeclarationChange]:
        old, new = self._base.policy.rules, self._head.policy.rules
        yield from self._named(DeclarationKind.RULE, old, new)
        shared = {rule.id for rule in old} & {rule.id for rule in new}
        before = [rule.id for rule in old if rule.id in shared]
        after = [rule for rule in new if rule.id in shared]
        for at, rule in enumerate(after):
            if before[at] != rule.id:  # of rules that have changed places the first one is told: the order is one
                was, now = " → ".join(before), " → ".join(one.id for one in after)
                yield DeclarationChange(
                    DeclarationKind.RULE, ChangeKind.MOVED, rule.id, self._place(rule, self._head), was, now
                )
                return

    # --- places ------------------------------------------------------------------------------------------------------

    def _place(self, one: Any, space: Workspace) -> str:
        """File and line, as from the folder of the workspace; what has no place in a file has none."""
        location = getattr(one, "location", None)
        if not isinstance(location, Location):
            return ""
        from cccc.declarations.sources import shown

        root = f"{shown(space.root)}/".removeprefix("./")
        return f"{location.file.removeprefix(root)}{f':{location.line}' if location.line else ''}"


def _by_unit(plans: Sequence[Plan]) -> dict[tuple[str, str], dict[str, Target]]:
    made: dict[tuple[str, str], dict[str, Target]] = {}
    for plan in plans:
        for target in plan.targets:
            for unit in target.units:
                made.setdefault((plan.id, target.indicator), {}).setdefault(unit, target)
    return made


# --- notation --------------------------------------------------------------------------------------------------------


def _told(one: Any) -> dict[str, str]:
    """The fields of a record that say something, each as text."""
    told = {}
    for entry in fields(one):
        value = getattr(one, entry.name)
        if entry.name not in _NOT_TOLD and value not in (None, (), "", False):
            told[entry.name] = _text(value)
    return told


def _differing(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]


def _some(told: Mapping[str, str], keys: Iterable[str]) -> str:
    return "; ".join(f"{key}: {told[key]}" for key in keys if key in told)


def _title(one: Any) -> str:
    """What a person calls it."""
    if one is None:
        return ""
    return str(getattr(one, "title", None) or getattr(one, "name", None) or _text(getattr(one, "kind", one.id)))


def _text(value: Any) -> str:
    """A value as the files write it."""
    for kinds, written in _NOTATION:
        if isinstance(value, kinds):
            return written(value)
    if is_dataclass(value):
        return "{" + ", ".join(f"{key}: {content}" for key, content in _told(value).items()) + "}"
    return str(value)


def _listed(values: Iterable[Any]) -> str:
    """A list; of a test with its indicator the two together."""
    return ", ".join(
        f"{one[0]}: {{{_text(one[1])}}}" if isinstance(one, tuple) and isinstance(one[-1], _TESTS) else _text(one)
        for one in values
    )


_TESTS = get_args(Test)
_NOTATION: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    ((Threshold, Condition, *_TESTS), str),
    (Period, lambda value: value.label),
    (date, lambda value: value.isoformat()),
    (Fraction, lambda value: decimal(value, 6)),
    (Enum, lambda value: str(value.value)),
    (bool, lambda value: str(value).lower()),
    (frozenset, lambda value: ", ".join(sorted(map(_text, value)))),
    ((tuple, list), _listed),
    (dict, lambda value: ", ".join(f"{key}: {_text(content)}" for key, content in value.items())),
)
"""How a value of a kind is written, the narrower kinds first."""
