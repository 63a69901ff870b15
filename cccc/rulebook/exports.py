"""What exports and targets can have wrong, by the codes of ``cccc evaluate``."""

from __future__ import annotations

from functools import partial

from cccc.messages import m
from cccc.rulebook.entries import Chapter, Entry, Example, RuleSource

_errors = partial(Entry, Chapter.ERRORS, "error", source=RuleSource.EXPORTS)
_warnings = partial(Entry, Chapter.WARNINGS, "warning", source=RuleSource.ARITHMETIC)

ERRORS = (
    _errors(
        "unreadable-file",
        m("The file is no spreadsheet, or it is damaged, locked by a password, missing, or too large when unpacked."),
        m("Take the export from the portal again, or open it in Excel and save it as `.xlsx` without a password."),
        Example("", "cccc evaluate inputs/2023-08.pdf", "cccc evaluate inputs/2023-08.xlsx"),
    ),
    _errors(
        "no-table",
        m("No sheet holds anything that could be a table of units."),
        m("Look whether this is the right file."),
        Example(
            "inputs/2023-08.xlsx",
            "Tháng 8/2023\n",
            (
                "Tháng 8/2023\nSTT | Đơn vị | Tổng số | Trực tuyến | Tỷ lệ | Tin bài\n"
                "1 | Phòng Nội vụ | 10 | 8 | 80% | Đạt\n2 | Xã Hà Kỳ | 30 | 15 | 50% | Đạt\n"
            ),
        ),
    ),
    _errors(
        "no-layout",
        m(
            "A table is there, but no layout fits its headings. It is a warning where another sheet of the file "
            "fits one: the sheet is passed over."
        ),
        m("Compare the headings with the paths in `layouts/`; write a layout for a new kind of export."),
        Example(
            "inputs/2023-08.xlsx",
            "STT | Địa phương        | Tổng số | Trực tuyến | Tỷ lệ | Tin bài",
            "STT | Đơn vị | Tổng số | Trực tuyến | Tỷ lệ | Tin bài",
        ),
    ),
    _errors(
        "missing-column",
        m("Some columns of a block are there and others are not. The cell is the heading of the block."),
        m("Export the whole table, or correct the path in the layout."),
        Example(
            "inputs/2023-08.xlsx",
            "STT | Đơn vị         | Tổng số | Trực tiếp  | Tỷ lệ | Tin bài",
            "STT | Đơn vị         | Tổng số | Trực tuyến | Tỷ lệ | Tin bài",
        ),
    ),
    _errors(
        "period-unknown",
        m(
            "Neither the title nor the sheet's name tells a period, or the title leaves open where it begins "
            '("lũy kế đến tháng 8"), names several, or a date that is none.'
        ),
        m("Give `--period`, or write the period in the title."),
        Example(
            "inputs/2023-08.xlsx", "Kết quả giải quyết thủ tục hành chính", "Kết quả giải quyết thủ tục hành chính tháng 8/2023"
        ),
    ),
    _errors(
        "period-mismatch",
        m("No table is of exactly the period asked for, or a title and its sheet's name disagree."),
        m("Give the right file or the right `--period`; correct the title or the sheet's name."),
        Example(
            "$", "cccc evaluate inputs/2023-08.xlsx --period 2023-09", "cccc evaluate inputs/2023-08.xlsx --period 2023-08"
        ),
    ),
    _errors(
        "unknown-unit",
        m("A row's name is no unit of the roster. Diacritics count: Tân Thành is never Tân Thạnh."),
        m(
            "Correct the name in the export, or confirm the spelling with `cccc units alias`. `--allow "
            "unknown-unit` leaves such rows out, with a warning."
        ),
        Example("inputs/2023-08.xlsx", "4   | Xã Tân Kì      | 40", "4   | Xã Tân Kỳ      | 40"),
        allowable=True,
    ),
    _errors(
        "duplicate-unit",
        m("A unit stands a second time in one table. The cell is the later name."),
        m("Keep one row."),
        Example("inputs/2023-08.xlsx", "4   | Xã Hà Kỳ       | 40", "4   | Xã Tân Kỳ      | 40"),
    ),
    _errors(
        "conflicting-figures",
        m("Two tables or files give different figures for one unit, measure and span. The cell is the later value."),
        m("Give only the one that is right."),
        Example("inputs/2023-08.xlsx", "3   | Xã Hà Kỳ       | 30      | 7 ", "3   | Xã Hà Kỳ       | 30      | 6 "),
    ),
    _errors(
        "not-a-number",
        m("A text stands where a count or a rate must be."),
        m("Correct the cell. Blank, `-` and `_` mean not given, never 0."),
        Example("inputs/2023-08.xlsx", "| 30      | x6         |", "| 30      | 6          |"),
    ),
    _errors(
        "unknown-rating",
        m("A rating is outside the indicator's lists."),
        m("Correct the cell, or add the word to `ratings:` in `indicators.yaml`."),
        Example("inputs/2023-08.xlsx", "| 20%   | Kém", "| 20%   | Chưa đạt"),
    ),
    _errors(
        "negative-count",
        m("A count is below zero."),
        m("Correct the cell."),
        Example("inputs/2023-08.xlsx", "| 30      | -6         |", "| 30      | 6          |"),
    ),
    _errors(
        "fractional-count",
        m("A count is not whole. `1.234` is 1234, `12.5` is neither."),
        m("Correct the cell."),
        Example("inputs/2023-08.xlsx", "| 30      | 6,5        |", "| 30      | 6          |"),
    ),
    _errors(
        "numerator-exceeds-denominator",
        m("The part is larger than the whole. The cell is the part."),
        m("Correct the one that is wrong."),
        Example("inputs/2023-08.xlsx", "| 30      | 36         |       |", "| 36      | 30         |       |"),
        source=RuleSource.ARITHMETIC,
    ),
    _errors(
        "ambiguous-rate",
        m("Rates stand as bare numbers, and nothing tells 0,9767 from 97,67. The cell is the first such rate."),
        m("Write the percent sign, or export the counts too."),
        Example("inputs/2023-08.xlsx", "| 0.2   |", "| 20%   |"),
        source=RuleSource.ARITHMETIC,
    ),
    _errors(
        "stale-formula",
        m("A formula was never calculated, so that the file holds no value."),
        m("Open the file in Excel, press F9, save."),
        Example("inputs/2023-08.xlsx", "| 30      | =3+3        |", "| 30      | 6           |"),
    ),
    _errors(
        "target-conflict",
        m(
            "Two plans, or two entries of one, set different thresholds (or starts of the cumulative window) for "
            "one unit and indicator on one day."
        ),
        m("Let one plan replace the other (`replaces:`), or correct one."),
        Example(
            "targets/2023.yaml",
            (
                "  - {indicator: online_payment, at_least: 30%, windows: [period]}\n"
                "  - {indicator: online_payment, at_least: 40%, for: [communes]}"
            ),
            (
                "  - {indicator: online_payment, at_least: 30%, for: [departments], windows: [period]}\n"
                "  - {indicator: online_payment, at_least: 40%, for: [communes], windows: [period]}"
            ),
        ),
        source=RuleSource.ASSIGNING,
    ),
)

WARNINGS = (
    _warnings(
        "rate-disagrees",
        m("A printed rate is not the ratio of its counts, beyond its own rounding. The counts are used."),
        m("Ask the portal; check which of the two a letter should rest on."),
        Example("inputs/2023-08.xlsx", "| 25%   |", "| 20%   |"),
    ),
    _warnings(
        "rounded-rate",
        m("A rate without counts is so close to the threshold that its rounding could hide the other verdict."),
        m("Ask for the counts before the letter goes out."),
        Example("inputs/2023-08.xlsx", "|         |            | 30%   |", "| 30      | 9          | 30%   |"),
    ),
    _warnings(
        "total-disagrees",
        m("A total row is not the sum of its rows, or declared `sums` do not add up. The rows are used."),
        m("Look for a row that is wrong, missing or told twice."),
        Example("inputs/2023-08.xlsx", "| 100     | 50         |       |", "| 100     | 49         |       |"),
    ),
    _warnings(
        "unit-missing",
        m(
            "A unit that is valid then is in no table of the period. The place is the unit's in `units.yaml`. Its "
            "status is `not_reported`."
        ),
        m("Ask for its figures, or give the unit the days on which it is valid."),
        Example(
            "inputs/2023-08.xlsx",
            "3   | Xã Hà Kỳ       | 30      | 6          | 20%   | Chưa đạt\n",
            (
                "3   | Xã Hà Kỳ       | 30      | 6          | 20%   | Chưa đạt\n"
                "4   | Xã Tân Kỳ      | 40      | 20         | 50%   | Đạt\n"
            ),
        ),
        source=RuleSource.EXPORTS,
    ),
    _warnings(
        "hidden-data",
        m("A hidden row, column or sheet holds figures; they were left out. The cell is the first of them."),
        m("Show it if it counts; else nothing."),
        Example("inputs/2023-08.xlsx", "== Bản cũ == hidden", "== Bản cũ =="),
        source=RuleSource.EXPORTS,
    ),
)
