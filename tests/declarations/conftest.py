"""An office in a folder: the contract's own example files, to be edited and loaded."""

import sys
from pathlib import Path
from textwrap import dedent
from typing import ClassVar

import pytest

from cccc import messages
from cccc.declarations.workspace import load

sys.path.insert(0, str(Path(__file__).parent))

MARK = "¦"
"""Stands in an edit where the problem should be told."""

FILES = {
    "cccc.yaml": """\
        issuer:
          name: Ủy ban nhân dân huyện Tứ Kỳ     # letterhead, split as the decree lays it out
          parent: null                           # cơ quan chủ quản, when the letterhead shows one
          place: Tứ Kỳ
        papers:                                  # per template; default: for those not named
          default:
            symbol: UBND-NV                      # after the number: 1220/UBND-NV
            to: [Thủ trưởng các cơ quan chuyên môn thuộc UBND huyện, "Chủ tịch UBND các xã, thị trấn"]
            copies: [Như trên, "CT, các PCT UBND huyện", "Lưu: VT, NV"]
            signature: {lines: [CHỦ TỊCH], name: null}
        units: units.yaml
        indicators: indicators.yaml
        plans: [targets/*.yaml]
        layouts: [layouts/*.yaml]
        policy: policy.yaml
        statements: [statements/*.yaml]
        templates: [templates/*]
        ledger: .cccc/ledger.db
        """,
    "units.yaml": """\
        groups:
          - id: departments
            level: district
            name: Các phòng, ban
            official: "{name} huyện"
            units: [Phòng Nội vụ, Phòng Tài chính - Kế hoạch]
          - id: communes
            level: commune
            name: UBND các xã, thị trấn
            official: UBND {unit}
            head: Chủ tịch UBND {unit}
            relation: subordinate
            units:
              - Thị trấn Tứ Kỳ
              - {name: Xã Hà Kỳ, aliases: [Hà Kì], valid: {to: 2025-06-30}}
        """,
    "indicators.yaml": """\
        indicators:
          - id: online_payment
            name: Tỷ lệ hồ sơ thanh toán trực tuyến
            short: thanh toán trực tuyến
            numerator: payment_online
            denominator: payment_total
            better: higher
            adds: sum
          - id: website_posting
            name: Đăng tải tin bài, văn bản trên Trang thông tin điện tử
            type: rating
            ratings: {met: [Đạt, Tốt], missed: [Chưa đạt]}
          - id: official_email
            name: Sử dụng thư điện tử công vụ
            type: rating
            ratings: {met: [Thường xuyên], missed: [Chưa thường xuyên]}
        """,
    "targets/hai-duong-2023.yaml": """\
        plan: hai-duong-2023
        title: Chỉ tiêu UBND tỉnh giao năm 2023
        number: null
        issued: null
        issuer: UBND tỉnh Hải Dương
        applies: {from: 2023-01-01, to: 2023-12-31}
        replaces: []
        sections: [{id: nq01, title: "…"}]
        targets:
          - indicator: online_payment
            for: [communes, departments]
            at_least: 30%
            cumulative_from: 2023-04-01
            windows: [period, cumulative]
            cite: mục 5
            assumed: false
            note: null
            section: nq01
            lead: null
            assessor: null
          - indicator: online_filing
            raise: {plan: lang-son-533-2023, points: 5}
        """,
    "targets/lang-son-533-2023.yaml": """\
        plan: lang-son-533-2023
        title: Chỉ tiêu năm 2023
        issuer: UBND tỉnh Lạng Sơn
        applies: {from: 2022-01-01, to: 2022-12-31}
        targets:
          - {indicator: online_filing, at_least: "60,5%"}
        """,
    "layouts/monthly.yaml": """\
        layout: monthly
        source: Hệ thống thông tin giải quyết TTHC của tỉnh
        table:
          sheet: "*"
          unit: Đơn vị
          period: title
          measures:
            payment_total: Thanh toán trực tuyến * / Tổng số hồ sơ phát sinh thanh toán
            payment_online: Thanh toán trực tuyến * / Số hồ sơ đã thanh toán trực tuyến
            received_total: {heading: Tổng số, window: cumulative}
            received_online: [Toàn trình, Một phần]
            received_direct: Trực tiếp
          rates: {online_payment: Thanh toán trực tuyến * / Tỷ lệ (%)}
          ratings: {website_posting: Đăng tải tin bài*}
          blank: not_given
          sums: {received_total: [received_online, received_direct]}
        """,
    "policy.yaml": """\
        policy: tu-ky-2023
        min_denominator: 1
        rules:
          - id: payment-criticism
            kind: criticism
            indicators: [online_payment]
            when: {period: missed, cumulative: missed}
            escalate: year
            also: [website_posting]
          - id: digitisation-reminder
            kind: reminder
            indicators: [result_digitisation, intake_digitisation]
            when: {any: [{period: missed}, {cumulative: missed}]}
          - id: praise-communes-email
            kind: praise
            for: [communes]
            all:
              intake_digitisation: {period: {at_least: 98.5%}}
              online_payment: {period: [nothing_arose, {at_least: 85%}]}
              official_email: {period: met}
        """,
    "statements/2023-08.yaml": """\
        period: 2023-08
        statements:
          - {id: progress, text: Kết quả đã có tiến bộ ở 7/7 lĩnh vực, by: Phòng Nội vụ}
        """,
    "history.yaml": """\
        issued:
          - {period: 2023-07, kind: criticism, unit: thi-tran-tu-ky, indicators: [online_payment], number: null, date: null}
        """,
}


def told(problem):
    """A problem as one line: where, which rule (or code), and its severity where it is a warning."""
    name = problem.rule or problem.code
    return f"{problem.location} {name}" + (" (warning)" if problem.severity == "warning" else "")


class Office:
    """The files of one office below the current folder."""

    FILES: ClassVar = {name: dedent(text) for name, text in FILES.items()}

    def __init__(self):
        for name, text in self.FILES.items():
            self.write(name, text)

    def write(self, name, text):
        """Put a file; the places that `MARK` marks in it, as line and column."""
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        places = []
        while MARK in text:
            before, _, after = text.partition(MARK)
            places.append(f"{name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}")
            text = before + after
        path.write_text(text, encoding="utf-8")
        return places

    def edit(self, name, old, new):
        """Write ``new`` for the one place of ``old``."""
        text = Path(name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        return self.write(name, text.replace(old, new))

    def load(self):
        return load(Path())

    def problems(self):
        return self.load()[1]

    def told(self):
        return [told(problem) for problem in self.problems()]


@pytest.fixture(autouse=True)
def _english():
    messages.use("en")
    yield
    messages.use(messages.DEFAULT_LANGUAGE)


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Office()


@pytest.fixture
def as_line():
    return told


@pytest.fixture(scope="session")
def office_files():
    """The files of a sound office, by name."""
    return Office.FILES
