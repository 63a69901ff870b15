"""The contract's own examples load without a problem, and mean what the contract says."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from cccc.declarations.files.indicators import catalogue
from cccc.declarations.review.lone_file import check_alone
from cccc.declarations.sources import Files
from cccc.declarations.workspace import find, load, load_history
from cccc.model.conditions import AllOf, AnyOf, Condition, WindowTest
from cccc.model.evaluations import Status
from cccc.model.layouts import BlankTest, DateTest, DossierCount, TextTest
from cccc.model.policies import Ladder
from cccc.model.targets import Operator, Threshold, Window
from cccc.periods import parse_label

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_contract_s_examples_have_no_problem(office):
    workspace, problems = office.load()
    assert problems == []
    assert workspace is not None
    assert load_history(Path("history.yaml"), workspace)[1] == []


def test_each_example_alone_has_no_problem(office):
    assert {name: check_alone(Path(name)) for name in office.FILES} == {name: [] for name in office.FILES}


@pytest.mark.parametrize("folder", sorted(path.name for path in EXAMPLES.iterdir()))
def test_the_example_workspaces_have_no_problem(folder):
    workspace, problems = load(EXAMPLES / folder)
    assert (problems, workspace is not None) == ([], True)
    assert [told for path in (EXAMPLES / folder).rglob("*.yaml") for told in check_alone(path)] == []


def test_lists_of_dossiers_are_counted_by_texts_dates_and_what_is_given(office):
    office.write(
        "layouts/dossiers.yaml",
        """layout: dossiers
source: Cổng dịch vụ công
records:
  sheet: Danh sách*
  unit: Đơn vị / Tên
  code: Mã đơn vị
  id: Số hồ sơ
  date: Ngày tiếp nhận
  measures:
    received_total: {count: all}
    received_online: {count: {Hình thức nộp: [Trực tuyến]}}
    result_digitised: {count: {Số hóa: [Có, x], Kết quả: {given: true}}, date: Ngày trả}
    resolved_on_time: {count: {Ngày trả: {not_after: Ngày hẹn trả}}, date: Ngày trả}
    resolved_late: {count: {Ngày trả: {after: Ngày hẹn trả}, Lý do: {given: false}}}
""",
    )
    space, problems = office.load()
    assert problems == []
    layout = next(layout for layout in space.layouts if layout.id == "dossiers")
    returned, due = ("Ngày trả",), ("Ngày hẹn trả",)
    assert (layout.unit, layout.code, layout.number) == (("Đơn vị", "Tên"), ("Mã đơn vị",), ("Số hồ sơ",))
    assert layout.measures == {
        "received_total": DossierCount(),
        "received_online": DossierCount(((("Hình thức nộp",), TextTest(("Trực tuyến",))),)),
        "result_digitised": DossierCount(
            ((("Số hóa",), TextTest(("Có", "x"))), (("Kết quả",), BlankTest(given=True))), returned
        ),
        "resolved_on_time": DossierCount(((returned, DateTest(due)),), returned),
        "resolved_late": DossierCount(((returned, DateTest(due, after=True)), (("Lý do",), BlankTest(given=False)))),
    }
    assert layout.spans == (("Ngày tiếp nhận",), returned)
    assert layout.dates == (("Ngày tiếp nhận",), returned, due)


RECORDS = "layout: dossiers\nrecords:\n  unit: Đơn vị\n  date: Ngày\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("  measures: {}", "3:3 empty-list"),
        ("", "3:3 missing-key"),
        ("  measures: {a: {count: {}}}", "5:25 empty-list"),
        ("  measures: {a: {count: some}}", "5:25 wrong-type"),
        ("  measures: {a: {date: Ngày}}", "5:17 missing-key"),
        ("  measures: {a: {count: {Số: []}}}", "5:30 empty-list"),
        ("  measures: {a: {count: {Số: {}}}}", "5:30 empty-list"),
        ("  measures: {a: {count: {Số: {givn: true}}}}", "5:31 unknown-key"),
        ("  measures: {a: {count: {Số: {given: maybe}}}}", "5:38 flag"),
        ("  measures: {a: {count: {Ngày: {after: Ngày}}}}", "5:40 choice"),
        ("  measures: {a: all}\ntable: {unit: Đơn vị, measures: {a: A}}", "3:3 wrong-type"),
    ],
)
def test_what_is_wrong_in_records_is_told_at_its_place(office, lines, expected):
    office.write("layouts/dossiers.yaml", RECORDS + lines + "\n")
    assert f"layouts/dossiers.yaml:{expected}" in office.told()


def test_units_have_ids_forms_and_dates(office):
    units = {unit.id: unit for unit in office.load()[0].roster.units}
    assert list(units) == ["phong-noi-vu", "phong-tai-chinh-ke-hoach", "thi-tran-tu-ky", "xa-ha-ky"]
    assert units["phong-noi-vu"].official == "Phòng Nội vụ huyện"
    assert (units["xa-ha-ky"].official, units["xa-ha-ky"].head) == ("UBND xã Hà Kỳ", "Chủ tịch UBND xã Hà Kỳ")
    assert units["xa-ha-ky"].valid_to == date(2025, 6, 30)
    assert [alias.text for alias in units["xa-ha-ky"].aliases] == ["Hà Kì"]


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("[communes]", ["thi-tran-tu-ky", "xa-ha-ky"]),
        ("commune", ["thi-tran-tu-ky", "xa-ha-ky"]),
        ("[xa-ha-ky, phong-noi-vu]", ["phong-noi-vu", "xa-ha-ky"]),
        ("[xa-ha-ky, communes, xa-ha-ky]", ["thi-tran-tu-ky", "xa-ha-ky"]),
        ("~", ["phong-noi-vu", "phong-tai-chinh-ke-hoach", "thi-tran-tu-ky", "xa-ha-ky"]),
    ],
)
def test_for_names_groups_levels_and_units_in_the_roster_s_order(office, words, units):
    office.edit("targets/hai-duong-2023.yaml", "[communes, departments]", words)
    assert list(office.load()[0].plans[0].targets[0].units) == units


def test_a_target_has_the_contract_s_defaults(office):
    office.write(
        "targets/lang-son-533-2023.yaml",
        office.FILES["targets/lang-son-533-2023.yaml"] + "  - indicator: website_posting\n  - {indicator: reuse, for: ~}\n",
    )
    plan = office.load()[0].plans[1]
    _, rating, bare = plan.targets
    assert rating.threshold is bare.threshold is None
    assert bare.windows == (Window.PERIOD, Window.CUMULATIVE)
    assert bare.cumulative_from == plan.applies.start == date(2022, 1, 1)
    assert not bare.assumed


@pytest.mark.parametrize(
    ("written", "operator", "value"),
    [
        ("at_least: 30%", Operator.AT_LEAST, "30"),
        ("at_least: 97,5%", Operator.AT_LEAST, "97.5"),
        ("more_than: 97.5 %", Operator.MORE_THAN, "97.5"),
        ('at_most: "5%"', Operator.AT_MOST, "5"),
        ("less_than: 0,125%", Operator.LESS_THAN, "0.125"),
        ("exactly: 100%", Operator.EXACTLY, "100"),
    ],
)
def test_a_threshold_is_read_exactly(office, written, operator, value):
    office.edit("targets/hai-duong-2023.yaml", "at_least: 30%", written)
    workspace, problems = office.load()
    assert problems == []
    assert workspace.plans[0].targets[0].threshold == Threshold(operator, Fraction(value))


def test_a_number_has_a_plain_threshold(office):
    office.edit("targets/lang-son-533-2023.yaml", "targets:\n", "targets:\n  - {indicator: overdue_pending, at_most: 5}\n")
    workspace, problems = office.load()
    assert problems == []
    assert workspace.plans[1].targets[0].threshold == Threshold(Operator.AT_MOST, Fraction(5))


def test_an_own_indicator_replaces_a_built_in_one_whole_and_comes_first(office):
    own, built_in = office.load()[0].indicators, catalogue(None, Files(Path()))
    assert list(own)[:3] == ["online_payment", "website_posting", "official_email"]
    assert set(built_in) < set(own)
    assert own["online_payment"].name == "Tỷ lệ hồ sơ thanh toán trực tuyến"
    assert own["online_payment"].brief == "thanh toán trực tuyến"


def period(*options):
    statuses = frozenset(option for option in options if isinstance(option, Status))
    return WindowTest(Window.PERIOD, Condition(statuses, tuple(option for option in options if isinstance(option, Threshold))))


def test_rules_are_read_as_tests(office):
    criticism, reminder, praise = office.load()[0].policy.rules
    missed = Condition(frozenset({Status.MISSED}))
    assert criticism.when == AllOf((WindowTest(Window.PERIOD, missed), WindowTest(Window.CUMULATIVE, missed)))
    assert criticism.ladder == Ladder()
    assert criticism.also == ("website_posting",)
    assert reminder.when == AnyOf((WindowTest(Window.PERIOD, missed), WindowTest(Window.CUMULATIVE, missed)))
    assert reminder.units == {"phong-noi-vu", "phong-tai-chinh-ke-hoach", "thi-tran-tu-ky", "xa-ha-ky"}
    assert praise.units == {"thi-tran-tu-ky", "xa-ha-ky"}
    assert praise.lines == (
        ("intake_digitisation", period(Threshold(Operator.AT_LEAST, Fraction("98.5")))),
        ("online_payment", period(Status.NOTHING_AROSE, Threshold(Operator.AT_LEAST, Fraction(85)))),
        ("official_email", period(Status.MET)),
    )


def test_a_layout_s_period_may_be_given_in_it(office):
    office.edit("layouts/monthly.yaml", "period: title", "period: 2023-Q3")
    assert office.load()[0].layouts[0].period == parse_label("2023-Q3")


def test_a_layout_adds_up_columns_and_knows_their_window(office):
    measures = office.load()[0].layouts[0].measures
    assert measures["received_online"].paths == (("Toàn trình",), ("Một phần",))
    assert measures["received_total"].window is Window.CUMULATIVE
    assert measures["payment_total"].paths == (("Thanh toán trực tuyến *", "Tổng số hồ sơ phát sinh thanh toán"),)


def test_a_paper_without_addressees_goes_to_the_groups(office):
    office.edit(
        "cccc.yaml", 'to: [Thủ trưởng các cơ quan chuyên môn thuộc UBND huyện, "Chủ tịch UBND các xã, thị trấn"]', "to: ~"
    )
    assert office.load()[0].paper("notice").to == ("Các phòng, ban", "UBND các xã, thị trấn")


@pytest.mark.parametrize(
    ("pattern", "place"),
    [("plan.yaml", "plan.yaml"), ("pl*.yaml", "plan.yaml"), ("./plan.yaml", "plan.yaml"), ("**/plan.yaml", "a/b/plan.yaml")],
)
def test_a_plan_may_stand_anywhere_below_the_workspace(office, pattern, place):
    office.write(place, office.FILES["targets/lang-son-533-2023.yaml"])
    office.edit("cccc.yaml", "targets/*.yaml", f'"{pattern}"')
    workspace, problems = office.load()
    assert (problems, [plan.id for plan in workspace.plans]) == ([], ["lang-son-533-2023"])


def test_a_byte_order_mark_comments_and_windows_line_ends_are_fine(office):
    for name, text in office.FILES.items():
        Path(name).write_bytes(b"\xef\xbb\xbf# tep\r\n" + text.replace("\n", "\r\n").encode())
    assert office.load()[1] == []


def test_decomposed_letters_are_read_composed(office):
    import unicodedata

    for name, text in office.FILES.items():
        Path(name).write_text(unicodedata.normalize("NFD", text), encoding="utf-8")
    workspace, problems = office.load()
    assert problems == []
    assert workspace.issuer.name == "Ủy ban nhân dân huyện Tứ Kỳ"


def test_a_text_that_a_comma_parts_in_braces_is_read_whole_with_a_warning(office):
    office.edit("statements/2023-08.yaml", "ở 7/7 lĩnh vực,", "ở 7/7 lĩnh vực, nhất là số hóa,")
    workspace, problems = office.load()
    assert [(problem.rule, problem.severity) for problem in problems] == [("unquoted-comma", "warning")]
    (statement,) = workspace.statements[parse_label("2023-08")]
    assert statement.text == "Kết quả đã có tiến bộ ở 7/7 lĩnh vực, nhất là số hóa"


def test_the_nearest_workspace_above_is_found(office, tmp_path):
    assert find(tmp_path / "targets") == tmp_path
    (tmp_path / "targets" / "cccc.yaml").touch()
    assert find(tmp_path / "targets") == tmp_path / "targets"
