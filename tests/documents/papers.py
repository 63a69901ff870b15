"""Papers of every kind that a letter must be laid out for; invented, but for the wording of one that was really sent."""

from __future__ import annotations

import unicodedata
from datetime import date

from cccc.model.paper import Block, Frame, Paper, Run

SEPTEMBER = date(2023, 9, 30)
CLOSING = "Yêu cầu các cơ quan, đơn vị, UBND các xã, thị trấn nghiêm túc thực hiện./."


def paragraph(*runs: str | Run) -> Block:
    return Block("paragraph", tuple(run if isinstance(run, Run) else Run(run) for run in runs))


def heading(text: str, level: int = 1) -> Block:
    return Block("heading", (Run(text),), level)


def frame(**given: object) -> Frame:
    usual: dict[str, object] = {
        "parent_lines": (),
        "issuer_lines": ("ỦY BAN NHÂN DÂN", "XÃ AN SƠN"),
        "symbol": "UBND-VP",
        "place": "An Sơn",
        "subject": "kết quả giải quyết thủ tục hành chính tháng 8/2023",
        "to": ("Các cơ quan chuyên môn thuộc UBND xã",),
        "copies": ("Như trên", "Lưu: VT, VP"),
        "authority": ("CHỦ TỊCH",),
        "signer": None,
        "number": None,
        "dated": None,
        "expected": SEPTEMBER,
    }
    return Frame(**{**usual, **given})


def paper(blocks: tuple[Block, ...], **given: object) -> Paper:
    keys = tuple(dict.fromkeys(run.finding for block in blocks for run in block.runs if run.finding))
    return Paper("notice", "2023-08", frame(**given), blocks, keys)


def criticism(unit: str, key: str, month: str, since: str) -> Block:
    said = (
        f"UBND xã {unit} có tỷ lệ hồ sơ thanh toán trực tuyến trong tháng 8/2023 đạt {month}; từ ngày 01/4/2023 đến ngày "
        f"31/8/2023 đạt {since}, chưa đảm bảo tỷ lệ do UBND tỉnh giao"
    )
    return paragraph("- ", Run(said, finding=key), ".")


SMALL = paper(
    (
        paragraph("Trong tháng 8/2023, tỷ lệ hồ sơ thanh toán trực tuyến của xã đạt 80,2%, tăng 29,86 điểm phần trăm."),
        paragraph(CLOSING),
    ),
)

TU_KY_LIKE = paper(
    (
        paragraph(
            "Trong tháng 8/2023, kết quả thực hiện cải cách hành chính của các địa phương đã có sự tiến bộ ở 7/7 lĩnh vực; đặc "
            "biệt trong lĩnh vực cải cách thủ tục hành chính, tỷ lệ số hóa đầy đủ thành phần hồ sơ khi tiếp nhận đạt 97,67%, "
            "tăng 0,54 điểm phần trăm; tỷ lệ số hóa kết quả giải quyết TTHC đạt 99,05%, tăng 0,24 điểm phần trăm."
        ),
        paragraph("Chủ tịch UBND huyện biểu dương, nhắc nhở các cơ quan, đơn vị trong tháng 8/2023, cụ thể như sau:"),
        heading("1. Biểu dương các cơ quan, đơn vị"),
        paragraph(
            "- ",
            Run(
                "Phòng Kinh tế và Hạ tầng huyện có tỷ lệ số hóa đầy đủ thành phần hồ sơ khi tiếp nhận và số hóa kết quả giải "
                "quyết TTHC trong tháng 8/2023 đạt tỷ lệ 100%; tỷ lệ hồ sơ đã thanh toán trực tuyến đạt 75%",
                finding="cccc:0123456789abcdef",
            ),
            ", đảm bảo theo chỉ tiêu do UBND tỉnh giao.",
        ),
        paragraph(
            "- 03 UBND xã có tỷ lệ số hóa đầy đủ thành phần hồ sơ khi tiếp nhận và số hóa kết quả giải quyết TTHC và hồ sơ đã "
            "thanh toán trực tuyến trên cổng dịch vụ công trong tháng 8/2023 đạt tỷ lệ cao, sử dụng thư điện tử công vụ trong "
            "trao đổi công việc nội bộ thường xuyên, gồm: ",
            Run("UBND xã Quảng Nghiệp (tiếp nhận đạt 99,03%; giải quyết đạt 100%)", finding="cccc:praise1"),
            "; ",
            Run("UBND xã Quang Khải (tiếp nhận đạt 99,15%; ", finding="cccc:praise2"),
            Run("giải quyết đạt 99,43%", bold=True, finding="cccc:praise2"),
            Run(")", finding="cccc:praise2"),
            "; ",
            Run("UBND xã Đại Hợp (tiếp nhận đạt 99,07%; giải quyết đạt 100%)", finding="cccc:praise3"),
            ".",
        ),
        heading("2. Đối với các cơ quan, đơn vị, UBND xã, thị trấn có kết quả thực hiện nhiệm vụ cải cách hành chính đạt thấp"),
        heading("2.1. Về số hóa kết quả giải quyết thủ tục hành chính", 2),
        *(
            paragraph(
                f"- UBND xã {unit} mặc dù có tỷ lệ thanh toán trực tuyến trong tháng 8/2023 đạt 61,88%, vượt chỉ tiêu giao của "
                "UBND tỉnh (30%); tuy nhiên, kết quả này tính từ ngày 01/4/2023 đến ngày 31/8/2023 chỉ đạt 13,15%, chưa đảm "
                "bảo tỷ lệ do UBND tỉnh giao."
            )
            for unit in ("Cộng Lạc", "Hà Kỳ", "Tái Sơn", "Tân Kỳ", "Tiên Động", "Đại Sơn")
        ),
        paragraph(
            "Yêu cầu Chủ tịch UBND các xã Cộng Lạc, Hà Kỳ, Tái Sơn và Tân Kỳ tăng cường chỉ đạo, xác định giải pháp để triển "
            "khai thực hiện trong những tháng còn lại của năm 2023, đảm bảo hoàn thành và vượt chỉ tiêu do UBND tỉnh giao."
        ),
        heading("3. Phê bình lần thứ hai đối với UBND các xã Hưng Đạo và Phượng Kỳ"),
        paragraph("Lý do:"),
        criticism("Hưng Đạo", "cccc:hungdao", "24,27%", "16,05%"),
        criticism("Phượng Kỳ", "cccc:phuongky", "13,33%", "8,97%"),
        heading("4. Phê bình lần thứ ba đối với UBND các xã Dân Chủ và Tiên Động"),
        paragraph("Lý do:"),
        criticism("Dân Chủ", "cccc:danchu", "19,51%", "12,5%"),
        criticism("Tiên Động", "cccc:tiendong", "4,11%", "1,45%"),
        paragraph(CLOSING),
    ),
    issuer_lines=("ỦY BAN NHÂN DÂN", "HUYỆN TỨ KỲ"),
    symbol="UBND-NV",
    place="Tứ Kỳ",
    subject=(
        "biểu dương, nhắc nhở các cơ quan chuyên môn, UBND các xã, thị trấn trong thực hiện nhiệm vụ cải cách hành chính "
        "tháng 8/2023"
    ),
    to=("Thủ trưởng các cơ quan chuyên môn thuộc UBND huyện", "Chủ tịch UBND các xã, thị trấn"),
    copies=(
        "Như trên",
        "Ban Thường vụ Huyện ủy",
        "CT, các PCT UBND huyện",
        "Đảng ủy, UBND các xã, thị trấn",
        "Các cơ quan, đơn vị có liên quan đến công tác cải cách hành chính trên địa bàn huyện",
        "Lưu: VT, NV",
    ),
)

WITH_PARENT = paper(
    (
        paragraph("Sở Nông nghiệp và Môi trường thông báo kết quả giải quyết thủ tục hành chính tháng 01/2026 như sau:"),
        heading("1. Kết quả chung"),
        paragraph("Tỷ lệ hồ sơ nộp trực tuyến đạt 97,67%, tăng 0,54 điểm phần trăm so với tháng 12/2025."),
        paragraph("Đề nghị các đơn vị phối hợp thực hiện./."),
    ),
    parent_lines=("UBND TỈNH LÂM ĐỒNG",),
    issuer_lines=("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",),
    symbol="SNNMT-VP",
    place="Lâm Đồng",
    subject="kết quả giải quyết thủ tục hành chính tháng 01/2026",
    to=(
        "Các phòng, đơn vị thuộc Sở",
        "Ủy ban nhân dân các xã, phường, đặc khu trên địa bàn tỉnh Lâm Đồng và các cơ quan trung ương đóng trên địa bàn tỉnh",
        "Bưu điện tỉnh",
    ),
    copies=("Như trên", "UBND tỉnh (báo cáo)", "Lưu: VT, VP (05)"),
    authority=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    signer="Nguyễn Văn A",
    number="7",
    dated=date(2026, 2, 5),
)

HO_CHI_MINH = paper(
    (paragraph("Văn phòng thông báo để các đơn vị biết, thực hiện."), paragraph(CLOSING)),
    parent_lines=("UBND THÀNH PHỐ HỒ CHÍ MINH",),
    issuer_lines=("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",),
    symbol="TTPVHCC-HCTH",
    place="Thành phố Hồ Chí Minh",
    to=("Sở Nội vụ", "Sở Tài chính"),
    authority=("TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
    signer="Trần Thị Bích B",
    number="1220",
    dated=date(2026, 12, 29),
)

SIGNED = paper(
    (
        heading("1. Kết quả"),
        paragraph("Kết quả tháng 8/2023 của các đơn vị ", Run("đạt chỉ tiêu giao", italic=True), " ở tất cả các lĩnh vực."),
        paragraph(CLOSING),
    ),
    to=("Thủ trưởng các cơ quan chuyên môn thuộc Ủy ban nhân dân xã và Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam xã An Sơn",),
    authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    signer="Lê Văn C",
    number="1220",
    dated=date(2023, 9, 15),
)

HOSTILE = paper(
    (
        paragraph(
            "Đơn vị A & B <C> \"D\" 'E' ]]> &amp; \x00\x08\x0b\ufffe\ud800 có tỷ lệ đạt 100% trong tháng 8/2023; ",
            "{{x}} %s \\n",
        ),
        paragraph(
            Run(
                unicodedata.normalize("NFD", "Số liệu của xã Hà Kỳ được gõ bằng bảng mã tổ hợp, 01\tngày\nmột dòng."),
                finding="cccc:hostile",
            )
        ),
        paragraph(CLOSING),
    ),
    subject="phối hợp với đơn vị A & B <C>",
    to=("Đơn vị A & B <C>", 'Công ty "X" ]]>\x07'),
    copies=("Như trên", "A & B <C>", "Lưu: VT, VP"),
)

PAPERS = {
    "small": SMALL,
    "tu-ky-like": TU_KY_LIKE,
    "with-parent": WITH_PARENT,
    "ho-chi-minh": HO_CHI_MINH,
    "signed": SIGNED,
    "hostile": HOSTILE,
}
