"""One table in each kind of file: what a kind cannot hold is written as offices write it there."""

from kinds.writers import KINDS, as_kind, workbook_of

ALL_KINDS = list(KINDS)


def holding(*wanted):
    """The kinds that can hold all of ``wanted``."""
    return [kind for kind in KINDS if set(wanted) <= KINDS[kind].holds]


def flattened(workbook):
    """The workbook with headings of several levels in one cell each ("A / B"), for kinds without merged cells."""
    for sheet in workbook.worksheets:
        areas = sorted(sheet.merged_cells.ranges, key=lambda area: (area.min_row, area.min_col))
        if not areas:
            continue
        top, bottom = min(area.min_row for area in areas), max(area.max_row for area in areas)
        shown = {(cell.row, cell.column): cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
        for area in areas:
            value = shown[area.min_row, area.min_col]
            shown |= dict.fromkeys(cells_of(area), value)
            sheet.unmerge_cells(str(area))
        for column in range(1, sheet.max_column + 1):
            levels = list(dict.fromkeys(str(shown[row, column]) for row in range(top, bottom + 1) if (row, column) in shown))
            for row in range(top, bottom + 1):
                sheet.cell(row, column).value = None
            sheet.cell(bottom, column).value = " / ".join(levels) or None
    return workbook


def cells_of(area):
    return [(row, column) for row in range(area.min_row, area.max_row + 1) for column in range(area.min_col, area.max_col + 1)]


def unmerged(workbook):
    """The workbook with every merged value in its first cell alone, as a spreadsheet program saves it as text."""
    for sheet in workbook.worksheets:
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
    return workbook


def in_kind(kind, sheets, edit=None):
    """The bytes of a file of ``kind``, with its headings flattened where it holds no merged cells."""
    workbook = workbook_of(sheets, edit)
    return as_kind(kind, workbook if "merges" in KINDS[kind].holds else flattened(workbook))
