"""Each family of exports that the portals' reference gives, read by the built-in layout that is named for what it holds."""

# ruff: noqa: E501 - a portal's table is as wide as it is

from pathlib import Path

import pytest
from export_tables import book, layout, roster, told

from cccc import shipped
from cccc.declarations.files.indicators import catalogue
from cccc.declarations.files.layouts import built_in_layouts
from cccc.declarations.review.lone_file import check_alone
from cccc.declarations.sources import Files
from cccc.exports import Export
from cccc.exports.reader import read_all, read_exports
from cccc.model.layouts import Layout

INDICATORS = catalogue(None, Files(Path()))
BUILT_IN = built_in_layouts(INDICATORS, ())
ROSTER = roster("Xã Hà Kỳ", "Xã Tân Kỳ", "Xã Hòa Bình", "Phòng Nội vụ", "Sở Nội vụ")
TITLE = "(Từ ngày 01/8/2023 đến ngày 31/8/2023)\n"


def understood(text, own=()):
    """The layout of each table, ``{unit: {figure: value}}``, and what was told."""
    exports = [Export("a.xlsx", book(text))]
    readings, _, _ = read_all(exports, own, INDICATORS, ROSTER, None, BUILT_IN)
    reading, problems = read_exports(exports, own, INDICATORS, ROSTER, None, BUILT_IN)
    values = {}
    for seen in reading.observations:
        values.setdefault(seen.unit, {})[seen.about] = float(seen.value)
    return [reading.table.layout.id for reading in readings], values, told(problems)


HEAD_06A = """
    TT | {names} | Tiếp nhận | <          | <                            | <           | Số lượng hồ sơ đã giải quyết | < | < | < | Số lượng hồ sơ đang giải quyết | < | <
    ^  | ^       | Tổng số   | Trong đó   | <                            | Từ kỳ trước | Tổng số | Trước hạn | Đúng hạn | Quá hạn | Tổng số | Trong hạn | Quá hạn
    ^  | ^       | ^         | Trực tuyến | Trực tiếp, dịch vụ bưu chính | ^           | ^       | ^         | ^        | ^       | ^       | ^         | ^
"""
COUNTS_06A = {
    "received_total": 100,
    "received_online": 60,
    "carried_over": 10,
    "workload_total": 110,
    "resolved_total": 90,
    "resolved_on_time": 85,
    "resolved_late": 5,
    "pending_total": 20,
    "pending_in_time": 18,
    "pending_overdue": 2,
}
HEAD_F6 = """
    STT | {names} | Tiếp nhận | < | < |{more} Đã xử lý | < | < | < | Đang xử lý | < | Bổ sung | Dừng xử lý | Yêu cầu thực hiện NVTC | Trả lại/ Rút HS
    ^ | ^ | Tổng số | Kỳ trước | Trong kỳ |{channels} Trước hạn | Đúng hạn | Quá hạn | Tỷ lệ trước hạn, đúng hạn | Trong hạn | Quá hạn | ^ | ^ | ^ | ^
"""
CHANNELS = {"more": " < | < |", "channels": " Qua mạng | Qua BCCI |"}
COUNTS_F6 = {
    "carried_over": 10,
    "workload_total": 110,
    "resolved_total": 90,
    "resolved_on_time": 85,
    "resolved_late": 5,
    "pending_in_time": 18,
    "pending_overdue": 2,
}
HEAD_F5 = """
    STT | Đơn vị giải quyết TTHC | Tiếp nhận | < | < | < | < | < | < | < | Đã giải quyết | < | < | < | Đang giải quyết | < | < | < | Thanh toán | < | < | Dừng xử lý | Hồ sơ TT chờ tiếp nhận | < | Không được tiếp nhận | Rút | KQ điện tử khác giấy | HS thu tiền có biên lai | Tỷ lệ DN xác thực
    ^ | ^ | Tổng số | Trực tiếp | Trực tuyến | BCCI | Một phần | Hình thức khác | Phi địa giới | Kỳ trước chuyển qua | Tổng số | Đúng và trước hạn | Quá hạn đã có thư xin lỗi | Quá hạn chưa có thư xin lỗi | Tổng số | Trong hạn | Quá hạn đã có thư xin lỗi | Quá hạn chưa có thư xin lỗi | Tổng số | Trực tuyến | Trực tiếp | ^ | Đúng hạn | Quá hạn | ^ | ^ | ^ | ^ | ^
"""
TAIL_F5 = "90 | 85 | 2 | 3 | 20 | 18 | 1 | 1 | 50 | 40 | 10 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0"
COUNTS_F5 = {
    "received_direct": 30,
    "carried_over": 10,
    "workload_total": 110,
    "resolved_total": 90,
    "resolved_on_time": 85,
    "resolved_late": 5,
    "pending_total": 20,
    "pending_in_time": 18,
    "pending_overdue": 2,
    "late_total": 7,
    "late_with_apology": 3,
    "payment_total": 50,
    "payment_online": 40,
    "payment_direct": 10,
}
HEAD_OLD = """
    TT | {names} | Số hồ sơ nhận giải quyết | < | < | < | < | Kết quả giải quyết | < | < | < | < | <
    ^ | ^ | Tổng số | Trong đó | < | < | < | Số hồ sơ đã giải quyết | < | < | Số hồ sơ đang giải quyết | < | <
    ^ | ^ | ^ | Số mới tiếp nhận trực tuyến | Số kỳ trước chuyển qua | Số mới tiếp nhận trực tiếp | Số mới tiếp nhận qua BCCI | Tổng số | Trả đúng thời hạn | Trả quá hạn | Tổng số | Chưa đến hạn | Quá hạn
    (1) | (2) | (3)=(4)+(5)+(6)+(7) | (4) | (5) | (6) | (7) | (8) | (9) | (10) | (11) | (12) | (13)
"""

FAMILIES = {
    "F1 fields of one unit": (
        "processing-06a",
        "Biểu số II.06a/VPCP/KSTT | | | Đơn vị báo cáo: UBND xã Hà Kỳ\n"
        "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH | | | Đơn vị nhận báo cáo: UBND huyện\n"
        + TITLE
        + "Đơn vị tính: Số hồ sơ TTHC\n"
        + HEAD_06A.format(names="Lĩnh vực, công việc giải quyết theo cấp").strip("\n")
        + """
    (1) | (2) | (3)=(4)+(5)+(6) | (4) | (5) | (6) | (7)=(8)+(9)+(10) | (8) | (9) | (10) | (11)=(12)+(13) | (12) | (13)
    1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13
    A | Lĩnh vực cấp xã
    1 | Đất đai | 80 | 40 | 30 | 10 | 70 | 40 | 27 | 3 | 10 | 9 | 1
    2 | Hộ tịch | 30 | 20 | 10 | 0 | 20 | 10 | 8 | 2 | 10 | 9 | 1
    Tổng cộng | < | 110 | 60 | 40 | 10 | 90 | 50 | 35 | 5 | 20 | 18 | 2

    Nơi nhận: | | | | | | | | | | LÃNH ĐẠO ĐƠN VỊ
    """,
        {"xa-ha-ky": COUNTS_06A},
    ),
    "F1 rows are units": (
        "processing-06a-by-unit",
        TITLE
        + HEAD_06A.format(names="Đơn vị").strip("\n")
        + """
    1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13
    1 | UBND xã Hà Kỳ | 110 | 60 | 40 | 10 | 90 | 50 | 35 | 5 | 20 | 18 | 2
    Tổng cộng | < | 110 | 60 | 40 | 10 | 90 | 50 | 35 | 5 | 20 | 18 | 2
    """,
        {"xa-ha-ky": COUNTS_06A},
    ),
    "F2 fields of one unit": (
        "processing-06",
        "UBND XÃ HÀ KỲ\n"
        + TITLE
        + HEAD_OLD.format(names="Lĩnh vực").strip("\n")
        + """
    1 | Đất đai | 110 | 60 | 10 | 30 | 10 | 90 | 85 | 5 | 20 | 18 | 2
    Tổng cộng | < | 110 | 60 | 10 | 30 | 10 | 90 | 85 | 5 | 20 | 18 | 2
    """,
        {"xa-ha-ky": COUNTS_06A},
    ),
    "F2 rows are units": (
        "processing-06-by-unit",
        TITLE
        + HEAD_OLD.format(names="Tên đơn vị").strip("\n")
        + """
    1 | Xã Hà Kỳ | 110 | 60 | 10 | 30 | 10 | 90 | 85 | 5 | 20 | 18 | 2
    """,
        {"xa-ha-ky": COUNTS_06A},
    ),
    "F3": (
        "processing-by-unit",
        "TỔNG HỢP KẾT QUẢ GIẢI QUYẾT TTHC THEO ĐƠN VỊ\n"
        + TITLE
        + """
    STT | Đơn vị giải quyết TTHC | Tiếp nhận | < | < | < | Đã giải quyết | < | < | Đang giải quyết | < | <
    ^ | ^ | Tổng số | Trực tiếp | Trực tuyến | BCCI | Tổng số | Đúng và trước hạn | Quá hạn | Tổng số | Trong hạn | Quá hạn
    (1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) | (9) | (10) | (11) | (12)
        | Tổng cộng | 103 | 40 | 62 | 1 | 93 | 88 | 5 | 20 | 18 | 2
        | Trong đó | | | | | | | | | |
    I   | Cấp xã | 100 | 39 | 60 | 1 | 90 | 85 | 5 | 20 | 18 | 2
    1   | UBND xã Hà Kỳ | 100 | 39 | 60 | 1 | 90 | 85 | 5 | 20 | 18 | 2
    2   | account không dùng | 3 | 1 | 2 | 0 | 3 | 3 | 0 | 0 | 0 | 0
    """,
        {
            "xa-ha-ky": {
                "received_total": 100,
                "received_direct": 39,
                "received_online": 60,
                "received_post": 1,
                "resolved_total": 90,
                "resolved_on_time": 85,
                "resolved_late": 5,
                "pending_total": 20,
                "pending_in_time": 18,
                "pending_overdue": 2,
            }
        },
    ),
    "F4": (
        "processing-07a",
        "| Biểu số 07a/BTP\n"
        + TITLE
        + """
    | STT | Đơn vị thực hiện | Tiếp nhận | < | < | < | < | < | Đã giải quyết | < | < | < | Đang giải quyết | < | <
    | ^ | ^ | Tổng | Toàn trình | Một phần | Bưu chính | Trực tiếp | Từ kỳ trước | Tổng | Trước | Đúng | Quá | Tổng | Trong | Quá
    | (1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) | (9) | (10) | (11) | (12) | (13) | (14) | (15)
    | 1 | Xã Hà Kỳ | 110 | 45 | 15 | 5 | 35 | 10 | 90 | 50 | 35 | 5 | 20 | 18 | 2
    """,
        {"xa-ha-ky": {**COUNTS_06A, "received_full_online": 45}},
    ),
    "F5 online holds all": (
        "period-summary",
        "THEO KỲ\n" + TITLE + HEAD_F5.strip("\n") + f"\n1 | Xã Hà Kỳ | 110 | 30 | 60 | 10 | 9 | 1 | 4 | 10 | {TAIL_F5}",
        {
            "xa-ha-ky": {
                **COUNTS_F5,
                "received_total": 100,
                "received_online": 60,
                "received_partly_online": 9,
                "received_otherwise_online": 1,
            }
        },
    ),
    "F5 online in parts": (
        "period-summary-channels",
        "THEO KỲ\n" + TITLE + HEAD_F5.strip("\n") + f"\n1 | Xã Hà Kỳ | 110 | 30 | 50 | 10 | 9 | 1 | 4 | 10 | {TAIL_F5}",
        {"xa-ha-ky": {**COUNTS_F5, "received_total": 100, "received_online": 60}},
    ),
    "F6 by field": (
        "handling-by-field",
        "Tình hình, kết quả giải quyết TTHC theo lĩnh vực\nĐơn vị: Xã Hà Kỳ\n"
        + TITLE
        + HEAD_F6.format(names="Lĩnh vực", more="", channels="").strip("\n")
        + """
    1 | Đất đai | 80 | 10 | 70 | 40 | 27 | 3 | '95.7%' | 9 | 1 | 0 | 0 | 0 | 0
    2 | Hộ tịch | 30 | 0 | 30 | 10 | 8 | 2 | '90%' | 9 | 1 | 0 | 0 | 0 | 0
    | Tổng số | 110 | 10 | 100 | 50 | 35 | 5 | '94.4%' | 18 | 2 | 0 | 0 | 0 | 0
    """,
        {"xa-ha-ky": {**COUNTS_F6, "received_total": 100}},
    ),
    "F6 by unit": (
        "handling-by-unit",
        TITLE
        + HEAD_F6.format(names="Đơn vị", more="", channels="").strip("\n")
        + "\n1 | Xã Hà Kỳ | 110 | 10 | 100 | 50 | 35 | 5 | '94.4%' | 18 | 2 | 0 | 0 | 0 | 0",
        {"xa-ha-ky": {**COUNTS_F6, "received_total": 100}},
    ),
    "F6 in period means at the counter": (
        "handling-by-unit-channels",
        TITLE
        + HEAD_F6.format(names="Đơn vị", **CHANNELS).strip("\n")
        + "\n1 | Xã Hà Kỳ | 110 | 10 | 30 | 60 | 10 | 50 | 35 | 5 | '94.4%' | 18 | 2 | 0 | 0 | 0 | 0",
        {"xa-ha-ky": {**COUNTS_F6, "received_total": 100, "received_online": 60}},
    ),
    "F6 in period means all that are new": (
        "handling-by-unit-within",
        TITLE
        + HEAD_F6.format(names="Đơn vị", **CHANNELS).strip("\n")
        + "\n1 | Xã Hà Kỳ | 110 | 10 | 100 | 60 | 10 | 50 | 35 | 5 | '94.4%' | 18 | 2 | 0 | 0 | 0 | 0",
        {"xa-ha-ky": {**COUNTS_F6, "received_total": 100, "received_online": 60, "received_post": 10}},
    ),
    "F6 the same of one unit's fields": (
        "handling-by-field-channels",
        "Xã Hà Kỳ\n"
        + TITLE
        + HEAD_F6.format(names="Lĩnh vực", **CHANNELS).strip("\n")
        + "\n1 | Đất đai | 110 | 10 | 30 | 60 | 10 | 50 | 35 | 5 | '94.4%' | 18 | 2 | 0 | 0 | 0 | 0",
        {"xa-ha-ky": {**COUNTS_F6, "received_total": 100, "received_online": 60}},
    ),
    "F6 the same, and in period means all that are new": (
        "handling-by-field-within",
        "Xã Hà Kỳ\n"
        + TITLE
        + HEAD_F6.format(names="Lĩnh vực", **CHANNELS).strip("\n")
        + "\n1 | Đất đai | 110 | 10 | 100 | 60 | 10 | 50 | 35 | 5 | '94.4%' | 18 | 2 | 0 | 0 | 0 | 0",
        {"xa-ha-ky": {**COUNTS_F6, "received_total": 100, "received_online": 60, "received_post": 10}},
    ),
    "F7": (
        "digitisation",
        "Theo dõi mức độ số hóa các đơn vị - theo Quyết định số 766\n"
        + TITLE
        + """
    STT | Đơn vị | Tiếp nhận | Số hóa hồ sơ TTHC khi tiếp nhận | < | < | < | Đã giải quyết | Số hóa kết quả giải quyết | <
    ^ | ^ | ^ | Chưa số hóa TPHS | Có số hóa TPHS | Có tái sử dụng thành phần | Có tái sử dụng thành phần từ cổng DVC quốc gia | ^ | Chưa số hóa | Đã số hóa
    I | Sở, ban, ngành | | | | | | | |
    1 | Sở Nội vụ | '1.234' | 34 | '1.200' | 7 | 3 | 900 | 100 | 800
    III | Cấp huyện | | | | | | | |
    2 | Xã Hà Kỳ | 5 | 1 | 4 | 0 | 0 | 4 | 0 | 4
    """,
        {
            "so-noi-vu": {
                "intake_total": 1234,
                "intake_not_digitised": 34,
                "intake_digitised": 1200,
                "reuse_total": 1234,
                "reused": 7,
                "result_total": 900,
                "result_not_digitised": 100,
                "result_digitised": 800,
            },
            "xa-ha-ky": {
                "intake_total": 5,
                "intake_not_digitised": 1,
                "intake_digitised": 4,
                "reuse_total": 5,
                "reused": 0,
                "result_total": 4,
                "result_not_digitised": 0,
                "result_digitised": 4,
            },
        },
    ),
    "F8": (
        "online-services",
        "Theo dõi chỉ tiêu DVC trực tuyến\n"
        + TITLE
        + """
    STT | Mã định danh | Tên đơn vị | Số hồ sơ nhận giải quyết | < | < | Tỷ lệ nộp hồ sơ trực tuyến | < | < | Kết quả xử lý HS nộp trực tuyến với HS đang xử lý | < | < | < | Đã đồng bộ | Tổng HS có NVTC | TTTT trên Cổng DVCQG | < | <
    ^ | ^ | ^ | Mới trực tuyến | Mới trực tiếp | Mới qua BCCI | Trực tuyến (%) | Trực tiếp (%) | BCCI (%) | HS xử lý đúng hạn | HS xử lý quá hạn | Tỷ lệ đúng hạn | Tỷ lệ quá hạn | ^ | ^ | Số HS | Tỷ lệ | Tỷ lệ trực tiếp
    I | | Huyện, xã | | | | | | | | | | | | | | |
    1 | H40.1 | Xã Hà Kỳ | 60 | 30 | 10 | '60%' | '30%' | '10%' | 18 | 2 | '90%' | '10%' | 99 | 50 | 40 | '80%' | '20%'
    """,
        {
            "xa-ha-ky": {
                "received_total": 100,
                "received_online": 60,
                "received_direct": 30,
                "received_post": 10,
                "pending_online_in_time": 18,
                "pending_online_overdue": 2,
                "synchronised": 99,
                "payment_total": 50,
                "payment_online": 40,
            }
        },
    ),
    "F9": (
        "payment",
        "Theo dõi chỉ tiêu thanh toán trực tuyến\n"
        + TITLE
        + """
    STT | Tên đơn vị | Hồ sơ thu phí | Thanh toán | < | Tỷ lệ TTTT | Phí (VNĐ) | Lệ phí (VNĐ) | Tổng số tiền (VNĐ)
    ^ | ^ | ^ | Trực tiếp | Trực tuyến | ^ | ^ | ^ | ^
    1 | Xã Hà Kỳ | '1.234' | 244 | 990 | '80.2%' | '1,234,000' | '1,000' | '1,235,000'
    2 | Xã Tân Kỳ | 0 | 0 | 0 | 0 | 0 | 0 | 0
      | Tổng số | '1.234' | 244 | 990 | '80.2%' | '1,234,000' | '1,000' | '1,235,000'
    """,
        {
            "xa-ha-ky": {
                "payment_total": 1234,
                "payment_direct": 244,
                "payment_online": 990,
                "fees_paid": 1234000,
                "charges_paid": 1000,
                "amount_paid": 1235000,
            },
            "xa-tan-ky": {
                "payment_total": 0,
                "payment_direct": 0,
                "payment_online": 0,
                "fees_paid": 0,
                "charges_paid": 0,
                "amount_paid": 0,
            },
        },
    ),
    "F10": (
        "processing-statistics",
        "BÁO CÁO THỐNG KÊ\n"
        + TITLE
        + """
    STT | Cơ quan | Tổng | Tiếp nhận | Kỳ trước chuyển qua | Hồ sơ đã giải quyết | < | < | < | Hồ sơ đang giải quyết | < | < | CD rút hồ sơ | Hồ sơ trả lại | Tồn cuối
    ^ | ^ | ^ | ^ | ^ | Số hồ sơ | Sớm | Đúng | Trễ | Số hồ sơ | Chưa đến hạn | Đã quá hạn | ^ | ^ | ^
    1 | Xã Hà Kỳ | 110 | 100 | 10 | 90 | 50 | 35 | 5 | 20 | 18 | 2 | 0 | 0 | 20
    Tổng cộng | < | 110 | 100 | 10 | 90 | 50 | 35 | 5 | 20 | 18 | 2 | 0 | 0 | 20
    """,
        {"xa-ha-ky": {name: value for name, value in COUNTS_06A.items() if name != "received_online"}},
    ),
    "F11": (
        "processing-by-field",
        "ỦY BAN NHÂN DÂN XÃ HÀ KỲ | | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKính gửi: UBND huyện\n"
        + TITLE
        + """
    STT | Lĩnh vực | Tiếp nhận | Đã giải quyết | < | < | < | < | < | Đang giải quyết | < | < | < | Đang thực hiện NVTC | Tỷ lệ sớm và đúng hạn
    ^ | ^ | ^ | Tổng | Trả trước hạn | Trả đúng hạn | Trả quá hạn | HS bị từ chối | HS công dân rút | Tổng | Chưa đến hạn | Quá hạn | Phải bổ sung | ^ | ^
    (1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) | (9) | (10) | (11) | (12) | (13) | (14) | (15)
    1 | Đất đai | 80 | 70 | 40 | 27 | 3 | | | 10 | 9 | 1 | | | '96%'
    2 | Hộ tịch | 20 | 20 | 10 | 8 | 2 | | | | | | | | '90%'
    3 | Chứng thực | | | | | | | | | | | | | '_'
    Tổng cộng | < | 100 | 90 | 50 | 35 | 5 | 0 | 0 | 10 | 9 | 1 | 0 | 0 | '94%'

    Nơi nhận: | | | | | | | | | LÃNH ĐẠO ĐƠN VỊ
    """,
        {
            "xa-ha-ky": {
                "received_total": 100,
                "closed_total": 90,
                "resolved_total": 90,
                "resolved_on_time": 85,
                "resolved_late": 5,
                "refused": 0,
                "withdrawn": 0,
                "pending_total": 10,
                "pending_in_time": 9,
                "pending_overdue": 1,
                "pending_completion": 0,
            }
        },
    ),
    "F12": (
        "dashboard-766",
        """
    Nguồn: Cổng dịch vụ công quốc gia
    Tỉnh: Hải Dương
    Kỳ: Tháng 8/2023
    Xuất lúc: 05/9/2023 08:00
    Đơn vị | Thanh toán hồ sơ | < | < | < | < | Tỷ lệ hồ sơ thanh toán trực tuyến | < | < | < | <
    ^ | Số lượng đạt | Tổng số | Tỷ lệ | Điểm ghi nhận | Điểm tối đa | Số lượng đạt | Tổng số | Tỷ lệ | Điểm ghi nhận | Điểm tối đa
    UBND xã Hà Kỳ | 1 | 2 | 50 | 1 | 2 | 40 | 50 | 80 | 4.8 | 6
    UBND xã Tân Kỳ | 1 | 2 | 50 | 1 | 2 | 1 | 3 | 33.33 | 2 | 6
    """,
        {
            "xa-ha-ky": {"payment_online": 40, "payment_total": 50},
            "xa-tan-ky": {"payment_online": 1, "payment_total": 3},
        },
    ),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family(family):
    name, text, figures = FAMILIES[family]
    assert understood(text) == ([name], figures, [])


def test_every_built_in_layout_is_of_a_family():
    tested = {name for name, _, _ in FAMILIES.values()}
    assert {made.id for made in BUILT_IN() if isinstance(made, Layout)} == tested


@pytest.mark.parametrize("path", sorted(shipped.layouts().glob("*.yaml")), ids=lambda path: path.stem)
def test_a_built_in_layout_is_named_as_its_file_and_nothing_is_wrong_with_it(path):
    assert check_alone(path) == []
    assert f"layout: {path.stem}\n" in path.read_text(encoding="utf-8")


def test_what_the_office_counts_otherwise_is_not_read_by_a_built_in_layout():
    found = {made.id: made for made in built_in_layouts(INDICATORS, {"online_payment"})()}
    assert list(found["online-services"].rates) == ["online_filing"]
    assert list(found["payment"].rates) == []


def test_a_hand_made_summary_with_a_layout_of_the_office():
    """F14: rates of eight months beside those of the month, targets in the headings, notes, groups with Roman numbers."""
    own = layout(
        {"payment_total": "Hồ sơ thanh toán*", "payment_online": "Trực tuyến*"},
        {"online_payment": "Tỷ lệ tháng*"},
        unit="Đơn vị",
    )
    text = """
    Tháng 8/2023
    STT | Đơn vị | Hồ sơ thanh toán | Trực tuyến | Tỷ lệ tháng (Chỉ tiêu 60%) | Tỷ lệ 8 tháng | Ghi chú
    I | Khối phòng | | | | |
    1 | Phòng Nội vụ | 0 | 0 | | | không phát sinh
    II | Khối xã | | | | |
    1 | Xã Hà Kỳ | 50 | 40 | 80 | 103.2 |
    """
    names, figures, problems = understood(text, [own])
    assert (names, problems) == (["monthly"], [])
    assert figures == {
        "phong-noi-vu": {"payment_total": 0, "payment_online": 0},
        "xa-ha-ky": {"payment_total": 50, "payment_online": 40},
    }
