"""Every kind of mistake in a file that a user wrote gives one problem, at its line and column."""

from pathlib import Path

import pytest

from cccc.declarations.workspace import check_alone, load_history

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
    (PLAN, "cite: mục 5", "¦? [cite]\n    : mục 5", "key-not-text"),
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
    (BASE, '{indicator: online_filing, at_least: "60,5%"}', "{indicator: online_filing, at_least: ¦97,5%}", "unquoted-comma"),
    (BASE, '"60,5%"}', "¦97,5%, cite: mục 1}", "unquoted-comma"),
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
    (UNITS, "  - id: communes\n", "  - ¦", "missing-key"),
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
    (PLAN, "  - indicator: online_payment\n    for: [communes, departments]\n    at_least: 30%\n    cumulative_from: 2023-04-01",
     "  - ¦indicator: online_payment\n    at_least: 30%\n    cumulative_from: 2024-01-01", "dates"),
    (UNITS, "{name: Xã Hà Kỳ, aliases: [Hà Kì], valid: {to: 2025-06-30}}",
     "{name: ¦Xã Hà Kỳ, valid: {from: 2025-07-01, to: 2025-06-30}}", "dates"),
    # names and ids
    (UNITS, "- Thị trấn Tứ Kỳ", "- Thị trấn Tứ Kỳ\n      - ¦Thị trấn Tứ Kỷ", "duplicate-id"),
    (UNITS, "- Thị trấn Tứ Kỳ", "- Thị trấn Tứ Kỳ\n      - {name: ¦Xã Hà Kỳ, valid: {from: 2025-07-01}}\n     ", "duplicate-id"),
    (UNITS, "- Thị trấn Tứ Kỳ", "- Thị trấn Tứ Kỳ\n      - ¦'***'", "id"),
    (UNITS, "id: communes", "id: ¦departments", "duplicate-id"),
    (INDICATORS, "  - id: website_posting", "  - {id: online_filing, name: A, type: number}\n  - {id: ¦online_filing, name: B, type: number}\n"
     "  - id: website_posting", "duplicate-id"),
    (POLICY, "id: digitisation-reminder", "id: ¦payment-criticism", "duplicate-id"),
    (BASE, "plan: lang-son-533-2023", "plan: ¦hai-duong-2023", "duplicate-id"),
    (STATEMENTS, "statements:", "statements:\n  - {id: progress, text: Một}\n  -", "duplicate-id"),
    # references
    (PLAN, "for: [communes, departments]", "for: [communes, ¦department]", "unknown-unit"),
    (PLAN, "for: [communes, departments]", "for: ¦xa-ha-ki", "unknown-unit"),
    (PLAN, "for: [communes, departments]", "for: [¦province]", "unknown-unit"),
    (PLAN, "indicator: online_payment", "indicator: ¦online_paymnet", "unknown-indicator"),
    (PLAN, "section: nq01", "section: ¦nq02", "unknown-section"),
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
    (PLAN, "{plan: lang-son-533-2023, points: 5}", "{plan: lang-son-533-2023, points: 5}\n    exactly: 50%", "several-thresholds"),
    (PLAN, "  - indicator: online_filing\n    raise: {plan: lang-son", "  - indicator: website_posting\n    raise: ¦{plan: lang-son",
     "threshold"),
    (PLAN, "  - indicator: online_filing\n    raise: {plan: lang-son", "  - indicator: reuse\n    raise: {plan: ¦lang-son", "raise"),
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
    (POLICY, "- id: digitisation-reminder\n", "- ¦id: digitisation-reminder\n    all: {online_payment: {period: met}}\n", "missing-key"),
    (POLICY, "    indicators: [online_payment]\n    when: {period: missed, cumulative: missed}\n", "", "missing-key"),
    (POLICY, "    when: {period: missed, cumulative: missed}\n", "", "missing-key"),
    # the rest
    (WORKSPACE, "symbol: UBND-NV", "symbol: ¦UBND NV", "symbol"),
    (WORKSPACE, "symbol: UBND-NV", "symbol: ¦1220/UBND-NV", "symbol"),
    (INDICATORS, "  - id: official_email\n", "  - ¦id: official_email\n    type: ratio\n    numerator: emails\n    nonsense: &x\n",
     "duplicate-key"),
    (INDICATORS, "    numerator: payment_online\n", "", "missing-key"),
    (INDICATORS, "    ratings: {met: [Đạt, Tốt], missed: [Chưa đạt]}\n", "", "missing-key"),
    (INDICATORS, "missed: [Chưa đạt]", "missed: [tốt]", "duplicate-id"),
    (LAYOUT, "rates: {online_payment: ", "rates: {website_posting: ¦", "wrong-type"),
    (LAYOUT, "ratings: {website_posting: ", "ratings: {online_payment: ¦", "wrong-type"),
]  # fmt: skip
MISTAKES = [case for case in MISTAKES if "nonsense" not in case[2]]


def place_of(case, places, text):
    """Where the problem is told: at the mark, else at what stands for the whole (see `WHOLE`)."""
    return places[0] if places else WHOLE[case[0], case[1]]


WHOLE = {
    (STATEMENTS, "statements:"): "statements/2023-08.yaml:4:10",
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
    assert office.told() == [f"{place_of(case, places, new)} {rule}"]
