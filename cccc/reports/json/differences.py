"""What differs between two states of a workspace -> the JSON document of diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cccc.reports.json.documents import as_text, days, evaluation, exactly, finding, listed, threshold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cccc.model.differences import Difference, Flip, Flips
    from cccc.model.evaluations import Assessment
    from cccc.problems import Problem
    from cccc.reports.json.documents import Document
    from cccc.reports.tables import Trial, Wording


DIFFERENCE = "cccc/difference@1"


def difference_text(difference: Difference | None, _wording: Wording | None, problems: Iterable[Problem]) -> str:
    """The document of ``cccc diff``; the same without a difference where ``problems`` forbid it."""
    document = {
        "schema": DIFFERENCE,
        "base": difference.base if difference else None,
        "head": difference.head if difference else None,
        "changes": [
            {
                "part": change.part.value,
                "change": change.turn.value,
                "name": change.name,
                "units": list(change.units),
                "was": change.was or None,
                "now": change.now or None,
                "place": change.place,
            }
            for change in (difference.changes if difference else ())
        ],
        "periods": [
            {"period": {"label": flips.period.label, **days(flips.period)}, **flips_document(flips)}
            for flips in (difference.periods if difference else ())
        ],
        "problems": listed(problems),
    }
    return f"{as_text(document)}\n"


def trial_text(trial: Trial) -> str:
    """The document of the evaluation by the plan that is tried, and what the plan would turn."""
    document = evaluation(trial.evaluation, trial.known.roster, trial.problems, saved=False)
    document |= {"tried": {"plan": trial.plan.id, "file": trial.plan.location.file}, **flips_document(trial.flips)}
    return f"{as_text(document)}\n"


def flips_document(flips: Flips) -> Document:
    """The verdicts that flip, and the findings gained and lost."""
    return {
        "judged": flips.judged,
        "flips": [_flip(flip) for flip in flips.flips],
        "gained": [finding(one) for one in flips.gained],
        "lost": [finding(one) for one in flips.lost],
    }


def _flip(flip: Flip) -> Document:
    one = flip.now or flip.was
    return {
        "unit": flip.unit,
        "indicator": flip.indicator,
        "window": flip.window.value,
        "value": exactly(one.value) if one else None,
        "display": one.display if one else None,
        "was": _side(flip.was),
        "now": _side(flip.now),
    }


def _side(one: Assessment | None) -> Document | None:
    if one is None:
        return None
    asked = (
        {"plan": one.target.plan, **threshold(one.target.threshold), "place": str(one.target.location)} if one.target else None
    )
    return {"status": one.status.value, "display": one.display, "target": asked}
