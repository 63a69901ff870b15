"""The letter of Bắc Giang (May 2019): who stands high and low in the published order, who had nothing, and every other fact."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "letters" / "golden"
sys.path.insert(0, str(ROOT / "tests" / "cases"))

import bac_giang  # noqa: E402 - lies beside the cases

HIGH = ["Sở Tài chính", "Sở Kế hoạch và Đầu tư", "Sở Công Thương", "Sở Nông nghiệp và Phát triển nông thôn"]
LOW = {
    "Sở Y tế": "0,4%",
    "Sở Lao động-Thương binh và Xã hội": "1,8%",
    "Sở Văn hóa, Thể thao và Du lịch": "2,3%",
    "Sở Giáo dục và Đào tạo": "2,7%",
    "Ban Quản lý các Khu công nghiệp": "6%",
    "Sở Tư pháp": "11,2%",
    "Sở Giao thông vận tải": "21%",
    "Sở Thông tin và Truyền thông": "29,6%",
}
NONE = [
    "Sở Xây dựng",
    "Sở Nội vụ",
    "Sở Ngoại vụ",
    "Sở Khoa học và Công nghệ",
    "Sở Tài nguyên và Môi trường",
    "Bảo hiểm xã hội tỉnh",
    "Cục Thuế tỉnh",
    "Công ty Điện lực Bắc Giang",
]


@pytest.fixture
def evaluated(ready):
    return ready("bac-giang-2019", ("evaluate", "inputs/2019-04.xlsx", "--format", "json"))[1].document


@pytest.fixture
def text(evaluated, cccc):
    def write(template):
        done = cccc("letter", template, "--format", "md", "--output", "letter.md", "--force")
        assert done.status == 0, done.err
        return Path("letter.md").read_text(encoding="utf-8")

    return write


def test_the_workbook_is_what_the_script_writes(tmp_path):
    from openpyxl import load_workbook

    bac_giang.write(tmp_path / "made.xlsx")
    shipped = ROOT / "examples" / "bac-giang-2019" / "inputs" / "2019-04.xlsx"
    made, kept = (list(load_workbook(path).active.values) for path in (tmp_path / "made.xlsx", shipped))
    assert made == kept


def test_the_example_has_no_problem(evaluated, cccc):
    assert evaluated["problems"] == []
    assert cccc("check").status == 0


def test_every_published_figure_comes_out(evaluated):
    shown = {one["name"]: (one["display"], one["status"]) for one in evaluated["assessments"]}
    assert {name: shown[name] for name in LOW} == {name: (figure, "missed") for name, figure in LOW.items()}
    assert {shown[name][1] for name in HIGH} == {"met"}
    assert [name for name, (_, status) in shown.items() if status == "nothing_arose"][: len(NONE)] == NONE
    totals = {one["group"]: one["display"] for one in evaluated["totals"] if one["indicator"] == "online_filing"}
    assert totals == {None: "20,7%", "departments": "20,7%", "vertical": None, "districts": None}


@pytest.mark.parametrize("template", ["directive", "builtin:directive"])
def test_the_letter_names_high_and_low_in_the_published_order(text, template):
    shown = text(template)
    assert "Trong 4 tháng đầu năm 2019, tỷ lệ hồ sơ xử lý trực tuyến mức độ 3, 4 của các sở, ngành" in shown
    assert "đạt 20,7%." in shown
    assert f"{'; '.join(HIGH)}. " in shown
    assert f"đạt dưới 30%: {'; '.join(f'{name} ({figure})' for name, figure in LOW.items())}. " in shown
    assert "chưa có hồ sơ phát sinh¹" in shown
    assert shown.endswith(f"¹ {'; '.join(NONE)}; 10/10 UBND huyện, thành phố.\n")
    assert "0%" not in shown.replace("30%", "")


@pytest.mark.parametrize(("template", "name"), [("directive", "directive"), ("builtin:directive", "shipped-directive")])
def test_the_letter_reads_as_it_should(text, template, name):
    assert text(template) == (GOLDEN / f"bac-giang-2019-{name}.txt").read_text(encoding="utf-8")


SAID = [
    "Số:      /UBND-KSTT",
    "Bắc Giang, ngày      tháng 5 năm 2019",
    "- Các Sở, cơ quan thuộc UBND tỉnh;",
    "- Các cơ quan: Công an tỉnh, Bảo hiểm xã hội tỉnh, Cục Thuế tỉnh, Công ty Điện lực Bắc Giang;",
    "- UBND huyện, thành phố.",
    "Cơ quan có kết quả cao tiếp tục phát huy",
    "dưới 30% kiểm điểm trách nhiệm của cá nhân, đơn vị có liên quan",
    "năm 2019 tối thiểu 30% hồ sơ được giải quyết qua dịch vụ công trực tuyến",
    "nhiệm vụ chính trị quan trọng, là tiêu chí thi đua, khen thưởng và cơ sở đánh giá, xếp loại trách nhiệm người đứng đầu",
    "công chức tại Bộ phận Một cửa phối hợp với Trung tâm Phục vụ hành chính công tỉnh vận động",
    "2. Trung tâm Phục vụ hành chính công tỉnh\nPhối hợp với hệ thống Ngân hàng",
    "định kỳ báo cáo Chủ tịch UBND tỉnh",
    "3. Sở Thông tin và Truyền thông\nĐẩy nhanh tiến độ xây dựng Cổng dịch vụ công trực tuyến",
    "Kết luận số 71/TB-UBND ngày 25/3/2019; tham mưu giải pháp",
    "4. UBND huyện, thành phố\na) Kiểm điểm trách nhiệm của cá nhân, đơn vị có liên quan",
    "bảo đảm trên 30% hồ sơ thủ tục hành chính được giải quyết trực tuyến mức độ 3, 4",
    "Bộ phận Một cửa vận động, hướng dẫn, hỗ trợ người dân, doanh nghiệp",
    "UBND xã, phường, thị trấn phổ biến, tuyên truyền",
    "5. Báo Bắc Giang, Đài Phát thanh và Truyền hình tỉnh, Đài Truyền thanh và Truyền hình huyện, thành phố",
    "phóng sự, chuyên mục, tin bài",
    "6. Đề nghị Ủy ban Mặt trận Tổ quốc tỉnh, Hội Nông dân tỉnh, Đoàn TNCSHCM tỉnh, Hội Liên hiệp phụ nữ tỉnh",
    "Tuyên truyền lợi ích của việc thực hiện thủ tục hành chính qua dịch vụ công trực tuyến",
    "Giao Văn phòng UBND tỉnh theo dõi, đôn đốc, kiểm tra việc thực hiện; tổng hợp kết quả, báo cáo Chủ tịch UBND tỉnh",
    "đề xuất biện pháp",
    "- UBMTTQ tỉnh, Hội Nông dân tỉnh, HLHPN tỉnh, ĐTNCSHCM tỉnh;\n- Báo Bắc Giang, Đài PT-TH tỉnh;\n- Lưu: VT, KSTT.",
]


def test_the_letter_says_the_published_facts_in_order(text):
    shown, at = text("directive"), 0
    for said in SAID:
        assert said in shown[at:], said
        at = shown.index(said, at)


@pytest.mark.usefixtures("evaluated")
@pytest.mark.parametrize("template", ["directive", "builtin:directive"])
def test_the_layout_is_the_decree_s(cccc, template):
    cccc("letter", template, "--output", "letter.docx")
    done = cccc("lint", "letter.docx", "--format", "json")
    assert done.status == 0
    assert json.loads(done.out)["files"][0]["remarks"] == []


@pytest.mark.usefixtures("evaluated")
def test_every_name_and_figure_says_whose_it_is_also_in_the_footnote(cccc):
    from cccc.documents.write.figures import read_figures

    cccc("letter", "directive", "--output", "letter.docx")
    figures, problems = read_figures(Path("letter.docx").read_bytes(), "letter.docx")
    assert problems == []
    told = [(one.key.what, one.key.units) for one in figures.standing]
    assert len([units for what, units in told if what == "name"]) == len(HIGH) + len(LOW) + len(NONE)
    assert len([units for what, units in told if what == "value"]) == len(LOW) + 1
    assert ("count", 10) in [(what, len(units)) for what, units in told]
