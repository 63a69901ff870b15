"""What can be wrong with the writing of a declared file: its YAML, and its single values."""

from __future__ import annotations

from functools import partial

from cccc.messages import m
from cccc.rulebook.entries import Chapter, Entry, Example, RuleSource

_yaml = partial(Entry, Chapter.YAML, "error", source=RuleSource.YAML)
_values = partial(Entry, Chapter.VALUES, "error", source=RuleSource.FORMAT)

YAML = (
    _yaml(
        "yaml-syntax",
        m("The file is not YAML at this place, or in the line before."),
        m("Check indentation, colons and quotes; use spaces, no tabs."),
        Example("units.yaml", "    level: commune\n   name: x\n", "    level: commune\n"),
    ),
    _yaml(
        "duplicate-key",
        m("One key stands twice in one mapping; a program would take the last without a word."),
        m("Keep one."),
        Example("policy.yaml", "    kind: reminder\n    kind: criticism\n", "    kind: reminder\n"),
    ),
    _yaml(
        "unknown-key",
        m("A key that this kind of file does not have."),
        m("Take the key that is offered, or remove it."),
        Example("policy.yaml", "    escalates: year", "    escalate: year"),
        source=RuleSource.FORMAT,
    ),
    _yaml(
        "yaml-surprise",
        m("A text that other YAML programs read as a truth value or a time."),
        m("Put it in quotes."),
        Example(
            "indicators.yaml",
            "ratings: {met: [Đạt, Yes], missed: [Chưa đạt]}",
            'ratings: {met: [Đạt, "Yes"], missed: [Chưa đạt]}',
        ),
    ),
    _yaml(
        "unquoted-comma",
        m(
            "Inside `{{…}}` a decimal comma ends the value. (In a text without figures it is a warning, and the "
            "text is read whole.)"
        ),
        m("Put the value in quotes."),
        Example(
            "targets/2023.yaml",
            "  - {indicator: online_payment, at_least: 97,5%, windows: [period]}",
            '  - {indicator: online_payment, at_least: "97,5%", windows: [period]}',
        ),
    ),
    _yaml(
        "key-not-text",
        m("Braces or brackets stand where a key must be."),
        m("Put a text that starts with `{{` or `[` in quotes."),
        Example("units.yaml", "    {unit}: UBND\n", '    official: "{unit}"\n'),
    ),
    _yaml(
        "alias",
        m("A `*name` that nothing before it defines, or that makes the file grow beyond all measure."),
        m("Put a text that starts with `*` in quotes."),
        Example("indicators.yaml", "    name: *tin_bai", '    name: "*tin_bai"'),
    ),
    _yaml(
        "tag",
        m("A `!tag`; these files need none."),
        m("Remove it, or put a text that starts with `!` in quotes."),
        Example("indicators.yaml", "    name: !tin Đăng tải", "    name: Đăng tải"),
    ),
    _yaml(
        "several-documents",
        m("A line `---` begins a second document."),
        m("One file holds one document: move the second to its own file."),
        Example("policy.yaml", "policy: nam-2023\n---\n", "policy: nam-2023\n"),
        source=RuleSource.FORMAT,
    ),
    _yaml(
        "too-deep",
        m("More than 40 levels."),
        m("Check the brackets."),
        Example(
            "policy.yaml",
            "    when: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
            "    when: {period: missed}",
        ),
        source=RuleSource.FORMAT,
    ),
    _yaml(
        "too-large",
        m("More than 5 MB, or more than 200,000 values."),
        m("Give the file that was meant."),
        Example("", "policy: inputs/export.csv", "policy: policy.yaml"),
        source=RuleSource.FORMAT,
    ),
    _yaml(
        "not-utf8",
        m("The file is in another encoding."),
        m("Save it as UTF-8 (Notepad: Save as, encoding UTF-8)."),
        Example("", "    units: [Ph�ng N� v�]", "    units: [Phòng Nội vụ]"),
    ),
    _yaml(
        "empty-file",
        m("Nothing but comments or blanks."),
        m("Fill it in; `cccc init` writes an example of each."),
        Example(
            "policy.yaml",
            "# tiêu chí\n",
            (
                "policy: nam-2023\nrules:\n  - id: nhac-nho\n    kind: reminder\n    indicators: [online_payment]\n"
                "    when: {period: missed}\n"
            ),
        ),
        source=RuleSource.FORMAT,
    ),
)

VALUES = (
    _values(
        "wrong-type",
        m(
            "A list, keys with values or a single text stands where another of these must be; or a rating, rate "
            "or measure where another kind of indicator must be."
        ),
        m("Write it as the message says."),
        Example("units.yaml", "    units: Phòng Nội vụ", "    units: [Phòng Nội vụ]"),
    ),
    _values(
        "missing-key",
        m("A key that must be there is missing, or its value is."),
        m("Add it."),
        Example("targets/2023.yaml", "plan: nam-2023\n", "plan: nam-2023\ntitle: Chỉ tiêu năm 2023\n"),
    ),
    _values(
        "empty-list",
        m("A list needs at least one entry."),
        m("Add one, or remove the key where it is optional."),
        Example("units.yaml", "    units: []", "    units: [Phòng Nội vụ]"),
    ),
    _values(
        "choice",
        m("A word outside the few that are possible."),
        m("Take one of those named."),
        Example("policy.yaml", "    kind: remind\n", "    kind: reminder\n"),
    ),
    _values(
        "id",
        m("An id has capitals, diacritics or spaces; or none can be made of a name."),
        m("Write the id that is offered, or an `id:` of your own."),
        Example("units.yaml", "  - id: Các xã\n", "  - id: cac-xa\n"),
    ),
    _values(
        "date",
        m("Not a day as `2023-04-01`."),
        m("Write year-month-day."),
        Example(
            "targets/2023.yaml", "applies: {from: 2023-01-01, to: 31/12/2023}", "applies: {from: 2023-01-01, to: 2023-12-31}"
        ),
    ),
    _values(
        "flag",
        m("Neither `true` nor `false`."),
        m("Write one of them."),
        Example("targets/2023.yaml", "at_least: 30%, assumed: yes}", "at_least: 30%, assumed: true, note: chưa rõ mức}"),
    ),
    _values(
        "whole-number",
        m("Not a whole number."),
        m("Write digits alone."),
        Example("policy.yaml", "min_denominator: 10%", "min_denominator: 10"),
    ),
    _values(
        "period",
        m("Not a period."),
        m("Write `2023-08`, `2023-W36`, `2023-Q3`, `2023-H1`, `2023` or `2023-09-01..2023-09-07`."),
        Example("layouts/monthly.yaml", "  period: tháng 8", "  period: 2023-08"),
    ),
    _values(
        "placeholder",
        m("`official:` or `head:` of a group has no place for the unit's name, or another word in braces."),
        m("Write `{{unit}}` or `{{name}}`."),
        Example("units.yaml", "    official: UBND {ten}", "    official: UBND {unit}"),
    ),
    _values(
        "threshold",
        m(
            "A threshold that does not fit its indicator: a ratio takes a percentage up to 100%, a number a plain "
            "number, a rating none."
        ),
        m("Write it as the message says."),
        Example("targets/2023.yaml", "at_least: 30, windows", "at_least: 30%, windows"),
    ),
    _values(
        "several-thresholds",
        m("A target has two thresholds, or a condition has."),
        m("Keep one. In a policy a list means any of them."),
        Example("targets/2023.yaml", "at_least: 30%, at_most: 90%, windows", "at_least: 30%, windows"),
    ),
    _values(
        "dates",
        m("A span ends before it starts, or `cumulative_from` lies outside its plan."),
        m("Correct the days."),
        Example(
            "targets/2023.yaml", "applies: {from: 2023-12-31, to: 2023-01-01}", "applies: {from: 2023-01-01, to: 2023-12-31}"
        ),
    ),
    _values(
        "symbol",
        m("The symbol of a paper holds its number, a stroke or a space."),
        m("Write what stands after the stroke alone: `UBND-NV`."),
        Example("cccc.yaml", "    symbol: 1220/UBND-NV", "    symbol: UBND-NV"),
        source=RuleSource.DECREE_SYMBOL,
    ),
)
