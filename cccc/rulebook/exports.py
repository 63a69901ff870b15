"""What exports and targets can have wrong, by the codes of ``cccc evaluate``."""

from __future__ import annotations

from cccc.messages import m
from cccc.rulebook import sources
from cccc.rulebook.entries import Entry, Part

ERRORS = (
    Entry(
        "unreadable-file",
        Part.ERRORS,
        "error",
        m("The file is no spreadsheet, or it is damaged, locked by a password, missing, or too large when unpacked."),
        m("Take the export from the portal again, or open it in Excel and save it as `.xlsx` without a password."),
        sources.EXPORTS,
        wrong="cccc evaluate inputs/2023-08.pdf",
        right="cccc evaluate inputs/2023-08.xlsx",
    ),
    Entry(
        "no-table",
        Part.ERRORS,
        "error",
        m("No sheet holds anything that could be a table of units."),
        m("Look whether this is the right file."),
        sources.EXPORTS,
        file="inputs/2023-08.xlsx",
        wrong="Tháng 8/2023\n",
        right=(
            "Tháng 8/2023\n"
            "STT | Đơn vị | Tổng số | Trực tuyến | Tỷ lệ | Tin bài\n"
            "1 | Phòng Nội vụ | 10 | 8 | 80% | Đạt\n"
            "2 | Xã Hà Kỳ | 30 | 15 | 50% | Đạt\n"
        ),
    ),
    Entry(
        "no-layout",
        Part.ERRORS,
        "error",
        m(
            "A table is there, but no layout fits its headings. It is a warning where another sheet of the file "
            "fits one: the sheet is passed over."
        ),
        m("Compare the headings with the paths in `layouts/`; write a layout for a new kind of export."),
        sources.EXPORTS,
        file="inputs/2023-08.xlsx",
        wrong="STT | Địa phương        | Tổng số | Trực tuyến | Tỷ lệ | Tin bài",
        right="STT | Đơn vị | Tổng số | Trực tuyến | Tỷ lệ | Tin bài",
    ),
    Entry(
        "missing-column",
        Part.ERRORS,
        "error",
        m("Some columns of a block are there and others are not. The cell is the heading of the block."),
        m("Export the whole table, or correct the path in the layout."),
        sources.EXPORTS,
        file="inputs/2023-08.xlsx",
        wrong="STT | Đơn vị         | Tổng số | Trực tiếp  | Tỷ lệ | Tin bài",
        right="STT | Đơn vị         | Tổng số | Trực tuyến | Tỷ lệ | Tin bài",
    ),
    Entry(
        "period-unknown",
        Part.ERRORS,
        "error",
        m(
            "Neither the title nor the sheet's name tells a period, or the title leaves open where it begins "
            '("lũy kế đến tháng 8"), names several, or a date that is none.'
        ),
        m("Give `--period`, or write the period in the title."),
        sources.EXPORTS,
        file="inputs/2023-08.xlsx",
        wrong="Kết quả giải quyết thủ tục hành chính",
        right="Kết quả giải quyết thủ tục hành chính tháng 8/2023",
    ),
    Entry(
        "period-mismatch",
        Part.ERRORS,
        "error",
        m("No table is of exactly the period asked for, or a title and its sheet's name disagree."),
        m("Give the right file or the right `--period`; correct the title or the sheet's name."),
        sources.EXPORTS,
        file="$",
        wrong="cccc evaluate inputs/2023-08.xlsx --period 2023-09",
        right="cccc evaluate inputs/2023-08.xlsx --period 2023-08",
    ),
    Entry(
        "unknown-unit",
        Part.ERRORS,
        "error",
        m("A row's name is no unit of the roster. Diacritics count: Tân Thành is never Tân Thạnh."),
        m(
            "Correct the name in the export, or confirm the spelling with `cccc units alias`. `--allow "
            "unknown-unit` leaves such rows out, with a warning."
        ),
        sources.EXPORTS,
        file="inputs/2023-08.xlsx",
        wrong="4   | Xã Tân Kì      | 40",
        right="4   | Xã Tân Kỳ      | 40",
    ),
    Entry(
        "duplicate-unit",
        Part.ERRORS,
        "error",
        m("A unit stands a second time in one table. The cell is the later name."),
        m("Keep one row."),
        sources.EXPORTS,
        file="inputs/2023-08.xlsx",
        wrong="4   | Xã Hà Kỳ       | 40",
        right="4   | Xã Tân Kỳ      | 40",
    ),
    Entry(
        "conflicting-figures",
        Part.ERRORS,
        "error",
        m("Two tables or files give different figures for one unit, measure and span. The cell is the later value."),
        m("Give only the one that is right."),
        sources.EXPORTS,
        file="inputs/2023-08.xlsx",
        wrong="3   | Xã Hà Kỳ       | 30      | 7 ",
        right="3   | Xã Hà Kỳ       | 30      | 6 ",
    ),
    Entry(
        "not-a-number",
        Part.ERRORS,
        "error",
        m("A text stands where a count or a rate must be."),
        m("Correct the cell. Blank, `-` and `_` mean not given, never 0."),
        sources.EXPORTS,
        file="inputs/2023-08.xlsx",
        wrong="| 30      | x6         |",
        right="| 30      | 6          |",
    ),
    Entry(
        "unknown-rating",
        Part.ERRORS,
        "error",
        m("A rating is outside the indicator's lists."),
        m("Correct the cell, or add the word to `ratings:` in `indicators.yaml`."),
        sources.EXPORTS,
        file="inputs/2023-08.xlsx",
        wrong="| 20%   | Kém",
        right="| 20%   | Chưa đạt",
    ),
    Entry(
        "negative-count",
        Part.ERRORS,
        "error",
        m("A count is below zero."),
        m("Correct the cell."),
        sources.EXPORTS,
        file="inputs/2023-08.xlsx",
        wrong="| 30      | -6         |",
        right="| 30      | 6          |",
    ),
    Entry(
        "fractional-count",
        Part.ERRORS,
        "error",
        m("A count is not whole. `1.234` is 1234, `12.5` is neither."),
        m("Correct the cell."),
        sources.EXPORTS,
        file="inputs/2023-08.xlsx",
        wrong="| 30      | 6,5        |",
        right="| 30      | 6          |",
    ),
    Entry(
        "numerator-exceeds-denominator",
        Part.ERRORS,
        "error",
        m("The part is larger than the whole. The cell is the part."),
        m("Correct the one that is wrong."),
        sources.ARITHMETIC,
        file="inputs/2023-08.xlsx",
        wrong="| 30      | 36         |       |",
        right="| 36      | 30         |       |",
    ),
    Entry(
        "ambiguous-rate",
        Part.ERRORS,
        "error",
        m("Rates stand as bare numbers, and nothing tells 0,9767 from 97,67. The cell is the first such rate."),
        m("Write the percent sign, or export the counts too."),
        sources.ARITHMETIC,
        file="inputs/2023-08.xlsx",
        wrong="| 0.2   |",
        right="| 20%   |",
    ),
    Entry(
        "stale-formula",
        Part.ERRORS,
        "error",
        m("A formula was never calculated, so that the file holds no value."),
        m("Open the file in Excel, press F9, save."),
        sources.EXPORTS,
        file="inputs/2023-08.xlsx",
        wrong="| 30      | =3+3        |",
        right="| 30      | 6           |",
    ),
    Entry(
        "target-conflict",
        Part.ERRORS,
        "error",
        m(
            "Two plans, or two entries of one, set different thresholds (or starts of the cumulative window) for "
            "one unit and indicator on one day."
        ),
        m("Let one plan replace the other (`replaces:`), or correct one."),
        sources.ASSIGNING,
        file="targets/2023.yaml",
        wrong=(
            "  - {indicator: online_payment, at_least: 30%, windows: [period]}\n"
            "  - {indicator: online_payment, at_least: 40%, for: [communes]}"
        ),
        right=(
            "  - {indicator: online_payment, at_least: 30%, for: [departments], windows: [period]}\n"
            "  - {indicator: online_payment, at_least: 40%, for: [communes], windows: [period]}"
        ),
    ),
)

WARNINGS = (
    Entry(
        "rate-disagrees",
        Part.WARNINGS,
        "warning",
        m("A printed rate is not the ratio of its counts, beyond its own rounding. The counts are used."),
        m("Ask the portal; check which of the two a letter should rest on."),
        sources.ARITHMETIC,
        file="inputs/2023-08.xlsx",
        wrong="| 25%   |",
        right="| 20%   |",
    ),
    Entry(
        "rounded-rate",
        Part.WARNINGS,
        "warning",
        m("A rate without counts is so close to the threshold that its rounding could hide the other verdict."),
        m("Ask for the counts before the letter goes out."),
        sources.ARITHMETIC,
        file="inputs/2023-08.xlsx",
        wrong="|         |            | 30%   |",
        right="| 30      | 9          | 30%   |",
    ),
    Entry(
        "total-disagrees",
        Part.WARNINGS,
        "warning",
        m("A total row is not the sum of its rows, or declared `sums` do not add up. The rows are used."),
        m("Look for a row that is wrong, missing or told twice."),
        sources.ARITHMETIC,
        file="inputs/2023-08.xlsx",
        wrong="| 100     | 50         |       |",
        right="| 100     | 49         |       |",
    ),
    Entry(
        "unit-missing",
        Part.WARNINGS,
        "warning",
        m(
            "A unit that is valid then is in no table of the period. The place is the unit's in `units.yaml`. Its "
            "status is `not_reported`."
        ),
        m("Ask for its figures, or give the unit the days on which it is valid."),
        sources.EXPORTS,
        file="inputs/2023-08.xlsx",
        wrong="3   | Xã Hà Kỳ       | 30      | 6          | 20%   | Chưa đạt\n",
        right=(
            "3   | Xã Hà Kỳ       | 30      | 6          | 20%   | Chưa đạt\n"
            "4   | Xã Tân Kỳ      | 40      | 20         | 50%   | Đạt\n"
        ),
    ),
    Entry(
        "hidden-data",
        Part.WARNINGS,
        "warning",
        m("A hidden row, column or sheet holds figures; they were left out. The cell is the first of them."),
        m("Show it if it counts; else nothing."),
        sources.EXPORTS,
        file="inputs/2023-08.xlsx",
        wrong="== Bản cũ == hidden",
        right="== Bản cũ ==",
    ),
)
