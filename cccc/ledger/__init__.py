"""What was observed, found and issued, kept in the workspace's database."""

from __future__ import annotations

from cccc.ledger.evaluations import EvaluationEntry
from cccc.ledger.ledger import Ledger, Saved
from cccc.ledger.store import LedgerError

__all__ = ["EvaluationEntry", "Ledger", "LedgerError", "Saved"]
