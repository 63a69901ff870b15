"""The campaigns of Lục Ngạn and Lạng Sơn, launched, reported, rewarded, closed from their examples; papers by their facts."""

from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[1] / "letters" / "golden"
WEEK = "2023-09-08..2023-09-14"

PAPERS = {
    "luc-ngan-launch": ("luc-ngan-2023", [], ["luc-ngan-launch", "--plan", "luc-ngan-2023", "--date", "2023-08-31"]),
    "campaign-launch": ("luc-ngan-2023", [], ["campaign-launch", "--plan", "luc-ngan-2023"]),
    "progress-report": (
        "luc-ngan-2023",
        ["inputs/2023-09-07.xlsx", "inputs/2023-09-14.xlsx", "--period", WEEK],
        ["progress-report"],
    ),
    "campaign-closing": ("luc-ngan-2023", ["inputs/2023-12-15.xlsx"], ["campaign-closing"]),
    "lang-son-plan": ("lang-son-2023", [], ["lang-son-plan", "--plan", "lang-son-2023", "--date", "2023-08-08"]),
    "emulation-plan": ("lang-son-2023", [], ["emulation-plan", "--plan", "lang-son-2023"]),
    "commendation": ("lang-son-2023", ["inputs/2023-11-30.xlsx"], ["commendation"]),
    "lang-son-closing": ("lang-son-2023", ["inputs/2023-11-30.xlsx"], ["campaign-closing"]),
}


@pytest.fixture
def written(example, cccc):
    """The text of one of `PAPERS`, and its folder with the same as letter.docx."""

    def write(name):
        folder, exports, letter = PAPERS[name]
        root = example(folder)
        assert cccc("check", "--strict").status == 0
        if exports:
            assert cccc("evaluate", *exports).status == 0
        assert cccc("letter", *letter, "--format", "md", "--output", "letter.txt").status == 0
        done = cccc("letter", *letter, "--output", "letter.docx")
        assert done.status == 0, done.err
        return (root / "letter.txt").read_text(encoding="utf-8")

    return write


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_reads_as_it_did_and_has_no_fault_of_layout(name, written, cccc):
    assert written(name) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    linted = cccc("lint", "letter.docx")
    assert linted.status == 0, linted.out + linted.err


LUC_NGAN = [
    ["Số:", "/UBND-VP"],
    ["HỎA TỐC"],
    ["Lục Ngạn, ngày 31 tháng 8 năm 2023"],
    ["Thủ trưởng các cơ quan, đơn vị thuộc UBND huyện"],
    [
        "Công an huyện, Bảo hiểm xã hội, Điện lực Lục Ngạn, Chi cục Thuế khu vực Lục Ngạn - Sơn Động",
        "Văn phòng đăng ký đất đai",
    ],
    ["Chủ tịch UBND các xã, thị trấn"],
    ["6478/KH-UBND ngày 26/12/2022", "58/QĐ-UBND ngày 06/01/2023", "83/KH-UBND ngày 28/4/2023", "6649/KH-UBND"],
    ["38/KH-BCĐCĐS ngày 28/02/2023", "các sở, ngành, UBND huyện, thành phố được giao"],
    ["dịch vụ công trực tuyến phát sinh hồ sơ trực tuyến trên tổng số dịch vụ công trực tuyến", "từ 90% trở lên"],
    ["hồ sơ được xử lý hoàn toàn trực tuyến trên Hệ thống thông tin giải quyết TTHC", "trên 60%"],
    ["số hóa hồ sơ, kết quả giải quyết TTHC", "đạt 100%"],
    ["thanh toán (phí, lệ phí, thuế) trực tuyến", "trên 40%"],
    ["8 tháng đầu năm 2023", "các cơ quan, đơn vị, các xã, thị trấn và của toàn huyện", "còn thấp, chưa đạt yêu cầu"],
    ["từ ngày 01/9/2023 đến hết ngày 15/12/2023"],
    ["hoàn toàn trực tuyến trên Hệ thống thông tin giải quyết TTHC", "Đạt trên 60%", "Đạt trên 80%"],
    ["số hóa hồ sơ, kết quả giải quyết TTHC", "Đạt 100%", "Đạt 100%"],
    ["thanh toán (phí, lệ phí, thuế) trực tuyến", "Đạt trên 40%", "Đạt 100%"],
    ["hồ sơ phát sinh mới nộp bằng hình thức trực tuyến", "Chưa giao", "Đạt 100%"],
    ["100%", "toàn trình trên 80%", "Bộ phận Một cửa"],
    ["chưa số hóa để số hóa bổ sung", "công chức chủ trì, công chức phối hợp"],
    ["cơ sở vật chất, nhân lực"],
    ["01 cán bộ, công chức, viên chức", "Sở Thông tin và Truyền thông, Trung tâm Phục vụ hành chính công"],
    ["Phòng Văn hóa và Thông tin", "Chứng thư số cá nhân cho 100% công chức", "trước ngày 05/9/2023"],
    ["Bộ phận Một cửa huyện", "chiều thứ Năm hằng tuần", "công khai bằng văn bản"],
    ["Văn phòng HĐND và UBND huyện tổng hợp, báo cáo Chủ tịch UBND huyện hằng tháng"],
    ["căn cứ đánh giá, xếp loại người đứng đầu", "năm 2023", "chuyển đổi số của huyện"],
    ["TT HU, TT HĐND huyện"],
]

LANG_SON = [
    ["/KH-UBND"],
    ["Lạng Sơn, ngày 08 tháng 8 năm 2023"],
    ["Nghị định số 45/2020/NĐ-CP ngày 08/4/2020", "49-NQ/TU ngày 28/9/2021", "rất thấp, chưa đạt mục tiêu"],
    ["100% hồ sơ, kết quả giải quyết TTHC được cập nhật"],
    ["số hóa hồ sơ, giấy tờ, kết quả giải quyết TTHC còn hiệu lực"],
    ["cấp tỉnh: đạt từ 70% trở lên"],
    ["UBND các huyện, thành phố: đạt từ 60% trở lên"],
    ["UBND các xã, phường: đạt từ 55% trở lên"],
    ["dịch vụ công phát sinh hồ sơ trực tuyến"],
    ["tăng thêm 5 điểm phần trăm", "533/QĐ-UBND"],
    ["hồ sơ tiếp nhận, xử lý trực tuyến"],
    ["tăng thêm 5 điểm phần trăm", "533/QĐ-UBND"],
    ["từ năm 2018 đến hết ngày 30/11/2023"],
    ["không phải cung cấp lại"],
    ["100% hồ sơ được tiếp nhận, cập nhật, giải quyết và trả kết quả"],
    ["Điện tử hóa việc giám sát", "cơ sở đánh giá"],
    ["Cấp ủy, chính quyền các cấp", "cụ thể hóa nội dung, tiêu chí"],
    ["đơn giản hóa TTHC", "kiêm nhiệm (nếu có)", "tạo tài khoản trên Cổng Dịch vụ công"],
    ["Sở Thông tin và Truyền thông", "Kho dữ liệu số hóa TTHC", "kết nối liên thông, đồng bộ, chia sẻ dữ liệu"],
    ["khen thưởng theo thẩm quyền", "đề nghị Chủ tịch UBND tỉnh khen thưởng"],
    ["100 ngày", "20/8/2023", "30/11/2023"],
    ["các sở, ban, ngành; UBND các huyện, thành phố và các tập thể thuộc và trực thuộc"],
    ["cán bộ, công chức, viên chức, người lao động", "bưu chính công ích"],
    ["Giấy khen", "theo thẩm quyền"],
    ["Bằng khen", "đạt và vượt", "có giải pháp", "có hiệu quả", "có sáng kiến"],
    ["01 bộ", "Tờ trình", "Biên bản họp xét", "mẫu số 07", "91/2017/NĐ-CP ngày 31/7/2017", "04/12/2023", "06/12/2023"],
    ["Thủ trưởng các cơ quan, đơn vị", "phát động"],
    ["Sở Thông tin và Truyền thông là đầu mối", "qua Sở Nội vụ"],
    ["Sở Nội vụ theo dõi, đôn đốc", "Bằng khen"],
    ["phản ánh về Sở Nội vụ", "báo cáo UBND tỉnh"],
    ["168/KH-UBND ngày 14/10/2020"],
    ["157/KH-UBND ngày 15/7/2021"],
    ["533/QĐ-UBND ngày 04/4/2023 của UBND tỉnh"],
    ["9,27%", "30%", "5,73%", "20%", "khoảng 2%", "15%", "69,24%", "chưa đạt 100%"],
]


@pytest.mark.parametrize(("name", "facts"), [("luc-ngan-launch", LUC_NGAN), ("lang-son-plan", LANG_SON)])
def test_every_fact_of_the_document_is_in_the_letter(name, facts, written):
    """A fact is a unit, a figure, a judgement that stand in one line, and the facts stand in the letter's order."""
    lines, at = written(name).splitlines(), 0
    for words in facts:
        at = next((number for number, line in enumerate(lines[at:], at) if all(word in line for word in words)), len(lines))
        assert at < len(lines), words


def test_strictly_above_is_not_at_least(example, cccc):
    """80% misses "trên 80%"; 60% meets "từ 60% trở lên"; the campaign asks instead of the plan that it replaces."""
    example("luc-ngan-2023")
    done = cccc("evaluate", "inputs/2023-09-07.xlsx", "inputs/2023-09-14.xlsx", "--period", WEEK, "--format", "json").document
    rows = {(row["unit"], row["indicator"], row["window"]): row for row in done["assessments"]}
    lao = rows["xa-kien-lao", "full_online_filing", "period"]
    assert (lao["value"], lao["target"]["plan"], lao["target"]["op"], lao["status"]) == (
        "80.000000",
        "luc-ngan-2023",
        "more_than",
        "missed",
    )
    assert rows["xa-kien-lao", "service_used", "period"]["target"]["plan"] == "bac-giang-2023"


def test_levels_have_thresholds_of_their_own_and_a_raised_one_is_the_plans_and_five(example, cccc):
    example("lang-son-2023")
    done = cccc("evaluate", "inputs/2023-11-30.xlsx", "--format", "json").document
    rows = {(row["unit"], row["indicator"]): row for row in done["assessments"]}
    asked = [
        (rows[unit, "digit_stock"]["target"]["value"], rows[unit, "digit_stock"]["status"])
        for unit in ("so-noi-vu", "huyen-bac-son", "xa-mai-pha")
    ]
    assert asked == [("70", "missed"), ("60", "met"), ("55", "met")]
    raised = rows["so-noi-vu", "online_filing"]["target"]
    assert (raised["plan"], raised["op"], raised["value"]) == ("lang-son-2023", "at_least", "55")
