"""The ledger -> what earlier periods left for the rules of the policy: the findings issued, and the verdicts since then."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cccc.declarations.workspace import Workspace
    from cccc.evaluation.escalation import Verdicts
    from cccc.ledger import Ledger
    from cccc.model.evaluations import IssuedFinding
    from cccc.periods import Period


def remembered(space: Workspace, ledger: Ledger, period: Period) -> tuple[list[IssuedFinding], Verdicts]:
    """The findings that may count in ``period``; where a rule forgets after periods met, also what was met since."""
    counting = [rule for rule in space.policy.rules if rule.ladder is not None]
    issued = ledger.issued(None if any(rule.ladder and rule.ladder.running for rule in counting) else period.end.year)
    forgetting = {
        name
        for rule in counting
        if rule.ladder and rule.ladder.reset_after
        for name in (*rule.indicators, *(line for line, _test in rule.lines))
    }
    concerned = {one.unit for one in issued}
    if not forgetting or not concerned:
        return issued, {}
    lines = [space.roster.carried(unit.id) for unit in space.roster.units if unit.carries]
    units = concerned.union(*(line for line in lines if not concerned.isdisjoint(line)))
    oldest = min(one.period.end for one in issued)
    return issued, ledger.verdicts(units, forgetting, oldest, period.start)
