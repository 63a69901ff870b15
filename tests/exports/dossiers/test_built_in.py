"""The layout that cccc ships for lists of dossiers reads the columns that portals give."""

from pathlib import Path

from dossier_cases import everything
from export_tables import INDICATORS, book, roster, told

from cccc.declarations.files.layouts import built_in_layouts
from cccc.exports import Export
from cccc.exports.reader import read_exports

LIST = """
DANH SÁCH HỒ SƠ
Mã hồ sơ (Số biên nhận) | Thủ tục | Chủ hồ sơ | Số định danh | Đơn vị   | Ngày nhận  | Ngày hẹn trả | Ngày trả   | Trạng thái
H1                      | a       | A         | '001'        | Xã Hà Kỳ | 05/07/2023 | 10/07/2023   | 07/07/2023 | Đã trả
H2                      | a       | B         | '002'        | Xã Hà Kỳ | 06/07/2023 | 10/07/2023   | 11/07/2023 | Đã trả
H3                      | a       | C         | '003'        | Xã Hà Kỳ | 07/07/2023 | 10/08/2023   |            | Đang xử lý
"""


def test_the_built_in_layout_counts_what_every_list_holds(tmp_path):
    file = Path(tmp_path / "list.xlsx")
    file.write_bytes(book(LIST))
    built_in = built_in_layouts({}, ())
    reading, problems = read_exports([Export("list.xlsx", file)], [], INDICATORS, roster(), None, built_in)
    assert told(problems) == []
    assert everything(reading) == {
        ("xa-ha-ky", "received_total", "2023-07"): 3,
        ("xa-ha-ky", "resolved_total", "2023-07"): 2,
        ("xa-ha-ky", "resolved_on_time", "2023-07"): 1,
        ("xa-ha-ky", "resolved_late", "2023-07"): 1,
    }
