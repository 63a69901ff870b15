"""Every kind of mistake in a file that a user wrote gives one problem, at its line and column."""

from pathlib import Path

import pytest

from cccc.declarations.review.lone_file import check_alone
from cccc.declarations.workspace import load_history

UNITS, INDICATORS, POLICY, WORKSPACE = "units.yaml", "indicators.yaml", "policy.yaml", "cccc.yaml"
PLAN, BASE, LAYOUT, STATEMENTS = (
    "targets/hai-duong-2023.yaml",
    "targets/lang-son-533-2023.yaml",
    "layouts/monthly.yaml",
    "statements/2023-08.yaml",
)

# what the file says, what it is made to say (the problem is told at ¦), and the rule
MISTAKES = [
    # YAML itself
    (UNITS, "    level: commune\n", "    level: commune\n    ¦level: commune\n", "duplicate-key"),
    (POLICY, "escalate: year", "¦escalates: year", "unknown-key"),
    (PLAN, "cite: mục 5", "¦<<: {cite: mục 5}", "unknown-key"),
    (PLAN, "cite: mục 5", "? ¦[cite]\n    : mục 5", "key-not-text"),
    (PLAN, "at_least: 30%", "at_least: ¦!!str 30%", "tag"),
    (PLAN, "cite: mục 5", "cite: ¦*clause", "alias"),
    (UNITS, "groups:", "¦%YAML 9.9\n---\ngroups:", "yaml-syntax"),
    (STATEMENTS, "statements:", "¦\tstatements:", "yaml-syntax"),
    (STATEMENTS, "period: 2023-08\n", "period: 2023-08\n¦---\n", "several-documents"),
    (INDICATORS, "name: Sử dụng thư điện tử công vụ", "name: ¦no", "yaml-surprise"),
    (INDICATORS, "name: Sử dụng thư điện tử công vụ", "name: ¦1:30", "yaml-surprise"),
    (INDICATORS, "name: Sử dụng thư điện tử công vụ", "name: ¦On", "yaml-surprise"),
    (INDICATORS, "Thường xuyên]", "¦yes]", "yaml-surprise"),
    (INDICATORS, "name: Sử dụng thư điện tử công vụ", "name: ¦'  '", "wrong-type"),
    (BASE, '{indicator: online_filing, at_least: "60,5%"}', "{indicator: online_filing, at_least: ¦57,5%}", "unquoted-comma"),
    (BASE, '"60,5%"}', "¦57,5%, cite: mục 1}", "unquoted-comma"),
    (PLAN, "points: 5}", "points: ¦2,5}", "unquoted-comma"),
    # wrong types
    (WORKSPACE, "plans: [targets/*.yaml]", "plans: ¦{a: b}", "wrong-type"),
    (WORKSPACE, "place: Tứ Kỳ", "place: ¦[Tứ Kỳ]", "wrong-type"),
    (UNITS, "id: communes", "id: ¦Communes", "id"),
    (UNITS, "id: communes", "id: ¦các xã", "id"),
    (UNITS, "level: commune", "level: ¦communes", "choice"),
    (UNITS, "relation: subordinate", "relation: ¦friend", "choice"),
    (UNITS, "units: [Phòng Nội vụ, Phòng Tài chính - Kế hoạch]", "units: ¦Phòng Nội vụ", "wrong-type"),
    (UNITS, "units: [Phòng Nội vụ, Phòng Tài chính - Kế hoạch]", "units: ¦[]", "empty-list"),
    (UNITS, "[Phòng Nội vụ, Phòng Tài chính - Kế hoạch]", "[Phòng Nội vụ, ¦[Phòng Tư pháp]]", "wrong-type"),
    (UNITS, "official: UBND {unit}", "official: ¦UBND {units}", "placeholder"),
    (UNITS, "official: UBND {unit}", "official: ¦UBND xã", "placeholder"),
    (UNITS, "    name: UBND các xã, thị trấn\n", "", "missing-key"),
    (PLAN, "assumed: false", "assumed: ¦no", "flag"),
    (PLAN, "windows: [period, cumulative]", "windows: [period, ¦total]", "choice"),
    (PLAN, "issuer: UBND tỉnh Hải Dương\n", "issuer: ¦~\n", "missing-key"),
    (POLICY, "min_denominator: 1", "min_denominator: ¦-1", "whole-number"),
    (POLICY, "min_denominator: 1", "min_denominator: ¦1.5", "whole-number"),
    (POLICY, "kind: praise", "kind: ¦praised", "choice"),
    (POLICY, "escalate: year", "escalate: ¦month", "choice"),
    (STATEMENTS, "period: 2023-08", "period: ¦tháng 8", "period"),
    (LAYOUT, "period: title", "period: ¦titel", "period"),
    (LAYOUT, "blank: not_given", "blank: ¦none", "choice"),
    (LAYOUT, "payment_total: Thanh toán trực tuyến * / Tổng số hồ sơ phát sinh thanh toán", "payment_total: ¦[]", "empty-list"),
    # dates
    (PLAN, "cumulative_from: 2023-04-01", "cumulative_from: ¦15/9/2023", "date"),
    (PLAN, "cumulative_from: 2023-04-01", "cumulative_from: ¦2023-02-30", "date"),
    (PLAN, "cumulative_from: 2023-04-01", "cumulative_from: ¦2023-4-1", "date"),
    (PLAN, "issued: null", "issued: ¦[2023-01-01]", "wrong-type"),
    (PLAN, "applies: {from: 2023-01-01, to: 2023-12-31}", "applies: ¦{from: 2023-12-31, to: 2023-01-01}", "dates"),
    (PLAN,
     "  - indicator: online_payment\n    for: [communes, departments]\n    at_least: 30%\n    cumulative_from: 2023-04-01",
     "  - ¦indicator: online_payment\n    at_least: 30%\n    cumulative_from: 2024-01-01", "dates"),
    (UNITS, "{name: Xã Hà Kỳ, aliases: [Hà Kì], valid: {to: 2025-06-30}}",
     "{name: ¦Xã Hà Kỳ, valid: {from: 2025-07-01, to: 2025-06-30}}", "dates"),
    # names and ids
    (UNITS, "- Thị trấn Tứ Kỳ", "- Thị trấn Tứ Kỳ\n      - ¦Thị trấn Tứ Kỷ", "duplicate-id"),
    (UNITS, "- {name: Xã Hà Kỳ,", "- {name: Xã Hà Kỳ, valid: {from: 2025-07-01}}\n      - {name: ¦Xã Hà Kỳ,", "duplicate-id"),
    (UNITS, "- Thị trấn Tứ Kỳ", "- Thị trấn Tứ Kỳ\n      - ¦'***'", "id"),
    (UNITS, "  - id: communes\n", "  - {id: ¦departments, level: district, name: A, units: [Sở A]}\n  - id: communes\n",
     "duplicate-id"),
    (INDICATORS, "  - id: website_posting",
     "  - {id: reuse, name: A, type: number}\n  - {id: ¦reuse, name: B, type: number}\n  - id: website_posting",
     "duplicate-id"),
    (POLICY, "id: digitisation-reminder", "id: ¦payment-criticism", "duplicate-id"),
    (STATEMENTS, "by: Phòng Nội vụ}", "by: Phòng Nội vụ}\n  - {id: ¦progress, text: Một}", "duplicate-id"),
    # references
    (PLAN, "for: [communes, departments]", "for: [communes, ¦department]", "unknown-unit"),
    (PLAN, "for: [communes, departments]", "for: ¦xa-ha-ki", "unknown-unit"),
    (PLAN, "for: [communes, departments]", "for: [¦province]", "unknown-unit"),
    (PLAN, "indicator: online_payment", "indicator: ¦online_paymnet", "unknown-indicator"),
    (PLAN, "section: nq01", "section: ¦nq02", "unknown-section"),
    (PLAN, "[{id: nq01, ", "[{id: nq01, part_of: ¦nq02, ", "unknown-section"),
    (PLAN, "replaces: []", "replaces: [¦hai-duong-2022]", "unknown-plan"),
    (PLAN, "raise: {plan: lang-son-533-2023, points: 5}", "raise: {plan: ¦lang-son-2023, points: 5}", "unknown-plan"),
    (POLICY, "indicators: [online_payment]", "indicators: [¦payment]", "unknown-indicator"),
    (POLICY, "for: [communes]", "for: [¦commune-s]", "unknown-unit"),
    (POLICY, "official_email: {period: met}", "¦official_mail: {period: met}", "unknown-indicator"),
    (POLICY, "also: [website_posting]", "also: [¦website]", "unknown-indicator"),
    (LAYOUT, "ratings: {website_posting: ", "ratings: {website: ¦", "unknown-indicator"),
    (LAYOUT, "[received_online, received_direct]", "[received_online, ¦received_post]", "unknown-measure"),
    (LAYOUT, "sums: {received_total: [", "sums: {received: [¦", "unknown-measure"),
    (WORKSPACE, "units: units.yaml", "units: ¦unit.yaml", "no-such-file"),
    (WORKSPACE, "policy: policy.yaml", "policy: ¦.", "no-such-file"),
    (WORKSPACE, "layouts: [layouts/*.yaml]", "layouts: [¦layout/*.yaml]", "no-such-file"),
    (WORKSPACE, "plans: [targets/*.yaml]", "plans: [targets/*.yaml, ¦builtin:nothing]", "no-such-file"),
    (WORKSPACE, "layouts: [layouts/*.yaml]", "layouts: [¦" + "x" * 300 + "]", "no-such-file"),
    (WORKSPACE, "layouts: [layouts/*.yaml]", "layouts: [¦/layouts/*.yaml]", "no-such-file"),
    # thresholds
    (PLAN, "at_least: 30%", "at_least: ¦30", "threshold"),
    (PLAN, "at_least: 30%", "at_least: ¦101%", "threshold"),
    (PLAN, "at_least: 30%", "at_least: ¦-5%", "threshold"),
    (PLAN, "at_least: 30%", "at_least: ¦cao", "threshold"),
    (PLAN, "at_least: 30%", "at_least: ¦[30%]", "wrong-type"),
    (PLAN, "    for: [communes, departments]\n    at_least: 30%", "    at_least: 30%\n    at_most: 40%", "several-thresholds"),
    (BASE, '{indicator: online_filing, at_least: "60,5%"}',
     '{indicator: online_filing, at_least: "60,5%"}\n  - {indicator: website_posting, at_least: ¦50%}', "threshold"),
    (BASE, '{indicator: online_filing, at_least: "60,5%"}',
     '{indicator: online_filing, at_least: "60,5%"}\n  - {indicator: overdue_pending, at_most: ¦5%}', "threshold"),
    (PLAN, "points: 5}", "points: ¦5%}", "threshold"),
    (PLAN, "points: 5}", "points: ¦some}", "threshold"),
    (PLAN, "{plan: lang-son-533-2023, points: 5}", "{plan: lang-son-533-2023, points: 5}\n    exactly: 50%",
     "several-thresholds"),
    (PLAN, "  - indicator: online_filing\n    raise: {plan: lang-son",
     "  - indicator: website_posting\n    raise: ¦{plan: lang-son",
     "threshold"),
    (PLAN, "  - indicator: online_filing\n    raise: {plan: lang-son", "  - indicator: reuse\n    raise: {plan: ¦lang-son",
     "raise"),
    (PLAN, "points: 5}", "points: 39.6}", "threshold"),
    (POLICY, "{at_least: 98.5%}", "{at_least: ¦98.5}", "threshold"),
    (POLICY, "{at_least: 98.5%}", "¦{at_least: [98.5%]}", "wrong-type"),
    (POLICY, "{at_least: 98.5%}", "¦{at_least: }", "wrong-type"),
    (POLICY, "{at_least: 98.5%}", "¦{at_least: 50%, at_most: 60%}", "several-thresholds"),
    (POLICY, "{at_least: 98.5%}", "¦{}", "several-thresholds"),
    (POLICY, "{at_least: 98.5%}", "¦[]", "empty-list"),
    (POLICY, "{at_least: 98.5%}", "{¦atleast: 98.5%}", "unknown-key"),
    (POLICY, "official_email: {period: met}", "official_email: {period: {at_least: ¦50%}}", "threshold"),
    # rules
    (POLICY, "official_email: {period: met}", "official_email: {period: ¦good}", "choice"),
    (POLICY, "official_email: {period: met}", "official_email: {¦month: met}", "unknown-key"),
    (POLICY, "official_email: {period: met}", "official_email: ¦met", "wrong-type"),
    (POLICY, "{any: [{period: missed}, {cumulative: missed}]}", "{any: ¦{period: missed}}", "wrong-type"),
    (POLICY, "{any: [{period: missed}, {cumulative: missed}]}", "{any: ¦[]}", "wrong-type"),
    (POLICY, "also: [website_posting]", "also: [¦online_filing]", "wrong-type"),
    (POLICY, "- id: digitisation-reminder\n", "- ¦id: digitisation-reminder\n    all: {online_payment: {period: met}}\n",
     "missing-key"),
    (POLICY, "    indicators: [online_payment]\n    when: {period: missed, cumulative: missed}\n", "", "missing-key"),
    (POLICY, "    when: {period: missed, cumulative: missed}\n", "", "missing-key"),
    # the rest
    (WORKSPACE, "symbol: UBND-NV", "symbol: ¦UBND NV", "symbol"),
    (WORKSPACE, "symbol: UBND-NV", "symbol: ¦1220/UBND-NV", "symbol"),
    (INDICATORS, "    numerator: payment_online\n", "", "missing-key"),
    (INDICATORS, "    ratings: {met: [Đạt, Tốt], missed: [Chưa đạt]}\n", "", "missing-key"),
    (INDICATORS, "missed: [Chưa đạt]", "missed: [tốt]", "duplicate-id"),
    (LAYOUT, "rates: {online_payment: ", "rates: {website_posting: ¦", "wrong-type"),
    (LAYOUT, "ratings: {website_posting: ", "ratings: {online_payment: ¦", "wrong-type"),
]  # fmt: skip


# where a mistake without a mark is told: where the mapping starts that it is about
WHOLE = {
    (UNITS, "    name: UBND các xã, thị trấn\n"): f"{UNITS}:7:5",
    (PLAN, "    for: [communes, departments]\n    at_least: 30%"): f"{PLAN}:10:5",
    (PLAN, "{plan: lang-son-533-2023, points: 5}"): f"{PLAN}:21:5",
    (PLAN, "points: 5}"): f"{PLAN}:21:5",
    (POLICY, "    indicators: [online_payment]\n    when: {period: missed, cumulative: missed}\n"): f"{POLICY}:4:5",
    (POLICY, "    when: {period: missed, cumulative: missed}\n"): f"{POLICY}:4:5",
    (INDICATORS, "    numerator: payment_online\n"): f"{INDICATORS}:2:5",
    (INDICATORS, "    ratings: {met: [Đạt, Tốt], missed: [Chưa đạt]}\n"): f"{INDICATORS}:9:5",
    (INDICATORS, "missed: [Chưa đạt]"): f"{INDICATORS}:12:26",
}


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: f"{case[3]}: {case[2][-40:]!r}")
def test_one_mistake_is_one_problem_at_its_place(office, case):
    name, old, new, rule = case
    places = office.edit(name, old, new)
    assert office.told() == [f"{places[0] if places else WHOLE[name, old]} {rule}"]


# what the problem says, and the fix that it offers
WORDED = [
    (POLICY, "escalate: year", "escalates: year", "unknown key escalates", "did you mean escalate?"),
    (PLAN, "issuer: UBND tỉnh Hải Dương", "isuer: UBND tỉnh Hải Dương", "unknown key isuer", "did you mean issuer?"),
    (STATEMENTS, "period: 2023-08", "period: tháng 8", "tháng 8 is not a period",
     "write 2023-08, 2023-W36, 2023-Q3, 2023-H1, 2023 or 2023-09-01..2023-09-07"),
    (UNITS, "level: commune", "level: communes", "communes is not one of province, district, commune", "did you mean commune?"),
    (INDICATORS, "name: Sử dụng thư điện tử công vụ", "name: no",
     "other YAML programs read no without quotes as something else than text", 'write "no" in quotes'),
    (INDICATORS, "name: Sử dụng thư điện tử công vụ", "name: 1:30",
     "other YAML programs read 1:30 without quotes as something else than text", 'write "1:30" in quotes'),
    (PLAN, "cumulative_from: 2023-04-01", "cumulative_from: 15/9/2023", "15/9/2023 is not a date", "write 2023-09-15"),
    (PLAN, "cumulative_from: 2023-04-01", "cumulative_from: 2023-02-30", "2023-02-30 is not a date",
     "write year-month-day of a real day, as 2023-04-01"),
    (BASE, '"60,5%"', "60,5%", "inside braces the comma of 60,5% ends the value", 'write at_least: "60,5%", in quotes'),
    (PLAN, "at_least: 30%", "at_least: 30", "30 is not a percentage", "write 30%"),
    (PLAN, "at_least: 30%", "at_least: nhiều", "nhiều is not a percentage", 'write 30% or "97,5%"'),
    (PLAN, "at_least: 30%", "at_least: 130%", "130% is more than 100%", "correct it"),
    (PLAN, "points: 5}", "points: 39.6}", "raised by 39,6 points the threshold is 100,1%, more than 100%", "lower the points"),
    (PLAN, "for: [communes, departments]", "for: [commune-s]", "commune-s names no group, level or unit with units in it",
     "did you mean communes, commune?"),
    (PLAN, "indicator: online_payment", "indicator: online_pay", "online_pay is no indicator here",
     "did you mean online_payment, online_filing?"),
    (UNITS, "- Thị trấn Tứ Kỳ", "- Thị trấn Tứ Kỳ\n      - Thị trấn Tứ Kỷ",
     "Thị trấn Tứ Kỷ and Thị trấn Tứ Kỳ (at units.yaml:14:9) have one id: thi-tran-tu-ky",
     "give one of them an id of its own: {name: …, id: …}"),
    (UNITS, "    level: commune\n", "    level: commune\n    level: commune\n",
     "the key level stands twice; the first is at units.yaml:8:5", "keep one of them"),
    (POLICY, "{at_least: 98.5%}", "{at_least: 50%, at_most: 60%}",
     "one threshold is expected here; several are a list, of which one must hold, or conditions under all:", None),
]  # fmt: skip


@pytest.mark.parametrize("case", WORDED, ids=lambda case: case[3])
def test_a_problem_says_what_is_wrong_and_what_to_write(office, case):
    name, old, new, message, fix = case
    office.edit(name, old, new)
    problems = office.problems()
    said = [(str(problem.message), str(problem.fix) if problem.fix else None) for problem in problems]
    assert (message, fix) in said


def test_mistakes_in_all_files_are_told_in_one_run(office):
    edits = [
        (WORKSPACE, "symbol: UBND-NV", "symbol: ¦UBND NV", "symbol"),
        (UNITS, "- Thị trấn Tứ Kỳ", "- Thị trấn Tứ Kỳ\n      - ¦Thị trấn Tứ Kỷ", "duplicate-id"),
        (INDICATORS, "missed: [Chưa đạt]", "missed: [Chưa đạt, ¦'']", "wrong-type"),
        (PLAN, "at_least: 30%", "at_least: ¦30", "threshold"),
        (PLAN, "section: nq01", "section: ¦nq02", "unknown-section"),
        (BASE, "issuer: UBND tỉnh Lạng Sơn", "issuer: UBND tỉnh Lạng Sơn\n¦isued: 2023-01-01", "unknown-key"),
        (LAYOUT, "[received_online, received_direct]", "[received_online, ¦received_post]", "unknown-measure"),
        (POLICY, "kind: reminder", "kind: reminder\n    for: [¦somebody]", "unknown-unit"),
        (STATEMENTS, "id: progress,", "id: ¦Progress,", "id"),
    ]
    expected = [f"{office.edit(name, old, new)[-1]} {rule}" for name, old, new, rule in edits]
    assert sorted(office.told()) == sorted(expected)


def test_several_mistakes_in_one_mapping_are_all_told(office):
    office.edit(PLAN, "assumed: false", "assumed: no\n    sektion: nq01\n    cite2: x\n    windows: period")
    assert [line.split()[1] for line in office.told()] == ["duplicate-key", "unknown-key", "unknown-key", "wrong-type", "flag"]


def test_two_plans_with_one_id_are_told_at_the_later(office):
    places = office.write("targets/z.yaml", office.FILES[BASE].replace("plan: lang", "plan: ¦lang"))
    assert office.told() == [f"{places[0]} duplicate-id"]


def test_what_refers_to_a_file_that_cannot_be_used_is_not_to_blame(office):
    office.write(INDICATORS, "indicators: [")
    assert [line.split()[1] for line in office.told()] == ["yaml-syntax"]
    office.write(INDICATORS, office.FILES[INDICATORS])
    office.write(UNITS, "groups: {}")
    assert office.told() == ["units.yaml:1:9 wrong-type"]


def test_a_file_that_is_not_there_is_told_where_it_is_named(office):
    Path(UNITS).unlink()
    workspace, problems = office.load()
    assert workspace is None
    assert [(str(p.location), str(p.message)) for p in problems] == [
        ("cccc.yaml:11:8", "the file units.yaml cannot be read: it is not there")
    ]


def test_a_folder_without_a_workspace_file_is_told(office):
    Path(WORKSPACE).unlink()
    assert office.told() == ["cccc.yaml no-such-file"]


HISTORY = "history.yaml"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("unit: thi-tran-tu-ky", "unit: ¦xa-tu-ky", "unknown-unit"),
        ("unit: thi-tran-tu-ky", "unit: ¦communes", "unknown-unit"),
        ("[online_payment]", "[¦payment]", "unknown-indicator"),
        ("[online_payment]", "¦[]", "empty-list"),
        ("period: 2023-07", "period: ¦2023-13", "period"),
        ("kind: criticism", "kind: ¦critic", "choice"),
        ("date: null", "date: ¦1/8/2023", "date"),
        ("{period: 2023-07, ", "¦{", "missing-key"),
    ],
)
def test_a_history_speaks_of_known_units_and_indicators(office, as_line, old, new, rule):
    workspace, _ = office.load()
    places = office.edit(HISTORY, old, new)
    assert [as_line(problem) for problem in load_history(Path(HISTORY), workspace)[1]] == [f"{places[0]} {rule}"]


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        (WORKSPACE, "issuer:", "isuer:", "missing-key"),
        (PLAN, "at_least: 30%", "at_least: ¦30", "threshold"),
        (POLICY, "kind: praise", "kind: ¦praised", "choice"),
        (POLICY, "official_email: {period: met}", "official_email: {¦month: met}", "unknown-key"),
        (LAYOUT, "[received_online, received_direct]", "[received_online, ¦received_post]", "unknown-measure"),
        (UNITS, "- Thị trấn Tứ Kỳ", "- Thị trấn Tứ Kỳ\n      - ¦Thị trấn Tứ Kỷ", "duplicate-id"),
        (STATEMENTS, "period: 2023-08", "period: ¦tháng 8", "period"),
        (HISTORY, "period: 2023-07", "period: ¦2023-13", "period"),
    ],
)
def test_a_file_alone_is_checked_by_its_own_kind(office, as_line, name, old, new, rule):
    places = office.edit(name, old, new)
    told = [as_line(problem) for problem in check_alone(Path(name))]
    assert f"{places[0] if places else 'cccc.yaml:1:1'} {rule}" in told
    assert len(told) == (1 if places else 2)


def test_a_file_of_no_kind_is_told(office, as_line):
    office.write("notes.yaml", "¦a: 1")
    assert [as_line(problem) for problem in check_alone(Path("notes.yaml"))] == ["notes.yaml:1:1 unknown-kind"]
