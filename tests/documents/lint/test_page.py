"""``docs/lint.md`` tells the checks as they are."""

import re
from pathlib import Path

from cccc import messages
from cccc.documents.lint import CHECKS

PAGE = (Path(__file__).parents[3] / "docs" / "lint.md").read_text(encoding="utf-8")


def test_the_table_tells_every_check():
    messages.use("en")
    told = re.findall(r"^\| (F\d\d) \| (.*?) \| ([EWI]) \| (.*?) \| (yes|) *\|$", PAGE, re.MULTILINE)
    rules = [check.rule for check in CHECKS.values()]
    assert told == [
        (rule.id, str(rule.about), rule.severity.value, rule.source, "yes" if rule.fixable else "") for rule in rules
    ]
