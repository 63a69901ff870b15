"""The workbook of the example of Bắc Giang, 2019: counts chosen so that the published rates come out of them exactly.

``python tests/cases/bac_giang.py examples/bac-giang-2019/inputs/2019-04.xlsx`` writes it anew.
"""

import sys
from datetime import datetime

import xlsxwriter

ROWS = [
    ("I", "Các sở, ngành thuộc UBND tỉnh", None, None),
    # high, without a published figure: chosen, so that all departments together come to 20,7%
    (1, "Sở Tài chính", 300, 291),
    (2, "Sở Kế hoạch và Đầu tư", 850, 510),
    (3, "Sở Công Thương", 800, 322),
    (4, "Sở Nông nghiệp và Phát triển nông thôn", 800, 248),
    # published: 0,4% 1,8% 2,3% 2,7% 6% 11,2% 21% 29,6%
    (5, "Sở Y tế", 1000, 4),
    (6, "Sở Lao động-Thương binh và Xã hội", 500, 9),
    (7, "Sở Văn hóa, Thể thao và Du lịch", 1000, 23),
    (8, "Sở Giáo dục và Đào tạo", 1000, 27),
    (9, "Ban Quản lý các Khu công nghiệp", 500, 30),
    (10, "Sở Tư pháp", 1000, 112),
    (11, "Sở Giao thông vận tải", 2000, 420),
    (12, "Sở Thông tin và Truyền thông", 250, 74),
    # published: none arose
    (13, "Sở Xây dựng", 0, 0),
    (14, "Sở Nội vụ", 0, 0),
    (15, "Sở Ngoại vụ", 0, 0),
    (16, "Sở Khoa học và Công nghệ", 0, 0),
    (17, "Sở Tài nguyên và Môi trường", 0, 0),
    ("II", "Các cơ quan ngành dọc", None, None),
    (1, "Bảo hiểm xã hội tỉnh", 0, 0),
    (2, "Cục Thuế tỉnh", 0, 0),
    (3, "Công ty Điện lực Bắc Giang", 0, 0),
    ("III", "UBND huyện, thành phố", None, None),
    (1, "UBND thành phố Bắc Giang", 0, 0),
    *(
        (at, f"UBND huyện {name}", 0, 0)
        for at, name in enumerate(
            ("Hiệp Hòa", "Lạng Giang", "Lục Nam", "Lục Ngạn", "Sơn Động", "Tân Yên", "Việt Yên", "Yên Dũng", "Yên Thế"), 2
        )
    ),
    (None, "Tổng số", 10000, 2070),
]
TITLE = "(Từ ngày 01/01/2019 đến ngày 30/4/2019)"


def cells():
    """The rows of the sheet as they are written."""
    yield ("KẾT QUẢ XỬ LÝ HỒ SƠ TRỰC TUYẾN MỨC ĐỘ 3, 4",)
    yield (TITLE,)
    yield ()
    yield ("TT", "Đơn vị", "Dịch vụ công trực tuyến mức độ 3, 4", None, None)
    yield (None, None, "Tổng số hồ sơ phát sinh", "Số hồ sơ xử lý trực tuyến", "Tỷ lệ (%)")
    for number, name, total, online in ROWS:
        rate = f"{100 * online / total:.2f}".rstrip("0").rstrip(".").replace(".", ",") if total else None
        yield (number, name, total, online, rate)


def write(path):
    """The workbook; the same bytes each time."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": datetime(2019, 5, 1)})  # noqa: DTZ001 - a workbook's time has no zone
        sheet = book.add_worksheet("4 tháng")
        head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1})
        for at, row in enumerate(cells()):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(at, column, value)
        sheet.merge_range("C4:E4", "Dịch vụ công trực tuyến mức độ 3, 4", head)
        sheet.merge_range("A4:A5", "TT", head)
        sheet.merge_range("B4:B5", "Đơn vị", head)
        sheet.set_column("B:B", 42)
        sheet.set_column("C:E", 16)


if __name__ == "__main__":
    write(sys.argv[1])
