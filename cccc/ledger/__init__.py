"""What was observed, found and issued, kept in the workspace's database."""

from __future__ import annotations

from cccc.ledger.evaluations import EvaluationEntry
from cccc.ledger.history import Fate, HistoryRow, TrendPoint
from cccc.ledger.ledger import Ledger, Saved
from cccc.ledger.papers import Draft, Issued, IssuedPaper, PaperEntry
from cccc.ledger.store import LedgerError

__all__ = [
    "Draft",
    "EvaluationEntry",
    "Fate",
    "HistoryRow",
    "Issued",
    "IssuedPaper",
    "Ledger",
    "LedgerError",
    "PaperEntry",
    "Saved",
    "TrendPoint",
]
