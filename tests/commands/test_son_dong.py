"""The papers of Sơn Động (April 2024): a letter and its appendix of targets from the YAML alone, and every fact of them."""

import json
from pathlib import Path

import pytest

from cccc.vietnamese import fold

GOLDEN = Path(__file__).parents[1] / "letters" / "golden"
LETTERS = ("targets-appendix", "service-directive")


@pytest.fixture
def office(example):
    return example("son-dong-2024")


@pytest.fixture
def text(office, cccc):
    def write(template, *options):
        done = cccc("letter", template, "--period", "2024-04", "--format", "md", "--output", "letter.md", "--force", *options)
        assert (done.status, done.err) == (0, "")
        return Path("letter.md").read_text(encoding="utf-8")

    return write


@pytest.mark.parametrize("template", LETTERS)
def test_the_letter_reads_as_it_should(text, template):
    assert text(template) == (GOLDEN / f"son-dong-2024-{template}.txt").read_text(encoding="utf-8")


def test_the_example_has_no_problem(office, cccc):
    assert cccc("check").status == 0


@pytest.mark.parametrize("template", [*LETTERS, "builtin:service-directive"])
def test_the_layout_is_the_decree_s(office, cccc, template):
    cccc("letter", template, "--output", "letter.docx")
    done = cccc("lint", "letter.docx", "--format", "json")
    assert done.status == 0
    assert json.loads(done.out)["files"][0]["remarks"] == []


OFFICES, OFFICE, CULTURE = (
    "Các cơ quan chuyên môn thuộc UBND huyện, UBND các xã, thị trấn",
    "Văn phòng HĐND và UBND huyện",
    "Văn phòng HĐND và UBND huyện, Phòng Văn hoá và Thông tin",
)
PAYMENT = "Tỷ lệ thanh toán trực tuyến trên Cổng Dịch vụ công quốc gia trên tổng số giao dịch thanh toán của dịch vụ công"
ONLINE = "Tỷ lệ hồ sơ trực tuyến trên tổng số hồ sơ tiếp nhận, giải quyết TTHC"
DIGITISED = "Tỷ lệ số hóa hồ sơ, kết quả giải quyết TTHC"

# section, number, indicator, what is asked, who assesses: the rows of the published appendix
ROWS = [
    ("I", "1", PAYMENT, ["60%"], CULTURE),
    ("I", "2", ONLINE, ["70%"], CULTURE),
    ("I", "3", DIGITISED, ["100%"], CULTURE),
    (
        "I",
        "4",
        "Tỷ lệ xử lý văn bản, hồ sơ công việc (trừ hồ sơ mật) trên môi trường mạng",
        ["95% đối với các cơ quan chuyên môn thuộc UBND huyện", "80% đối với UBND các xã, thị trấn"],
        CULTURE,
    ),
    (
        "II.1",
        "1",
        "Tỷ lệ cung cấp dịch vụ công trực tuyến toàn trình trên tổng số TTHC có đủ điều kiện trên Cổng Dịch vụ công quốc gia",
        ["Tối thiểu 80%"],
        CULTURE,
    ),
    ("II.1", "2", PAYMENT, ["60%"], CULTURE),
    ("II.1", "3", ONLINE, ["70%"], ""),
    ("II.1", "4", DIGITISED, ["100%"], ""),
    ("II.1", "5", "Tỷ lệ cấp kết quả giải quyết TTHC điện tử", ["100%"], ""),
    (
        "II.1",
        "6",
        "Tỷ lệ thực hiện chứng thực bản sao điện tử từ bản chính tại UBND cấp xã và Phòng Tư pháp cấp huyện",
        ["100%"],
        "Phòng Tư pháp",
    ),
    ("II.1", "7", "Tỷ lệ khai thác, sử dụng lại thông tin, dữ liệu số hóa", ["Trên 50%"], ""),
    ("II.1", "8", "Tỷ lệ công bố, công khai TTHC đúng hạn", ["100%"], ""),
    ("II.1", "9", "Tỷ lệ xử lý phản ánh, kiến nghị đúng hạn", ["100%"], OFFICE),
    (
        "II.1",
        "10",
        "Mức độ hài lòng trong tiếp nhận, giải quyết TTHC của người dân, doanh nghiệp",
        ["Tối thiểu 90%"],
        OFFICE,
    ),
]


@pytest.mark.parametrize("template", LETTERS)
def test_every_target_stands_in_its_section_with_its_figure_and_offices(text, template):
    rows, section = [], ""
    for line in text(template).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("| ") else []
        if cells and cells[0].isdigit():
            rows.append((section, *cells))
        elif cells:
            section = cells[0]
    assert len(rows) == len(ROWS)
    for shown, (section, number, name, asked, assessor) in zip(rows, ROWS, strict=True):
        assert (*shown[:3], shown[4], fold(shown[5])) == (section, number, name, OFFICES, fold(assessor))
        assert [part.lower() in shown[3].lower() for part in asked] == [True] * len(asked)


SAID = [
    "Số:      /UBND-TH",
    "Sơn Động, ngày      tháng 4 năm 2024",
    "- Các cơ quan, đơn vị thuộc UBND huyện;\n- Bưu điện huyện Sơn Động;\n- UBND các xã, thị trấn.",
    "Công văn số 458/UBND-BCVT ngày 01/4/2024 của Sở Thông tin và Truyền thông tỉnh Bắc Giang",
    "1. Yêu cầu Thủ trưởng các cơ quan chuyên môn thuộc UBND huyện, Chủ tịch UBND các xã, thị trấn",
    "không hướng dẫn công dân đăng ký trực tiếp gửi, nhận hồ sơ tại nhà với VNPOST",
    "hướng dẫn tích vào ô nhận hồ sơ và trả kết quả tại nhà",
    "Quyết định số 45/2016/QĐ-TTg bảo đảm an toàn, chính xác, đúng thời hạn",
    "2. Đề nghị Bưu điện huyện Sơn Động",
    "rà soát, tổng hợp các tồn tại, khó khăn trong phối hợp",
    "báo cáo Chủ tịch UBND huyện và gửi về Sở Thông tin và Truyền thông tỉnh trước ngày 15/4/2024",
    "Yêu cầu các cơ quan, đơn vị, UBND các xã, thị trấn nghiêm túc thực hiện; có khó khăn, vướng mắc,",
    "- Như trên;\n- Chủ tịch, các PCT UBND huyện;\n- Chi nhánh Văn phòng đăng ký đất đai;\n- Bộ phận Một cửa huyện;",
    "- LĐVP, CVTH;\n- Lưu: VT.",
    "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    "(Kèm theo Công văn số      /UBND-TH ngày      tháng 4 năm 2024 của UBND huyện Sơn Động)",
    "Nghị quyết số 01/NQ-CP",
    "Nghị quyết số 02/NQ-CP",
    "Kế hoạch số 199/KH-UBND ngày 11/12/2023 của Chủ tịch UBND tỉnh",
    "Kế hoạch số 02/KH-UBND ngày 11/01/2024 và Kế hoạch số 22/KH-UBND ngày 29/01/2024 của UBND tỉnh",
    "Kế hoạch số 03/KH-UBND ngày 08/01/2024 của Chủ tịch UBND tỉnh",
]


def test_the_letter_says_the_published_facts_in_order(text):
    shown, at = text("service-directive"), 0
    for said in SAID:
        assert said in shown[at:], said
        at = shown.index(said, at)


def test_a_figure_of_a_plan_says_what_it_is(office, cccc):
    from cccc.documents.write.figures import read_figures

    cccc("letter", "targets-appendix", "--output", "letter.docx")
    figures, problems = read_figures(Path("letter.docx").read_bytes(), "letter.docx")
    assert problems == []
    assert len([one for one in figures.standing if one.key.what == "threshold"]) == 15


def test_the_deadline_stays_open_where_nobody_has_set_it(text):
    Path("statements/2024-04.yaml").unlink()
    assert "trước ngày …/…/2024" in text("service-directive")


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (
            ["targets-appendix", "--plan", "son-dong-2023"],
            1,
            "son-dong-2023 is no plan of this workspace; did you mean son-dong-2024?",
        ),
        (["targets-appendix", "--period", "2025-01"], 1, "no plan applies at the end of 2025-01"),
        (["notice", "--plan", "son-dong-2024"], 2, "notice reads no plans"),
        (["targets-appendix", "--unit", "xa-an-ba"], 2, "targets-appendix reads plans and no evaluation"),
    ],
)
def test_what_cannot_be_drafted_is_told(office, cccc, options, status, told):
    done = cccc("letter", *options, "--lang", "en")
    assert (done.status, done.out) == (status, "")
    assert told in done.err


def test_a_plan_is_asked_for_by_its_id(office, cccc):
    done = cccc("letter", "targets-appendix", "--plan", "son-dong-2024")
    assert (done.status, Path(done.out.strip()).name) == (0, "targets-appendix-2024.docx")
