"""A workspace of two communes and an office that is not subordinate, with a table for each month."""

import pytest

FILES = {
    "cccc.yaml": """\
issuer: {name: UBND huyện A, place: A}
papers: {default: {symbol: UBND, copies: [Lưu], signature: {lines: [CHỦ TỊCH]}}}
units: units.yaml
plans: [targets/*.yaml]
layouts: [layouts/*.yaml]
policy: policy.yaml
""",
    "units.yaml": """\
groups:
  - {id: communes, level: commune, name: Các xã, official: "UBND {unit}", head: "Chủ tịch UBND {unit}", units: [Xã A, Xã B]}
  - {id: others, level: commune, name: Ngành dọc, official: "{name}", head: "{name}", relation: coordinate, units: [Bưu điện]}
""",
    "targets/base.yaml": """\
plan: base
title: Kế hoạch tỉnh
issuer: UBND tỉnh
applies: {from: 2023-01-01, to: 2023-12-31}
targets: [{indicator: online_payment, at_least: 30%, cite: mục 1}]
""",
    "targets/own.yaml": """\
plan: own
title: Kế hoạch huyện
issuer: UBND huyện A
applies: {from: 2023-01-01, to: 2023-12-31}
replaces: [base]
targets: [{indicator: online_payment, raise: {plan: base, points: 5}, cite: mục 2}]
""",
    "layouts/table.yaml": """\
layout: table
table:
  unit: Đơn vị
  period: none
  measures: {payment_total: Tổng số, payment_online: Trực tuyến}
""",
    "policy.yaml": """\
policy: own
rules:
  - {id: low, kind: criticism, indicators: [online_payment], when: {period: missed}, escalate: year}
  - {id: praise, kind: praise, all: {online_payment: {period: met}}}
""",
    "2023-01.csv": "Đơn vị,Tổng số,Trực tuyến\nXã A,10,1\nXã B,20,9\nBưu điện,30,2\n",
    "2023-02.csv": "Đơn vị,Tổng số,Trực tuyến\nXã A,10,2\nXã B,20,8\nBưu điện,30,3\n",
    "2023-03.csv": "Đơn vị,Tổng số,Trực tuyến\nXã A,13,4\nXã B,20,7\nBưu điện,30,4\n",
}


@pytest.fixture
def months(tmp_path, monkeypatch):
    """The workspace, entered; nothing is evaluated yet."""
    folder = tmp_path / "months"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder
