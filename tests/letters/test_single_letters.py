"""Letters of one kind, the sheets to be reconciled and the slip to the leader, on the facts of the published letter of Tứ Kỳ.

``golden/`` holds them word for word; the facts are the rows of the published letter's table: unit, figure, judgement.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from cccc.declarations.assignments import assignments
from cccc.declarations.workspace import load, load_history
from cccc.evaluation import evaluate
from cccc.exports import Export
from cccc.exports.reader import read_exports
from cccc.periods import parse_label
from cccc.workflow.drafts import Signing, draft

ROOT = Path(__file__).parents[2] / "examples" / "tu-ky-2023"
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def tu_ky():
    """The letters of August 2023, by template and units."""
    period = parse_label("2023-08")
    space, _ = load(ROOT)
    issued, _ = load_history(ROOT / "history.yaml", space)
    files = [Export(path.name, path) for path in sorted((ROOT / "inputs").iterdir())]
    reading, _ = read_exports(files, space.layouts, space.indicators, space.roster, period)
    targets, _ = assignments(space.plans, space.roster, period.end)
    known = list({seen.key: seen for seen in reading.observations}.values())
    evaluation, _ = evaluate(period, space.roster, space.indicators, targets, known, space.policy, issued)

    def write(template, *units, found=True):
        made = replace(evaluation, sources=reading.sources, findings=evaluation.findings if found else ())
        paper, problems = draft(space, made, template, units, Signing())
        assert problems == []
        return paper

    return write


LETTERS = {
    "criticism": (),
    "criticism-xa-dan-chu": ("xa-dan-chu",),
    "reminder": (),
    "reminder-xa-ha-ky": ("xa-ha-ky",),
    "praise": (),
    "praise-phong-noi-vu": ("phong-noi-vu",),
    "reconciliation-xa-dan-chu": ("xa-dan-chu",),
    "submission-slip": (),
}


@pytest.mark.parametrize("name", LETTERS)
def test_the_letter_word_for_word(tu_ky, name):
    units = LETTERS[name]
    template = name.removesuffix(f"-{units[0]}") if units else name
    assert tu_ky(template, *units).as_text() == (GOLDEN / f"{name}-2023-08.txt").read_text(encoding="utf-8")


APRIL, EIGHT, AUGUST = "Từ ngày 01/4/2023 đến ngày 31/8/2023", "8 tháng đầu năm 2023", "Tháng 8/2023"
BEYOND, SHORT, LOW = "Vượt chỉ tiêu UBND tỉnh giao", "Chưa đảm bảo chỉ tiêu UBND tỉnh giao", "Đạt thấp"

# template, unit, and of each of its figures: the span, the figure, the judgement
FACTS = [
    ("praise", "Phòng Kinh tế và Hạ tầng huyện", [(AUGUST, "100%", "–"), (AUGUST, "100%", "–"), (AUGUST, "75%", BEYOND)]),
    ("praise", "Phòng Nội vụ huyện", [(AUGUST, "100%", "–"), (AUGUST, "100%", "–")]),
    *[
        ("praise", f"UBND xã {name}", [(AUGUST, intake, "–"), (AUGUST, result, "–"), (AUGUST, paid, BEYOND), *email])
        for name, intake, result, paid, email in (
            ("Quảng Nghiệp", "99,03%", "100%", "100%", [(AUGUST, "Thường xuyên", "Đạt yêu cầu")]),
            ("Quang Khải", "99,15%", "99,43%", "86,83%", [(AUGUST, "Thường xuyên", "Đạt yêu cầu")]),
            ("Đại Hợp", "99,07%", "100%", "95,17%", [(AUGUST, "Thường xuyên", "Đạt yêu cầu")]),
            ("Đại Sơn", "99,44%", "100%", "98,34%", []),
            ("Hà Kỳ", "99,68%", "100%", "96,77%", []),
            ("Quang Trung", "98,83%", "100%", "96,77%", []),
        )
    ],
    ("reminder", "Phòng Văn hóa và Thông tin huyện", [(AUGUST, "50%", LOW)]),
    ("reminder", "UBND xã Tiên Động", [(AUGUST, "96,15%", "–"), (EIGHT, "86,93%", LOW)]),
    ("reminder", "UBND xã Hưng Đạo", [(AUGUST, "97,67%", "–"), (EIGHT, "85,89%", LOW)]),
    *[
        ("reminder", unit, [(AUGUST, month, BEYOND), (APRIL, year, SHORT)])
        for unit, month, year in (
            ("Phòng Tài chính - Kế hoạch huyện", "67,27%", "28,16%"),
            ("UBND xã Cộng Lạc", "61,88%", "13,15%"),
            ("UBND xã Hà Kỳ", "96,77%", "28,3%"),
            ("UBND xã Tái Sơn", "44,33%", "12,32%"),
            ("UBND xã Tân Kỳ", "78,18%", "19,52%"),
        )
    ],
    *[
        ("criticism", f"UBND xã {name}", [(AUGUST, month, SHORT), (APRIL, year, SHORT), *website])
        for name, month, year, website in (
            ("Hưng Đạo", "24,27%", "16,05%", [(AUGUST, "Chưa đạt", "Chưa đạt yêu cầu")]),
            ("Phượng Kỳ", "13,33%", "8,97%", []),
            ("Dân Chủ", "19,51%", "12,5%", [(AUGUST, "Chưa đạt", "Chưa đạt yêu cầu")]),
            ("Tiên Động", "4,11%", "1,45%", [(AUGUST, "Chưa đạt", "Chưa đạt yêu cầu")]),
        )
    ],
]


def rows(paper):
    """The span, figure and judgement of each row of the letter's table, by unit."""
    table = next(block for block in paper.blocks if block.kind == "table")
    found = {}
    for line in table.text.split("\n")[table.heads :]:
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if not any(cells[1:]):
            unit = cells[0]
            continue
        _, _, span, _, figure, _, judged = ([""] * 7 + cells)[-7:]
        found.setdefault(unit, []).append((span, figure, judged))
    return found


@pytest.mark.parametrize(("template", "unit", "figures"), FACTS, ids=lambda part: part if isinstance(part, str) else "")
def test_the_facts_of_the_published_letter(tu_ky, template, unit, figures):
    told = rows(tu_ky(template))[unit]
    assert [row for row in told if row in figures] == figures


@pytest.mark.parametrize(("template", "count"), [("praise", 8), ("reminder", 8), ("criticism", 4)])
def test_a_letter_of_one_kind_is_on_the_units_of_that_kind_alone(tu_ky, template, count):
    paper = tu_ky(template)
    assert set(rows(paper)) == {unit for kind, unit, _ in FACTS if kind == template}
    assert len(rows(paper)) == len(paper.findings) == count


@pytest.mark.parametrize(
    ("unit", "ordinal"),
    [("hung-dao", "lần thứ hai"), ("phuong-ky", "lần thứ hai"), ("dan-chu", "lần thứ ba"), ("tien-dong", "lần thứ ba")],
)
def test_a_criticism_of_one_unit_tells_the_occurrence_and_goes_to_its_head(tu_ky, unit, ordinal):
    paper = tu_ky("criticism", f"xa-{unit}")
    assert f"Phê bình {ordinal} trong năm đối với UBND xã " in paper.as_text()
    assert [to.startswith("Chủ tịch UBND xã ") for to in paper.frame.to] == [True]
    assert len(paper.findings) == 1


@pytest.mark.parametrize("template", ["praise", "reminder", "criticism"])
def test_a_letter_without_such_findings_says_so(tu_ky, template):
    paper = tu_ky(template, found=False)
    assert "không có cơ quan, đơn vị nào" in paper.as_text()
    assert paper.findings == ()


def test_every_figure_of_the_tables_carries_its_key(tu_ky):
    for template in ("praise", "reminder", "criticism"):
        table = next(block for block in tu_ky(template).blocks if block.kind == "table")
        loose = [run.text for run in table.runs if run.key is None and "%" in run.text and "trở lên" not in run.text]
        assert loose == []


def test_there_is_a_sheet_for_each_unit_with_every_figure_and_its_cells(tu_ky):
    paper = tu_ky("reconciliation")
    titles = ["".join(run.text for run in appendix.title) for appendix in paper.appendices]
    assert len(titles) == 32
    assert titles[0] == "SỐ LIỆU ĐỐI CHIẾU CỦA PHÒNG NỘI VỤ HUYỆN"
    assert all(appendix.landscape for appendix in paper.appendices)
    sheet = next(appendix for appendix in paper.appendices if "DÂN CHỦ" in "".join(run.text for run in appendix.title))
    text = "\n".join(block.text for block in sheet.blocks)
    assert "| 24 | 123 | 19,51% | 2023-08.xlsx, trang tính Tháng 8, ô I24, J24 |" in text
    assert "| 125 | 1000 | 12,5% | 2023-08.xlsx, trang tính Từ 01-4, ô C24, D24 |" in text
    assert "| Chưa có số liệu |" in text


def test_the_slip_tells_who_escaped_and_what_to_look_at(tu_ky):
    text = tu_ky("submission-slip").as_text()
    for told in (
        "Phê bình lần thứ hai | UBND các xã Hưng Đạo và Phượng Kỳ",
        "Phê bình lần thứ ba | UBND các xã Dân Chủ và Tiên Động",
        "Trong kỳ đã đạt | Thanh toán trực tuyến: Phòng Tài chính - Kế hoạch huyện; UBND các xã Cộng Lạc, Hà Kỳ, Tái Sơn",
        "Vừa khen, vừa bị nêu | UBND xã Hà Kỳ",
        "Phòng Kinh tế và Hạ tầng huyện (09/09 hồ sơ)",
        "Ngưỡng tự chọn | Số hóa kết quả giải quyết TTHC và số hóa hồ sơ khi tiếp nhận",
        "Chưa có số liệu | Thư điện tử công vụ: 20 UBND xã, thị trấn",
    ):
        assert told in text
