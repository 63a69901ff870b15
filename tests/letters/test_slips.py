"""What a leader is told before signing: who escaped and why, and what the findings rest on."""

from dataclasses import replace
from datetime import date

import pytest

from cccc.letters.language.marks import bare as plain
from cccc.model.evaluations import ExemptedFinding, Finding, FindingKind
from cccc.model.observations import Source


def told(points):
    return [(point.about, plain(point.units)) for point in points]


@pytest.fixture
def withholding(desk, monkeypatch):
    """A desk on which small numbers withhold a finding."""
    desk.least = 5
    desk.judge("Xã A", "payment", 50, ">= 80", counts=(1, 2))
    made = replace(desk.evaluation(), withheld=(Finding("r", FindingKind.CRITICISM, "xa-a", ("payment",), (), 1),))
    monkeypatch.setattr(desk, "evaluation", lambda: made)
    return desk


def test_too_few_dossiers_to_conclude(withholding):
    slip = withholding.view().slip
    assert told(slip.too_few) == [("thanh toán trực tuyến", "UBND xã A (01/02 hồ sơ)")]
    assert slip.untold == []


def test_exempt_units_are_told_with_the_reason_and_the_last_day(desk, monkeypatch):
    desk.judge("Xã A", "payment", 20, ">= 80").judge("Xã B", "payment", 20, ">= 80")
    finding = Finding("r", FindingKind.CRITICISM, "xa-a", ("payment",))
    spared = (
        ExemptedFinding(finding, "Đang nâng cấp phần mềm", date(2023, 9, 30), "Công văn 12/UBND"),
        ExemptedFinding(replace(finding, unit="xa-b"), "Bão lụt", date(2023, 12, 31)),
    )
    made = replace(desk.evaluation(), exempted=spared)
    monkeypatch.setattr(desk, "evaluation", lambda: made)
    slip = desk.view().slip
    assert told(slip.exempt) == [
        ("thanh toán trực tuyến (Đang nâng cấp phần mềm, Công văn 12/UBND; đến hết ngày 30/9/2023)", "UBND xã A"),
        ("thanh toán trực tuyến (Bão lụt; đến hết ngày 31/12/2023)", "UBND xã B"),
    ]
    assert slip.untold == []


def test_met_by_the_period_or_by_the_total_alone(desk):
    desk.judge("Xã A", "payment", 60, ">= 30").judge("Xã A", "payment", 20, ">= 30", to_date=True)
    desk.judge("Xã B", "payment", 20, ">= 30").judge("Xã B", "payment", 60, ">= 30", to_date=True)
    slip = desk.view().slip
    assert told(slip.by_the_period) == [("thanh toán trực tuyến", "UBND xã A")]
    assert told(slip.by_the_total) == [("thanh toán trực tuyến", "UBND xã B")]


def test_whoever_is_criticised_has_not_escaped(desk):
    desk.judge("Xã A", "payment", 60, ">= 30").judge("Xã A", "payment", 20, ">= 30", to_date=True)
    desk.find("criticism", "Xã A", "payment", occurrence=1)
    slip = desk.view().slip
    assert (slip.by_the_period, slip.untold) == ([], [])


def test_coordinate_units_are_spared(desk):
    desk.unit("Bưu điện huyện", coordinate=True).judge("Bưu điện huyện", "payment", 20, ">= 30")
    slip = desk.view().slip
    assert told(slip.coordinate) == [("thanh toán trực tuyến", "Bưu điện huyện")]
    assert slip.untold == []


def test_who_misses_and_is_named_by_no_rule(desk):
    desk.judge("Xã A", "payment", 20, ">= 30").judge("Xã B", "payment", 20, ">= 30").find("reminder", "Xã B", "payment")
    assert told(desk.view().slip.untold) == [("thanh toán trực tuyến", "UBND xã A")]


@pytest.mark.parametrize(
    ("figure", "asked", "narrow"),
    [
        ("31", ">= 30", True),
        ("30", ">= 30", True),
        ("31.01", ">= 30", False),
        ("100", ">= 100", False),
        ("29.5", ">= 30", False),
    ],
)
def test_what_was_met_by_a_hair(desk, figure, asked, narrow):
    desk.judge("Xã A", "payment", figure, asked)
    assert bool(desk.view().slip.narrow) is narrow


def test_what_was_assumed_is_never_narrowly_met_nor_escaped(desk):
    desk.judge("Xã A", "result", 90.5, ">= 90", assumed=True).judge(
        "Xã A", "result", 80, ">= 90", assumed=True, to_date=True
    ).find("reminder", "Xã A", "result")
    slip = desk.view().slip
    assert (slip.narrow, slip.by_the_period) == ([], [])
    assert slip.assumed == ["số hóa kết quả"]


def test_findings_on_few_dossiers_and_on_rates_without_counts(desk):
    desk.judge("Xã A", "payment", 20, ">= 30", counts=(1, 5)).find("reminder", "Xã A", "payment")
    desk.judge("Xã B", "payment", 20, ">= 30").find("reminder", "Xã B", "payment")
    desk.judge("Xã C", "payment", 20, ">= 30", counts=(2, 10)).find("reminder", "Xã C", "payment")
    slip = desk.view().slip
    assert told(slip.few) == [("thanh toán trực tuyến", "UBND xã A (01/05 hồ sơ)")]
    assert told(slip.uncounted) == [("thanh toán trực tuyến", "UBND xã B")]


def test_praised_and_reminded_units_and_units_without_figures(desk):
    desk.judge("Xã A", "payment", 20, ">= 30").judge("Xã A", "result", 100).find("praise", "Xã A", "result")
    desk.find("reminder", "Xã A", "payment").judge("Xã B", "payment", status="not_reported")
    slip = desk.view().slip
    assert plain(slip.both) == plain(slip.praised) == "UBND xã A"
    assert told(slip.unreported) == [("thanh toán trực tuyến", "UBND xã B")]


def test_many_units_are_counted(desk):
    for name in "ABCDEFG":
        desk.judge(f"Xã {name}", "payment", 20, ">= 30")
    assert told(desk.view().slip.untold) == [("thanh toán trực tuyến", "07 UBND xã")]


def test_findings_on_few_dossiers_of_many_units_are_counted(desk):
    for name in "ABCDEFG":
        desk.judge(f"Xã {name}", "payment", 20, ">= 30", counts=(1, 5)).find("reminder", f"Xã {name}", "payment")
    assert told(desk.view().slip.few) == [("thanh toán trực tuyến", "07 UBND xã")]


def test_what_is_said_of_the_same_units_is_said_once(desk):
    for indicator in ("payment", "result"):
        desk.judge("Xã A", indicator, status="not_reported")
    desk.judge("Xã B", "payment", status="not_reported").judge("Xã B", "result", status="not_reported")
    desk.judge("Xã A", "intake", status="not_reported")
    assert told(desk.view().slip.unreported) == [
        ("thanh toán trực tuyến, số hóa kết quả", "UBND các xã A và B"),
        ("số hóa khi tiếp nhận", "UBND xã A"),
    ]


def test_a_unit_that_meets_one_of_its_figures_is_told_there_alone(desk):
    desk.judge("Xã A", "payment", 60, ">= 30").judge("Xã A", "payment", 20, ">= 30", to_date=True)
    slip = desk.view().slip
    assert told(slip.by_the_period) == [("thanh toán trực tuyến", "UBND xã A")]
    assert slip.untold == []


def test_a_sheet_tells_neither_an_assumed_threshold_nor_where_a_file_lay(desk):
    desk.judge("Xã A", "result", 80, ">= 90", assumed=True, counts=(4, 5)).find("reminder", "Xã A", "result")
    source = Source("C:\\office\\figures\\8.xlsx", "Tháng 8", ("C5", "D5"))
    desk.assessments = [replace(one, sources=(source,)) for one in desk.assessments]
    [sheet] = desk.view().concerns.reminder.sheets
    assert [(row.asked, plain(row.counts), row.judged, row.cells) for row in sheet.rows] == [
        ("–", "4/5", "Đạt thấp", ["8.xlsx, trang tính Tháng 8, ô C5, D5"])
    ]


def test_heads_of_one_kind_are_one_addressee(desk):
    for name in ("Phòng Một", "Xã A", "Phường C", "Xã B"):
        desk.judge(name, "payment", 20, ">= 30").find("reminder", name, "payment")
    concerned = desk.view().concerns.reminder
    assert [plain(line) for line in concerned.to] == [
        "Thủ trưởng Phòng Một",
        "Chủ tịch UBND các xã A và B",
        "Chủ tịch UBND phường C",
    ]
    assert not concerned.one
