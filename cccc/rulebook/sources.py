"""Where rules come from, in words: what ``cccc check --explain`` gives as the ground of each."""

from __future__ import annotations

from cccc.messages import m

EXPORTS = m("how exports are read: nothing is guessed in silence (docs/exports.md)")
ARITHMETIC = m("exact arithmetic: no verdict rests on rounding (docs/evaluation.md)")
YAML = m("YAML, and what other programs make of it (yaml.org/spec/1.2.2)")
FORMAT = m("the format of the workspace's files (docs/workspace.md)")
ASSIGNING = m("one target for each unit, indicator and day (docs/workspace.md)")
CITING = m("what a letter orders must be found in the document that assigns it (docs/workspace.md)")
RULES = m("how rules make findings (docs/evaluation.md)")
SUCCESSION = m("units change: merged, split, renamed (docs/workspace.md)")
DECREE_SYMBOL = m("Decree 30/2020/NĐ-CP, Appendix I, II.3")
DECREE_SIGNATURE = m("Decree 30/2020/NĐ-CP, Article 13 and Appendix I, II.7")
LEVELS = m("two levels of local government since 1 July 2025 (Law 72/2025/QH15)")
TEMPLATES = m("how templates are written (docs/templates.md)")
LEDGER = m("the ledger: what was found and issued stays provable (docs/evaluation.md)")
FILES = m("what a person may have edited is never overwritten")
GATE = m("check as a gate (docs/check.md)")
