"""How the tests of inspecting, tracing and drafting look at a workbook in the notation of `export_tables`."""

from export_tables import FLAT, INDICATORS, book, roster

from cccc.exports import Export
from cccc.exports.inspect import inspect
from cccc.exports.inspect.cell_trace import parse_cell, trace
from cccc.exports.inspect.interpretation import Known, understand
from cccc.model.observations import InputFile
from cccc.model.units import Roster
from cccc.periods import parse_label


def known(*layouts, a_roster=None, indicators=INDICATORS, asked=None, wanted=(), built_in=()):
    """What files are read by; with ``a_roster`` false, outside a workspace."""
    units = Roster((), ()) if a_roster is False else a_roster or roster()
    period = parse_label(asked) if asked else None
    return Known(layouts, lambda: built_in, indicators, units, period, named=a_roster is not False, wanted=frozenset(wanted))


def seen(sheets, a_known, edit=None, name="a.xlsx"):
    """The workbook as it was understood, what it was read by, and what is wrong in it."""
    content = sheets if isinstance(sheets, bytes) else book(sheets, edit)
    return understand([Export(name, content)], [InputFile(name, "hash")], a_known)


def inspected(sheets, a_known=None, edit=None, before=()):
    """The first table of a workbook, inspected."""
    files, used, problems = seen(sheets, a_known or known(FLAT), edit)
    return inspect(files, used, problems, lambda _sha256: before)


def table(inspection, sheet=0, number=0):
    return inspection.files[0].sheets[sheet].tables[number]


def told(sheets, cell, a_known=None, edit=None):
    """What became of a cell: ``(what it was read as, outcome)``, in English."""
    files, used, problems = seen(sheets, a_known or known(FLAT), edit)
    (story,) = trace(parse_cell(cell), files, used, problems)
    return story


def headings(nodes, lead=""):
    """A heading tree in lines: columns, text, what it is taken as."""
    lines = []
    for node in nodes:
        taken = ", ".join(f"{one.use.value} {one.about}".strip() for one in node.taken)
        lines.append(f"{lead}{node.first}-{node.last} {node.text}{': ' + taken if taken else ''}")
        lines += headings(node.children, lead + "  ")
    return lines
