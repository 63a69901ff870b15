"""Every row of the five documents' tables of facts that cccc computes: figures, verdicts, groups, who was asked for what."""

import json

import pytest

# --- Tứ Kỳ, công văn 1220/UBND-NV of 15/9/2023: (unit, indicator): in August, to date; None where the document gives none ---

INTAKE, RESULT, PAID = "intake_digitisation", "result_digitisation", "online_payment"
TU_KY = {
    ("phong-kinh-te-va-ha-tang", INTAKE): ("100%", None),
    ("phong-kinh-te-va-ha-tang", RESULT): ("100%", None),
    ("phong-kinh-te-va-ha-tang", PAID): ("75%", None),
    ("phong-noi-vu", INTAKE): ("100%", None),
    ("phong-noi-vu", RESULT): ("100%", None),
    ("xa-quang-nghiep", INTAKE): ("99,03%", None),
    ("xa-quang-nghiep", RESULT): ("100%", None),
    ("xa-quang-nghiep", PAID): ("100%", None),
    ("xa-quang-khai", INTAKE): ("99,15%", None),
    ("xa-quang-khai", RESULT): ("99,43%", None),
    ("xa-quang-khai", PAID): ("86,83%", None),
    ("xa-dai-hop", INTAKE): ("99,07%", None),
    ("xa-dai-hop", RESULT): ("100%", None),
    ("xa-dai-hop", PAID): ("95,17%", None),
    ("xa-dai-son", INTAKE): ("99,44%", None),
    ("xa-dai-son", RESULT): ("100%", None),
    ("xa-dai-son", PAID): ("98,34%", None),
    ("xa-ha-ky", INTAKE): ("99,68%", None),
    ("xa-ha-ky", RESULT): ("100%", None),
    ("xa-ha-ky", PAID): ("96,77%", "28,3%"),
    ("xa-quang-trung", INTAKE): ("98,83%", None),
    ("xa-quang-trung", RESULT): ("100%", None),
    ("xa-quang-trung", PAID): ("96,77%", None),
    ("phong-van-hoa-va-thong-tin", RESULT): ("50%", None),
    ("xa-tien-dong", RESULT): ("96,15%", "86,93%"),
    ("xa-hung-dao", INTAKE): ("97,67%", "85,89%"),
    ("phong-tai-chinh-ke-hoach", PAID): ("67,27%", "28,16%"),
    ("xa-cong-lac", PAID): ("61,88%", "13,15%"),
    ("xa-tai-son", PAID): ("44,33%", "12,32%"),
    ("xa-tan-ky", PAID): ("78,18%", "19,52%"),
    ("xa-hung-dao", PAID): ("24,27%", "16,05%"),
    ("xa-phuong-ky", PAID): ("13,33%", "8,97%"),
    ("xa-dan-chu", PAID): ("19,51%", "12,5%"),
    ("xa-tien-dong", PAID): ("4,11%", "1,45%"),
}
WHOLE = {INTAKE: ("97,67%", "0,54"), RESULT: ("99,05%", "0,24"), PAID: ("80,2%", "29,86")}
GROUPS = {
    ("praise", None): {
        "phong-kinh-te-va-ha-tang", "phong-noi-vu", "xa-quang-nghiep", "xa-quang-khai", "xa-dai-hop", "xa-dai-son", "xa-ha-ky",
        "xa-quang-trung",
    },
    ("reminder", None): {
        "phong-van-hoa-va-thong-tin", "phong-tai-chinh-ke-hoach", "xa-tien-dong", "xa-hung-dao", "xa-cong-lac", "xa-ha-ky",
        "xa-tai-son", "xa-tan-ky",
    },
    ("criticism", 2): {"xa-hung-dao", "xa-phuong-ky"},
    ("criticism", 3): {"xa-dan-chu", "xa-tien-dong"},
}  # fmt: skip


@pytest.fixture
def tu_ky_evaluated(ready):
    return ready(
        "tu-ky-2023",
        ("history", "import", "history.yaml"),
        ("evaluate", "inputs/2023-07.xlsx", "inputs/2023-08.xlsx", "--format", "json"),
    )[1].document


def displays(document):
    return {(one["unit"], one["indicator"], one["window"]): one["display"] for one in document["assessments"]}


def test_tu_ky_every_published_figure(tu_ky_evaluated):
    shown = displays(tu_ky_evaluated)
    for (unit, indicator), (month, to_date) in TU_KY.items():
        assert shown[unit, indicator, "period"] == month, (unit, indicator)
        assert to_date in (None, shown[unit, indicator, "cumulative"]), (unit, indicator)


def test_tu_ky_every_published_total_and_its_change(tu_ky_evaluated):
    totals = {(one["group"], one["indicator"], one["window"]): one for one in tu_ky_evaluated["totals"]}
    found = {name: totals[None, name, "period"] for name in WHOLE}
    told = {name: (one["display"], f"{float(one['change']):.2f}".replace(".", ",")) for name, one in found.items()}
    assert told == WHOLE


def test_tu_ky_every_published_group(tu_ky_evaluated):
    found = {}
    for one in tu_ky_evaluated["findings"]:
        found.setdefault((one["kind"], one["occurrence"]), set()).add(one["unit"])
    assert found == GROUPS
    also = {one["unit"] for one in tu_ky_evaluated["findings"] if one["also"] == ["website_posting"]}
    assert also == {"xa-hung-dao", "xa-dan-chu", "xa-tien-dong"}


def test_tu_ky_two_ratings_are_the_published_ones(tu_ky_evaluated):
    status = {
        (one["unit"], one["indicator"]): one["status"] for one in tu_ky_evaluated["assessments"] if one["window"] == "period"
    }
    assert {status[unit, "official_email"] for unit in ("xa-quang-nghiep", "xa-quang-khai", "xa-dai-hop")} == {"met"}
    assert {status[unit, "website_posting"] for unit in ("xa-hung-dao", "xa-dan-chu", "xa-tien-dong")} == {"missed"}


# --- what was assigned: (plan, operator, value) by indicator and group or unit, on a day ---

ASSIGNED = [
    ("tu-ky-2023", "2023-08-31", PAID, "xa-ha-ky", ("hai-duong-2023", "at_least", "30")),
    ("tu-ky-2023", "2023-08-31", PAID, "phong-tai-chinh-ke-hoach", ("hai-duong-2023", "at_least", "30")),
    ("tu-ky-2023", "2023-12-31", INTAKE, "xa-ha-ky", ("tu-ky-2023", "at_least", "100")),  # mục 5: các tháng cuối năm
    ("tu-ky-2023", "2023-12-31", RESULT, "xa-ha-ky", ("tu-ky-2023", "at_least", "100")),
    ("tu-ky-2023", "2023-12-31", PAID, "xa-ha-ky", ("tu-ky-2023", "at_least", "30")),
    ("bac-giang-2019", "2019-04-30", "online_filing", "so-y-te", ("bac-giang-2019", "at_least", "30")),
    ("bac-giang-2019", "2019-04-30", "online_filing", "cuc-thue-tinh", ("bac-giang-2019", "at_least", "30")),
    *[
        ("luc-ngan-2023", "2023-08-31", indicator, unit, ("bac-giang-2023", op, value))
        for unit in ("phong-noi-vu", "xa-kien-lao", "cong-an-huyen")
        for indicator, op, value in (
            ("service_used", "at_least", "90"),
            ("full_online_filing", "more_than", "60"),
            ("digit_both", "at_least", "100"),
            ("pay_transaction", "more_than", "40"),
        )
    ],
    *[
        ("luc-ngan-2023", day, indicator, unit, (plan, op, value))
        for day in ("2023-09-01", "2023-12-15")
        for unit in ("phong-noi-vu", "xa-kien-lao", "cong-an-huyen")
        for indicator, plan, op, value in (
            ("online_filing", "luc-ngan-2023", "at_least", "100"),
            ("full_online_filing", "luc-ngan-2023", "more_than", "80"),
            ("pay_transaction", "luc-ngan-2023", "at_least", "100"),
            ("digit_both", "luc-ngan-2023", "at_least", "100"),
            ("service_used", "bac-giang-2023", "at_least", "90"),
        )
    ],
    *[
        ("lang-son-2023", day, "digit_stock", unit, (plan, "at_least", value))
        for day, plan, values in (
            ("2022-12-31", "lang-son-2022", ("30", "20", "15")),
            ("2023-11-30", "lang-son-2023", ("70", "60", "55")),
        )
        for unit, value in zip(("so-noi-vu", "huyen-bac-son", "xa-mai-pha"), values, strict=True)
    ],
    *[
        ("son-dong-2024", "2024-12-31", indicator, unit, ("son-dong-2024", op, value))
        for unit, documents in (("phong-tu-phap", "95"), ("xa-an-ba", "80"))
        for indicator, op, value in (
            ("pay_transaction", "at_least", "60"),
            ("online_filing", "at_least", "70"),
            ("digit_both", "at_least", "100"),
            ("e_document", "at_least", documents),
            ("full_online_tthc", "at_least", "80"),
            ("e_result", "at_least", "100"),
            ("e_copy", "at_least", "100"),
            ("reuse", "more_than", "50"),
            ("publish_on_time", "at_least", "100"),
            ("petition_on_time", "at_least", "100"),
            ("satisfaction", "at_least", "90"),
        )
    ],
]  # fmt: skip


@pytest.mark.parametrize("name", sorted({row[0] for row in ASSIGNED}))
def test_every_assigned_target_holds_for_whom_and_when_the_document_says(name, example, cccc):
    example(name)
    wrong = []
    for _, day, indicator, unit, expected in (row for row in ASSIGNED if row[0] == name):
        document = json.loads(cccc("targets", "--at", day, "--unit", unit, "--format", "json").out)
        held = [(one["plan"], one["op"], one["value"]) for one in document["targets"] if one["indicator"] == indicator]
        wrong += [(day, indicator, unit, held)] if held != [expected] else []
    assert wrong == []


def test_lang_son_a_raise_of_an_unknown_threshold_stays_unknown(example, cccc):
    """Quyết định 533/QĐ-UBND is cited without its figures: with the plan as it is shipped, nothing can be judged."""
    folder = example("lang-son-2023")
    space = folder / "cccc.yaml"
    space.write_text(
        space.read_text(encoding="utf-8").replace("targets/*.yaml", '"builtin:lang-son-533-2023"'), encoding="utf-8"
    )
    done = cccc("evaluate", "inputs/2023-11-30.xlsx", "--no-save", "--format", "json")
    raised = [one for one in done.document["assessments"] if one["indicator"] in ("service_used", "online_filing")]
    assert {one["status"] for one in raised} == {"no_target", "nothing_arose"}  # one unit had no dossiers at all


LANG_SON_2022 = {  # chú thích 2
    ("agencies", "digit_stock"): "9,27%",
    ("districts", "digit_stock"): "5,73%",
    ("communes", "digit_stock"): "2%",
    (None, "full_online_filing"): "69,24%",
}


def test_lang_son_what_is_told_of_2022(example, cccc):
    example("lang-son-2023")
    done = cccc("evaluate", "inputs/2022.xlsx", "--format", "json")
    assert (done.status, done.document["problems"]) == (0, [])
    shown = {(one["group"], one["indicator"]): one["display"] for one in done.document["totals"] if one["display"]}
    assert {key: shown[key] for key in LANG_SON_2022} == LANG_SON_2022
    judged = [one for one in done.document["assessments"] if one["indicator"] in ("digit_stock", "pay_transaction")]
    assert {one["status"] for one in judged} == {"missed"}  # "đều chưa đạt"


# --- Bắc Giang, công văn of May 2019: who had what; the figures are in test_bac_giang ---


def test_bac_giang_all_that_stand_low_miss_the_thirty_percent_and_all_that_stand_high_meet_it(example, cccc):
    example("bac-giang-2019")
    done = cccc("evaluate", "inputs/2019-04.xlsx", "--format", "json").document
    asked = {(one["target"]["op"], one["target"]["value"]) for one in done["assessments"] if one["target"]}
    assert asked == {("at_least", "30")}
    districts = [one["status"] for one in done["assessments"] if one["group"] == "districts"]
    assert districts == ["nothing_arose"] * 10
    [whole] = [one for one in done["totals"] if one["group"] is None and one["window"] == "period"]
    assert whole["display"] == "20,7%"
