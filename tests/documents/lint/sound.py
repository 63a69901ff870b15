"""Sound papers of three kinds, built from plain XML as another program would write them: direct looks, few styles."""

from __future__ import annotations

import zipfile
from html import escape
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LEFT, RIGHT = 3685, 5670

STYLES = (
    f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:sz w:val="22"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault><w:pPr>"
    '<w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Text"><w:name w:val="Body Text"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:spacing w:before="120" w:after="120" w:line="288" w:lineRule="auto"/><w:ind w:firstLine="567"/>'
    '<w:jc w:val="both"/></w:pPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar>'
    '<w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
    "<w:tblBorders>"
    + "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
    + "</w:tblBorders></w:tblPr></w:style></w:styles>"
)
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme name="Office">'
    '<a:majorFont><a:latin typeface="Calibri Light"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)
PARTS = ("styles", "settings", "theme", "numbering")
NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/><w:pPr><w:ind w:left="0" w:firstLine="567"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
NO_BORDERS = (
    "<w:tblBorders>"
    + "".join(f'<w:{edge} w:val="nil"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
    + "</w:tblBorders>"
)


def run(text: str, *, size: int = 28, bold: bool = False, italic: bool = False) -> str:
    look = f'{"<w:b/>" * bold}{"<w:i/>" * italic}<w:sz w:val="{size}"/>'
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def par(text: str = "", *, align: str = "", spacing: str = "", indent: str = "", more: str = "", runs: str = "", **look) -> str:
    properties = [
        more,
        f"<w:spacing {spacing}/>" if spacing else "",
        f"<w:ind {indent}/>" if indent else "",
        f'<w:jc w:val="{align}"/>' if align else "",
    ]
    content = runs or (run(text, **look) if text else "")
    return f"<w:p><w:pPr>{''.join(properties)}</w:pPr>{content}</w:p>"


def centred(text: str, size: int = 28, **given) -> str:
    return par(text, align="center", size=size, **given)


def line(text: str, *runs: str) -> str:
    """A paragraph of the running text."""
    return par(text, more='<w:pStyle w:val="Text"/>', runs="".join(runs))


def rule(room: int, length: int) -> str:
    side = (room - length) // 2
    border = '<w:pBdr><w:top w:val="single" w:sz="4"/></w:pBdr>'
    indent = f'w:left="{side}" w:right="{side}"'
    return par(more=border, spacing='w:before="50" w:line="120" w:lineRule="exact"', indent=indent, align="center")


def table(columns: tuple[int, ...], rows: tuple[tuple[str, ...], ...], *, style: str = "", borders: str = NO_BORDERS) -> str:
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    margins = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    named = f'<w:tblStyle w:val="{style}"/>' if style else ""
    body = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{column}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
            for column, cell in zip(columns, row, strict=True)
        )
        + "</w:tr>"
        for row in rows
    )
    look = f'{named}<w:tblW w:w="{sum(columns)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>{margins}'
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def head(number: str, subject: str = "", *, names: tuple[str, ...] = (), parent: str = "", below: str = "") -> str:
    names = names or ("ỦY BAN NHÂN DÂN", "XÃ AN SƠN")
    issuer = (centred(parent, 26) if parent else "") + "".join(centred(name, 26, bold=True) for name in names)
    nation = centred(NATION, 26, bold=True) + centred(MOTTO, bold=True) + rule(RIGHT, 3424)
    told = centred(subject, 24, spacing='w:before="120"') if subject else ""
    dated = centred("An Sơn, ngày 05 tháng 02 năm 2026", italic=True)
    length = 1000 if not parent else 800
    return table((LEFT, RIGHT), ((issuer + rule(LEFT, length), nation), (centred(number, 26) + told + below, dated)))


def foot(copies: tuple[str, ...], authority: tuple[str, ...], name: str) -> str:
    left = par("Nơi nhận:", size=24, bold=True, italic=True) + "".join(par(text, size=22) for text in copies)
    right = "".join(centred(text, bold=True) for text in authority) + centred(name, bold=True, spacing='w:before="1440"')
    return table((4252, 5103), ((left, right),)) + par(spacing='w:line="20" w:lineRule="exact"')


def section(*, landscape: bool = False, restart: bool = False) -> str:
    size = 'w:w="16838" w:h="11906" w:orient="landscape"' if landscape else 'w:w="11906" w:h="16838"'
    numbers = '<w:pgNumType w:start="1"/>' if restart else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId11"/><w:headerReference w:type="first" r:id="rId12"/>'
        f'<w:pgSz {size}/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" '
        f'w:gutter="0"/>{numbers}<w:titlePg/></w:sectPr>'
    )


def ends(kind: str) -> str:
    return f"<w:p><w:pPr>{kind}</w:pPr></w:p>"


def kept(paragraph: str) -> str:
    """The last paragraph of the text stays with the signature."""
    return paragraph.replace('<w:pStyle w:val="Text"/>', '<w:pStyle w:val="Text"/><w:keepNext/>')


def packed(body: str) -> bytes:
    document = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    field = "".join(
        f"<w:r>{inside}</w:r>"
        for inside in (
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:instrText> PAGE   \\* MERGEFORMAT </w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    number = f'<w:hdr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{field}</w:p></w:hdr>'
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{R}/{name}" Target="{name}.xml"/>' for at, name in enumerate(PARTS, 1)
    )
    relations += f'<Relationship Id="rId11" Type="{R}/header" Target="header1.xml"/>'
    relations += f'<Relationship Id="rId12" Type="{R}/header" Target="header2.xml"/>'
    kinds = {name: f"wordprocessingml.{name}" for name in PARTS} | {"theme": "theme"}
    overrides = {
        f"word/{name}.xml": f"application/vnd.openxmlformats-officedocument.{kind}+xml" for name, kind in kinds.items()
    }
    overrides |= {
        f"word/header{at}.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml" for at in (1, 2)
    }
    overrides["word/document.xml"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{REL}"><Relationship Id="rId1" Type="{R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{REL}">{relations}</Relationships>',
        "word/document.xml": document,
        "word/styles.xml": STYLES,
        "word/settings.xml": f'<w:settings xmlns:w="{W}"/>',
        "word/theme.xml": THEME,
        "word/numbering.xml": NUMBERING,
        "word/header1.xml": number,
        "word/header2.xml": f'<w:hdr xmlns:w="{W}"><w:p/></w:hdr>',
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


BOX = "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in ("top", "left", "bottom", "right"))


def appendix(heading: str, title: str, about: str, *rest: str) -> str:
    return centred(heading, bold=True) + centred(title, bold=True) + centred(about, italic=True) + "".join(rest)


def figures() -> str:
    cells = tuple(par(text, size=26) for text in ("Đơn vị", "Tỷ lệ"))
    return table(
        (4000, 4000), (cells, tuple(par(text, size=26) for text in ("Xã Hà Kỳ", "97,67%"))), style="TableGrid", borders=""
    )


def letter() -> bytes:
    mark = par(
        "KHẨN", more=f"<w:pBdr>{BOX}</w:pBdr>", indent='w:left="1200" w:right="1200"', align="center", size=26, bold=True
    )
    attached = "(Kèm theo Công văn số 05/UBND-VP ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân xã An Sơn)"
    body = (
        head("Số: 05/UBND-VP", "V/v kết quả giải quyết thủ tục hành chính", below=mark),
        par("Kính gửi:", spacing='w:before="360"', indent='w:left="1985"'),
        par("- Các cơ quan chuyên môn thuộc Ủy ban nhân dân xã;", indent='w:left="2967"'),
        par("- Các trường học trên địa bàn xã.", indent='w:left="2967"', spacing='w:after="240"'),
        line("Trong tháng 01 năm 2026, kết quả giải quyết thủ tục hành chính của xã đạt tỷ lệ cao hơn kế hoạch đã giao."),
        line("Ủy ban nhân dân xã yêu cầu các cơ quan, đơn vị thực hiện những nhiệm vụ có trong phụ lục như sau:"),
        line("a) Công khai đầy đủ kết quả giải quyết thủ tục hành chính tại trụ sở và trên trang thông tin của xã;"),
        line("b) Số hóa đầy đủ thành phần hồ sơ khi tiếp nhận theo khoản 2 Điều 13 của quy chế đã được ban hành;"),
        line("c) Báo cáo kết quả thực hiện trước ngày 25 hằng tháng để tổng hợp, theo dõi chung trên địa bàn;"),
        line("d) Bố trí công chức hướng dẫn người dân nộp hồ sơ trực tuyến tại bộ phận tiếp nhận và trả kết quả;"),
        line("đ) Rà soát các hồ sơ quá hạn, xin lỗi người dân bằng văn bản và nêu rõ thời hạn trả kết quả mới."),
        kept(line("Nhận được Công văn này, đề nghị các cơ quan, đơn vị nghiêm túc triển khai thực hiện./.")),
        foot(
            ("- Như trên;", "- Chủ tịch, các Phó Chủ tịch UBND xã;", "- Lưu: VT, VP."),
            ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
            "Nguyễn Văn A",
        ),
        ends(section()),
        appendix("Phụ lục I", "KẾT QUẢ GIẢI QUYẾT HỒ SƠ", attached, par()),
        figures(),
        ends(section(restart=True)),
        appendix("Phụ lục II", "DANH SÁCH ĐƠN VỊ", attached, par()),
        figures(),
        par(),
        section(landscape=True, restart=True),
    )
    return packed("".join(body))


def article(number: int, text: str) -> str:
    return line("", run(f"Điều {number}.", bold=True), run(f" {text}"))


def decision() -> bytes:
    def base(text: str) -> str:
        return line("", run(text, italic=True))

    def title(text: str) -> str:
        return centred(text, bold=True, spacing='w:before="120" w:after="120"')

    body = (
        head("Số: 12/QĐ-UBND"),
        centred("QUYẾT ĐỊNH", bold=True, spacing='w:before="240"'),
        centred("Về việc ban hành quy định tiếp nhận hồ sơ", bold=True),
        rule(9354, 1800),
        title("ỦY BAN NHÂN DÂN XÃ AN SƠN"),
        base("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"),
        base("Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ;"),
        base("Theo đề nghị của Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã."),
        title("QUYẾT ĐỊNH:"),
        title("Chương I"),
        title("QUY ĐỊNH CHUNG"),
        title("Mục 1"),
        title("PHẠM VI"),
        article(1, "Ban hành kèm theo Quyết định này quy định về tiếp nhận và trả kết quả hồ sơ trên địa bàn xã An Sơn."),
        article(2, "Nhiệm vụ của các cơ quan, đơn vị trong việc tiếp nhận và trả kết quả hồ sơ được quy định như sau:"),
        line("1. Văn phòng chủ trì, phối hợp với các cơ quan chuyên môn tiếp nhận hồ sơ theo khoản 2 Điều 13 của quy chế:"),
        line("a) Tiếp nhận hồ sơ trực tuyến trong ngày làm việc và hẹn ngày trả kết quả cho tổ chức, cá nhân;"),
        line("b) Trả kết quả hồ sơ đúng hạn cho tổ chức, cá nhân và thu phí, lệ phí theo quy định hiện hành."),
        line("2. Các cơ quan chuyên môn giải quyết hồ sơ đúng hạn và chịu trách nhiệm về kết quả giải quyết của mình."),
        title("Chương II"),
        title("TỔ CHỨC THỰC HIỆN"),
        kept(
            article(
                3, "Chánh Văn phòng và các cơ quan, tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./."
            )
        ),
        foot(
            ("- Như Điều 3;", "- Thường trực Hội đồng nhân dân xã;", "- Lưu: VT, VP."),
            ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
            "Trần Thị B",
        ),
        section(),
    )
    return packed("".join(body))


def plan() -> bytes:
    body = (
        head("Số: 07/KH-STC", names=("SỞ TÀI CHÍNH",), parent="UBND TỈNH LÂM ĐỒNG"),
        centred("KẾ HOẠCH", bold=True, spacing='w:before="240"'),
        centred("Cải cách thủ tục hành chính năm 2026", bold=True),
        rule(9354, 1800),
        line("Sở Tài chính xây dựng kế hoạch cải cách thủ tục hành chính năm 2026 với những nội dung chủ yếu như sau:"),
        line("", run("I. MỤC ĐÍCH, YÊU CẦU", bold=True)),
        line("", run("1. Mục đích", bold=True)),
        line("Nâng cao chất lượng giải quyết thủ tục hành chính, bảo đảm công khai, minh bạch và thuận lợi cho người dân."),
        line("", run("2. Yêu cầu", bold=True)),
        line("Xác định rõ trách nhiệm của từng đơn vị, thời hạn hoàn thành và sản phẩm của từng nhiệm vụ đã được giao."),
        line("", run("II. NHIỆM VỤ", bold=True)),
        line("1. Rà soát, đơn giản hóa thủ tục hành chính thuộc phạm vi quản lý và công bố kịp thời theo quy định."),
        line("2. Tăng tỷ lệ hồ sơ trực tuyến, trong đó chỉ tiêu của từng lĩnh vực được nêu tại kế hoạch của tỉnh."),
        line("", run("III. TỔ CHỨC THỰC HIỆN", bold=True)),
        kept(line("Các phòng, đơn vị thuộc Sở căn cứ Kế hoạch này để tổ chức thực hiện, báo cáo kết quả trước ngày 15./.")),
        foot(("- UBND tỉnh (báo cáo);", "- Các phòng, đơn vị thuộc Sở;", "- Lưu: VT, VP."), ("GIÁM ĐỐC",), "Lê Văn C"),
        section(),
    )
    return packed("".join(body))


SOUND = {"letter": letter(), "decision": decision(), "plan": plan()}
